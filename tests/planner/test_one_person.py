"""One person is one person, whatever number of shifts they work: at one place at a time, in one role of a meeting."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planner import reference
from tests.planner.test_week import CALM, SOON
from tornio.planner.problem import Agreed, Meeting, Practitioner, Problem, Role
from tornio.planner.solve import solve
from tornio.planner.times import Shift
from tornio.planner.timetable import Timetable

NURSE = frozenset({"nurse"})
LONG = (Role("nurse", 100),)


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


def held(found: Timetable) -> set[tuple[str, int]]:
    """Each meeting that is held, and its beginning."""
    return {(visit.meeting, visit.begins) for visit in found.visits}


def test_who_works_on_is_in_time_for_their_own_next_shift_also_without_walls() -> None:
    """Ruth's morning ends at 220 and her afternoon begins then at Anna's, 20 away. Leon and Farah want 100 each, at 60
    and at 61 to 70, both 10 from the base: after one the other would end at 260."""
    between = np.array([[0, 10, 20], [10, 0, 20], [20, 20, 0]], np.int64)
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 220), Shift(220, 400, 2, 2)))
    leon, farah = Meeting("Leon's", 1, LONG, ((60, 60),)), Meeting("Farah's", 1, LONG, ((61, 70),))
    anna = Meeting("Anna's", 2, LONG, ((250, 250),))
    found = solve(Problem((leon, farah, anna), (ruth,), between), SOON, 1, CALM)
    assert len(found.left_out) == 1
    assert held(found) in ({("Leon's", 60), ("Anna's", 250)}, {("Farah's", 61), ("Anna's", 250)})
    later = replace(ruth, shifts=(Shift(0, 220), Shift(270, 400, 2, 2)))
    found = solve(Problem((leon, farah), (later,), between), SOON, 1, CALM)
    assert (held(found), found.bill.overrun) == ({("Leon's", 60), ("Farah's", 160)}, 50)


@pytest.mark.parametrize(("long", "overrun"), [(50, None), (40, 30)])
def test_who_works_on_is_in_time_for_what_is_agreed_after_their_shift(long: int, overrun: int | None) -> None:
    """Farah's is agreed at 130, half an hour after Ruth's shift. Leon's is from 40 to 90, Anna's should begin at 50:
    it may be from 90 to 130, and no longer."""
    between = np.zeros((1, 1), np.int64)
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 100),))
    agreed = Meeting("Farah's", 0, LONG, ((0, 500),), agreed=Agreed(130, ("Ruth",)))
    leon = Meeting("Leon's", 0, (Role("nurse", 50),), ((40, 40),))
    anna = Meeting("Anna's", 0, (Role("nurse", long),), ((50, 50),))
    found = solve(Problem((agreed, leon, anna), (ruth,), between), SOON, 1, CALM)
    assert found.bill.overrun == (overrun or 0)
    assert len(found.left_out) == (overrun is None)
    assert ("Farah's", 130) in held(found)


def test_what_is_agreed_just_before_a_shift_is_where_it_begins_and_just_after_where_it_ends() -> None:
    """Leon's, 20 from the base, is agreed to 100, when Ruth's shift begins, and from 300, when it ends. Anna's, 10 from
    the base and 30 from Leon's, begins at 130 at the soonest, and is over by 270."""
    between = np.array([[0, 20, 10], [20, 0, 30], [10, 30, 0]], np.int64)
    ruth = Practitioner("Ruth", NURSE, (Shift(100, 300),))
    before = Meeting("Leon's", 1, LONG, ((0, 500),), agreed=Agreed(0, ("Ruth",)))
    after = Meeting("Leon's again", 1, LONG, ((0, 500),), agreed=Agreed(300, ("Ruth",)))

    def annas(*windows: tuple[int, int]) -> set[tuple[str, int]]:
        anna = Meeting("Anna's", 2, (Role("nurse", 60),), windows)
        found = held(solve(Problem((before, after, anna), (ruth,), between, walls=True), SOON, 1, CALM))
        return found - {("Leon's", 0), ("Leon's again", 300)}

    assert annas((100, 250)) == {("Anna's", 130)}
    assert annas((210, 250)) == {("Anna's", 210)}
    assert annas((211, 250)) == set()


def test_what_is_put_back_is_in_the_timetable_or_told_as_left_out() -> None:
    """Ruth's shift ends at 21, when something is agreed for her 7 away: she has no time for Leon at the base, from 5 to
    15 at the soonest, though by her shift alone she had. Tomasz has time for him, or for Anna."""
    between = np.array([[0, 7], [7, 0]], np.int64)
    ruth, tomasz = (Practitioner(name, NURSE, (Shift(0, 21),)) for name in ("Ruth", "Tomasz"))
    agreed = Meeting("Farah's", 1, LONG, ((0, 500),), agreed=Agreed(21, ("Ruth",)))
    leon, anna = (Meeting(name, 0, (Role("nurse", 10),), ((5, 10),)) for name in ("Leon's", "Anna's"))
    found = solve(Problem((agreed, leon, anna), (ruth, tomasz), between, walls=True), SOON, 1, CALM)
    (out,) = found.left_out
    assert {name for name, _ in held(found)} == {"Farah's", "Leon's", "Anna's"} - {out.meeting}
