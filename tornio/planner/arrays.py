"""A problem as the arrays of the kernel: between words and numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tornio.planner.nearness import neighbours, so_many
from tornio.planner.problem import AS_USUAL, Meeting, Problem
from tornio.planner.routes import Route, engagements, held, routes_of
from tornio.planner.shortest import Shortest
from tornio.planner.state import NEVER, NODE, UNABLE, Array, More
from tornio.planner.times import LATEST, Misstated

MOST = 2**16 - 2  # nodes: what fits the kernel's narrow columns
TWO = 2  # roles, for which one bit is enough


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
    """When it may begin: a window in which it is agreed is two, what lies before then and what begins with it."""
    agreed = meeting.agreed
    if agreed is None:
        return list(meeting.windows)
    parts: list[tuple[int, int]] = []
    for early, due in meeting.windows:
        cut = early < agreed.begins <= due
        parts += [(early, agreed.begins - 1), (agreed.begins, due)] if cut else [(early, due)]
    if not any(early == agreed.begins for early, _ in parts):
        parts.append((agreed.begins, agreed.begins))
    return sorted(parts)


class Rota:
    """Everybody's routes as columns: who, from when to when, from where to where, until when they may be overrun, and
    which end at a wall.

    A search begins each meeting as soon as can be. So what is agreed at a price would be drawn to an earlier time of a
    stretch of work, in the same window or another: that is shut, but for meetings which can `begin_sooner`.
    """

    def __init__(self, problem: Problem, begin_sooner: frozenset[str] = frozenset()) -> None:
        self.problem, self.routes, self.begin_sooner = problem, routes_of(problem), begin_sooner
        self.shortest = Shortest(problem)
        number = {who.name: each for each, who in enumerate(problem.practitioners)}
        self.number = number
        self.person = np.array([number[route.practitioner.name] for route in self.routes], np.int32)
        told = [(r.shift.begins, r.shift.ends, r.shift.leaves, r.shift.returns) for r in self.routes]
        self.begins, self.ends, self.leaves, self.returns = np.array(told, np.int64).reshape(-1, 4).T
        by = [LATEST if route.by is None else route.by for route in self.routes]
        self.until = np.minimum(np.array(by, np.int64), self.ends if problem.walls else LATEST)
        self.hard = self.until <= self.ends
        self.able: dict[frozenset[str], NDArray[np.bool_]] = {}
        self._fits: tuple[object, NDArray[np.bool_]] = (None, np.zeros(0, bool))

    def who_has(self, asks: frozenset[str]) -> NDArray[np.bool_]:
        """Which practitioners have all of it."""
        if asks not in self.able:
            self.able[asks] = np.array([asks <= who.skills for who in self.problem.practitioners], bool)
        return self.able[asks]

    def windows(self, meeting: Meeting) -> list[tuple[int, int]]:
        """When a meeting may begin in a search."""
        return [each for each in windows(meeting) if not self._is_shut(meeting, each[1])]

    def shuts(self, meeting: Meeting) -> bool:
        """Is one of its windows shut?"""
        return len(self.windows(meeting)) < len(windows(meeting))

    def _is_shut(self, meeting: Meeting, due: int) -> bool:
        agreed = meeting.agreed
        if agreed is None or due >= agreed.begins or meeting.name in self.begin_sooner:
            return False
        able = self._wanted(meeting) & np.logical_or.reduce([self.who_has(role.asks) for role in meeting.roles])
        return bool((able[self.person] & (self.begins <= due) & (agreed.begins <= self.ends)).any())

    def _wanted(self, meeting: Meeting) -> NDArray[np.bool_]:
        """Which practitioners the network would meet."""
        wanted = np.ones(len(self.number), bool)
        wanted[[self.number[name] for name in meeting.refused]] = False
        return wanted

    def prices(self, meeting: Meeting, role: int) -> NDArray[np.int32]:
        """What each route's face costs in this role, or UNABLE: no skill, not wanted, or not at work in a window."""
        wanted = meeting.roles[role]
        face, able = np.zeros(len(self.number), np.int32), self.who_has(wanted.asks) & self._wanted(meeting)
        for name, price in meeting.price_of_face.items():
            face[self.number[name]] = price
        return np.where(able[self.person] & self._at_work(meeting, role), face[self.person], UNABLE)

    def _at_work(self, meeting: Meeting, role: int) -> NDArray[np.bool_]:
        """Which routes have so long a meeting when this role may begin; most often that is alike for all roles."""
        duration, (least, greatest) = meeting.roles[role].duration, meeting.wait(role)
        if self._fits[0] == (meeting.name, duration, least, greatest):
            return self._fits[1]
        there = self.begins + np.where(self.hard, self.shortest.lasts(self.leaves, meeting.place), 0)
        back = duration + np.where(self.hard, self.shortest.lasts(meeting.place, self.returns), 0)
        fits = np.zeros(len(self.routes), bool)
        for early, due in self.windows(meeting):
            fits |= (there <= due + greatest) & (np.maximum(early + least, there) + back <= self.ends)
        self._fits = (meeting.name, duration, least, greatest), fits
        return fits


def arrays(problem: Problem, meetings: tuple[Meeting, ...], rota: Rota | None = None) -> Arrays:
    """The arrays for these of the problem's meetings, none of which is frozen."""
    rota = rota or Rota(problem)
    routes, n = rota.routes, len(meetings)
    by = _room(meetings)
    if (n + len(routes)) << by > MOST:
        raise Misstated(f"At most {MOST >> by} meetings and shifts together can be planned at once.")
    node = np.zeros(n << by, NODE)
    node["due"], node["many"] = LATEST, 1
    face = np.full((n << by, len(routes)), UNABLE, np.int32)
    for p, meeting in enumerate(meetings):
        node["many"][p << by], opens = len(meeting.roles), rota.windows(meeting)
        for k, role in enumerate(meeting.roles):
            a = (p << by) + k
            at = node[a : a + 1]
            at["place"], at["duration"], at["price"] = meeting.place, role.duration, problem.prices.late
            at["early"], at["due"] = opens[0][0], opens[-1][1] if k == 0 or not problem.walls else LATEST
            at["low"], at["high"] = meeting.wait(k)
            face[a] = rota.prices(meeting, k)
    between = problem.between.astype(np.int32)
    near = neighbours(node[:: 1 << by], between)
    return _put_together(problem, meetings, rota, (node, face, _able(face), near, between))


def some_of(these: Arrays, kept: list[int], problem: Problem, rota: Rota) -> Arrays:
    """The arrays for some of these meetings, given by their numbers in order: as `arrays` would make them, from what
    there is. Only who has lost a neighbour looks for them again."""
    meetings = tuple(these.meetings[p] for p in kept)
    n, by = len(these.meetings), _room(meetings)
    rows = ((np.array(kept, np.int64) << these.by)[:, None] + np.arange(1 << by)).reshape(-1)
    node, place = these.blank[rows], np.full(n, -1)
    place[kept] = np.arange(len(kept))
    near, count = place[these.near[kept]], so_many(len(kept))
    lost = np.flatnonzero((near < 0).any(axis=1)) if count == these.near.shape[1] else np.arange(len(kept))
    near = near[:, :count]
    near[lost] = neighbours(node[:: 1 << by], these.between, lost)
    return _put_together(
        problem, meetings, rota, (node, these.face[rows], these.able[rows], near.astype(np.uint16), these.between)
    )


def _room(meetings: tuple[Meeting, ...]) -> int:
    """How many bits number the roles of a meeting."""
    return 2 if any(len(each.roles) > TWO for each in meetings) else 1


def _put_together(problem: Problem, meetings: tuple[Meeting, ...], rota: Rota, made: tuple[Array, ...]) -> Arrays:
    """The arrays with the ends of the routes, and what only some problems have."""
    (visits, face, able, near, between), routes, n, by = made, rota.routes, len(meetings), _room(meetings)
    node = np.zeros(((n + len(routes)) << by) + 1, NODE)
    node["due"], node["many"] = LATEST, 1
    node[: n << by] = visits
    for c, route in enumerate(routes):
        end, begin = (n + c) << by, ((n + c) << by) + 1
        node["place"][end], node["due"][end] = route.shift.returns, route.shift.ends
        node["price"][end] = problem.prices.overrun
        node["place"][begin], node["start"][begin] = route.shift.leaves, route.shift.begins
        node["who"][begin] = node["who"][end] = c
        node["after"][end] = len(node) - 1
    more = _more(rota, meetings, by, node["due"])
    special = bool(
        more.fixed.any() or more.rests.any() or len(more.pace) > 1 or (more.agreed[:, 0] != NEVER).any()
        or any(len(each.windows) > 1 for each in meetings) or more.prices[:2].any()
        or len(set(rota.person.tolist())) < len(routes)
    )  # fmt: skip
    worst = 0 if problem.walls else problem.prices.latest
    return Arrays(meetings, routes, by, node, face, able, rota.person, near, between, worst, special, more)


def _able(face: NDArray[np.int32]) -> NDArray[np.uint16]:
    able = np.zeros((len(face), face.shape[1] + 1), np.uint16)
    for a, row in enumerate(face):
        found = np.flatnonzero(row != UNABLE)
        able[a, 0], able[a, 1 : 1 + len(found)] = len(found), found
    return able


def _more(rota: Rota, meetings: tuple[Meeting, ...], by: int, due: Array) -> More:
    """What only some problems have, with empty books of faces and loads but for the faces that are known."""
    problem, routes = rota.problem, rota.routes
    n, r, told = len(meetings), len(routes), problem.prices
    fixed = np.zeros(((n + r) << by) + 1, np.int64)
    if problem.walls:
        fixed[: n << by : 1 << by] = told.left_out
    wall, ends = due.astype(np.int64), (n + np.arange(r)) << by
    wall[ends], fixed[ends] = rota.until, np.where(rota.until < LATEST, told.left_out, 0)
    agreed = np.full((n + r + 1, 3), (NEVER, 0, 0), np.int64)
    rows = np.zeros((n + r + 1, 2), np.int32)
    opens: list[tuple[int, int]] = []
    for p, meeting in enumerate(meetings):
        if meeting.agreed is not None:
            agreed[p] = meeting.agreed.begins, meeting.agreed.price or 0, meeting.agreed.price_of_tick
        may_begin = rota.windows(meeting)
        rows[p] = len(opens), len(opens) + len(may_begin)
        opens += may_begin
    taken = [each.shift.rest for each in routes]
    rests = [(each.earliest, each.latest, each.length) if each else (0, 0, 0) for each in taken]
    network, seen = _books(problem, meetings)
    uneven = told.uneven if any(who.most < LATEST for who in problem.practitioners) else 0
    return More(
        fixed, wall, agreed, rows, np.array(opens or [(0, 0)], np.int64), np.array(rests or [(0, 0, 0)], np.int64),
        _pace(problem), network, seen, _load(problem),
        np.array([who.most for who in problem.practitioners], np.int64),
        np.array([told.another_face, uneven, problem.pace.ticks], np.int64),
    )  # fmt: skip


def _pace(problem: Problem) -> Array:
    """The pace of each stretch; one alone is the usual one, and not asked for in the kernel."""
    factors = problem.pace.factors
    return np.array(factors if factors == (AS_USUAL,) else (*factors, factors[-1]), np.int64)


def _books(problem: Problem, meetings: tuple[Meeting, ...]) -> tuple[Array, Array]:
    """Each meeting's network, one of its own where none is named; and whose face each of them knows already."""
    whose = {who.name: number for number, who in enumerate(problem.practitioners)}
    numbers: dict[tuple[str, str], int] = {}  # by its name, or by none and the meeting's
    network = [numbers.setdefault((each.network, "" if each.network else each.name), len(numbers)) for each in meetings]
    seen = np.zeros((max(1, len(numbers)), len(whose)), np.int32)
    known = [(each.name, name) for each in problem.networks for name in each.known]
    known += [(each.network, name) for each in problem.meetings if each.frozen for name in each.frozen.practitioners]
    for name, who in known:
        if (name, "") in numbers and who in whose:
            seen[numbers[name, ""], whose[who]] += 1
    return np.array(network or [0], np.int32), seen


def _load(problem: Problem) -> Array:
    """The ticks that each practitioner is at meetings which are agreed and never move."""
    at = engagements(problem, held(problem))
    ticks = [sum(each.ends - each.begins for each in at.get(who.name, ())) for who in problem.practitioners]
    return np.array(ticks, np.int64)
