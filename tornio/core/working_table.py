"""When we work as a table in a file: one row for each person and stretch, read back with each row's number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic

from tornio.core import tables
from tornio.core.errors import Refused
from tornio.core.tables import Cells, Key, Known, People
from tornio.core.working import Stretch, clock, read_stretch

HOURS = tables.Kind("a table of hours", ("Who", "Day", "From", "Until", "Key"), ("Who", "Day", "From", "Until"))
_FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The headings of the columns, and the days of the week from Monday on, in one language."""

    head: tuple[str, ...] = HOURS.head
    days: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

    @property
    def table(self) -> tables.Kind:
        """A table of hours with these headings."""
        return replace(HOURS, own=self.head)


ENGLISH = Words()


def to_csv(weeks: Iterable[tuple[Known[Key], Iterable[Stretch]]], words: Words = ENGLISH) -> str:
    """The table of these weeks, told in these words."""
    return tables.written(
        words.table,
        (
            (who.name, words.days[each.weekday - 1], clock(each.begins), clock(each.ends), str(who.key))
            for who, stretches in weeks
            for each in sorted(stretches)
        ),
    )


def from_csv(text: str, everybody: Iterable[Known[Key]], words: Words = ENGLISH) -> dict[Key, list[Stretch]]:
    """The week of each one whom the table names. Refused as a whole (`WrongRows`) while any row is wrong."""
    people, weeks = People(everybody), _Weeks[Key]()

    def take(number: int, cells: Cells) -> None:
        weeks.add(number, people.who(cells), _stretch(cells, words))

    tables.read(words.table, text, take)
    if not weeks.found:
        raise Refused("There is no row with hours in it.", "text")
    return weeks.found


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


def _stretch(cells: Cells, words: Words) -> Stretch:
    missing = [words.table.told[name] for name in ("Day", "From", "Until") if not cells.get(name)]
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
