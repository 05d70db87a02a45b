"""What leaves the service of its figures: the seven that stand for their principles, over the whole time (R31).

Of each: how many with a yes, with a no, together, and how many are missing. Figures that count the same rows are looked
at together, so that none gives back what is held back in another; and a release is held against those before it, month
by month.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from tornio.evaluation.counted import Counted, Figure
from tornio.evaluation.definitions import Definition, Unit, shipped
from tornio.evaluation.release import Release, Statement, held_back, is_small, refuse_differencing, rounded
from tornio.evaluation.telling import ITSELF

YES, NO, MISSING, NOT_MEANT = "yes", "no", "missing", "not meant"
KNOWN = "of"  # those with a yes or a no, together
TOLD = {YES: (YES,), NO: (NO,), KNOWN: (YES, NO), MISSING: (MISSING,)}

Exact = Mapping[str, Mapping[str, Mapping[str, int]]]  # by figure, by month, by answer
Shown = dict[str, dict[str, int | None]]  # by figure, by what is told of it


def leaves(definition: Definition) -> bool:
    """Whether a figure can leave: a share that stands for its principle, month by month. Means and medians stay."""
    return definition.first and definition.unit is Unit.SHARE and definition.monthly


def exact(counted: Iterable[Counted]) -> dict[str, dict[str, dict[str, int]]]:
    """The exact cells of the figures that leave; they stay inside."""
    return {
        each.figure.definition.name: {month.period.start.isoformat(): _answers(month) for month in each.months}
        for each in counted
        if leaves(each.figure.definition)
    }


def _answers(month: Figure) -> dict[str, int]:
    yes = int(month.numerator or 0)
    return {YES: yes, NO: month.denominator - yes, MISSING: month.missing}


def shown(cells: Exact) -> Shown:
    """What may be told of each figure; None where it is held back. Errors: Unusable where nothing may."""
    found: Shown = {}
    for names in _together(cells):
        kept = held_back(list(_statements(cells, names)))
        told = iter(kept)
        found |= {name: {what: next(told).shown for what in TOLD} for name in names}
    return {name: found[name] for name in cells}


def refuse_beside(new: Exact, before: Sequence[tuple[str, Exact]]) -> None:
    """Refused where this release, side by side with those before it, tells of a few. Errors: Unusable, in a sentence.

    `before`: what each is called, and its exact cells.
    """
    for names in _together(new):
        alike: dict[tuple[str, ...], list[Release]] = {}
        for called, cells in before:
            same = tuple(name for name in names if name in cells)
            if same:
                alike.setdefault(same, []).append(_release(called, cells, same))
        for same, earlier in alike.items():
            refuse_differencing(_release("this one", new, same), earlier)


def told(cells: Exact, start: str, until: str) -> list[dict[str, Any]]:
    """The figures as they leave, each with all that it stands on (R29); the share is that of the rounded numbers.

    Where one side is held back there is no share: a rounded "all" would be said of what was not all.
    """
    return [_told(shipped()[name], numbers, start, until) for name, numbers in shown(cells).items()]


def _told(each: Definition, numbers: Mapping[str, int | None], start: str, until: str) -> dict[str, Any]:
    yes, of = numbers[YES], numbers[KNOWN]
    return {
        "id": each.id, "version": each.version, "principle": each.principle.value, "title": each.title,
        "sentence": each.sentence, "among": each.among, "clock": each.clock, "missing_rule": each.missing,
        "source": each.source, "comparator": list(each.comparators) or [ITSELF], "price_year": None,
        "from": start, "to": until, **numbers,
        "share": None if None in (yes, numbers[NO]) or not of else min(1.0, round((yes or 0) / of, 2)),
    }  # fmt: skip


def _together(cells: Exact) -> list[list[str]]:
    """The figures that count the same rows, each such group in the order of its names."""
    found: dict[str, list[str]] = {}
    for name in cells:
        found.setdefault(shipped()[name].population, []).append(name)
    return [sorted(names) for names in found.values()]


def _statements(cells: Exact, names: Sequence[str]) -> Iterable[Statement]:
    """What could be told of these figures, the small counts held back; in the order of `names` and of `TOLD`."""
    answers = [_possible(shipped()[name]) for name in names]
    months = list(dict.fromkeys(month for name in names for month in cells[name]))
    for place, name in enumerate(names):
        for meant in TOLD.values():
            count = sum(cells[name][month][answer] for month in cells[name] for answer in meant)
            atoms = frozenset(
                (month, *row) for month in months for row in product(*answers) if row[place] in meant
            )  # fmt: skip
            yield Statement(atoms, count, None if is_small(count) else rounded(count))


def _possible(definition: Definition) -> tuple[str, ...]:
    """The answers that a row can have; where a figure means some rows only, also none."""
    return (YES, NO, MISSING) if definition.where == "True" else (YES, NO, MISSING, NOT_MEANT)


def _release(called: str, cells: Exact, names: Sequence[str]) -> Release:
    """These figures of a release, to be held against another."""
    counts = {
        (name, month, answer): count
        for name in names
        for month, answers in cells[name].items()
        for answer, count in answers.items()
    }
    kept = held_back(list(_statements(cells, names)))
    return Release(called, " ".join(names), counts, tuple(kept))
