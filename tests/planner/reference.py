"""The planner's rules told slowly and plainly, from a problem and a timetable alone: the oracle of its tests."""

import itertools

from tornio.planner.problem import LATEST, Meeting, Practitioner, Problem, Shift
from tornio.planner.timetable import Timetable, Visit


def shift_of(practitioner: Practitioner, visits: tuple[Visit, ...]) -> Shift:
    """The only shift of somebody who has one; tests of several shifts look for themselves."""
    assert len(practitioner.shifts) == 1, visits
    return practitioner.shifts[0]


def broken(problem: Problem, timetable: Timetable) -> list[str]:
    """Every hard rule that the timetable breaks."""
    meetings = {each.name: each for each in problem.meetings}
    out = {each.meeting for each in timetable.left_out}
    said = []
    for name, meeting in meetings.items():
        visits = sorted((v for v in timetable.visits if v.meeting == name), key=lambda v: v.role)
        if [v.role for v in visits] != ([] if name in out else list(range(len(meeting.roles)))):
            said.append(f"{name} has the roles {[v.role for v in visits]}")
            continue
        said += _at_the_meeting(problem, meeting, visits)
    for who in problem.practitioners:
        said += _on_the_road(problem, meetings, who, timetable.of(who.name))
    return said


def _at_the_meeting(problem: Problem, meeting: Meeting, visits: list[Visit]) -> list[str]:
    skills = {who.name: who.skills for who in problem.practitioners}
    said = _together(meeting, visits) if len(visits) > 1 else []
    for visit in visits:
        role = meeting.roles[visit.role]
        if role.skill not in skills[visit.practitioner]:
            said.append(f"{visit.practitioner} is no {role.skill}")
        if visit.practitioner in meeting.refused:
            said.append(f"{visit.practitioner} is not wanted at {meeting.name}")
        if visit.begins < meeting.early:
            said.append(f"{meeting.name} begins before its window")
        if visit.ends - visit.begins != role.duration:
            said.append(f"{meeting.name} is not as long as it should be")
    return said


def _together(meeting: Meeting, visits: list[Visit]) -> list[str]:
    wait, said = visits[1].begins - visits[0].begins, []
    if not meeting.wait[0] <= wait <= meeting.wait[1]:
        said.append(f"{meeting.name} waits {wait} between its roles")
    if visits[0].practitioner == visits[1].practitioner:
        said.append(f"{visits[0].practitioner} is twice at {meeting.name}")
    return said


def _on_the_road(
    problem: Problem, meetings: dict[str, Meeting], who: Practitioner, visits: tuple[Visit, ...]
) -> list[str]:
    shift = shift_of(who, visits)
    here, free, said = shift.leaves, shift.begins, []
    for visit in visits:
        place = meetings[visit.meeting].place
        if visit.begins < free + int(problem.between[here, place]):
            said.append(f"{who.name} cannot be at {visit.meeting} by {visit.begins}")
        here, free = place, visit.ends
    return said


def cost(problem: Problem, timetable: Timetable) -> int:
    """What the timetable costs, in ticks of travel."""
    meetings = {each.name: each for each in problem.meetings}
    late = [max(0, v.begins - meetings[v.meeting].due) for v in timetable.visits]
    total = sum(late) * problem.prices.late
    overrun = []
    for visit in timetable.visits:
        total += meetings[visit.meeting].price_of_face.get(visit.practitioner, 0)
    for who in problem.practitioners:
        visits = timetable.of(who.name)
        shift = shift_of(who, visits)
        stops = [shift.leaves, *(meetings[v.meeting].place for v in visits), shift.returns]
        total += sum(int(problem.between[a, b]) for a, b in itertools.pairwise(stops))
        back = (visits[-1].ends if visits else shift.begins) + int(problem.between[stops[-2], stops[-1]])
        overrun.append(max(0, back - min(shift.ends, LATEST)))
    total += sum(overrun) * problem.prices.overrun
    return total + max([*late, *overrun], default=0) * problem.prices.latest
