"""What the page of a week says: each day's meetings, everybody's strip, what it comes to, the curve as a picture."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tornio.actions.week_meanwhile import Meanwhile, in_words
from tornio.core.values import Period
from tornio.core.weeks import PlannedState
from tornio.core.working import MIDNIGHT, covers, moment
from tornio.records.visible.timetables import LineRow, TimetableRow
from tornio.records.visible.weeks import PractitionerRow, Spoken, Stands, Week
from tornio.web import rota
from tornio.web.jinja import tellings

_HOUR = 60
_FULL = 0.85  # of the hours at work: from there on the page says that there is little room


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting on a day of the page. `line` is the key of what can be accepted or declined."""

    kind: str  # agreed, offered, proposed, accepted, declined, instead
    planned: Period
    who: str
    about: str
    line: UUID | None = None
    note: str = ""
    of_us: tuple[UUID, ...] = ()
    untrained: bool = False  # nobody of these holds a training that the service wants at a meeting

    @property
    def can_be_chosen(self) -> bool:
        """True while somebody has still to decide."""
        return self.kind in ("proposed", "instead") and not self.note


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


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curve: where it stands in the picture, and what the table says of it."""

    price: int
    x: float
    y: float
    road: timedelta
    meetings: int
    looked_for: int
    same: int
    of: int
    shown: bool
    label: str  # the numbers of all points that stand there


class Names:
    """How those of us are called on this page; in full where two are called the same."""

    def __init__(self, of_us: Iterable[PractitionerRow]) -> None:
        people = {each.pk: each.person for each in of_us}
        called = [each.called for each in people.values()]
        self._names = {
            key: each.called if called.count(each.called) == 1 else each.full_name for key, each in people.items()
        }

    def of(self, keys: Iterable[UUID]) -> str:
        """Several of us, in one breath."""
        return str(tellings().several([self._names.get(key, _("somebody who has left")) for key in keys]))


def about(spoken: Spoken, names: Names, now: datetime) -> str:
    """What a network is called here: nobody in it is named."""
    told = tellings()
    of_us = names.of(each.pk for each in spoken.of_us)
    if spoken.met_at is not None:
        on = told.short_date(localdate(spoken.met_at), now)
        return _("The network with %(who)s, last met on %(on)s") % {"who": of_us or _("nobody of us"), "on": on}
    if spoken.called_at is not None:
        on = told.short_date(localdate(spoken.called_at), now)
        return _("A first meeting: they called on %(on)s, %(who)s has it in hand") % {"who": of_us, "on": on}
    return _("The network with %(who)s, not met yet") % {"who": of_us or _("nobody of us")}


@dataclass(frozen=True, slots=True)
class Since:
    """What a week does not tell of itself: whom the person refused, by network, and who holds the telephone."""

    refused: Mapping[UUID, frozenset[UUID]]
    turns: Sequence[tuple[UUID, Period]]
    now: datetime


def days(
    week: Week, lines: Sequence[LineRow], spoken: Mapping[UUID, Spoken], names: Names, since: Since
) -> list[DayOf]:
    """Each day with what is agreed and what is proposed, in the order of time; with nobody trained that is said."""
    accepted = {each.became_id for each in lines if each.became_id and not each.meeting_id}
    found = [_standing(each, names) for each in week.stands if each.meeting not in accepted]
    found += [_line(each, week, spoken, names, since) for each in lines if each.planned is not None]
    found.sort(key=lambda each: (each.planned.start, each.who))
    return [
        DayOf(week.monday + timedelta(days=number - 1), tuple(_of_day(found, week.day(number))))
        for number in range(1, 8)
    ]


def _of_day(entries: Iterable[Entry], day: Period) -> Iterator[Entry]:
    return (each for each in entries if each.planned.start in day)


def _standing(each: Stands, names: Names) -> Entry:
    return Entry("agreed" if each.agreed else "offered", each.planned, names.of(each.who), "", of_us=each.who)


def _line(each: LineRow, week: Week, spoken: Mapping[UUID, Spoken], names: Names, since: Since) -> Entry:
    planned = Period(each.planned.lower, each.planned.upper)
    kind = "instead" if each.meeting_id and each.state == PlannedState.PROPOSED.value else each.state
    words = about(spoken[each.network_id], names, since.now)
    if each.instead_of_id:
        words = _("instead of %(who)s, who is away then") % {"who": names.of([each.instead_of_id])}
    of_us = tuple(each.practitioners)
    note = _meanwhile(each, planned, week, names, since) if each.state == PlannedState.PROPOSED.value else ""
    untrained = bool(week.promised.trainings) and week.trained.isdisjoint(of_us)
    return Entry(kind, planned, names.of(of_us), words, each.pk, note, of_us, untrained and not each.instead_of_id)


def _meanwhile(each: LineRow, planned: Period, week: Week, names: Names, since: Since) -> str:
    """What has come in between since it was found."""
    if planned.start <= since.now:
        return in_words(Meanwhile.PASSED)
    for stands in week.stands:
        both = [who for who in each.practitioners if who in stands.who]
        if both and stands.agreed and stands.planned.overlaps(planned) and stands.meeting != each.meeting_id:
            return in_words(Meanwhile.BOOKED, names.of(both))
        if not each.meeting_id and stands.network == each.network_id:
            return in_words(Meanwhile.ARRANGED)
    if each.instead_of_id and (arranged := _arranged(each, each.instead_of_id, planned, week, names)):
        return arranged
    return _cannot_come(each, planned, week, names, since)


def _cannot_come(each: LineRow, planned: Period, week: Week, names: Names, since: Since) -> str:
    if not since.refused.get(each.network_id, frozenset()).isdisjoint(each.practitioners):
        return in_words(Meanwhile.REFUSED)
    gone = [who for who in each.practitioners if not _is_at_work(who, planned, week)]
    if gone:
        return in_words(Meanwhile.NOT_AT_WORK, names.of(gone[:1]))
    holds = [who for who, turn in since.turns if who in each.practitioners and turn.overlaps(planned)]
    return in_words(Meanwhile.TELEPHONE, names.of(holds[:1])) if holds else ""


def _arranged(each: LineRow, away: UUID, planned: Period, week: Week, names: Names) -> str:
    """Why nobody has to come instead of who is away any more."""
    meets = (stands for stands in week.stands if stands.meeting == each.meeting_id and stands.planned == planned)
    if not any(away in stands.who for stands in meets):
        return in_words(Meanwhile.FOUND)
    rota = week.rotas.get(away)
    is_back = rota and not any(Period(gone.during.lower, gone.during.upper).overlaps(planned) for gone in rota.away)
    return in_words(Meanwhile.IS_BACK, names.of([away])) if is_back else ""


def _is_at_work(who: UUID, planned: Period, week: Week) -> bool:
    assert planned.end is not None
    rota = week.rotas.get(who)
    return rota is not None and covers(rota.at_work(planned.start, planned.end), planned)


def strips(week: Week, drawn: rota.Week, shown: Sequence[DayOf], loads: Mapping[str, Sequence[int]]) -> list[Strip]:
    """Everybody's week; `loads` are the seconds at work, at meetings and on the road, by practitioner."""
    entries = [each for day in shown for each in day.entries if each.kind != "declined"]
    return [_strip(week, drawn, row, [each for each in entries if row.key in each.of_us], loads) for row in drawn.rows]


def _strip(
    week: Week, drawn: rota.Week, row: rota.Row, mine: Sequence[Entry], loads: Mapping[str, Sequence[int]]
) -> Strip:
    by_day = tuple(tuple(_of_one_day(week, row, mine, number)) for number in range(1, 8))
    at_work, meetings, road = (timedelta(seconds=each) for each in loads.get(str(row.key), (0, 0, 0)))
    return Strip(row, tuple(_mark(week, drawn, each) for each in mine), by_day, at_work, meetings, road)


def hours_of(week: Week, on: date, span: tuple[int, int]) -> str:
    """A stretch of a day, in minutes since midnight by the clocks there, as it is told."""
    begins, ends = (moment(on, minute, week.zone) for minute in span)
    return str(tellings().hours(begins, ends, zone=week.zone))


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


LEFT, RIGHT, TOP, BOTTOM = 48.0, 440.0, 20.0, 190.0  # of the picture of the curve


def points(planned: TimetableRow) -> list[Point]:
    """The curve: to the right more on the road, upwards more of the same faces."""
    curve = planned.curve
    stands: dict[tuple[int, float], list[str]] = defaultdict(list)
    for number, each in enumerate(curve, 1):
        stands[each["road"], _share(each)].append(str(number))
    roads = [each["road"] for each in curve]
    least, wide = min(roads, default=0), max(max(roads, default=0) - min(roads, default=0), 1)
    return [
        Point(
            price=each["price"],
            x=round(LEFT + (RIGHT - LEFT) * (0.05 + 0.9 * (each["road"] - least) / wide), 1),
            y=round(BOTTOM - (BOTTOM - TOP) * _share(each), 1),
            road=timedelta(seconds=each["road"]),
            meetings=each["meetings"],
            looked_for=each["looked_for"],
            same=each["same"],
            of=each["of"],
            shown=each["price"] == planned.price,
            label=", ".join(stands[each["road"], _share(each)]),
        )
        for each in curve
    ]


def _share(point: Mapping[str, int]) -> float:
    return point["same"] / point["of"] if point["of"] else 1.0
