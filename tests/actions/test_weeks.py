"""A week is planned: who has nothing arranged, who of us could come, and what accepting it means."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.meetings import held, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import week_job, weeks, working
from tornio.core.weeks import PRICES
from tornio.core.working import Stretch
from tornio.records.models import (
    Booking,
    Network,
    NetworkMeeting,
    PlannedMeeting,
    Substitution,
    Timetable,
)
from tornio.records.visible import timetables as visible

FRIDAY = MONDAY + 4 * DAY
NEXT_WEEK = date(2026, 11, 9)
NEXT_MONDAY = MONDAY + 7 * DAY  # at nine
DAYTIME = (9 * 60, 17 * 60)
QUICK = 0.2  # seconds for each point of the curve


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def works(town: Town, *names: str, hours: tuple[int, int] = DAYTIME, days: Sequence[int] = range(1, 6)) -> None:
    for name in names:
        with town.acting(name, at=MONDAY) as by:
            week = [Stretch(day, *hours) for day in days]
            key = town.practitioners[name].pk
            working.keep_week(practitioner_id=key, week=week, first=MONDAY.date(), by=by, at=MONDAY)


def met(town: Town, centre: str = "Leon", names: Sequence[str] = ("Ruth", "Tomasz"), hours: int = 0) -> Network:
    """A network that was met on Tuesday by these of us, who are its team since."""
    network = network_of(town, centre, responsible=names[0])
    with town.acting(names[0], at=MONDAY) as by:
        held(town, network, by, MONDAY + DAY + hours * HOUR, (centre, *names), of_us=names)
    return network


def asked(town: Town, at: datetime = FRIDAY, **also: object) -> Timetable:
    """Martin asks for next week."""
    with town.acting("Martin", at=at) as by:
        return weeks.ask(service=town.service, week=NEXT_WEEK, by=by, at=at, **also)  # type: ignore[arg-type]


def reckoned(town: Town, at: datetime = FRIDAY, seconds: float = QUICK, **also: object) -> Timetable:
    """And the job has reckoned it."""
    made = asked(town, at, **also)
    week_job.reckon(town.organisation, made.pk, lambda: at, seconds)
    return again(town, made, at)


def again(town: Town, made: Timetable, at: datetime = FRIDAY) -> Timetable:
    with town.acting("Martin", at=at) as by:
        return visible.timetable(by, made.pk)


def shown(town: Town, made: Timetable, at: datetime = FRIDAY) -> list[PlannedMeeting]:
    with town.acting("Martin", at=at):
        return visible.lines(made)


def accepted(
    town: Town, made: Timetable, lines: Sequence[UUID], who: str = "Martin", at: datetime = FRIDAY
) -> list[str]:
    """What was refused of it, in words."""
    with town.acting(who, at=at) as by:
        return [each.refused for each in weeks.accept(timetable_id=made.pk, lines=lines, by=by, at=at)]


def names(town: Town, line: PlannedMeeting) -> set[str]:
    called = {each.pk: name for name, each in town.practitioners.items()}
    return {called[key] for key in line.practitioners}


def test_a_network_that_has_nothing_arranged_is_met_by_its_own_team_and_told_when_the_lead_accepts(town: Town) -> None:
    """R10, R11, R12, R14: twenty minutes from the base, so a quarter past nine puts it off to half past."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town)
    made = reckoned(town)
    assert (made.state, made.progress, [point["price"] for point in made.curve]) == ("done", 100, list(PRICES))
    (line,) = shown(town, made)
    assert names(town, line) == {"Ruth", "Tomasz"}
    assert line.planned.upper - line.planned.lower == timedelta(minutes=90)
    assert line.planned.lower.minute % 15 == 0
    with town.acting("Martin", at=FRIDAY):
        assert not NetworkMeeting.objects.filter(network=network, status="proposed").exists()
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        meeting = NetworkMeeting.objects.get(network=network, status="proposed")
        assert (meeting.planned, meeting.place_kind, meeting.place_words) == (line.planned, "home", "17 Ferry Lane")
        assert {each.practitioner_id for each in Booking.objects.filter(meeting=meeting)} == set(line.practitioners)
        assert not Substitution.objects.filter(meeting=meeting).exists()
        line = PlannedMeeting.objects.get(pk=line.pk)
        assert (line.state, line.became_id) == ("accepted", meeting.pk)
