"""From a service's week to the planner's problem, and from the planner's timetable back to lines; in jobs alone.

A tick is five minutes: ways are rounded up, hours inwards, so that what the planner finds can be walked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np

from tornio.actions.diaries import PEER, TRAINED, speaks
from tornio.actions.week_diaries import Diaries, Visit, on_quarters, possible_only
from tornio.core.profiles import PeerRule
from tornio.core.values import Period
from tornio.planner.problem import MOST_ROLES, Agreed, Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.times import Shift
from tornio.planner.timetable import LeftOut, Timetable
from tornio.records.visible.week_stands import Needs
from tornio.records.visible.weeks import A_DAY, Wants, Week

TICK = 300  # seconds
ANYBODY = "anybody"
STRANGER = 600  # seconds: somebody they have not met, where no team has formed
# Of somebody's hours, at meetings: what is beyond is worth as much as the same time on the road. Three meetings of an
# hour and a half on a day of eight hours are within it.
ENOUGH = 0.6


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
    besides: tuple[str, ...] = ()  # what one of us brings, where that can be


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
    peer = week.promised.peer is PeerRule.REQUIRED
    # Who is only preferred is wished for: nobody waits for them where there is no time with them (R3).
    preferred = week.promised.peer is PeerRule.PREFERRED and any(each.is_peer for each in known)
    # A team of whom nobody is trained stays the team (R12): nobody stands in for the sake of a certificate.
    trained = bool(week.promised.trainings) and (not team or bool(team & week.trained))
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
        besides=(*((PEER,) if preferred else ()), *map(speaks, wants.languages), *((TRAINED,) if trained else ())),
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
    gone = [each.instead_of for each in here.week.needs if each.stands.meeting == stands.meeting]
    stay = frozenset(stands.who).difference(gone)

    def brought(those: frozenset[UUID]) -> bool:
        """True where nobody of those stays, and this is the first of them who is gone."""
        first = next((who for who in gone if who in those), None)
        return stay.isdisjoint(those) and first == needs.instead_of

    return Wanted(
        line=f"stand in {stands.meeting} {needs.instead_of}",
        network=stands.network,
        window=stands.planned,
        length=stands.planned.end - stands.planned.start,
        place=here.place(stands.network, stands.place),
        skills=(PEER,) if stands.peer_required and brought(stands.peers) else (ANYBODY,),
        team=needs.team,
        refused=needs.refused.union(stands.who, stands.stopped),
        needs=needs,
        besides=(TRAINED,) if brought(here.week.trained) else (),
    )


@dataclass(frozen=True, slots=True)
class Eased:
    """What is asked of some lines no more, for which no time was found with it; and whether telephones are put by."""

    any_day: Collection[str] = frozenset()  # others keep to the days on which they usually meet
    any_of_us: Collection[str] = frozenset()  # of others, one of us brings what they wish or the service wants
    no_telephone: bool = False  # as if nobody held it


def problem(here: Diaries, looked_for: Sequence[Wanted], price: int, eased: Eased = Eased()) -> Problem:
    """The planner's question, where a face outside a network's own team costs `price` seconds on the road."""
    of_us = tuple(_practitioner(here, key) for key in here.week.rotas)
    asked = tuple(_asked(here, each, price, eased) for each in looked_for if not each.beyond_us)
    return Problem((*asked, *_standing(here, eased)), of_us, _between(here), Prices(latest=0, uneven=1), walls=True)


def _standing(here: Diaries, eased: Eased) -> Iterator[Meeting]:
    """What is agreed or offered, for each of us who comes, and turns at the telephone, which are held where somebody
    starts from: all of it never moves, and the planner plans round it."""
    for who, visits in here.fixed.items():
        for number, each in enumerate(visits if who in here.week.rotas else ()):
            place = here.base[who] if each.place is None else each.place
            yield _stands(here, f"stands {who} {number}", who, place, (each.begins, each.ends))
    for who, turns in () if eased.no_telephone else here.turns.items():
        for number, turn in enumerate(turns):
            whole = (turn.start, turn.end or here.week.end)
            yield _stands(here, f"telephone {who} {number}", who, here.base[who], whole)


def _stands(here: Diaries, name: str, who: UUID, place: int, whole: tuple[datetime, datetime]) -> Meeting:
    begins, ends = _ticks(here.week, whole[0], up=False), _ticks(here.week, whole[1], up=True)
    return Meeting(
        name, place, (Role(ANYBODY, ends - begins),), ((begins, begins),), agreed=Agreed(begins, (str(who),))
    )


def moment(week: Week, tick: int) -> datetime:
    return week.period.start + timedelta(seconds=tick * TICK)


def _ticks(week: Week, moment: datetime, *, up: bool) -> int:
    seconds = int((moment - week.period.start).total_seconds())
    return max(0, -(-seconds // TICK) if up else seconds // TICK)


def _asked(here: Diaries, each: Wanted, price: int, eased: Eased) -> Meeting:
    week, length = here.week, -(-int(each.length.total_seconds()) // TICK)
    window = each.window if each.rhythm is None or each.line in eased.any_day else each.rhythm
    assert window.end is not None
    early = _ticks(week, window.start, up=each.needs is None)
    due = early if each.needs else max(early, _ticks(week, window.end - each.length, up=False))
    away = _nowhere(here) if each.place is None else each.place
    faces = {str(key): _price(each, key, price) for key in week.rotas}
    refused = frozenset(str(key) for key in each.refused if key in week.rotas)
    also = _besides(here, each, () if each.line in eased.any_of_us else each.besides)
    roles = tuple(Role(skill, length, also.get(k, frozenset())) for k, skill in enumerate(each.skills))
    return Meeting(each.line, away, roles, ((early, due),), price_of_face=faces, refused=refused)


def _besides(here: Diaries, each: Wanted, besides: Sequence[str]) -> dict[int, frozenset[str]]:
    """What is wished besides, each in the hands of one role, so that enough of us who are welcome could fill all roles:
    the last first, for a peer who is asked for need not be the one who speaks it; two in the same hands where no two of
    us bring them. What nobody brings is asked of nobody."""
    found: dict[int, frozenset[str]] = {}
    able = {who: skills(here, who) for who in here.week.rotas if who not in each.refused}
    for skill in besides:
        for k in sorted(range(len(each.skills)), key=lambda k: (k in found, -k)):
            tried = found | {k: found.get(k, frozenset()) | {skill}}
            asks = [frozenset({role}) | tried.get(number, frozenset()) for number, role in enumerate(each.skills)]
            if _filled(sorted(asks, key=len, reverse=True), able):
                found = tried
                break
    return found


def _filled(asks: Sequence[frozenset[str]], able: Mapping[UUID, frozenset[str]]) -> bool:
    """Whether somebody different can fill each role."""
    if not asks:
        return True
    rest = ((has, {other: its for other, its in able.items() if other != who}) for who, has in able.items())
    return any(asks[0] <= has and _filled(asks[1:], others) for has, others in rest)


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


def skills(here: Diaries, who: UUID) -> frozenset[str]:
    """What one of us can be asked for."""
    peer = {PEER} if here.week.rotas[who].practitioner.is_peer else set[str]()
    trained = {TRAINED} if who in here.week.trained else set[str]()
    return frozenset({ANYBODY, *peer, *trained, *map(speaks, here.languages.get(who, ()))})


def _practitioner(here: Diaries, who: UUID) -> Practitioner:
    """One of us. A gap between two stretches of a day is their break, and is had where they start from."""
    week, base = here.week, here.base[who]
    ends = [(each.start, each.end or week.end) for each in here.shifts[who]]
    ticks = [(_ticks(week, begins, up=True), _ticks(week, end, up=False)) for begins, end in ends]
    shifts = tuple(Shift(begins, end, base, base) for begins, end in ticks if begins < end)
    at_work = sum(end - begins for begins, end in ticks)
    return Practitioner(str(who), skills(here, who), shifts, int(ENOUGH * at_work) + _telephone(here, who))


def _telephone(here: Diaries, who: UUID) -> int:
    """The ticks of somebody's turns, which are no meetings and tire nobody of them."""
    turns = (_stands(here, "", who, 0, (each.start, each.end or here.week.end)) for each in here.turns.get(who, ()))
    return sum(each.roles[0].duration for each in turns)


def visits_of(here: Diaries, looked_for: Sequence[Wanted], found: Timetable) -> list[Visit]:
    """What was found, on quarters of an hour where that can be, and without whatever cannot be."""
    by_line = {each.line: each for each in looked_for}
    visits = []
    for each in (visit for visit in found.visits if visit.meeting in by_line):
        of = by_line[each.meeting]
        starts = of.window.start if of.needs else moment(here.week, each.begins)
        visits.append(Visit(UUID(each.practitioner), starts, starts + of.length, of.place, each.meeting))
    latest = {each.line: _latest(each) for each in looked_for}
    in_time = [each for each in visits if each.begins <= latest[each.line]]
    whole = [each for each in in_time if _is_whole(by_line[each.line], in_time)]
    return on_quarters(here, possible_only(here, whole), latest)


def as_proposed(here: Diaries, looked_for: Sequence[Wanted], found: Timetable, visits: Sequence[Visit]) -> Timetable:
    """The timetable with what is proposed when it is proposed; of what was found and cannot be, nothing is left."""
    begins = {(each.line, str(each.who)): _ticks(here.week, each.begins, up=False) for each in visits}
    lines, left = {each.line for each in looked_for}, {out.meeting for out in found.left_out}
    dropped = {each.meeting for each in found.visits if each.meeting in lines} - {line for line, _who in begins}
    kept = (each for each in found.visits if each.meeting not in dropped)
    moved = ((each, begins.get((each.meeting, each.practitioner), each.begins)) for each in kept)
    return replace(
        found,
        visits=tuple(replace(each, begins=tick, ends=tick + each.ends - each.begins) for each, tick in moved),
        left_out=(*found.left_out, *(LeftOut(line, ()) for line in sorted(dropped - left))),
    )


def _latest(each: Wanted) -> datetime:
    assert each.window.end is not None
    return each.window.start if each.needs else each.window.end - each.length


def _is_whole(each: Wanted, visits: Sequence[Visit]) -> bool:
    """All of us who are needed come, at one time."""
    theirs = [visit for visit in visits if visit.line == each.line]
    return len(theirs) == len(each.skills) and len({visit.begins for visit in theirs}) == 1


def same_faces(looked_for: Sequence[Wanted], visits: Sequence[Visit]) -> tuple[int, int]:
    """Of the meetings found with a network that has a team, how many see nobody else; and how many these are."""
    who: dict[str, set[UUID]] = defaultdict(set)
    for visit in visits:
        who[visit.line].add(visit.who)
    teams = {each.line: each.team for each in looked_for if each.team and each.wants and each.line in who}
    return sum(who[line] <= team for line, team in teams.items()), len(teams)
