"""The tidy tables in the engine that counts: DuckDB inside the process, or Spark; what is asked is the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql import SQLBackend

from tornio.evaluation import files
from tornio.evaluation.errors import Unusable
from tornio.evaluation.files import Engine
from tornio.evaluation.tables import TABLES

Tables = Mapping[str, pa.Table] | Path


@dataclass(frozen=True)
class Source:
    """The tidy tables in an engine, by name."""

    tables: Mapping[str, ir.Table]

    def __getitem__(self, name: str) -> ir.Table:
        return self.tables[name]


@contextmanager
def opened(tables: Tables, engine: Engine = Engine.DUCKDB) -> Iterator[Source]:
    """The tables, given as Arrow or as a folder of Parquet files, in an engine of their own that is closed afterwards.

    Errors: Unusable where a table is missing or has other columns than the dictionary says.
    """
    with files.opened(engine) as connection:
        yield Source({name: _loaded(connection, name, tables) for name in TABLES})


def _loaded(connection: SQLBackend, name: str, tables: Tables) -> ir.Table:
    if isinstance(tables, Path):
        path = tables / f"{name}.parquet"
        if not path.exists():
            raise Unusable(f"There is no file {path}.")
        found = connection.read_parquet(path, table_name=name)
    elif connection.name == "duckdb":
        found = connection.create_table(name, tables[name], temp=True)
    else:
        found = connection.create_view(name, ibis.memtable(tables[name]), overwrite=True)
    wanted = TABLES[name].schema.names
    missing = [each for each in wanted if each not in found.columns]
    if missing:
        raise Unusable(f"{name} has no column called {missing[0]}.")
    return found.select(*wanted)
