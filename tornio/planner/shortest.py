"""How soon anybody can be anywhere, by whatever way round: what rules somebody out has to be sure."""

import numpy as np
from numpy.typing import NDArray

from tornio.planner.problem import AS_USUAL, Problem

MOST = 400  # places: for more, looking at every way round would take seconds, and ways are taken as they stand


class Shortest:
    """The least ticks between places, at the fastest pace of the horizon, ways round included."""

    def __init__(self, problem: Problem) -> None:
        few, self.fastest = len(problem.between) <= MOST, min(problem.pace.factors)
        self.ways = round_about(problem.between) if few else problem.between

    def lasts(self, a: NDArray[np.int64] | int, b: NDArray[np.int64] | int) -> NDArray[np.int64]:
        """Ticks from one place to another, for whole columns of either."""
        ticks: NDArray[np.int64] = -(-self.ways[a, b] * self.fastest // AS_USUAL)
        return ticks


def round_about(between: NDArray[np.int64]) -> NDArray[np.int64]:
    """The least from each place to each, straight or by way of others (Floyd 1962, doi 10.1145/367766.368168)."""
    short = between.astype(np.int64)
    for over in range(len(short)):
        np.minimum(short, short[:, over : over + 1] + short[over : over + 1], out=short)
    return short
