"""The file's rows as counts, and the time or number they are counted over; what is missing, and what cannot be."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
from ibis.backends.sql import SQLBackend

from tornio.evaluation import columns, files
from tornio.evaluation.covariates import in_order, numbered
from tornio.evaluation.errors import Unusable

EVERYBODY = "all"
MOST_GROUPS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns mean what."""

    count: str
    exposure: str
    group: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Every column that is meant, each once."""
        some = (self.count, self.exposure, self.group, self.cluster, *self.covariates)
        return list(dict.fromkeys(name for name in some if name))


@dataclass(frozen=True, slots=True)
class Group:
    """So many rows, what was counted in them, over how much; `without` are the rows in which nothing was."""

    name: str
    n: int
    events: int
    exposure: float
    without: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the file before anything is estimated; counts of rows."""

    rows: int
    n: int
    missing: dict[str, int]
    groups: tuple[Group, ...]


def read(connection: SQLBackend, path: Path, asked: Asked) -> ir.Table:
    """The rows, with `_count`, `_exposure` and every other column as text. Raises Unusable for what is not there."""
    table = files.read(connection, path)
    columns.need(table, asked.names, path.name)
    count, exposure = columns.number(table[asked.count]), columns.number(table[asked.exposure])
    group = columns.text(table[asked.group]) if asked.group else ibis.literal(EVERYBODY)
    of = {ours: columns.text(table[name]) for ours, name in numbered(asked.covariates).items()}
    if asked.cluster:
        of["_cluster"] = columns.text(table[asked.cluster])
    return table.select(
        _count=count, _exposure=exposure, _group=group,
        odd_count=columns.is_no_number(table[asked.count], count),
        odd_exposure=columns.is_no_number(table[asked.exposure], exposure), **of,
    )  # fmt: skip


def facts(table: ir.Table, asked: Asked) -> Facts:
    """How many rows there are, of what, and what they lack; refuses, in a sentence, what cannot be meant."""
    count, exposure = table["_count"], table["_exposure"]
    found = _whole(table.aggregate(
        rows=table.count(), n=_known(table).sum(),
        odd_count=table["odd_count"].sum(), odd_exposure=table["odd_exposure"].sum(),
        no_count=count.isnull().sum(), no_exposure=exposure.isnull().sum(), no_group=table["_group"].isnull().sum(),
        broken=((count < 0) | (count != count.floor()) | count.isinf()).sum(),
        nothing=((exposure <= 0) | exposure.isinf()).sum(), groups=table["_group"].nunique(),
        **{f"no_{name}": table[name].isnull().sum() for name in _more(asked)},
    ).to_pandas().iloc[0])  # fmt: skip
    _refuse(found, asked)
    missing = {asked.count: found["no_count"], asked.exposure: found["no_exposure"]}
    if asked.group:
        missing[asked.group] = found["no_group"]
    missing |= {called: found[f"no_{name}"] for name, called in _more(asked).items()}
    return Facts(found["rows"], found["n"], missing, _groups(table))


def _more(asked: Asked) -> dict[str, str]:
    """The columns that only models need, and what they are called in the file."""
    return numbered(asked.covariates) | ({"_cluster": asked.cluster} if asked.cluster else {})


def _known(table: ir.Table) -> ir.BooleanColumn:
    return table["_count"].notnull() & table["_exposure"].notnull() & table["_group"].notnull()


def _whole(row: "pd.Series[Any]") -> dict[str, int]:
    return {str(name): 0 if pd.isna(value) else int(value) for name, value in row.items()}


def _refuse(found: dict[str, int], asked: Asked) -> None:
    for name, key in ((asked.count, "odd_count"), (asked.exposure, "odd_exposure")):
        if found[key]:
            raise Unusable(f"The column “{name}” holds what is no number in {_rows(found[key])}.")
    if found["broken"]:
        raise Unusable(f"The column “{asked.count}” holds no whole number from 0 on in {_rows(found['broken'])}.")
    if found["nothing"]:
        raise Unusable(
            f"The column “{asked.exposure}” is not more than 0 in {_rows(found['nothing'])}: nothing could be counted."
        )
    if not found["rows"]:
        raise Unusable("The file has a heading and no rows.")
    if not found["n"]:
        raise Unusable("No row has a count and what it is counted over: everything is missing.")
    if found["groups"] > MOST_GROUPS:
        raise Unusable(
            f"The column “{asked.group}” names {found['groups']} groups; at most {MOST_GROUPS} are compared."
        )


def _rows(many: int) -> str:
    return "one row" if many == 1 else f"{many} rows"


def _groups(table: ir.Table) -> tuple[Group, ...]:
    """Each group's sums, numbers in their order and words in theirs."""
    known = table.filter(_known(table))
    frame = known.group_by("_group").aggregate(
        n=known.count(), events=known["_count"].sum(), exposure=known["_exposure"].sum(),
        without=(known["_count"] == 0).sum(),
    ).to_pandas().set_index("_group")  # fmt: skip
    return tuple(
        Group(name, int(of["n"]), int(of["events"]), float(of["exposure"]), int(of["without"]))
        for name, of in ((name, frame.loc[name]) for name in in_order(list(frame.index)))
    )


def fetched(table: ir.Table, asked: Asked) -> pd.DataFrame:
    """The rows of which everything is known: `_count`, `_exposure`, `_group`, maybe `_cluster`, our covariates."""
    found: pd.DataFrame = table.filter(_known(table)).drop("odd_count", "odd_exposure").drop_null().to_pandas()
    return found
