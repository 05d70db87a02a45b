"""What would let meetings be held that were left out: of several, ways that can all be had together."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.problems import SKILLS, friday, weeks
from tests.planner.reference import broken
from tornio.planner.paced import Surely, Ways
from tornio.planner.problem import Agreed, Meeting, Pace, Practitioner, Prices, Problem, Role
from tornio.planner.repairs import Stands, explained, fits, inside
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve
from tornio.planner.times import Break, Shift
from tornio.planner.timetable import Bill, LeftOut, Reason, Repair, Timetable, Visit

CALM = Params(((0, 30.0), (1, 0.5)), workers=1, restarts=1)
SOON = Stop(moves=1000)
NAMES, PLACE = ("Ruth", "Tomasz"), st.integers(0, 2)
BOTH = (Role("therapist", 90), Role("peer practitioner", 90))


def over_already(ends: int = 480, **other: Meeting) -> Problem:
    """Leon and Anna are promised nine o'clock, when Ruth and Tomasz are still ten minutes away; home by `ends`."""
    problem = friday()
    us = tuple(replace(who, shifts=(Shift(0, ends),)) for who in problem.practitioners)
    late = tuple(replace(each, windows=((0, 0),)) for each in problem.meetings)
    return replace(problem, meetings=(*late, *other.values()), practitioners=us, walls=True)


def told(found: Timetable) -> dict[str, list[tuple[str, int, bool]]]:
    """How each that was left out could be held, when, and whether that takes the place of another."""
    return {each.meeting: [(way.how, way.begins, way.instead) for way in each.repairs] for each in found.left_out}


def test_two_for_whom_it_is_too_late_are_told_times_that_can_both_be_had() -> None:
    """Ten past nine for the one, until twenty to eleven; twenty minutes on the road: at eleven for the other."""
    found = solve(over_already(), SOON, 1, CALM)
    assert sorted(told(found).values()) == [[("later", 10, False)], [("later", 120, False)]]
    assert {each.repairs[0].who for each in found.left_out} == {("Ruth", "Tomasz")}
    assert {str(why) for each in found.left_out for why in each.reasons} == {
        "Nobody who can be therapist is free before 10.", "Nobody who can be peer practitioner is free before 10.",
    }  # fmt: skip


def test_where_there_is_room_for_one_the_other_is_told_what_it_would_take_the_place_of() -> None:
    """Both are at home by twenty past twelve: from eleven on there is no time for another ninety minutes and a way."""
    found = solve(over_already(200), SOON, 1, CALM)
    assert sorted(told(found).values()) == [[("later", 10, False)], [("later", 10, True)]]


def test_what_is_moved_for_the_one_is_not_moved_again_for_the_other() -> None:
    """Farah has them from ten to half past eleven, Leon wants ten and Anna ten past nine; home by a quarter past one.

    There is time for two: Farah begins at twenty to twelve for Leon, or at ten to eleven for Anna, and not both.
    """
    farahs = Meeting("Farah's", 0, BOTH, ((0, 300),), agreed=Agreed(60, ("Ruth", "Tomasz"), 10**7))
    leons, annas, farahs = over_already(255, farah=farahs).meetings
    asked = (replace(leons, windows=((60, 60),)), replace(annas, windows=((10, 10),)), farahs)
    found = solve(replace(over_already(255), meetings=asked), SOON, 1, CALM)
    ways = {each.meeting: each.repairs[0] for each in found.left_out}
    assert {name: (way.begins, way.moved) for name, way in ways.items()} == {
        "Leon's": (60, ("Farah's", 60, 160)), "Anna's": (10, ("Farah's", 60, 110)),
    }  # fmt: skip
    assert sorted(way.instead for way in ways.values()) == [False, True]


@given(weeks(most_meetings=8, most_of_us=3))
@settings(max_examples=60)
def test_whatever_is_left_out_the_cheapest_ways_can_be_had_together(problem: Problem) -> None:
    """An oracle that looks at every two: nobody is told for two at a time, and there is time for the way between."""
    problem = replace(problem, pace=Pace())
    found = solve(problem, SOON, 1, CALM)
    firsts = [
        (each.meeting, each.repairs[0]) for each in found.left_out if each.repairs and not each.repairs[0].instead
    ]
    moved = {way.moved[0]: way.moved for _, way in firsts if way.moved}
    assert len(moved) == sum(way.moved is not None for _, way in firsts)
    stands = [_shifted(visit, moved) for visit in found.visits]
    visits = [visit for name, way in firsts for visit in _held(problem, name, way)]
    for one, other in combinations([*visits, *stands], 2):
        if one.practitioner == other.practitioner and (one in visits or other in visits):
            assert _apart(problem, *sorted((one, other), key=lambda each: (each.begins, each.ends)))


def _held(problem: Problem, name: str, way: Repair) -> Iterator[Visit]:
    (meeting,) = [each for each in problem.meetings if each.name == name]
    long = max(role.duration for role in meeting.roles)
    return (Visit(name, role, who, way.begins, way.begins + long) for role, who in enumerate(way.who))


def _shifted(visit: Visit, moved: dict[str, tuple[str, int, int]]) -> Visit:
    _, before, instead = moved.get(visit.meeting, ("", 0, 0))
    return replace(visit, begins=visit.begins + instead - before, ends=visit.ends + instead - before)


def _apart(problem: Problem, one: Visit, other: Visit) -> bool:
    """One after the other; and where both lie in one shift, with the way between."""
    if one.begins == one.ends or other.begins == other.ends:
        return True
    (who,) = [each for each in problem.practitioners if each.name == one.practitioner]
    place = {each.name: each.place for each in problem.meetings}
    in_one = any(each.begins <= one.begins and other.ends <= each.ends for each in who.shifts)
    way = int(problem.between[place[one.meeting], place[other.meeting]]) if in_one else 0
    return one.ends + way <= other.begins


def test_who_is_free_only_without_their_break_is_told_so_and_a_time_with_it() -> None:
    """Ruth works from 0 to 100, and twenty of it are hers, from 30 to 50 on. Forty from 25 are until 65: no break.
    Forty from 10 leave it at 50; forty from 50 have it before them."""
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 100, rest=Break(30, 50, 20)),))

    def asked(*windows: tuple[int, int]) -> LeftOut | None:
        meeting = Meeting("Leon's", 0, (Role("nurse", 40),), windows)
        found = solve(Problem((meeting,), (ruth,), np.zeros((1, 1), np.int64), walls=True), SOON, 1, CALM)
        return found.left_out[0] if found.left_out else None

    out = asked((25, 25))
    assert out is not None
    assert out.reasons == (Reason("no break", "nurse", 50),)
    assert str(out.reasons[0]) == "Whoever can be nurse is free before 50 only without their break."
    assert [(way.how, way.begins) for way in out.repairs] == [("later", 50)]
    assert asked((10, 10)) is None
    assert asked((25, 50)) is None


def test_who_cannot_wait_as_long_as_the_meeting_asks_is_told_nothing_that_cannot_be() -> None:
    """The second of two comes fifty after the first at the soonest, and Tomasz is at work until 60: never for 30."""
    roles = (Role("therapist", 30), Role("peer practitioner", 30))
    meeting = Meeting("Leon's", 0, roles, ((0, 20),), ((50, 60),))
    us = tuple(
        Practitioner(name, frozenset({role.skill}), (Shift(0, ends),))
        for name, role, ends in (("Ruth", roles[0], 480), ("Tomasz", roles[1], 60))
    )
    out = solve(Problem((meeting,), us, np.zeros((1, 1), np.int64), walls=True), SOON, 1, CALM).left_out[0]
    assert (out.reasons, out.repairs) == ((Reason("nobody is free", "peer practitioner"),), ())


@st.composite
def full_days(draw: Any) -> Problem:
    """A day with more than it can hold: two of us, each with a break, short windows, roles that wait."""
    number = st.integers(0, 15)

    def shift() -> Shift:
        earliest = draw(st.integers(20, 120))
        return Shift(draw(number), 200, draw(PLACE), draw(PLACE), Break(earliest, earliest + draw(number), 25))

    def meeting(which: int) -> Meeting:
        early, long = draw(st.integers(0, 150)), draw(st.integers(10, 50))
        roles = tuple(Role(skill, long) for skill in draw(st.sampled_from([SKILLS[:1], SKILLS[1:], SKILLS])))
        waits = draw(st.sampled_from([(), ((0, 20),), ((30, 40),)]))[: len(roles) - 1]
        return Meeting(f"meeting {which}", draw(PLACE), roles, ((early, early + draw(number)),), waits)

    us = tuple(Practitioner(name, frozenset({skill}), (shift(),)) for name, skill in zip(NAMES, SKILLS, strict=True))
    meetings = tuple(meeting(which) for which in range(draw(st.integers(1, 5))))
    return Problem(meetings, us, np.array([[0, 10, 15], [10, 0, 5], [15, 5, 0]], np.int64), walls=True)


@given(st.one_of(weeks(most_meetings=8, most_of_us=3, walls=(True,)), full_days()))
@settings(max_examples=100)
def test_whatever_is_told_breaks_no_rule_but_the_one_that_it_names(problem: Problem) -> None:
    """The rules told slowly judge a timetable with each way in it: breaks are had, waits kept, nobody is in a hurry."""
    problem = replace(problem, meetings=tuple(_lasting(each) for each in problem.meetings))
    found = then = solve(problem, SOON, 1, CALM)
    for out in found.left_out:
        (meeting,) = [each for each in problem.meetings if each.name == out.meeting]
        for way in [way for way in out.repairs if way.how != "longer"]:
            stands = found if way.instead else then
            new = set(broken(problem, _with(problem, stands, meeting, way))) - set(broken(problem, stands))
            assert not [each for each in new if way.how != "later" or "none of its windows" not in each]
        if out.repairs and not out.repairs[0].instead:
            then = _with(problem, then, meeting, out.repairs[0])


def test_who_would_leave_in_the_rush_is_told_no_time_from_which_they_come_home_late() -> None:
    """Until 40 ten ticks of way take twenty. Ruth sets out at 15 and is there at 35; after four it is 39, and she is
    home at 59. That the way is ten a tick later helps nobody who leaves when they are done."""

    def ways(until: int) -> list[tuple[str, int]]:
        ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(15, until),))
        meeting = Meeting("Leon's", 1, (Role("nurse", 4),), ((0, 0),))
        between, pace = np.array([[0, 10], [10, 0]], np.int64), Pace(40, (512, 256))
        found = solve(Problem((meeting,), (ruth,), between, pace=pace, walls=True), SOON, 1, CALM)
        return [(each.how, each.begins) for each in found.left_out[0].repairs]

    assert ways(59) == [("later", 35)]
    assert ways(58) == []


def test_a_meeting_that_says_it_begins_at_one_time_for_both_can_be_moved_as_one_that_says_nothing() -> None:
    """Farah has them from ten to half past eleven, and could wait; Leon's is at ten or not at all."""
    for waits in ((), ((0, 0),)):
        agreed = Agreed(60, ("Ruth", "Tomasz"), 10**7)
        farahs = Meeting("Farah's", 0, BOTH, ((0, 300),), waits, agreed=agreed)
        problem = over_already(255, farah=farahs)
        leons = replace(problem.meetings[0], windows=((60, 60),))
        found = solve(replace(problem, meetings=(leons, farahs)), SOON, 1, CALM)
        assert [way.moved for way in found.left_out[0].repairs if way.how == "move"] == [("Farah's", 60, 160)]


def test_a_time_between_two_windows_is_told_as_one_after_the_last_is() -> None:
    """Anna's is wanted at 60 or at 200, for an hour. Ruth is taken from 40 to 90 and from 190 to 250: from 90, she is
    free for a hundred; and no sooner than 250 after that."""
    taken = [
        Meeting(f"taken from {begins}", 0, (Role("nurse", ends - begins),), ((0, 0),), agreed=Agreed(begins, ("Ruth",)))
        for begins, ends in ((40, 90), (190, 250))
    ]
    annas = Meeting("Anna's", 0, (Role("nurse", 60),), ((60, 60), (200, 200)))

    def ways(until: int) -> list[tuple[str, int, int]]:
        ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, until),))
        found = solve(Problem((annas, *taken), (ruth,), np.zeros((1, 1), np.int64), walls=True), SOON, 1, CALM)
        return [(each.how, each.begins, each.price) for each in found.left_out[0].repairs if each.how == "later"]

    assert ways(250) == [("later", 90, 30)]
    assert ways(400) == [("later", 90, 30), ("later", 250, 50)]


def test_another_time_costs_what_the_meeting_that_moves_says() -> None:
    """Farah has them at the base from ten to half past eleven, and could begin at twenty to twelve: then Leon's is had,
    twenty minutes there and back."""
    for of_tick in (0, 3):
        farahs = Meeting("Farah's", 0, BOTH, ((0, 300),), agreed=Agreed(60, ("Ruth", "Tomasz"), 10**7, of_tick))
        asked = over_already(255, farah=farahs)
        leons = replace(asked.meetings[0], windows=((60, 60),))
        found = solve(replace(asked, meetings=(leons, farahs)), SOON, 1, CALM)
        (way,) = [each for each in found.left_out[0].repairs if each.how == "move"]
        assert (way.moved, way.price) == (("Farah's", 60, 160), 10**7 + of_tick * 100 + 2 * 20)


def test_the_cheapest_way_stands_first_also_where_lateness_is_dear() -> None:
    """Ruth is taken until five past the first time, at four a tick; for the second she would stay fifteen, at one."""
    taken = Meeting("taken", 0, (Role("nurse", 10),), ((0, 0),), agreed=Agreed(95, ("Ruth",)))
    annas = Meeting("Anna's", 0, (Role("nurse", 20),), ((100, 100), (200, 200)))
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(0, 205),))
    asked = Problem((annas, taken), (ruth,), np.zeros((1, 1), np.int64), Prices(late=4, overrun=1), walls=True)
    ways = solve(asked, SOON, 1, CALM).left_out[0].repairs
    assert [(each.how, each.begins, each.price) for each in ways] == [("longer", 200, 15), ("later", 105, 20)]


def test_where_no_other_meeting_could_make_room_in_the_rush_that_is_an_answer() -> None:
    """Farah has Ruth at the base from 8 on, and could wait; Leon's, seven away, has to begin at 10 or 11."""
    roles = {name: (Role(name, lasts),) for name, lasts in (("nurse", 7), ("helper", 2))}
    meetings = (
        Meeting("Leon's", 1, roles["nurse"], ((10, 11), (12, 21))),
        Meeting("Joel's", 1, (Role("nurse", 2), Role("nurse", 8)), ((8, 9),), ((0, 5),)),
        Meeting("Farah's", 0, (Role("nurse", 1),), ((8, 13), (24, 33))),
    )
    ruth = Practitioner("Ruth", frozenset({"nurse"}), (Shift(9, 29, 1, 0), Shift(36, 86)))
    between, pace = np.array([[0, 7], [6, 0]], np.int64), Pace(10, (256, 512, 256, 300, 256))
    found = solve(Problem(meetings, (ruth,), between, pace=pace, walls=True), SOON, 1, CALM)
    assert "Joel's" in {each.meeting for each in found.left_out}


@given(st.integers(0, 40), st.integers(1, 12), st.lists(st.sampled_from([100, 256, 300, 512]), min_size=1, max_size=5))
@settings(max_examples=100)
def test_a_way_is_left_for_so_soon_that_whoever_leaves_sooner_is_in_time_too(
    way: int, ticks: int, factors: list[int]
) -> None:
    """Told slowly, tick by tick: when who leaves then is there, and the last of those before whom nobody is late."""
    between = np.array([[0, way], [way, 0]], np.int64)
    problem = Problem((), (), between, pace=Pace(ticks, tuple(factors)))
    roads, surely = Ways(problem), Surely(problem)
    there = [leaves + -(-way * factors[min(leaves // ticks, len(factors) - 1)] // 256) for leaves in range(200)]
    for tick in range(there[0], 100):
        last = next(leaves for leaves in range(200) if there[leaves] > tick) - 1
        assert (roads.arriving(0, 1, tick), surely.arriving(0, 1, tick)) == (tick - last, tick - last)
        assert roads.leaving(0, 1, tick) == there[tick] - tick
        assert surely.leaving(0, 1, tick) == max(there[: tick + 1]) - tick


def _lasting(meeting: Meeting) -> Meeting:
    """The same, each role of which lasts equally long, and a while."""
    long = max(1, *(role.duration for role in meeting.roles))
    return replace(meeting, roles=tuple(replace(role, duration=long) for role in meeting.roles))


def _with(problem: Problem, found: Timetable, meeting: Meeting, way: Repair) -> Timetable:
    """The timetable as it would be."""
    moved = {way.moved[0]: way.moved} if way.moved else {}
    who = fits(meeting, {each.name: each for each in problem.practitioners}, way.who)
    assert who is not None
    held = [Visit(meeting.name, k, name, way.begins, way.begins + meeting.roles[k].duration)
            for k, name in enumerate(who)]  # fmt: skip
    left_out = tuple(each for each in found.left_out if each.meeting != meeting.name)
    return replace(found, visits=(*(_shifted(visit, moved) for visit in found.visits), *held), left_out=left_out)


def test_who_has_a_place_again_has_the_hour_that_was_agreed_where_both_would_do() -> None:
    """Leon could on Monday at one, or on Tuesday at a thousand and one, and was told Tuesday: another time costs a
    thousand, and one for each tick of the thousand between."""
    work = (Shift(0, 300), Shift(1000, 1300))
    ruth = Practitioner("Ruth", frozenset({"therapist"}), work)
    leons = Meeting(
        "Leon's", 0, (Role("therapist", 1),), ((1, 1), (1001, 1001)), agreed=Agreed(1001, ("Ruth",), 1000, 1)
    )
    week = Problem((leons,), (ruth,), np.zeros((1, 1), np.int64), walls=True)
    stands = Stands(week, Timetable((), (LeftOut("Leon's", ()),), Bill(0, 0, 0, 0, 0, 0, 0, 0), 0))
    assert [each.begins for each in inside(stands, leons)] == [1001, 1]
    ways = explained(week, stands.timetable).left_out[0].repairs
    assert [(way.how, way.begins, way.price) for way in ways if way.how == "place"] == [
        ("place", 1001, 0), ("place", 1, 2000),
    ]  # fmt: skip
