"""A table whose rows are stretches of time, held against what stands already: what is new, what changes, what overlaps.

A row that begins when something stands already says how that shall be. What is not in the table stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from tornio.core.errors import Refused
from tornio.core.tables import Cells, Key, Kind, Known, People, WrongRows, read
from tornio.core.values import Period

Standing = TypeVar("Standing")


@dataclass(frozen=True, slots=True)
class Row(Generic[Key]):
    """A row of the table: its number in the file, of whom, and when."""

    number: int
    who: Key
    during: Period


@dataclass(frozen=True, slots=True)
class Stands(Generic[Key, Standing]):
    """What is written down already: of whom, when, and the thing itself."""

    who: Key
    during: Period
    what: Standing


class Becomes(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGES = "changes"
    STAYS = "stays"
    OVER = "over"  # it lies behind us and is written down nowhere: it stays out


@dataclass(frozen=True, slots=True)
class Line(Generic[Key, Standing]):
    """A row with what it does; `stands` is what it changes or leaves as it is."""

    row: Row[Key]
    becomes: Becomes
    stands: Stands[Key, Standing] | None = None


def rows_of(
    kind: Kind,
    text: str,
    everybody: Iterable[Known[Key]],
    during: Callable[[Cells], Period],
    *,
    one_at_a_time: Callable[[Key], object],
    empty: str,
) -> list[Row[Key]]:
    """The rows of a table in their order, each `during` what its cells say. Refused as a whole (`WrongRows`) while any
    is wrong, or two overlap that may not; where there is none, with the sentence `empty`."""
    people, rows = People(everybody), list[Row[Key]]()

    def take(number: int, cells: Cells) -> None:
        rows.append(Row(number, people.who(cells), during(cells)))

    read(kind, text, take)
    if not rows:
        raise Refused(empty, "text")
    apart(rows, one_at_a_time)
    return rows


def apart(rows: Sequence[Row[Key]], one_at_a_time: Callable[[Key], object]) -> None:
    """Refused (`WrongRows`) where two rows overlap that may not; `one_at_a_time` is the same for those that may not."""
    wrong = list[tuple[int, str]]()
    before = defaultdict[object, list[Row[Key]]](list)
    for row in rows:
        others = before[one_at_a_time(row.who)]
        other = next((each for each in others if each.during.overlaps(row.during)), None)
        if other is None:
            others.append(row)
        else:
            wrong.append((row.number, f"It overlaps with row {other.number}."))
    if wrong:
        raise WrongRows(wrong)


def held_against(
    rows: Sequence[Row[Key]],
    standing: Iterable[Stands[Key, Standing]],
    now: datetime,
    *,
    one_at_a_time: Callable[[Key], object],
    overlaps: Callable[[Stands[Key, Standing]], str],
    may_change: Callable[[Stands[Key, Standing]], str] = lambda _stands: "",
) -> list[Line[Key, Standing]]:
    """What each row does. Refused as a whole (`WrongRows`) where one overlaps with what stands and stays, which is
    told by `overlaps`, or where `may_change` says why it may not."""
    apart(rows, one_at_a_time)
    here = defaultdict[object, list[Stands[Key, Standing]]](list)
    for each in standing:
        here[one_at_a_time(each.who)].append(each)
    begins = {(one_at_a_time(each.who), each.during.start) for each in rows}
    lines, wrong = list[Line[Key, Standing]](), list[tuple[int, str]]()
    for row in rows:
        mine = one_at_a_time(row.who)
        same = next((each for each in here[mine] if each.during.start == row.during.start), None)
        stay = [each for each in here[mine] if (mine, each.during.start) not in begins]
        line = Line(row, _becomes(row, same, now), same)
        no = next((overlaps(each) for each in stay if each.during.overlaps(row.during)), "")
        if line.becomes is Becomes.CHANGES and same is not None:
            no = no or may_change(same)
        if no and line.becomes is not Becomes.OVER:
            wrong.append((row.number, no))
        lines.append(line)
    if wrong:
        raise WrongRows(wrong)
    return lines


def _becomes(row: Row[Key], same: Stands[Key, Standing] | None, now: datetime) -> Becomes:
    if same is not None:
        return Becomes.STAYS if (same.who, same.during) == (row.who, row.during) else Becomes.CHANGES
    return Becomes.OVER if row.during.end is not None and row.during.end <= now else Becomes.NEW
