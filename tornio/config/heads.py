"""The heads of the chains, kept outside the database: one file for each organisation, which only grows."""

import os
from pathlib import Path
from typing import Protocol
from uuid import UUID

from tornio.config import places
from tornio.core.trail import Head, head

LONGEST = 200  # of a line, in bytes


def _whole(line: str) -> Head | None:
    try:
        return head(line)
    except ValueError:
        return None


class Publisher(Protocol):
    """Where heads are told to: a file here, an address elsewhere. What was told can be had again."""

    def publish(self, organisation: UUID, told: Head) -> None:
        """Tell of a new end of a chain."""

    def published(self, organisation: UUID) -> list[Head]:
        """Everything that was told of this chain, in order."""

    def organisations(self) -> list[UUID]:
        """Whose chains were told of."""


class Files:
    """Files beside the database. Let another machine fetch them: whoever could change both could change everything."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get("TORNIO_HEADS") or places.home() / "heads")

    def publish(self, organisation: UUID, told: Head) -> None:
        """Add one line, and wait until the disk has it; a head that stands there already is not told again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self._file(organisation), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            end = os.pread(file, LONGEST, max(0, os.fstat(file).st_size - LONGEST)).decode()
            if end.endswith(told.line):
                return
            broken_off = bool(end) and not end.endswith("\n")
            os.write(file, (("\n" if broken_off else "") + told.line).encode())
            os.fsync(file)
        finally:
            os.close(file)

    def published(self, organisation: UUID) -> list[Head]:
        """Every line of its file but what a crash broke off."""
        path = self._file(organisation)
        lines = path.read_text().splitlines() if path.exists() else []
        return [told for told in map(_whole, lines) if told is not None]

    def after(self, organisation: UUID, end: int, room: int) -> tuple[list[str], int]:
        """The whole lines behind this byte, about as many bytes of them as there is room for; and where they end.

        From the beginning where the file is shorter than that: somebody took something away.
        """
        with self._file(organisation).open("rb") as file:
            begin = end if end <= os.fstat(file.fileno()).st_size else 0
            file.seek(begin)
            raw = [each for each in file.readlines(room) if each.endswith(b"\n")]
        heads = [_whole(each.decode(errors="replace")) for each in raw]
        return [each.line for each in heads if each is not None], begin + sum(map(len, raw))

    def organisations(self) -> list[UUID]:
        """Every organisation that has a file."""
        return [UUID(path.stem) for path in sorted(self.folder.glob("*.heads"))]

    def _file(self, organisation: UUID) -> Path:
        return self.folder / f"{organisation}.heads"
