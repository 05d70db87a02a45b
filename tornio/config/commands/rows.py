"""The rows of a benchmark in a CSV: one for each instance, added as soon as it is whole, and gone on with later."""

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path

from tornio.config.commands import places
from tornio.config.commands.wrong import Wrong

COLUMNS = (
    "instance",
    "meetings",
    "seeds",
    "seconds",
    "mean",
    "best",
    "worst",
    "reference",
    "mean_gap",
    "worst_gap",
    "verified",
)
HEAD = ",".join(COLUMNS)
VERIFIED = ("yes", "no")  # the last word of a whole row


def done(path: Path) -> dict[str, dict[str, str]]:
    """The rows that are whole, by their instances. Errors: Wrong, where what stands there are no rows of ours."""
    columns, rows = _told(path)
    if columns != list(COLUMNS) and path.exists() and _kept(path):
        raise Wrong(f"{path} has other columns than a benchmark: nothing can be added to it.")
    return {row["instance"]: row for row in rows if row.get("verified") in VERIFIED}


def references(path: Path) -> dict[str, float]:
    """The best that is known of each instance, in the published unit. Errors: Wrong."""
    try:
        found = {row["instance"]: float(row["published_best"]) for row in _told(path)[1]}
    except (KeyError, TypeError, ValueError) as no:
        raise Wrong(f"{path} has no columns instance and published_best, or one of these is no number.") from no
    if not found:
        raise Wrong(f"{path} says nothing of any instance, or is not there.")
    for name, best in found.items():
        if not 0 <= best < math.inf:
            raise Wrong(f"{path} says {best:g} of {name}, which no timetable can cost.")
    return found


def add(path: Path, row: Mapping[str, object]) -> None:
    """One more row, after what is whole: what a full disk or a killed process left of another goes. Errors: Wrong."""
    said = io.StringIO()
    writer = csv.DictWriter(said, COLUMNS)
    with places.writing(path), path.open("ab") as file:
        kept = _kept(path)
        if not kept:
            writer.writeheader()
        elif not kept.endswith(b"\n"):
            said.write("\r\n")
        writer.writerow(row)
        file.truncate(len(kept))
        file.write(said.getvalue().encode())


def _told(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and the rows of a CSV; of one that is not there, none. Errors: Wrong, where it cannot be read."""
    if not path.exists():
        return [], []
    try:
        with path.open(newline="") as file:
            table = csv.DictReader(file)
            return list(table.fieldnames or []), list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as no:
        raise Wrong(f"{path} cannot be read as a CSV: {getattr(no, 'strerror', None) or no}.") from no


def _kept(path: Path) -> bytes:
    """What stands there without what is left of a row, or of a head, that was not written to its end."""
    told = path.read_bytes()
    whole = told[: told.rfind(b"\n") + 1]
    last = told[len(whole) :].decode(errors="replace").rstrip("\r")
    if not whole:
        return b"" if HEAD.startswith(last) and last != HEAD else told
    ended = last.count(",") == len(COLUMNS) - 1 and last.endswith(VERIFIED)
    return told if ended else whole
