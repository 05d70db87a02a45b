"""What was declined of a planned week is taken back by whoever may decide, as long as it could be offered still."""

from uuid import uuid4

import pytest

from tests.people import MONDAY, Town, build_town
from tests.weeks import FRIDAY, accepted, again, lead, met, reckoned, shown, works
from tornio.actions import weeks
from tornio.core.errors import NotForYou, Refused
from tornio.records.models import PlannedMeeting, Timetable


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England."""
    return build_town(profile="saltmere", at=MONDAY)


def declined(town: Town) -> tuple[Timetable, PlannedMeeting]:
    """One line for Leon's network, which Martin has declined."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    lead(town, weeks.decline, timetable_id=made.pk, lines=[line.pk])
    return made, line


def test_martin_takes_it_back_and_twice_is_once(town: Town) -> None:
    """R10: it waits as before."""
    made, line = declined(town)
    for _ in range(2):
        lead(town, weeks.take_back, timetable_id=made.pk, line=line.pk)
        (now,) = shown(town, made)
        assert (now.state, now.decided_at, now.decided_by_id) == ("proposed", None, None)


def test_what_was_accepted_or_stands_at_another_point_of_the_curve_is_not_taken_back(town: Town) -> None:
    made, line = declined(town)
    lead(town, weeks.take_back, timetable_id=made.pk, line=line.pk)
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    (chosen,) = shown(town, again(town, made))
    assert accepted(town, made, [chosen.pk]) == [""]
    with pytest.raises(Refused, match="cannot be taken back any more"):
        lead(town, weeks.take_back, timetable_id=made.pk, line=chosen.pk)


def test_who_does_not_work_with_them_takes_nothing_back(town: Town) -> None:
    """R24: as if it were not there, like a line that never was."""
    made, line = declined(town)
    with town.acting("Farah", at=FRIDAY) as by, pytest.raises(NotForYou):
        weeks.take_back(timetable_id=made.pk, line=line.pk, by=by, at=FRIDAY)
    with pytest.raises(NotForYou):
        lead(town, weeks.take_back, timetable_id=made.pk, line=uuid4())
