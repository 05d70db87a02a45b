"""`tornio evaluate`, as somebody meets it who wants the figures of a service."""

import json
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
from click.testing import CliRunner, Result

from tests.evaluation.conftest import Season
from tornio.config import cli
from tornio.evaluation.definitions import chosen
from tornio.evaluation.tables import TABLES


def run(*arguments: object) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(cli.desk, ["evaluate", *map(str, arguments)])


def test_the_figures_of_a_service_as_json(season: Season, tmp_path: Path) -> None:
    """R29: every figure with all that it stands on; what was counted is kept, described, for whoever counts again."""
    day = season.at.date()
    done = run(
        "indicators", "--service", "saltmere", "--from", day - timedelta(days=200), "--to", day + timedelta(days=1),
        "--months", "--json", "--keep", tmp_path,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)
    assert [each["id"] for each in said["indicators"]] == [each.id for each in chosen([])]
    held = next(each for each in said["indicators"] if each["id"] == "at_home")
    assert held["denominator"] == sum(month["denominator"] for month in held["months"]) > 0
    kept = pq.read_table(tmp_path / "meetings.parquet")
    assert kept.schema.names == TABLES["meetings"].schema.names
    assert not any(pq.read_table(tmp_path / "answers.parquet")["alone"].to_pylist())
    assert any(season.tables["answers"]["alone"].to_pylist())  # counted, and theirs alone (R17)
    assert kept.schema.field("had_team").metadata[b"meaning"].startswith(b"whether the network had its team")


def test_a_few_figures_in_lines(season: Season) -> None:
    """One version of one definition, and the newest of another."""
    day = season.at.date()
    done = run("indicators", "--service", "saltmere", "--from", day - timedelta(days=200), "--to", day,
               "--only", "at_home-1", "--only", "hours_from_contact")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.output.splitlines()] == ["at_home-1", "hours_from_contact-1"]


def test_the_report_is_written(season: Season, tmp_path: Path) -> None:
    """A year of whole months, in one file."""
    done = run("report", "--service", "saltmere", "--out", tmp_path / "year.html")
    assert done.exit_code == 0, done.output
    assert "Saltmere Open Dialogue" in (tmp_path / "year.html").read_text(encoding="utf-8")


def test_a_cohort_of_a_service_is_what_survival_reads(season: Season, tmp_path: Path) -> None:
    """From the record to a curve: how long until somebody was admitted, by the two commands."""
    of, out = ("--service", "saltmere", "--from", "2020-01-01", "--to", season.at.date()), tmp_path / "stays.csv"
    done = run("cohort", *of, "--until", "stay", "--out", out)
    assert done.exit_code == 0, done.output
    followed = int(done.output.split(" follows ")[1].split()[0])
    curve = run("survival", out, "--time", "time", "--event", "event", "--json")
    assert curve.exit_code == 0, curve.output
    [group] = json.loads(curve.output)["groups"]
    assert group["n"] == followed > 0
    assert "had it when they first called; of" in done.output
    kept = run("cohort", *of, "--until", "stay", "--out", tmp_path / "stays.parquet")
    assert (kept.exit_code, pq.read_table(tmp_path / "stays.parquet").num_rows) == (0, followed)


def test_what_cannot_be_meant_is_told_in_a_sentence(season: Season) -> None:
    """One clear sentence, and exit code 2."""
    days = ("--from", "2026-01-01", "--to", "2026-02-01")
    for arguments, sentence in (
        (("--service", "nowhere", *days), "No service is called nowhere."),
        (("--service", "saltmere", "--from", "2026-02-01", "--to", "2026-02-01"), "A period ends after it began."),
        (("--service", "saltmere", *days, "--only", "happiness"), "There is no definition called happiness."),
    ):
        done = run("indicators", *arguments)
        assert (done.exit_code, done.output) == (2, f"Error: {sentence}\n")


def test_where_nothing_can_be_kept_nothing_is_counted(tmp_path: Path) -> None:
    """Told before any work, without a database; what stood in a file that can be written stays until it is."""
    there = tmp_path / "year.html"
    there.write_text("last year's")
    days = ("--from", "2026-01-01", "--to", "2026-02-01")
    for place, why in (
        (tmp_path / "nowhere" / "year.html", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (there / "year.html", "Not a directory"),
    ):
        done = run("report", "--service", "saltmere", "--out", place)
        assert (done.exit_code, done.output) == (2, f"Error: Nothing can be kept at {place}: {why}.\n")
    for place, why in ((there, "File exists"), (there / "kept", "Not a directory")):
        done = run("indicators", "--service", "saltmere", *days, "--keep", place)
        assert (done.exit_code, done.output) == (2, f"Error: Nothing can be kept at {place}: {why}.\n")
    assert there.read_text() == "last year's"
    assert [each.name for each in tmp_path.iterdir()] == ["year.html"]
