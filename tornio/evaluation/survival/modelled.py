"""The rows that the hazard model takes: covariates as numbers, words as one column for each but the first of them."""

import importlib
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
    names = asked.covariates or ((asked.group,) if asked.group and asked.cluster else ())
    if not names:
        return NO_COVARIATES
    if found.n > MOST_ROWS:
        return TOO_MANY_ROWS
    frame = _fetched(rows, asked, names)
    if frame.empty:
        return NOTHING_LEFT
    # A group is words, whatever it looks like.
    values = covariates.spread(frame, names, () if asked.covariates else names)
    if isinstance(values, Absent):
        return values
    frame = pd.concat([frame[["time", "event", *(["cluster"] if asked.cluster else [])]], values], axis=1)
    # lifelines takes seconds to load, and only a model needs it.
    fitted: Cox | Absent = importlib.import_module("tornio.evaluation.survival.cox").fitted(frame, level)
    return fitted


def _fetched(rows: ir.Table, asked: Asked, names: tuple[str, ...]) -> pd.DataFrame:
    """The rows of which everything is known, in this process."""
    rows = parsed(rows, asked)
    known = rows.filter(rows["_time"].notnull(), rows["_event"].notnull(), rows["_group"].notnull())
    wanted = {"time": known["_time"], "event": known["_event"]}
    wanted |= {f"x{at}": columns.text(known[name]) for at, name in enumerate(names)}
    if asked.cluster:
        wanted["cluster"] = columns.text(known[asked.cluster])
    frame = known.select(**wanted).drop_null().to_pandas()
    return frame.rename(columns={f"x{at}": name for at, name in enumerate(names)})
