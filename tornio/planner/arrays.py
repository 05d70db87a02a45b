"""A problem as the arrays of the kernel: between words and numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.problem import Meeting, Problem
from tornio.planner.routes import Route, engagements, held, routes_of
from tornio.planner.state import NEVER, NODE, UNABLE, Array, More
from tornio.planner.times import LATEST, Misstated

NEIGHBOURS = 24
MOST = 2**16 - 2  # nodes: what fits the kernel's narrow columns
TWO = 2  # roles, for which one bit is enough
ROWS = 512  # of the table of neighbours at one time


@dataclass(frozen=True, slots=True)
class Arrays:
    """What does not change in a search: the meetings to be placed, the routes, and the blank nodes."""

    meetings: tuple[Meeting, ...]
    routes: tuple[Route, ...]
    by: int
    blank: Array
    face: NDArray[np.int32]
    able: NDArray[np.uint16]
    person: NDArray[np.int32]
    near: NDArray[np.uint16]
    between: NDArray[np.int32]
    priced_worst: int
    special: bool
    more: More

    def roles(self, p: int) -> range:
        """The nodes of meeting number p."""
        return range(p << self.by, (p << self.by) + len(self.meetings[p].roles))

    def ends(self) -> range:
        """The nodes at which routes end."""
        n = len(self.meetings)
        return range(n << self.by, (n + len(self.routes)) << self.by, 1 << self.by)


def windows(meeting: Meeting) -> list[tuple[int, int]]:
    """When it may begin: where it is agreed, not before then in the same window."""
    agreed = meeting.agreed
    if agreed is None:
        return list(meeting.windows)
    cut = [(agreed.begins if early <= agreed.begins <= due else early, due) for early, due in meeting.windows]
    if not any(early == agreed.begins for early, _ in cut):
        cut.append((agreed.begins, agreed.begins))
    return sorted(cut)


class Rota:
    """Everybody's routes as columns: who, from when to when, from where to where, and which end at a wall."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.routes = problem, routes_of(problem)
        number = {who.name: each for each, who in enumerate(problem.practitioners)}
        self.number = number
        self.person = np.array([number[route.practitioner.name] for route in self.routes], np.int32)
        told = [(r.shift.begins, r.shift.ends, r.shift.leaves, r.shift.returns) for r in self.routes]
        self.begins, self.ends, self.leaves, self.returns = np.array(told, np.int64).reshape(-1, 4).T
        self.hard = np.array([route.wall or problem.walls for route in self.routes], bool)
        self.able: dict[frozenset[str], NDArray[np.bool_]] = {}

    def who_has(self, asks: frozenset[str]) -> NDArray[np.bool_]:
        """Which practitioners have all of it."""
        if asks not in self.able:
            self.able[asks] = np.array([asks <= who.skills for who in self.problem.practitioners], bool)
        return self.able[asks]

    def prices(self, meeting: Meeting, role: int) -> NDArray[np.int32]:
        """What each route's face costs in this role, or UNABLE: no skill, not wanted, or not at work in a window."""
        wanted, between = meeting.roles[role], self.problem.between
        face, able = np.zeros(len(self.number), np.int32), self.who_has(wanted.asks).copy()
        for name, price in meeting.price_of_face.items():
            face[self.number[name]] = price
        able[[self.number[name] for name in meeting.refused]] = False
        there = self.begins + np.where(self.hard, between[self.leaves, meeting.place], 0)
        back = wanted.duration + np.where(self.hard, between[meeting.place, self.returns], 0)
        fits = np.zeros(len(self.routes), bool)
        for early, due in windows(meeting):
            fits |= (there <= due) & (np.maximum(early, there) + back <= self.ends)
        return np.where(able[self.person] & fits, face[self.person], UNABLE).astype(np.int32)


def arrays(problem: Problem, meetings: tuple[Meeting, ...], rota: Rota | None = None) -> Arrays:
    """The arrays for these of the problem's meetings; each must have somebody for every role, and none be frozen."""
    rota = rota or Rota(problem)
    routes, n = rota.routes, len(meetings)
    by = 2 if any(len(each.roles) > TWO for each in meetings) else 1
    if (n + len(routes)) << by > MOST:
        raise Misstated(f"At most {MOST >> by} meetings and shifts together can be planned at once.")
    node = np.zeros(((n + len(routes)) << by) + 1, NODE)
    node["due"], node["many"] = LATEST, 1
    face = np.full((n << by, len(routes)), UNABLE, np.int32)
    for p, meeting in enumerate(meetings):
        node["many"][p << by], opens = len(meeting.roles), windows(meeting)
        for k, role in enumerate(meeting.roles):
            a = (p << by) + k
            at = node[a : a + 1]
            at["place"], at["duration"], at["price"] = meeting.place, role.duration, problem.prices.late
            at["early"], at["due"] = opens[0][0], opens[-1][1] if k == 0 or not problem.walls else LATEST
            at["low"], at["high"] = meeting.wait(k)
            face[a] = rota.prices(meeting, k)
    for c, route in enumerate(routes):
        end, begin = (n + c) << by, ((n + c) << by) + 1
        node["place"][end], node["due"][end] = route.shift.returns, route.shift.ends
        node["price"][end] = problem.prices.overrun
        node["place"][begin], node["start"][begin] = route.shift.leaves, route.shift.begins
        node["who"][begin] = node["who"][end] = c
        node["after"][end] = len(node) - 1
    between = problem.between.astype(np.int32)
    more = _more(problem, meetings, routes, by)
    special = bool(
        more.fixed.any() or more.rests.any() or len(more.pace) > 1 or (more.agreed[:, 0] != NEVER).any()
        or any(len(each.windows) > 1 for each in meetings) or more.prices[:2].any()
    )  # fmt: skip
    worst = 0 if problem.walls else problem.prices.latest
    near = neighbours(node[: n << by : 1 << by], between)
    return Arrays(meetings, routes, by, node, face, _able(face), rota.person, near, between, worst, special, more)


def _able(face: NDArray[np.int32]) -> NDArray[np.uint16]:
    able = np.zeros((len(face), face.shape[1] + 1), np.uint16)
    for a, row in enumerate(face):
        found = np.flatnonzero(row != UNABLE)
        able[a, 0], able[a, 1 : 1 + len(found)] = len(found), found
    return able


def _more(problem: Problem, meetings: tuple[Meeting, ...], routes: tuple[Route, ...], by: int) -> More:
    """What only some problems have, with empty books of faces and loads but for the faces that are known."""
    n, r, told = len(meetings), len(routes), problem.prices
    fixed = np.zeros(((n + r) << by) + 1, np.int64)
    if problem.walls:
        fixed[: n << by : 1 << by] = told.left_out
    for c, route in enumerate(routes):
        fixed[(n + c) << by] = told.left_out if problem.walls or route.wall else 0
    agreed = np.full((n + r + 1, 3), (NEVER, 0, 0), np.int64)
    rows = np.zeros((n + r + 1, 2), np.int32)
    opens: list[tuple[int, int]] = []
    for p, meeting in enumerate(meetings):
        if meeting.agreed is not None:
            agreed[p] = meeting.agreed.begins, meeting.agreed.price or 0, meeting.agreed.price_of_tick
        rows[p] = len(opens), len(opens) + len(windows(meeting))
        opens += windows(meeting)
    taken = [each.shift.rest for each in routes]
    rests = [(each.earliest, each.latest, each.length) if each else (0, 0, 0) for each in taken]
    network, seen = _books(problem, meetings)
    uneven = told.uneven if any(who.most < LATEST for who in problem.practitioners) else 0
    return More(
        fixed, agreed, rows, np.array(opens or [(0, 0)], np.int64), np.array(rests or [(0, 0, 0)], np.int64),
        np.array(problem.pace.factors, np.int64), network, seen, _load(problem),
        np.array([who.most for who in problem.practitioners], np.int64),
        np.array([told.another_face, uneven, problem.pace.ticks], np.int64),
    )  # fmt: skip


def _books(problem: Problem, meetings: tuple[Meeting, ...]) -> tuple[Array, Array]:
    """Each meeting's network, one of its own where none is named; and whose face each of them knows already."""
    whose = {who.name: number for number, who in enumerate(problem.practitioners)}
    numbers: dict[str, int] = {}
    network = [numbers.setdefault(each.network or f"only {each.name}", len(numbers)) for each in meetings]
    seen = np.zeros((max(1, len(numbers)), len(whose)), np.int32)
    known = [(each.name, name) for each in problem.networks for name in each.known]
    known += [(each.network, name) for each in problem.meetings if each.frozen for name in each.frozen.practitioners]
    for name, who in known:
        if name in numbers and who in whose:
            seen[numbers[name], whose[who]] += 1
    return np.array(network or [0], np.int32), seen


def _load(problem: Problem) -> Array:
    """The ticks that each practitioner is at meetings which are agreed and never move."""
    at = engagements(problem, held(problem))
    ticks = [sum(each.ends - each.begins for each in at.get(who.name, ())) for who in problem.practitioners]
    return np.array(ticks, np.int64)


def neighbours(visit: Array, between: NDArray[np.int32]) -> NDArray[np.uint16]:
    """For each meeting those easiest to visit just before or after: travel, some of the waiting, the lateness."""
    count = max(1, min(NEIGHBOURS, len(visit) - 1))
    found = np.zeros((len(visit), count), np.uint16)
    for row in range(0, len(visit), ROWS):
        some = visit[row : row + ROWS]
        either = np.minimum(_onward(some, visit, between), _onward(visit, some, between).T)
        either[np.arange(len(some)), np.arange(row, row + len(some))] = np.inf
        found[row : row + ROWS] = np.argsort(either, axis=1, kind="stable")[:, :count]
    return found


def _onward(these: Array, those: Array, between: NDArray[np.int32]) -> NDArray[Any]:
    ways = between[np.ix_(these["place"], those["place"])].astype(float)
    free = (these["early"].astype(float) + these["duration"])[:, None] + ways
    wait = np.maximum(0, those["early"] - (these["due"].astype(float) + these["duration"])[:, None] - ways)
    onward: NDArray[Any] = ways + 0.2 * wait + np.maximum(0, free - those["due"])
    return onward
