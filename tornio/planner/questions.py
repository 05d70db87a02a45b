"""Prices put to the kernel, kind of route by kind: what all routes together cost at the least, and the routes found.

Everything here is in whole parts of a tick, so that what comes out is exact for the prices as they were rounded. The
kinds are asked side by side; each answer is its own, so it is the same whichever of them is ready first.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from tornio.planner.columns import Column, Counting, Cut
from tornio.planner.master import Worths
from tornio.planner.pricing import FAR, Asked, Room, cheapest, room
from tornio.planner.relaxed import Relaxed, Whole
from tornio.planner.state import Array
from tornio.planner.times import LATEST

BUCKETS = 100
LABELS = 400_000
WORD = 64
OF_A_KIND = 15  # routes told of one kind, the cheapest
SIDE_BY_SIDE = min(8, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Within:
    """The timetables that are looked at: each visit begins from `early` to `last`, on a route of a kind that is `able`.

    Shapes, for n visits: `able[kind, visit]`; `follows[u, v]`, whether v may come next after u, with n for where a
    route begins (a row) and where it ends (a column). The greatest lateness is from `least` to `greatest` ticks.
    """

    early: Whole
    last: Whole
    least: int
    greatest: int
    able: NDArray[np.bool_]
    follows: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a timetable costs at the least, in parts of a tick, if all was looked at; and routes that are cheap."""

    least: int | None
    columns: list[Column]


@dataclass(slots=True)
class Questions:
    """What does not change from one question to the next: a tick's parts, the memory of the labels, rooms for them."""

    asked: Relaxed
    counting: Counting
    parts: int
    near: Array = field(init=False)
    rooms: SimpleQueue[Room] = field(default_factory=SimpleQueue)
    side_by_side: ThreadPoolExecutor = field(init=False)
    way: Whole = field(init=False)
    lasts: Whole = field(init=False)

    def __post_init__(self) -> None:
        place, n = self.asked.place, len(self.asked.of)
        self.way, self.lasts = (
            np.ascontiguousarray(t[np.ix_(place, place)]) for t in (self.asked.way, self.asked.lasts)
        )
        words = max(1, -(-len(self.asked.meetings) // WORD))
        self.near = np.zeros((n, words), np.uint64)
        side_by_side = min(SIDE_BY_SIDE, max(1, len(self.asked.kinds)))
        self.side_by_side = ThreadPoolExecutor(side_by_side)
        for _each in range(side_by_side):
            self.rooms.put(room(LABELS, n, words, BUCKETS))

    def begin(self) -> None:
        """Ask for no route at all: it is compiled, where it is the first time, before anybody's clock runs."""
        n, nothing = len(self.asked.of), np.zeros(0)
        limits = Within(self.asked.early, self.asked.due, 0, 0, np.zeros((1, n), bool), np.ones((n + 1,) * 2, bool))
        none = Worths(np.zeros(n), np.zeros(n), nothing, nothing)
        pi, mu, alpha = self._parted(none)
        asked, room = self._question(0, (pi, mu), self._steps([], alpha), limits, roughly=True), self.rooms.get()
        cheapest(asked, room)
        self.rooms.put(room)

    def remember(self, v: int, meeting: int) -> None:
        """From now on, routes at visit v remember this meeting."""
        self.near[v, meeting // WORD] |= np.uint64(1) << np.uint64(meeting % WORD)

    def remembers(self, column: Column) -> bool:
        """Would no label of this route have forgotten where it had been?"""
        memory: set[int] = set()
        for v in column.visits:
            if int(self.asked.of[v]) in memory:
                return False
            memory.add(int(self.asked.of[v]))
            memory = {p for p in memory if int(self.near[v, p // WORD]) >> (p % WORD) & 1}
        return True

    def answer(self, worths: Worths, cuts: list[Cut], within: Within, *, roughly: bool) -> Answer:
        """Every kind of route asked for at these prices."""
        pi, mu, alpha = self._parted(worths)
        slope = self.asked.latest * self.parts - int(mu.sum())
        steps = self._steps(cuts, alpha)

        def ask(g: int) -> Answer:
            dear = (self.counting.idle[g] + worths.kinds[g]) * self.parts  # not worth taking in, at these prices
            question = self._question(g, (pi, mu), steps, within, roughly=roughly)
            return self._of_kind(g, question, within, dear if roughly else FAR)

        answers = list(self.side_by_side.map(ask, range(len(self.asked.kinds))))
        columns = [column for answer in answers for column in answer.columns]
        least = [answer.least for answer in answers if answer.least is not None]
        if roughly or len(least) < len(answers):
            return Answer(None, columns)
        return Answer(int(pi.sum()) + slope * within.least + sum(least), columns)

    def _of_kind(self, g: int, question: Asked, within: Within, dear: float) -> Answer:
        """All routes of one kind together, and those of them that cost less than `dear`."""
        room = self.rooms.get()
        try:
            labels, of_none = cheapest(question, room), self.counting.idle[g] * self.parts
            able = question.able[within.follows[question.able, -1]]
            least = len(self.asked.kinds[g].routes) * min([of_none, *(int(room.worth[v]) for v in able)])
            best = able[np.argsort(room.worth[able], kind="stable")][:OF_A_KIND]
            found = [self._route(g, room, int(room.best[v])) for v in best if room.worth[v] < dear]
            return Answer(least if labels <= LABELS else None, found)
        finally:
            self.rooms.put(room)

    def _parted(self, worths: Worths) -> tuple[Whole, Whole, Whole]:
        """The prices in whole parts; those of lateness are together no more than the greatest costs."""
        pi, mu, alpha = (
            np.floor(each * self.parts).astype(np.int64)
            for each in (worths.visits, np.maximum(0, worths.late), np.maximum(0, worths.cuts))
        )
        over = int(mu.sum()) - self.asked.latest * self.parts
        return pi, np.maximum(0, mu - over) if over > 0 else mu, alpha

    def _steps(self, cuts: list[Cut], alpha: Whole) -> tuple[Whole, Whole, Whole]:
        """By visit: from which ticks on the cuts cost what, and how many such ticks there are."""
        begins: list[set[int]] = [{-LATEST} for _ in self.asked.of]
        for each in cuts:
            begins[each.first].add(each.by_first + 1)
            begins[each.second].add(each.by_second + 1)
        many = np.array([len(each) for each in begins], np.int64)
        step = np.full((len(begins), int(many.max(initial=1))), LATEST, np.int64)
        for v, ticks in enumerate(begins):
            step[v, : len(ticks)] = sorted(ticks)
        toll = np.zeros_like(step)
        for price, each in zip(alpha, cuts, strict=True):
            toll[each.second] += price * (step[each.second] <= each.by_second)
            toll[each.first] -= price * (step[each.first] <= each.by_first)
        return step, toll, many

    def _question(
        self, g: int, prices: tuple[Whole, Whole], steps: tuple[Whole, Whole, Whole], within: Within, *, roughly: bool
    ) -> Asked:
        a, (pi, mu), (step, toll, many) = self.asked, prices, steps
        kind = a.kinds[g]
        face, out = np.array(kind.face, np.int64), a.way[kind.leaves, a.place]
        last, follows = np.minimum(within.last, a.due + within.greatest), within.follows
        never, there = int(last.max()) + 1, kind.begins + a.lasts[kind.leaves, a.place]
        span = min(int(last.max()), int(a.early.max()) + int(a.duration.sum()) + int(self.lasts.max(axis=0).sum()))
        return Asked(
            able=np.flatnonzero(within.able[g]), out=np.where(follows[-1, :-1], there, never),
            leaving=out * self.parts, back=a.way[a.place, kind.returns] * self.parts,
            home=a.lasts[a.place, kind.returns].copy(), fare=self.way * self.parts,
            lasts=np.where(follows[:-1, :-1], self.lasts, never), duration=a.duration, early=within.early, due=a.due,
            last=last, dear=a.late * self.parts + mu, step=step, toll=toll + (face * self.parts - pi)[:, None],
            steps=many, bit=np.uint64(1) << (a.of % WORD).astype(np.uint64), word=a.of // WORD, near=self.near,
            ends=kind.ends, overrun=a.overrun * self.parts, begins=kind.begins,
            width=max(1, (span - kind.begins) // (BUCKETS - 1) + 1), roughly=int(roughly),
        )  # fmt: skip

    def _route(self, g: int, room: Room, label: int) -> Column:
        visits, starts = [], []
        while label >= 0:
            visits.append(int(room.at[label]))
            starts.append(int(room.time[label]))
            label = int(room.came[label])
        return self.counting.column(g, tuple(visits[::-1]), tuple(starts[::-1]))


def nearest(asked: Relaxed, v: int, many: int) -> set[int]:
    """The meetings that are nearest to visit v in place and time, its own among them."""
    way = asked.way[asked.place[v], asked.place]
    apart = np.minimum(way, asked.way[asked.place, asked.place[v]]) + 0.1 * np.abs(asked.early - asked.early[v])
    found = {int(asked.of[v])}
    for u in np.argsort(apart, kind="stable"):
        if len(found) >= many:
            break
        found.add(int(asked.of[u]))
    return found
