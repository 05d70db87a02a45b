"""The rows that the hazard model takes: covariates as numbers, words as one column for each but the first of them."""

import importlib
from typing import TYPE_CHECKING

import ibis.expr.types as ir
import pandas as pd

from tornio.evaluation import columns
from tornio.evaluation.estimates import Absent
from tornio.evaluation.survival.observations import Asked, Facts, parsed

if TYPE_CHECKING:
    from tornio.evaluation.survival.cox import Cox

MOST_ROWS, MOST_WORDS = 2_000_000, 30
NO_COVARIATES = Absent("No covariates were named, nor clusters of the groups.")
TOO_MANY_ROWS = Absent(f"The model is made of at most {MOST_ROWS:,} rows; take a sample of the file.")
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
    parts = [frame[["time", "event", *(["cluster"] if asked.cluster else [])]]]
    for name in names:
        numbers = pd.to_numeric(frame[name], errors="coerce")
        if not numbers.isna().any() and asked.covariates:
            parts.append(numbers.astype(float).to_frame())
            continue
        words = sorted(frame[name].unique())  # a group is words, whatever it looks like
        if len(words) == 1:
            return Absent(f"“{name}” is the same in every row.")
        if len(words) > MOST_WORDS:
            return Absent(f"“{name}” holds {len(words)} different words; at most {MOST_WORDS} can be covariates.")
        parts.append(_spread(frame, name, words))
    frame = pd.concat(parts, axis=1)
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


def _spread(frame: pd.DataFrame, name: str, words: list[str]) -> pd.DataFrame:
    """A column of yes and no for each word but the first, against which the others are told."""
    others = {f"{name}={word}": (frame[name] == word).astype(float) for word in words[1:]}
    return pd.DataFrame(others, index=frame.index)
