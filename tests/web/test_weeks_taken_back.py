"""What was declined of a planned week by mistake is taken back, as long as it could be offered still."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.meetings import proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, accepted, again, is_away, lead, met, reckoned, shown, works
from tornio.actions import weeks
from tornio.core.errors import NotForYou, Refused
from tornio.records.models import PlannedMeeting, Timetable

BACK = "Take it back"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


def declined(town: Town, who: str = "Martin") -> tuple[Timetable, PlannedMeeting]:
    """One line for Leon's network, which somebody has declined."""
    made = reckoned(town)
    (line,) = shown(town, made)
    with town.acting(who, at=FRIDAY) as by:
        weeks.decline(timetable_id=made.pk, lines=[line.pk], by=by, at=FRIDAY)
    return made, line


def test_martin_takes_back_what_he_declined_and_offers_it(town: Town) -> None:
    """R10: it waits as before, and another point of the curve can be chosen again."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made, line = declined(town)
    martin, here = signed_in(town, "Martin"), reverse("week_decide", args=[made.pk])
    week = {"week": NEXT_WEEK.isoformat()}
    assert BACK in text(martin.get(reverse("week"), week))
    told = text(martin.post(here, {"do": "take_back", "line": str(line.pk)}, follow=True))
    assert "Taken back. It can be offered again." in told
    assert BACK not in told
    assert "Decline what is ticked" in told
    (now,) = shown(town, made)
    assert (now.state, now.decided_at, now.decided_by_id) == ("proposed", None, None)
    lead(town, weeks.take_back, timetable_id=made.pk, line=line.pk)  # twice is once
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    (line,) = shown(town, again(town, made))
    assert accepted(town, made, [line.pk]) == [""]
    with pytest.raises(Refused, match="cannot be taken back any more"):
        lead(town, weeks.take_back, timetable_id=made.pk, line=line.pk)


def test_ruth_takes_it_back_on_the_page_of_her_networks(town: Town) -> None:
    """R24: and Farah, who does not work with Leon, cannot."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    made, line = declined(town, "Ruth")
    ruth, here = signed_in(town, "Ruth"), reverse("week_ours")
    told = text(ruth.get(here))
    assert "Nothing waits for you here." not in told
    assert told.count(BACK) == 1
    assert BACK not in text(signed_in(town, "Farah").get(here))
    with town.acting("Farah", at=FRIDAY) as by, pytest.raises(NotForYou):
        weeks.take_back(timetable_id=made.pk, line=line.pk, by=by, at=FRIDAY)
    told = text(ruth.post(here, {"do": "take_back", "line": str(line.pk)}, follow=True))
    assert "Taken back. It can be offered again." in told
    assert BACK not in told
    assert "Decline what is ticked" in told
    told = text(ruth.post(here, {"do": "take_back", "line": str(line.pk)}, follow=True))
    assert "Some of it is decided already" in told


def test_what_cannot_be_any_more_is_not_taken_back_and_it_is_said_why(town: Town) -> None:
    """R12: Tomasz is away by now; the page has no button, and whoever pressed it before reads why."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made, line = declined(town)
    is_away(town, "Tomasz", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 6 * DAY)
    martin, ruth = signed_in(town, "Martin"), signed_in(town, "Ruth")
    why = "Tomasz is not at work then any more."
    for told in (
        text(martin.get(reverse("week"), {"week": NEXT_WEEK.isoformat()})),
        text(ruth.get(reverse("week_ours"))),
    ):
        assert why in told
        assert BACK not in told
    back = {"do": "take_back", "line": str(line.pk)}
    assert why in text(martin.post(reverse("week_decide", args=[made.pk]), back, follow=True))
    assert why in text(ruth.post(reverse("week_ours"), back, follow=True))
    assert shown(town, made)[0].state == "declined"


def test_what_is_arranged_meanwhile_is_not_taken_back(town: Town) -> None:
    """R14: Ruth has proposed another time since."""
    works(town, "Ruth", "Tomasz")
    leons = met(town)
    made, line = declined(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        proposed(town, leons, by, NEXT_MONDAY + 12 * DAY, at=FRIDAY)
    with pytest.raises(Refused, match="They have something arranged meanwhile"):
        lead(town, weeks.take_back, timetable_id=made.pk, line=line.pk)
