"""When each of us works: hours by weekday as they hold from a day on, days away, and the stretches that come of both.

A stretch lies within one day of the clocks on the wall; work through the night is two, one on either side of midnight.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tornio.core.errors import Refused
from tornio.core.localtime import clock_time
from tornio.core.values import Period

WEEKDAYS = range(1, 8)
"""Monday is 1 and Sunday 7, as in ISO 8601."""
MIDNIGHT = 24 * 60
"""The end of a day, in minutes from its beginning."""

_A_MOMENT = timedelta(microseconds=1)
_A_MINUTE = timedelta(minutes=1)
_A_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_AT_THE_END = re.compile(r"24(?:[:.h]?00)?", re.ASCII)
_AND = re.compile(r"\s*(?:[,;+&]|\band\b)\s*", re.IGNORECASE)
_UNTIL = re.compile(r"\s*(?:[-\u2013\u2014]|\b(?:to|until|till)\b)\s*", re.IGNORECASE)
_Piece = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """On one weekday from `begins` to `ends`, in minutes since midnight by the clocks on the wall; half-open."""

    weekday: int
    begins: int
    ends: int

    def __post_init__(self) -> None:
        if self.weekday not in WEEKDAYS:
            raise ValueError("Monday is 1 and Sunday 7.")
        if not 0 <= self.begins < self.ends <= MIDNIGHT:
            raise ValueError("A stretch ends after it begins, on the same day.")

    def overlaps(self, other: "Stretch") -> bool:
        """True when at least one minute of the week belongs to both."""
        return self.weekday == other.weekday and self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of every week from the day `since` on; on the day `until` it holds no more. None: it goes on."""

    stretch: Stretch
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """True when somebody with these hours works some of that day."""
        held = self.since <= day and (self.until is None or day < self.until)
        return held and day.isoweekday() == self.stretch.weekday


def moment(on: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The first moment at which the clocks there show that minute of that day, or a later one; in UTC.

    A minute that they jump over is the moment of the jump, one that comes twice is the first: so hours that follow one
    another on the wall follow one another in time, without a gap and without an overlap, on every day of the year.
    """
    shown = datetime.combine(on, time()) + timedelta(minutes=minutes)
    first, second = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if second >= first:
        return first
    while second.astimezone(zone).replace(tzinfo=None) < shown:  # jumped over: the jump lies between the two
        second += _A_MINUTE
    return second


def last_day(end: datetime, zone: ZoneInfo) -> date:
    """The day there of the last moment before this one: what ends at midnight ends with the day before."""
    return (end - _A_MOMENT).astimezone(zone).date()


def shifts(
    pattern: Iterable[Hours], away: Iterable[Period], start: datetime, end: datetime, zone: ZoneInfo
) -> list[Period]:
    """When somebody with these hours is at work between two moments, one stretch after another; not while away."""
    Period(start, end)  # refused where it ends before it begins
    start, end, held = start.astimezone(UTC), end.astimezone(UTC), list(pattern)
    pieces = []
    for on in _days(start.astimezone(zone).date(), end.astimezone(zone).date()):
        for stretch in (hours.stretch for hours in held if hours.on(on)):
            begins = max(moment(on, stretch.begins, zone), start)
            ends = min(moment(on, stretch.ends, zone), end)
            if begins < ends:
                pieces.append((begins, ends))
    return [Period(*piece) for piece in _without(_joined(pieces), away)]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _A_DAY


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    found: list[_Piece] = []
    for begins, ends in sorted(pieces):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def _without(pieces: list[_Piece], away: Iterable[Period]) -> list[_Piece]:
    for gone in away:
        pieces = [part for begins, ends in pieces for part in _around(begins, ends, gone)]
    return pieces


def without(at_work: Iterable[Period], taken: Iterable[Period]) -> list[Period]:
    """What is left of stretches of work, each with an end, beside what takes some of their time."""
    pieces = [(each.start, each.end) for each in at_work if each.end is not None]
    return [Period(*piece) for piece in _without(pieces, taken)]


def _around(begins: datetime, ends: datetime, gone: Period) -> Iterator[_Piece]:
    if begins < gone.start:
        yield begins, min(ends, gone.start)
    if gone.end is not None and gone.end < ends:
        yield max(begins, gone.end), ends


def covers(at_work: Iterable[Period], wanted: Period) -> bool:
    """True when somebody is at work for all of it; `at_work` as `shifts` gives it, where nothing adjoins."""
    return any(
        each.start <= wanted.start and each.end is not None and wanted.end is not None and wanted.end <= each.end
        for each in at_work
    )


def a_week(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches of one week in their order; refused where there is none, or where two of them overlap."""
    week = sorted(stretches)
    if not week:
        raise Refused("Write down at least one stretch of work. For a time without work, write days away.")
    return _apart(week)


def _apart(stretches: list[Stretch]) -> list[Stretch]:
    for one, other in pairwise(stretches):
        if one.overlaps(other):
            raise Refused("Two stretches of this day overlap.", field_of(other.weekday))
    return stretches


def field_of(weekday: int) -> str:
    """What the field of a weekday is called where a week is written down."""
    return f"day_{weekday}"


def read_day(text: str, weekday: int) -> list[Stretch]:
    """The stretches of one day as people write them: “9–12:30, 13:30–17:00”, “9 to 5pm”. Empty: none."""
    field = field_of(weekday)
    if not text.strip():
        return []
    found = []
    for part in _AND.split(text.strip()):
        edges = _UNTIL.split(part)
        if len(edges) != 2:  # noqa: PLR2004 - from, and until
            raise Refused("Write from when until when, like 9:00–17:00.", field)
        found.append(read_stretch(weekday, *edges, field=field))
    return _apart(sorted(found))


def read_stretch(weekday: int, begins: str, ends: str, *, field: str | None = None) -> Stretch:
    """One stretch from its two times as people type them; an end at midnight is the end of that day."""
    first, last = minute_of(begins, field), minute_of(ends, field) or MIDNIGHT
    if last <= first:
        if last + MIDNIGHT // 2 > first and last <= MIDNIGHT // 2:
            meant = clock(last + MIDNIGHT // 2)
            raise Refused(f"It ends before it begins. Did you mean {meant}?", field)
        raise Refused("It ends before it begins. For work through the night, write each day’s part on its day.", field)
    return Stretch(weekday, first, last)


def minute_of(text: str, field: str | None = None) -> int:
    """The minute of the day that was typed; 24:00 is the end of the day, 1440."""
    if _AT_THE_END.fullmatch(text.strip()):
        return MIDNIGHT
    at = clock_time(text, field)
    return at.hour * 60 + at.minute


def clock(minutes: int) -> str:
    """A minute of the day as a clock shows it; the end of the day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def written(stretches: Sequence[Stretch]) -> str:
    """The stretches of one day as `read_day` reads them."""
    return ", ".join(f"{clock(each.begins)}\u2013{clock(each.ends)}" for each in sorted(stretches))


def a_first_day(on: date, today: date) -> date:
    """The day from which new hours hold: today or later, for what was before stays as it was."""
    if on.year not in range(_FIRST_YEAR, _LAST_YEAR):
        raise Refused("Please look at the year again.", "first")
    if on < today:
        raise Refused("Choose today or a later day. What was before stays as it was.", "first")
    return on
