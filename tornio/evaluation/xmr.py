"""XmR charts: what a figure usually does from month to month, and which months stand apart.

The limits are the mean ± 2.66 times the mean moving range, and the four rules are those of NHS England's Making Data
Count, as its own software has them (NHSRplotthedots 0.2.2): moving ranges of 3.267 times their mean and more are left
out of the limits; a month stands apart when it lies outside them; when it is one of seven or more on one side of the
mean, or of seven that rise or fall; or when it is one of two in three beyond two thirds of the way to the same limit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, mean

LIMIT = 2.66  # 3 / d2 for ranges of two, d2 = 1.128
OUTLYING = 3.267  # D4 for ranges of two
RUN = 7
NEAR = 2 / 3
TWO, THREE = 2, 3
ALIKE = 1e-9  # a difference so small beside the largest value is what rounding leaves, and none
ENOUGH = 12  # below so many points limits are told with a warning


class Apart(StrEnum):
    """Why a month stands apart."""

    OUTSIDE = "outside"  # beyond a limit
    ONE_SIDE = "one_side"  # seven in a row on one side of the mean
    TREND = "trend"  # seven in a row that rise, or fall
    NEAR_LIMIT = "near_limit"  # two of three close to the same limit


@dataclass(frozen=True, slots=True)
class Chart:
    """What is usual: the middle and the limits, and for each point why it stands apart, if it does."""

    values: tuple[float, ...]
    middle: float
    moving_range: float
    low: float
    high: float
    apart: tuple[frozenset[Apart], ...]

    @property
    def warning(self) -> str:
        """What to say of limits that stand on little."""
        return f"Limits from {len(self.values)} points move with the next ones." if len(self.values) < ENOUGH else ""

    def within(self, least: float, most: float) -> tuple[float, float]:
        """The limits as they are drawn for a figure that lies between these two by its nature."""
        return max(self.low, least), min(self.high, most)


def chart(values: Sequence[float]) -> Chart | None:
    """The chart of these values in the order of time; None where there are fewer than two."""
    if len(values) < TWO:
        return None
    middle = mean(values)  # exactly: the mean of equal values is what each of them is, which fmean's may not be
    alike = ALIKE * max(abs(each) for each in values)
    away = _differences([each - middle for each in values], alike)
    steps = _differences([second - first for first, second in pairwise(values)], alike)
    usual = _usual_range(steps)
    low, high = middle - LIMIT * usual, middle + LIMIT * usual
    rules = {
        Apart.OUTSIDE: [abs(each) > LIMIT * usual + alike for each in away],
        Apart.ONE_SIDE: _parts_of_runs([_sign(each) for each in away], _on_one_side),
        Apart.TREND: _parts_of_runs([0.0, *steps], _one_way),
        Apart.NEAR_LIMIT: _two_of_three(away, usual, alike),
    }
    apart = tuple(frozenset(rule for rule, found in rules.items() if found[place]) for place in range(len(values)))
    return Chart(tuple(values), middle, usual, low, high, apart)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _differences(found: Sequence[float], alike: float) -> list[float]:
    """What differs, and nothing where only rounding does."""
    return [each if abs(each) > alike else 0.0 for each in found]


def _usual_range(steps: Sequence[float]) -> float:
    """The mean moving range, without those that are themselves out of the usual."""
    ranges = [abs(each) for each in steps]
    of_all = fmean(ranges)
    usual = [each for each in ranges if each < OUTLYING * of_all]
    return fmean(usual) if usual else of_all


def _parts_of_runs(values: Sequence[float], is_run: Callable[[Sequence[float]], bool]) -> list[bool]:
    """For each place whether it is one of seven in a row that are a run."""
    found = [False] * len(values)
    for first in range(len(values) - RUN + 1):
        if is_run(values[first : first + RUN]):
            found[first : first + RUN] = [True] * RUN
    return found


def _on_one_side(sides: Sequence[float]) -> bool:
    return sides[0] != 0 and len(set(sides)) == 1


def _one_way(steps: Sequence[float]) -> bool:
    """Seven points have six steps between them; how the first was come to is no matter."""
    return abs(sum(_sign(each) for each in steps[1:])) == RUN - 1


def _two_of_three(away: Sequence[float], usual: float, alike: float) -> list[bool]:
    """Which are among two of three neighbours, all on one side, that lie near its limit and not beyond it."""
    inner, outer = NEAR * LIMIT * usual, LIMIT * usual
    near = [inner + alike < abs(each) <= outer + alike for each in away]
    found = [False] * len(away)
    for first in _starts(len(away)):
        places = range(first, first + THREE)
        one_side = abs(sum(_sign(away[place]) for place in places)) == THREE
        if one_side and sum(near[place] for place in places) >= TWO:
            for place in places:
                found[place] |= near[place]
    return found


def _starts(many: int) -> Iterator[int]:
    """Where three in a row begin."""
    yield from range(many - THREE + 1)
