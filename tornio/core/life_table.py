"""What happened in people's lives as a table in a file: a row for each stay, medicine, work, benefit, call for help.

Whose a row is stands in it as the number by which the service knows them already; nobody is found by a name.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from tornio.core import tables
from tornio.core.errors import Refused
from tornio.core.inputs.rough import RoughDay, a_rough_day
from tornio.core.life import SORTS, Event, LifeKind, Sort, an_event
from tornio.core.tables import Cells

Whose = TypeVar("Whose")
Number = Callable[[str], str]
LIFE = tables.Kind(
    "a table of what happened",
    ("Number", "What", "Sort", "Which", "Where", "Power", "From", "Until"),
    ("Number", "What", "From"),
)
KINDS: Mapping[LifeKind, str] = {
    LifeKind.STAY: "Stay",
    LifeKind.MEDICATION: "Medication",
    LifeKind.OCCUPATION: "Occupation",
    LifeKind.BENEFIT: "Benefit",
    LifeKind.CRISIS_CONTACT: "Crisis contact",
}
WORDS: Mapping[Sort, str] = {each: each.value.replace("_", " ").capitalize() for each in Sort}
# Of what sort it is where the file does not say; of work and study it has to.
UNSAID = {
    LifeKind.STAY: Sort.NOT_SAID,
    LifeKind.MEDICATION: Sort.NOT_SAID,
    LifeKind.BENEFIT: Sort.BENEFIT,
    LifeKind.CRISIS_CONTACT: Sort.ELSEWHERE,
}
_NAMED = {told.casefold(): kind for kind, told in KINDS.items()}


def numbers(text: str, number: Number) -> set[str]:
    """Every number that the file names, in the form in which it is kept; what is none is left out here."""
    found: set[str] = set()

    def take(_row: int, cells: Cells) -> None:
        try:
            found.add(number(cells.get("Number", "")))
        except Refused:
            return  # told when the rows are read

    tables.read(LIFE, text, take)
    return found


def from_csv(
    text: str, known: Mapping[str, Whose], number: Number, *, today: date, up_to: date
) -> dict[int, tuple[Whose, Event]]:
    """What each row tells, and whose it is. Refused as a whole (`tables.WrongRows`) while any row is wrong.

    `known`: those whom the service works with, by number; `number` brings one into the form in which it is kept.
    `up_to`: the day up to which the file tells everything.
    """
    found: dict[int, tuple[Whose, Event]] = {}

    def take(row: int, cells: Cells) -> None:
        whose = number(cells.get("Number", ""))
        if whose not in known:
            raise Refused("Nobody whom this service works with has this number.")
        found[row] = known[whose], _event(cells, today, up_to)

    tables.read(LIFE, text, take)
    if not found:
        raise Refused("There is no row with anything in it.", "text")
    return found


def _event(cells: Cells, today: date, up_to: date) -> Event:
    kind = _NAMED.get(_plain(cells.get("What", "")))
    if kind is None:
        raise Refused(f"“What” is one of: {', '.join(KINDS.values())}.")
    since = _day(cells, "From", today)
    if since is None:
        raise Refused("It does not say from when.")
    made = Event(
        kind, _sort(kind, cells.get("Sort", "")), since, up_to, _day(cells, "Until", today),
        cells.get("Which", ""), cells.get("Where", ""), cells.get("Power", ""),
    )  # fmt: skip
    return an_event(made, today)


def _sort(kind: LifeKind, said: str) -> Sort:
    words = _plain(said)
    found = UNSAID.get(kind) if not words else next((s for s in SORTS[kind] if WORDS[s].casefold() == words), None)
    if found is None:
        raise Refused(f"“Sort” is one of: {', '.join(WORDS[each] for each in SORTS[kind])}.")
    return found


def _plain(said: str) -> str:
    return " ".join(said.split()).casefold()


def _day(cells: Cells, column: str, today: date) -> RoughDay | None:
    typed = cells.get(column, "")
    return a_rough_day(typed, today=today, field=None) if typed else None
