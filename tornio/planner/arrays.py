"""A problem as the arrays of the kernel, and a plan of it timed in plain Python: between words and numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.problem import LATEST, Meeting, Practitioner, Problem, Shift
from tornio.planner.state import ALONE, NODE, UNABLE, Array

NEIGHBOURS = 24
MOST = 2**14  # meetings, and routes: what fits the kernel's narrow columns


@dataclass(frozen=True, slots=True)
class Route:
    """One shift of one practitioner."""

    practitioner: Practitioner
    shift: Shift


@dataclass(frozen=True, slots=True)
class Arrays:
    """What does not change in a search: the meetings that can be planned, the routes, and the blank nodes."""

    meetings: tuple[Meeting, ...]
    routes: tuple[Route, ...]
    blank: Array
    face: NDArray[np.int32]
    able: NDArray[np.uint16]
    near: NDArray[np.uint16]
    between: NDArray[np.int32]
    priced_worst: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A solution as the kernel keeps it: the order of the meetings, and the route of each role."""

    order: NDArray[np.uint16]
    who: NDArray[np.uint16]


def routes_of(problem: Problem) -> tuple[Route, ...]:
    """Every shift of everybody."""
    return tuple(Route(who, shift) for who in problem.practitioners for shift in who.shifts)


def prices(meeting: Meeting, role: int, routes: tuple[Route, ...]) -> list[int]:
    """What each route's face costs in this role, or UNABLE: no skill, not wanted here, or not at work in the window."""
    wanted = meeting.roles[role]

    def price(route: Route) -> int:
        who, shift = route.practitioner, route.shift
        at_work = shift.begins <= meeting.due and meeting.early + wanted.duration <= shift.ends
        if wanted.skill not in who.skills or who.name in meeting.refused or not at_work:
            return UNABLE
        return meeting.price_of_face.get(who.name, 0)

    return [price(route) for route in routes]


def arrays(problem: Problem, meetings: tuple[Meeting, ...]) -> Arrays:
    """The arrays for these of the problem's meetings; each must have somebody for every role."""
    routes, n = routes_of(problem), len(meetings)
    node = np.zeros(2 * (n + len(routes)) + 1, NODE)
    node["due"], node["high"] = LATEST, ALONE
    face = np.full((2 * n, len(routes)), UNABLE, np.int32)
    for p, meeting in enumerate(meetings):
        for k, role in enumerate(meeting.roles):
            at = node[2 * p + k : 2 * p + k + 1]
            at["place"], at["duration"], at["price"] = meeting.place, role.duration, problem.prices.late
            at["early"], at["due"] = meeting.early, meeting.due
            face[2 * p + k] = prices(meeting, k, routes)
        if len(meeting.roles) > 1:
            node["low"][2 * p], node["high"][2 * p] = meeting.wait
    for c, route in enumerate(routes):
        end, begin = 2 * (n + c), 2 * (n + c) + 1
        node["place"][end], node["due"][end] = route.shift.returns, route.shift.ends
        node["price"][end] = problem.prices.overrun
        node["place"][begin], node["start"][begin] = route.shift.leaves, route.shift.begins
        node["who"][begin] = node["who"][end] = c
        node["after"][end] = len(node) - 1
    able = np.zeros((2 * n, len(routes) + 1), np.uint16)
    for a in range(2 * n):
        found = np.flatnonzero(face[a] != UNABLE)
        able[a, 0], able[a, 1 : 1 + len(found)] = len(found), found
    between = problem.between.astype(np.int32)
    near = neighbours(node[: 2 * n : 2], between)
    return Arrays(meetings, routes, node, face, able, near, between, problem.prices.latest)


def neighbours(visit: Array, between: NDArray[np.int32]) -> NDArray[np.uint16]:
    """For each meeting those easiest to visit just before or after: travel, some of the waiting, the lateness."""
    ways = between[np.ix_(visit["place"], visit["place"])].astype(float)
    early, due, duration = (visit[name].astype(float)[:, None] for name in ("early", "due", "duration"))
    wait = np.maximum(0, early.T - due - duration - ways)
    late = np.maximum(0, early + duration + ways - due.T)
    onward = ways + 0.2 * wait + late
    either = np.minimum(onward, onward.T)
    np.fill_diagonal(either, np.inf)
    count = max(1, min(NEIGHBOURS, len(visit) - 1))
    return np.argsort(either, axis=1, kind="stable")[:, :count].astype(np.uint16)


def timed(these: Arrays, plan: Plan) -> tuple[Array, tuple[int, int, int]]:
    """The nodes linked and timed in the plan's order; and travel with faces, priced lateness, the greatest lateness."""
    n, node = len(these.meetings), these.blank.copy()
    node["who"][: 2 * n] = plan.who
    last = [2 * (n + c) + 1 for c in range(len(these.routes))]
    cost = 0

    def go(c: int, a: int) -> int:
        """Let node a be the next on route c; when could it begin there?"""
        nonlocal cost
        b, way = last[c], int(these.between[node["place"][last[c]], node["place"][a]])
        cost += way
        node["after"][b], node["before"][a], last[c] = a, b, a
        return max(int(node["early"][a]), int(node["start"][b]) + int(node["duration"][b]) + way)

    for p in map(int, plan.order):
        roles = range(2 * p, 2 * p + len(these.meetings[p].roles))
        starts = [go(int(plan.who[a]), a) for a in roles]
        cost += sum(int(these.face[a, plan.who[a]]) for a in roles)
        if len(starts) > 1:
            starts[1] = max(starts[1], starts[0] + int(node["low"][2 * p]))
            starts[0] = max(starts[0], starts[1] - int(node["high"][2 * p]))
        node["start"][list(roles)] = starts
    for c in range(len(these.routes)):
        node["start"][2 * (n + c)] = go(c, 2 * (n + c))
    late = np.maximum(0, node["start"].astype(np.int64) - node["due"])
    return node, (cost, int((late * node["price"]).sum()), int(late.max()))


def first_plan(these: Arrays) -> Plan:
    """A plan to begin with: meetings by earliest time, each to those who are there soonest and nearest."""
    n, r = len(these.meetings), len(these.routes)
    order = np.argsort(these.blank["early"][: 2 * n : 2], kind="stable")
    who = np.zeros(2 * n, np.uint16)
    begin = these.blank[2 * n + 1 :: 2][:r]
    free, place = begin["start"].astype(np.int64), begin["place"].astype(np.int64)
    for p in map(int, order):
        a, b = these.blank[2 * p], these.blank[2 * p + 1]
        way = these.between[place, int(a["place"])].astype(float)
        arrive = np.maximum(free + way, float(a["early"]))
        first = _of_the_able(these, 2 * p, arrive, way)
        if a["high"] == ALONE:
            c = int(np.argmin(first))
            who[2 * p], free[c], place[c] = c, arrive[c] + a["duration"], a["place"]
            continue
        price = np.maximum(first[:, None] + float(a["low"]), _of_the_able(these, 2 * p + 1, arrive, way)[None, :])
        np.fill_diagonal(price, np.inf)
        c, d = (int(each) for each in np.unravel_index(np.argmin(price), price.shape))
        second = max(arrive[c] + a["low"], arrive[d])
        for role, route, start, visit in ((2 * p, c, max(arrive[c], second - a["high"]), a), (2 * p + 1, d, second, b)):
            who[role], free[route], place[route] = route, start + visit["duration"], visit["place"]
    return Plan(order.astype(np.uint16), who)


def _of_the_able(these: Arrays, a: int, arrive: NDArray[Any], way: NDArray[Any]) -> NDArray[np.float64]:
    return np.where(these.face[a] == UNABLE, np.inf, arrive + 0.3 * way + these.face[a])
