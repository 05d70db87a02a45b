"""What a CSV says of itself before an engine reads it: its columns, what parts them, and whether it is text at all."""

import codecs
import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tornio.core.asking import Malformed
from tornio.core.errors import Refused
from tornio.core.inputs.files import checked_headers
from tornio.evaluation.errors import Unusable

PARTING = (",", ";", "\t", "|")
LONGEST = 1_000_000  # bytes of a heading; what is longer is no table
AT_ONCE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns in their order, the sign between them, and how many empty lines stand before."""

    names: tuple[str, ...]
    parted_by: str
    before: int


def heading(path: Path) -> Heading:
    """The first line that says something. A column without a name gets one of its number, as spreadsheets do.

    Raises Unusable for what is no UTF-8, cannot be read, or names two columns alike.
    """
    try:
        with _opened(path) as file:
            before, line = 0, file.readline(LONGEST)
            while line and not line.strip():
                before, line = before + 1, file.readline(LONGEST)
            # A name may have a line's end in it, between quotes.
            while line.count(b'"') % 2 and len(line) < LONGEST and (more := file.readline(LONGEST)):
                line += more
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as no:
        raise _no_text(path) from no
    except (OSError, EOFError) as no:
        raise _unreadable(path, no) from no
    if not line:
        raise Unusable(f"{path.name} is empty.")
    if len(line) >= LONGEST:
        raise Unusable(f"{path.name} is no table: its first line has no end.")
    try:
        parted = max(PARTING, key=lambda sign: len(_cells(text, sign)))
        names = [name.strip() or f"column {at}" for at, name in enumerate(_cells(text, parted), start=1)]
    except csv.Error as no:
        raise Unusable(f"{path.name} is no table.") from no
    return Heading(once_each(names, path), parted, before)


def once_each(names: Sequence[str], path: Path) -> tuple[str, ...]:
    """The names of the columns; Unusable where two are the same, however large their letters."""
    try:
        return checked_headers(names)
    except Malformed as no:
        raise Unusable(f"{path.name} is no table: its heading is no words.") from no
    except Refused as no:
        raise Unusable(f"{path.name}: {no.sentence}") from no


def must_be_text(path: Path) -> None:
    """Read all of it once. Raises Unusable where it is no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _opened(path) as file:
            while some := file.read(AT_ONCE):
                decoder.decode(some)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as no:
        raise _no_text(path) from no
    except (OSError, EOFError) as no:
        raise _unreadable(path, no) from no


def _cells(text: str, sign: str) -> list[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), [])


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


def _no_text(path: Path) -> Unusable:
    return Unusable(f"{path.name} is not in UTF-8. Save it again as “CSV UTF-8”.")


def _unreadable(path: Path, no: Exception) -> Unusable:
    why = getattr(no, "strerror", None) or str(no)
    return Unusable(f"{path.name} cannot be read: {why.rstrip('.')}.")
