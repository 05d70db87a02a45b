"""Which engine counts: DuckDB inside the process, or Spark; what is asked of them is the same Ibis expression."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
from ibis.backends.sql import SQLBackend
from ibis.common.exceptions import IbisError

from tornio.evaluation.errors import Unusable

KINDS = (".csv", ".parquet")
HERE = "local[*]"


class Engine(StrEnum):
    """By default the one that needs nothing; the other where one machine is outgrown."""

    DUCKDB = "duckdb"
    SPARK = "spark"


@contextmanager
def opened(engine: Engine) -> Iterator[SQLBackend]:
    """A connection for one answer. What the engine cannot do is Unusable, in a sentence.

    Spark runs on this machine unless SPARK_MASTER names a cluster; it needs the extra `spark`, and Java.
    """
    if engine is Engine.DUCKDB:
        connection: SQLBackend = ibis.duckdb.connect()
        try:
            yield connection
        except (duckdb.Error, IbisError) as no:
            raise Unusable(_said(no)) from no
        finally:
            connection.disconnect()
        return
    with _spark() as connection:
        yield connection


@contextmanager
def _spark() -> Iterator[SQLBackend]:
    """Fetched only when asked for: it is no part of an ordinary installation. A session that was there is left so."""
    try:
        sql, errors = importlib.import_module("pyspark.sql"), importlib.import_module("pyspark.errors")
    except ImportError as no:
        raise Unusable("Spark is not installed here: install the extra “spark”, or use the engine duckdb.") from no
    master = os.environ.get("SPARK_MASTER", HERE)
    there = sql.SparkSession.getActiveSession()
    builder = sql.SparkSession.builder.master(master).appName("tornio evaluate")
    asked = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC", "spark.log.level": "ERROR",
             "spark.ui.showConsoleProgress": "false"}  # fmt: skip
    on_one_machine = {"spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1))}
    for name, value in (asked | (on_one_machine if master == HERE else {})).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (RuntimeError, errors.PySparkException) as no:
        raise Unusable("Spark could not be started: it needs Java, and JAVA_HOME may have to say where.") from no
    try:
        yield ibis.pyspark.connect(session)
    except (errors.PySparkException, IbisError) as no:
        raise Unusable(_said(no)) from no
    finally:
        if there is None:
            session.stop()


def read(connection: SQLBackend, path: Path) -> ir.Table:
    """The rows of a file. A CSV's columns come as text, so that both engines read the same numbers out of it."""
    if not path.is_file():
        raise Unusable(f"There is no file {path}.")
    if path.suffix.lower() not in KINDS:
        raise Unusable(f"{path.name} is neither a .csv nor a .parquet file.")
    if path.stat().st_size == 0:
        raise Unusable(f"{path.name} is empty.")
    if path.suffix.lower() == ".parquet":
        return connection.read_parquet(path)
    if connection.name == "duckdb":
        return connection.read_csv(path, all_varchar=True, header=True, null_padding=False)
    return connection.read_csv(path, header=True, inferSchema=False)


def _said(no: Exception) -> str:
    """An engine's own words, of which the first line says what and the others where in the query."""
    first = next((line for line in str(no).splitlines() if line.strip()), type(no).__name__)
    return f"The file could not be counted: {first.strip()}"
