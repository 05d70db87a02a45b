"""One person is one person, whatever number of shifts they work: at one place at a time, and in one role of a meeting."""

import numpy as np
import pytest

from tests.planner import reference
from tests.planner.test_week import CALM, SOON
from tornio.planner.problem import Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.solve import solve
from tornio.planner.times import Shift

NURSE = frozenset({"nurse"})


@pytest.mark.parametrize("walls", [True, False])
def test_nobody_is_in_two_roles_of_a_meeting_in_two_of_their_shifts(walls: bool) -> None:
    """Ruth works in the morning and in the afternoon, and could begin at 60 and again an hour later; Farah's face costs
    200, and is paid all the same: 10 there and 10 back for Ruth, 20 and 20 for Farah."""
    between = np.array([[0, 10, 20], [10, 0, 20], [20, 20, 0]], np.int64)
    roles = (Role("nurse", 30), Role("nurse", 30))
    leon = Meeting("Leon's", 1, roles, ((60, 300),), ((60, 120),), price_of_face={"Farah": 200})
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 200), Shift(200, 400)))
    farah = Practitioner("Farah", NURSE, (Shift(0, 400, 2, 2),))
    asked = Problem((leon,), (ruth, farah), between, walls=walls)
    for seed in range(1, 4):
        found = solve(asked, SOON, seed, CALM)
        assert {visit.practitioner for visit in found.visits} == {"Ruth", "Farah"}
        assert (reference.broken(asked, found), found.bill.total) == ([], 200 + 20 + 40)
