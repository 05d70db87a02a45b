"""The rows that the hazard model takes: covariates as numbers, words as one column for each but the first of them."""

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis.expr.types as ir
import pandas as pd

from tornio.evaluation import columns, covariates
from tornio.evaluation.covariates import MOST_ROWS, TOO_MANY_ROWS
from tornio.evaluation.estimates import Absent
from tornio.evaluation.survival.observations import Asked, Facts, parsed

if TYPE_CHECKING:
    from tornio.evaluation.survival.cox import Cox

NO_COVARIATES = Absent("No covariates were named, nor clusters of the groups.")
NOTHING_LEFT = Absent("No row has a time, an event and all covariates.")


def model(rows: ir.Table, asked: Asked, found: Facts, level: float) -> "Cox | Absent":
    """Cox's model of the covariates, or of the groups where only clusters are named; or why there is none."""
    called = covariates.numbered(asked.covariates or ((asked.group,) if asked.group and asked.cluster else ()))
    if not called:
        return NO_COVARIATES
    if found.n > MOST_ROWS:
        return TOO_MANY_ROWS
    frame = _fetched(rows, asked, called)
    if frame.empty:
        return NOTHING_LEFT
    # A group is words, whatever it looks like.
    values = covariates.spread(frame, called, () if asked.covariates else called)
    if isinstance(values, Absent):
        return values
    # lifelines takes seconds to load, and only a model needs it.
    fitted: Cox | Absent = importlib.import_module("tornio.evaluation.survival.cox").fitted(frame, values, level)
    return fitted


def _fetched(rows: ir.Table, asked: Asked, called: Mapping[str, str]) -> pd.DataFrame:
    """The rows of which everything is known, in this process: `_time`, `_event`, maybe `_cluster`, our covariates."""
    wanted = parsed(rows, asked)
    wanted |= {ours: columns.text(rows[name]) for ours, name in called.items()}
    if asked.cluster:
        wanted["_cluster"] = columns.text(rows[asked.cluster])
    return rows.select(**wanted).drop("_odd_time", "_odd_event").drop_null().to_pandas()
