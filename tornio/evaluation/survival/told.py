"""Each group's figures as they are told: steps, median, share and mean at the horizon, each with its interval."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tornio.evaluation.estimates import TOO_LARGE, Absent, Estimate, finite
from tornio.evaluation.survival import competing as incidences
from tornio.evaluation.survival import curves, horizons
from tornio.evaluation.survival.competing import Incidence
from tornio.evaluation.survival.curves import Curve, Scale
from tornio.evaluation.survival.observations import Array, Counts

WHOLE = frozenset({"at_risk", "events", "censored"})

MOST_STEPS = 100_000
TOO_MANY_STEPS = Absent(f"There are more than {MOST_STEPS} steps in all; round the times to have them told.")
NEVER_HALF = "It has not happened to half of them in the time they were watched."
NOT_SO_LONG = "Nobody of this group was watched so long."


@dataclass(frozen=True, slots=True)
class Size:
    """How many a group is, to how many it happened, and the longest anybody was watched."""

    n: int
    events: int
    longest: float


def sizes(counts: Mapping[str, Counts]) -> dict[str, Size]:
    """Of each group."""
    return {name: Size(int(each.leaving.sum()), int(each.events.sum()), float(each.time[-1]))
            for name, each in counts.items()}  # fmt: skip


def groups(
    counts: Mapping[str, Counts], of: Mapping[str, Size], scale: Scale, *, competing: bool
) -> list[dict[str, Any]]:
    """One object a group: n, events, and its curve; with competing events the incidence of each kind as well."""
    listed = sum(len(each.time) for each in counts.values()) <= MOST_STEPS
    answer = []
    for name, each in counts.items():
        curve, size = curves.curve(each, scale), of[name]
        last = horizons.last_step(curve.time, scale.horizon)
        over = last is not None and curve.survival[last] == 0
        told: dict[str, Any] = {
            "group": name, "n": size.n, "events": size.events, "censored": size.n - size.events,
            "longest_time": size.longest, "median": _median(curve),
            "survival_at_horizon": _share(curve, curve.survival, last, size, scale, over=over, before=1.0),
            "rmst": _mean(curve, size, scale, over=over),
            "steps": _steps(curve, curves.STEPS) if listed else TOO_MANY_STEPS,
        }  # fmt: skip
        if competing:
            told["incidence"] = {str(cause): _incidence(each, cause, size, scale, listed=listed)
                                 for cause in each.of_cause}  # fmt: skip
        answer.append(told)
    return answer


def _incidence(of: Counts, cause: int, size: Size, scale: Scale, *, listed: bool) -> dict[str, Any]:
    """Of one kind of event."""
    curve = incidences.incidence(of, cause, scale)
    last = horizons.last_step(curve.time, scale.horizon)
    over = last is not None and curve.left[last] == 0
    return {
        "events": int(curve.events.sum()),
        "at_horizon": _share(curve, curve.incidence, last, size, scale, over=over, before=0.0),
        "steps": _steps(curve, incidences.STEPS) if listed else TOO_MANY_STEPS,
    }


def _steps(curve: Curve | Incidence, names: tuple[str, ...]) -> list[dict[str, Any]]:
    """The steps as rows, whole numbers as such, and None for what is not a number."""
    columns = [getattr(curve, name).astype(np.int64 if name in WHOLE else np.float64).tolist() for name in names]
    return [dict(zip(names, [None if value != value else value for value in row], strict=True))  # noqa: PLR0124
            for row in zip(*columns, strict=True)]  # fmt: skip


def _median(curve: Curve) -> Estimate:
    """With the limits where each limit's own curve is halved; one that never is has none."""
    value, lower, upper = (curves.halved(curve, each) for each in (curve.survival, curve.lower, curve.upper))
    return Estimate(value, lower, upper, reason=NEVER_HALF if value is None else None)


def _share(
    curve: Curve | Incidence, height: Array, last: int | None, of: Size, scale: Scale, *, over: bool, before: float
) -> Estimate:
    """What a curve is at the horizon: as `before` until its first step, unknown where nobody was watched so long.

    A curve that came to nothing (`over`) stays there, however long nobody was watched after.
    """
    if scale.horizon > of.longest and not over:
        return Estimate.none(NOT_SO_LONG)
    if last is None:
        return Estimate(before, before, before, 0.0)
    found = (float(each[last]) for each in (height, curve.lower, curve.upper, curve.std_error))
    value, lower, upper, error = (finite(each) for each in found)
    return Estimate(value, lower, upper, error)


def _mean(curve: Curve, of: Size, scale: Scale, *, over: bool) -> Estimate:
    """The mean time without the event up to the horizon."""
    if scale.horizon > of.longest and not over:
        return Estimate.none(NOT_SO_LONG)
    mean, variance = (finite(each) for each in horizons.restricted_mean(curve, scale.horizon))
    if mean is None or variance is None:
        return Estimate.none(TOO_LARGE)
    error = variance**0.5
    return Estimate(mean, mean - scale.z * error, mean + scale.z * error, error)
