"""Who can come to a meeting is not ruled out too soon: by when their role begins, how fast ways are, and ways round."""

import numpy as np

from tests.planner import reference
from tests.planner.test_one_person import NURSE
from tests.planner.test_week import SOON
from tornio.planner.problem import Meeting, Practitioner, Problem, Role
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
