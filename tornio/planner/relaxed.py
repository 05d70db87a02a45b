"""A problem as the bounds read it: visits and kinds of routes, without what they leave out. The one place to widen.

Whatever is left out here only makes timetables cheaper, so that a bound stays a bound: breaks, what lies between the
first window's beginning and the last one's end, the price of another time than agreed, of new faces, of full days,
what follows a shift that is overrun; walls are priced like lateness. Ways last as long as at the fastest pace of the
day. What is read of the rest is exact.
"""

from collections.abc import Container
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tornio.planner.arrays import Rota, windows
from tornio.planner.problem import AS_USUAL, Meeting, Problem
from tornio.planner.routes import Route
from tornio.planner.shortest import round_about
from tornio.planner.state import UNABLE

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Link:
    """The beginning of one visit is from `least` to `greatest` ticks after another's."""

    first: int
    second: int
    least: int
    greatest: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Routes that are all alike: which, from when to when and where, and what each visit's face costs (or UNABLE)."""

    routes: tuple[int, ...]
    begins: int
    ends: int
    leaves: int
    returns: int
    face: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Visits (a role of a meeting each; by meeting, in the order of the roles), links between them, kinds of routes.

    `early[v]` is the least tick at which visit v can begin in any timetable, `due[v]` when it is late from, both in
    ticks. `way[a, b]` between places is paid, `lasts[a, b]` passes at the least; `late`, `latest`, `overrun` price a
    tick, in ticks of travel.
    """

    meetings: tuple[Meeting, ...]
    routes: tuple[Route, ...]
    of: Whole
    role: Whole
    place: Whole
    duration: Whole
    early: Whole
    due: Whole
    links: tuple[Link, ...]
    kinds: tuple[Kind, ...]
    way: Whole
    lasts: Whole
    late: int
    latest: int
    overrun: int


def relaxed(problem: Problem, without: Container[str] = ()) -> Relaxed:
    """The problem for the bounds, without these meetings and without those for which there is nobody."""
    rota = Rota(problem, frozenset(each.name for each in problem.meetings))  # with every window open
    routes = rota.routes
    placing = [each for each in problem.meetings if each.frozen is None and each.name not in without]
    faces = {each.name: [rota.prices(each, k).tolist() for k in range(len(each.roles))] for each in placing}
    meetings = tuple(each for each in placing if _somebody(faces[each.name], routes))
    told = [(p, k, each) for p, each in enumerate(meetings) for k in range(len(each.roles))]
    way = problem.between.astype(np.int64)
    lasts = (way * min(problem.pace.factors) + AS_USUAL - 1) // AS_USUAL
    face = np.array([faces[each.name][k] for _, k, each in told], np.int64).reshape(len(told), len(routes))
    place, links = _column(each.place for _, _, each in told), tuple(_links(meetings))
    begins = _column(windows(each)[0][0] for _, _, each in told)
    return Relaxed(
        meetings, routes, _column(p for p, _, _ in told), _column(k for _, k, _ in told), place,
        _column(each.roles[k].duration for _, k, each in told), _earliest(begins, place, face, routes, lasts, links),
        _column(_due(problem, each, k) for _, k, each in told), links, _kinds(routes, face), way, lasts,
        problem.prices.late, 0 if problem.walls else problem.prices.latest, problem.prices.overrun,
    )  # fmt: skip


def _due(problem: Problem, meeting: Meeting, role: int) -> int:
    """When a role is late from; where windows are walls, they are asked of the first role alone."""
    return windows(meeting)[-1][1] + (meeting.wait(role)[1] if problem.walls else 0)


def _column(values: object) -> Whole:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload, no-any-return]


def _somebody(faces: list[list[int]], routes: tuple[Route, ...]) -> bool:
    """Is there somebody for each role, and somebody else for each?"""
    able = [{routes[c].practitioner.name for c, price in enumerate(each) if price != UNABLE} for each in faces]
    return any(len(set(chosen)) == len(able) for chosen in product(*able))


def _links(meetings: tuple[Meeting, ...]) -> list[Link]:
    found: list[Link] = []
    first = 0
    for each in meetings:
        found += [Link(first, first + further, *each.wait(further)) for further in range(1, len(each.roles))]
        first += len(each.roles)
    return found


def _earliest(
    direct: Whole, place: Whole, face: Whole, routes: tuple[Route, ...], way: Whole, links: tuple[Link, ...]
) -> Whole:
    """No visit begins before somebody can be there, nor before the other roles of its meeting allow it."""
    short = round_about(way)
    told = [each.shift.begins + short[each.shift.leaves, place] for each in routes]
    there = np.array(told, np.int64).reshape(len(routes), len(place))
    soonest = np.where(face.T == UNABLE, np.iinfo(np.int64).max, there).min(axis=0, initial=np.iinfo(np.int64).max)
    early: Whole = np.maximum(direct, soonest)
    for _again in range(2):
        for each in links:
            early[each.second] = max(early[each.second], early[each.first] + each.least)
            early[each.first] = max(early[each.first], early[each.second] - each.greatest)
    return early


def _kinds(routes: tuple[Route, ...], face: Whole) -> tuple[Kind, ...]:
    alike: dict[tuple[int, int, int, int, tuple[int, ...]], list[int]] = {}
    for c, route in enumerate(routes):
        shift = route.shift
        key = (shift.begins, shift.ends, shift.leaves, shift.returns, tuple(face[:, c].tolist()))
        alike.setdefault(key, []).append(c)
    return tuple(Kind(tuple(same), *key) for key, same in alike.items())
