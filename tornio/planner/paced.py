"""The ways of a problem at the pace of each hour, for what looks for a time at once."""

from dataclasses import dataclass

from tornio.planner.problem import AS_USUAL, Problem


@dataclass(frozen=True, slots=True)
class Ways:
    """How many ticks a way takes for whoever leaves at a tick, as the search counts it.

    A pace goes by steps: at the end of a slow one, who leaves a tick later may be there sooner.
    """

    problem: Problem

    def leaving(self, a: int, b: int, tick: int) -> int:
        """For whoever leaves at that tick."""
        return self._lasts(a, b, self._stretch(tick))

    def arriving(self, a: int, b: int, tick: int) -> int:
        """For whoever wants to be there by that tick: whenever they leave sooner than that, they are in time too.

        So a moment is not used at which only who has waited for it would be in time: everybody sets out when they can.
        """
        ticks, first = self.problem.pace.ticks, self._stretch(tick - self._slowest(a, b))
        for stretch in range(first, len(self.problem.pace.factors)):
            way, begins = self._lasts(a, b, stretch), stretch * ticks
            if stretch > first and begins + way > tick:
                return tick - begins + 1
            if begins + ticks - 1 + way > tick:
                return way
        return self._lasts(a, b, -1)

    def _lasts(self, a: int, b: int, stretch: int) -> int:
        return -(-int(self.problem.between[a, b]) * self.problem.pace.factors[stretch] // AS_USUAL)

    def _slowest(self, a: int, b: int) -> int:
        return -(-int(self.problem.between[a, b]) * max(self.problem.pace.factors) // AS_USUAL)

    def _stretch(self, tick: int) -> int:
        """In which stretch of the horizon a tick lies."""
        pace = self.problem.pace
        return max(0, min(tick // pace.ticks, len(pace.factors) - 1))


@dataclass(frozen=True, slots=True)
class Surely(Ways):
    """The same ways, for whoever may be done sooner than is counted on: as long as also who left sooner would take.

    So who leaves later arrives no sooner, as `diary.Ways` asks for, and what is found holds.
    """

    def leaving(self, a: int, b: int, tick: int) -> int:
        """Until everybody is there who has left by that tick."""
        ticks, now = self.problem.pace.ticks, self._stretch(tick)
        before = range(self._stretch(tick - self._slowest(a, b)), now)
        longer = ((each + 1) * ticks - 1 + self._lasts(a, b, each) - tick for each in before)
        return max(self._lasts(a, b, now), *longer, 0)
