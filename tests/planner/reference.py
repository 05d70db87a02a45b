"""The planner's rules told slowly and plainly, from a problem and a timetable alone: the oracle of its tests."""

import itertools

from tornio.planner.problem import Meeting, Practitioner, Problem
from tornio.planner.times import LATEST, Shift
from tornio.planner.timetable import Timetable, Visit


def days(problem: Problem, timetable: Timetable) -> list[tuple[Practitioner, Shift, list[Visit]]]:
    """Everybody's shifts with what is done in them, in order: what begins from one shift's beginning to the next's."""
    told = []
    for who in problem.practitioners:
        visits = sorted(timetable.of(who.name), key=lambda v: (v.begins, v.ends))
        begins = [0, *sorted(shift.begins for shift in who.shifts)[1:], LATEST]
        for shift, since, until in zip(sorted(who.shifts, key=lambda s: s.begins), begins, begins[1:], strict=False):
            told.append((who, shift, [v for v in visits if since <= v.begins < until]))
    return told


def broken(problem: Problem, timetable: Timetable) -> list[str]:
    """Every hard rule that the timetable breaks."""
    meetings = {each.name: each for each in problem.meetings}
    out = {each.meeting for each in timetable.left_out}
    said = []
    for name, meeting in meetings.items():
        visits = sorted((v for v in timetable.visits if v.meeting == name), key=lambda v: v.role)
        if [v.role for v in visits] != ([] if name in out else list(range(len(meeting.roles)))):
            said.append(f"{name} has the roles {[v.role for v in visits]}")
        elif visits:
            said += _at_the_meeting(problem, meeting, visits)
    told = days(problem, timetable)
    if sum(len(visits) for _, _, visits in told) != len(timetable.visits):
        said.append("somebody is somewhere outside of their shifts")
    for who, shift, visits in told:
        said += _on_the_road(problem, meetings, who, shift, visits)
    return said


def _at_the_meeting(problem: Problem, meeting: Meeting, visits: list[Visit]) -> list[str]:
    skills = {who.name: who.skills for who in problem.practitioners}
    said = _together(meeting, visits)
    frozen = meeting.frozen
    if frozen and (visits[0].begins, tuple(v.practitioner for v in visits)) != (frozen.begins, frozen.practitioners):
        said.append(f"{meeting.name} is not what is agreed")
    for visit in visits:
        role = meeting.roles[visit.role]
        if not frozen and not ({role.skill} | role.also) <= skills[visit.practitioner]:
            said.append(f"{visit.practitioner} is no {role.skill}")
        if not frozen and visit.practitioner in meeting.refused:
            said.append(f"{visit.practitioner} is not wanted at {meeting.name}")
        if visit.ends - visit.begins != role.duration:
            said.append(f"{meeting.name} is not as long as it should be")
    begins, windows = visits[0].begins, list(meeting.windows)
    if meeting.agreed:
        windows.append((meeting.agreed.begins, meeting.agreed.begins))
    late = begins > meeting.due and not problem.walls
    if not frozen and not late and not any(early <= begins <= due for early, due in windows):
        said.append(f"{meeting.name} begins at {begins}, in none of its windows")
    return said


def _together(meeting: Meeting, visits: list[Visit]) -> list[str]:
    said = []
    for visit in visits[1:]:
        least, greatest = meeting.waits[visit.role - 1] if meeting.waits else (0, 0)
        if not least <= visit.begins - visits[0].begins <= greatest:
            said.append(f"{meeting.name} waits {visit.begins - visits[0].begins} between its roles")
    if len({v.practitioner for v in visits}) < len(visits):
        said.append(f"somebody is twice at {meeting.name}")
    return said


def lasts(problem: Problem, a: int, b: int, leaves: int) -> int:
    """The way for whoever leaves then, rounded up to a tick."""
    factors = problem.pace.factors
    factor = factors[min(leaves // problem.pace.ticks, len(factors) - 1)]
    return -(-int(problem.between[a, b]) * factor // 256)


def _on_the_road(
    problem: Problem, meetings: dict[str, Meeting], who: Practitioner, shift: Shift, visits: list[Visit]
) -> list[str]:
    said, rest = [], shift.rest
    stops = [(shift.begins, shift.begins, shift.leaves)]
    stops += [(v.begins, v.ends, meetings[v.meeting].place) for v in visits]
    rested = rest is None
    for (_, free, here), (begins, _, there) in itertools.pairwise(stops):
        if begins < free + lasts(problem, here, there, free):
            said.append(f"{who.name} cannot be there by {begins}")
        if rest and free <= rest.latest:
            leaves = max(free, rest.earliest) + rest.length
            rested |= leaves + lasts(problem, here, there, leaves) <= begins
            arrives = free + lasts(problem, here, there, free)
            rested |= arrives <= rest.latest and max(arrives, rest.earliest) + rest.length <= begins
    _, free, here = stops[-1]
    if problem.walls and visits and free + lasts(problem, here, shift.returns, free) > shift.ends:
        said.append(f"{who.name} is home late")
    if not rested and rest and free > rest.latest:
        said.append(f"{who.name} has no break")
    return said


def cost(problem: Problem, timetable: Timetable) -> int:
    """What the timetable costs, in ticks of travel."""
    meetings, prices = {each.name: each for each in problem.meetings}, problem.prices
    planned = [v for v in timetable.visits if meetings[v.meeting].frozen is None]
    late = [max(0, v.begins - _due(meetings[v.meeting])) for v in planned if not problem.walls]
    total = sum(late) * prices.late
    total += sum(meetings[v.meeting].price_of_face.get(v.practitioner, 0) for v in planned)
    total += _faces(problem, timetable) * prices.another_face
    overrun = []
    for _, shift, visits in days(problem, timetable):
        stops = [shift.leaves, *(meetings[v.meeting].place for v in visits), shift.returns]
        total += sum(int(problem.between[a, b]) for a, b in itertools.pairwise(stops))
        free = visits[-1].ends if visits else shift.begins
        overrun.append(max(0, free + lasts(problem, stops[-2], stops[-1], free) - min(shift.ends, LATEST)))
    total += sum(overrun) * prices.overrun
    for who in problem.practitioners:
        total += max(0, sum(v.ends - v.begins for v in timetable.of(who.name)) - who.most) * prices.uneven
    total += sum(_moved(meetings[v.meeting], v) for v in planned if v.role == 0)
    return total + max([*late, *overrun], default=0) * (0 if problem.walls else prices.latest)


def _due(meeting: Meeting) -> int:
    """From when on it is late: after its last window, and where it is agreed for later still, after that."""
    return max(meeting.due, meeting.agreed.begins) if meeting.agreed else meeting.due


def _moved(meeting: Meeting, visit: Visit) -> int:
    """What another time than agreed costs."""
    agreed = meeting.agreed
    if agreed is None or visit.begins == agreed.begins:
        return 0
    return (agreed.price or 0) + agreed.price_of_tick * abs(visit.begins - agreed.begins)


def _faces(problem: Problem, timetable: Timetable) -> int:
    """How many faces are new to a network, of those who would come."""
    meetings = {each.name: each for each in problem.meetings}
    known = {(each.name, name) for each in problem.networks for name in each.known}
    known |= {(each.network, name) for each in problem.meetings if each.frozen for name in each.frozen.practitioners}
    planned = [v for v in timetable.visits if meetings[v.meeting].frozen is None]
    seen = {(meetings[v.meeting].network, v.practitioner) for v in planned if meetings[v.meeting].network}
    alone = sum(not meetings[v.meeting].network for v in planned)  # a network of its own: each who comes is new to it
    return len(seen - known) + alone
