"""What `tornio evaluate` answers to a file: its JSON read strictly, or its one sentence."""

import json
from pathlib import Path
from typing import Any, NoReturn

from click.testing import CliRunner

from tornio.config.commands.evaluate import command

ON = ("--time", "time", "--event", "event")


def _never(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is no JSON")


def told(kind: str, path: Path, *options: str) -> dict[str, Any]:
    """The answer; NaN and Infinity, which JSON has not, fail."""
    done = CliRunner().invoke(command, [kind, str(path), *options, "--json"])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout, parse_constant=_never)
    return answer


def refused(kind: str, path: Path, *options: str) -> str:
    """The sentence with which it is refused: one line, exit code 2."""
    done = CliRunner().invoke(command, [kind, str(path), *options, "--json"])
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr.strip().removeprefix("Error: ")


def written(folder: Path, text: str, name: str = "rows.csv") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_text(text)
    return path


def lines(kind: str, path: Path, *options: str) -> list[str]:
    """The answer as somebody at a terminal reads it."""
    done = CliRunner().invoke(command, [kind, str(path), *options])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()
