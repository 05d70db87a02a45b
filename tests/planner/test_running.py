"""A week that runs: what has begun stays as it is to the tick, and nothing is planned before now."""

import numpy as np

from tests.planner import reference
from tests.planner.test_week import SOON
from tornio.planner.problem import Meeting, Practitioner, Problem, Role
from tornio.planner.replan import Calm, Change, replan
from tornio.planner.solve import solve
from tornio.planner.times import Shift

NURSE, PEER = frozenset({"nurse"}), frozenset({"peer"})
HOUR = (Role("nurse", 60),)
ONE_HOUSE = np.zeros((1, 1), np.int64)


def now(tick: int) -> Calm:
    """What change costs at that time."""
    return Calm(moved=30, moved_by=1, face=60, now=tick)


def nurse(*shifts: Shift) -> Practitioner:
    """Ruth."""
    return Practitioner("Ruth", NURSE, shifts or (Shift(0, 480),))


def test_who_comes_later_to_a_meeting_that_has_begun_comes_when_that_was_said() -> None:
    """Tomasz is at Anna's from 0 to 40 and then at Leon's, where Ruth began at 0 and he may come 10 to 60 later."""
    leon = Meeting("Leon's", 0, (Role("nurse", 30), Role("peer", 30)), ((0, 0),), ((10, 60),))
    anna = Meeting("Anna's", 0, (Role("peer", 40),), ((0, 0),))
    tomasz = Practitioner("Tomasz", PEER, (Shift(0, 480),))
    week = Problem((leon, anna), (nurse(), tomasz), ONE_HOUSE, walls=True)
    first = solve(week, SOON)
    assert [(v.meeting, v.begins) for v in first.of("Tomasz")] == [("Anna's", 0), ("Leon's", 40)]
    asked, found = replan(week, first, Change(), now(45), stop=SOON)
    assert sorted(found.visits, key=str) == sorted(first.visits, key=str)
    assert reference.broken(asked, found) == []
