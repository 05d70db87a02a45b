"""Routes: the stretches of everybody's shifts that are free of what is agreed and never moves."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from tornio.planner.diary import Engagement, Somebody, Stop, stops
from tornio.planner.problem import AS_USUAL, Practitioner, Problem
from tornio.planner.times import LATEST, Break, Shift
from tornio.planner.timetable import Visit


@dataclass(frozen=True, slots=True)
class Route:
    """A free stretch of a shift of one practitioner, and the tick `by` which they must be at its end, walls or none:
    then an agreed meeting of theirs follows, or their next shift. None: nothing does."""

    practitioner: Practitioner
    shift: Shift
    by: int | None


def routes_of(problem: Problem) -> tuple[Route, ...]:
    """Every free stretch of everybody's shifts, in the order in which practitioners and shifts are told."""
    at = engagements(problem, held(problem))
    return tuple(
        route
        for who in problem.practitioners
        for begins in (sorted(each.begins for each in who.shifts),)
        for shift in who.shifts
        for route in _free(problem, who, shift, at.get(who.name, ()), begins)
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


def lasts(problem: Problem, a: int, b: int, leaves: int) -> int:
    """Ticks from place a to place b for whoever leaves then."""
    pace = problem.pace
    factor = pace.factors[min(leaves // pace.ticks, len(pace.factors) - 1)]
    return -(-int(problem.between[a, b]) * factor // AS_USUAL)


def _leaves_by(problem: Problem, a: int, b: int, begins: int) -> int:
    """The latest tick at which to leave place a and be at place b by then; below 0 where there is none."""
    latest, way, ticks = -1, int(problem.between[a, b]), problem.pace.ticks
    for number, factor in enumerate(problem.pace.factors):
        until = (number + 1) * ticks - 1 if number + 1 < len(problem.pace.factors) else LATEST
        leaves = min(until, begins - -(-way * factor // AS_USUAL))
        latest = max(latest, leaves if leaves >= number * ticks else -1)
    return latest


def _free(
    problem: Problem, who: Practitioner, shift: Shift, held: tuple[Engagement, ...], shifts: list[int]
) -> Iterator[Route]:
    """The free stretches of a shift; `shifts`: when each of theirs begins, in order."""
    at, by = _around(problem, who, shift, held, shifts)
    room = [(a, b) for a, b in pairwise(at) if a.ends + lasts(problem, a.place, b.place, a.ends) <= b.begins]
    home = Stop(shift.ends, shift.ends, shift.returns)
    spans = [_within(problem, shift.rest, a, b, home=b is at[-1] and b == home) for a, b in room]
    widest = max((each.latest - each.earliest for each in spans if each), default=-1)
    taken = next((each for each in spans if each and each.latest - each.earliest == widest), None)
    for (a, b), span in zip(room, spans, strict=True):
        rest = span if span is taken else None
        last = b is at[-1] and b.begins == shift.ends
        yield Route(who, Shift(a.ends, b.begins, a.place, b.place, rest), by if last else b.begins)


def _around(
    problem: Problem, who: Practitioner, shift: Shift, held: tuple[Engagement, ...], shifts: list[int]
) -> tuple[list[Stop], int | None]:
    """The stops of a shift, and by when they must be at the last of them, where something follows.

    Whoever cannot be where the shift begins in time, for what they are at before it, begins from there; and whoever
    could not go home and be in time for what comes after it ends the shift there.
    """
    at = list(stops(Somebody(who.name, who.skills, (shift,), held), shift))
    before = max((each for each in held if each.ends <= shift.begins), key=lambda each: each.ends, default=None)
    after = min((each for each in held if each.begins >= shift.ends), key=lambda each: each.begins, default=None)
    following = bisect_left(shifts, shift.ends)
    by = [shifts[following]] if following < len(shifts) else []
    if before is not None and before.place is not None and at[0].ends == shift.begins:
        there = before.ends + lasts(problem, before.place, shift.leaves, before.ends)
        at[0] = at[0] if there <= shift.begins else Stop(shift.begins, shift.begins, before.place)
    if after is not None and after.place is not None and at[-1].begins == shift.ends:
        leaves = _leaves_by(problem, shift.returns, after.place, after.begins)
        at[-1] = at[-1] if leaves >= shift.ends else Stop(shift.ends, shift.ends, after.place)
        by.append(leaves if leaves >= shift.ends else after.begins)
    return at, min(by, default=None)


def _within(problem: Problem, rest: Break | None, a: Stop, b: Stop, *, home: bool) -> Break | None:
    """The break as it can be had between two stops, if it can: before the way or after it, at home without an end, by
    whoever does nothing else there. What else there is room for, the kernel says."""
    if rest is None:
        return None
    earliest, latest = max(rest.earliest, a.ends), rest.latest
    within = min(latest, b.begins - rest.length)
    if earliest > within:
        return None
    latest = latest if home else within
    there = a.ends + lasts(problem, a.place, b.place, a.ends)
    leaves = earliest + rest.length
    can = there <= latest or leaves + lasts(problem, a.place, b.place, leaves) <= b.begins
    return Break(earliest, latest, rest.length) if can else None
