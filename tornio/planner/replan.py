"""A week that runs: a first contact, a meeting cancelled, somebody ill; planned again, with little change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tornio.planner.problem import Agreed, Meeting, Practitioner, Problem
from tornio.planner.search import Params, Stop
from tornio.planner.solve import solve
from tornio.planner.times import Break, Shift, must
from tornio.planner.timetable import Timetable, Visit


@dataclass(frozen=True, slots=True)
class Calm:
    """What change costs, in ticks of travel: another time, each tick of it, another face; what began stays as it is."""

    moved: int
    moved_by: int
    face: int
    now: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What is different now: further meetings, those that are not, and who is away from when to when."""

    further: tuple[Meeting, ...] = ()
    cancelled: frozenset[str] = frozenset()
    away: tuple[tuple[str, int, int], ...] = ()

    def __post_init__(self) -> None:
        for name, since, until in self.away:
            must(0 <= since <= until, f"{name} is away from {since} to {until}.")


def replan(
    problem: Problem, timetable: Timetable, change: Change, calm: Calm, *, stop: Stop, seed: int = 1,
    params: Params | None = None,
) -> tuple[Problem, Timetable]:  # fmt: skip
    """The problem as it is now, and a timetable of it that keeps to the former one, each change at its price."""
    now = changed(problem, timetable, change, calm)
    return now, solve(now, stop, seed, params, begun=timetable)


def changed(problem: Problem, timetable: Timetable, change: Change, calm: Calm) -> Problem:
    """The problem as it is now: what the timetable holds is agreed at a price, or frozen where it has begun.

    Errors: Misstated where it is about somebody or a meeting that the problem does not know.
    """
    nobody = {name for name, _, _ in change.away} - {each.name for each in problem.practitioners}
    must(not nobody, f"Nobody is called {', '.join(sorted(nobody))}.")
    nothing = change.cancelled - {each.name for each in problem.meetings}
    must(not nothing, f"There is no meeting called {', '.join(sorted(nothing))}.")
    of_us = tuple(_present(who, change) for who in problem.practitioners)
    kept = [each for each in problem.meetings if each.name not in change.cancelled]
    asked = (*(_agreed(each, timetable, change, calm, of_us) for each in kept), *change.further)
    meetings = tuple(each if each.frozen else _ahead(each, problem, calm.now) for each in asked)
    return replace(problem, meetings=meetings, practitioners=of_us)


def _agreed(
    meeting: Meeting, timetable: Timetable, change: Change, calm: Calm, of_us: tuple[Practitioner, ...]
) -> Meeting:
    visits = sorted((v for v in timetable.visits if v.meeting == meeting.name), key=lambda v: v.role)
    if not visits:
        return meeting
    who, begins = tuple(v.practitioner for v in visits), visits[0].begins
    gone = any(name in who and since < visits[-1].ends and begins < until for name, since, until in change.away)
    if begins < calm.now or (meeting.frozen is not None and not gone):
        exactly = tuple((v.begins - begins, v.begins - begins) for v in visits[1:])  # each comes when that was said
        waits = exactly if meeting.waits else ()
        return replace(meeting, waits=waits, agreed=Agreed(begins, who))
    faces = dict(meeting.price_of_face)
    for each in of_us:
        if each.name not in who:
            faces[each.name] = faces.get(each.name, 0) + calm.face
    promised = meeting.waits and not gone
    waits = tuple(_no_sooner(meeting, visit, begins) for visit in visits[1:]) if promised else meeting.waits
    agreed = Agreed(begins, who, calm.moved, calm.moved_by)
    return replace(meeting, price_of_face=faces, waits=waits, agreed=agreed)


def _no_sooner(meeting: Meeting, visit: Visit, begins: int) -> tuple[int, int]:
    """What a role may wait for the first: as it might, but whoever was to come later is not called sooner."""
    least, greatest = meeting.wait(visit.role)
    return min(max(least, visit.begins - begins), greatest), greatest


def _ahead(meeting: Meeting, problem: Problem, now: int) -> Meeting:
    """The meeting as it may still begin: from now on.

    Where all of its hours are over it is late already: without walls it is met as soon as can be, and late from now on;
    with walls there is nobody for it, and that is told. Who is on the way now is not asked where they are.
    """
    windows = tuple((max(early, now), due) for early, due in meeting.windows if due >= now)
    agreed = meeting.agreed if meeting.agreed and meeting.agreed.begins >= now else None
    over = not windows and agreed is None and problem.walls
    windows = windows or ((agreed.begins if agreed else now,) * 2,)
    refused = frozenset(who.name for who in problem.practitioners) if over else meeting.refused
    return replace(meeting, windows=windows, refused=refused, agreed=agreed)


def _present(who: Practitioner, change: Change) -> Practitioner:
    """Somebody without the time that they are away; the break stays where there is room for it."""
    shifts = list(who.shifts)
    for name, since, until in change.away:
        if name == who.name:
            shifts = [part for shift in shifts for part in _parts(shift, since, until)]
    return replace(who, shifts=tuple(shifts))


def _parts(shift: Shift, since: int, until: int) -> Iterator[Shift]:
    """What is left of a shift; one break is had, where there is more room for it."""
    if until <= shift.begins or shift.ends <= since or since == until:  # away for no time, nobody has to go home
        yield shift
        return
    spans = [(begins, ends) for begins, ends in ((shift.begins, since), (until, shift.ends)) if begins < ends]
    rests = [_rest(shift.rest, *span) for span in spans]
    taken = max((each for each in rests if each), key=lambda rest: rest.latest - rest.earliest, default=None)
    for (begins, ends), rest in zip(spans, rests, strict=True):
        yield replace(shift, begins=begins, ends=ends, rest=rest if rest is taken else None)


def _rest(rest: Break | None, begins: int, ends: int) -> Break | None:
    if rest is None:
        return None
    earliest, latest = max(rest.earliest, begins), min(rest.latest, ends - rest.length)
    return Break(earliest, latest, rest.length) if earliest <= latest else None
