"""No timetable is below the bound, whenever it is told; and for small days the bound is what the cheapest costs."""

import dataclasses
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.cheapest import cheapest
from tests.planner.problems import friday, problems, weeks
from tests.planner.test_hhcrsp import DAY
from tests.planner.test_solve import CALM, a_day
from tornio.config.commands.plan import at_best, command
from tornio.planner.bounds import Bound, lower
from tornio.planner.problem import DEAREST_TICK, Agreed, Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.times import LATEST, Shift
from tornio.planner.timetable import Timetable

NURSE = (Role("nurse", 60),)


def known(problem: Problem, moves: int = 5000) -> Timetable:
    """A timetable of it."""
    return solve(problem, Stop(moves=moves), params=CALM)


def out(timetable: Timetable) -> frozenset[str]:
    """Which meetings it leaves out."""
    return frozenset(each.meeting for each in timetable.left_out)


@given(problems(most_meetings=3, most_of_us=3), st.integers(1, 40))
@settings(max_examples=12)
def test_the_bound_is_never_above_the_cheapest_wherever_it_stops(problem: Problem, rounds: int) -> None:
    """The oracle tries everybody in every role and every order."""
    found = known(problem, 50)
    least = cheapest(problem, out(found))
    assert lower(problem, Stop(moves=rounds)).cost <= least
    bound = lower(problem, Stop(moves=rounds), found)
    assert bound.cost <= least <= found.bill.total
    assert bound.proven == (bound.cost == found.bill.total)


@given(weeks(most_meetings=4))
@settings(max_examples=30)
def test_no_week_that_is_found_costs_less_than_its_bound(problem: Problem) -> None:
    """Walls, breaks, two days, three roles, what is agreed, faces and pace: the bound may be far, but holds."""
    found = known(problem, 3000)
    assert lower(problem, Stop(moves=30), without=out(found)).cost <= found.bill.total
    assert lower(problem, Stop(moves=30), found).cost <= found.bill.total


@given(problems(most_meetings=3, most_of_us=3))
@settings(max_examples=12)
def test_with_time_the_bound_of_a_small_day_with_a_price_on_lateness_is_close(problem: Problem) -> None:
    """Some stay open. Nothing that is told as proven is above the cheapest."""
    found = known(problem)
    bound = lower(problem, Stop(moves=300), found)
    assert bound.cost <= cheapest(problem, out(found))
    assert not bound.proven or found.bill.total == cheapest(problem, out(found))


def test_leon_and_anna_are_80_minutes_on_the_road_and_nobody_does_it_in_less() -> None:
    """Base to Leon 10, to Anna 20, home 10, for two of us: 80; `test_solve` finds it."""
    bound = lower(friday(), Stop(moves=200), known(friday()))
    assert (bound.cost, bound.proven) == (80, True)


def test_a_day_of_ten_meetings_is_proven() -> None:
    day = a_day(10)
    found = solve(day, Stop(moves=60_000))
    bound = lower(day, Stop(seconds=20), found)
    assert bound.proven
    assert bound.cost == found.bill.total


def test_what_is_agreed_for_good_outside_of_their_only_shift_is_no_part_of_the_bound() -> None:
    """Ruth is at Leon's until 490, ten after her shift. Anna's is at the base: nothing to drive, and nothing late."""
    leons = Meeting("Leon's", 0, NURSE, ((0, 400),), agreed=Agreed(430, ("Ruth",)))
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 480),))
    annas = Meeting("Anna's", 0, NURSE, ((0, 400),))
    problem = Problem((leons, annas), (ruth,), np.zeros((1, 1), np.int64), walls=True)
    found = known(problem)
    assert {visit.meeting: visit.begins for visit in found.visits} == {"Anna's": 0, "Leon's": 430}
    bound = lower(problem, Stop(moves=20), found)
    assert (bound.cost, bound.proven) == (0, True)


def test_a_time_before_the_one_that_is_agreed_counts_where_a_search_would_begin_later() -> None:
    """Leon's is agreed for 30, when Carol is there for 100. At 0 Farah is, for nothing; another time costs 4."""
    roles = (Role("nurse", 5), Role("helper", 5))
    agreed = Agreed(30, ("Ruth", "Carol"), price=4)
    leons = Meeting("Leon's", 0, roles, ((0, 10),), price_of_face={"Carol": 100}, agreed=agreed)
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 60),))
    others = (("Farah", Shift(0, 25)), ("Carol", Shift(30, 60)))
    us = (ruth, *(Practitioner(name, frozenset({"helper"}), (shift,)) for name, shift in others))
    problem = Problem((leons,), us, np.zeros((1, 1), np.int64), walls=True)
    found = known(problem)
    assert found.bill.total == 100
    assert (lower(problem, Stop(moves=20)).cost, lower(problem, Stop(moves=20), found).proven) == (0, False)
    without = dataclasses.replace(problem, practitioners=us[:2], meetings=(
        dataclasses.replace(leons, price_of_face={}, agreed=Agreed(30, ("Ruth", "Farah"), price=4)),
    ))  # fmt: skip
    found = known(without)
    assert (found.bill.total, found.left_out) == (4, ())
    assert lower(without, Stop(moves=20), found).cost == 0


def test_who_stops_early_has_a_bound_that_holds_and_more_time_never_makes_it_worse() -> None:
    day = a_day(24)
    found = known(day, 30_000)
    costs = [lower(day, Stop(moves=rounds), found).cost for rounds in (0, 11, 60, 150)]
    assert costs == sorted(costs)
    assert 0 <= costs[0] < costs[-1] <= found.bill.total
    assert costs[-1] > 0.9 * found.bill.total  # the rounds were worth it


def test_who_says_stop_has_the_bound_so_far() -> None:
    asked = iter([False] * 25)
    bound = lower(a_day(24), Stop(asked=lambda: next(asked, True)), known(a_day(24)))
    assert 0 <= bound.cost < LATEST
    assert bound.rounds < 25


def test_where_there_is_nothing_to_do_the_bound_is_the_ways_home() -> None:
    problem = friday()
    nothing = Problem((), problem.practitioners, problem.between, problem.prices)
    assert lower(nothing, Stop(moves=5), known(nothing)) == dataclasses.replace(_timeless(0), proven=True)
    tomasz = dataclasses.replace(problem.practitioners[1], shifts=(Shift(0, 480, leaves=1, returns=2),))
    assert lower(Problem((), (tomasz,), problem.between, problem.prices), Stop(moves=5)) == _timeless(20)


def _timeless(cost: int) -> Bound:
    class Whenever(float):
        def __eq__(self, other: object) -> bool:
            return isinstance(other, float)

        __hash__ = float.__hash__

    return Bound(cost, proven=False, rounds=0, parts=1, seconds=Whenever())


def test_a_meeting_for_which_there_is_nobody_is_left_out_of_the_bound_too() -> None:
    problem = friday()
    alone = Problem(problem.meetings, problem.practitioners[:1], problem.between, problem.prices)
    assert lower(alone, Stop(moves=5)).cost == 0
    one = lower(problem, Stop(moves=100), without={"Anna's"})
    assert one.cost == 40  # Leon's alone: 10 there and 10 back for two


def test_two_equally_good_ways_are_a_tie_and_proven() -> None:
    """Leon and Anna are as far from the base: whoever is visited first, it is 10 + 20 + 10."""
    meetings = tuple(Meeting(name, place, NURSE, ((0, 400),)) for name, place in (("Leon's", 1), ("Anna's", 2)))
    ruth = Practitioner("Ruth", frozenset({"nurse"}))
    problem = Problem(meetings, (ruth,), friday().between)
    bound = lower(problem, Stop(moves=100), known(problem))
    assert (bound.cost, bound.proven) == (40, True)


def test_of_two_routes_that_are_alike_each_goes_once() -> None:
    """Two meetings at one time need both nurses: 20 each; were one enough it would be 40 and 60 late."""
    meetings = tuple(Meeting(name, place, NURSE, ((50, 50),)) for name, place in (("Leon's", 1), ("Anna's", 2)))
    both = tuple(Practitioner(name, frozenset({"nurse"})) for name in ("Ruth", "Farah"))
    problem = Problem(meetings, both, friday().between)
    assert lower(problem, Stop(moves=100), known(problem)).cost == 40


def test_prices_beyond_what_can_be_counted_give_a_bound_of_nothing_and_no_error() -> None:
    ruth, far = Practitioner("Ruth", frozenset({"nurse"})), friday().between * 2**24
    problem = Problem((Meeting("Leon's", 1, NURSE, ((0, 9),)),), (ruth,), far, Prices(late=DEAREST_TICK - 1))
    assert lower(problem, Stop(moves=5)).cost == 0


@pytest.mark.parametrize("many", [1, 70])
def test_a_meeting_beyond_the_first_word_of_memory_is_not_visited_twice(many: int) -> None:
    """All at one place, ten ticks away, without lateness: one way there and back is enough, whoever is remembered."""
    between = np.array([[0, 10], [10, 0]], np.int64)
    meetings = tuple(Meeting(f"meeting {p}", 1, NURSE, ((0, LATEST - 1),)) for p in range(many))
    problem = Problem(meetings, (Practitioner("Ruth", frozenset({"nurse"})),), between)
    assert lower(problem, Stop(moves=60), known(problem, 100)).cost <= 20


def test_every_stretch_of_the_same_search_tells_the_same() -> None:
    day = a_day(12)
    found = known(day)
    told = [lower(day, Stop(moves=80), found) for _again in range(2)]
    assert len({dataclasses.astuple(each)[:4] for each in told}) == 1
    assert all(one.cost == two.cost for one, two in itertools.pairwise(told))


def test_the_command_says_how_good_it_is_at_best(tmp_path: Path) -> None:
    """The day of `test_hhcrsp` costs 10, and nothing costs less."""
    path = tmp_path / "2_1.json"
    path.write_text(json.dumps(DAY))
    done = CliRunner().invoke(command, ["solve", str(path), "--seconds", "0.5", "--bound"])
    assert done.stdout == "10.000\nat best 10.000 (proven)\n"


def test_a_bound_that_is_not_reached_is_told_rounded_down_with_how_far_it_is() -> None:
    found = known(friday())
    bound = Bound(cost=70, proven=False, rounds=1, parts=1, seconds=0.1)
    assert at_best(found, bound, "tornio") == "at least 70 (12.5 % below)"  # 10 of 80
    assert at_best(found, bound, "hhcrsp") == "at least 0.023 (12.5 % below)"  # 70 / 3000 is 0.02333


def test_with_nobody_at_work_there_is_a_bound_too_and_no_error() -> None:
    meeting = Meeting("Leon's", 1, NURSE, ((0, 9),))
    assert lower(Problem((meeting,), (), friday().between), Stop(moves=5)).cost == 0


def test_the_bound_looks_at_hours_too_that_the_search_has_shut() -> None:
    """Leon was promised 200 with Farah, 90 away there and back. Ruth, who is there, could come until 50: one for
    another time than agreed, and no way at all."""
    leon = Meeting("Leon's", 0, (Role("nurse", 10),), ((0, 50),), agreed=Agreed(200, ("Farah",), 1))
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 100),))
    farah = Practitioner("Farah", frozenset({"nurse"}), (Shift(0, 400, 1, 1),))
    week = Problem((leon,), (ruth, farah), np.array([[0, 90], [90, 0]]), walls=True)
    bound = lower(week, Stop(moves=50), known(week))
    assert bound.cost <= 1
    assert not bound.proven
