"""Everybody's diary in a planned week: what they are at, the ways between, and whether what is proposed can be so.

It knows nothing of how a timetable was found, and so is a judge of it: what cannot be is never proposed (R14).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from tornio.actions.journeys import Journeys
from tornio.core.meetings import PlaceKind
from tornio.core.values import Period
from tornio.core.working import without
from tornio.people import postcodes
from tornio.records.visible import particulars
from tornio.records.visible.diaries import turns
from tornio.records.visible.weeks import A_DAY, Week

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Visit:
    """One of us at one meeting, from when to when, and where (by number; None: at their base). `line` names a proposal.

    Without a line it is agreed or offered already, and stays where it is.
    """

    who: UUID
    begins: datetime
    ends: datetime
    place: int | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody's week comes to: at work, at meetings, on the road, in seconds."""

    at_work: int
    meetings: int
    road: int


@dataclass
class Diaries:
    """The diaries of everybody who works in the service that week, and how long the ways are."""

    week: Week
    journeys: Journeys
    base: dict[UUID, int]
    shifts: dict[UUID, list[Period]]
    fixed: dict[UUID, list[Visit]] = field(default_factory=dict)
    turns: dict[UUID, list[Period]] = field(default_factory=dict)  # at the telephone: then nobody is sent to a meeting
    languages: dict[UUID, tuple[str, ...]] = field(default_factory=dict)

    def free(self, who: UUID) -> list[Period]:
        """When one of us is at work and does not hold the telephone."""
        return without(self.shifts.get(who, ()), self.turns.get(who, ()))

    def place(self, network: UUID, place: tuple[PlaceKind, str]) -> int | None:
        """The number of a place of a network."""
        return self.journeys.of(network, *place)

    def way(self, who: UUID, a: int | None, b: int | None, at: datetime, *, by_then: bool = False) -> timedelta:
        """How long it takes one of us from place to place, leaving then, or to be there by then."""
        base, tick = self.base[who], int((at - self.week.period.start).total_seconds())
        how = self.journeys.arriving if by_then else self.journeys.leaving
        return timedelta(seconds=how(base if a is None else a, base if b is None else b, tick))


def diaries(week: Week) -> Diaries:
    """As they stand before anything is proposed."""
    journeys = Journeys(week.promised.travel, postcodes.locate, week.period.start.astimezone(week.zone))
    brings = particulars.standing(week.rotas)
    base = {key: journeys.named(brings.get(key, particulars.NOTHING).base) for key in week.rotas}
    found = Diaries(week, journeys, base, {key: week.at_work(key) for key in week.rotas})
    found.languages = {key: held.languages for key, held in brings.items()}
    for who, turn in turns(week.rotas, week.period.start, week.end):
        found.turns.setdefault(who, []).append(turn)
    fixed: dict[UUID, list[Visit]] = defaultdict(list)
    for each in week.stands:
        assert each.planned.end is not None
        if each.planned.end <= week.soonest:
            continue  # of a week that runs, what is left of it
        for who in each.who:
            place = found.place(each.network, each.place)
            fixed[who].append(Visit(who, each.planned.start, each.planned.end, place))
    found.fixed = dict(fixed)
    return found


def impossible(here: Diaries, visits: Iterable[Visit]) -> str | None:
    """The first of these proposals that cannot be: outside the hours, too far, or at another meeting's time."""
    mine: dict[UUID, list[Visit]] = defaultdict(list)
    for each in visits:
        mine[each.who].append(each)
    return next((line for who, theirs in mine.items() for line in _of_one(here, who, theirs)), None)


def _of_one(here: Diaries, who: UUID, proposed: Sequence[Visit]) -> Iterator[str]:
    """Proposals of somebody that cannot be; of two that are too near each other the later one."""
    for each in proposed:
        if not any(_lies_in(here, each, shift) for shift in here.free(who)):
            yield each.line
    both = sorted([*proposed, *here.fixed.get(who, ())], key=lambda each: (each.begins, each.ends))
    for number, other in enumerate(both):
        # Not only the last one before: what is offered may lie within what is agreed, or end after it (R14).
        for before in both[:number]:
            near = other.begins - before.ends < A_DAY and (before.line or other.line)
            if near and before.ends + _between(here, before, other) > other.begins:
                yield other.line or before.line


def _lies_in(here: Diaries, each: Visit, shift: Period) -> bool:
    """With the way there from the base and back, unless another meeting of that shift lies before or after it."""
    assert shift.end is not None
    before = [other for other in here.fixed.get(each.who, ()) if shift.start < other.ends <= each.begins]
    after = [other for other in here.fixed.get(each.who, ()) if each.ends <= other.begins < shift.end]
    there = timedelta(0) if before else here.way(each.who, None, each.place, each.begins, by_then=True)
    back = timedelta(0) if after else _home(here, each)
    return shift.start + there <= each.begins and each.ends + back <= shift.end


def _between(here: Diaries, one: Visit, other: Visit) -> timedelta:
    """The way from one to the other; somebody who goes home in between is not hurried."""
    return here.way(one.who, one.place, other.place, one.ends)


def possible_only(here: Diaries, visits: Sequence[Visit]) -> list[Visit]:
    """Without those proposals that cannot be, one after another until all that is left can."""
    left = list(visits)
    while (line := impossible(here, left)) is not None:
        left = [each for each in left if each.line != line]
    return left


def on_quarters(here: Diaries, visits: Sequence[Visit], latest: Mapping[str, datetime]) -> list[Visit]:
    """Each proposal put off to a quarter of an hour, and those after it of that day by as much as they need; the last
    days first. Where that cannot be, it stays where it was found."""
    found = list(visits)
    for line in sorted({each.line for each in visits}, key=lambda name: _beginning(visits, name), reverse=True):
        put_off = _with_those_after(here, found, line, latest)
        found = found if put_off is None else put_off
    return found


def _with_those_after(
    here: Diaries, visits: Sequence[Visit], line: str, latest: Mapping[str, datetime]
) -> list[Visit] | None:
    """With this one put off to its quarter, and whatever stands in the way of that by one more; None: it cannot be."""
    found, hurried, moved = list(visits), line, set[str]()
    while True:
        later = timedelta(seconds=(-_beginning(found, hurried).timestamp()) % QUARTER.total_seconds())
        by = later or (QUARTER if hurried in moved or hurried != line else later)
        found = [_put_off(each, by) if each.line == hurried else each for each in found]
        moved.add(hurried)
        if _beginning(found, hurried) > latest[hurried]:
            return None
        stands = impossible(here, found)
        if stands is None:
            return found
        if stands == line or _beginning(found, stands) < _beginning(found, line):
            return None
        hurried = stands


def _beginning(visits: Iterable[Visit], line: str) -> datetime:
    return min(each.begins for each in visits if each.line == line)


def _put_off(each: Visit, by: timedelta) -> Visit:
    return replace(each, begins=each.begins + by, ends=each.ends + by)


def loads(here: Diaries, visits: Iterable[Visit]) -> dict[UUID, Load]:
    """What everybody's week comes to, with what is agreed and what is proposed."""
    mine: dict[UUID, list[Visit]] = defaultdict(list)
    for each in [*visits, *(visit for theirs in here.fixed.values() for visit in theirs)]:
        mine[each.who].append(each)
    return {who: _load(here, who, mine[who]) for who in here.week.rotas}


def _load(here: Diaries, who: UUID, visits: list[Visit]) -> Load:
    """The ways of a shift lead from the base over its meetings and back; of other hours, each there and back."""
    road, left = timedelta(0), sorted(visits, key=lambda each: (each.begins, each.ends))
    for shift in here.free(who):
        stops = [each for each in left if each.begins in shift]
        left = [each for each in left if each not in stops]
        if stops:
            road += here.way(who, None, stops[0].place, stops[0].begins, by_then=True) + _home(here, stops[-1])
        road += sum((_between(here, one, other) for one, other in pairwise(stops)), timedelta(0))
    for each in left:
        road += here.way(who, None, each.place, each.begins, by_then=True) + _home(here, each)
    at_work = sum((each.length or timedelta(0) for each in here.shifts.get(who, ())), timedelta(0))
    meetings = sum((each.ends - each.begins for each in visits), timedelta(0))
    return Load(*(round(each.total_seconds()) for each in (at_work, meetings, road)))


def _home(here: Diaries, each: Visit) -> timedelta:
    return here.way(each.who, each.place, None, each.ends)
