"""What would let meetings be held that were left out: of several, ways that can all be had together."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings

from tests.planner.problems import friday, weeks
from tornio.planner.problem import Agreed, Meeting, Pace, Problem, Role
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve
from tornio.planner.times import Shift
from tornio.planner.timetable import Repair, Timetable, Visit

CALM = Params(((0, 30.0), (1, 0.5)), workers=1, restarts=1)
SOON = Stop(moves=1000)
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
