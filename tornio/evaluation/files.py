"""Which engine counts: DuckDB inside the process, or Spark; what is asked of them is the same Ibis expression."""

import importlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.sql import SQLBackend
from ibis.common.exceptions import IbisError

from tornio.evaluation import headings
from tornio.evaluation.errors import Unusable

TEXT, KINDS = (".csv", ".csv.gz"), (".csv", ".csv.gz", ".parquet")
HERE = "local[*]"
# How DuckDB says that a row of a CSV is longer or shorter than the heading.
UNEVEN = re.compile(r"Line: (\d+)\n.*?Expected Number of Columns: (\d+) Found: (\d+)", re.DOTALL)
# What comes after what it says: advice about DuckDB's own options.
ADVICE, ROW = re.compile(r"\n\s*Possible (?:fixes|Solution).*", re.DOTALL), "Original Line:"


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
            raise _said(no) from no
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
        raise _said(no) from no
    finally:
        if there is None:
            session.stop()


def read(connection: SQLBackend, path: Path) -> ir.Table:
    """The rows of a file. A CSV's columns come as text, so that both engines read the same numbers out of it.

    Raises Unusable, in a sentence, for what is no table, or has two columns of one name.
    """
    if not path.is_file():
        raise Unusable(f"There is no file {path}.")
    if not path.name.lower().endswith(KINDS):
        raise Unusable(f"{path.name} is neither a .csv nor a .parquet file.")
    if path.stat().st_size == 0:
        raise Unusable(f"{path.name} is empty.")
    if not path.name.lower().endswith(TEXT):
        return _parquet(connection, path)
    headings.must_be_text(path)  # DuckDB asks only of the columns that are read, and Spark of none
    heading = headings.heading(path)
    if connection.name == "duckdb":
        return connection.read_csv(
            path, columns=dict.fromkeys(heading.names, "VARCHAR"), auto_detect=False, header=True,
            delim=heading.parted_by, quote='"', escape='"', skip=heading.before,
        )  # fmt: skip
    columns = ", ".join(f"`{name.replace('`', '``')}` STRING" for name in heading.names)
    return connection.read_csv(path, header=True, sep=heading.parted_by, inferSchema=False, schema=columns)


def _parquet(connection: SQLBackend, path: Path) -> ir.Table:
    try:
        names = pq.read_schema(path).names
    except (pa.ArrowException, OSError) as no:
        raise Unusable(f"{path.name} is no Parquet file.") from no
    headings.once_each(names, path)
    return connection.read_parquet(path)


def _said(no: Exception) -> Unusable:
    """An engine's own words in one line, of which the first says what and the others where in the query."""
    uneven = UNEVEN.search(str(no))
    if uneven:
        line, of, found = uneven.groups()
        return Unusable(f"Line {line} has {found} cells where the heading has {of}.")
    lines = [line.strip().rstrip(".") for line in ADVICE.sub("", str(no)).splitlines() if line.strip()]
    # Of a row at fault its number is told and why, and not what stands in it.
    told = [lines[0], lines[-1]] if ROW in str(no) else lines[:1] or [type(no).__name__]
    return Unusable(f"The file could not be counted: {'; '.join(told)}.")
