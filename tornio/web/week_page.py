"""What the page of a week says: each day's meetings, everybody's strip, what it comes to, the curve as a picture."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tornio.core.profiles import PeerRule
from tornio.core.values import Period
from tornio.core.weeks import PlannedState
from tornio.core.working import MIDNIGHT, moment
from tornio.records.visible.timetables import LineRow
from tornio.records.visible.week_stands import Stands
from tornio.records.visible.weeks import Spoken, Week
from tornio.web import rota
from tornio.web.jinja import tellings
from tornio.web.week_since import Names, Since, changed, instead_of, meanwhile

_HOUR = 60
_FULL = 0.85  # of the hours at work: from there on the page says that there is little room


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting on a day of the page. `line` is the key of what can be accepted or declined."""

    kind: str  # held, agreed, offered, proposed, accepted, declined, instead
    planned: Period
    who: str
    about: str
    line: UUID | None = None
    note: str = ""
    of_us: tuple[UUID, ...] = ()
    lacks: tuple[str, ...] = ()  # what the service wants at a meeting and nobody of these brings, in sentences

    @property
    def can_be_chosen(self) -> bool:
        """True while somebody has still to decide."""
        return self.kind in ("proposed", "instead") and not self.note

    @property
    def can_be_taken_back(self) -> bool:
        """True for what was declined and could be offered still."""
        return self.kind == "declined" and not self.note

    @property
    def is_drawn(self) -> bool:
        """False for what is declined, or can be offered no more: nothing of it takes anybody's time."""
        return self.can_be_chosen or self.kind in ("agreed", "offered", "accepted", "held")


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of the page."""

    on: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One meeting in somebody's strip."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One of us: hours and meetings as a picture, the same in words by day, and what the week comes to."""

    row: rota.Row
    marks: tuple[Mark, ...]
    told: tuple[tuple[tuple[str, str], ...], ...]  # of each day: hours, and what is then
    at_work: timedelta
    meetings: timedelta
    road: timedelta

    @property
    def is_full(self) -> bool:
        """True where little room is left."""
        return bool(self.at_work) and (self.meetings + self.road) / self.at_work > _FULL


def about(spoken: Spoken, names: Names, now: datetime) -> str:
    """What a network is called here: nobody in it is named."""
    told = tellings()
    of_us = names.of(each.pk for each in spoken.of_us)
    if spoken.met_at is not None:
        on = told.short_date(localdate(spoken.met_at), now)
        return _("The network with %(who)s, last met on %(on)s") % {"who": of_us or _("nobody of us"), "on": on}
    if spoken.called_at is not None:
        when = told.when(spoken.called_at, now)
        return _("A first meeting: they called %(when)s, %(who)s has it in hand") % {"who": of_us, "when": when}
    return _("The network with %(who)s, not met yet") % {"who": of_us or _("nobody of us")}


def days(
    week: Week, lines: Sequence[LineRow], spoken: Mapping[UUID, Spoken], names: Names, since: Since
) -> list[DayOf]:
    """Each day with what is agreed and what is proposed, in the order of time; with nobody trained that is said."""
    accepted = {each.became_id for each in lines if each.became_id and not each.meeting_id}
    found = [_standing(each, week, names) for each in week.stands if each.meeting not in accepted]
    found += [Entry("held", each.planned, names.of(each.who), "", of_us=each.who) for each in week.held]
    found += [_line(each, week, spoken, names, since) for each in lines if each.planned is not None]
    found.sort(key=lambda each: (each.planned.start, each.who))
    return [
        DayOf(week.monday + timedelta(days=number - 1), tuple(_of_day(found, week.day(number))))
        for number in range(1, 8)
    ]


def _of_day(entries: Iterable[Entry], day: Period) -> Iterator[Entry]:
    return (each for each in entries if each.planned.start in day)


def _standing(each: Stands, week: Week, names: Names) -> Entry:
    who = names.of(each.who) or _("Nobody of us yet")
    note = wanted_at(each, week, names)
    note = _("%(why)s: somebody else is wanted.") % {"why": note} if note else ""
    return Entry("agreed" if each.agreed else "offered", each.planned, who, "", note=note, of_us=each.who)


def wanted_at(each: Stands, week: Week, names: Names) -> str:
    """Why somebody else is wanted at what is agreed, if somebody is: for half a sentence."""
    gone = [needs.instead_of for needs in week.needs if needs.stands.meeting == each.meeting]
    if not gone:
        return ""
    if not set(each.who).difference(gone):
        return _("Nobody of us comes yet")
    away, stopped = ([who for who in gone if (who in each.who) is still] for still in (True, False))
    told = []
    if away:
        words = ngettext("%(who)s is away then", "%(who)s are away then", len(away))
        told.append(words % {"who": names.of(away)})
    if stopped:
        words = ngettext("%(who)s does not come any more", "%(who)s do not come any more", len(stopped))
        told.append(words % {"who": names.of(stopped)})
    return ", ".join(told)


def _line(each: LineRow, week: Week, spoken: Mapping[UUID, Spoken], names: Names, since: Since) -> Entry:
    planned = Period(each.planned.lower, each.planned.upper)
    kind = "instead" if each.meeting_id and each.state == PlannedState.PROPOSED.value else each.state
    words = about(spoken[each.network_id], names, since.now)
    if each.instead_of_id:
        words = instead_of(each, each.instead_of_id, week, names)
    of_us = tuple(each.practitioners)
    if not each.instead_of_id and (new := changed(of_us, spoken[each.network_id], names)):
        words = f"{words}: {new}"
    is_open = each.state in (PlannedState.PROPOSED, PlannedState.DECLINED)
    note = meanwhile(each, planned, week, names, since) if is_open else ""
    lacks = () if each.instead_of_id else tuple(_lacks(of_us, week))
    return Entry(kind, planned, names.of(of_us), words, each.pk, note, of_us, lacks)


def _lacks(of_us: Iterable[UUID], week: Week) -> Iterator[str]:
    """What was looked for and is done without, so that nobody waits for it."""
    if week.promised.trainings and week.trained.isdisjoint(of_us):
        yield _("Nobody among these holds a training that we want at a meeting.")
    wants_peer = week.promised.peer in (PeerRule.PREFERRED, PeerRule.REQUIRED)
    if wants_peer and not any(week.rotas[who].practitioner.is_peer for who in of_us if who in week.rotas):
        yield _("No peer practitioner is among these.")


def strips(week: Week, drawn: rota.Week, shown: Sequence[DayOf], loads: Mapping[str, Sequence[int]]) -> list[Strip]:
    """Everybody's week; `loads` are the seconds at work, at meetings and on the road, by practitioner."""
    entries = [each for day in shown for each in day.entries if each.is_drawn]
    return [_strip(week, drawn, row, [each for each in entries if row.key in each.of_us], loads) for row in drawn.rows]


def _strip(
    week: Week, drawn: rota.Week, row: rota.Row, mine: Sequence[Entry], loads: Mapping[str, Sequence[int]]
) -> Strip:
    by_day = tuple(tuple(_of_one_day(week, row, mine, number)) for number in range(1, 8))
    at_work, meetings, road = (timedelta(seconds=each) for each in loads.get(str(row.key), (0, 0, 0)))
    return Strip(row, tuple(_mark(week, drawn, each) for each in mine), by_day, at_work, meetings, road)


def hours_of(week: Week, on: date, span: tuple[int, int]) -> str:
    """A stretch of a day, in minutes since midnight by the clocks there, as it is told."""
    told = tellings()
    begins, ends = (moment(on, minute, week.zone) for minute in span)
    if span == (0, MIDNIGHT):
        return _("all day")
    if span[1] == MIDNIGHT:
        return _("%(begins)s to midnight") % {"begins": told.digits(begins, zone=week.zone)}
    return str(told.hours(begins, ends, zone=week.zone))


def _of_one_day(week: Week, row: rota.Row, mine: Sequence[Entry], number: int) -> Iterator[tuple[str, str]]:
    """What the picture shows of that day: the hours at work, whether somebody is away, and each meeting."""
    day, told = row.days[number - 1], tellings()
    for span in day.at_work:
        yield hours_of(week, day.on, span), "hours"
    if day.away:
        yield "", "away"
    for each in _of_day(mine, week.day(number)):
        yield told.hours(each.planned.start, each.planned.end, zone=week.zone), each.kind


def _mark(week: Week, drawn: rota.Week, each: Entry) -> Mark:
    first, last = drawn.shown
    local, end = each.planned.start.astimezone(week.zone), each.planned.end
    assert end is not None
    place, unit = (local.date() - week.monday).days, rota.WIDE / (last - first)
    begins = local.hour * _HOUR + local.minute
    ends = min(MIDNIGHT, begins + int((end - each.planned.start).total_seconds()) // _HOUR)
    left, right = (min(max(minute, first), last) for minute in (begins, ends))
    return Mark(round(place * rota.WIDE + (left - first) * unit, 1), round(max(right - left, 5) * unit, 1), each.kind)
