"""What came first, of several things that can happen: cumulative incidence (Aalen & Johansen 1978).

Its variance is the delta method's (Marubini & Valsecchi 1995, p. 341), which is what R's survfit tells of more states
than two.
"""

from dataclasses import dataclass

import numpy as np

from tornio.evaluation.survival.curves import Interval, Scale
from tornio.evaluation.survival.observations import Array, Counts

STEPS = ("time", "at_risk", "events", "censored", "incidence", "std_error", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Incidence:
    """One group's steps for one kind of event; `left` is how many nothing has happened to after each."""

    time: Array
    at_risk: Array
    events: Array
    censored: Array
    incidence: Array
    std_error: Array
    lower: Array
    upper: Array
    left: Array


def incidence(of: Counts, cause: int, scale: Scale) -> Incidence:
    """A step for each time: F(t) = Σ S(t−) d_k / n, where S is the share to whom nothing happened yet.

    Var F(t) = Σ (F(t) − F)² a + Σ S² d_k (n − d_k) / n³ − 2 Σ (F(t) − F) S d_k / n², with a = d / (n (n − d)).
    """
    n, d, mine = of.at_risk, of.events, of.of_cause[cause]
    over = d == n
    lives = np.where(over, 1.0, n - d)
    log = np.where(over, 0.0, np.log(lives / n))
    a, share, lot = np.where(over, 0.0, d / (n * lives)), mine / n, 1 / n
    free = np.exp(np.cumsum(log) - log)
    f = np.cumsum(free * share)
    v0, v1 = np.cumsum(a), np.cumsum(f * a + free * share * lot)
    v2 = np.cumsum(f * f * a + free * free * share * (1 - share) * lot + 2 * f * free * share * lot)
    error = np.sqrt(np.maximum(f * f * v0 - 2 * f * v1 + v2, 0.0))
    lower, upper = _interval(f, error, scale)
    return Incidence(of.time, n, mine, of.leaving - d, f, error, lower, upper, n - d)


def _interval(f: Array, error: Array, scale: Scale) -> tuple[Array, Array]:
    """On the scale asked for; where nothing happened yet (or all of it) there is no doubt to tell, and none is."""
    sure = (f == 0) | (error == 0)
    share = np.where(f == 0, 1.0, f)
    log = np.log(share)
    if scale.interval is Interval.LOG:
        wide = scale.z * error / share
        lower, upper = np.exp(log - wide), np.minimum(np.exp(log + wide), 1.0)
    else:
        wide = np.divide(scale.z * error, share * log, out=np.zeros_like(f), where=log != 0)
        lower, upper = np.exp(log * np.exp(-wide)), np.exp(log * np.exp(wide))
    return np.where(sure, f, lower), np.where(sure, f, upper)
