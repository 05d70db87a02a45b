"""How tests about a planned week begin: who works when, whom they met, and a timetable asked for and reckoned."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from tests.meetings import held, network_of
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import week_job, weeks, working
from tornio.core.working import Stretch
from tornio.planner.search import Stop
from tornio.records.models import (
    Network,
    PlannedMeeting,
    Timetable,
)
from tornio.records.visible import timetables as visible

FRIDAY = MONDAY + 4 * DAY
NEXT_WEEK = date(2026, 11, 9)
NEXT_MONDAY = MONDAY + 7 * DAY  # at nine
MINUTE = timedelta(minutes=1)
DAYTIME = (9 * 60, 17 * 60)
QUICK = Stop(moves=4096)  # for each point of the curve


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


def reckoned(town: Town, at: datetime = FRIDAY, stop: Stop = QUICK, **also: object) -> Timetable:
    """And the job has reckoned it."""
    made = asked(town, at, **also)
    week_job.reckon(town.organisation, made.pk, lambda: at, stop)
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


def lead(town: Town, verb: object, at: datetime = FRIDAY, **given: object) -> object:
    """Martin does it."""
    with town.acting("Martin", at=at) as by:
        return verb(by=by, at=at, **given)  # type: ignore[operator]


def visible_now(town: Town, at: datetime = FRIDAY) -> Timetable:
    with town.acting("Martin", at=at) as by:
        found = visible.newest(by, town.service.pk, NEXT_WEEK)
        assert found is not None
        return found


def is_away(town: Town, name: str, start: datetime, end: datetime) -> None:
    with town.acting(name, at=FRIDAY) as by:
        working.go_away(practitioner_id=town.practitioners[name].pk, start=start, end=end, by=by, at=FRIDAY)
