"""One day of a week as a picture: everybody's hours, meetings and turns at the telephone, each of us on a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from uuid import UUID

from django.utils.translation import gettext as _

from tornio.core.values import Period
from tornio.core.working import MIDNIGHT, clock
from tornio.records.visible.weeks import Week
from tornio.web import rota
from tornio.web.jinja import tellings
from tornio.web.week_page import DayOf, Entry, hours_of

WIDE = 1000.0
_LABELLED = 3 * 60  # minutes from one written hour to the next
_EARLY, _LATE = 8 * 60, 19 * 60  # what the picture shows at least

_Span = tuple[int, int]  # in minutes since midnight by the clocks on the wall
_Meets = tuple[_Span, str, Entry]  # and its hours in words


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch on somebody's line, and what it says when it is pointed at."""

    x: float
    width: float
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """One of us on that day: the picture, and the same in words."""

    name: str
    has_said: bool
    bars: tuple[Bar, ...]
    at_work: tuple[str, ...]
    is_away: bool
    meets: tuple[tuple[str, str, str, str], ...]  # hours, who, what it is, what has come in between
    holds: tuple[str, ...]  # the telephone


@dataclass(frozen=True, slots=True)
class Picture:
    """A day: the lines, who is not there at all, of whom nobody knows, the written hours from left to right, and where
    now is."""

    on: date
    lines: tuple[Line, ...]
    elsewhere: tuple[UUID, ...]
    unsaid: tuple[UUID, ...]
    hours: tuple[str, ...]
    every_hour: tuple[float, ...]
    now: float | None


def picture(week: Week, shown: DayOf, turns: Sequence[tuple[UUID, Period]], now: datetime) -> Picture:
    """What each of us does on that day. Those who neither work nor are away nor have anything on it are elsewhere."""
    day = week.day((shown.on - week.monday).days + 1)
    drawn = rota.draw(list(week.rotas.values()), week.monday).rows
    entries = [each for each in shown.entries if each.kind != "declined"]
    nobody = [each for each in entries if not each.of_us]
    of_day = _OfDay(week, shown.on, drawn, entries, [each for each in turns if each[1].overlaps(day)])
    lines = {row.key: of_day.line(row) for row in drawn}
    here = {key: line for key, line in lines.items() if line.bars or line.holds or line.is_away}
    first, last = of_day.range
    return Picture(
        shown.on,
        (*here.values(), *([of_day.of_nobody(nobody)] if nobody else [])),
        tuple(key for key, line in lines.items() if key not in here and line.has_said),
        tuple(key for key, line in lines.items() if key not in here and not line.has_said),
        tuple(clock(minute) for minute in range(first, last, _LABELLED)),
        tuple(of_day.x(minute) for minute in range(first + 60, last, 60)),
        of_day.x(of_day.wall(now)) if now in day and first < of_day.wall(now) < last else None,
    )


class _OfDay:
    """What is needed to draw any line of one day."""

    def __init__(
        self, week: Week, on: date, rows: Sequence[rota.Row], entries: Sequence[Entry],
        turns: Sequence[tuple[UUID, Period]],
    ) -> None:  # fmt: skip
        self.week, self.on, self.entries, self.turns = week, on, entries, turns
        self.number = (on - week.monday).days
        spans = [span for row in rows for span in (*row.days[self.number].at_work, *row.days[self.number].away)]
        spans += [self.span(each.planned) for each in entries]
        spans += [span for span in (self.span(turn) for _, turn in turns) if span != (0, MIDNIGHT)]
        first, last = min([_EARLY, *(one for one, _ in spans)]), max([_LATE, *(two for _, two in spans)])
        self.range = (first // _LABELLED * _LABELLED, ceil(last / _LABELLED) * _LABELLED)

    def wall(self, at: datetime) -> int:
        """Minutes since midnight by the clocks there, of this day."""
        local = at.astimezone(self.week.zone)
        if local.date() != self.on:
            return 0 if local.date() < self.on else MIDNIGHT
        return local.hour * 60 + local.minute

    def span(self, period: Period) -> _Span:
        """A period by those clocks, as far as it is of this day."""
        return self.wall(period.start), MIDNIGHT if period.end is None else self.wall(period.end)

    def x(self, minute: int) -> float:
        """Where a minute is in the picture."""
        first, last = self.range
        return round((min(max(minute, first), last) - first) * WIDE / (last - first), 1)

    def of_nobody(self, entries: Sequence[Entry]) -> Line:
        """What is agreed or offered and nobody of us comes to."""
        meets = self._meets(entries)
        return Line(
            _("Nobody of us yet"), has_said=True, bars=tuple(self._drawn(meets)), at_work=(), is_away=False,
            meets=_in_words(meets), holds=(),
        )  # fmt: skip

    def _meets(self, entries: Iterable[Entry]) -> list[_Meets]:
        told = tellings()
        return [
            (self.span(each.planned), told.hours(each.planned.start, each.planned.end, zone=self.week.zone), each)
            for each in entries
        ]

    def _drawn(self, meets: Iterable[_Meets]) -> Iterator[Bar]:
        for span, hours, each in meets:
            if each.is_drawn:
                yield self._bar(span, each.kind, f"{hours}, {each.who}")

    def line(self, row: rota.Row) -> Line:
        """One of us."""
        of_row = row.days[self.number]
        meets = self._meets(each for each in self.entries if row.key in each.of_us)
        holds = [(span, self._hours(span)) for span in self._holds(row.key)]
        bars = [*self._bars(of_row.at_work, "hours"), *self._bars(of_row.away, "away")]
        bars += [self._bar(span, "phone", hours) for span, hours in holds]
        bars += self._drawn(meets)
        return Line(
            row.name,
            row.has_said,
            tuple(each for each in bars if each.width),
            tuple(self._hours(span) for span in of_row.at_work),
            bool(of_row.away),
            _in_words(meets),
            tuple(hours for _span, hours in holds),
        )

    def _holds(self, who: UUID) -> Iterator[_Span]:
        return (self.span(turn) for key, turn in self.turns if key == who)

    def _bars(self, spans: Sequence[_Span], kind: str) -> Iterator[Bar]:
        return (self._bar(span, kind, self._hours(span)) for span in spans)

    def _bar(self, span: _Span, kind: str, told: str) -> Bar:
        left, right = (self.x(minute) for minute in span)
        return Bar(left, max(0.0, round(right - left, 1)), kind, told)

    def _hours(self, span: _Span) -> str:
        return hours_of(self.week, self.on, span)


def _in_words(meets: Iterable[_Meets]) -> tuple[tuple[str, str, str, str], ...]:
    return tuple((hours, each.who, each.kind, each.note) for _span, hours, each in meets)
