"""The planner's one verb: a problem in, the best timetable found out; what cannot be placed is said, not raised."""

from collections.abc import Iterator

import numpy as np

from tornio.planner.arrays import MOST, Arrays, Plan, arrays, prices, routes_of, timed
from tornio.planner.problem import Meeting, Misstated, Problem
from tornio.planner.search import Params, Stop, side_by_side
from tornio.planner.state import UNABLE, Array
from tornio.planner.timetable import Bill, LeftOut, Timetable, Visit

# Measured on the published instances: temperatures as shares of the mean way, and above which size one long search
# does better than several short ones.
HOT, COLD = 0.9, 0.005
SEVERAL = ((75, 4), (100, 2))


def fitting(problem: Problem, workers: int = 2) -> Params:
    """How to search a problem of this size."""
    ways = problem.between[problem.between > 0]
    mean = float(ways.mean()) if len(ways) else 1.0
    restarts = next((many for size, many in SEVERAL if len(problem.meetings) <= size), 1)
    return Params(hot=HOT * mean, cold=COLD * mean, workers=workers, restarts=restarts)


def solve(problem: Problem, stop: Stop, seed: int = 1, params: Params | None = None) -> Timetable:
    """The best timetable found until `stop`. The same problem, seed, params and number of moves give the same answer.

    Errors: Misstated where there is more of it than fits.
    """
    if max(len(problem.meetings), len(routes_of(problem))) > MOST:
        raise Misstated(f"At most {MOST} meetings and as many shifts can be planned at once.")
    left_out = tuple(_nobody_for(problem))
    without = {each.meeting for each in left_out}
    these = arrays(problem, tuple(each for each in problem.meetings if each.name not in without))
    found = side_by_side(these, seed=seed, params=params or fitting(problem), stop=stop)
    node, _ = timed(these, found[0].plan)
    moves = sum(each.moves for each in found)
    return Timetable(tuple(_visits(these, node)), left_out, billed(these, found[0].plan, node), moves)


def _nobody_for(problem: Problem) -> Iterator[LeftOut]:
    """Meetings for which there is nobody, or only one where two are needed."""
    routes = routes_of(problem)
    for meeting in problem.meetings:
        able = [{route for route, price in enumerate(prices(meeting, k, routes)) if price != UNABLE}
                for k in range(len(meeting.roles))]  # fmt: skip
        reasons = [
            f"Nobody who can be {role.skill} is at work in its window, and welcome."
            for role, who in zip(meeting.roles, able, strict=True)
            if not who
        ]
        everyone = set().union(*able)
        if not reasons and len({routes[each].practitioner.name for each in everyone}) < len(meeting.roles):
            reasons.append("It needs two of us at one time, and one alone is at work in its window.")
        if reasons:
            yield LeftOut(meeting.name, tuple(reasons))


def _visits(these: Arrays, node: Array) -> Iterator[Visit]:
    n = len(these.meetings)
    for c, route in enumerate(these.routes):
        a = int(node["after"][2 * (n + c) + 1])
        while a != 2 * (n + c):
            meeting: Meeting = these.meetings[a // 2]
            start = int(node["start"][a])
            yield Visit(meeting.name, a % 2, route.practitioner.name, start, start + int(node["duration"][a]))
            a = int(node["after"][a])


def billed(these: Arrays, plan: Plan, node: Array) -> Bill:
    """The bill of a plan whose nodes are timed."""
    n = len(these.meetings)
    roles = [2 * p + k for p in range(n) for k in range(len(these.meetings[p].roles))]
    faces = sum(int(these.face[a, plan.who[a]]) for a in roles)
    _, (travel, late, latest) = timed(these, plan)
    over = np.maximum(0, node["start"].astype(np.int64) - node["due"])
    ends = [2 * (n + c) for c in range(len(these.routes))]
    total = travel + late + latest * these.priced_worst
    return Bill(travel - faces, faces, int(over[roles].sum()), latest, int(over[ends].sum()), total)
