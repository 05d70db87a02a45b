"""Why a meeting could not be placed in a timetable, and what would let it be: the least that would have to change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, field, replace
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

from tornio.planner.arrays import windows
from tornio.planner.at_once import Ask, Movable, Option, options
from tornio.planner.at_once import Prices as AtOnce
from tornio.planner.diary import Engagement, Somebody, gaps
from tornio.planner.paced import Surely, Ways
from tornio.planner.problem import AS_USUAL, Meeting, Practitioner, Problem
from tornio.planner.routes import engagements
from tornio.planner.times import LATEST, Shift
from tornio.planner.timetable import LeftOut, Reason, Repair, Timetable, Visit

MOST_REPAIRS = 3  # of each kind
MOST_OF_US = 60  # for each role
MOST_REPAIRED = 20  # meetings left out; for the others the reasons are enough
MOVED = AtOnce(waiting=0, late=1)


@dataclass(frozen=True, slots=True)
class Stands:
    """A timetable as it is looked at for what was left out: what each of us is at, and each meeting's visits.

    `stays`: meetings that have their time by what was told already, and are not moved for anything further. How far
    everybody is does not change with a timetable, and is handed on as `known`.
    """

    problem: Problem
    timetable: Timetable
    stays: frozenset[str] = frozenset()
    known: InitVar["Reach | None"] = None
    at: Mapping[str, tuple[Engagement, ...]] = field(init=False)
    visits: Mapping[str, list[Visit]] = field(init=False)
    reach: "Reach" = field(init=False)

    def __post_init__(self, known: "Reach | None") -> None:
        by_name: dict[str, list[Visit]] = {}
        for visit in self.timetable.visits:
            by_name.setdefault(visit.meeting, []).append(visit)
        object.__setattr__(self, "at", engagements(self.problem, self.timetable.visits))
        object.__setattr__(self, "visits", by_name)
        object.__setattr__(self, "reach", known or Reach(self.problem))

    def done(self, meeting: Meeting, repair: Repair) -> "Stands":
        """As if this were done for a meeting that was left out."""
        name, before, instead = repair.moved or (meeting.name, 0, 0)
        kept = [
            replace(v, begins=v.begins + instead - before, ends=v.ends + instead - before) if v.meeting == name else v
            for v in self.timetable.visits
        ]
        ends = repair.begins + max(role.duration for role in meeting.roles)
        held = (Visit(meeting.name, k, who, repair.begins, ends) for k, who in enumerate(repair.who))
        then = replace(self.timetable, visits=(*kept, *held))
        return Stands(self.problem, then, self.stays | {meeting.name, name}, self.reach)


class Reach:
    """How far everybody is from a place, and what they can be there."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        of = [(number, each.leaves) for number, who in enumerate(problem.practitioners) for each in who.shifts]
        self.number, self.leaves = np.array(of, np.int64).reshape(-1, 2).T
        self.able: dict[frozenset[str], NDArray[np.bool_]] = {}

    def nearest(self, meeting: Meeting) -> list[Practitioner]:
        """Who could be in one of its roles, in the order in which we are told; of very many the nearest for each."""
        us = self.problem.practitioners
        far = np.full(len(us), LATEST, np.int64)
        np.minimum.at(far, self.number, self.problem.between[self.leaves, meeting.place])
        wanted = np.array([who.name not in meeting.refused for who in us], bool)
        chosen = np.zeros(len(us), bool)
        for role in meeting.roles:
            able = np.flatnonzero(self._able(role.asks) & wanted)
            chosen[able[np.argsort(far[able], kind="stable")[:MOST_OF_US]]] = True
        return [us[number] for number in np.flatnonzero(chosen)]

    def _able(self, asks: frozenset[str]) -> NDArray[np.bool_]:
        if asks not in self.able:
            self.able[asks] = np.array([asks <= who.skills for who in self.problem.practitioners], bool)
        return self.able[asks]


def explained(problem: Problem, timetable: Timetable) -> Timetable:
    """The timetable, with the reasons and the cheapest repairs for every meeting that was left out.

    Repairs are looked for one meeting after the other, each as if the cheapest of those before it were done: so nobody
    is told for two at one time. Where that leaves none, those that would take another's place are told as such.
    """
    meetings, stands = {each.name: each for each in problem.meetings}, Stands(problem, timetable)
    told, then = list[LeftOut](), stands
    for number, each in enumerate(timetable.left_out):
        meeting = meetings[each.meeting]
        reasons = tuple(_reasons(problem, meeting, _us(stands, meeting)))
        hopeless = any(each.what in ("nobody can", "too few") for each in reasons)
        waiting = any(least for least, _ in meeting.waits)  # what is looked for begins for everybody at one time
        looked = number < MOST_REPAIRED and not hopeless and not waiting
        found = _cheapest(then, meeting) if looked else ()
        if found:
            then = then.done(meeting, found[0])
        elif looked and then is not stands:
            found = tuple(replace(each, instead=True) for each in _cheapest(stands, meeting))
        told.append(LeftOut(meeting.name, reasons, found))
    return replace(timetable, left_out=tuple(told))


def _cheapest(stands: Stands, meeting: Meeting) -> tuple[Repair, ...]:
    found = _repairs(stands, meeting, _us(stands, meeting))
    return tuple(sorted(found, key=lambda each: (each.price, each.begins, each.who)))


def _us(stands: Stands, meeting: Meeting) -> list[Somebody]:
    """Those who could be in one of its roles, with what the timetable gives them to do; of very many the nearest."""
    faces = meeting.price_of_face
    return [
        Somebody(who.name, who.skills, who.shifts, stands.at.get(who.name, ()), price=faces.get(who.name, 0))
        for who in stands.reach.nearest(meeting)
    ]


def _reasons(problem: Problem, meeting: Meeting, us: list[Somebody]) -> Iterator[Reason]:
    """What rules it out: each role for which there is nobody, or nobody free; or not enough at one time."""
    found = []
    for k, role in enumerate(meeting.roles):
        able = [who for who in us if role.asks <= who.skills]
        if not able:
            found.append(Reason("nobody can", role.said))
            continue
        is_free, later = _free(problem, meeting, k, able)
        if not is_free:
            without_break, _ = _free(problem, meeting, k, map(_restless, able))
            found.append(Reason("no break" if without_break else "nobody is free", role.said, later))
    together = any(fits(meeting, {who.name: who for who in some}, tuple(who.name for who in some))
                   for some in combinations(us, len(meeting.roles)))  # fmt: skip
    yield from found or [Reason("not together" if together else "too few")]


def _free(problem: Problem, meeting: Meeting, k: int, able: Iterable[Somebody]) -> tuple[bool, int | None]:
    """Whether somebody is free for a role in one of its windows; and if not, from when on somebody is."""
    least, greatest = meeting.wait(k)
    opens = [(early + least, due + greatest) for early, due in windows(meeting)]
    later: list[int] = []
    for who in able:
        for gap in gaps(who, meeting.place, meeting.roles[k].duration, Ways(problem)):
            if any(gap.first <= due and early <= gap.last for early, due in opens):
                return True, None
            later += [max(gap.first, opens[0][0])] if gap.last >= opens[0][0] else []
    return False, min(later, default=None)


def _restless(who: Somebody) -> Somebody:
    """Somebody who would have no break."""
    return replace(who, shifts=tuple(replace(each, rest=None) for each in who.shifts))


def fits(meeting: Meeting, us: Mapping[str, Somebody | Practitioner], who: tuple[str, ...]) -> tuple[str, ...] | None:
    """These people in the order of the roles they could be in, if they could."""
    for order in permutations(who):
        if all(role.asks <= us[name].skills for role, name in zip(meeting.roles, order, strict=True)):
            return order
    return None


def inside(stands: Stands, meeting: Meeting, *, moving: bool = True) -> list[Option]:
    """The ways to have it in one of its windows, with at most one other meeting moved, or none; the cheapest first."""
    us, movable, problem = _us(stands, meeting), _movable(stands, meeting) if moving else (), stands.problem
    asked = [_ask(meeting, early, due, due) for early, due in windows(meeting)]
    found = [option for ask in asked for option in options(ask, us, _ways(stands))]
    for ask in asked if movable else ():
        found += [option for option in options(ask, us, Surely(problem), movable) if option.move]
    named = {who.name: who for who in us}
    return sorted(
        (each for each in found if fits(meeting, named, each.who)),
        key=lambda each: (each.total + _another_time(meeting, each.begins), each.begins),
    )


def _ways(stands: Stands) -> Ways:
    """What the timetable holds ends when it says; what was told for another may, for one of its people, end sooner."""
    return Surely(stands.problem) if stands.stays else Ways(stands.problem)


def _ask(meeting: Meeting, early: int, due: int, until: int) -> Ask:
    long = max(role.duration for role in meeting.roles)
    skills = tuple(sorted(set[str]().union(*(role.asks for role in meeting.roles))))
    return Ask(meeting.place, max(1, long), early, due, until, many=len(meeting.roles), skills=skills, prices=MOVED)


def _movable(stands: Stands, but: Meeting) -> list[Movable]:
    """The other meetings that may begin at another time in the same window, near enough in time to matter."""
    problem = stands.problem
    near = int(problem.between.max()) * max(problem.pace.factors) // AS_USUAL + max(r.duration for r in but.roles)
    found = []
    for other in problem.meetings:
        visits = stands.visits.get(other.name, [])
        waits = any(wait != (0, 0) for wait in other.waits)
        if other.name == but.name or other.name in stands.stays or other.frozen or not visits or waits:
            continue
        begins, long = visits[0].begins, max(v.ends - v.begins for v in visits)
        if any(early - near <= begins + long and begins <= due + near for early, due in but.windows):
            who = frozenset(v.practitioner for v in visits)
            found += [
                Movable(other.name, begins, long, other.place, who, early, due)
                for early, due in other.windows if early <= begins <= due
            ]  # fmt: skip
    return found


def _repairs(stands: Stands, meeting: Meeting, us: list[Somebody]) -> Iterator[Repair]:
    problem, named = stands.problem, {who.name: who for who in us}
    for option in inside(stands, meeting)[:MOST_REPAIRS]:
        move = option.move
        if move is None:
            price = round(option.total) + _another_time(meeting, option.begins)
            yield Repair("place", option.begins, option.who, price)
        else:
            other = next(each for each in problem.meetings if each.name == move.name)
            price = round(option.total - MOVED.moved - MOVED.moved_by * move.by) + _another_time(other, move.instead)
            yield Repair("move", option.begins, option.who, price, (move.name, move.begins, move.instead))
    yield from _later(stands, meeting, us)
    for early, due in meeting.windows:
        good = options(_ask(meeting, early, due, due), [_longer(who, meeting) for who in us], _ways(stands))
        for each in [each for each in good if fits(meeting, named, each.who)][:MOST_REPAIRS]:
            over = sum(_overtime(problem, named[name], meeting, each) for name in each.who)
            if over:
                yield Repair("longer", each.begins, each.who, over * problem.prices.overrun)


def _another_time(meeting: Meeting, begins: int) -> int:
    """What it costs that it begins then and not when it is agreed for, as the meeting says it."""
    agreed = meeting.agreed
    if agreed is None or begins == agreed.begins:
        return 0
    return (agreed.price or 0) + agreed.price_of_tick * abs(begins - agreed.begins)


def _later(stands: Stands, meeting: Meeting, us: list[Somebody]) -> Iterator[Repair]:
    """Times after one of its windows and before the next, or before everybody is home."""
    named, opens = {who.name: who for who in us}, windows(meeting)
    end = max((shift.ends for who in us for shift in who.shifts if shift.ends < LATEST), default=0)
    for (_, due), until in zip(opens, [*(early - 1 for early, _ in opens[1:]), end], strict=True):
        found = options(_ask(meeting, due + 1, due, until), us, _ways(stands)) if due < until else []
        good = [each for each in found if fits(meeting, named, each.who)]
        for each in good[:MOST_REPAIRS]:
            yield Repair("later", each.begins, each.who, each.late * stands.problem.prices.late)


def _longer(who: Somebody, meeting: Meeting) -> Somebody:
    """Somebody who came so much earlier and stayed so much later as the meeting lasts."""
    long = max(role.duration for role in meeting.roles)
    shifts = tuple(
        Shift(max(0, each.begins - long), min(LATEST, each.ends + long), each.leaves, each.returns, each.rest)
        for each in who.shifts
    )
    return replace(who, shifts=shifts)


def _overtime(problem: Problem, who: Somebody, meeting: Meeting, option: Option) -> int:
    """The ticks outside of the shift that is nearest."""
    ways, over = Ways(problem), []
    for shift in who.shifts:
        begins = option.begins - ways.arriving(shift.leaves, meeting.place, option.begins)
        ends = option.ends + ways.leaving(meeting.place, shift.returns, option.ends)
        over.append(max(0, shift.begins - begins) + max(0, ends - shift.ends))
    return min(over)
