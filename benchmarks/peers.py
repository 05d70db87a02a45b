"""One published instance of each size, in the same run and the same seconds: ours, OR-Tools' routing, and CP-SAT.

`python -m benchmarks.peers FOLDER [--references best_known.csv] [--times 1]`; the references are looked for beside the
folder where none are named. Each in a process of its own, with all cores; every solution is looked at again from the
files alone. OR-Tools' routing cannot say the greatest lateness: it is left out of what it looks for, and counted in
what it found. Both begin from our first timetable, before any search.
"""

import argparse
import csv
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.planner import say
from tornio.planner import checking, hhcrsp
from tornio.planner.problem import Problem
from tornio.planner.proofs import optimal
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.timetable import Bill, Timetable, Visit

SECONDS = {10: 0.5, 25: 2.0, 50: 20.0, 75: 40.0, 100: 60.0, 200: 120.0, 300: 180.0}
COARSE = 10  # of our ticks in one of the routing library's, whose sums must stay small
FAR = 10**9


def ours(problem: Problem, seconds: float) -> Timetable | None:
    """What this planner finds."""
    return solve(problem, Stop(seconds=seconds))


def cp_sat(problem: Problem, seconds: float) -> Timetable | None:
    """What CP-SAT finds, with a circuit for each of us."""
    proof = optimal(problem, solve(problem, Stop(moves=1)), Stop(seconds=seconds))
    return proof.timetable if proof else None


def routing(problem: Problem, seconds: float) -> Timetable | None:
    """What OR-Tools' routing finds with guided local search, if anything."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2  # noqa: PLC0415 - not beside the bound's solver

    nodes = [(p, k) for p, meeting in enumerate(problem.meetings) for k in range(len(meeting.roles))]
    at = [0, *(problem.meetings[p].place for p, _ in nodes)]
    lasts = [0, *(problem.meetings[p].roles[k].duration // COARSE for p, k in nodes)]
    manager = pywrapcp.RoutingIndexManager(len(at), len(problem.practitioners), 0)
    model = pywrapcp.RoutingModel(manager)
    ways = problem.between[np.ix_(at, at)] // COARSE
    passes = ways + np.array(lasts)[:, None]
    model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(ways.tolist()))
    model.AddDimension(model.RegisterTransitMatrix(passes.tolist()), FAR, FAR, False, "time")  # noqa: FBT003 - its own wording
    clock = model.GetDimensionOrDie("time")
    index = {each: manager.NodeToIndex(number) for number, each in enumerate(nodes, 1)}
    for (p, k), i in index.items():
        meeting = problem.meetings[p]
        clock.CumulVar(i).SetMin(meeting.early // COARSE)
        clock.SetCumulVarSoftUpperBound(i, meeting.due // COARSE, problem.prices.late)
        able = [c for c, who in enumerate(problem.practitioners) if meeting.roles[k].asks <= who.skills]
        model.VehicleVar(i).SetValues([-1, *able])
        if k:
            _together(model, clock, (index[p, 0], i), meeting.wait(k))
    asked = pywrapcp.DefaultRoutingSearchParameters()
    asked.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    asked.time_limit.FromMilliseconds(int(seconds * 1000))
    model.CloseModelWithParameters(asked)
    found = model.SolveFromAssignmentWithParameters(model.ReadAssignmentFromRoutes(_begun(problem, nodes), True), asked)  # noqa: FBT003
    return _told(problem, nodes, (manager, model, found)) if found else None


def _begun(problem: Problem, nodes: list[tuple[int, int]]) -> list[list[int]]:
    """Our first timetable as routes of its nodes: what the library makes by itself holds no two roles together."""
    number = {(problem.meetings[p].name, k): each for each, (p, k) in enumerate(nodes, 1)}
    first = solve(problem, Stop(moves=1))
    return [[number[each.meeting, each.role] for each in first.of(who.name)] for who in problem.practitioners]


def _together(model: Any, clock: Any, pair: tuple[int, int], wait: tuple[int, int]) -> None:
    """Two roles of a meeting: so far apart, and by different people."""
    one, two = pair
    solver, least, most = model.solver(), -(-wait[0] // COARSE), wait[1] // COARSE
    solver.Add(clock.CumulVar(two) >= clock.CumulVar(one) + least)
    solver.Add(clock.CumulVar(two) <= clock.CumulVar(one) + most)
    solver.Add(model.VehicleVar(one) != model.VehicleVar(two))


def _told(problem: Problem, nodes: list[tuple[int, int]], found: tuple[Any, Any, Any]) -> Timetable:
    """Its routes, with the starts that they allow at the earliest in our own ticks."""
    manager, model, solution = found
    routes, clock = [], model.GetDimensionOrDie("time")
    for c in range(len(problem.practitioners)):
        i, route = solution.Value(model.NextVar(model.Start(c))), []
        while not model.IsEnd(i):
            route.append((solution.Value(clock.CumulVar(i)), nodes[manager.IndexToNode(i) - 1]))
            i = solution.Value(model.NextVar(i))
        routes.append(route)
    order = sorted((begins, node, c) for c, route in enumerate(routes) for begins, node in route)
    return _timed(problem, [(node, c) for _, node, c in order])


def _timed(problem: Problem, order: list[tuple[tuple[int, int], int]]) -> Timetable:
    """Roles in an order, by whom: begun as soon as can be, until nothing changes."""
    starts = {node: problem.meetings[node[0]].early for node, _ in order}
    for _ in range(len(order) ** 2):
        before = dict(starts)
        free = dict.fromkeys(range(len(problem.practitioners)), (0, 0))
        for (p, k), c in order:
            meeting, (place, tick) = problem.meetings[p], free[c]
            there = tick + int(problem.between[place, meeting.place])
            others = [starts[p, 0] + meeting.wait(k)[0]] if k else []
            others += [starts[p, j] - meeting.wait(j)[1] for j in range(1, len(meeting.roles))] if k == 0 else []
            starts[p, k] = max(starts[p, k], there, *others)
            free[c] = (meeting.place, starts[p, k] + meeting.roles[k].duration)
        if starts == before:
            break
    visits = [
        Visit(problem.meetings[p].name, k, problem.practitioners[c].name, starts[p, k],
              starts[p, k] + problem.meetings[p].roles[k].duration)
        for (p, k), c in order
    ]  # fmt: skip
    return Timetable(tuple(visits), (), Bill(0, 0, 0, 0, 0, 0, 0, 0), 0)


def cost(path: Path, how: Callable[[Problem, float], Timetable | None], seconds: float) -> float | None:
    """What its solution costs by the two files alone; None where it has none, or one that breaks a rule."""
    problem = hhcrsp.read(path)
    found = how(problem, seconds)
    if found is None or len({visit.meeting for visit in found.visits}) < len(problem.meetings):
        return None
    told, solution = hhcrsp.told(path), hhcrsp.solution(problem, found)
    return None if checking.broken(told, solution) else checking.cost(told, solution)


def main() -> int:
    """A row for each size."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    given.add_argument("--references", type=Path)
    given.add_argument("--times", type=float, default=1.0)
    asked = given.parse_args()
    best, references = {}, asked.references or asked.folder.parent / "best_known.csv"
    if references.exists():
        with references.open(newline="") as file:
            best = {row["instance"]: float(row["published_best"]) for row in csv.DictReader(file)}
    say("instance", "seconds", "published best", "ours", "OR-Tools routing", "CP-SAT")
    say(*["---"] * 6)
    for size, seconds in SECONDS.items():
        path = sorted(asked.folder.glob(f"{size}_*.json*"))[0]
        name = path.name.partition(".")[0]
        row: list[str] = []
        for how in (ours, routing, cp_sat):
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
                found = pool.submit(cost, path, how, seconds * asked.times).result()
            gap = f" ({100 * (found / best[name] - 1):+.1f} %)" if found and name in best else ""
            row.append(f"{found:.1f}{gap}" if found else "nothing")
        say(name, f"{seconds * asked.times:g}", best.get(name, ""), *row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
