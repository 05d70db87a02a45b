"""The searches: each anneals from a plan until its time or its moves are used up; several go side by side."""

import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from threading import Event

import numpy as np

from tornio.planner.annealing import OF_A_HUNDRED, anneal
from tornio.planner.arrays import Arrays
from tornio.planner.plans import Plan, books, timed
from tornio.planner.problem import MOST_ROLES
from tornio.planner.state import ACCEPTED, BEST, State
from tornio.planner.times import must

CHUNK = 4096  # moves at one temperature


@dataclass(frozen=True, slots=True)
class Params:
    """How to search: how it cools; searches beside and after each other.

    `cooling` says, at some shares of a search from 0 to 1, the temperature in ticks. Between two of them it falls by
    the same factor in the same time. Of a hundred moves so many take a meeting `elsewhere`; the rest exchange
    stretches.
    """

    cooling: tuple[tuple[float, float], ...]
    workers: int = 2
    restarts: int = 1
    elsewhere: int = 70

    def __post_init__(self) -> None:
        shares = [share for share, _heat in self.cooling]
        onward = all(one < two for one, two in pairwise(shares))
        must(
            len(shares) > 1 and (shares[0], shares[-1]) == (0, 1) and onward,
            "A cooling goes from the beginning of a search, 0, to its end, 1.",
        )
        must(all(0 < heat < math.inf for _share, heat in self.cooling), "A temperature is more than nothing.")
        must(self.workers > 0 and self.restarts > 0, "There is at least one search.")
        must(0 <= self.elsewhere <= OF_A_HUNDRED, "Of a hundred moves none to a hundred take a meeting elsewhere.")

    def heat(self, done: float) -> float:
        """The temperature in ticks when this share of a search is done."""
        (since, hot), (until, cold) = next(pair for pair in pairwise(self.cooling) if done <= pair[1][0])
        return hot * math.pow(cold / hot, (done - since) / (until - since))

    def half_cooled(self) -> "Params":
        """The same from its middle temperature on, for a search that goes on from a plan that is good already."""
        (_, hot), (_, cold) = self.cooling[0], self.cooling[-1]
        return replace(self, cooling=((0.0, math.sqrt(hot * cold)), (1.0, cold)))


@dataclass(frozen=True, slots=True)
class Stop:
    """When to leave off: after so many seconds, so many moves of each search, or when somebody says so. After none,
    the first timetable is the answer.

    The seconds are those of a clock on the wall, or with `clock=time.thread_time` those that a search was at work:
    the same on a machine that does nothing else.
    """

    seconds: float = math.inf
    moves: float = math.inf
    asked: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.perf_counter

    def __post_init__(self) -> None:
        must(self.seconds >= 0 and self.moves >= 0, "A search ends after a number of seconds or of moves.")

    def share(self, moves: float, seconds: float) -> float:
        """How much of it is over after so many moves and seconds, from 0 to 1; of nothing it is all over."""
        spent = ((moves, self.moves), (seconds, self.seconds))
        return max(used / whole if whole else 1.0 for used, whole in spent)


@dataclass(frozen=True, slots=True)
class GoesOn:
    """After this share of a search its best plan is looked at once: is it worth going on to the end?"""

    at: float
    asked: Callable[[Plan], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan of one search, its cost in ticks, and what it took."""

    cost: int
    plan: Plan
    moves: int
    accepted: int
    seconds: float


def begin(these: Arrays, plan: Plan, seed: int) -> State:
    """The state of a search that begins from this plan."""
    n, r = len(these.meetings), len(these.routes)
    node, parts = timed(these, plan)
    seen, load = books(these, plan)
    rank = np.zeros(n + r + 1, np.uint16)
    order = np.concatenate([plan.order, np.arange(n, n + r, dtype=np.uint16)])
    rank[order] = np.arange(n + r)
    rank[n + r] = n + r
    dirty = np.zeros(((n + r) >> 6) + 1, np.uint64)
    dirty[(n + r) >> 6] = 1 << ((n + r) & 63)
    before = parts.known_before
    cost = parts.total(these.priced_worst)
    chance = np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 or 1], np.uint64)
    return State(
        node, rank, order, these.near, these.face, these.able, these.person, these.between, dirty,
        np.zeros((len(node), 2), np.int32), np.zeros((MOST_ROLES, 8), np.int64),
        np.array([before, parts.begun, parts.worst, cost, 0, these.priced_worst], np.int64),
        chance, plan.order.copy(), plan.who.copy(), these.by, int(these.special),
        these.more._replace(seen=seen, load=load),
    )  # fmt: skip


def search(these: Arrays, plan: Plan, *, seed: int, params: Params, stop: Stop, goes_on: GoesOn | None = None) -> Found:
    """Anneal once. The same for a seed and a number of moves, whatever the machine does meanwhile."""
    state, tried = begin(these, plan, seed), 0
    anneal(
        state, 0, params.heat(0.0), params.elsewhere
    )  # compiled, where it is the first time: that takes seconds, and is no part of the search's
    began = stop.clock()
    while these.meetings and not stop.asked():
        done = stop.share(tried, stop.clock() - began)
        if done >= 1:
            break
        if goes_on is not None and done >= goes_on.at:
            if not goes_on.asked(Plan(state.best_order.copy(), state.best_who.copy())):
                break
            goes_on = None
        count = math.ceil(min(CHUNK, stop.moves - tried))
        anneal(state, count, params.heat(done), params.elsewhere)
        tried += count
    best, taken = Plan(state.best_order, state.best_who), stop.clock() - began
    return Found(int(state.totals[BEST]), best, tried, int(state.totals[ACCEPTED]), taken)


def side_by_side(
    these: Arrays, plan: Plan, *, seed: int, params: Params, stop: Stop, goes_on: GoesOn | None = None
) -> list[Found]:
    """Several searches, sharing the time or the moves between those that come after each other; the best is first.

    Whatever ends it here, such as Ctrl-C, ends those at work too: they are not waited for until their time is over.
    """
    over = Event()
    share = replace(
        stop, seconds=stop.seconds / params.restarts, moves=stop.moves / params.restarts,
        asked=lambda: over.is_set() or stop.asked(),
    )  # fmt: skip
    with ThreadPoolExecutor(params.workers) as pool:
        try:
            runs = [
                pool.submit(search, these, plan, seed=seed * 1000 + i, params=params, stop=share, goes_on=goes_on)
                for i in range(params.workers * params.restarts)
            ]
            return sorted((run.result() for run in runs), key=lambda found: found.cost)
        finally:
            over.set()
