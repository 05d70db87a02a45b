"""`tornio plan benchmark`: a row for each instance of a folder, gone on with where it was left."""

import errno
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.planner.test_hhcrsp import DAY
from tornio.config.commands import rows
from tornio.config.commands.plan import command


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The day, compressed as the published ones are."""
    path = tmp_path / "2_1.json.gz"
    with gzip.open(path, "wt") as file:
        json.dump(DAY, file)
    return path


def benchmark(folder: Path, *more: str, seeds: int = 1) -> Result:
    """The folder, with rows.csv in it for its rows."""
    asked = ["benchmark", str(folder), "--out", str(folder / "rows.csv"), "--times", "0.1", "--seeds", str(seeds)]
    return CliRunner().invoke(command, [*asked, *more])


def test_a_folder_is_gone_through_once_and_a_row_is_kept_for_each(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "best.csv").write_text("instance,published_best\n2_1,8.0\n")
    asked = ["benchmark", str(instance.parent), "--seeds", "2", "--times", "0.2", "--out", str(tmp_path / "rows.csv"),
             "--references", str(tmp_path / "best.csv")]  # fmt: skip
    assert CliRunner().invoke(command, asked).exit_code == 0
    assert CliRunner().invoke(command, asked).stdout == ""
    head, row = (tmp_path / "rows.csv").read_text().splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True))
    assert (told["mean"], told["worst"], told["mean_gap"], told["seeds"]) == ("10.000", "10.000", "25.00", "2")


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


@pytest.mark.parametrize(
    "known",
    [
        "instance,best\n2_1,8.0\n",
        "instance,published_best\n2_1,eight\n",
        "instance,published_best\n2_1,nan\n",
        "instance,published_best\n2_1,inf\n",
        "instance,published_best\n2_1,-8.0\n",
        "",
    ],
)
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


@pytest.mark.parametrize("left", ["2_1,2,1,0.05,10.0", "2_1,2,1,0.05,10.000,10.000,10.000,,,,y", "2_1\r"])
def test_what_is_left_of_a_row_goes_and_the_instance_is_measured(left: str, instance: Path, tmp_path: Path) -> None:
    """A full disk, or a killed process, ended the file in the middle of its second row."""
    whole = "0_1,2,1,0.05,9.000,9.000,9.000,,,,yes\r\n"
    head = "instance,meetings,seeds,seconds,mean,best,worst,reference,mean_gap,worst_gap,verified\r\n"
    (tmp_path / "rows.csv").write_bytes((head + whole + left).encode())
    assert benchmark(instance.parent).exit_code == 0
    told = (tmp_path / "rows.csv").read_bytes().decode()
    assert told == f"{head}{whole}2_1,2,1,0.05,10.000,10.000,10.000,,,,yes\r\n"


def test_a_head_that_was_not_written_to_its_end_and_a_last_row_without_an_end_are_gone_on_with(
    instance: Path, tmp_path: Path
) -> None:
    out = tmp_path / "rows.csv"
    out.write_bytes(b"instance,meet")
    assert benchmark(instance.parent).exit_code == 0
    assert len(out.read_text().splitlines()) == 2
    out.write_bytes(out.read_bytes().replace(b"2_1", b"0_1").rstrip())
    assert benchmark(instance.parent).exit_code == 0
    assert [line.split(",")[0] for line in out.read_text().splitlines()] == ["instance", "0_1", "2_1"]


def test_a_disk_that_is_full_is_told_in_a_sentence(
    instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(rows, "_kept", full)
    done = benchmark(instance.parent)
    said = f"Error: Nothing can be kept at {tmp_path / 'rows.csv'}: No space left on device."
    assert (done.exit_code, done.stderr.splitlines()) == (2, [said])


@pytest.mark.parametrize("more", [("--seeds", "2"), ("--times", "0.2")])
def test_more_seeds_or_other_seconds_than_a_row_has_are_not_passed_over(
    more: tuple[str, ...], instance: Path, tmp_path: Path
) -> None:
    assert benchmark(instance.parent).exit_code == 0
    before = (tmp_path / "rows.csv").read_bytes()
    done = benchmark(instance.parent, *more)
    assert (done.exit_code, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "rows.csv has 1 seeds of 0.05 seconds for 2_1, and" in done.stderr
    assert (tmp_path / "rows.csv").read_bytes() == before


def test_two_files_of_one_name_are_refused_and_a_name_goes_to_its_end(instance: Path, tmp_path: Path) -> None:
    for name in ("a.b", "a.c", "2_1"):
        (tmp_path / f"{name}.json").write_text(json.dumps({**DAY, "patients": [], "distances": [[0]]}))
    done = benchmark(tmp_path)
    assert (done.exit_code, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "would both be 2_1 in the rows" in done.stderr
    instance.unlink()
    assert benchmark(tmp_path).exit_code == 0
    names = [line.split(",")[0] for line in (tmp_path / "rows.csv").read_text().splitlines()]
    assert sorted(names) == ["2_1", "a.b", "a.c", "instance"]


def test_a_file_that_is_no_instance_is_told_before_anything_is_measured(instance: Path, tmp_path: Path) -> None:
    (tmp_path / "9_9.json").write_text(json.dumps(DAY)[:-1])
    done = benchmark(instance.parent)
    assert (done.exit_code, len(done.stderr.splitlines()), done.stdout) == (2, 1, "")
    assert "9_9.json is not an instance" in done.stderr
    assert not (tmp_path / "rows.csv").exists()
