"""What leaves the service of its figures: the seven that stand for their principles, over the whole time (R31).

Of each: how many with a yes, with a no, together, and how many are missing. Figures that count the same rows are looked
at together, so that none gives back what is held back in another; and a release is held against those before it, month
by month, whichever version of a definition it was counted by (`beside`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tornio.evaluation.beside import KNOWN, MISSING, NO, TOLD, YES, Exact, Laid, laid
from tornio.evaluation.counted import Counted, Figure
from tornio.evaluation.definitions import Definition, Unit, shipped
from tornio.evaluation.release import Release, Statement, held_back, refuse_differencing
from tornio.evaluation.telling import ITSELF

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
    for alike in _populations(cells):
        mine = _of(cells, alike)
        told = iter(_kept(laid([mine])[0]))
        found |= {name: {what: next(told).shown for what in TOLD} for name in mine}
    return {name: found[name] for name in cells}


def refuse_beside(new: Exact, before: Sequence[tuple[str, Exact]]) -> None:
    """Refused where this release, side by side with those before it, tells of a few. Errors: Unusable, in a sentence.

    `before`: what each is called, and its exact cells.
    """
    for alike in _populations(new):
        earlier = [(called, held) for called, cells in before if (held := _of(cells, alike))]
        together = laid([*(held for _called, held in earlier), _of(new, alike)])
        names = [*(called for called, _held in earlier), "this one"]
        releases = [
            Release(name, alike, each.counts, tuple(_kept(each))) for name, each in zip(names, together, strict=True)
        ]
        refuse_differencing(
            releases[-1],
            releases[:-1],
            [pair for each in together for pair in each.no_more],
            [part for each in together for part in each.parts()],
        )


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


def _populations(cells: Exact) -> list[str]:
    """Which rows these figures count, each once."""
    return list(dict.fromkeys(shipped()[name].population for name in cells))


def _of(cells: Exact, population: str) -> Exact:
    """The figures of a release that count these rows, in the order of their names."""
    return {name: cells[name] for name in sorted(cells) if shipped()[name].population == population}


def _kept(one: Laid) -> list[Statement]:
    """What is told of a release by itself, the small counts held back and what would give them back."""
    return held_back(list(one.statements()), one.no_more)
