"""What is agreed at a price keeps its hour: nobody is called sooner, unless their hour and all later ones cannot be."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from tests.planner import reference
from tests.planner.problems import friday, weeks
from tests.planner.test_week import BOTH, CALM, SOON, unbroken, walled, when
from tornio.planner.problem import Agreed, Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.replan import Calm, Change, replan
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.times import Shift
from tornio.planner.timetable import Bill, LeftOut, Timetable, Visit

NOTHING = Bill(0, 0, 0, 0, 0, 0, 0, 0)


def test_who_is_promised_the_afternoon_is_not_called_in_the_morning_for_anybodys_sake() -> None:
    """Leon could in the morning (60 to 120) or later (300 to 360), and was told 320, on one day of work or on two."""
    leon = Meeting("Leon's", 1, BOTH, ((60, 120), (300, 360)), agreed=Agreed(320, ("Ruth", "Tomasz"), 1000, 10))
    anna = Meeting("Anna's", 2, BOTH, ((440, 450),))
    us = tuple(replace(who, shifts=(Shift(0, 600),)) for who in friday().practitioners)
    found = solve(walled(friday(), practitioners=us, meetings=(leon, anna)), SOON)
    assert when(found) == {"Leon's": 320, "Anna's": 440}
    assert found.bill.moved == 0


def test_an_earlier_day_is_offered_only_where_the_promised_one_and_any_later_cannot_be() -> None:
    """Both are away on Tuesday: Leon is asked whether Monday would do, at what another time costs."""
    problem = friday()
    us = tuple(
        replace(each, shifts=tuple(Shift(day, day + 480) for day in (0, 1000))) for each in problem.practitioners
    )
    leon = Meeting("Leon's", 1, BOTH, ((60, 120), (1060, 1120)))
    week = walled(problem, practitioners=us, meetings=(leon,))
    agreed = Timetable(
        tuple(Visit("Leon's", role, who, 1080, 1170) for role, who in enumerate(("Ruth", "Tomasz"))), (),
        NOTHING, 0,
    )  # fmt: skip
    calm, ill = Calm(moved=1000, moved_by=10, face=0), Change(away=(("Ruth", 1000, 1480),))
    now, found = replan(week, agreed, ill, calm, stop=SOON)
    assert when(found) == {"Leon's": 60}
    assert found.bill.moved == 1000 + 10 * (1080 - 60)
    assert found.left_out == ()
    assert reference.broken(now, found) == []
    assert found.bill.total == reference.cost(now, found)


def test_who_comes_in_takes_nobodys_promised_hour_though_he_could_have_the_morning() -> None:
    """Leon was promised 320, and would have the morning too; Anna, who comes in, can be met from 300 to 310 alone."""
    leon = Meeting("Leon's", 1, BOTH, ((60, 120), (300, 330)), agreed=Agreed(320, ("Ruth", "Tomasz"), 1000, 10))
    anna = Meeting("Anna's", 2, BOTH, ((300, 310),))
    found = solve(walled(friday(), meetings=(leon, anna), prices=Prices(left_out=10**6)), SOON)
    assert when(found) == {"Leon's": 320}
    assert [each.meeting for each in found.left_out] == ["Anna's"]


def test_who_was_promised_what_cannot_be_any_more_is_asked_about_the_morning_of_the_same_day() -> None:
    """A meeting of theirs that never moves stands at 300: Leon, promised 320, has 60 and not the noon after it."""
    leon = Meeting("Leon's", 1, BOTH, ((60, 120), (300, 330)), agreed=Agreed(320, ("Ruth", "Tomasz"), 1000, 10))
    annas = Meeting("Anna's", 2, BOTH, ((300, 310),), agreed=Agreed(300, ("Ruth", "Tomasz"), 10**7))
    week = walled(friday(), meetings=(leon, annas), prices=Prices(left_out=10**5))
    found = solve(week, SOON)
    assert when(found) == {"Leon's": 60, "Anna's": 300}
    assert found.bill.moved == 1000 + 10 * (320 - 60)
    assert (reference.broken(week, found), found.left_out) == ([], ())
    assert found.bill.total == reference.cost(week, found)


def test_who_goes_home_at_noon_is_asked_for_in_the_morning_though_a_colleague_stays() -> None:
    """Leon was promised 320; Ruth works to 250 and Tomasz all day: both have the morning."""
    us = tuple(replace(who, shifts=(Shift(0, 250 if who.name == "Ruth" else 480),)) for who in friday().practitioners)
    leon = Meeting("Leon's", 1, BOTH, ((60, 120), (300, 360)), agreed=Agreed(320, ("Ruth", "Tomasz"), 1000, 10))
    week = walled(friday(), practitioners=us, meetings=(leon,), prices=Prices(left_out=10**6))
    found = solve(week, SOON)
    assert (when(found), found.left_out) == ({"Leon's": 60}, ())
    assert found.bill.total == reference.cost(week, found)


@given(weeks(walls=(True,)))
@settings(max_examples=60)
def test_where_nothing_has_changed_nothing_is_moved(problem: Problem) -> None:
    """What was found is agreed at a price that nothing could be worth, not even places for all that was left out; each
    meeting keeps its time to the tick."""
    problem = replace(problem, practitioners=tuple(unbroken(who) for who in problem.practitioners))
    first = solve(problem, SOON, 1, CALM)
    dear = Calm(moved=10**8, moved_by=1, face=0)
    now, again = replan(problem, first, Change(), dear, stop=SOON, seed=2, params=CALM)
    kept = {name: begins for name, begins in when(again).items() if name in when(first)}
    assert kept == when(first)
    assert again.bill.total == reference.cost(now, again)


def test_who_was_promised_the_afternoon_is_met_sooner_in_the_same_window_where_that_cannot_be() -> None:
    """Leon has time from 60 to 400 and was promised 320; both go home at 300: 60, as soon as can be, at 10 + 260."""
    us = tuple(replace(who, shifts=(Shift(0, 300),)) for who in friday().practitioners)
    leon = Meeting("Leon's", 1, BOTH, ((60, 400),), agreed=Agreed(320, ("Ruth", "Tomasz"), 10, 1))
    week = walled(friday(), practitioners=us, meetings=(leon,))
    found = solve(week, SOON)
    assert (when(found), found.bill.moved, found.left_out) == ({"Leon's": 60}, 270, ())
    assert found.bill.total == reference.cost(week, found)


def test_who_was_promised_the_afternoon_that_another_needs_is_put_back_into_the_morning_of_the_same_window() -> None:
    """As above, and both work on: but Anna's, agreed at a dear price, takes the whole afternoon from 300 on."""
    leon = Meeting("Leon's", 1, BOTH, ((60, 330),), agreed=Agreed(320, ("Ruth", "Tomasz"), 10, 1))
    annas = Meeting("Anna's", 2, BOTH, ((300, 310),), agreed=Agreed(300, ("Ruth", "Tomasz"), 10**7))
    week = walled(friday(), meetings=(leon, annas), prices=Prices(left_out=10**5))
    found = solve(week, SOON)
    assert (when(found), found.bill.moved) == ({"Leon's": 60, "Anna's": 300}, 270)


def test_where_all_can_be_had_as_promised_nobody_is_called_sooner_in_their_window() -> None:
    leon = Meeting("Leon's", 1, BOTH, ((60, 360),), agreed=Agreed(320, ("Ruth", "Tomasz"), 10, 1))
    assert when(solve(walled(friday(), meetings=(leon,)), SOON)) == {"Leon's": 320}


def test_what_was_left_out_takes_the_place_of_nothing_that_is_agreed() -> None:
    """Anna's from 0 to 34 is agreed, and Iris's for all three at 35. Leon's at 4, which needs all three too, was left
    out; taken up after Anna's it would end at 36. It stays out, also where there is no time to look round."""
    annas = Meeting("Anna's", 0, (Role("therapist", 34),), ((0, 0),))
    leons = Meeting("Leon's", 0, tuple(Role("therapist", each) for each in (0, 0, 2)), ((4, 4),))
    iriss = Meeting("Iris's", 0, (Role("therapist", 1),) * 3, ((35, 35),))
    us = tuple(Practitioner(name, frozenset({"therapist"}), (Shift(0, 300),)) for name in ("Ruth", "Farah", "Sadia"))
    week = Problem((annas, leons, iriss), us, np.zeros((1, 1), np.int64), Prices(left_out=10**6), walls=True)
    visits = [Visit("Iris's", role, who.name, 35, 36) for role, who in enumerate(us)]
    stands = Timetable((Visit("Anna's", 0, "Ruth", 0, 34), *visits), (LeftOut("Leon's", ()),), NOTHING, 0)
    for moves, seed in ((0, 1), *((3000, each) for each in range(1, 9))):
        _, again = replan(week, stands, Change(), Calm(10**6, 1, 0), stop=Stop(moves=moves), seed=seed, params=CALM)
        assert (when(again), [each.meeting for each in again.left_out]) == ({"Anna's": 0, "Iris's": 35}, ["Leon's"])
