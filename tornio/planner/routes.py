"""Routes: the stretches of everybody's shifts that are free of what is agreed and never moves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from tornio.planner.diary import Engagement, Somebody, Stop, stops
from tornio.planner.problem import Practitioner, Problem
from tornio.planner.times import Break, Shift
from tornio.planner.timetable import Visit


@dataclass(frozen=True, slots=True)
class Route:
    """A free stretch of a shift of one practitioner; with a `wall`, an agreed meeting follows and they are in time."""

    practitioner: Practitioner
    shift: Shift
    wall: bool


def routes_of(problem: Problem) -> tuple[Route, ...]:
    """Every free stretch of everybody's shifts, in the order in which practitioners and shifts are told."""
    at = engagements(problem, held(problem))
    return tuple(
        route
        for who in problem.practitioners
        for shift in who.shifts
        for route in _free(problem, who, shift, at.get(who.name, ()))
    )


def held(problem: Problem) -> Iterator[Visit]:
    """What is agreed and never moves."""
    for meeting in problem.meetings:
        if meeting.frozen is not None:
            for k, (role, name) in enumerate(zip(meeting.roles, meeting.frozen.practitioners, strict=True)):
                begins = meeting.frozen.begins + meeting.wait(k)[0]
                yield Visit(meeting.name, k, name, begins, begins + role.duration)


def at_one_time(problem: Problem) -> tuple[tuple[str, str, str], ...]:
    """Whom agreed meetings that never move need at two of them at one time: who, one meeting, the next. What has been
    agreed is a fact, and stands; it is for people to say which of them goes another way."""
    return tuple(
        (who, one.meeting, other.meeting)
        for who, at in engagements(problem, held(problem)).items()
        for one, other in combinations(sorted(at, key=lambda each: (each.begins, each.ends, each.meeting)), 2)
        if one.ends > other.begins
    )


def engagements(problem: Problem, visits: Iterable[Visit]) -> dict[str, tuple[Engagement, ...]]:
    """Visits as what each practitioner is at."""
    place = {each.name: each.place for each in problem.meetings}
    found: dict[str, list[Engagement]] = {}
    for v in visits:
        found.setdefault(v.practitioner, []).append(Engagement(v.begins, v.ends, place[v.meeting], v.meeting))
    return {name: tuple(each) for name, each in found.items()}


def _free(problem: Problem, who: Practitioner, shift: Shift, held: tuple[Engagement, ...]) -> Iterator[Route]:
    at = list(stops(Somebody(who.name, who.skills, (shift,), held), shift))
    room = [(a, b) for a, b in pairwise(at) if a.ends + int(problem.between[a.place, b.place]) <= b.begins]
    spans = [_within(shift.rest, a, b, int(problem.between[a.place, b.place])) for a, b in room]
    widest = max((each.latest - each.earliest for each in spans if each), default=-1)
    taken = next((each for each in spans if each and each.latest - each.earliest == widest), None)
    for (a, b), span in zip(room, spans, strict=True):
        rest = span if span is taken else None
        last = b is at[-1] and b.begins == shift.ends
        yield Route(who, Shift(a.ends, b.begins, a.place, b.place, rest), not last)


def _within(rest: Break | None, a: Stop, b: Stop, way: int) -> Break | None:
    """The break as it can be taken between two stops with a way between, if it can."""
    if rest is None:
        return None
    earliest, latest = max(rest.earliest, a.ends), min(rest.latest, b.begins - way - rest.length)
    return Break(earliest, latest, rest.length) if earliest <= latest else None
