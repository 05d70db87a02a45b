"""The published benchmark is read and answered in its own formats; what is no instance is one sentence and exit 2."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tornio.config.commands.plan import command
from tornio.planner import hhcrsp

# Two patients and a base on a line: p1 at 3 with both services at one time, p2 at 5, fifteen later at the least.
DAY: dict[str, Any] = {
    "patients": [
        {"id": "p1", "time_window": [10.0, 20.0], "required_caregivers": [{"service": "s1"}, {"service": "s2"}],
         "synchronization": {"type": "simultaneous"}},
        {"id": "p2", "time_window": [20.0, 30.0], "synchronization": {"type": "sequential", "distance": [15, 20]},
         "required_caregivers": [{"service": "s1", "duration": 4.0}, {"service": "s2", "duration": 4.0}]},
    ],
    "services": [{"id": "s1", "default_duration": 6.0}, {"id": "s2", "default_duration": 6.0}],
    "caregivers": [{"id": "c1", "abilities": ["s1"]}, {"id": "c2", "abilities": ["s2"]}],
    "distances": [[0, 3, 5], [3, 0, 2], [5, 2, 0]],
}  # fmt: skip


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The day, compressed as the published ones are."""
    path = tmp_path / "2_1.json.gz"
    with gzip.open(path, "wt") as file:
        json.dump(DAY, file)
    return path


def test_the_day_costs_what_a_pencil_says(instance: Path, tmp_path: Path) -> None:
    """Both go 3 + 2 + 5 = 10; p1 at 10; p2 at 20, and 35, which is 5 late: (20 + 5 + 5) / 3 = 10."""
    out = tmp_path / "out.json"
    done = CliRunner().invoke(command, ["solve", str(instance), "--seconds", "0.2", "--out", str(out)])
    assert (done.exit_code, done.stdout) == (0, "10.000\n")
    told = {each["caregiver_id"]: each["locations"] for each in json.loads(out.read_text())["routes"]}
    assert [(stop["patient"], stop["arrival_time"]) for stop in told["c1"]] == [("p1", 10.0), ("p2", 20.0)]
    assert [(stop["patient"], stop["arrival_time"]) for stop in told["c2"]] == [("p1", 10.0), ("p2", 35.0)]
    assert told["c2"][1] == {"patient": "p2", "service": "s2", "arrival_time": 35.0, "departure_time": 39.0}


def test_a_folder_is_gone_through_once_and_a_row_is_kept_for_each(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "best.csv").write_text("instance,published_best\n2_1,8.0\n")
    asked = ["benchmark", str(instance.parent), "--seeds", "2", "--times", "0.2", "--out", str(tmp_path / "rows.csv"),
             "--references", str(tmp_path / "best.csv")]  # fmt: skip
    assert CliRunner().invoke(command, asked).exit_code == 0
    assert CliRunner().invoke(command, asked).stdout == ""
    head, row = (tmp_path / "rows.csv").read_text().splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True))
    assert (told["mean"], told["worst"], told["mean_gap"], told["seeds"]) == ("10.000", "10.000", "25.00", "2")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not an instance"),
        ("[]", "is not an instance"),
        ('{"patients": []}', "it has no 'services'"),
        (json.dumps({**DAY, "distances": [[0, 1]]}), "The ways between places are a table of"),
        (json.dumps({**DAY, "distances": [[0, 3, 5], [3, 0, -2], [5, 2, 0]]}), "A way between places is not a time"),
        (json.dumps({**DAY, "distances": "far"}), "is not an instance"),
        (json.dumps({**DAY, "caregivers": DAY["caregivers"][:1] * 2}), "more than one practitioner called c1"),
        (json.dumps(DAY).replace("[10.0, 20.0]", "[20.0, 10.0]"), "p1 has a window from 20000 to 10000"),
        (json.dumps(DAY).replace('"duration": 4.0', '"duration": -4.0'), "lasts -4000 ticks"),
        (json.dumps(DAY).replace("[10.0, 20.0]", "[1e300, 1e301]"), "p1 has a window"),
    ],
)
def test_what_is_no_instance_is_one_sentence_and_exit_2(text: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(text)
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "bad.json")])
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_there_and_one_cut_off_are_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "none.json")])
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)
    whole = gzip.compress(json.dumps(DAY).encode())
    (tmp_path / "cut.json.gz").write_bytes(whole[:40])
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "cut.json.gz")])
    assert (done.exit_code, "is not an instance" in done.stderr) == (2, True)


def test_who_can_do_nothing_leaves_the_meeting_out_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "alone.json"
    path.write_text(json.dumps({**DAY, "caregivers": DAY["caregivers"][:1]}))
    problem = hhcrsp.read(path)
    assert len(problem.practitioners) == 1
    done = CliRunner().invoke(command, ["solve", str(path), "--seconds", "0.1"])
    assert done.exit_code == 0
    assert "p1 is left out. Nobody who can be s2" in done.stderr
