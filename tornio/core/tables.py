"""Tables about us in files: a row for each fact of somebody, written for spreadsheets and read back row by row.

A file's headings are told in the words of whoever writes it out; the English ones are read as well, whatever the page
is told in, so that a file written anywhere is read here.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tornio.core.errors import Refused
from tornio.core.inputs.files import checked_headers, disarmed
from tornio.core.inputs.names import same_name_key

Key = TypeVar("Key")
Cells = Mapping[str, str]
MOST_ROWS = 5000
MOST_WORDS = 500_000
_FIRST_ROW = 2  # the first line of the file is the head


class WrongRows(Exception):
    """Rows that cannot be read, each with its number in the file (the head is row 1) and why; nothing is kept."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"row {number}: {why}" for number, why in rows))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """Somebody whom the table may name."""

    key: Key
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: what it is called, its columns in the order in which they are written, which must be there.

    `head`: the columns' English headings, which are their names in here; `own`: the same as the reader is told them.
    """

    called: str  # "a table of hours"
    head: tuple[str, ...]
    needed: tuple[str, ...]
    own: tuple[str, ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """How each column is headed for the reader, by its name."""
        return dict(zip(self.head, self.own or self.head, strict=True))


def written(kind: Kind, rows: Iterable[Sequence[str]]) -> str:
    """The table as the text of a file, with nothing in it that a spreadsheet would run."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(kind.told.values())
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return file.getvalue()


def from_bytes(file: bytes) -> str:
    """The words of a file, with or without the mark by which some programs begin it."""
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise Refused("This file is not in UTF-8. Save it again as “CSV UTF-8”.", "file") from other


def read(kind: Kind, text: str, take: Callable[[int, Cells], None]) -> None:
    """Give each row to `take`, by the names of its columns. Refused as a whole (`WrongRows`) while it refuses any.

    Cells may be parted by commas, semicolons or tabs; columns may stand in any order, and others beside them.
    """
    wrong = []
    for number, cells in _cells(kind, text):
        try:
            take(number, cells)
        except Refused as no:
            wrong.append((number, no.sentence))
    if wrong:
        raise WrongRows(wrong)


def _cells(kind: Kind, text: str) -> Iterator[tuple[int, Cells]]:
    rows = _rows(kind, text)
    places = _places(kind, rows[0])
    for number, row in enumerate(rows[1:], start=_FIRST_ROW):
        if any(cell.strip() for cell in row):
            yield number, {name: _armed(row[place].strip()) for name, place in places.items() if place < len(row)}


def _armed(cell: str) -> str:
    """What was disarmed, as it was."""
    bare = cell.removeprefix("'")
    return bare if disarmed(bare) == cell else cell


def _rows(kind: Kind, text: str) -> list[list[str]]:
    if "\x00" in text:
        raise Refused("This is no table.", "text")
    if len(text) > MOST_WORDS:
        raise Refused(f"This is longer than {kind.called} can be.", "text")
    text = text.removeprefix("\ufeff").rstrip()
    head = text.split("\n", 1)[0]
    apart = max((",", ";", "\t"), key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=apart))
    except csv.Error as wrong:
        raise Refused("This is no table.", "text") from wrong
    if not rows:
        raise Refused("There is no table yet. Choose a file, or paste the table here.", "text")
    if len(rows) > MOST_ROWS:
        raise Refused(f"{kind.called.capitalize()} has at most {MOST_ROWS} rows.", "text")
    return rows


def _places(kind: Kind, head: list[str]) -> dict[str, int]:
    """Where each column stands: under its heading as the reader is told it, or under the English one."""
    checked_headers([cell for cell in head if cell.strip()], "text")
    named = [cell.strip().casefold() for cell in head]
    known = {}
    for name, own in kind.told.items():
        heading = own.casefold() if own.casefold() in named else name.casefold()
        if heading in named:
            known[name] = named.index(heading)
    needed = [kind.told[name] for name in kind.needed]
    missing = [own for name, own in zip(kind.needed, needed, strict=True) if name not in known]
    if missing:
        *some, last = needed
        columns = f"{', '.join(some)} and {last}"
        raise Refused(f"The first row names the columns {columns}. “{missing[0]}” is missing.", "text")
    return known


class People(Generic[Key]):
    """Those whom a row may name: by key where there is one, else by name. A name beside a key is its own.

    Otherwise whoever sorts one column of a spreadsheet gives everybody's rows to somebody else.
    """

    def __init__(self, everybody: Iterable[Known[Key]]) -> None:
        known = list(everybody)
        self._by_key: Mapping[str, Known[Key]] = {str(each.key): each for each in known}
        self._by_name: Mapping[str, Key] = {same_name_key(each.name): each.key for each in known}
        self._names = Counter(same_name_key(each.name) for each in known)

    def who(self, cells: Mapping[str, str]) -> Key:
        """Whom this row is about."""
        name, key = cells.get("Who", ""), cells.get("Key", "")
        if key:
            return self._keyed(key, name)
        if not name:
            raise Refused("It does not say who.")
        found = same_name_key(name)
        if self._names[found] > 1:
            raise Refused(f"Two of us are called “{name}”. Write the key beside the name, as our own table does.")
        if found not in self._by_name:
            raise Refused(f"Nobody who works here is called “{name}”.")
        return self._by_name[found]

    def _keyed(self, key: str, name: str) -> Key:
        found = self._by_key.get(key)
        if found is None:
            raise Refused("Nobody here has this key. Leave it empty, and the name decides.")
        if name and same_name_key(name) != same_name_key(found.name):
            raise Refused(f"It names “{name}”, but its key is that of “{found.name}”. Put right whichever is wrong.")
        return found.key
