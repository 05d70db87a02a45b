"""The numbers that the kernel reads: who is near whom, and what is left when meetings are taken out."""

from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.week import week
from tests.planner.problems import problems, weeks
from tornio.planner.arrays import Arrays, Rota, arrays, some_of
from tornio.planner.nearness import NEIGHBOURS, neighbours
from tornio.planner.problem import Problem
from tornio.planner.state import Array


def alike(one: Arrays, other: Arrays) -> bool:
    """Whether every number of two arrays is the same."""
    return all(
        np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else str(mine) == str(theirs)
        for each in fields(one)
        for mine, theirs in _parts(getattr(one, each.name), getattr(other, each.name))
    )


def _parts(one: Any, other: Any) -> list[tuple[Any, Any]]:
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return list(zip(one, other, strict=True))
    return [(one, other)]


@given(st.one_of(problems(), weeks()), st.integers(0, 2**20))
@settings(max_examples=60)
def test_meetings_that_are_taken_out_leave_what_there_would_be_without_them(problem: Problem, out: int) -> None:
    free = tuple(each for each in problem.meetings if each.frozen is None)
    kept = [p for p in range(len(free)) if not out >> p & 1]
    rota = Rota(problem)
    without = some_of(arrays(problem, free, rota), kept, problem, rota)
    assert alike(without, arrays(problem, tuple(free[p] for p in kept)))


def test_of_a_week_only_those_look_again_who_lost_a_neighbour() -> None:
    """Five of 111 meetings are taken out, and then all but ten of them."""
    problem = week()
    rota = Rota(problem)
    whole = arrays(problem, problem.meetings, rota)
    for kept in ([p for p in range(111) if p % 25], list(range(0, 111, 11))):
        there = arrays(problem, tuple(problem.meetings[p] for p in kept))
        assert alike(some_of(whole, kept, problem, rota), there)


def by_hand(visit: Array, between: Array) -> list[list[int]]:
    """Each meeting's neighbours from the sentence that defines them, all of them sorted."""

    def onward(a: int, b: int) -> float:
        way = int(between[visit["place"][a], visit["place"][b]])
        ends, until = (int(visit[name][a] + visit["duration"][a]) for name in ("early", "due"))
        waits, late = int(visit["early"][b]) - until - way, ends + way - int(visit["due"][b])
        return way + 0.2 * max(0, waits) + max(0, late)

    return [
        sorted((b for b in range(len(visit)) if b != a), key=lambda b: min(onward(a, b), onward(b, a)))[:NEIGHBOURS]
        for a in range(len(visit))
    ]


def test_neighbours_are_those_who_are_easiest_to_visit_before_or_after() -> None:
    """Of equals the first: the same as sorting all of them."""
    problem = week(seed=3)
    these = arrays(problem, problem.meetings)
    visit = these.blank[: 111 << these.by : 1 << these.by]
    assert these.near.tolist() == by_hand(visit, these.between)
    assert neighbours(visit[:1], these.between).tolist() == [[0]]
    some = np.array([5, 17])
    assert (neighbours(visit, these.between, some) == these.near[some]).all()
