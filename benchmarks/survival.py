"""Curves and the log-rank test of ten million rows: Tornio's, lifelines' and R's in one run, and how it grows.

`python -m benchmarks.survival [--rows 10000000]`: two groups, times in days over ten years, half of them censored. Each
runs in a process of its own and is timed from rows that it has in its memory, as lifelines wants them; Tornio also from
the file. Promised: twenty times as fast as lifelines, the same figures, and a growth close to linear.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import lifelines
import numpy as np
import pandas as pd
from lifelines.statistics import logrank_test

from tornio.evaluation.survival import compared, curves, observations
from tornio.evaluation.survival.curves import Interval, Scale
from tornio.evaluation.survival.observations import Asked
from tornio.evaluation.survival.summary import Wish, summarise

PROMISED = 20.0
LONGEST = 150.0  # seconds for one of them, reading included; whoever takes longer is told so
ALIKE = 1e-9
OURS = {"tornio": "Tornio, from memory", "tornio-file": "Tornio, the whole answer from a Parquet file"}
OTHERS = {"lifelines": f"lifelines {lifelines.__version__}", "r": "R, survival"}
SCALE = Scale(Interval.LOG, 1.959963984540054, 3650.0)
R = """
suppressPackageStartupMessages(library(survival))
n <- {rows}
d <- list(time=readBin("time.bin", "double", n), event=readBin("event.bin", "integer", n, size=1),
          group=readBin("group.bin", "integer", n, size=1))
began <- proc.time()
f <- survfit(Surv(time, event) ~ group, d)
test <- survdiff(Surv(time, event) ~ group, d)
took <- proc.time() - began
memory <- as.numeric(gsub("[^0-9]", "", grep("VmHWM", readLines("/proc/self/status"), value=TRUE)))
cat(sprintf('{{"seconds": %f, "worked": %f, "chi_squared": %.12f, "peak": %f}}', took[3], took[1] + took[2], test$chisq,
    memory / 1024))
"""


def made(rows: int, *, distinct: bool) -> pd.DataFrame:
    """Two groups of whom one has it a little later; in whole days many share a time, as in records."""
    chance = np.random.default_rng(11)
    group = chance.integers(0, 2, rows, dtype=np.int8)
    until, watched = chance.exponential(1500 * (1 + 0.01 * group), rows), chance.uniform(1, 3650, rows)
    if not distinct:
        until, watched = np.ceil(until), np.ceil(watched)
    return pd.DataFrame(
        {"time": np.minimum(until, watched), "event": (until <= watched).astype(np.int8), "group": group}
    )


def now() -> tuple[float, float]:
    """The clock, and the seconds that the cores have worked for this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), used.ru_utime + used.ru_stime


def since(began: tuple[float, float]) -> dict[str, Any]:
    """By the clock and at work: what a machine that does more takes from the one it does not take from the other."""
    clock, worked = now()
    return {"seconds": clock - began[0], "worked": worked - began[1]}


def tornio_in_memory(folder: Path) -> dict[str, Any]:
    """Both curves with their intervals and the test, from rows in DuckDB's memory."""
    connection = ibis.duckdb.connect()
    loaded = connection.create_table("rows", connection.read_parquet(folder / "rows.parquet"))
    began = now()
    asked = Asked("time", "event", "group")
    tally = observations.fetched(observations.tally(loaded, asked))
    counts = observations.counts(tally, observations.facts(tally, asked))
    for each in counts.values():
        curves.curve(each, SCALE)
    test = compared.log_rank(list(counts.values()))
    assert isinstance(test, compared.LogRank)
    return since(began) | {"chi_squared": test.chi_squared}


def tornio_from_file(folder: Path) -> dict[str, Any]:
    """The whole command's answer, from the Parquet file: medians, means and all that is looked at besides."""
    began = now()
    found = summarise(folder / "rows.parquet", Asked("time", "event", "group"), Wish(horizon=3650.0))
    assert isinstance(found.log_rank, compared.LogRank)
    return since(began) | {"chi_squared": found.log_rank.chi_squared}


def by_lifelines(folder: Path) -> dict[str, Any]:
    """Both curves with their intervals and the test, from a frame in memory."""
    rows = pd.read_parquet(folder / "rows.parquet")
    parts = [rows[rows["group"] == group] for group in (0, 1)]
    began = now()
    for part in parts:
        _ = lifelines.KaplanMeierFitter().fit(part["time"], part["event"]).confidence_interval_
    a, b = parts
    test = logrank_test(a["time"], b["time"], a["event"], b["event"])
    return since(began) | {"chi_squared": float(test.test_statistic)}


WAYS = {"tornio": tornio_in_memory, "tornio-file": tornio_from_file, "lifelines": by_lifelines}


def one(way: str, folder: Path) -> dict[str, Any]:
    """One of them in a process of its own; seconds, the test, and the most memory in MiB; or that it took too long."""
    if way == "r":
        rows = pd.read_parquet(folder / "rows.parquet")
        rows["time"].to_numpy(np.float64).tofile(folder / "time.bin")
        for name in ("event", "group"):
            rows[name].to_numpy(np.int8).tofile(folder / f"{name}.bin")
        (folder / "script.R").write_text(R.format(rows=len(rows)))
        del rows
        command = ["Rscript", "script.R"]
    else:
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.survival", "--way", way, "--folder", str(folder)]
    where = folder if way == "r" else None
    try:
        done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return {"seconds": LONGEST, "worked": LONGEST, "stopped": True}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main() -> int:
    """A table of the largest, and one of the growth; 1 when a promise is not kept."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=int, default=10_000_000)
    given.add_argument("--distinct", action="store_true", help="No two times are equal; nothing is promised of those.")
    given.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    given.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.way:
        told = WAYS[asked.way](asked.folder)
        told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(json.dumps(told))
        return 0
    return compare(asked.rows, distinct=asked.distinct)


def compare(rows: int, *, distinct: bool) -> int:
    """All of them, at a hundredth, a tenth and the whole."""
    ways = [*WAYS, *(["r"] if shutil.which("Rscript") else [])]
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for many in (rows // 100, rows // 10, rows):
        with tempfile.TemporaryDirectory() as name:
            made(many, distinct=distinct).to_parquet(Path(name) / "rows.parquet", index=False)
            found[many] = {way: one(way, Path(name)) for way in ways}
    for line in _table(found, rows):
        sys.stdout.write(f"{line}\n")
    less = {way: found[rows][way]["worked"] / found[rows]["tornio"]["worked"] for way in ways if way in OTHERS}
    faster = {way: found[rows][way]["seconds"] / found[rows]["tornio"]["seconds"] for way in less}
    chi = [found[rows][way]["chi_squared"] for way in ways if "stopped" not in found[rows][way]]
    alike = all(abs(each / chi[0] - 1) < ALIKE for each in chi)
    for way, times in faster.items():
        least = "at least " if "stopped" in found[rows][way] else ""
        sys.stdout.write(f"{least}{times:.0f} times as fast as {OTHERS[way]}, with {less[way]:.0f} times less work. ")
    steps = [found[many]["tornio"]["worked"] for many in found]
    sys.stdout.write(
        f"Promised beside lifelines: {PROMISED:.0f}. The figures are {'' if alike else 'NOT '}the same.\n"
        f"Ten times the rows are {steps[1] / steps[0]:.1f} and {steps[2] / steps[1]:.1f} times the work.\n"
    )
    return int((faster["lifelines"] < PROMISED and not distinct) or not alike)


def _table(found: dict[int, dict[str, dict[str, Any]]], rows: int) -> Iterator[str]:
    """A line for each of them: by the clock at each size; at work, the most memory and the test of the largest."""
    yield (
        "| both curves and the test | "
        + " | ".join(f"{many:,} rows, s" for many in found)
        + (" | at work, s | most memory, MiB | χ² |")
    )
    yield "|" + "---|" * (len(found) + 4)
    for way, whole in found[rows].items():
        by_size = [found[many][way] for many in found]
        seconds = " | ".join(
            f"more than {LONGEST:.0f}" if "stopped" in one else f"{one['seconds']:.2f}" for one in by_size
        )
        figures = "– | – | –"
        if "stopped" not in whole:
            figures = f"{whole['worked']:.2f} | {whole['peak']:,.0f} | {whole['chi_squared']:.9f}"
        yield f"| {(OURS | OTHERS)[way]} | {seconds} | {figures} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
