"""A week that runs: what has begun stays as it is to the tick, and nothing is planned before now."""

import numpy as np
import pytest

from tests.planner import reference
from tests.planner.test_one_person import held
from tests.planner.test_week import SOON
from tornio.planner.problem import Agreed, Meeting, Practitioner, Problem, Role
from tornio.planner.replan import Calm, Change, changed, replan
from tornio.planner.solve import solve
from tornio.planner.times import Break, Shift
from tornio.planner.timetable import Timetable, Visit

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


def test_who_was_to_come_later_is_not_called_sooner_because_something_else_is_off() -> None:
    """As above at nine, and Anna's is cancelled: Tomasz comes at 40. Away from 45 on, he comes at 10."""
    leon = Meeting("Leon's", 0, (Role("nurse", 30), Role("peer", 30)), ((0, 0),), ((10, 60),))
    anna = Meeting("Anna's", 0, (Role("peer", 40),), ((0, 0),))
    tomasz = Practitioner("Tomasz", PEER, (Shift(0, 480),))
    week = Problem((leon, anna), (nurse(), tomasz), ONE_HOUSE, walls=True)
    first, off = solve(week, SOON), frozenset({"Anna's"})

    def comes(change: Change) -> list[int]:
        return [visit.begins for visit in replan(week, first, change, now(0), stop=SOON)[1].of("Tomasz")]

    assert comes(Change(cancelled=off)) == [40]
    assert comes(Change(cancelled=off, away=(("Tomasz", 45, 480),))) == [10]


def test_nothing_is_planned_before_now() -> None:
    """It is 250. A first contact may be met until 400; Anna's hours were until 90 or from 300 on; Leon's are over."""
    contact, leon = Meeting("Farah's", 0, HOUR, ((0, 400),)), Meeting("Leon's", 0, HOUR, ((0, 50),))
    anna = Meeting("Anna's", 0, HOUR, ((0, 90), (400, 410)))
    nothing = Timetable((), (), solve(Problem((), (), ONE_HOUSE), SOON).bill, 0)
    asked, found = replan(
        Problem((anna, leon), (nurse(),), ONE_HOUSE, walls=True), nothing, Change(further=(contact,)), now(250),
        stop=SOON,
    )  # fmt: skip
    assert held(found) == {("Farah's", 250), ("Anna's", 400)}
    (out,) = found.left_out
    assert (out.meeting, out.repairs) == ("Leon's", ())
    assert [str(each) for each in out.reasons] == [
        "Nobody who can be nurse is at work in its window, and welcome.",
    ]
    assert reference.broken(asked, found) == []


def test_without_walls_what_is_overdue_is_met_as_soon_as_can_be() -> None:
    leon = Meeting("Leon's", 0, HOUR, ((0, 50),), agreed=Agreed(60, ("Ruth",), price=5))
    nothing = Timetable((), (), solve(Problem((), (), ONE_HOUSE), SOON).bill, 0)
    _, found = replan(Problem((leon,), (nurse(),), ONE_HOUSE), nothing, Change(), now(250), stop=SOON)
    assert (held(found), found.bill.total) == ({("Leon's", 250)}, 0)


@pytest.mark.parametrize(
    ("tick", "windows"), [(100, ((100, 200), (300, 400))), (250, ((300, 400),)), (450, ((470, 470),))]
)
def test_what_is_agreed_outside_its_hours_may_still_be_held_then(
    tick: int, windows: tuple[tuple[int, int], ...]
) -> None:
    leon = Meeting("Leon's", 0, HOUR, ((0, 200), (300, 400)))
    week = Problem((leon,), (nurse(Shift(0, 600)),), ONE_HOUSE, walls=True)
    agreed = Timetable((Visit("Leon's", 0, "Ruth", 470, 530),), (), solve(week, SOON).bill, 0)
    (then,) = changed(week, agreed, Change(), now(tick)).meetings
    assert (then.windows, then.agreed) == (windows, Agreed(470, ("Ruth",), 30, 1))


def test_who_is_away_for_ten_minutes_has_one_break_where_there_is_more_room_for_it() -> None:
    """The break of 60 begins from 100 to 300: before 200 it can begin until 140, and after 210 until 300."""
    week = Problem((), (nurse(Shift(0, 480, rest=Break(100, 300, 60))),), ONE_HOUSE, walls=True)
    nothing = Timetable((), (), solve(week, SOON).bill, 0)

    def rests(since: int, until: int) -> list[Break | None]:
        (ruth,) = changed(week, nothing, Change(away=(("Ruth", since, until),)), now(0)).practitioners
        return [each.rest for each in ruth.shifts]

    assert rests(200, 210) == [None, Break(210, 300, 60)]
    assert rests(300, 310) == [Break(100, 240, 60), None]
    assert rests(150, 300) == [None, Break(300, 300, 60)]
