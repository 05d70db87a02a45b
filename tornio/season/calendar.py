"""The season's own clock: days counted from its end, working days, and a diary in which nobody is twice."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tornio.core.values import Period
from tornio.season.script import When

HALF_HOUR = timedelta(minutes=30)
_SATURDAY = 5
_TRIES = 12 * 2
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RELATIVE = re.compile(r"\{([+-]?\d+)\}")


def rounded(moment: datetime) -> datetime:
    """The moment to the five minutes before it."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


class Calendar:
    """Moments of the season, in the zone in which its people live."""

    def __init__(self, until: datetime, zone: str) -> None:
        self.until = until.astimezone(UTC)
        self.zone = ZoneInfo(zone)
        self.today = self.until.astimezone(self.zone).date()

    def moment(self, told: When, *, working_day: bool = False) -> datetime:
        """The moment that a story means; a working day moves a weekend on to Monday, unless it is today."""
        if told.minutes is not None:
            return self.until + timedelta(minutes=told.minutes)
        day = self.today + timedelta(days=told.day)
        while working_day and told.day and day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        return datetime.combine(day, told.time, tzinfo=self.zone).astimezone(UTC)

    def words(self, text: str, at: datetime) -> str:
        """Somebody's words on that day: `{-2}` becomes the name of the day before yesterday."""
        today = at.astimezone(self.zone).date()
        return _RELATIVE.sub(lambda found: _DAY_NAMES[(today + timedelta(days=int(found[1]))).weekday()], text)


class Diary:
    """Who is where, so that a season agrees nobody into two meetings at one time (R14)."""

    def __init__(self) -> None:
        self.taken: defaultdict[str, list[Period]] = defaultdict(list)

    def find(self, people: Iterable[str], start: datetime, length: timedelta, *, move: bool) -> datetime:
        """The first half hour from then on at which all of them are free, and from now on they are not.

        A meeting that may not be moved is simply taken down.
        """
        who = list(people)
        for _ in range(_TRIES if move else 0):
            wanted = Period(start, start + length)
            busy = any(wanted.overlaps(taken) for each in who for taken in self.taken[each])
            if not busy:
                break
            start += HALF_HOUR
        for each in who:
            self.taken[each].append(Period(start, start + length))
        return start
