"""The team's week as a picture: for each of us a strip of seven days, and the same in words for the table beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from tornio.core.values import Period
from tornio.core.working import MIDNIGHT, clock, moment
from tornio.records.visible.working import Rota

WIDE = 100.0  # of one day in the picture
SEVEN = [timedelta(days=each) for each in range(7)]
_HOUR = 60
_EARLY, _LATE = 9 * _HOUR, 17 * _HOUR  # what the picture shows at least, with an hour before and after

_Span = tuple[int, int]  # in minutes since midnight by the clocks on the wall


@dataclass(frozen=True, slots=True)
class Day:
    """One day of somebody: when they are at work, and when they would be if they were not away."""

    on: date
    at_work: tuple[_Span, ...]
    away: tuple[_Span, ...]

    @property
    def told(self) -> list[str]:
        """The hours at work, in digits."""
        return [f"{clock(begins)}\u2013{clock(ends)}" for begins, ends in self.at_work]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch in the picture, in its own units."""

    x: float
    width: float
    away: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One of us in one week."""

    key: UUID
    name: str
    has_said: bool
    days: tuple[Day, ...]
    bars: tuple[Bar, ...]

    @property
    def is_away_all_week(self) -> bool:
        """True when they would work this week and are away all of it."""
        return any(day.away for day in self.days) and not any(day.at_work for day in self.days)

    @property
    def is_away_for_some(self) -> bool:
        """True when they are away for some of it."""
        return any(day.away for day in self.days) and not self.is_away_all_week


@dataclass(frozen=True, slots=True)
class Week:
    """Everybody's, and from when until when each day is shown."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    shown: _Span

    @property
    def hours(self) -> tuple[str, str]:
        """From when until when each day is shown, in digits."""
        return clock(self.shown[0]), clock(self.shown[1])


def draw(rotas: Sequence[Rota], monday: date) -> Week:
    """The week that begins on that Monday."""
    days = tuple(monday + each for each in SEVEN)
    found = [(rota, tuple(_day(rota, on) for on in days)) for rota in rotas]
    spans = [span for _rota, week in found for day in week for span in (*day.at_work, *day.away)]
    first = max(0, min([_EARLY, *(begins // _HOUR * _HOUR for begins, _ends in spans)]) - _HOUR)
    last = min(MIDNIGHT, max([_LATE, *(ceil(ends / _HOUR) * _HOUR for _begins, ends in spans)]) + _HOUR)
    rows = tuple(
        Row(
            rota.practitioner.pk, rota.practitioner.person.full_name, bool(rota.hours), week,
            tuple(_bars(week, first, last)),
        )
        for rota, week in found
    )  # fmt: skip
    return Week(days, rows, (first, last))


def _day(rota: Rota, on: date) -> Day:
    whole = Period(moment(on, 0, rota.zone), moment(on, MIDNIGHT, rota.zone))
    assert whole.end is not None
    works = [_wall(each, on, rota) for each in rota.at_work(whole.start, whole.end)]
    gone = any(Period(each.during.lower, each.during.upper).overlaps(whole) for each in rota.away)
    planned = [(each.begins, each.ends) for each in rota.week(on) if each.weekday == on.isoweekday()] if gone else []
    return Day(on, tuple(works), tuple(part for span in planned for part in _left(span, works)))


def _wall(period: Period, on: date, rota: Rota) -> _Span:
    assert period.end is not None
    return _minutes(period.start, on, rota), _minutes(period.end, on, rota)


def _minutes(at: datetime, on: date, rota: Rota) -> int:
    local = at.astimezone(rota.zone)
    return local.hour * _HOUR + local.minute if local.date() == on else MIDNIGHT


def _left(span: _Span, works: Sequence[_Span]) -> Iterator[_Span]:
    """What is left of a stretch beside the times at work, which follow one another."""
    begins, ends = span
    for first, last in works:
        if begins < min(first, ends):
            yield begins, min(first, ends)
        begins = max(begins, last)
    if begins < ends:
        yield begins, ends


def _bars(week: Sequence[Day], first: int, last: int) -> Iterator[Bar]:
    unit = WIDE / (last - first)
    for place, day in enumerate(week):
        for spans, away in ((day.at_work, False), (day.away, True)):
            for begins, ends in spans:
                yield Bar(round(place * WIDE + (begins - first) * unit, 1), round((ends - begins) * unit, 1), away)
