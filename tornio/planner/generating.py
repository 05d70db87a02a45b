"""The bound within given limits: routes are priced and taken in until nothing is worth taking in; then it is sharpened.

It is sharpened in two ways: routes that go in a circle make the visits on it remember (Roberti and Mingozzi 2014,
doi 10.1287/trsc.2013.0474); roles that begin apart from each other are held together at a tick (a cut).
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from tornio.planner.columns import Column, Counting, Cut
from tornio.planner.master import Master, Worths
from tornio.planner.questions import Questions, Within
from tornio.planner.relaxed import Link, Relaxed

ROUGHLY = 10  # rough questions between two that give a bound
TOWARDS = 0.75  # how much of the best prices so far is kept; less when they mislead
CLOSE = 1e-4  # of its value: the rest is not worth the time
WORTH_TAKING = -0.01  # ticks that a route costs at the prices as they are
APART = 0.1  # of a visit: how far roles may be apart before they are held together
STILL = 5e-4  # of its value: sharpening that gives less is left after a while
PATIENCE = 3


@dataclass(slots=True)
class Generating:
    """Column generation for one problem; `enough` is a bill, in parts of a tick, above which nothing is of interest."""

    asked: Relaxed
    counting: Counting
    master: Master
    questions: Questions
    enough: float
    stopped: Callable[[], bool]
    rounds: int = 0

    def bound(self, within: Within, least: int) -> tuple[int, bool]:
        """What a timetable within these limits costs at the least, in parts; and whether more sharpening would help.

        `least` is what is known of it before.
        """
        still = 0
        while still < PATIENCE:
            was, least = least, self._generate(within, least)
            if self.stopped() or least >= self.enough:
                return least, False
            if not self._remember() and not self._hold_together():
                return least, False
            still = still + 1 if least - was < STILL * least else 0
        return least, True

    def _generate(self, within: Within, least: int) -> int:
        master, centre, towards, best = self.master, None, 1.0, -math.inf
        master.allow([self._fits(each, within) for each in master.columns], within.least)
        while True:
            worths = self._roughly(within)
            if self.stopped():
                break
            asked = worths if centre is None else centre.towards(worths, towards)
            answer = self.questions.answer(asked, master.cuts, within, roughly=False)
            if answer.least is None:
                break
            if answer.least > best:
                best, centre = answer.least, asked
                least = max(least, answer.least)
            taken = self._take(answer.columns, worths)
            if least >= self.enough or self._close(best) or (not taken and towards == 1.0):
                break
            towards = 1.0 - TOWARDS if taken else min(1.0, towards + TOWARDS / 2)
        return least

    def _roughly(self, within: Within) -> Worths:
        """Take in what is found quickly, for a while; gives the prices then."""
        for _round in range(ROUGHLY):
            self.rounds += 1
            worths = self.master.solved()
            found = self.questions.answer(worths, self.master.cuts, within, roughly=True).columns
            if self.stopped() or not self._take(found, worths):
                return worths
        return self.master.solved()

    def _close(self, best: float) -> bool:
        """Is the bound near to what the routes cost that are known? Just below what is enough, near is not enough."""
        reached = (self.master.value + self.counting.away()) * self.questions.parts
        return reached - best < CLOSE * abs(best) and reached < self.enough - self.questions.parts

    def _fits(self, column: Column, within: Within) -> bool:
        visits, starts = list(column.visits), np.array(column.starts)
        late = starts - self.asked.due[visits]
        inside = (within.early[visits] <= starts) & (starts <= within.last[visits]) & (late <= within.greatest)
        able = within.able[column.kind, visits].all() and within.follows[[-1, *visits], [*visits, -1]].all()
        return bool(able and inside.all()) and self.questions.remembers(column)

    def _take(self, columns: list[Column], worths: Worths) -> int:
        """Take in what is worth it; gives how many."""
        return sum([self.master.add(each) for each in columns if self.master.reduced(each, worths) < WORTH_TAKING])

    def in_use(self) -> list[tuple[float, Column]]:
        """The routes in use, and how much."""
        return [(share, self.master.columns[c]) for c, share in self.master.used.items()]

    def _remember(self) -> bool:
        """Where routes in use go in a circle, let the visits on it remember; False where none does."""
        found = False
        for _share, column in self.in_use():
            begun: dict[int, int] = {}
            for i, v in enumerate(column.visits):
                p = int(self.asked.of[v])
                if p in begun:
                    found = True
                    for u in column.visits[begun[p] : i + 1]:
                        self.questions.remember(u, p)
                begun[p] = i
        return found

    def _hold_together(self) -> bool:
        """A cut for each link that is furthest from holding; False where all hold."""
        used, found = self.in_use(), False
        for link in self.asked.links:
            apart, cut = max(_candidates(link, used), key=lambda each: (each[0], each[1].by_first), default=(0.0, None))
            if cut is not None and apart > APART and cut not in self.master.cuts:
                self.master.cut(cut)
                found = True
        return found


def starts_of(v: int, used: list[tuple[float, Column]]) -> list[tuple[int, float]]:
    """When visit v begins in these routes, and how much of it."""
    return [(s, share) for share, each in used for u, s in zip(each.visits, each.starts, strict=True) if u == v]


def _candidates(link: Link, used: list[tuple[float, Column]]) -> Iterator[tuple[float, Cut]]:
    """Cuts for a link, and by how much these routes break them."""
    one, two = starts_of(link.first, used), starts_of(link.second, used)

    def begun(by: int, starts: list[tuple[int, float]]) -> float:
        return sum(share for start, share in starts if start <= by)

    for t in {s - 1 for s, _ in one}:
        yield begun(t + link.least, two) - begun(t, one), Cut(link.first, t, link.second, t + link.least)
    for t in {s - link.greatest - 1 for s, _ in two}:
        cut = Cut(link.second, t + link.greatest, link.first, t)
        yield begun(t, one) - begun(t + link.greatest, two), cut
