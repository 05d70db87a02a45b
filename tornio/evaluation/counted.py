"""A figure as a value: how many of how many, how many are missing, by which definition, of which period (R29).

Nothing here counts, so that what was counted can be read and shown without the libraries that count.
"""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from tornio.evaluation.definitions import Definition, Unit
from tornio.evaluation.errors import Unusable

NORMAL_95 = 1.959963984540054
DIGITS = 9  # floating sums differ in the last places from engine to engine
FEW = 20
NO_SUM = (Unit.MEDIAN, Unit.SPREAD)
PER = 100


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another that is not of it any more, by the clocks of the service."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise Unusable("A period ends after it began.")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with all that it stands on (R29).

    `numerator`: how many of a share or a rate, the sum of a mean, none of a median or a spread. `denominator`: of how
    many it is known. `missing`: of how many more it is not. `value`: the share (0 to 1), the mean, the median, the
    spread, how many for each hundred; None where there is nothing to count. `low`, `high`: of a share, Wilson's
    interval of 95 % (Wilson 1927), which takes each row for one of its own: many meetings of few networks tell less
    than it looks.
    """

    definition: Definition
    period: Period
    numerator: float | None
    denominator: int
    missing: int
    value: float | None
    low: float | None = None
    high: float | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure over the whole period, and month by month where that makes sense."""

    figure: Figure
    months: tuple[Figure, ...] = ()


def wilson(yes: int, of: int, z: float = NORMAL_95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), between 0 and 1. Errors: Unusable where there is none."""
    if not 0 <= yes <= of or of == 0:
        raise Unusable("A share is some of at least one.")
    share, square = yes / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return (0.0 if yes == 0 else middle - half), (1.0 if yes == of else middle + half)


def figure(definition: Definition, period: Period, numerator: float | None, denominator: int, missing: int,
           middle: float | None = None) -> Figure:  # fmt: skip
    """The figure of what was counted; `middle` is the median, where that is asked."""
    value, low, high = None, None, None
    if denominator:
        match definition.unit:
            case Unit.SHARE:
                assert numerator is not None
                value = numerator / denominator
                low, high = wilson(int(numerator), denominator)
            case Unit.MEAN:
                assert numerator is not None
                value = numerator / denominator
            case Unit.RATE:
                assert numerator is not None
                value = PER * numerator / denominator
            case Unit.RATIO:
                assert numerator is not None
                value = definition.times * numerator / denominator
            case Unit.MEDIAN | Unit.SPREAD:
                value = middle
    return Figure(definition, period, numerator, denominator, missing, _rounded(value), _rounded(low), _rounded(high),
                  few(denominator / definition.times))  # fmt: skip


def few(denominator: float) -> str:
    """What to say of a figure that stands on little; of one that stands on nothing there is nothing to say."""
    return f"Small numbers: {denominator:.3g} in all, and one more or less moves it." if 0 < denominator < FEW else ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
