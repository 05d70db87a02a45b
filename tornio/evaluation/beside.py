"""Releases laid side by side: which of their cells are the same people, and what a reader can reckon of them (R31).

Months that the same releases hold are one piece: no statement parts them. A cell is a figure (whichever version of its
definition), a piece and an answer; in two releases it is the same people where both counted the same numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tornio.evaluation.definitions import shipped
from tornio.evaluation.release import Cells, NoMore, Statement, is_small, rounded

YES, NO, MISSING = "yes", "no", "missing"
KNOWN = "of"  # those with a yes or a no, together
TOLD = {YES: (YES,), NO: (NO,), KNOWN: (YES, NO), MISSING: (MISSING,)}
ANSWERS = (YES, NO, MISSING)

Exact = Mapping[str, Mapping[str, Mapping[str, int]]]  # by figure, by month, by answer
Pieces = frozenset[int]


@dataclass(frozen=True)
class Laid:
    """The figures of one release that count the same rows, beside the others."""

    cells: Exact
    piece: Mapping[str, int]  # by month
    owner: Mapping[tuple[str, str], int]  # by figure and month: the first release that counted it so
    others: Sequence[Pieces]  # what the others hold that it is held against: the newest all, all the newest

    @property
    def pieces(self) -> Pieces:
        """What it holds."""
        return frozenset(self.piece[month] for months in self.cells.values() for month in months)

    @property
    def counts(self) -> dict[tuple[str, str, str], int]:
        """Its exact cells by definition, month and answer: another version is held against the one before."""
        return {
            (shipped()[name].id, month, answer): count
            for name, months in self.cells.items()
            for month, answers in months.items()
            for answer, count in answers.items()
        }

    def statements(self) -> Iterator[Statement]:
        """What could be told of it, the small counts held back; in the order of its figures and of `TOLD`."""
        for each in self._of(self.pieces):
            yield Statement(each.cells, each.count, None if is_small(each.count) else rounded(each.count))

    def parts(self) -> Iterator[Statement]:
        """What is told nowhere and may be reckoned: each piece, and what this release has and another has not."""
        pieces = self.pieces
        wanted = {frozenset({each}) for each in pieces} | {pieces - other for other in self.others}
        for part in sorted(wanted - {frozenset()}, key=sorted):
            yield from self._of(part)

    @property
    def no_more(self) -> list[NoMore]:
        """Figures of the same rows have equally many answers in a piece; of some of these rows, no more."""
        whole = [name for name in self.cells if shipped()[name].where == "True"]
        found = []
        for each in sorted(self.pieces):
            all_of = {name: self._cells(name, frozenset({each}), ANSWERS) for name in self.cells}
            found += [(all_of[name], all_of[whole[0]]) for name in self.cells if whole and name != whole[0]]
            found += [(all_of[whole[0]], all_of[name]) for name in whole[1:]]
        return found

    def _of(self, pieces: Pieces) -> Iterator[Statement]:
        for name, months in self.cells.items():
            for meant in TOLD.values():
                held = [answers for month, answers in months.items() if self.piece[month] in pieces]
                count = sum(answers[answer] for answers in held for answer in meant)
                yield Statement(self._cells(name, pieces, meant), count, None)

    def _cells(self, name: str, pieces: Pieces, meant: Sequence[str]) -> Cells:
        called = shipped()[name].id
        return frozenset(
            (called, self.owner[name, month], self.piece[month], answer)
            for month in self.cells[name]
            for answer in meant
            if self.piece[month] in pieces
        )


def laid(releases: Sequence[Exact]) -> list[Laid]:
    """Releases of the same rows side by side, the newest last."""
    owners = [
        {
            (name, month): _owner(releases, shipped()[name].id, month, answers)
            for name, months in each.items()
            for month, answers in months.items()
        }
        for each in releases
    ]
    months = sorted({month for each in releases for months in each.values() for month in months})
    numbers: dict[object, int] = {}
    piece = {}
    for month in months:
        held = tuple(tuple((name, of.get((name, month))) for name in sorted(each))
                     for each, of in zip(releases, owners, strict=True))  # fmt: skip
        piece[month] = numbers.setdefault(held, len(numbers))
    holds = [frozenset(piece[month] for months in each.values() for month in months) for each in releases]
    against = [*([holds[-1]] for _earlier in holds[:-1]), holds[:-1]]
    return [Laid(each, piece, of, others) for each, of, others in zip(releases, owners, against, strict=True)]


def _owner(releases: Sequence[Exact], called: str, month: str, answers: Mapping[str, int]) -> int:
    """The first release that counted the same of this figure in this month, in whichever version."""
    return next(
        number
        for number, each in enumerate(releases)
        if any(shipped()[name].id == called and held.get(month) == answers for name, held in each.items())
    )
