"""The engine that counts: DuckDB inside the process by default, Spark by configuration; what is asked is the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from tornio.evaluation.errors import Unusable
from tornio.evaluation.tables import TABLES

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True)
class Source:
    """The tidy tables in an engine, by name."""

    backend: Any
    tables: Mapping[str, ir.Table]

    def __getitem__(self, name: str) -> ir.Table:
        return self.tables[name]


def _connected(engine: str) -> Any:
    if engine not in ENGINES:
        raise Unusable(f"There is no engine called {engine}; there are {' and '.join(ENGINES)}.")
    if engine == "duckdb":
        return ibis.duckdb.connect()
    try:
        return ibis.pyspark.connect()
    except Exception as no:  # whatever keeps it from starting, the answer is the same
        raise Unusable("Spark could not be started: install tornio[spark], and Java.") from no


@contextmanager
def opened(tables: Mapping[str, pa.Table] | Path, engine: str = "duckdb") -> Iterator[Source]:
    """The tables, given as Arrow or as a folder of Parquet files, in an engine of their own that is closed afterwards.

    Errors: Unusable where a table is missing or has other columns than the dictionary says.
    """
    backend = _connected(engine)
    try:
        yield Source(backend, {name: _loaded(backend, engine, name, tables) for name in TABLES})
    finally:
        backend.disconnect()


def _loaded(backend: Any, engine: str, name: str, tables: Mapping[str, pa.Table] | Path) -> ir.Table:
    wanted = TABLES[name].schema.names
    if isinstance(tables, Path):
        path = tables / f"{name}.parquet"
        if not path.exists():
            raise Unusable(f"{path} is not there.")
        found = backend.read_parquet(str(path), table_name=name)
    else:
        found = (
            backend.create_table(name, tables[name], temp=True)
            if engine == "duckdb"
            else backend.create_view(name, ibis.memtable(tables[name]), overwrite=True)
        )
    missing = [each for each in wanted if each not in found.columns]
    if missing:
        raise Unusable(f"{name} has no column called {missing[0]}.")
    return found.select(*wanted)
