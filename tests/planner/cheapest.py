"""The least that any timetable of a very small problem costs: everybody in every role, every order on each route.

It knows nothing of the kernel, nor of one order of all meetings: each start is put off until nothing is broken.
"""

import itertools
import math
from collections.abc import Iterator

from tornio.planner.arrays import Rota
from tornio.planner.problem import Problem
from tornio.planner.routes import routes_of
from tornio.planner.state import UNABLE

Visit = tuple[int, int]  # meeting, role
AGAIN = 60  # more often than any start of so few meetings must be put off


def cheapest(problem: Problem, without: frozenset[str] = frozenset()) -> int:
    """In ticks of travel, for all meetings but these; everybody has one shift."""
    rota = Rota(problem)
    routes = rota.routes
    visits = [(p, k) for p, each in enumerate(problem.meetings) if each.name not in without
              for k in range(len(each.roles))]  # fmt: skip
    able = [[c for c, price in enumerate(rota.prices(problem.meetings[p], k)) if price != UNABLE] for p, k in visits]
    best = math.inf
    for chosen in itertools.product(*able):
        who = dict(zip(visits, chosen, strict=True))
        if any(k and who[p, 0] == c for (p, k), c in who.items()):
            continue
        of_each = [[visit for visit in visits if who[visit] == c] for c in range(len(routes))]
        for orders in itertools.product(*(itertools.permutations(each) for each in of_each)):
            best = min(best, min(_costs(problem, orders), default=math.inf))
    return int(best)


def _costs(problem: Problem, orders: tuple[tuple[Visit, ...], ...]) -> Iterator[int]:
    """What the orders cost; nothing where people would wait for each other for ever."""
    meetings, between, routes = problem.meetings, problem.between, routes_of(problem)
    start = {(p, k): meetings[p].early for order in orders for p, k in order}
    for _again in range(AGAIN):
        before = dict(start)
        for route, order in zip(routes, orders, strict=True):
            free, here = route.shift.begins, route.shift.leaves
            for p, k in order:
                start[p, k] = max(start[p, k], free + int(between[here, meetings[p].place]))
                free, here = start[p, k] + meetings[p].roles[k].duration, meetings[p].place
        for p, k in start:
            if k:
                least, greatest = meetings[p].wait(k)
                start[p, 1] = max(start[p, 1], start[p, 0] + least)
                start[p, 0] = max(start[p, 0], start[p, 1] - greatest)
        if start == before:
            break
    else:
        return
    travel, over = 0, []
    for route, order in zip(routes, orders, strict=True):
        stops = [route.shift.leaves, *(meetings[p].place for p, _ in order), route.shift.returns]
        ways = [int(between[a, b]) for a, b in itertools.pairwise(stops)]
        done = start[order[-1]] + meetings[order[-1][0]].roles[order[-1][1]].duration if order else route.shift.begins
        travel += sum(ways) + sum(meetings[p].price_of_face.get(route.practitioner.name, 0) for p, _ in order)
        over.append(max(0, done + ways[-1] - route.shift.ends))
    late = [max(0, tick - meetings[p].due) for (p, _), tick in start.items()]
    of = problem.prices
    yield travel + sum(late) * of.late + sum(over) * of.overrun + max([*late, *over], default=0) * of.latest
