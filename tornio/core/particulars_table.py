"""What we can do as a table in a file: one row for each language, each training and where somebody starts from."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tornio.core import tables
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.particulars import ParticularKind, Particulars, Training, a_base, a_language, a_training, particulars
from tornio.core.tables import Cells, Key, Known, People, WrongRows

PARTICULARS = tables.Kind(
    "a table of what we can do", ("Who", "What", "Which", "Held on", "Until", "Key"), ("Who", "What", "Which")
)
_TOLD = {ParticularKind.LANGUAGE: "Language", ParticularKind.TRAINING: "Training", ParticularKind.BASE: "Starts from"}
_NAMES = {told.casefold(): kind for kind, told in _TOLD.items()}
Tell = Callable[[str], str]


def to_csv(everybody: Iterable[tuple[Known[Key], Particulars]], told: Tell) -> str:
    """The table of all of this; `told` is the name of a language by its code."""
    rows = []
    for who, brings in everybody:
        rows += [(who, ParticularKind.LANGUAGE, told(each), "", "") for each in brings.languages]
        rows += [
            (
                who,
                ParticularKind.TRAINING,
                each.name,
                each.held_on.isoformat(),
                each.until.isoformat() if each.until else "",
            )
            for each in brings.trainings
        ]
        rows += [(who, ParticularKind.BASE, brings.base, "", "")] if brings.base else []
    return tables.written(PARTICULARS, ((who.name, _TOLD[kind], *rest, str(who.key)) for who, kind, *rest in rows))


def from_csv(text: str, everybody: Mapping[Known[Key], Particulars], today: date, code: Tell) -> dict[Key, Particulars]:
    """What those whom the table names will bring: of each kind of which it has a row it has all, others stay.

    `code` is the code of a language by its name. Refused as a whole (`WrongRows`) while any row is wrong.
    """
    people, found = People(everybody), _Reading(today, code)
    last: dict[Key, int] = {}

    def take(number: int, cells: Cells) -> None:
        who = people.who(cells)
        found.add(who, cells)
        last[who] = number

    tables.read(PARTICULARS, text, take)
    if not last:
        raise Refused("There is no row with anything in it.", "text")
    before = {who.key: held for who, held in everybody.items()}
    wrong, whole = [], {}
    for who, number in last.items():
        try:
            whole[who] = found.of(who, before[who])
        except Refused as no:
            wrong.append((number, no.sentence))
    if wrong:
        raise WrongRows(wrong)
    return whole


@dataclass
class _Said:
    """What the rows say of one person; None: nothing of that kind."""

    languages: list[str] | None = None
    trainings: list[Training] | None = None
    base: str | None = None

    def beside(self, before: Particulars) -> Particulars:
        """All of theirs: what the table says, and what it says nothing of as it was."""
        return particulars(
            before.languages if self.languages is None else self.languages,
            before.trainings if self.trainings is None else self.trainings,
            before.base if self.base is None else self.base,
        )


class _Reading:
    """What was read so far, by person."""

    def __init__(self, today: date, code: Tell) -> None:
        self._today, self._code = today, code
        self._said: dict[object, _Said] = defaultdict(_Said)

    def add(self, who: object, cells: Cells) -> None:
        """One more row."""
        what, which, said = cells.get("What", ""), cells.get("Which", ""), self._said[who]
        kind = _NAMES.get(" ".join(what.split()).casefold())
        if kind is None:
            raise Refused(f"“{what}” is neither Language nor Training nor Starts from." if what else "“What” is empty.")
        if not which:
            raise Refused("“Which” is empty.")
        if kind is ParticularKind.LANGUAGE:
            said.languages = [*(said.languages or ()), a_language(self._code(which))]
        elif kind is ParticularKind.TRAINING:
            held = a_training(which, self._day(cells, "Held on"), self._day(cells, "Until"), self._today)
            said.trainings = [*(said.trainings or ()), held]
        elif said.base is not None:
            raise Refused("They start from one place, and an earlier row names it already.")
        else:
            said.base = a_base(which)

    def _day(self, cells: Cells, column: str) -> date | None:
        typed = cells.get(column, "")
        return a_date(typed, today=self._today, field=None) if typed else None

    def of(self, who: object, before: Particulars) -> Particulars:
        """All of one person's."""
        return self._said[who].beside(before)
