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


def row_of(day: dict[str, Any], folder: Path) -> dict[str, str]:
    """What a benchmark of this one day says."""
    (folder / "1_1.json").write_text(json.dumps(day))
    asked = ["benchmark", str(folder), "--out", str(folder / "rows.csv"), "--times", "0.1", "--seeds", "1"]
    done = CliRunner().invoke(command, asked)
    assert (done.exit_code, done.stderr) == (0, "")
    head, row = (folder / "rows.csv").read_text().splitlines()
    return dict(zip(head.split(","), row.split(","), strict=True))


def test_what_an_instance_does_not_say_is_read_alike_where_its_solution_is_looked_at_again(tmp_path: Path) -> None:
    """Both at one time where nothing is said of it, and services that last no time: ten on the road for each of two."""
    told = json.loads(json.dumps(DAY))
    for patient in told["patients"]:
        del patient["synchronization"]
        patient["required_caregivers"] = [{"service": "s1"}, {"service": "s2"}]
    told["services"] = [{"id": "s1"}, {"id": "s2", "default_duration": None}]
    row = row_of(told, tmp_path)
    assert (row["mean"], row["verified"]) == ("6.667", "yes")  # 20 / 3


def test_a_day_without_patients_costs_nothing_and_is_verified(tmp_path: Path) -> None:
    row = row_of({**DAY, "patients": [], "distances": [[0]]}, tmp_path)
    assert (row["mean"], row["verified"]) == ("0.000", "yes")


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


@pytest.mark.parametrize("known", ["instance,best\n2_1,8.0\n", "instance,published_best\n2_1,eight\n", ""])
def test_references_that_say_nothing_of_instances_are_refused(known: str, instance: Path, tmp_path: Path) -> None:
    best, rows = tmp_path / "best.csv", tmp_path / "rows.csv"
    best.write_text(known)
    asked = ["benchmark", str(instance.parent), "--out", str(rows), "--references", str(best)]
    done = CliRunner().invoke(command, [*asked, "--times", "0.1", "--seeds", "1"])
    assert (done.exit_code, "best.csv" in done.stderr) == (2, True)
    assert CliRunner().invoke(command, [*asked[:-2], "--times", "-1"]).exit_code == 2
    assert not rows.exists()


def test_a_folder_is_no_reference_and_what_is_told_is_one_sentence(instance: Path, tmp_path: Path) -> None:
    asked = ["benchmark", str(instance.parent), "--out", str(tmp_path / "rows.csv"), "--times", "0.1", "--seeds", "1"]
    done = CliRunner().invoke(command, [*asked, "--references", str(tmp_path)])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert f"{tmp_path} cannot be read as a CSV: Is a directory" in done.stderr


@pytest.mark.parametrize(
    "rows", ["name,mean\n2_1,8.0\n", "name,mean\n", "instance,mean\n2_1,8.0\n", "\n", "instance\n\xff"]
)
def test_rows_are_added_to_no_other_file_than_a_benchmark(rows: str, instance: Path, tmp_path: Path) -> None:
    """What stood there stands there as it was, and nothing was planned first."""
    out = tmp_path / "rows.csv"
    out.write_bytes(rows.encode("latin-1"))
    done = CliRunner().invoke(command, ["benchmark", str(instance.parent), "--out", str(out)])
    assert (done.exit_code, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "rows.csv" in done.stderr
    assert out.read_bytes() == rows.encode("latin-1")


def test_a_folder_without_an_instance_is_told(tmp_path: Path) -> None:
    (tmp_path / "2_1.json").mkdir()
    done = CliRunner().invoke(command, ["benchmark", str(tmp_path), "--out", str(tmp_path / "rows.csv")])
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert f"There is no instance in {tmp_path}" in done.stderr


def test_a_benchmark_begins_in_a_file_that_is_empty(instance: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    out.touch()
    asked = ["benchmark", str(instance.parent), "--out", str(out), "--times", "0.1", "--seeds", "1"]
    assert CliRunner().invoke(command, asked).exit_code == 0
    head, row = out.read_text().splitlines()
    assert (head.split(",")[0], row.split(",")[0]) == ("instance", "2_1")
