"""The planner finds what can be, breaks no hard rule, and its bill is what plain counting says."""

import itertools
import os
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner import reference
from tests.planner.problems import friday, problems, weeks
from tornio.planner.annealing import anneal
from tornio.planner.arrays import Arrays, arrays
from tornio.planner.plans import Plan, books, first_plan, timed
from tornio.planner.problem import Meeting, Practitioner, Problem, Role
from tornio.planner.search import Params, Stop, begin
from tornio.planner.solve import _nobody_for, billed, solve
from tornio.planner.state import UNABLE, Array, State
from tornio.planner.times import Misstated, Shift
from tornio.planner.timetable import Reason

CALM = Params(((0, 30.0), (1, 0.5)), workers=2, restarts=1)


def _without(problem: Problem) -> set[str]:
    return set(_nobody_for(arrays(problem, tuple(each for each in problem.meetings if each.frozen is None))))


def placeable(problem: Problem) -> Arrays:
    """The arrays of those meetings for which there is somebody."""
    left_out = _without(problem)
    return arrays(problem, tuple(each for each in problem.meetings if each.name not in left_out))


@given(st.one_of(problems(), weeks()), st.integers(0, 2**32))
@settings(max_examples=120)
def test_after_every_move_the_kernel_says_what_plain_python_says(problem: Problem, seed: int) -> None:
    these = placeable(problem)
    if len(these.meetings) < 2:
        return
    state, n = begin(these, first_plan(these), seed), len(these.meetings)
    for _move in range(120):
        anneal(state, 1, 40.0, 70)
        plan = Plan(state.order[:n].copy(), state.node["who"][: n << these.by].copy())
        node, parts = timed(these, plan)
        assert tuple(int(each) for each in state.totals[:3]) == (parts.known_before, parts.begun, parts.worst)
        if these.special:
            assert all((mine == theirs).all() for mine, theirs in zip(books(these, plan), _kept(state), strict=True))
        assert (node["start"] == state.node["start"]).all()
        assert sorted(state.order[:n]) == list(range(n))
        assert not state.dirty[:-1].any()


def _kept(state: State) -> tuple[Array, Array]:
    return state.more.seen, state.more.load


@given(st.one_of(problems(), weeks()), st.integers(0, 1000))
@settings(max_examples=160)
def test_no_timetable_breaks_a_rule_and_every_bill_is_right(problem: Problem, seed: int) -> None:
    found = solve(problem, Stop(moves=3000), seed, CALM)
    assert reference.broken(problem, found) == []
    assert found.bill.total == reference.cost(problem, found)
    prices, bill = problem.prices, found.bill
    late = bill.late * prices.late + bill.overrun * prices.overrun
    late += 0 if problem.walls else bill.latest * prices.latest
    assert bill.total == bill.travel + bill.faces + bill.moved + bill.uneven + late


def the_cheapest(problem: Problem) -> int:
    """Every order of the meetings with everybody who can in every role: the least that any of them costs."""
    these = placeable(problem)
    n, costs = len(these.meetings), []
    roles = [a for p in range(n) for a in these.roles(p)]
    able = [np.flatnonzero(these.face[a] != UNABLE) for a in roles]
    for order in itertools.permutations(range(n)):
        for chosen in itertools.product(*able):
            who = np.zeros(n << these.by, np.uint16)
            who[roles] = chosen
            if all(len({these.person[who[a]] for a in these.roles(p)}) == len(these.roles(p)) for p in range(n)):
                plan = Plan(np.array(order, np.uint16), who)
                costs.append(billed(these, *timed(these, plan)).total)
    return min(costs, default=0)


@given(problems(most_meetings=4, most_of_us=3), st.integers(0, 1000))
@settings(max_examples=40)
def test_on_a_small_day_nothing_is_cheaper_than_what_it_finds(problem: Problem, seed: int) -> None:
    assert solve(problem, Stop(moves=20_000), seed, CALM).bill.total == the_cheapest(problem)


@given(weeks(most_meetings=2, most_of_us=2), st.integers(0, 1000))
@settings(max_examples=60)
def test_in_a_small_week_where_all_can_be_held_all_are_at_the_least_cost(problem: Problem, seed: int) -> None:
    found, least = solve(problem, Stop(moves=20_000), seed, CALM), the_cheapest(problem)
    if least < problem.prices.left_out:
        assert {each.meeting for each in found.left_out} == _without(problem)
        assert found.bill.total == least


def test_ruth_and_tomasz_go_to_leon_first_and_then_to_anna() -> None:
    """Base to Leon 10, to Anna 20, home 10, for two: 80 on the road; Leon at ten, Anna after 90 minutes and the way."""
    found = solve(friday(), Stop(moves=5000))
    assert [(v.meeting, v.practitioner, v.begins) for v in found.visits] == [
        ("Leon's", "Ruth", 60), ("Anna's", "Ruth", 170), ("Leon's", "Tomasz", 60), ("Anna's", "Tomasz", 170),
    ]  # fmt: skip
    assert (found.bill.travel, found.bill.late, found.bill.overrun, found.bill.total) == (80, 0, 0, 80)


def test_a_known_face_is_worth_a_detour_of_its_price() -> None:
    """Farah is ten minutes nearer each way; a face that Leon does not know costs fifteen, or twenty-five."""
    between = np.array([[0, 0, 20], [0, 0, 10], [20, 10, 0]], np.int64)
    of_us = tuple(
        Practitioner(name, frozenset({"nurse"}), (Shift(leaves=at, returns=at),))
        for name, at in (("Ruth", 0), ("Farah", 1))
    )

    def who_goes(price: int) -> str:
        meeting = Meeting("Leon's", 2, (Role("nurse", 60),), ((0, 100),), price_of_face={"Farah": price})
        return solve(Problem((meeting,), of_us, between), Stop(moves=1000)).visits[0].practitioner

    assert (who_goes(15), who_goes(25)) == ("Farah", "Ruth")


def test_a_meeting_that_nobody_can_hold_is_left_out_with_the_reason_and_the_others_stand() -> None:
    problem = friday()
    alone = Problem(problem.meetings, problem.practitioners[:1], problem.between, problem.prices)
    found = solve(alone, Stop(moves=1000))
    assert found.visits == ()
    assert {each.meeting: each.reasons for each in found.left_out} == dict.fromkeys(
        ("Leon's", "Anna's"), (Reason("nobody can", "peer practitioner"),)
    )
    both = Practitioner("Ruth", frozenset({"therapist", "peer practitioner"}), (Shift(0, 480),))
    found = solve(Problem(problem.meetings[:1], (both,), problem.between), Stop(moves=1000))
    assert found.left_out[0].reasons == (Reason("too few"),)


def test_the_same_seed_gives_the_same_answer_and_another_seed_may_not() -> None:
    problem = a_day(40)
    first, again = (solve(problem, Stop(moves=20_000), 7) for _ in range(2))
    assert first == again
    assert solve(problem, Stop(moves=20_000), 8).visits != first.visits


def test_who_says_stop_has_the_best_so_far_at_once() -> None:
    asked = iter([False, False, *[True] * 100])
    began = time.monotonic()
    found = solve(a_day(30), Stop(seconds=60, asked=lambda: next(asked)), params=CALM)
    assert time.monotonic() - began < 30
    assert found.moves > 0
    assert reference.broken(a_day(30), found) == []


def test_with_references_counted_the_answers_are_the_same() -> None:
    told = "from tests.planner.test_solve import *; print(solve(a_day(25), Stop(moves=20_000), 3).bill)"
    answers = {
        subprocess.run(
            [sys.executable, "-c", told], env={**os.environ, "TORNIO_PLANNER_COUNTED": counted}, check=True,
            capture_output=True, text=True,
        ).stdout
        for counted in ("0", "1")
    }  # fmt: skip
    assert len(answers) == 1


def a_day(many: int) -> Problem:
    """A day of many meetings for one and two, from a fixed chance."""
    chance = np.random.default_rng(5)
    at = chance.integers(0, 60, (many + 1, 2))
    between = np.abs(at[:, None] - at[None, :]).sum(axis=2).astype(np.int64)
    pair = (Role("therapist", 60), Role("peer practitioner", 60))
    meetings = tuple(
        Meeting(f"meeting {p}", p + 1, pair if p % 3 == 0 else pair[:1], ((int(early), int(early) + 120),))
        for p, early in enumerate(chance.integers(0, 400, many))
    )
    of_us = tuple(
        Practitioner(f"practitioner {c}", frozenset({"therapist"} if c % 2 else {"peer practitioner", "therapist"}))
        for c in range(8)
    )
    return Problem(meetings, of_us, between)


@pytest.mark.parametrize("many", [0, 1])
def test_a_day_with_nothing_or_one_meeting_is_no_special_case(many: int) -> None:
    found = solve(a_day(30) if many > 1 else _few(many), Stop(moves=500))
    assert len(found.visits) == 2 * many


def _few(many: int) -> Problem:
    problem = friday()
    return Problem(problem.meetings[:many], problem.practitioners, problem.between, problem.prices)


@pytest.mark.parametrize(("roles", "most"), [(1, 32_767), (3, 16_383)])
def test_more_than_fits_the_kernel_is_refused_in_one_sentence(roles: int, most: int) -> None:
    """One meeting and as many shifts are one more than there are numbers for; `tornio plan solve` says the same."""
    asked = Meeting("Leon's", 0, (Role("nurse", 5),) * roles, ((0, 9),))
    ruth = Practitioner("Ruth", frozenset({"nurse"}), tuple(Shift(tick, tick + 1) for tick in range(most)))
    too_much = Problem((asked,), (ruth,), np.zeros((1, 1), np.int64))
    with pytest.raises(Misstated, match=f"^At most {most} meetings and shifts together can be planned at once.$"):
        solve(too_much, Stop(moves=1))
