"""What a curve comes to at a horizon: its last step by then, and the mean time until then (RMST)."""

import numpy as np

from tornio.evaluation.survival.curves import Curve
from tornio.evaluation.survival.observations import Array


def last_step(time: Array, horizon: float) -> int | None:
    """Which is the last up to the horizon; None where nobody left by then."""
    steps = int(np.searchsorted(time, horizon, side="right"))
    return steps - 1 if steps else None


def restricted_mean(of: Curve, horizon: float) -> tuple[float, float]:
    """The area under the curve up to the horizon and its variance, Σ (area after t)² d / (n (n − d)).

    Irwin 1949; the variance as R's survfit prints it. The units are those of the times.
    """
    last = last_step(of.time, horizon)
    if last is None:
        return horizon, 0.0
    time, share = of.time[: last + 1], of.survival[: last + 1]
    with np.errstate(over="ignore", invalid="ignore"):  # what is too large to square is told as nothing
        area = share * np.diff(np.append(time, horizon))
        after = np.cumsum(area[::-1])[::-1]
        return float(time[0] + area.sum()), float((after * after * of.hazard[: last + 1]).sum())
