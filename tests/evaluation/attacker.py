"""An attacker of another make: a solver of whole numbers, over all that is shown and all that everybody knows."""

from collections.abc import Sequence
from itertools import islice

import highspy

from tornio.evaluation.release import Cells, NoMore, Statement

MOST = 1000  # in a cell
ENOUGH = 3


def could_be(wanted: Cells, count: int, statements: Sequence[Statement], no_more: Sequence[NoMore] = ()) -> bool:
    """Could it be so many, as far as everything shown says? They know which gaps are small counts, and the rounding."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    everything = {cell for each in statements for cell in each.cells}.union(wanted, *(a | b for a, b in no_more))
    cells = {each: solver.addIntegral(0, MOST) for each in sorted(everything)}

    def within(place: Cells, least: int, most: int) -> None:
        together = sum(cells[each] for each in place)
        solver.addConstr(together >= least)
        solver.addConstr(together <= most)

    for each in statements:
        if each.shown is not None:
            within(each.cells, max(0, each.shown - 2) if each.shown else 0, each.shown + 2 if each.shown else 0)
        elif 1 <= each.count <= 7:
            within(each.cells, 1, 7)
    for fewer, more in no_more:
        solver.addConstr(sum(cells[each] for each in fewer) - sum(cells[each] for each in more) <= 0)
    within(wanted, count, count)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def remaining(wanted: Cells, statements: Sequence[Statement], no_more: Sequence[NoMore] = ()) -> int:
    """How many numbers are still possible for a small count; three are enough to know."""
    found = (count for count in range(15) if could_be(wanted, count, statements, no_more))
    return len(list(islice(found, ENOUGH)))
