"""Who can come to a meeting is not ruled out too soon: by when their role begins, how fast ways are, and ways round."""

import numpy as np

from tests.planner import reference
from tests.planner.test_one_person import NURSE, held
from tests.planner.test_week import SOON
from tornio.planner.problem import Meeting, Pace, Practitioner, Problem, Role
from tornio.planner.solve import solve
from tornio.planner.times import Shift

ONE_HOUSE = np.zeros((1, 1), np.int64)


def test_whoever_comes_later_to_a_meeting_has_to_be_at_work_only_then() -> None:
    """Ruth begins from 60 to 100, Tomasz 100 to 200 later: at 180, when his shift begins."""
    roles = (Role("nurse", 30), Role("peer", 30))
    leon = Meeting("Leon's", 0, roles, ((60, 100),), ((100, 200),))
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 150),))
    tomasz = Practitioner("Tomasz", frozenset({"peer"}), (Shift(180, 400),))
    asked = Problem((leon,), (ruth, tomasz), ONE_HOUSE, walls=True)
    found = solve(asked, SOON)
    assert [(v.practitioner, v.begins) for v in found.visits] == [("Ruth", 60), ("Tomasz", 180)]
    assert reference.broken(asked, found) == []
    late = Problem(
        (leon,), (ruth, Practitioner("Tomasz", frozenset({"peer"}), (Shift(301, 400),))), ONE_HOUSE, walls=True
    )
    assert len(solve(late, SOON).left_out) == 1


def test_where_ways_are_fast_nobody_is_too_far_away() -> None:
    """Leon's is 40 from the base at the usual pace, 20 at twice that: from 20 to 30, and home at 50 of 60."""
    leon = Meeting("Leon's", 1, (Role("nurse", 10),), ((0, 30),))
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 60),))
    asked = Problem((leon,), (ruth,), np.array([[0, 40], [40, 0]]), pace=Pace(1000, (128,)), walls=True)
    found = solve(asked, SOON)
    assert (held(found), reference.broken(asked, found)) == ({("Leon's", 20)}, [])


def test_where_a_way_round_is_shorter_nobody_is_too_far_away() -> None:
    """Leon's is 50 from the base, and 20 by way of Anna's, where Ruth has two minutes to do: at 22, home at 42."""
    between = np.array([[0, 50, 10], [10, 0, 10], [10, 10, 0]])
    leon = Meeting("Leon's", 1, (Role("nurse", 10),), ((0, 30),))
    anna = Meeting("Anna's", 2, (Role("nurse", 2),), ((0, 30),))
    asked = Problem((leon, anna), (Practitioner("Ruth", NURSE, (Shift(0, 60),)),), between, walls=True)
    assert held(solve(asked, SOON)) == {("Leon's", 22), ("Anna's", 10)}
