"""The other engine tells the same: every figure of a year, and files of times and counts, in one session."""

import importlib
import importlib.util
import math
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lifelines.datasets
import pytest

from tests.evaluation.asking import told, written
from tests.evaluation.test_counted import AS_OF, THE_YEAR, the_year
from tests.skips import lacking
from tornio.evaluation import files
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count
from tornio.evaluation.files import Engine


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_answers_the_same_to_the_digit(tmp_path: Path) -> None:
    """The same expressions in another engine. One test: to begin takes longer than all that is asked."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        lacking("There is no Java on this machine: install default-jre-headless to run Spark.")
    lung = lifelines.datasets.load_lung().assign(code=lambda rows: rows["status"] * (1 + rows["sex"] % 2))
    lung[["time", "code", "sex"]].to_csv(tmp_path / "times.csv", index=False)
    counts = written(tmp_path, "n,t,g\n" + "".join(f"{at * at % 5},{1 + at % 3},{'ab'[at % 2]}\n" for at in range(40)))
    asked = (
        ("survival", tmp_path / "times.csv", "--time", "time", "--event", "code", "--group", "sex", "--competing"),
        ("counts", counts, "--count", "n", "--exposure", "t", "--group", "g"),
    )
    with opened(the_year()) as source:
        ours = count(source, chosen([]), THE_YEAR, AS_OF)
    with _begun(), files.opened(Engine.SPARK):
        with opened(the_year(), Engine.SPARK) as source:
            assert count(source, chosen([]), THE_YEAR, AS_OF) == ours
        for each in asked:
            one, other = told(*each), told(*each, "--engine", "spark")
            assert (one.pop("engine"), other.pop("engine")) == ("duckdb", "spark")
            assert alike(one, other), each[0]


@contextmanager
def _begun() -> Iterator[None]:
    """A session for little data: to translate each plan into Java takes longer than to walk through it."""
    sql = importlib.import_module("pyspark.sql")
    builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.codegen.wholeStage", "false").getOrCreate()
    try:
        yield
    finally:
        session.stop()


def alike(one: Any, other: Any) -> bool:
    """Whether two answers are one, to twelve digits: sums of floating numbers may differ in the last of sixteen."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(alike(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, float):
        return isinstance(other, float) and math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return bool(one == other)
