"""Before and after beside each other: each group's change, and the difference between groups of equal beginnings."""

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from tornio.evaluation import covariates
from tornio.evaluation.change import models
from tornio.evaluation.change.rows import Asked, Rows
from tornio.evaluation.coefficients import clustered, errors
from tornio.evaluation.estimates import Absent, Estimate

TOO_FEW = "Fewer than two were measured both times."
NOTHING_TO_COMPARE = Absent("Neither groups nor covariates were named: nothing to compare.")
NOTHING_LEFT = Absent("Nobody was measured both times with all covariates known.")
NO_CLUSTERS = Absent("No clusters were named.")


def groups(found: Rows, asked: Asked, level: float) -> list[dict[str, Any]]:
    """One object a group: who was measured when, the means of those measured both times, and their change."""
    told = []
    for name in found.groups:
        mine = found.frame[found.frame["_group"] == name]
        first, last = mine["_before"].notna(), mine["_after"].notna()
        both = mine[first & last]
        each: dict[str, Any] = {
            "group": name, "n": len(mine), "both": len(both), "only_before": int((first & ~last).sum()),
            "only_after": int((last & ~first).sum()), "before": mean(both["_before"], level),
            "after": mean(both["_after"], level), "change": mean(both["_after"] - both["_before"], level),
            "before_of_those_lost": mean(mine.loc[first & ~last, "_before"], level),
        }  # fmt: skip
        if asked.cluster:
            each["change_by_clusters"] = by_clusters(both, both["_after"] - both["_before"], level)
        told.append(each)
    return told


def mean(values: "pd.Series[float]", level: float) -> Estimate:
    """With its interval by Student's t."""
    if values.empty:
        return Estimate.none("Nobody was measured.")
    middle = float(values.mean())
    if len(values) < 2:  # noqa: PLR2004
        return Estimate(middle, reason="One alone has no interval.")
    error = float(values.std()) / math.sqrt(len(values))
    wide = error * float(stdtrit(len(values) - 1, (1 + level) / 2))
    return Estimate(middle, middle - wide, middle + wide, error)


def by_clusters(rows: pd.DataFrame, change: "pd.Series[float]", level: float) -> Estimate:
    """The mean change with an interval that clusters of it allow."""
    change = change[rows["_cluster"].notna()]
    if len(change) < 2:  # noqa: PLR2004
        return Estimate.none(TOO_FEW)
    ids = pd.factorize(rows.loc[change.index, "_cluster"])[0]
    middle = float(change.mean())
    found = clustered(np.ones((len(change), 1)), (change - middle).to_numpy(float), ids)
    if isinstance(found.corrected, Absent):
        return Estimate(middle, reason=found.corrected.reason)
    told = errors(middle, math.sqrt(found.corrected[0, 0]), level, found.degrees)
    return Estimate(middle, told.lower, told.upper, told.std_error)


def compared(found: Rows, asked: Asked, level: float) -> dict[str, models.Model | Absent]:
    """What was measured after, of equal values before: by least squares (`adjusted`), and `mixed` with clusters."""
    called = covariates.beside(asked.group, asked.covariates)
    if not called:
        return {"adjusted": NOTHING_TO_COMPARE, "mixed": NOTHING_TO_COMPARE}
    needed = ["_before", "_after", *covariates.numbered(asked.covariates), *(["_cluster"] if asked.cluster else [])]
    frame = found.frame.dropna(subset=needed).reset_index(drop=True)
    if frame.empty:
        return {"adjusted": NOTHING_LEFT, "mixed": NOTHING_LEFT}
    values = covariates.spread(frame, called, ["_group"])
    if isinstance(values, Absent):
        return {"adjusted": values, "mixed": values}
    values = pd.concat([frame[["_before"]].rename(columns={"_before": str(asked.before)}), values], axis=1)
    taken = models.taken(frame["_after"].to_numpy(float), values, frame["_cluster"] if asked.cluster else None)
    if isinstance(taken, Absent):
        return {"adjusted": taken, "mixed": taken}
    mixed = NO_CLUSTERS if taken.ids is None else models.mixed(taken, taken.ids, level)
    return {"adjusted": models.least_squares(taken, level), "mixed": mixed}
