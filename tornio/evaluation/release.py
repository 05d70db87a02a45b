"""What leaves the service: counts of 1 to 7 are held back, the rest rounded to 5, and nothing gives them back (R31).

A statement says how many there are in some cells together: one cell, a margin, a whole. Whoever reads all statements
can reckon between which numbers each count must lie. More is held back until for every count of 1 to 7 at least three
numbers remain possible, even for a reader who knows which of the gaps are small counts. Across releases likewise:
one that would let an earlier one be undone by subtraction is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any

import numpy as np
from scipy.optimize import linprog

from tornio.evaluation.errors import Unusable

SMALLEST, LARGEST = 1, 7  # counts that are held back
STEP = 5
SLACK = STEP // 2  # a count that is shown rounded lies at most so far from what is shown
POSSIBLE = 3  # so many numbers remain possible for every small count
NEARLY = 1e-7  # what a linear program says of a whole number
CANNOT_BE = 2  # what it says where nothing is possible

Cell = Any  # whatever names a cell and can stand in a set
Cells = frozenset[Cell]
NoMore = tuple[Cells, Cells]  # the first hold no more than the second, as everybody knows


def is_small(count: int) -> bool:
    """Whether it is held back."""
    return SMALLEST <= count <= LARGEST


def rounded(count: int) -> int:
    """To the nearest 5; what is not held back is 0 or at least 10."""
    return STEP * ((count + SLACK) // STEP)


@dataclass(frozen=True, slots=True)
class Statement:
    """How many there are in these cells together; `shown` is None where that is held back."""

    cells: Cells
    count: int  # exact: it stays inside
    shown: int | None

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Between which numbers the count lies, for a reader who knows which gaps are small counts."""
        if self.shown is not None:
            return (0, 0) if self.shown == 0 else (self.shown - SLACK, self.shown + SLACK)
        return (SMALLEST, LARGEST) if is_small(self.count) else (0, None)


def possible(wanted: Cells, statements: Sequence[Statement], no_more: Sequence[NoMore] = ()) -> tuple[int, int | None]:
    """The least and the most that these cells can hold together, as a reader of the statements can reckon it.

    A linear program over the cells. For a table with its margins, and for stretches of time, its corners are whole
    numbers, so that the answer is exact.
    """
    told = {cell for each in statements for cell in each.cells}
    place = {
        cell: number for number, cell in enumerate(sorted(told.union(wanted, *(a | b for a, b in no_more)), key=repr))
    }
    rows, most = _inequalities(statements, no_more, place)
    weight = _over(wanted, place)
    found = [_best(sign * weight, rows, most) for sign in (1.0, -1.0)]
    least, greatest = found[0] or 0.0, found[1]
    return ceil(least - NEARLY), None if greatest is None else floor(-greatest + NEARLY)


def _over(cells: Cells, place: Mapping[Cell, int]) -> Any:
    row = np.zeros(len(place))
    row[[place[cell] for cell in cells]] = 1.0
    return row


def _inequalities(statements: Sequence[Statement], no_more: Sequence[NoMore], place: Mapping[Cell, int]) -> Any:
    rows = [_over(fewer, place) - _over(more, place) for fewer, more in no_more]
    most = [0.0] * len(rows)
    for each in statements:
        row = _over(each.cells, place)
        low, high = each.bounds
        rows.append(-row)
        most.append(-float(low))
        if high is not None:
            rows.append(row)
            most.append(float(high))
    return np.array(rows), np.array(most)


def _best(weight: Any, rows: Any, most: Any) -> float | None:
    """The least of a weighted sum over what is possible; None where it has no end."""
    found = linprog(weight, A_ub=rows, b_ub=most, bounds=(0, None), method="highs")
    if found.status == CANNOT_BE:
        raise Unusable("These counts cannot be released: they contradict one another.")
    return float(found.fun) if found.status == 0 else None


def exposed(
    statements: Sequence[Statement], no_more: Sequence[NoMore] = (), untold: Iterable[Statement] = ()
) -> list[Statement]:
    """The small counts for which too few numbers remain possible; `untold` are nowhere told and may be reckoned."""
    found = []
    for each in {each.cells: each for each in (*statements, *untold)}.values():
        if is_small(each.count):
            least, most = possible(each.cells, statements, no_more)
            if most is not None and most - least + 1 < POSSIBLE:
                found.append(each)
    return found


def held_back(statements: Sequence[Statement], no_more: Sequence[NoMore] = ()) -> list[Statement]:
    """The same statements, more of them held back until no small count is exposed; as few and as small as will do."""
    found = list(statements)
    while gives_away := exposed(found, no_more):
        place = _next_to_hide(found, gives_away[0])
        found[place] = replace(found[place], shown=None)
    return found


def _next_to_hide(statements: Sequence[Statement], exposed_one: Statement) -> int:
    """The shown statement that overlaps the exposed one and says least; nought says nothing of anybody, and stays."""
    shown = [place for place, each in enumerate(statements) if each.shown]
    near = [place for place in shown if statements[place].cells & exposed_one.cells]
    if not shown:
        raise Unusable("These counts cannot be released: whatever is held back, a small one is given away.")
    return min(near or shown, key=lambda place: (len(statements[place].cells), statements[place].count, place))


@dataclass(frozen=True, slots=True)
class Release:
    """What left: which figures of which rows, their exact cells, and the statements about them. It stays inside."""

    name: str
    about: str  # which rows
    counts: Mapping[Cell, int]
    statements: tuple[Statement, ...]


def refuse_differencing(
    new: Release, before: Sequence[Release], no_more: Sequence[NoMore] = (), untold: Sequence[Statement] = ()
) -> None:
    """Refused where what left before and what would leave now, side by side, tell of a few.

    Cells are stretches of time and answers; the same cell in two releases is the same people. Three things are
    refused: a record that has changed by a few in between; a sum with a few more, or fewer, than one that left; and
    sums that together leave too few numbers possible for a small count, told or `untold`. What was told already says
    nothing new. Errors: Unusable, in a sentence.
    """
    alike = [each for each in before if each.about == new.about]
    for each in alike:
        if any(is_small(abs(new.counts[cell] - each.counts[cell])) for cell in new.counts.keys() & each.counts.keys()):
            raise Unusable(f"The record has changed a little since {each.name}: side by side they tell of whom.")
        news = [one for one in new.statements if one not in each.statements]
        if any(_differ_by_a_few(one, other) for one in news for other in each.statements):
            raise Unusable(f"Side by side with {each.name} it tells of a few: the one has them, the other has not.")
    together = [statement for each in (*alike, new) for statement in each.statements]
    if alike and exposed(together, no_more, untold):
        names = ", ".join(each.name for each in alike)
        raise Unusable(f"Together with {names} it would give a small count away.")


def _differ_by_a_few(one: Statement, other: Statement) -> bool:
    """Both are shown, one holds the other, and what is between them is a small count."""
    nested = one.cells < other.cells or other.cells < one.cells
    return bool(nested and one.shown and other.shown and is_small(abs(one.count - other.count)))
