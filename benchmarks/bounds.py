"""How near the bound comes to what is found, on published instances of home visits, and how long it takes.

`python -m benchmarks.bounds FOLDER [--most 75]`: instances in the published JSON format, compressed or not.
"""

import argparse
import sys
import time
from pathlib import Path

from tornio.planner import hhcrsp
from tornio.planner.bounds import Bound, lower
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.timetable import Timetable

# up to so many meetings, seconds to look for a timetable and for a bound
BY_SIZE = ((10, 0.5, 5.0), (25, 2.0, 10.0), (50, 10.0, 40.0), (75, 15.0, 60.0))
HEAD = (
    "| instance | meetings | cost | at least | below, % | s for the cost | s for the bound |\n"
    "|---|---|---|---|---|---|---|\n"
)


def measured(path: Path) -> tuple[int, Timetable, Bound, float]:
    """The meetings, the timetable, its bound, and the seconds that the timetable took."""
    problem = hhcrsp.read(path)
    size = len(problem.meetings)
    look, prove = next((more for most, *more in BY_SIZE if size <= most), BY_SIZE[-1][1:])
    began = time.perf_counter()
    found = solve(problem, Stop(seconds=look))
    return size, found, lower(problem, Stop(seconds=prove), found), time.perf_counter() - began


def main() -> int:
    """A line for each instance, the small ones first."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    given.add_argument("--most", type=int, default=BY_SIZE[-1][0], help="Meetings, of the largest that is looked at.")
    asked = given.parse_args()
    paths = sorted(asked.folder.glob("*.json*"), key=lambda path: (len(hhcrsp.read(path).meetings), path.name))
    for path in paths[:1]:  # what is compiled is not measured
        problem = hhcrsp.read(path)
        lower(problem, Stop(moves=20), solve(problem, Stop(moves=1)))
    sys.stdout.write(HEAD)
    proven = 0
    for path in paths:
        if len(hhcrsp.read(path).meetings) > asked.most:
            continue
        size, found, bound, took = measured(path)
        proven += bound.proven
        below = "proven" if bound.proven else f"{100 * (1 - bound.cost / found.bill.total):.2f}"
        least = bound.cost // hhcrsp.PARTS / hhcrsp.TICKS
        name, cost = path.name.partition(".")[0], hhcrsp.cost(found)
        seconds = f"{took - bound.seconds:.1f} | {bound.seconds:.2f}"
        sys.stdout.write(f"| {name} | {size} | {cost:.3f} | {least:.3f} | {below} | {seconds} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"\nProven to be the best there is: {proven}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
