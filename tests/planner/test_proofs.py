"""What is proven of a small day agrees with trying everything, and breaks no rule."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings

from tests.planner import reference
from tests.planner.cheapest import cheapest
from tests.planner.problems import friday, problems
from tests.planner.test_bounds import known, out
from tests.planner.test_solve import a_day
from tornio.planner.problem import Meeting, Pace, Practitioner, Prices, Problem, Role
from tornio.planner.proofs import optimal
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.times import Shift

NURSE = Role("nurse", 10)


@given(problems(most_meetings=2, most_of_us=3))
@settings(max_examples=3)
def test_what_is_proven_is_what_trying_everything_says(problem: Problem) -> None:
    """The oracle tries everybody in every role and every order on each route."""
    proof = optimal(problem, known(problem, 20), Stop(seconds=20))
    assert proof is not None
    assert proof.proven
    assert proof.cost == proof.timetable.bill.total == cheapest(problem, out(proof.timetable))
    assert reference.broken(problem, proof.timetable) == []
    assert reference.cost(problem, proof.timetable) == proof.cost


def test_of_leon_and_anna_nothing_is_cheaper_than_80_and_the_timetable_stays() -> None:
    found = known(friday())
    proof = optimal(friday(), found, Stop(seconds=20))
    assert proof is not None
    assert (proof.cost, proof.proven, proof.timetable) == (80, True, found)


def test_a_day_of_six_meetings_for_three_of_us_is_proven_and_never_dearer_than_what_was_found() -> None:
    """The timetable that stands in the proof costs what plain counting says."""
    day = dataclasses.replace(a_day(6), practitioners=a_day(6).practitioners[:3])
    found = solve(day, Stop(moves=60_000))
    proof = optimal(day, found, Stop(seconds=30))
    assert proof is not None
    assert proof.proven
    assert reference.cost(day, proof.timetable) == proof.cost <= found.bill.total


def test_who_says_stop_has_a_bound_that_holds() -> None:
    proof = optimal(friday(), known(friday()), Stop(asked=lambda: True))
    assert proof is not None
    assert 0 <= proof.cost <= 80


def test_where_there_is_nothing_to_do_that_is_proven() -> None:
    nothing = Problem((), friday().practitioners, friday().between)
    proof = optimal(nothing, known(nothing), Stop(seconds=5))
    assert proof is not None
    assert (proof.cost, proof.proven) == (0, True)


@pytest.mark.parametrize(
    "week",
    [
        dataclasses.replace(friday(), walls=True),
        dataclasses.replace(friday(), prices=Prices(another_face=3)),
        dataclasses.replace(friday(), pace=Pace(60, (256, 512))),
        Problem((Meeting("Leon's", 1, (NURSE,), ((0, 5), (9, 20))),), (Practitioner("Ruth", frozenset({"nurse"})),),
                friday().between),
    ],
)  # fmt: skip
def test_of_what_is_more_than_plain_nothing_is_claimed(week: Problem) -> None:
    assert optimal(week, known(week), Stop(seconds=5)) is None


def test_nobody_is_proven_to_be_at_two_meetings_who_overruns_one_shift_into_the_next() -> None:
    """Ruth works until ten, and from twelve on. Twice eight is sixteen: cheap for a shift overrun, and she is expected
    at twelve. Anna, whom nobody knows there, takes one of the two."""
    face = {"Anna": 50}
    eight = [Meeting(name, 0, (Role("nurse", 8),), ((0, 2),), price_of_face=face) for name in ("Leon's", "Joel's")]
    noon = Meeting("Farah's", 0, (Role("nurse", 5),), ((12, 12),), price_of_face=face)
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 10), Shift(12, 60)))
    anna = Practitioner("Anna", frozenset({"nurse"}), (Shift(0, 60),))
    prices, base = Prices(late=3, latest=0, overrun=1), np.zeros((1, 1), np.int64)
    day = Problem((*eight, noon), (ruth, anna), base, prices)
    found = known(day)
    assert (found.bill.total, found.left_out) == (50, ())
    assert optimal(day, found, Stop(seconds=5)) is None
