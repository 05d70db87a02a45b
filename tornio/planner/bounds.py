"""How good a timetable can be at best: a number of ticks that none is below, certified, and sooner or later close.

**What is proved.** Let a timetable hold the same meetings. Each of its practitioners' days is a route, which costs its
ways, its faces, its own lateness and its overrun; and each visit is made by one route. Give each visit v a worth π(v)
of any sign, each tick of its lateness an extra μ(v) ≥ 0 with Σ μ(v) ≤ `latest`, and each cut (below) a price α ≥ 0:

    bill ≥ Σ π(v) + (latest − Σ μ) · m
         + Σ over kinds of (how many) · (the least over its routes of: cost + Σ μ·late + Σ α·cut − Σ π)

where m is what the greatest lateness is known to be at least. For, put into the last line the routes of the timetable:
they cost its bill without `latest` · (the greatest lateness), less Σ π(v), with Σ μ(v)·late(v), which is at most Σ μ
times the greatest, and with the cuts, which are not above nothing in a timetable. That holds for whatever numbers are
taken, so they may come from floating point: the right side is then counted in whole parts of a tick, in which nothing
is rounded. To look at more routes, such as go in circles, or disregard the others, only makes it less.

**Cuts.** A meeting's second role begins at least w and at most W after its first. So for every tick t: it has begun by
t + w only where the first has by t; and the first has begun by t only where the second has by t + W.

**Parts.** All timetables are divided in two, and those again: by the greatest lateness (at most m, or more: where it is
at most m, no visit is later), by when a visit begins, by who makes it, by what comes next. The bound is the least of
all parts', and the part with the least is divided next.

**Where a timetable is known** with a bill U, we ask only for those that are cheaper: in them no visit is later than
U / (late + latest), and a part whose bound is U is done with. What is told is the least of U and of what they cost.
"""

import heapq
import itertools
import math
import time
from collections.abc import Container
from dataclasses import dataclass, replace

import numpy as np

from tornio.planner.columns import Column, Counting
from tornio.planner.generating import Generating, starts_of
from tornio.planner.master import Master
from tornio.planner.problem import Problem
from tornio.planner.questions import Questions, Within, nearest
from tornio.planner.relaxed import Relaxed, relaxed
from tornio.planner.search import Stop
from tornio.planner.state import UNABLE
from tornio.planner.times import LATEST
from tornio.planner.timetable import Timetable

PARTS = 2**20  # of a tick, at most
MOST = 2**58  # parts: far enough from where whole numbers of 64 bits end
NEAR = 8  # meetings that are remembered at the beginning
ALL = 12  # up to so many are all remembered
UNSURE = 0.05  # of a visit: less is taken as certain
WORTH_SPLITTING = 0.004  # of the bound: how much the greatest lateness is short of, before its range is cut in two


@dataclass(frozen=True, slots=True)
class Bound:
    """No timetable of the same meetings costs less than `cost` ticks of travel; `proven`: the known one costs that.

    `rounds` are those of pricing, `parts` into how many the timetables were divided.
    """

    cost: int
    proven: bool
    rounds: int
    parts: int
    seconds: float


def lower(problem: Problem, stop: Stop, known: Timetable | None = None, without: Container[str] = ()) -> Bound:
    """A certified bound for timetables without these meetings, sharpened until `stop`, whose moves are rounds here.

    With a known timetable it is sharper sooner, and is for timetables that leave out what that one leaves out.
    """
    began = time.perf_counter()
    asked = relaxed(problem, without if known is None else {each.meeting for each in known.left_out})
    bill = math.inf if known is None else known.bill.total
    looking = _looking(asked, bill, stop)
    if looking is None:
        cost, divided, rounds = 0 if len(asked.of) else Counting(asked).away(), 1, 0
    else:
        if known is not None:
            _begin_with(looking, known)
        least, divided = _divided(looking, _everything(asked, bill), _at_first(asked))
        cost, rounds = int(min(bill, -(-least // looking.questions.parts))), looking.rounds
    return Bound(cost, cost == bill, rounds, divided, time.perf_counter() - began)


def _looking(asked: Relaxed, bill: float, stop: Stop) -> Generating | None:
    """All that the search for a bound needs; None where there is nothing to visit, or more than can be counted."""
    far, dear = (
        int(max(asked.way.max(initial=0), asked.lasts.max(initial=0))),
        asked.late + asked.latest + asked.overrun,
    )
    face = max((max(each.face, default=0) for each in asked.kinds), default=0)
    worst = 16 * (len(asked.of) + 1) * (far + face + dear * _horizon(asked) + 1)
    parts = min(PARTS, MOST // worst)
    if not len(asked.of) or not parts:
        return None
    counting = Counting(asked)
    questions = Questions(asked, counting, 2 ** int(math.log2(parts)))
    many = len(asked.meetings) if len(asked.meetings) <= ALL else NEAR
    for v in range(len(asked.of)):
        for p in nearest(asked, v, many):
            questions.remember(v, p)
    high = 4.0 * far * (1 + dear) + face if bill == math.inf else bill + 1.0
    master = Master(asked, counting, max(1.0, float(asked.way.mean())), high)
    questions.begin()
    began = time.perf_counter()

    def stopped() -> bool:
        return stop.asked() or looking.rounds >= stop.moves or time.perf_counter() - began >= stop.seconds

    looking = Generating(asked, counting, master, questions, bill * questions.parts, stopped)
    return looking


def _horizon(asked: Relaxed) -> int:
    """A tick after which no visit begins in a timetable in which each begins as early as the others let it."""
    begins = max((each.begins for each in asked.kinds), default=0)
    waits = sum(each.least for each in asked.links)
    ways = (len(asked.of) + 1) * int(asked.lasts.max(initial=0))
    return max(begins, int(asked.early.max(initial=0))) + int(asked.duration.sum()) + ways + waits


def _everything(asked: Relaxed, bill: float) -> Within:
    """The limits of all timetables that cost less than the bill: each visit pays for its lateness, and the greatest."""
    paid = asked.late + asked.latest
    most = LATEST if bill == math.inf or not paid else int(bill) // paid
    last = np.minimum(asked.due + most, max(_horizon(asked), int(asked.early.max())))
    able = np.array([each.face for each in asked.kinds]) != UNABLE
    return _carried(asked, Within(asked.early, last, 0, most, able, np.ones((len(last) + 1,) * 2, bool)))


def _at_first(asked: Relaxed) -> int:
    """What is seen at a glance: somebody comes to each visit from somewhere else or from where they begin, in ticks."""
    found = 0
    for v, here in enumerate(asked.place):
        able = [kind for kind in asked.kinds if kind.face[v] != UNABLE]
        others = asked.place[asked.of != asked.of[v]]
        ways = [int(each) for each in asked.way[others, here]] + [int(asked.way[each.leaves, here]) for each in able]
        late = max(0, int(asked.early[v] - asked.due[v])) * asked.late
        found += min(ways) + min(kind.face[v] for kind in able) + late
    return found


def _begin_with(looking: Generating, known: Timetable) -> None:
    """Take in the routes of a timetable, of those who have one alone."""
    asked = looking.asked
    number = {(asked.meetings[p].name, int(k)): v for v, (p, k) in enumerate(zip(asked.of, asked.role, strict=True))}
    for g, kind in enumerate(asked.kinds):
        for c in kind.routes:
            who = asked.routes[c].practitioner
            # what is agreed for good is not visited; where it lies outside of the only shift, it parts no routes
            visits = [each for each in known.of(who.name) if (each.meeting, each.role) in number]
            route = tuple(number[each.meeting, each.role] for each in visits)
            able = all(kind.face[v] != UNABLE for v in route)
            if route and able and sum(each.practitioner is who for each in asked.routes) == 1:
                looking.master.add(looking.counting.column(g, route, tuple(each.begins for each in visits)))


def _divided(looking: Generating, whole: Within, least: int) -> tuple[int, int]:
    """The least of what all parts cost, in parts of a tick, and how many there were: the cheapest is divided next.

    `least` ticks are known of the whole.
    """
    count = itertools.count()
    waiting, settled, parts = [(least * looking.questions.parts, next(count), whole)], math.inf, 0
    while waiting and not looking.stopped() and waiting[0][0] < min(settled, looking.enough):
        least, _, within = heapq.heappop(waiting)
        (least, more), parts = looking.bound(within, least), parts + 1
        halves = _halves(looking, within) if least < looking.enough else ()
        halves = halves or ((within,) if more else ())
        if not halves:
            settled = min(settled, least)
        for half in halves:
            heapq.heappush(waiting, (least, next(count), half))
    return int(min([settled, looking.enough, *(least for least, _, _ in waiting[:1])])), parts


def _halves(looking: Generating, within: Within) -> tuple[Within, ...]:
    """Two parts that together are the whole: by the greatest lateness, or by when a meeting begins."""
    asked, used = looking.asked, looking.in_use()
    late = max(
        (looking.counting.late(v, s) for _, each in used for v, s in zip(each.visits, each.starts, strict=True)),
        default=0,
    )
    known, value = looking.master.latest, looking.master.value
    if (late - known) * asked.latest > WORTH_SPLITTING * value:
        at = int(known + late) // 2
        return (
            _carried(asked, replace(within, greatest=at, last=np.minimum(within.last, asked.due + at))),
            replace(within, least=at + 1),
        )
    return _by_time(asked, used, within) or _by_kind(used, within) or _by_order(used, within)


def _by_time(asked: Relaxed, used: list[tuple[float, Column]], within: Within) -> tuple[Within, ...]:
    """Before and after the middle of when the most uncertain visit begins; nothing where all are certain."""
    widest, chosen = 1.0, None
    for v in range(len(asked.of)):
        starts = starts_of(v, used)
        middle = sum(s * share for s, share in starts) / max(sum(share for _, share in starts), 0.5)
        spread = sum(abs(s - middle) * share for s, share in starts)
        if spread > widest:
            widest, chosen = spread, (v, int(middle))
    if chosen is None:
        return ()
    v, at = chosen
    early, last = within.early.copy(), within.last.copy()
    early[v], last[v] = at + 1, at
    return _carried(asked, replace(within, last=last)), _carried(asked, replace(within, early=early))


def _by_kind(used: list[tuple[float, Column]], within: Within) -> tuple[Within, ...]:
    """With the most uncertain visit on routes of one kind, and on others; nothing where all are certain."""
    shares = np.zeros(within.able.shape)
    for share, each in used:
        for v in each.visits:
            shares[each.kind, v] += share
    unsure = np.minimum(shares, 1 - shares)
    g, v = (int(each) for each in np.unravel_index(np.argmax(unsure), unsure.shape))
    if unsure[g, v] < UNSURE:
        return ()
    here, elsewhere = within.able.copy(), within.able.copy()
    here[:, v] &= np.arange(len(here)) == g
    elsewhere[g, v] = False
    return replace(within, able=here), replace(within, able=elsewhere)


def _by_order(used: list[tuple[float, Column]], within: Within) -> tuple[Within, ...]:
    """With the most uncertain two right after each other, and not; nothing where all are certain."""
    shares = np.zeros(within.follows.shape)
    for share, each in used:
        np.add.at(shares, ([-1, *each.visits], [*each.visits, -1]), share)
    shares[-1], shares[:, -1] = 0.0, 0.0
    unsure = np.minimum(shares, 1 - shares)
    u, v = (int(each) for each in np.unravel_index(np.argmax(unsure), unsure.shape))
    if unsure[u, v] < UNSURE:
        return ()
    after, apart = within.follows.copy(), within.follows.copy()
    after[u], after[:, v] = False, False
    after[u, v], apart[u, v] = True, False
    return replace(within, follows=after), replace(within, follows=apart)


def _carried(asked: Relaxed, within: Within) -> Within:
    """The limits of a visit are carried on to those that are linked with it."""
    early, last = within.early.copy(), within.last.copy()
    for each in (*asked.links, *asked.links[::-1]):
        one, two = each.first, each.second
        early[two] = max(early[two], early[one] + each.least)
        early[one] = max(early[one], early[two] - each.greatest)
        last[one] = min(last[one], last[two] - each.least)
        last[two] = min(last[two], last[one] + each.greatest)
    return replace(within, early=early, last=last)
