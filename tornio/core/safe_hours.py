"""When somebody may be written to: the hours they call safe, and the next moment inside them (R9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tornio.core.errors import Refused
from tornio.core.values import aware

EVERY_DAY = frozenset(range(1, 8))
"""Monday is 1 and Sunday 7, as in ISO 8601."""


@dataclass(frozen=True, slots=True)
class SafeHours:
    """From `start` to `end` by the clocks of `zone`, on these days; over midnight when it ends before it starts.

    Half-open: at `end` exactly it is too late. A stretch belongs to the day on which it starts.
    """

    start: time
    end: time
    zone: ZoneInfo
    days: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise Refused("Say when it begins and when it ends: two different times.", "hours_until")
        if not self.days or not self.days <= EVERY_DAY:
            raise Refused("Choose at least one day.", "days")

    def stretches(self, around: date) -> Iterator[tuple[datetime, datetime]]:
        """Every stretch from the day before `around` to eight days after it, in UTC and in order of time."""
        for days in range(-1, 9):
            on = around + timedelta(days=days)
            if on.isoweekday() in self.days:
                until = on + timedelta(days=1) if self.end < self.start else on
                yield self._moment(on, self.start), self._moment(until, self.end)

    def _moment(self, on: date, at: time) -> datetime:
        """When the clocks there show that time; a time that they jump over is the moment of the jump."""
        return datetime.combine(on, at, tzinfo=self.zone).astimezone(UTC)

    def next_moment(self, at: datetime) -> datetime:
        """`at` itself when it is inside, else the beginning of the next stretch."""
        moment = aware(at).astimezone(UTC)
        today = moment.astimezone(self.zone).date()
        for around in (today, today + timedelta(weeks=1)):  # the clocks may jump over the only stretch of a week
            for start, end in self.stretches(around):
                if moment < end and start < end:
                    return max(start, moment)
        raise AssertionError("there is a stretch in every fortnight")  # pragma: no cover

    def __contains__(self, at: datetime) -> bool:
        return self.next_moment(at) == at
