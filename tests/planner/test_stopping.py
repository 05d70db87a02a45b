"""Ctrl-C: a search that is stopped soon ends, and what was found until then is told; nothing half done is kept."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.planner.problems import friday
from tests.planner.test_hhcrsp import DAY
from tornio.config.commands.plan import command
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve

LONG, SOON = 120.0, 60.0  # seconds: what was asked for, and by when it is over (most of it for what is compiled)


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """Also where whoever started the tests lets them ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ctrl_c(after: float) -> None:
    """Press it, so many seconds from now."""
    timer = threading.Timer(after, os.kill, (os.getpid(), signal.SIGINT))
    timer.daemon = True
    timer.start()


def test_who_stops_a_search_is_told_the_best_so_far_and_it_is_kept(tmp_path: Path) -> None:
    """The day of `test_hhcrsp` costs 10, which the first second finds."""
    (tmp_path / "day.json").write_text(json.dumps(DAY))
    solve(friday(), Stop(moves=1))  # what is compiled takes no Ctrl-C
    began = time.monotonic()
    ctrl_c(after=1)
    asked = [
        "solve",
        str(tmp_path / "day.json"),
        "--seconds",
        str(LONG),
        "--bound",
        "--out",
        str(tmp_path / "out.json"),
    ]
    done = CliRunner().invoke(command, asked)
    assert time.monotonic() - began < SOON
    assert (done.exit_code, done.stdout) == (130, "10.000\n")
    assert done.stderr == "It was stopped: this is the best that was found until then.\n"
    assert {each["caregiver_id"] for each in json.loads((tmp_path / "out.json").read_text())["routes"]} == {"c1", "c2"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_benchmark_that_is_stopped_keeps_its_whole_rows_and_goes_on_with_the_others(tmp_path: Path) -> None:
    """The second file is searched for two minutes, and has no row."""
    (tmp_path / "1_1.json").write_text(json.dumps({**DAY, "patients": [], "distances": [[0]]}))
    (tmp_path / "2_1.json").write_text(json.dumps(DAY))
    asked = ["benchmark", str(tmp_path), "--seeds", "1", "--out", str(tmp_path / "rows.csv"), "--times"]
    solve(friday(), Stop(moves=1))
    began = time.monotonic()
    ctrl_c(after=2)
    done = CliRunner().invoke(command, [*asked, "240"])
    assert time.monotonic() - began < SOON
    assert (done.exit_code, done.stderr) == (130, "It was stopped: 2_1 has no row yet.\n")
    assert [line.split(",")[0] for line in (tmp_path / "rows.csv").read_text().splitlines()] == ["instance", "1_1"]


def test_who_stops_a_search_in_python_does_not_wait_for_its_end() -> None:
    """Eight searches of half a minute, two at a time."""
    solve(friday(), Stop(moves=1))
    began = time.monotonic()
    ctrl_c(after=1)
    with pytest.raises(KeyboardInterrupt):
        solve(friday(), Stop(seconds=LONG), params=Params(((0, 30.0), (1, 0.5)), workers=2, restarts=4))
    assert time.monotonic() - began < SOON
