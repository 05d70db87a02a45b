"""The choice among known routes, relaxed to fractions: a linear programme (HiGHS) whose prices the pricing goes by.

In it each visit is made once, each kind of route is used at most as often as there are such shifts, the greatest
lateness is at least that of each visit, and the cuts hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from tornio.planner.columns import Column, Counting, Cut
from tornio.planner.relaxed import Relaxed

Real = NDArray[np.float64]
NEGLIGIBLE = 1e-6
WITHOUT_END = highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Worths:
    """Prices in ticks: of each visit, of a tick of its lateness in the greatest, of each kind of route, of each cut."""

    visits: Real
    late: Real
    kinds: Real
    cuts: Real

    def towards(self, other: "Worths", share: float) -> "Worths":
        """A share of the way to the others (Wentges 1997, doi 10.1111/j.1475-3995.1997.tb00001.x)."""
        cuts = np.zeros(len(other.cuts))
        cuts[: len(self.cuts)] = self.cuts
        pairs = ((self.visits, other.visits), (self.late, other.late), (self.kinds, other.kinds), (cuts, other.cuts))
        return Worths(*(one + share * (two - one) for one, two in pairs))


@dataclass(slots=True)
class Master:
    """The linear programme, its columns and cuts. `unit` is how many ticks it calls one; `high` what a miss costs."""

    asked: Relaxed
    counting: Counting
    unit: float
    high: float
    columns: list[Column] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    model: highspy.Highs = field(default_factory=highspy.Highs)
    value: float = 0.0  # ticks that the last solution costs, without what staying away does
    latest: float = 0.0  # the greatest lateness that it reckons with, in ticks
    used: dict[int, float] = field(default_factory=dict)  # the columns in it, and how much of them
    known: set[Column] = field(default_factory=set)
    concerned: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)  # visit: cut, by when, which side

    def __post_init__(self) -> None:
        n, model = len(self.asked.of), self.model
        model.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver takes its options by place
        model.setOptionValue("threads", 1)
        for least, most in ((1.0, 1.0), (-WITHOUT_END, 0.0)):
            for _visit in range(n):
                model.addRow(least, most, 0, [], [])
        for kind in self.asked.kinds:
            model.addRow(-WITHOUT_END, float(len(kind.routes)), 0, [], [])
        self._column(float(self.asked.latest), {n + v: -1.0 for v in range(n)})
        for v in range(n):
            self._column(self.high / self.unit, {v: 1.0})

    def _column(self, cost: float, entries: Mapping[int, float]) -> None:
        at, value = np.array(list(entries), np.int32), np.array(list(entries.values()))
        self.model.addCol(cost, 0.0, WITHOUT_END, len(at), at, value)

    def add(self, column: Column) -> bool:
        """Take a column in; False when it was there."""
        if column in self.known:
            return False
        n = len(self.asked.of)
        entries = defaultdict[int, float](float, {2 * n + column.kind: 1.0})
        for v, start in zip(column.visits, column.starts, strict=True):
            entries[v] += 1.0
            if late := self.counting.late(v, start):
                entries[n + v] += late / self.unit
        first = 2 * n + len(self.asked.kinds)
        self._column(column.cost / self.unit, {**entries, **{first + c: float(side) for c, side in self._cut(column)}})
        self.columns.append(column)
        self.known.add(column)
        return True

    def _cut(self, column: Column) -> Iterator[tuple[int, int]]:
        """Which cuts the column counts in, and what it adds to the side that may not be above nothing."""
        sides = Counter[int]()
        for v, start in zip(column.visits, column.starts, strict=True):
            for c, by, side in self.concerned.get(v, ()):
                if start <= by:
                    sides[c] += side
        return ((c, side) for c, side in sides.items() if side)

    def cut(self, cut: Cut) -> None:
        """Take a cut in."""
        c = len(self.cuts)
        self.cuts.append(cut)
        self.concerned.setdefault(cut.second, []).append((c, cut.by_second, 1))
        self.concerned.setdefault(cut.first, []).append((c, cut.by_first, -1))
        counted = {self._first_column + i: side for i, each in enumerate(self.columns) if (side := cut.counts(each))}
        at, value = np.array(list(counted), np.int32), np.array(list(counted.values()), float)
        self.model.addRow(-WITHOUT_END, 0.0, len(at), at, value)

    @property
    def _first_column(self) -> int:
        return 1 + len(self.asked.of)

    def allow(self, allowed: list[bool], least: int) -> None:
        """From now on use these columns alone, and reckon with at least so many ticks of lateness."""
        self.model.changeColBounds(0, least / self.unit, WITHOUT_END)
        many = len(allowed)
        at = np.arange(self._first_column, self._first_column + many, dtype=np.int32)
        most = np.where(np.array(allowed, bool), WITHOUT_END, 0.0)
        self.model.changeColsBounds(many, at, np.zeros(many), most)

    def solved(self) -> Worths:
        """The prices; the solution itself stands in `value`, `latest` and `used`."""
        self.model.run()
        solution, n, kinds = self.model.getSolution(), len(self.asked.of), len(self.asked.kinds)
        visits, late, kind, cuts = np.split(np.array(solution.row_dual), [n, 2 * n, 2 * n + kinds])
        value = np.array(solution.col_value)
        self.latest, chosen = float(value[0]) * self.unit, value[self._first_column :]
        self.used = {int(c): float(chosen[c]) for c in np.flatnonzero(chosen > NEGLIGIBLE)}
        self.value = float(self.model.getInfo().objective_function_value) * self.unit
        return Worths(visits * self.unit, -late, kind * self.unit, -cuts * self.unit)

    def reduced(self, column: Column, at: Worths) -> float:
        """What the column costs at these prices, in ticks; below nothing, it is worth taking in."""
        cost = column.cost - at.kinds[column.kind]
        for v, start in zip(column.visits, column.starts, strict=True):
            cost += at.late[v] * self.counting.late(v, start) - at.visits[v]
        return float(cost + sum(at.cuts[c] * side for c, side in self._cut(column)))
