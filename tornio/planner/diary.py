"""A practitioner's diary between two moments: what they are at, what they have in hand, and the gaps left between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from tornio.planner.spans import Spans, common
from tornio.planner.times import LATEST, Break, Shift


class Ways(Protocol):
    """How many ticks it takes from place to place. Who leaves later arrives no sooner, and no way round is shorter."""

    def leaving(self, a: int, b: int, tick: int) -> int:
        """For whoever leaves at that tick."""

    def arriving(self, a: int, b: int, tick: int) -> int:
        """For whoever wants to be there by that tick, and leaves as late as can be."""


@dataclass(frozen=True, slots=True)
class Always:
    """Ways that take as long at every hour."""

    ways: Callable[[int, int], int]

    def leaving(self, a: int, b: int, _tick: int) -> int:
        """As always."""
        return self.ways(a, b)

    def arriving(self, a: int, b: int, _tick: int) -> int:
        """As always."""
        return self.ways(a, b)


@dataclass(frozen=True, slots=True)
class Engagement:
    """Something a practitioner is at, from when to when, and where (None: at their base). Meetings have names."""

    begins: int
    ends: int
    place: int | None
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Something in hand that is no meeting agreed: the telephone, a time proposed elsewhere; with its price."""

    name: str
    begins: int
    ends: int
    price: int


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of us: when at work and from where, what is agreed, what is in hand, and the price of their face here."""

    name: str
    skills: frozenset[str]
    shifts: tuple[Shift, ...]
    engagements: tuple[Engagement, ...] = ()
    holds: tuple[Hold, ...] = ()
    price: int = 0

    def without(self, meeting: str) -> "Somebody":
        """The same, as if that meeting were not."""
        return replace(self, engagements=tuple(each for each in self.engagements if each.meeting != meeting))

    def at(self, place: int | None) -> int:
        """Where that is for them: what is by telephone or video they do at the base they first leave from."""
        return self.shifts[0].leaves if place is None else place


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a diary into which a meeting fits: it may begin from `first` to `last`, both included."""

    first: int
    last: int
    free_from: int
    free_until: int
    way_there: int
    added: int  # ticks by which the ways of that day grow


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere in a shift: from when to when, and where."""

    begins: int
    ends: int
    place: int


def gaps(who: Somebody, place: int | None, duration: int, ways: Ways) -> list[Gap]:
    """Where a meeting at this place, so long, fits into somebody's diary, in the order of time; their break too."""
    found = []
    for shift in who.shifts:
        at = list(pairwise(stops(who, shift)))
        rested = [shift.rest and _rested(shift, shift.rest, before, after, ways) for before, after in at]
        for (before, after), here in zip(at, rested, strict=True):
            there = ways.leaving(before.place, who.at(place), before.ends)
            back = ways.arriving(who.at(place), after.place, after.begins)
            room: Spans = ((before.ends + there, after.begins - back - duration),)
            if shift.rest and here and rested.count(True) == 1:  # the break can be had nowhere else
                onto = Stop(after.begins - back, after.begins, who.at(place))
                room = common(room, _beside(shift, shift.rest, (before, onto, after), duration, ways))
            added = max(0, there + back - ways.leaving(before.place, after.place, before.ends))
            found += [Gap(*span, before.ends, after.begins, there, added) for span in room if span[0] <= span[1]]
    return sorted(found, key=lambda gap: gap.first)


def _rested(shift: Shift, rest: Break, before: Stop, after: Stop, ways: Ways) -> bool:
    """Can the break be had between these two, before the way or after it? After the last meeting also at home."""
    if before.ends > rest.latest:
        return False
    there = before.ends + ways.leaving(before.place, after.place, before.ends)
    return _since(rest, before, after.place, ways) <= after.begins or (_is_home(shift, after) and there <= rest.latest)


def _since(rest: Break, before: Stop, place: int, ways: Ways) -> int:
    """From when on somebody can be at a place after a stop and a break, had there or here, whichever is sooner."""
    leaves = max(before.ends, rest.earliest) + rest.length
    since = leaves + ways.leaving(before.place, place, leaves)
    there = before.ends + ways.leaving(before.place, place, before.ends)
    return min(since, max(there, rest.earliest) + rest.length) if there <= rest.latest else since


def _is_home(shift: Shift, stop: Stop) -> bool:
    return stop.begins == stop.ends == shift.ends


def _beside(shift: Shift, rest: Break, way: tuple[Stop, Stop, Stop], duration: int, ways: Ways) -> Spans:
    """When a meeting may begin between two stops so that the break is had before it, or after it.

    `way`: the stop before; where the meeting is, and when they leave from there at the latest; the stop after.
    """
    before, onto, after = way
    since = _since(rest, before, onto.place, ways) if before.ends <= rest.latest else LATEST
    ends = min(rest.latest, onto.begins - rest.length) if rest.earliest + rest.length <= onto.begins else -1
    there = min(rest.latest, after.begins - rest.length) if rest.earliest + rest.length <= after.begins else -1
    there = rest.latest if _is_home(shift, after) else there  # when they are at the next stop, and rest there
    if there >= 0:
        ends = max(ends, min(onto.begins, there - ways.arriving(onto.place, after.place, there)))
    last = ends - duration
    return ((0, LATEST),) if since <= last + 1 else ((0, last), (since, LATEST))


def stops(who: Somebody, shift: Shift) -> Iterator[Stop]:
    """From the beginning of a shift to its end, what they are at; what overlaps is one."""
    at = Stop(shift.begins, shift.begins, shift.leaves)
    for each in sorted(who.engagements, key=lambda engagement: (engagement.begins, engagement.ends)):
        if each.ends <= shift.begins or each.begins >= shift.ends:
            continue
        place = who.at(each.place)
        if each.ends <= at.ends:
            continue  # within what they are at already
        if each.begins < at.ends:
            at = Stop(at.begins, each.ends, place)
            continue
        yield at
        at = Stop(each.begins, each.ends, place)
    yield at
    if at.ends < shift.ends:
        yield Stop(shift.ends, shift.ends, shift.returns)
