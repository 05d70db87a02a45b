"""The file's rows, wide (before and after beside each other) or long (a row for each person and time)."""

from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
from ibis.backends.sql import SQLBackend

from tornio.evaluation import columns, files
from tornio.evaluation.covariates import MOST_ROWS, in_order, numbered
from tornio.evaluation.errors import Unusable

EVERYBODY = "all"
MOST_GROUPS, MOST_TIMES = 50, 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns mean what: `before` and `after`, or `person`, `time` and `value`."""

    before: str | None = None
    after: str | None = None
    person: str | None = None
    time: str | None = None
    value: str | None = None
    group: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wide, long = (self.before, self.after), (self.person, self.time, self.value)
        if not (all(wide) and not any(long)) and not (all(long) and not any(wide)):
            raise Unusable("Name the columns before and after; or person, time and value.")

    @property
    def is_wide(self) -> bool:
        """Whether before and after stand beside each other."""
        return self.before is not None

    @property
    def numbers(self) -> dict[str, str]:
        """Our names of the measured columns, and the file's."""
        found = {"_before": self.before, "_after": self.after, "_value": self.value}
        return {ours: name for ours, name in found.items() if name}

    @property
    def words(self) -> dict[str, str]:
        """Our names of the columns that are read as text, and the file's."""
        found = {"_person": self.person, "_time": self.time, "_group": self.group, "_cluster": self.cluster}
        return {ours: name for ours, name in found.items() if name} | numbered(self.covariates)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that say what was measured of whom; `missing` counts all the file's rows, column by column."""

    frame: pd.DataFrame
    rows: int
    missing: dict[str, int]
    groups: list[str]


def read(connection: SQLBackend, path: Path, asked: Asked) -> Rows:
    """All of them. Raises Unusable, in a sentence, for what cannot be meant."""
    table = files.read(connection, path)
    columns.need(table, [*asked.numbers.values(), *asked.words.values()], path.name)
    many = int(table.count().to_pandas())
    if many > MOST_ROWS:
        raise Unusable(f"Change is reckoned of at most {MOST_ROWS:,} rows; {path.name} has {many:,}.")
    if not many:
        raise Unusable("The file has a heading and no rows.")
    frame = _fetched(table, asked)
    known = pd.Series(data=True, index=frame.index)
    for name in (each for each in ("_person", "_time", "_group") if each in asked.words):
        known &= frame[name].notna()
    missing = {called: int(frame[name].isna().sum()) for name, called in (asked.numbers | asked.words).items()}
    found = frame[known & frame[list(asked.numbers)].notna().any(axis=1)]
    if found.empty:
        raise Unusable("No row says what was measured of whom: everything is missing.")
    found = found if asked.group else found.assign(_group=EVERYBODY)
    return _seen(Rows(found.reset_index(drop=True), many, missing, in_order(found["_group"].unique())), asked)


def _fetched(table: ir.Table, asked: Asked) -> pd.DataFrame:
    """Numbers as numbers, words as text, nothing as nothing."""
    wanted: dict[str, ir.Value] = {name: columns.text(table[called]) for name, called in asked.words.items()}
    odd = {}
    for name, called in asked.numbers.items():
        wanted[name] = columns.number(table[called])
        odd[name] = columns.is_no_number(table[called], wanted[name]) | wanted[name].isinf()
    found = table.select(**wanted, **{f"odd{name}": ibis.coalesce(is_odd, ibis.literal(value=False))
                                      for name, is_odd in odd.items()}).to_pandas()  # fmt: skip
    for name, called in asked.numbers.items():
        many = int(found.pop(f"odd{name}").sum())
        if many:
            rows = "one row" if many == 1 else f"{many} rows"
            raise Unusable(f"The column “{called}” holds what is no number in {rows}.")
    return found.replace({None: np.nan})


def _seen(found: Rows, asked: Asked) -> Rows:
    """Looked at as a whole: too many groups or times, one person twice at a time, or in two places."""
    if len(found.groups) > MOST_GROUPS:
        raise Unusable(
            f"The column “{asked.group}” names {len(found.groups)} groups; at most {MOST_GROUPS} are compared."
        )
    if asked.is_wide:
        return found
    frame = found.frame
    times = frame["_time"].nunique()
    if times > MOST_TIMES:
        raise Unusable(f"The column “{asked.time}” names {times} times; at most {MOST_TIMES} are compared.")
    if times == 1:
        raise Unusable(f"The column “{asked.time}” names one time: nothing can have changed.")
    twice = int(frame.duplicated(["_person", "_time"]).sum())
    if twice:
        raise Unusable(f"Somebody is measured twice at one time ({twice} rows too many).")
    for name in ("_group", "_cluster"):
        if name in frame and (frame.groupby("_person")[name].nunique() > 1).any():
            raise Unusable(f"The column “{asked.words[name]}” changes within a person.")
    return found
