"""How long a record is kept: a service's periods as data, and which records have reached their end (R28).

The project's sources name no period that may be built in, so every service writes down its own, with where it comes
from. Reaching the end proposes; it never destroys.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Since(StrEnum):
    """From which event a period is counted."""

    ENDED = "ended"  # the last stretch of work with the network
    DIED = "died"


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reaches_its_end(
    *, ended_on: date | None, died_on: date | None, periods: Mapping[Since, int], kept_until: date | None = None
) -> date | None:
    """On which day a record reaches its end; None while the work goes on, or no period was written down for it.

    After a death the period for deaths counts, where the service has one. A record kept on reaches its end anew.
    """
    if died_on is not None and Since.DIED in periods:
        end = months_after(died_on, periods[Since.DIED])
    elif ended_on is not None and Since.ENDED in periods:
        end = months_after(ended_on, periods[Since.ENDED])
    else:
        return None
    return max(end, kept_until) if kept_until else end
