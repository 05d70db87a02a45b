"""When we work as a table in a file: one row for each person and stretch; read back row by row, with each row's number.

Its headings and the days of the week are told in the words of whoever writes it out; a file with the English ones is
read as well, whatever the page is told in, so that a file written anywhere is read here.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from tornio.core.errors import Refused
from tornio.core.inputs.files import checked_headers, disarmed
from tornio.core.inputs.names import same_name_key
from tornio.core.working import Stretch, clock, read_stretch

Key = TypeVar("Key")
MOST_ROWS = 5000
MOST_WORDS = 500_000
_NEEDED = ("Who", "Day", "From", "Until")
_FEWEST_LETTERS = 2
_FIRST_ROW = 2  # the first line of the file is the head


@dataclass(frozen=True, slots=True)
class Words:
    """The headings of the columns, and the days of the week from Monday on, in one language."""

    head: tuple[str, ...] = ("Who", "Day", "From", "Until", "Key")
    days: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

    @property
    def columns(self) -> dict[str, str]:
        """Each column by its English heading, which is its name in here."""
        return dict(zip(ENGLISH.head, self.head, strict=True))


ENGLISH = Words()


class WrongRows(Exception):
    """Rows that cannot be read, each with its number in the file (the head is row 1) and why; nothing is kept."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"row {number}: {why}" for number, why in rows))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Known(Generic[Key]):
    """Somebody whose hours the table may name."""

    key: Key
    name: str


def _armed(cell: str) -> str:
    """What was disarmed, as it was."""
    bare = cell.removeprefix("'")
    return bare if disarmed(bare) == cell else cell


def to_csv(weeks: Iterable[tuple[Known[Key], Iterable[Stretch]]], words: Words = ENGLISH) -> str:
    """The table of these weeks, told in these words."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(words.head)
    for who, stretches in weeks:
        for each in sorted(stretches):
            row = (who.name, words.days[each.weekday - 1], clock(each.begins), clock(each.ends), str(who.key))
            writer.writerow([disarmed(cell) for cell in row])
    return file.getvalue()


def from_bytes(file: bytes) -> str:
    """The words of a file, with or without the mark by which some programs begin it."""
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as other:
        raise Refused("This file is not in UTF-8. Save it again as “CSV UTF-8”.", "file") from other


def from_csv(text: str, everybody: Iterable[Known[Key]], words: Words = ENGLISH) -> dict[Key, list[Stretch]]:
    """The week of each one whom the table names. Refused as a whole (`WrongRows`) while any row is wrong.

    Cells may be parted by commas, semicolons or tabs; columns may stand in any order, and others beside them.
    """
    rows = _rows(text)
    places = _places(rows[0], words)
    people, weeks, wrong = _People(everybody), _Weeks[Key](), []
    for number, row in enumerate(rows[1:], start=_FIRST_ROW):
        if not any(cell.strip() for cell in row):
            continue
        try:
            cells = {name: _armed(row[place].strip()) for name, place in places.items() if place < len(row)}
            weeks.add(number, people.who(cells), _stretch(cells, words))
        except Refused as no:
            wrong.append((number, no.sentence))
    if wrong:
        raise WrongRows(wrong)
    if not weeks.found:
        raise Refused("There is no row with hours in it.", "text")
    return weeks.found


def _rows(text: str) -> list[list[str]]:
    if "\x00" in text:
        raise Refused("This is no table.", "text")
    if len(text) > MOST_WORDS:
        raise Refused("This is longer than a table of hours can be.", "text")
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
        raise Refused(f"A table of hours has at most {MOST_ROWS} rows.", "text")
    return rows


def _places(head: list[str], words: Words) -> dict[str, int]:
    """Where each column stands: under its heading in these words, or under the English one."""
    checked_headers([cell for cell in head if cell.strip()], "text")
    named = [cell.strip().casefold() for cell in head]
    known = {}
    for name, own in words.columns.items():
        heading = own.casefold() if own.casefold() in named else name.casefold()
        if heading in named:
            known[name] = named.index(heading)
    missing = [own for name, own in words.columns.items() if name in _NEEDED and name not in known]
    if missing:
        who, day, begins, until, _key = words.head
        told = f"The first row names the columns {who}, {day}, {begins} and {until}. “{missing[0]}” is missing."
        raise Refused(told, "text")
    return known


class _People(Generic[Key]):
    """Those whom a row may name: by key where there is one, else by name."""

    def __init__(self, everybody: Iterable[Known[Key]]) -> None:
        known = list(everybody)
        self._by_key: Mapping[str, Key] = {str(each.key): each.key for each in known}
        self._by_name: Mapping[str, Key] = {same_name_key(each.name): each.key for each in known}
        self._names = Counter(same_name_key(each.name) for each in known)

    def who(self, cells: Mapping[str, str]) -> Key:
        """Whom this row is about."""
        name, key = cells.get("Who", ""), cells.get("Key", "")
        if key:
            if key not in self._by_key:
                raise Refused("Nobody here has this key. Leave it empty, and the name decides.")
            return self._by_key[key]
        if not name:
            raise Refused("It does not say who.")
        found = same_name_key(name)
        if self._names[found] > 1:
            raise Refused(f"Two of us are called “{name}”. Write the key beside the name, as our own table does.")
        if found not in self._by_name:
            raise Refused(f"Nobody who works here is called “{name}”.")
        return self._by_name[found]


class _Weeks(Generic[Key]):
    """The weeks so far, and in which row each stretch stands."""

    def __init__(self) -> None:
        self.found: dict[Key, list[Stretch]] = {}
        self._row: dict[tuple[Key, Stretch], int] = {}

    def add(self, number: int, who: Key, stretch: Stretch) -> None:
        """One more stretch; refused where it overlaps another row's."""
        for other in self.found.get(who, ()):
            if stretch.overlaps(other):
                raise Refused(f"It overlaps with row {self._row[who, other]}.")
        self.found.setdefault(who, []).append(stretch)
        self._row[who, stretch] = number


def _stretch(cells: Mapping[str, str], words: Words) -> Stretch:
    missing = [words.columns[name] for name in ("Day", "From", "Until") if not cells.get(name)]
    if missing:
        raise Refused(f"“{missing[0]}” is empty.")
    return read_stretch(_weekday(cells["Day"], words), cells["From"], cells["Until"])


def _weekday(text: str, words: Words) -> int:
    if text in {"1", "2", "3", "4", "5", "6", "7"}:
        return int(text)
    typed = text.casefold().rstrip(".")
    for days in (words.days, ENGLISH.days):
        for number, name in enumerate(days, start=1):
            if len(typed) >= _FEWEST_LETTERS and name.casefold().startswith(typed):
                return number
    raise Refused(f"“{text}” is no day of the week.")
