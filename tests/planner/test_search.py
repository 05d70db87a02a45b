"""How a search cools, and what is no way to search."""

import math
from dataclasses import replace

import pytest

from tests.planner import reference
from tests.planner.problems import friday
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve
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


@pytest.mark.parametrize("elsewhere", [-1, 101])
def test_of_a_hundred_moves_there_are_a_hundred(elsewhere: int) -> None:
    with pytest.raises(Misstated, match="none to a hundred"):
        Params(((0, 3.0), (1, 1.0)), elsewhere=elsewhere)


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
