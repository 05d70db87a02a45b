"""A service's week: what is agreed stays, breaks are had, walls hold, change has a price; and it is said why not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.week import week
from tests.planner import reference
from tests.planner.problems import friday, weeks
from tornio.planner.arrays import arrays
from tornio.planner.problem import Agreed, Meeting, Network, Pace, Practitioner, Prices, Problem, Role
from tornio.planner.repairs import Stands, inside
from tornio.planner.replan import Calm, Change, replan
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve
from tornio.planner.times import Break, Misstated, Shift
from tornio.planner.timetable import Reason, Timetable

CALM = Params(((0, 30.0), (1, 0.5)), workers=2, restarts=1)
SOON = Stop(moves=3000)
BOTH = (Role("therapist", 90), Role("peer practitioner", 90))


def walled(problem: Problem, **other: Any) -> Problem:
    """The same with walls."""
    return replace(problem, walls=True, **other)


def when(found: Timetable) -> dict[str, int]:
    """Each meeting's beginning: that of its first role, whatever order the visits are told in."""
    return {visit.meeting: visit.begins for visit in sorted(found.visits, key=lambda each: -each.role)}


@given(weeks(walls=(True,)), st.data())
@settings(max_examples=80)
def test_whatever_is_asked_what_was_found_and_agreed_is_never_moved(problem: Problem, data: st.DataObject) -> None:
    """What a first plan holds is agreed, some of it for good; planned again, that stands to the tick. With walls:
    without them a plan may hold what lies beyond somebody's hours, and what is agreed there is on no route."""
    first = solve(problem, SOON, 1, CALM)
    held = data.draw(st.sets(st.sampled_from(sorted(when(first)) or ["none"])))
    meetings = tuple(
        _frozen(each, first) if each.name in held and not each.waits and all(r.duration for r in each.roles) else each
        for each in problem.meetings
    )
    again = replace(problem, meetings=meetings, practitioners=tuple(unbroken(who) for who in problem.practitioners))
    found = solve(again, SOON, 2, CALM)
    assert reference.broken(again, found) == []
    assert found.bill.total == reference.cost(again, found)


def _frozen(meeting: Meeting, found: Timetable) -> Meeting:
    """The meeting as it was found, agreed for good."""
    visits = sorted((v for v in found.visits if v.meeting == meeting.name), key=lambda v: v.role)
    return (
        replace(meeting, agreed=Agreed(visits[0].begins, tuple(v.practitioner for v in visits))) if visits else meeting
    )


def unbroken(who: Practitioner) -> Practitioner:
    """Without breaks, which an agreed meeting may leave no room for."""
    return replace(who, shifts=tuple(replace(each, rest=None) for each in who.shifts))


def test_leon_agreed_at_noon_stays_at_noon_and_anna_goes_where_there_is_room() -> None:
    """Leon 180 to 270 is agreed. Anna from 60 to 300, 20 minutes away: 60 to 150 and the way is 170, before Leon."""
    problem = friday()
    leon = replace(problem.meetings[0], agreed=Agreed(180, ("Ruth", "Tomasz")))
    found = solve(walled(problem, meetings=(leon, problem.meetings[1])), SOON)
    assert when(found) == {"Leon's": 180, "Anna's": 60}
    later = replace(problem.meetings[1], windows=((100, 300),))
    assert when(solve(walled(problem, meetings=(leon, later)), SOON)) == {"Leon's": 180, "Anna's": 290}


def test_two_agreed_at_one_time_are_a_fact_and_nothing_fails() -> None:
    problem = friday()
    both = tuple(replace(each, agreed=Agreed(100, ("Ruth", "Tomasz"))) for each in problem.meetings)
    third = Meeting("Farah's", 0, BOTH, ((0, 400),))
    found = solve(walled(problem, meetings=(*both, third)), SOON)
    assert {name: begins for name, begins in when(found).items() if name != "Farah's"} == {"Leon's": 100, "Anna's": 100}
    assert when(found)["Farah's"] in (0, 200)


def test_ruth_has_her_break_between_two_meetings_and_both_wait_for_it() -> None:
    """Leon 60 to 150, the break from 150 for 30, the way 20: Anna at 200; without a break at 170."""
    problem = friday()
    ruth = replace(problem.practitioners[0], shifts=(Shift(0, 480, rest=Break(120, 200, 30)),))
    rested = walled(problem, practitioners=(ruth, problem.practitioners[1]))
    assert (when(solve(walled(problem), SOON))["Anna's"], when(solve(rested, SOON))["Anna's"]) == (170, 200)
    early = replace(ruth, shifts=(Shift(0, 480, rest=Break(0, 20, 30)),))
    assert when(solve(replace(rested, practitioners=(early, problem.practitioners[1])), SOON))["Leon's"] == 60


def test_a_break_is_had_where_the_agreed_meetings_leave_room_for_it() -> None:
    """Leon is agreed 180 to 270 and the break begins between 150 and 300: after Leon, so Anna at 270 + 30 + 20."""
    problem = friday()
    leon = replace(problem.meetings[0], agreed=Agreed(180, ("Ruth", "Tomasz")))
    anna = replace(problem.meetings[1], windows=((100, 400),))
    ruth = replace(problem.practitioners[0], shifts=(Shift(0, 480, rest=Break(175, 300, 30)),))
    found = solve(walled(problem, meetings=(leon, anna), practitioners=(ruth, problem.practitioners[1])), SOON)
    assert when(found)["Anna's"] == 320


@pytest.mark.parametrize(("since", "begins", "late"), [(120, 150, 0), (145, 155, 10)])
def test_who_agreed_to_a_time_after_their_window_is_not_met_late(since: int, begins: int, late: int) -> None:
    """Leon, from ten to eleven, agreed to half past eleven, for we come at eleven at the soonest: later than that is
    late, five minutes for each of two."""
    problem = friday()
    us = tuple(replace(who, shifts=(Shift(since, 480),)) for who in problem.practitioners)
    leon = replace(problem.meetings[0], agreed=Agreed(150, ("Ruth", "Tomasz"), price=100))
    asked = replace(problem, meetings=(leon,), practitioners=us)
    found = solve(asked, SOON)
    assert (when(found), found.bill.late) == ({"Leon's": begins}, late)
    assert found.bill.total == reference.cost(asked, found)


def test_in_the_rush_the_way_takes_longer_and_costs_the_same() -> None:
    """From 150 to 200 a way takes twice as long: Anna, twenty minutes from Leon, at 190."""
    problem = walled(friday(), pace=Pace(50, (256, 256, 256, 512, 256)))
    found = solve(problem, SOON)
    assert (when(found)["Anna's"], found.bill.travel) == (190, 80)


def test_three_of_us_come_at_one_time_and_nobody_twice() -> None:
    problem = friday()
    asked = Meeting("Leon's", 1, (*BOTH, Role("trainee", 90)), ((60, 120),))
    everybody = tuple(
        replace(who, skills=frozenset({"therapist", "peer practitioner", "trainee"})) for who in problem.practitioners
    )
    farah = Practitioner("Farah", frozenset({"therapist"}), (Shift(20, 480),))
    found = solve(walled(problem, meetings=(asked,), practitioners=(*everybody, farah)), SOON)
    assert [v.practitioner for v in found.visits if v.role == 0] == ["Farah"]
    assert when(found) == {"Leon's": 60}
    alone = solve(walled(problem, meetings=(asked,), practitioners=everybody), SOON)
    assert alone.left_out[0].reasons == (Reason("too few"),)


def test_a_language_is_somebody_who_speaks_it() -> None:
    problem = friday()
    asked = Meeting("Leon's", 1, (Role("therapist", 90, frozenset({"speaks Polish"})),), ((60, 120),))
    farah = Practitioner("Farah", frozenset({"therapist", "speaks Polish"}), (Shift(0, 480),))
    found = solve(walled(problem, meetings=(asked,), practitioners=(*problem.practitioners, farah)), SOON)
    assert [v.practitioner for v in found.visits] == ["Farah"]
    assert str(solve(walled(problem, meetings=(asked,)), SOON).left_out[0].reasons[0]) == (
        "Nobody who can be therapist and speaks Polish is at work in its window, and welcome."
    )


def test_the_same_faces_are_worth_their_price_on_the_road() -> None:
    """Two meetings of Leon's, a base at each end: by the ways alone Ruth has one and Farah one; a face is worth 50."""
    between = np.array([[0, 30, 0, 30], [30, 0, 30, 0], [0, 30, 0, 30], [30, 0, 30, 0]], np.int64)
    meetings = tuple(
        Meeting(f"Leon's {n}", 2 + n, (Role("therapist", 60),), ((100 + 100 * n, 150 + 100 * n),), network="Leon")
        for n in range(2)
    )
    us = tuple(
        Practitioner(name, frozenset({"therapist"}), (Shift(0, 480, at, at),))
        for name, at in (("Ruth", 0), ("Farah", 1))
    )

    def who(price: int, known: frozenset[str] = frozenset()) -> tuple[set[str], int]:
        prices, networks = Prices(another_face=price), (Network("Leon", known),)
        found = solve(Problem(meetings, us, between, prices, networks, walls=True), SOON)
        return {v.practitioner for v in found.visits}, found.bill.faces

    assert who(0) == ({"Ruth", "Farah"}, 0)
    assert who(70) in (({"Ruth"}, 70), ({"Farah"}, 70))
    assert who(70, frozenset({"Farah"})) == ({"Farah"}, 0)


def test_a_network_called_like_a_meeting_that_has_none_is_another() -> None:
    """Whatever they are called, Ruth is new to both."""
    once = (Role("nurse", 5),)
    meetings = (Meeting("Leon's", 0, once, ((0, 50),)), Meeting("Joel's", 0, once, ((0, 50),), network="only Leon's"))
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 60),))
    asked = Problem(meetings, (ruth,), np.zeros((1, 1), np.int64), Prices(another_face=7))
    found = solve(asked, SOON)
    assert (found.bill.faces, found.bill.total) == (14, reference.cost(asked, found))


def test_who_is_stretched_is_relieved_at_the_price_of_a_way() -> None:
    """Three meetings at the base's door; 120 are enough for Ruth, 60 for Farah, ten away."""
    between = np.array([[0, 10], [10, 0]], np.int64)
    roles = (Role("therapist", 60),)
    meetings = tuple(Meeting(f"meeting {n}", 0, roles, ((100 * n, 100 * n + 20),)) for n in range(3))

    def loads(price: int) -> list[int]:
        ruth = Practitioner("Ruth", frozenset({"therapist"}), (Shift(0, 480),), most=120)
        farah = Practitioner("Farah", frozenset({"therapist"}), (Shift(0, 480, 1, 1),), most=60)
        found = solve(Problem(meetings, (ruth, farah), between, Prices(uneven=price), walls=True), SOON)
        return [len(found.of("Ruth")), len(found.of("Farah"))]

    assert (loads(0), loads(1)) == ([3, 0], [2, 1])


def test_what_finds_no_time_is_left_out_with_why_and_the_least_that_would_let_it_be() -> None:
    """Ruth and Tomasz have Leon and Anna at the same hour: one is left out; a move of the other helps."""
    problem = friday()
    leon = Meeting("Leon's", 1, BOTH, ((60, 200),))
    anna = Meeting("Anna's", 2, BOTH, ((60, 60),))
    held = replace(leon, agreed=Agreed(60, ("Ruth", "Tomasz"), 10**7))
    found = solve(walled(problem, meetings=(held, anna), prices=Prices(left_out=10**5)), SOON)
    assert [each.meeting for each in found.left_out] == ["Anna's"]
    out = found.left_out[0]
    assert out.reasons == (
        Reason("nobody is free", "therapist", 170),
        Reason("nobody is free", "peer practitioner", 170),
    )
    assert str(out.reasons[0]) == "Nobody who can be therapist is free before 170."
    ways = {each.how: each for each in out.repairs}
    assert ways["move"].moved == ("Leon's", 60, 170)
    assert (ways["move"].begins, ways["later"].begins) == (60, 170)
    assert set(ways["move"].who) == {"Ruth", "Tomasz"}
    assert len(inside(Stands(walled(problem, meetings=(held, anna)), found), anna)) == 1


def test_all_of_the_time_is_used_where_everybody_has_a_place_and_most_of_it_where_somebody_has_none() -> None:
    """Two searches of so many moves; where one is left out they leave off at 85 of a hundred, and what is left is
    searched for without it."""
    moves, asked = 40_960, walled(friday())
    assert solve(asked, Stop(moves=moves), 1, CALM).moves == 2 * moves
    at_one_time = tuple(replace(each, windows=((60, 60),)) for each in asked.meetings)
    found = solve(replace(asked, meetings=at_one_time), Stop(moves=moves), 1, CALM)
    assert len(found.left_out) == 1
    assert found.moves == pytest.approx(2 * (9 * 4096 + 0.15 * moves), abs=4)  # nine chunks reach 85 of a hundred


def test_who_would_stay_an_hour_longer_is_told_as_that() -> None:
    """Leon can begin at 420 alone and lasts 90: both are home at 520, forty past the end of their shifts."""
    problem = friday()
    found = solve(walled(problem, meetings=(Meeting("Leon's", 1, BOTH, ((420, 420),)),)), SOON)
    assert [(each.how, each.begins, each.price) for each in found.left_out[0].repairs] == [("longer", 420, 800)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(Change(away=(("Nobody", 1, 2),)), "Nobody is called Nobody"),
     (Change(cancelled=frozenset({"Zoe's"})), "There is no meeting called Zoe's")],
)  # fmt: skip
def test_a_change_of_what_is_not_there_is_refused(change: Change, sentence: str) -> None:
    with pytest.raises(Misstated, match=sentence):
        replan(friday(), solve(friday(), SOON), change, Calm(1, 1, 1), stop=SOON)


def test_the_same_seed_plans_the_same_week_and_the_same_week_anew() -> None:
    """Breaks, walls, two windows and faces; then somebody is ill, and what was found is kept to."""
    asked = week()
    asked = replace(asked, meetings=asked.meetings[:40])
    (first, again), ill = (solve(asked, SOON, 7, CALM) for _ in range(2)), asked.practitioners[0].name
    assert arrays(asked, asked.meetings).special
    assert first == again
    away = Change(away=((ill, 0, asked.practitioners[0].shifts[0].ends),))
    one, other = (replan(asked, first, away, Calm(30, 1, 60), stop=SOON, seed=7, params=CALM)[1] for _ in range(2))
    assert one == other
    assert one.visits != first.visits


def test_when_tomasz_is_ill_farah_stands_in_and_nothing_else_is_changed() -> None:
    problem = friday()
    farah = Practitioner("Farah", frozenset({"peer practitioner"}), (Shift(0, 480),))
    week = walled(problem, practitioners=(*problem.practitioners, farah))
    first = solve(walled(problem), SOON)
    ill = Change(away=(("Tomasz", 165, 480),))
    now, found = replan(week, first, ill, Calm(moved=1000, moved_by=10, face=100), stop=SOON)
    assert when(found) == when(first)
    assert {v.practitioner for v in found.visits if v.meeting == "Anna's"} == {"Ruth", "Farah"}
    assert {v.practitioner for v in found.visits if v.meeting == "Leon's"} == {"Ruth", "Tomasz"}
    assert (found.bill.moved, found.bill.faces) == (0, 100)
    assert reference.broken(now, found) == []


def test_a_first_contact_comes_in_and_what_was_cancelled_makes_room_for_it() -> None:
    problem, first = walled(friday()), solve(walled(friday()), SOON)
    contact = Meeting("Farah's", 0, BOTH, ((150, 240),))
    calm = Calm(moved=1000, moved_by=10, face=100)
    _, full = replan(problem, first, Change(further=(contact,)), calm, stop=SOON)
    assert [each.meeting for each in full.left_out] == ["Farah's"] or full.bill.moved > 0
    _, found = replan(problem, first, Change(further=(contact,), cancelled=frozenset({"Anna's"})), calm, stop=SOON)
    assert when(found) == {"Leon's": 60, "Farah's": 160}
    assert found.bill.moved == 0


def test_what_has_begun_is_left_as_it_is() -> None:
    problem, first = walled(friday()), solve(walled(friday()), SOON)
    now, found = replan(problem, first, Change(away=(("Ruth", 100, 480),)), Calm(10, 1, 10, now=90), stop=SOON)
    assert now.meetings[0].frozen == Agreed(60, ("Ruth", "Tomasz"))
    assert when(found) == {"Leon's": 60}
    assert [each.meeting for each in found.left_out] == ["Anna's"]


@pytest.mark.parametrize(
    ("since", "until", "left"), [(0, 480, 0), (480, 900, 1), (100, 200, 2), (0, 100, 1), (100, 100, 1)]
)
def test_who_is_away_has_the_rest_of_the_shift(since: int, until: int, left: int) -> None:
    problem = walled(friday())
    now, _ = replan(problem, solve(problem, SOON), Change(away=(("Ruth", since, until),)), Calm(1, 1, 1), stop=SOON)
    assert len(now.practitioners[0].shifts) == left
