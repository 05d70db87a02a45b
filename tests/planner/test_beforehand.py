"""A move that is refused before it is timed would have been refused when it was timed, and most are."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tornio.planner.arrays import Rota, arrays
from tornio.planner.beforehand import hopeless
from tornio.planner.compiled import compiled, exponential
from tornio.planner.moves import elsewhere, taken, weigh
from tornio.planner.plans import first_plan
from tornio.planner.problem import Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.search import begin
from tornio.planner.state import LATE, PRICE_OF_WORST, TRAVEL, WORST, State
from tornio.planner.times import LATEST, Shift

HELD = "a therapist"


@compiled
def all_timed(s: State, moves: int, heat: float, counted: Any) -> None:
    """Try so many moves and time each that the ways allow, whatever was said of it before.

    Counts those timed, those taken, those of which it was said that they would not be, and those taken all the same.
    """
    t = s.totals
    for _ in range(moves):
        limit = t[TRAVEL] + t[LATE] + t[WORST] * t[PRICE_OF_WORST] + np.int64(heat * exponential(s.chance))
        p, slot, many = elsewhere(s)
        if many == 0:
            continue
        travel = t[TRAVEL] + weigh(s, p, slot, many)
        if travel > limit:
            continue
        said = hopeless(s, p, many, limit - travel)
        done = taken(s, p, slot, many, travel, limit)
        counted[0] += 1
        counted[1] += done
        counted[2] += said
        counted[3] += done and said


def a_full_day(seed: int, meetings: int, most_roles: int, late: int, latest: int) -> Problem:
    """More than four of us can be in time for: short windows, waits between roles, hours that end."""
    chance = np.random.default_rng(seed)

    def meeting(number: int) -> Meeting:
        early, roles = int(chance.integers(40, 400)), int(chance.integers(1, most_roles + 1))
        least = int(chance.choice([0, 0, 15]))
        return Meeting(
            f"meeting {number}", int(chance.integers(0, 9)),
            tuple(Role(HELD, int(chance.integers(0, 50))) for _ in range(roles)),
            ((early, early + int(chance.integers(0, 90))),),
            ((least, least + int(chance.choice([0, 25]))),) * (roles - 1),
        )  # fmt: skip

    us = tuple(
        Practitioner(f"practitioner {each}", frozenset({HELD}), (Shift(0, int(chance.choice([LATEST, 600]))),))
        for each in range(4)
    )
    ways = chance.integers(1, 40, (9, 9))
    np.fill_diagonal(ways, 0)
    return Problem(tuple(meeting(each) for each in range(meetings)), us, ways, Prices(late, latest, overrun=1))


@given(
    st.integers(0, 2**32), st.integers(4, 30), st.integers(1, 3), st.integers(0, 3), st.integers(0, 2),
    st.sampled_from([3.0, 30.0, 300.0]),
)  # fmt: skip
@settings(max_examples=150)
def test_nothing_is_refused_beforehand_that_would_be_taken(
    seed: int, meetings: int, most_roles: int, late: int, latest: int, heat: float
) -> None:
    problem = a_full_day(seed, meetings, most_roles, late, latest)
    these = arrays(problem, problem.meetings, Rota(problem))
    assert not these.special
    state, counted = begin(these, first_plan(these), seed), np.zeros(4, np.int64)
    all_timed(state, 4000, heat, counted)
    assert counted[3] == 0


def test_most_of_what_is_refused_is_known_before_it_is_timed() -> None:
    """The oracle is the timing itself: of a hundred moves that it refuses, ninety are known before."""
    problem = a_full_day(1, 12, 2, 1, 1)
    these = arrays(problem, problem.meetings, Rota(problem))
    state, counted = begin(these, first_plan(these), 1), np.zeros(4, np.int64)
    all_timed(state, 100_000, 3.0, counted)
    timed, taken_all, refused, _ = counted
    assert refused > 0.9 * (timed - taken_all) > 0
