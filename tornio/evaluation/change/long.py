"""A row for each person and time: means at each, changes since the first, and a model in which nobody is left out."""

from itertools import product
from typing import Any

import pandas as pd

from tornio.evaluation import covariates
from tornio.evaluation.change import models, wide
from tornio.evaluation.change.rows import Asked, Rows
from tornio.evaluation.covariates import in_order
from tornio.evaluation.estimates import Absent

NOTHING_LEFT = Absent("Nothing was measured with all covariates known.")


def groups(found: Rows, asked: Asked, level: float) -> list[dict[str, Any]]:
    """One object a group: how many were measured at each time, their mean, and how those measured at first changed."""
    times, told = in_order(found.frame["_time"].unique()), []
    for name in found.groups:
        mine = found.frame[(found.frame["_group"] == name) & found.frame["_value"].notna()].set_index("_person")
        first = mine[mine["_time"] == times[0]]
        rows = [_at(mine, time, level) for time in times]
        for later, row in zip(times[1:], rows[1:], strict=True):
            both = mine[(mine["_time"] == later) & mine.index.isin(first.index)]
            change = both["_value"] - first["_value"].reindex(both.index)
            row |= {"both": len(both), "change": wide.mean(change, level)}
            if asked.cluster:
                row["change_by_clusters"] = wide.by_clusters(both, change, level)
        told.append({"group": name, "n": int(mine.index.nunique()), "times": rows})
    return told


def _at(mine: pd.DataFrame, time: str, level: float) -> dict[str, Any]:
    values = mine.loc[mine["_time"] == time, "_value"]
    return {"time": time, "n": len(values), "mean": wide.mean(values, level)}


def compared(found: Rows, asked: Asked, level: float) -> dict[str, models.Model | Absent]:
    """What each later time, each group, and both together come to, with a part that each person keeps (`mixed`).

    Whoever was measured only some of the times is in it too. Robust errors are of clusters, or else of people.
    """
    called = covariates.numbered(asked.covariates)
    needed = ["_value", *called, *(["_cluster"] if asked.cluster else [])]
    frame = found.frame.dropna(subset=needed).reset_index(drop=True)
    if frame.empty:
        return {"mixed": NOTHING_LEFT}
    parts = []
    for name in ("_time", *(["_group"] if asked.group else [])):
        spread = covariates.spread(frame, {name: asked.words[name]}, [name])
        if isinstance(spread, Absent):
            return {"mixed": spread}
        parts.append(spread)
    if asked.group:
        pairs = product(parts[0].columns, parts[1].columns)
        parts.append(pd.DataFrame({f"{at} × {group}": parts[0][at] * parts[1][group] for at, group in pairs}))
    more = covariates.spread(frame, called)
    if isinstance(more, Absent):
        return {"mixed": more}
    clusters = frame["_cluster"] if asked.cluster else frame["_person"]
    taken = models.taken(frame["_value"].to_numpy(float), pd.concat([*parts, more], axis=1), clusters)
    if isinstance(taken, Absent):
        return {"mixed": taken}
    return {"mixed": models.mixed(taken, pd.factorize(frame["_person"])[0], level)}
