"""How a search cools, and what is no way to search."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner import reference
from tests.planner.problems import friday, problems
from tests.planner.test_solve import placeable
from tornio.planner.annealing import anneal
from tornio.planner.compiled import compiled
from tornio.planner.costs import remains
from tornio.planner.moves import gained
from tornio.planner.plans import Plan, first_plan, timed
from tornio.planner.problem import Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.search import Params, Stop, begin
from tornio.planner.solve import solve
from tornio.planner.state import State
from tornio.planner.times import Misstated


def test_between_two_temperatures_it_falls_by_the_same_factor_in_the_same_time() -> None:
    params = Params(((0, 64.0), (0.5, 4.0), (1, 1.0)))
    heats = [params.heat(done) for done in (0, 0.125, 0.25, 0.375, 0.5, 0.75, 1)]
    assert heats == pytest.approx([64, 32, 16, 8, 4, 2, 1])


def test_what_goes_on_from_a_good_plan_begins_in_the_middle() -> None:
    params = Params(((0, 64.0), (0.9, 2.0), (1, 1.0)), workers=3).half_cooled()
    assert [params.heat(done) for done in (0, 0.5, 1)] == pytest.approx([8, math.sqrt(8), 1])
    assert params.workers == 3


@pytest.mark.parametrize(
    ("cooling", "why"),
    [
        ((), "from the beginning"),
        (((0, 3.0),), "from the beginning"),
        (((0, 3.0), (0.9, 1.0)), "from the beginning"),
        (((0, 3.0), (0.7, 2.0), (0.6, 2.0), (1, 1.0)), "from the beginning"),
        (((0, 3.0), (math.nan, 2.0), (1, 1.0)), "from the beginning"),
        (((0, 3.0), (1, 0.0)), "more than nothing"),
        (((0, math.inf), (1, 1.0)), "more than nothing"),
        (((0, math.nan), (1, 1.0)), "more than nothing"),
    ],
)
def test_what_is_no_cooling_is_refused(cooling: tuple[tuple[float, float], ...], why: str) -> None:
    with pytest.raises(Misstated, match=why):
        Params(cooling)


@pytest.mark.parametrize(("workers", "restarts"), [(0, 1), (1, 0)])
def test_there_is_a_search(workers: int, restarts: int) -> None:
    with pytest.raises(Misstated, match="at least one search"):
        Params(((0, 3.0), (1, 1.0)), workers, restarts)


@pytest.mark.parametrize("stop", [Stop(seconds=0), Stop(moves=0), Stop(seconds=0, moves=0)])
@pytest.mark.parametrize("walls", [True, False])
def test_who_has_no_time_at_all_has_the_first_timetable(stop: Stop, *, walls: bool) -> None:
    """Nothing is tried, nothing fails, and what is told can be had."""
    problem = replace(friday(), walls=walls)
    found = solve(problem, stop)
    assert (found.moves, found.left_out, reference.broken(problem, found)) == (0, (), [])


def test_how_much_of_a_search_is_over() -> None:
    """The greater share of the two; of what has no end, none."""
    assert Stop(seconds=10, moves=1000).share(moves=100, seconds=4) == pytest.approx(0.4)
    assert Stop(moves=1000).share(moves=500, seconds=10**6) == pytest.approx(0.5)
    assert Stop().share(moves=10**9, seconds=10**6) == 0


@compiled
def stays(s: State, p: int) -> Any:
    """What lateness is said to stay when meeting p leaves its place."""
    return remains(s, gained(s, p, s.node[p << s.by].many))


@given(problems(), st.integers(0, 2**32))
@settings(max_examples=120)
def test_where_nobody_waits_for_another_no_less_lateness_stays_than_is_said(problem: Problem, seed: int) -> None:
    """Moves are refused by it before anything is timed: it may say too little, and never too much."""
    alone = replace(problem, meetings=tuple(replace(each, roles=each.roles[:1], waits=()) for each in problem.meetings))
    these = placeable(alone)
    if not these.meetings:
        return
    state, n = begin(these, first_plan(these), seed), len(these.meetings)
    for _some in range(10):
        anneal(state, 5, 40.0)
        order, who = state.order[:n].copy(), state.node["who"][: n << these.by].copy()
        for p in range(n):
            _node, without = timed(these, Plan(order[order != p], who))
            assert stays(state, p) <= without.begun + without.worst * these.priced_worst


def test_all_lateness_stays_but_what_is_behind_who_leaves() -> None:
    """Ruth comes to Anna first and to Leon at forty, half an hour late: that stays when Farah leaves Maya, not
    when Ruth leaves Anna or Leon. Each minute costs ten, and the latest of all another five."""
    nurse = (Role("nurse", 30),)
    meetings = (
        Meeting("Anna's", 1, nurse, ((0, 300),)), Meeting("Leon's", 2, nurse, ((0, 10),)),
        Meeting("Maya's", 3, nurse, ((0, 300),)),
    )  # fmt: skip
    between = np.full((4, 4), 5, np.int64) - 5 * np.eye(4, dtype=np.int64)
    of_us = (Practitioner("Ruth", frozenset({"nurse"})), Practitioner("Farah", frozenset({"nurse"})))
    these = placeable(Problem(meetings, of_us, between, Prices(late=10, latest=5, overrun=10)))
    state = begin(these, Plan(np.array([0, 1, 2], np.uint16), np.array([0, 0, 0, 0, 1, 0], np.uint16)), 1)
    assert [int(stays(state, p)) for p in (0, 1, 2)] == [0, 0, 30 * 10 + 30 * 5]
