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


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not an instance"),
        ("[" * 100_000, "is no JSON that can be read"),
        ("[]", "it is not an object"),
        ('{"patients": []}', "the file has no services"),
        (json.dumps({**DAY, "distances": [[0, 1]]}), "a table with as many rows as columns"),
        (json.dumps({**DAY, "distances": [[0, 3, 5], [3, 0, -2], [5, 2, 0]]}), "a distance is not a number from 0 on"),
        (
            json.dumps({**DAY, "distances": [[0, 3, 5], [3, 0, None], [5, 2, 0]]}),
            "a distance is not a number from 0 on",
        ),
        (json.dumps({**DAY, "distances": "far"}), "a table with as many rows as columns"),
        (json.dumps({**DAY, "services": {}}), "the file has no list of services"),
        (json.dumps(DAY).replace('"abilities": ["s1"]', '"abilities": "s1"'), "the abilities of c1 are not a list"),
        (json.dumps(DAY).replace('"id": "p2"', '"id": null'), "a patient has no id, or it is not text"),
        (json.dumps(DAY)[:-1] + ', "patients": []}', "it says patients more than once"),
        (json.dumps(DAY).replace('"simultaneous"', '"someday"'), "p1 has the synchronization 'someday'"),
        (json.dumps(DAY).replace("[15, 20]", "15"), "the distance of p2 is not two numbers from 0 on"),
        (json.dumps(DAY).replace('"service": "s1"}', '"service": "s9"}'), "p1 asks for s9"),
        (
            json.dumps({**DAY, "services": [{"id": "s1", "default_duration": -1.0}]}),
            "the default_duration of a service",
        ),
        (json.dumps({**DAY, "caregivers": DAY["caregivers"][:1] * 2}), "more than one practitioner called c1"),
        (json.dumps(DAY).replace("[10.0, 20.0]", "[20.0, 10.0]"), "p1 has a time_window from 20 to 10"),
        (
            json.dumps(DAY).replace('"duration": 4.0', '"duration": -4.0'),
            "the duration of p2 is not a number from 0 on",
        ),
        (
            json.dumps(DAY).replace('"s1", "duration": 4.0', '"s9", "duration": 4.0'),
            "p2 asks for s9, which is not among",
        ),
        (
            json.dumps(DAY).replace('"service": "s2"}', '"service": "s1"}'),
            "p1 asks for s1 twice, and a solution could not say who is there for which",
        ),
        (json.dumps(DAY).replace("[10.0, 20.0]", "[1e300, 1e301]"), "the time_window of p1 is not two numbers"),
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
    (tmp_path / "torn.json.gz").write_bytes(whole[:20] + bytes(20) + whole[40:])
    done = CliRunner().invoke(command, ["solve", str(tmp_path / "torn.json.gz")])
    assert (done.exit_code, "is no JSON that can be read" in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)


def test_who_can_do_nothing_leaves_the_meeting_out_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "alone.json"
    path.write_text(json.dumps({**DAY, "caregivers": DAY["caregivers"][:1]}))
    problem = hhcrsp.read(path)
    assert len(problem.practitioners) == 1
    done = CliRunner().invoke(command, ["solve", str(path), "--seconds", "0.1"])
    assert done.exit_code == 0
    assert "p1 is left out. Nobody who can be s2" in done.stderr
    assert "without 2 of 2 meetings" in done.stdout


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--seconds", "nan"], "nan is not a number that ends"),
        (["--seconds", "inf"], "inf is not a number that ends"),
        (["--seconds", "-1"], "is not in the range"),
        (["--out", "nowhere/out.json"], "Nothing can be kept at nowhere"),
    ],
)
def test_what_would_never_end_or_could_not_be_kept_is_refused_before_any_work(
    more: list[str], sentence: str, instance: Path
) -> None:
    done = CliRunner().invoke(command, ["solve", str(instance), *more])
    assert (done.exit_code, sentence in done.stderr) == (2, True)
