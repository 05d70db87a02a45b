"""The `tornio` command, as somebody meets it who has never seen it."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import tornio
from tests.served import command
from tornio.config import cli

TWO_SECONDS = 2


def said(*arguments: str, **environment: str) -> str:
    """What the command prints, in this process."""
    done = CliRunner().invoke(cli.desk, list(arguments), env=environment)
    assert done.exit_code == 0, done.output
    return done.output


def test_help_names_every_command_with_a_sentence() -> None:
    """`tornio --help` is the list of all that can be done."""
    told = " ".join(said("--help").split())
    for name, entry in cli.COMMANDS.items():
        assert f"{name} {entry.sentence}" in told


def test_help_is_there_at_once() -> None:
    """Nothing is loaded for it: no framework, no database."""
    started = time.monotonic()
    done = subprocess.run(command("--help"), capture_output=True, text=True, check=True)
    assert "tornio [OPTIONS] COMMAND" in done.stdout
    assert time.monotonic() - started < TWO_SECONDS


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_explains_itself(name: str) -> None:
    """Its own help begins with what it does, and each of its choices has a sentence."""
    told = said(name, "--help")
    assert f"tornio {name}" in told.replace("desk", "tornio")
    assert len(told.splitlines()[2].split()) > 3


def test_the_version_is_told() -> None:
    """One number, the package's own."""
    assert said("--version").strip() == f"tornio, version {tornio.__version__}"


def test_a_command_that_does_not_exist_is_refused_in_a_sentence() -> None:
    """Not a traceback."""
    done = CliRunner().invoke(cli.desk, ["discharge"])
    assert done.exit_code == 2
    assert "No such command 'discharge'" in done.output


def test_the_embedded_database_is_left_to_its_owner_where_another_is_named() -> None:
    """`tornio db` touches nothing that is not ours."""
    done = CliRunner().invoke(cli.desk, ["db", "status"], env={"DATABASE_URL": "postgresql://db.example/record"})
    assert done.exit_code == 1
    assert "look after it with its own tools" in done.output


def test_the_embedded_database_can_be_kept_running_by_hand(tmp_path: Path) -> None:
    """Start, look, stop; the exit code of `status` tells a script."""
    home = {"TORNIO_HOME": str(tmp_path)}
    assert "The database runs" in said("db", "start", **home)
    try:
        assert "The database runs" in said("db", "status", **home)
    finally:
        assert "The database is stopped" in said("db", "stop", **home)
    done = CliRunner().invoke(cli.desk, ["db", "status"], env=home)
    assert done.exit_code == 3


def test_a_service_is_founded_on_a_machine_where_there_is_nothing_yet(tmp_path: Path) -> None:
    """One command: tables, a service, and the administrator's link with its code."""
    given = (
        "found", "--organisation", "Northgate Trust", "--service", "Northgate Open Dialogue", "--telephone",
        "01632 960100", "--neutral-name", "Northgate", "--exit-url", "https://www.bbc.co.uk/weather", "--falls-to",
        "Hannah Berg", "--administrator", "Ada Lund", "--profile", "kent",
    )  # fmt: skip
    home = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    home["TORNIO_HOME"] = str(tmp_path)
    first = subprocess.run(command(*given), capture_output=True, text=True, env=home, check=False)
    assert first.returncode == 0, first.stderr
    assert "Ada Lund comes in once, within 72 hours" in first.stdout
