"""The file's rows as a tally: how many were watched how long, what came of it, in which group, and what is missing."""

from dataclasses import dataclass, field
from pathlib import Path

import ibis
import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend

from tornio.evaluation import columns, files
from tornio.evaluation.covariates import in_order
from tornio.evaluation.errors import Unusable

EVERYBODY = "all"
MOST_CAUSES, MOST_GROUPS = 20, 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns mean what. `competing`: the event is a code, 0 for nothing yet and 1, 2, … for what came first."""

    time: str
    event: str
    group: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    competing: bool = False

    @property
    def names(self) -> list[str]:
        """Every column that is meant."""
        return [name for name in (self.time, self.event, self.group, self.cluster, *self.covariates) if name]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the file before anything is estimated; counts of rows."""

    rows: int
    n: int
    missing: dict[str, int] = field(default_factory=dict)
    causes: tuple[int, ...] = (1,)
    groups: tuple[str, ...] = ()
    longest: float = 0.0


def opened(connection: SQLBackend, path: Path, asked: Asked) -> ir.Table:
    """The file's own rows. Raises Unusable where a column that is meant is not there."""
    table = files.read(connection, path)
    columns.need(table, asked.names, path.name)
    return table


def parsed(table: ir.Table, asked: Asked) -> ir.Table:
    """Beside each row its `_time`, `_event` and `_group`, and whether what stands there is no number."""
    time = columns.number(table[asked.time])
    event = columns.number(table[asked.event], yes_and_no=True)
    return table.mutate(
        _time=time,
        _event=event,
        _group=columns.text(table[asked.group]) if asked.group else ibis.literal(EVERYBODY),
        _odd_time=columns.is_no_number(table[asked.time], time),
        _odd_event=columns.is_no_number(table[asked.event], event),
    )


def tally(table: ir.Table, asked: Asked) -> ir.Table:
    """How many rows say the same: the one pass over the whole file, from which everything else is reckoned.

    It is made of what stands there, and read afterwards: ten million rows say only so many different things.
    """
    names = list(dict.fromkeys(name for name in (asked.time, asked.event, asked.group) if name))
    same = parsed(table.group_by(names).aggregate(_n=table.count()), asked)
    return same.select(
        time=same["_time"], event=same["_event"], group=same["_group"],
        odd_time=same["_odd_time"], odd_event=same["_odd_event"], n=same["_n"].cast("int64"),
    )  # fmt: skip


def facts(table: ir.Table, asked: Asked) -> Facts:
    """What the tally holds and lacks; refuses, in a sentence, what cannot be meant."""
    n = table["n"]
    time, event = table["time"], table["event"]
    known = time.notnull() & event.notnull() & table["group"].notnull()
    found = table.aggregate(
        rows=n.sum(), n=n.sum(where=known),
        odd_time=n.sum(where=table["odd_time"]), odd_event=n.sum(where=table["odd_event"]),
        no_time=n.sum(where=time.isnull()), no_event=n.sum(where=event.isnull()),
        no_group=n.sum(where=table["group"].isnull()),
        negative=n.sum(where=time < 0), lowest=time.min(), endless=n.sum(where=time.isinf()),
        longest=time.max(where=known), groups=table["group"].nunique(where=known),
    ).to_pandas().iloc[0]  # fmt: skip
    count = {name: 0 if value is None or value != value else int(value)  # noqa: PLR0124
             for name, value in found.items() if name not in ("lowest", "longest")}  # fmt: skip
    _refuse(count, float(found["lowest"]) if count["negative"] else 0.0, asked)
    if count["groups"] > MOST_GROUPS:
        raise Unusable(
            f"The column “{asked.group}” names {count['groups']} groups; at most {MOST_GROUPS} are compared."
        )
    told = {asked.time: count["no_time"], asked.event: count["no_event"]}
    return Facts(
        rows=count["rows"], n=count["n"],
        missing=told | ({asked.group: count["no_group"]} if asked.group else {}),
        causes=_causes(table.filter(known), asked), groups=_groups(table.filter(known)),
        longest=float(found["longest"]) if count["n"] else 0.0,
    )  # fmt: skip


def _refuse(count: dict[str, int], lowest: float, asked: Asked) -> None:
    for name, key in ((asked.time, "odd_time"), (asked.event, "odd_event")):
        if count[key]:
            raise Unusable(f"The column “{name}” holds what is no number in {_rows(count[key])}.")
    if count["negative"]:
        raise Unusable(
            f"The column “{asked.time}” is negative in {_rows(count['negative'])}, {lowest:g} at the lowest."
        )
    if count["endless"]:
        raise Unusable(f"The column “{asked.time}” is endless in {_rows(count['endless'])}.")
    if not count["rows"]:
        raise Unusable("The file has a heading and no rows.")
    if not count["n"]:
        raise Unusable("No row has a time and an event: everything is missing.")


def _rows(many: int) -> str:
    return "one row" if many == 1 else f"{many} rows"


def _causes(known: ir.Table, asked: Asked) -> tuple[int, ...]:
    """The codes of what can happen, without 0. Raises Unusable where a code is none."""
    codes = sorted(known.select("event").distinct().limit(MOST_CAUSES + 2).to_pandas()["event"].tolist())
    for code in codes:
        if not asked.competing and code not in (0, 1):
            hint = "--competing reads codes of several kinds of event"
            raise Unusable(f"The column “{asked.event}” holds {code:g}; an event is 0 or 1 ({hint}).")
        if code < 0 or code != int(code):
            raise Unusable(f"The column “{asked.event}” holds {code:g}; a code is 0, 1, 2, ….")
    if len(codes) > MOST_CAUSES + 1:
        raise Unusable(f"The column “{asked.event}” holds more than {MOST_CAUSES} codes of events.")
    return tuple(int(code) for code in codes if code) or (1,)


def _groups(known: ir.Table) -> tuple[str, ...]:
    """The groups' names, numbers in their order and words in theirs."""
    names = known.select("group").distinct().to_pandas()["group"].tolist()
    return tuple(in_order(names))


def counts(table: ir.Table, causes: tuple[int, ...]) -> ir.Table:
    """At each time of each group: how many left, and of how many each event is told (`events_1`, `events_2`, …)."""
    known = table.filter(table["time"].notnull(), table["event"].notnull(), table["group"].notnull())
    n, event = known["n"], known["event"]
    each = {f"events_{cause}": n.sum(where=event == cause).fill_null(0).cast("int64") for cause in causes}
    found = known.group_by("group", "time").aggregate(
        leaving=n.sum().cast("int64"), censored=n.sum(where=event == 0).fill_null(0).cast("int64"), **each
    )
    return found.mutate(events=found["leaving"] - found["censored"])
