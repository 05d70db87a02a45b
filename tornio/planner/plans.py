"""Plans: an order of the meetings and a route for each role; timed in plain Python, begun anew, or taken up again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.arrays import Arrays
from tornio.planner.problem import AS_USUAL
from tornio.planner.state import ANOTHER_FACE, NEVER, STRETCH, UNABLE, UNEVEN, Array
from tornio.planner.times import LATEST
from tornio.planner.timetable import Timetable

TWO = 2
SOME = 64  # routes for each role, of which the first pair is chosen


@dataclass(frozen=True, slots=True)
class Plan:
    """A solution as the kernel keeps it: the order of the meetings, and the route of each role."""

    order: NDArray[np.uint16]
    who: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Parts:
    """What a plan costs, in ticks of travel: ways, faces, full days, beginnings, of which moved; the worst lateness."""

    ways: int
    faces: int
    uneven: int
    begun: int
    moved: int  # of which for another time than agreed
    worst: int  # ticks

    @property
    def known_before(self) -> int:
        """What does not depend on when anything begins."""
        return self.ways + self.faces + self.uneven

    def total(self, priced_worst: int) -> int:
        """All of it, at that price of a tick of the worst lateness."""
        return self.known_before + self.begun + self.worst * priced_worst


class Clock:
    """Carries starts along the routes of a plan, meeting by meeting, as the kernel does."""

    def __init__(self, these: Arrays, plan: Plan) -> None:
        self.these, self.node = these, these.blank.copy()
        self.node["who"][: len(plan.who)] = plan.who
        first = len(these.meetings)
        self.last = [((first + c) << these.by) + 1 for c in range(len(these.routes))]
        self.ways = 0

    def link(self, a: int) -> None:
        """Let node a be the next on its route."""
        node, c = self.node, int(self.node["who"][a])
        b, self.last[c] = self.last[c], a
        node["after"][b], node["before"][a] = a, b
        self.ways += int(self.these.between[node["place"][b], node["place"][a]])

    def arrives(self, a: int, leaves: int) -> int:
        """When somebody is at node a who leaves the one before it then."""
        way = int(self.these.between[self.node["place"][self.node["before"][a]], self.node["place"][a]])
        pace, ticks = self.these.more.pace, int(self.these.more.prices[STRETCH])
        factor = int(pace[min(leaves // ticks, len(pace) - 1)])
        return leaves + (way if len(pace) == 1 else -(-way * factor // AS_USUAL))

    def left(self, a: int) -> int:
        """When the one before node a ends."""
        before = self.node["before"][a]
        return int(self.node["start"][before]) + int(self.node["duration"][before])

    def rested(self, a: int, start: int) -> int:
        """The start of node a, with the break before it that would be too late after it: before the way, or there."""
        earliest, latest, length = map(int, self.these.more.rests[self.node["who"][a]])
        if not length or self.left(a) > latest or start + int(self.node["duration"][a]) <= latest:
            return start
        since = self.arrives(a, max(self.left(a), earliest) + length)
        there = self.arrives(a, self.left(a))
        return max(start, min(since, max(there, earliest) + length) if there <= latest else since)

    def opened(self, p: int, start: int) -> int:
        """The first moment in a window of meeting p from `start` on, or `start` when all are over."""
        row, end = map(int, self.these.more.windows[p])
        later = [max(start, int(early)) for early, due in self.these.more.opens[row:end] if start <= due]
        return later[0] if later else start

    def begin(self, p: int, roles: range) -> None:
        """Set when the roles of meeting p begin, or when route p minus the meetings ends."""
        node = self.node
        for a in roles:
            self.link(a)
        starts = [max(int(node["early"][a]), self.arrives(a, self.left(a))) for a in roles]
        was: list[int] = []
        while starts != was:
            was = starts
            starts = _waited(node, roles, starts, lambda first: self.opened(p, first))
            starts = [self.rested(a, s) for a, s in zip(roles, starts, strict=True)]
        node["start"][list(roles)] = starts


def timed(these: Arrays, plan: Plan) -> tuple[Array, Parts]:
    """The nodes linked and timed in the plan's order, and what they cost."""
    clock = Clock(these, plan)
    for p in map(int, plan.order):
        clock.begin(p, these.roles(p))
    for number, a in enumerate(these.ends()):
        clock.begin(len(these.meetings) + number, range(a, a + 1))
    node, more = clock.node, these.more
    faces, uneven = _books_of(these, plan)
    late = np.maximum(0, node["start"].astype(np.int64) - node["due"])
    moved = 0
    for p in map(int, plan.order):
        agreed, once, each = map(int, more.agreed[p])
        by = abs(int(node["start"][p << these.by]) - agreed)
        moved += once + each * by if agreed != NEVER and by else 0
    begun = int((late * node["price"]).sum() + more.fixed[node["start"] > more.wall].sum()) + moved
    return node, Parts(clock.ways, faces, uneven, begun, moved, int(late.max()))


def books(these: Arrays, plan: Plan) -> tuple[Array, Array]:
    """How often each network sees each practitioner, and the ticks that each is at meetings."""
    seen, load = these.more.seen.copy(), these.more.load.copy()
    for p in map(int, plan.order):
        for a in these.roles(p):
            who = these.person[plan.who[a]]
            seen[these.more.network[p], who] += 1
            load[who] += int(these.blank["duration"][a])
    return seen, load


def _books_of(these: Arrays, plan: Plan) -> tuple[int, int]:
    seen, load = books(these, plan)
    new = int(((seen > 0) & (these.more.seen == 0)).sum()) * int(these.more.prices[ANOTHER_FACE])
    static = sum(int(these.face[a, plan.who[a]]) for p in map(int, plan.order) for a in these.roles(p))
    beyond = int(np.maximum(0, load - these.more.most).sum()) * int(these.more.prices[UNEVEN])
    return new + static, beyond


def first_plan(these: Arrays, begun: Plan | None = None, known: frozenset[int] = frozenset()) -> Plan:
    """A plan to begin with: meetings by earliest time, each to those who are there soonest and nearest.

    With a plan `begun`, its order and its routes are kept for the `known` meetings.
    """
    n, r = len(these.meetings), len(these.routes)
    early = these.blank["early"][: n << these.by : 1 << these.by]
    order = begun.order if begun else np.argsort(early, kind="stable")
    who = begun.who.copy() if begun else np.zeros(n << these.by, np.uint16)
    begin = these.blank[((n + np.arange(r)) << these.by) + 1]
    free, place = begin["start"].astype(np.int64), begin["place"].astype(np.int64)
    ends = np.array([min(route.shift.ends, LATEST) for route in these.routes], np.int64)

    for p in map(int, order):
        roles = these.roles(p)
        visit = these.blank[roles[0]]
        arrive = np.maximum(free + these.between[place, int(visit["place"])], int(visit["early"]))
        if p in known:
            chosen = [int(who[a]) for a in roles]
        else:
            overrun = np.maximum(0, arrive + int(visit["duration"]) - ends) if these.special else 0
            chosen = _soonest(these, roles, arrive, these.between[place, int(visit["place"])] + overrun)
        starts = _waited(these.blank, roles, [int(arrive[c]) for c in chosen])
        for a, c, start in zip(roles, chosen, starts, strict=True):
            who[a], free[c], place[c] = c, start + int(these.blank["duration"][a]), visit["place"]
    return Plan(np.asarray(order, np.uint16), who)


def _waited(
    node: Array, roles: range, arrive: list[int], opened: Callable[[int], int] = lambda first: first
) -> list[int]:
    """When the roles of a meeting begin for those who arrive then: so that none waits too short or too long for the
    first, which begins no sooner than the meeting is `opened`."""
    others = list(zip(roles[1:], arrive[1:], strict=True))
    first = opened(max([arrive[0], *(t - int(node["high"][a]) for a, t in others)]))
    return [first, *(max(t, first + int(node["low"][a])) for a, t in others)]


def _soonest(these: Arrays, roles: range, arrive: NDArray[Any], way: NDArray[Any]) -> list[int]:
    """A route for each role, of different people: the one or the pair that can begin soonest; of three the cheapest."""

    def priced(a: int) -> NDArray[np.float64]:
        return np.where(these.face[a] == UNABLE, np.inf, arrive + 0.3 * way + these.face[a])

    first = priced(roles[0])
    if len(roles) == 1:
        return [int(np.argmin(first))]
    if len(roles) == TWO:
        second = priced(roles[1])
        one, two = (np.sort(np.argsort(each, kind="stable")[:SOME]) for each in (first, second))
        together = np.maximum(first[one][:, None] + float(these.blank["low"][roles[1]]), second[two][None, :])
        together[these.person[one][:, None] == these.person[two][None, :]] = np.inf
        if np.isfinite(together).any():
            c, d = np.unravel_index(np.argmin(together), together.shape)
            return [int(one[c]), int(two[d])]
    cheapest = [_cheapest(these, priced(a), len(roles)) for a in roles]
    groups = [each for each in product(*cheapest) if len({these.person[c] for c, _ in each}) == len(roles)]
    return [c for c, _ in min(groups, key=lambda each: sum(price for _, price in each))]


def _cheapest(these: Arrays, price: NDArray[np.float64], many: int) -> list[tuple[int, float]]:
    """The cheapest route of each of the `many` cheapest people, with its price; more are never needed."""
    found: dict[int, tuple[int, float]] = {}
    for c in np.argsort(price, kind="stable"):
        if len(found) == many or price[c] == np.inf:
            break
        found.setdefault(int(these.person[c]), (int(c), float(price[c])))
    return list(found.values())


def taken_up(these: Arrays, timetable: Timetable, *, alone: bool = False) -> Plan:
    """A timetable as a plan of these arrays, as far as it fits them.

    What does not fit goes to whoever is there soonest, at its hour or after all else, whichever costs less: what stands
    is not lost for it. With `alone` it is not in the plan.
    """
    n, numbers = len(these.meetings), {each.name: p for p, each in enumerate(these.meetings)}
    begins = these.blank["early"][: n << these.by : 1 << these.by].astype(np.int64).copy()
    who, found = np.zeros(n << these.by, np.uint16), dict.fromkeys(range(n), 0)
    mine: dict[str, list[int]] = {}
    for number, route in enumerate(these.routes):
        mine.setdefault(route.practitioner.name, []).append(number)
    for visit in timetable.visits:
        p = numbers.get(visit.meeting)
        if p is None or visit.role >= len(these.meetings[p].roles):
            continue
        a = (p << these.by) + visit.role
        begins[p] = visit.begins if visit.role == 0 else begins[p]
        c = _route(these, mine.get(visit.practitioner, ()), visit.begins, a)
        if c is not None:
            who[a] = c
            found[p] += 1
    known = frozenset(p for p in range(n) if found[p] == len(these.meetings[p].roles))
    order = np.argsort(begins, kind="stable").astype(np.uint16)
    kept = [p for p in order if int(p) in known]
    if alone:
        return Plan(np.array(kept, np.uint16), who)
    last = np.array([*kept, *(p for p in order if int(p) not in known)], np.uint16)
    plans = [first_plan(these, Plan(each, who), known) for each in (order, last)]
    return min(plans, key=lambda plan: timed(these, plan)[1].total(these.priced_worst))


def _route(these: Arrays, mine: Iterable[int], begins: int, a: int) -> int | None:
    """Which of somebody's routes a role that begins then is on, if it can be on it."""

    def fits(c: int) -> bool:
        shift, end = these.routes[c].shift, these.ends()[c]
        until = max(shift.ends, int(these.more.wall[end]))  # it may have been overrun
        return shift.begins <= begins < until and int(these.face[a, c]) != UNABLE

    return next((c for c in mine if fits(c)), None)
