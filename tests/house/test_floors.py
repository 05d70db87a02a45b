"""The floors of the house: who may lean on whom, and that leaning the wrong way is noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = "Each floor imports only from the floors below it"
LIBRARIES = "know neither Django nor a database"
DOOR = "Screens read through visible"
CIRCLES = "No two rooms lean on each other"


def contracts(folder: Path) -> dict[str, bool]:
    """Whether each contract is kept by the package in this folder."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert lines, done.stdout + done.stderr
    return {line.rpartition(" ")[0]: line.endswith(" KEPT") for line in lines}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The house copied, so that a wall can be broken in it."""
    shutil.copytree(
        ROOT / "tornio", tmp_path / "tornio", ignore=shutil.ignore_patterns("static", "templates", "__pycache__")
    )
    return tmp_path


def test_every_contract_is_kept() -> None:
    """Four of them, and none is broken."""
    assert list(contracts(ROOT).values()) == [True] * 4


@pytest.mark.parametrize(
    ("room", "leans_on", "noticed_by"),
    [
        ("people", "from tornio.records import models", FLOORS),
        ("web", "from tornio.fhir import __doc__", FLOORS),
        ("core", "import django", LIBRARIES),
        ("planner", "import psycopg", LIBRARIES),
        ("web", "from tornio.records.models import Voice", DOOR),
        ("web", "from tornio.people.models import Person", DOOR),
        ("records", "from tornio.actions import __doc__", CIRCLES),
    ],
)
def test_leaning_the_wrong_way_is_noticed(copied: Path, room: str, leans_on: str, noticed_by: str) -> None:
    """A planted import breaks the contract that forbids it."""
    (copied / "tornio" / room / "planted.py").write_text(f'"""Planted."""\n\n{leans_on}\n')
    if noticed_by == CIRCLES:
        (copied / "tornio" / "actions" / "planted.py").write_text('"""."""\n\nfrom tornio.records import __doc__\n')
    broken = [name for name, kept in contracts(copied).items() if not kept]
    assert any(noticed_by in name for name in broken), broken


def test_a_room_that_no_floor_knows_is_noticed(copied: Path) -> None:
    """The list of floors is exhaustive."""
    (copied / "tornio" / "cellar").mkdir()
    (copied / "tornio" / "cellar" / "__init__.py").write_text('"""A new room."""\n')
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=copied,
        env={**os.environ, "PYTHONPATH": str(copied)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "cellar" in done.stdout
