"""The file's rows as a tally: how many were watched how long, what came of it, in which group, and what is missing.

The engine reads the whole file, once, and counts what is the same. What it found is sorted here, by group and time.
"""

from dataclasses import dataclass, field
from pathlib import Path

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.sql import SQLBackend

from tornio.evaluation import columns, files
from tornio.evaluation.covariates import in_order
from tornio.evaluation.errors import Unusable

Array = npt.NDArray[np.float64]
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
        """Every column that is meant, each once."""
        some = (self.time, self.event, self.group, self.cluster, *self.covariates)
        return list(dict.fromkeys(name for name in some if name))


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in the file before anything is estimated; counts of rows."""

    rows: int
    n: int
    missing: dict[str, int] = field(default_factory=dict)
    causes: tuple[int, ...] = (1,)
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """At each of one group's times, in their order: how many left then, and of how many each event is told."""

    time: Array
    leaving: Array
    of_cause: dict[int, Array]

    @property
    def events(self) -> Array:
        """Of whatever kind."""
        return sum(self.of_cause.values(), start=np.zeros(len(self.time)))

    @property
    def at_risk(self) -> Array:
        """Who was still watched just before each time: everybody of the group less those who left before."""
        found: Array = np.cumsum(self.leaving[::-1])[::-1]
        return found


def opened(connection: SQLBackend, path: Path, asked: Asked) -> ir.Table:
    """The file's own rows. Raises Unusable where a column that is meant is not there."""
    table = files.read(connection, path)
    columns.need(table, asked.names, path.name)
    return table


def parsed(table: ir.Table, asked: Asked) -> dict[str, ir.Value]:
    """Of each row `_time`, `_event` and `_group`, and whether what stands there is no number."""
    time = columns.number(table[asked.time])
    event = columns.number(table[asked.event], yes_and_no=True)
    return {
        "_time": time,
        "_event": event,
        "_group": columns.text(table[asked.group]) if asked.group else ibis.literal(EVERYBODY),
        "_odd_time": columns.is_no_number(table[asked.time], time),
        "_odd_event": columns.is_no_number(table[asked.event], event),
    }


def tally(table: ir.Table, asked: Asked) -> ir.Table:
    """How many rows say the same: the one pass over the whole file, from which everything else is reckoned.

    It is made of what stands there, and read afterwards: ten million rows say only so many different things.
    """
    names = list(dict.fromkeys(name for name in (asked.time, asked.event, asked.group) if name))
    many = "n" + "".join(names)  # longer than each of them, so none of them
    same = table.group_by(names).aggregate(**{many: table.count()})
    told = {name.removeprefix("_"): value for name, value in parsed(same, asked).items()}
    return same.select(**told, n=same[many].cast("int64"))


@dataclass(frozen=True, slots=True)
class Tally:
    """The engine's tally in this process: a row for all rows that say the same, `n` of them; nothing known is NaN.

    `group` numbers the `names`, and is −1 where none is known.
    """

    time: Array
    event: Array
    group: npt.NDArray[np.int64]
    names: tuple[str, ...]
    n: npt.NDArray[np.int64]
    odd_time: npt.NDArray[np.bool_]
    odd_event: npt.NDArray[np.bool_]

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Of which rows everything is known."""
        found: npt.NDArray[np.bool_] = ~np.isnan(self.time) & ~np.isnan(self.event) & (self.group >= 0)
        return found


def fetched(table: ir.Table) -> Tally:
    """What `tally` asks, answered."""
    found = table.to_pyarrow()
    words = pc.dictionary_encode(found["group"].combine_chunks())
    return Tally(
        _numbers(found["time"]), _numbers(found["event"]),
        pc.fill_null(words.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64),
        tuple(words.dictionary.to_pylist()), found["n"].to_numpy().astype(np.int64),
        _flags(found["odd_time"]), _flags(found["odd_event"]),
    )  # fmt: skip


def _numbers(column: pa.ChunkedArray) -> Array:
    found: Array = pc.fill_null(column, float("nan")).to_numpy().astype(np.float64)
    return found


def _flags(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = pc.fill_null(column, fill_value=False).to_numpy().astype(np.bool_)
    return found


def facts(of: Tally, asked: Asked) -> Facts:
    """What the tally holds and lacks; refuses, in a sentence, what cannot be meant."""
    known = of.known

    def rows(which: npt.NDArray[np.bool_]) -> int:
        return int(of.n[which].sum())

    count = {
        "rows": int(of.n.sum()), "n": rows(known), "odd_time": rows(of.odd_time), "odd_event": rows(of.odd_event),
        "negative": rows(of.time < 0), "endless": rows(np.isinf(of.time)),
    }  # fmt: skip
    _refuse(count, float(of.time[of.time < 0].min()) if count["negative"] else 0.0, asked)
    groups = tuple(in_order([of.names[each] for each in np.unique(of.group[known])]))
    if len(groups) > MOST_GROUPS:
        raise Unusable(f"The column “{asked.group}” names {len(groups)} groups; at most {MOST_GROUPS} are compared.")
    told = {asked.time: rows(np.isnan(of.time)), asked.event: rows(np.isnan(of.event))}
    missing = told | ({asked.group: rows(of.group < 0)} if asked.group else {})
    return Facts(count["rows"], count["n"], missing, _causes(of.event[known], asked), groups)


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


def _causes(known: Array, asked: Asked) -> tuple[int, ...]:
    """The codes of what can happen, without 0. Raises Unusable where a code is none."""
    codes = np.unique(known)[: MOST_CAUSES + 2].tolist()
    for code in codes:
        if not asked.competing and code not in (0, 1):
            hint = "--competing reads codes of several kinds of event"
            raise Unusable(f"The column “{asked.event}” holds {code:g}; an event is 0 or 1 ({hint}).")
        if code < 0 or code != int(code):
            raise Unusable(f"The column “{asked.event}” holds {code:g}; a code is 0, 1, 2, ….")
    if len(codes) > MOST_CAUSES + 1:
        raise Unusable(f"The column “{asked.event}” holds more than {MOST_CAUSES} codes of events.")
    return tuple(int(code) for code in codes if code) or (1,)


def counts(of: Tally, found: Facts) -> dict[str, Counts]:
    """Of each group, in the groups' order."""
    known = of.known
    return {name: _counted(of, known & (of.group == of.names.index(name)), found.causes) for name in found.groups}


def _counted(of: Tally, mine: npt.NDArray[np.bool_], causes: tuple[int, ...]) -> Counts:
    time, event, n = of.time[mine], of.event[mine], of.n[mine].astype(np.float64)
    order = np.argsort(time)
    time, event, n = time[order], event[order], n[order]
    first = np.flatnonzero(np.append(True, time[1:] != time[:-1]))
    leaving = np.add.reduceat(n, first)
    return Counts(time[first], leaving, {cause: np.add.reduceat(n * (event == cause), first) for cause in causes})
