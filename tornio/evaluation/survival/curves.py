"""The curve of those for whom it has not happened yet (Kaplan & Meier 1958), and how sure it is (Greenwood 1926)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tornio.evaluation.survival.observations import Array, Counts

HALF = 0.5
# As R's survival takes a curve to be at a half: the square root of what a double can tell apart.
TOLERANCE = 2.0**-26
STEPS = ("time", "at_risk", "events", "censored", "survival", "std_error", "lower", "upper")


class Interval(StrEnum):
    """How an interval of a share is made: on the scale of its logarithm (R's default), or of the log of minus that."""

    LOG = "log"
    LOG_LOG = "log-log"


@dataclass(frozen=True, slots=True)
class Scale:
    """How figures are told: on which scale an interval is made, its normal deviate, and the horizon."""

    interval: Interval
    z: float
    horizon: float


@dataclass(frozen=True, slots=True)
class Curve:
    """One group's steps, an array for each column; NaN where there is no interval. `hazard` is d / (n (n − d))."""

    time: Array
    at_risk: Array
    events: Array
    censored: Array
    survival: Array
    std_error: Array
    lower: Array
    upper: Array
    hazard: Array


def curve(of: Counts, scale: Scale) -> Curve:
    """A step for each time: S(t) = Π (1 − d/n), its standard error and its interval.

    The product is a sum of logarithms. Where everybody left has the event, S is 0 and neither error nor interval exist.
    """
    n, d = of.at_risk, of.events
    ends = d == n
    lives = np.where(ends, 1.0, n - d)
    log = np.cumsum(np.where(ends, 0.0, np.log(lives / n)))
    hazard = np.where(ends, 0.0, d / (n * lives))
    doubt = np.sqrt(np.cumsum(hazard))
    share = np.exp(log)
    wide = doubt * scale.z
    if scale.interval is Interval.LOG:
        lower, upper = np.exp(log - wide), np.minimum(np.exp(log + wide), 1.0)
    else:
        # Never positive: a logarithm of a share is not.
        ratio = np.divide(wide, log, out=np.zeros_like(log), where=log != 0)
        lower, upper = np.exp(log * np.exp(-ratio)), np.exp(log * np.exp(ratio))

    def unless_over(values: Array) -> Array:
        return np.where(ends, np.nan, values)

    return Curve(
        of.time, n, d, of.leaving - d, np.where(ends, 0.0, share), unless_over(share * doubt), unless_over(lower),
        unless_over(upper), hazard,
    )  # fmt: skip


def halved(of: Curve, height: Array) -> float | None:
    """When a curve is first at a half or below: the middle of the stretch where it is a half exactly; None where never.

    As R's survfit prints it; for the limits of the median's interval `height` is `lower` and `upper` (Brookmeyer &
    Crowley 1982).
    """
    below = np.flatnonzero(height < HALF + TOLERANCE)
    if not len(below):
        return None
    at = int(below[0])
    after = np.flatnonzero((height[at + 1 :] < height[at]) & (of.events[at + 1 :] > 0))
    if abs(height[at] - HALF) < TOLERANCE and len(after):
        return float(of.time[at] + of.time[at + 1 + int(after[0])]) / 2
    return float(of.time[at])
