"""Each group's figures as they are told: steps, median, share and mean at the horizon, each with its interval."""

from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import pandas as pd

from tornio.evaluation.estimates import TOO_LARGE, Absent, Estimate, finite
from tornio.evaluation.survival import competing as incidences
from tornio.evaluation.survival import curves, horizons
from tornio.evaluation.survival.curves import Scale
from tornio.evaluation.survival.observations import Facts

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


def sizes(counts: ir.Table, found: Facts) -> dict[str, Size]:
    """Of each group, in the groups' order."""
    table = counts.group_by("group").aggregate(
        n=counts["leaving"].sum(), events=counts["events"].sum(), longest=counts["time"].max()
    ).to_pandas().set_index("group")  # fmt: skip
    return {
        name: Size(int(table.at[name, "n"]), int(table.at[name, "events"]), float(table.at[name, "longest"]))
        for name in found.groups
    }


def groups(
    counts: ir.Table, found: Facts, of: dict[str, Size], scale: Scale, *, competing: bool
) -> list[dict[str, Any]]:
    """One object a group: n, events, and its curve; with competing events the incidence of each kind as well."""
    with curves.steps(counts, scale).cache() as steps:
        short = int(counts.count().to_pandas()) <= MOST_STEPS
        listed = _steps(steps, curves.STEPS) if short else {}
        medians = {name: _by_group(curves.halved(steps, name)) for name in ("survival", "lower", "upper")}
        shares = _by_group(horizons.at_horizon(steps, scale.horizon))
        means = _by_group(horizons.restricted_mean(steps, scale.horizon))
    answer: list[dict[str, Any]] = [
        {
            "group": name, "n": each.n, "events": each.events, "censored": each.n - each.events,
            "longest_time": each.longest, "median": _median(name, medians),
            "survival_at_horizon": _share(shares.get(name), each, scale),
            "rmst": _mean(means.get(name), shares.get(name), each, scale),
            "steps": listed.get(name, TOO_MANY_STEPS),
        }
        for name, each in of.items()
    ]  # fmt: skip
    if competing:
        causes = {str(cause): _incidence(counts, cause, of, scale, listed=short) for cause in found.causes}
        for each in answer:
            each["incidence"] = {cause: told[each["group"]] for cause, told in causes.items()}
    return answer


def _incidence(
    counts: ir.Table, cause: int, of: dict[str, Size], scale: Scale, *, listed: bool
) -> dict[str, dict[str, Any]]:
    """Of one kind of event, in each group."""
    table = incidences.incidence(counts, cause, scale)
    events = _by_group(counts.group_by("group").aggregate(events=counts[f"events_{cause}"].sum()))
    shares = _by_group(incidences.at_horizon(table, scale.horizon))
    steps = _steps(table.mutate(events=table[f"events_{cause}"]), incidences.STEPS) if listed else {}
    return {
        name: {
            "events": int(events[name]["events"]),
            "at_horizon": _share(shares.get(name), each, scale, "incidence"),
            "steps": steps.get(name, TOO_MANY_STEPS),
        }
        for name, each in of.items()
    }


def _by_group(table: ir.Table) -> dict[str, dict[str, Any]]:
    frame = table.to_pandas().set_index("group").astype(object)
    return {str(name): row for name, row in frame.where(frame.notna(), None).to_dict("index").items()}


def _steps(table: ir.Table, names: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    """Each group's steps as rows, in the order of time."""
    frame = table.select("group", *names).order_by("group", "time").to_pandas()
    told: dict[str, list[dict[str, Any]]] = {}
    for name, rows in frame.groupby("group", sort=False):
        plain = rows[list(names)].astype(object)
        told[str(name)] = plain.where(pd.notna(plain), None).to_dict("records")
    return told


def _median(name: str, curve: dict[str, dict[str, dict[str, Any]]]) -> Estimate:
    """With the limits where each limit's own curve is halved; one that never is has none."""
    value, lower, upper = (curve[each].get(name, {}).get("value") for each in ("survival", "lower", "upper"))
    return Estimate(value, lower, upper, reason=NEVER_HALF if value is None else None)


def _share(row: dict[str, Any] | None, of: Size, scale: Scale, curve: str = "survival") -> Estimate:
    """What a curve is at the horizon: where it began until its first step, unknown where nobody was watched so long.

    A curve that came to nothing stays there, however long nobody was watched after.
    """
    if scale.horizon > of.longest and not _is_over(row):
        return Estimate.none(NOT_SO_LONG)
    if row is None:
        before = 1.0 if curve == "survival" else 0.0
        return Estimate(before, before, before, 0.0)
    return Estimate(row[curve], row["lower"], row["upper"], row["std_error"])


def _is_over(row: dict[str, Any] | None) -> bool:
    """Whether it has happened to everybody who was left."""
    return bool(row and row["free"] == 0)


def _mean(row: dict[str, Any] | None, share: dict[str, Any] | None, of: Size, scale: Scale) -> Estimate:
    """The mean time without the event up to the horizon."""
    if scale.horizon > of.longest and not _is_over(share):
        return Estimate.none(NOT_SO_LONG)
    if row is None:
        return Estimate(scale.horizon, scale.horizon, scale.horizon, 0.0)
    mean, variance = finite(row["mean"]), finite(row["variance"])
    if mean is None or variance is None:
        return Estimate.none(TOO_LARGE)
    error = variance**0.5
    return Estimate(mean, mean - scale.z * error, mean + scale.z * error, error)
