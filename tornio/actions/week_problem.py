"""From a service's week to the planner's problem, and from the planner's timetable back to lines; in jobs alone.

A tick is five minutes: ways are rounded up, hours inwards, so that what the planner finds can be walked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions.week_diaries import Diaries, Visit, on_quarters, possible_only
from tornio.core import told
from tornio.core.profiles import PeerRule
from tornio.core.values import Period
from tornio.planner.problem import MOST_ROLES, Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.times import Shift
from tornio.planner.timetable import Repair, Timetable
from tornio.records.visible.weeks import A_DAY, Needs, Wants, Week

TICK = 300  # seconds
ANYBODY, PEER = "anybody", "peer"
STRANGER = 600  # seconds: somebody they have not met, where no team has formed


@dataclass(frozen=True, slots=True)
class Wanted:
    """One meeting that is looked for, or one of us who is looked for at a meeting that is agreed."""

    line: str
    network: UUID
    window: Period
    length: timedelta
    place: int | None
    skills: tuple[str, ...]
    team: frozenset[UUID]
    refused: frozenset[UUID]
    wants: Wants | None = None
    needs: Needs | None = None
    beyond_us: bool = False  # it asks for more of us than can be planned
    rhythm: Period | None = None  # where nobody said a day: the weekday on which they last met, and the day after


def wanted(here: Diaries, without: Collection[UUID], days: Mapping[UUID, int]) -> list[Wanted]:
    """What is looked for in this week, one by one."""
    week = here.week
    asked = [each for each in week.wants if each.network not in without and not week.is_sooner(each)]
    found = [_meeting(here, each, days.get(each.network)) for each in asked]
    return [*(each for each in found if each), *(_somebody(here, each) for each in here.week.needs)]


def _meeting(here: Diaries, wants: Wants, day: int | None) -> Wanted | None:
    week = here.week
    whole = week.day(day) if day else week.period
    begins = max(whole.start, week.soonest)
    ends = min(each for each in (whole.end, wants.due and wants.due + wants.length) if each)
    if ends <= begins:
        return None  # the day is over
    team = frozenset(each.pk for each in wants.team)
    known = wants.team or tuple(rota.practitioner for rota in week.rotas.values())
    peer = week.promised.peer is PeerRule.REQUIRED or (
        week.promised.peer is PeerRule.PREFERRED and any(each.is_peer for each in known)
    )
    many = max(1, week.promised.minimum_therapists)
    return Wanted(
        line=f"meet {wants.network}",
        network=wants.network,
        window=Period(begins, ends),
        length=wants.length,
        place=here.place(wants.network, wants.place),
        skills=((PEER,) if peer else ()) + (ANYBODY,) * (many - peer),
        team=team,
        refused=wants.refused,
        wants=wants,
        beyond_us=many > MOST_ROLES,
        rhythm=None if day else _rhythm(week, wants, Period(begins, ends)),
    )


def _rhythm(week: Week, wants: Wants, window: Period) -> Period | None:
    """Who meets on Thursdays is looked for on Thursday or Friday first, so that a week is not all on its Monday."""
    if wants.last is None:
        return None
    first = week.day(wants.last.planned.lower.astimezone(week.zone).isoweekday())
    begins, ends = max(first.start, window.start), min(first.start + 2 * A_DAY, window.end or first.start)
    return Period(begins, ends) if begins + wants.length < ends else None


def _somebody(here: Diaries, needs: Needs) -> Wanted:
    stands = needs.stands
    assert stands.planned.end is not None
    only_peer = stands.peer_required and stands.peers == {needs.instead_of}
    return Wanted(
        line=f"stand in {stands.meeting} {needs.instead_of}",
        network=stands.network,
        window=stands.planned,
        length=stands.planned.end - stands.planned.start,
        place=here.place(stands.network, stands.place),
        skills=(PEER,) if only_peer else (ANYBODY,),
        team=needs.team,
        refused=needs.refused | frozenset(stands.who),
        needs=needs,
    )


def problem(here: Diaries, looked_for: Sequence[Wanted], price: int, any_day: Collection[str] = frozenset()) -> Problem:
    """The planner's question, where a face outside a network's own team costs `price` seconds on the road.

    Lines in `any_day` may be on any day of their window; others keep to the days on which they usually meet.
    """
    of_us = tuple(_practitioner(here, key) for key in here.week.rotas)
    asked = tuple(
        _asked(here, each, price, each.window if each.line in any_day or each.rhythm is None else each.rhythm)
        for each in looked_for
        if not each.beyond_us
    )
    return Problem(asked, of_us, _between(here), Prices(latest=0), walls=True)


def _moment(week: Week, tick: int) -> datetime:
    return week.period.start + timedelta(seconds=tick * TICK)


def _ticks(week: Week, moment: datetime, *, up: bool) -> int:
    seconds = int((moment - week.period.start).total_seconds())
    return max(0, -(-seconds // TICK) if up else seconds // TICK)


def _asked(here: Diaries, each: Wanted, price: int, window: Period) -> Meeting:
    week, length = here.week, -(-int(each.length.total_seconds()) // TICK)
    assert window.end is not None
    early = _ticks(week, window.start, up=each.needs is None)
    due = early if each.needs else max(early, _ticks(week, window.end - each.length, up=False))
    away = _nowhere(here) if each.place is None else each.place
    faces = {str(key): _price(each, key, price) for key in week.rotas}
    refused = frozenset(str(key) for key in each.refused if key in week.rotas)
    roles = tuple(Role(skill, length) for skill in each.skills)
    return Meeting(each.line, away, roles, ((early, due),), price_of_face=faces, refused=refused)


def _price(each: Wanted, who: UUID, price: int) -> int:
    """What a face costs in ticks: outside the team as the service chose; before there is one, whoever has it in hand
    is known (R5), and anybody else new."""
    if who in each.team:
        return 0
    if each.team:
        return price // TICK
    responsible = each.wants.responsible if each.wants else None
    return 0 if responsible is not None and responsible.pk == who else max(STRANGER, price) // TICK


def _nowhere(here: Diaries) -> int:
    """Where what is by telephone or video is done from: the base of the first of us."""
    return next(iter(here.base.values()), 0)


def _between(here: Diaries) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Ways at the worst hour of the day, so that whatever is found can be walked at the hour that it is found for."""
    ways = [[-(-seconds // TICK) for seconds in row] for row in here.journeys.slowest]
    return np.array(ways, np.int64).reshape(len(ways), len(ways))


def _practitioner(here: Diaries, key: UUID) -> Practitioner:
    skills = frozenset({ANYBODY, PEER} if here.week.rotas[key].practitioner.is_peer else {ANYBODY})
    shifts = tuple(part for shift in here.shifts[key] for part in _parts(here, key, shift))
    return Practitioner(str(key), skills, shifts)


def _parts(here: Diaries, who: UUID, shift: Period) -> Iterator[Shift]:
    """A shift in the parts round what is agreed: at its place when it begins, and from there when it ends."""
    week, base = here.week, here.base[who]
    assert shift.end is not None
    begins, leaves = _ticks(week, shift.start, up=True), base
    last = _ticks(week, shift.end, up=False)
    for each in sorted(here.fixed.get(who, ()), key=lambda visit: (visit.begins, visit.ends)):
        if each.ends <= shift.start or each.begins >= shift.end:
            continue
        until, place = _ticks(week, each.begins, up=False), base if each.place is None else each.place
        if begins < until:
            yield Shift(begins, until, leaves, place)
        begins, leaves = max(begins, _ticks(week, each.ends, up=True)), place
    if begins < last:
        yield Shift(begins, last, leaves, base)


def visits_of(here: Diaries, looked_for: Sequence[Wanted], found: Timetable) -> list[Visit]:
    """What was found, on quarters of an hour where that can be, and without whatever cannot be."""
    by_line = {each.line: each for each in looked_for}
    visits = []
    for each in found.visits:
        of = by_line[each.meeting]
        starts = of.window.start if of.needs else _moment(here.week, each.begins)
        visits.append(Visit(UUID(each.practitioner), starts, starts + of.length, of.place, each.meeting))
    latest = {each.line: _latest(each) for each in looked_for}
    in_time = [each for each in visits if each.begins <= latest[each.line]]
    whole = [each for each in in_time if _is_whole(by_line[each.line], in_time)]
    return on_quarters(here, possible_only(here, whole), latest)


def _latest(each: Wanted) -> datetime:
    assert each.window.end is not None
    return each.window.start if each.needs else each.window.end - each.length


def _is_whole(each: Wanted, visits: Sequence[Visit]) -> bool:
    """All of us who are needed come, at one time."""
    theirs = [visit for visit in visits if visit.line == each.line]
    return len(theirs) == len(each.skills) and len({visit.begins for visit in theirs}) == 1


WHY = {
    "nobody can": gettext_lazy("Nobody who is needed and welcome there is at work then."),
    "nobody is free": gettext_lazy(
        "Nobody who is needed is free then: not at work, at another meeting, or too far away."
    ),
    "too few": gettext_lazy("More of us are needed at one time than are at work then."),
    "not together": gettext_lazy("Enough of us are free, but not at one time."),
}


def why_not(here: Diaries, each: Wanted, found: Timetable) -> str:
    """Why it has no place in the week, and what would give it one."""
    if each.beyond_us:
        return _("More of us are promised than a week’s plan can send. Propose a time yourself.")
    out = next((out for out in found.left_out if out.meeting == each.line), None)
    if out is None:
        return str(WHY["not together"])
    said = [str(WHY[what]) for what in dict.fromkeys(reason.what for reason in out.reasons)]
    return " ".join([*said, *(_repaired(here, repair) for repair in out.repairs[:2])])


HOW = {
    "place": gettext_lazy("%(who)s could come on %(when)s: ask for another timetable."),
    "move": gettext_lazy("%(who)s could come on %(when)s, if another of these meetings began at another time."),
    "later": gettext_lazy("%(who)s could come on %(when)s."),
    "longer": gettext_lazy("%(who)s could come on %(when)s, if they worked longer that day."),
}


def _repaired(here: Diaries, repair: Repair) -> str:
    """One way to make room for it, told with those of us who would come and nobody of another network."""
    week = here.week
    names = [week.rotas[UUID(name)].practitioner.person.called for name in repair.who]
    when = told.exact(_moment(week, repair.begins), week.zone)
    return str(HOW[repair.how]) % {"who": _(" and ").join(names), "when": when}


def same_faces(looked_for: Sequence[Wanted], visits: Sequence[Visit]) -> tuple[int, int]:
    """Of the meetings found with a network that has a team, how many see nobody else; and how many these are."""
    who: dict[str, set[UUID]] = defaultdict(set)
    for visit in visits:
        who[visit.line].add(visit.who)
    teams = {each.line: each.team for each in looked_for if each.team and each.wants and each.line in who}
    return sum(who[line] <= team for line, team in teams.items()), len(teams)
