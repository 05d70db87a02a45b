"""Whole routes as the bounds count them, and the rules between two visits that no single route can see."""

from dataclasses import dataclass, field
from itertools import pairwise

from tornio.planner.relaxed import Relaxed


@dataclass(frozen=True, slots=True)
class Column:
    """A route of a kind: its visits in order, when each begins, and what it costs more than staying away, in ticks."""

    kind: int
    visits: tuple[int, ...]
    starts: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Cut:
    """In a timetable, `second` has begun by tick `by_second` only if `first` has by tick `by_first`."""

    first: int
    by_first: int
    second: int
    by_second: int

    def counts(self, column: Column) -> int:
        """What the column adds to the side that may not be above nothing."""
        sides = 0
        for v, by, side in ((self.second, self.by_second, 1), (self.first, self.by_first, -1)):
            if v in column.visits:
                sides += side * sum(u == v and s <= by for u, s in zip(column.visits, column.starts, strict=True))
        return sides


@dataclass(slots=True)
class Counting:
    """What routes cost, counted from the problem alone, route by route, in ticks."""

    asked: Relaxed
    place: list[int] = field(init=False)
    duration: list[int] = field(init=False)
    due: list[int] = field(init=False)
    way: list[list[int]] = field(init=False)
    lasts: list[list[int]] = field(init=False)
    idle: list[int] = field(init=False)  # [kind]: of a route that makes no visit: the way back to where it ends

    def __post_init__(self) -> None:
        a = self.asked
        self.place, self.duration, self.due = a.place.tolist(), a.duration.tolist(), a.due.tolist()
        self.way, self.lasts = a.way.tolist(), a.lasts.tolist()
        back = [of.begins + self.lasts[of.leaves][of.returns] - of.ends for of in a.kinds]
        self.idle = [
            self.way[of.leaves][of.returns] + max(0, over) * a.overrun for of, over in zip(a.kinds, back, strict=True)
        ]

    def late(self, v: int, start: int) -> int:
        """Ticks by which visit v is late when it begins then."""
        return max(0, start - self.due[v])

    def column(self, kind: int, visits: tuple[int, ...], starts: tuple[int, ...]) -> Column:
        """The route with its cost."""
        of, a = self.asked.kinds[kind], self.asked
        stops = [of.leaves, *[self.place[v] for v in visits], of.returns]
        cost = sum([self.way[here][there] for here, there in pairwise(stops)]) + sum([of.face[v] for v in visits])
        back = starts[-1] + self.duration[visits[-1]] + self.lasts[stops[-2]][of.returns]
        late = sum([self.late(v, start) for v, start in zip(visits, starts, strict=True)])
        return Column(kind, visits, starts, cost + late * a.late + max(0, back - of.ends) * a.overrun - self.idle[kind])

    def away(self) -> int:
        """What it costs when everybody stays away."""
        return sum(len(of.routes) * cost for of, cost in zip(self.asked.kinds, self.idle, strict=True))
