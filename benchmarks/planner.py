"""The planner by itself: the published instances, what a million moves take as a week grows, and a region of teams.

`python -m benchmarks.planner [--rows docs/planner.csv]`; the rows are those of `tornio plan benchmark`.
"""

import argparse
import csv
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.week import HOUR, MINUTE, continuity, week
from tornio.planner.arrays import arrays
from tornio.planner.plans import first_plan
from tornio.planner.search import Stop, search
from tornio.planner.solve import fitting, solve

ROWS = Path(__file__).parents[1] / "docs" / "planner.csv"
SIZES = (50, 100, 200, 500, 1000, 2000)
MOVES = 2_000_000
TEAMS, A_TEAM = 40, 5.0  # seconds for each
FACE = 20 * MINUTE
COLUMNS = ("patients", "instances", "seeds", "seconds", "mean gap", "worst gap", "instances above", "verified")


def say(*cells: object) -> None:
    """A row of a table."""
    sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")
    sys.stdout.flush()


def published(path: Path) -> None:
    """A row for each size of the instances: how far above the published best."""
    say(*COLUMNS)
    say(*["---"] * len(COLUMNS))
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for size in sorted({int(row["meetings"]) for row in rows}):
        some = [row for row in rows if int(row["meetings"]) == size]
        mean = statistics.mean(float(row["mean_gap"]) for row in some)
        worst = max(float(row["worst_gap"]) for row in some)
        above = sum(float(row["mean_gap"]) > 0 for row in some)
        right = "all" if all(row["verified"] == "yes" for row in some) else "NOT all"
        seeds = "/".join(sorted({row["seeds"] for row in some}))
        say(size, len(some), seeds, some[0]["seconds"], f"{mean:+.2f} %", f"{worst:+.2f} %", above, right)


def growth() -> None:
    """What a million moves take, in seconds of one core, as the week has more meetings."""
    say("meetings", "of us", "preparing, s", "a million moves, s")
    say(*["---"] * 4)
    solve(week(), Stop(moves=1))  # what is compiled is not measured
    for size in SIZES:
        us = (max(7, size * 14 // 111), max(4, size * 8 // 111))
        problem = week(networks=size * 50 // 111, meetings=size, us=us, price=FACE)
        began = time.perf_counter()
        these = arrays(problem, problem.meetings)
        plan = first_plan(these)
        ready, params = time.perf_counter() - began, fitting(problem)
        found = search(these, plan, seed=1, params=params, stop=Stop(moves=MOVES, clock=time.thread_time))
        say(size, sum(us), f"{ready:.2f}", f"{found.seconds / found.moves * 1e6:.2f}")


def a_team(seed: int) -> tuple[float, float, int]:
    """One team's week: hours on the road, the share of meetings with the team of the one before, meetings left out."""
    problem = week(seed, price=FACE)
    found = solve(problem, Stop(seconds=A_TEAM), params=fitting(problem, workers=1))
    return found.bill.travel / HOUR, continuity(problem, found)[0], len(found.left_out)


def region() -> None:
    """Forty teams, a process for each core."""
    cores, began = os.cpu_count() or 1, time.monotonic()
    with ProcessPoolExecutor(cores) as pool:
        found = list(pool.map(a_team, range(1, TEAMS + 1)))
    took = time.monotonic() - began
    same = statistics.mean(each[1] for each in found)
    left = sum(each[2] for each in found)
    sys.stdout.write(
        f"{TEAMS} teams of 50 networks with 111 meetings, {A_TEAM:g} s each, {cores} processes: {took:.0f} s; "
        f"{same:.0%} with the same team, {left} meetings left out.\n"
    )


def main() -> int:
    """All three."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=Path, default=ROWS)
    asked = given.parse_args()
    sys.stdout.write("### The published instances, against the published best\n\n")
    published(asked.rows)
    sys.stdout.write("\n### As a week grows\n\n")
    growth()
    sys.stdout.write("\n### A region\n\n")
    region()
    return 0


if __name__ == "__main__":
    sys.exit(main())
