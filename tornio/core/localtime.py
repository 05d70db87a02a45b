"""A date and a time as a person typed them, made into one moment; or a refusal, or a question, where they are none."""
# The numbers below are those of the clock and the calendar.
# ruff: noqa: PLR2004

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from tornio.core.asking import Choice, settle
from tornio.core.errors import Refused
from tornio.core.inputs.marks import in_our_digits

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE | re.ASCII)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NOT_A_TIME = "Write the time like 14:30."
_YEARS = range(1900, 2200)  # beyond, nobody means it, and a clock's arithmetic comes to its end


def clock_time(text: str, field: str | None = None) -> time:
    """A time of day as people type it: 14:30, 14.30, 1430, 9, 2.30pm, noon."""
    typed = " ".join(in_our_digits(text).split()).lower()
    if typed in _NAMED:
        return _NAMED[typed]
    match = _CLOCK.fullmatch(typed)
    if match is None:
        raise Refused(_NOT_A_TIME, field)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            raise Refused(_NOT_A_TIME, field)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Refused(_NOT_A_TIME, field)
    return time(hour, minute)


def local_moment(
    on: date, at: time, zone: ZoneInfo, *, answer: str | None = None, field: str | None = None
) -> datetime:
    """The moment at which a clock there shows that time, in UTC.

    A time that the clocks jump over is refused; one that comes twice is asked about, and `answer` is "first" or
    "second".
    """
    if on.year not in _YEARS:
        raise Refused("Please look at the year again.", field)
    typed = datetime.combine(on, at.replace(tzinfo=None, fold=0))
    first, second = (typed.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if _wall(first, zone) != typed:
        raise Refused(
            f"{at:%H:%M} does not exist on {on.day} {on:%B %Y}: the clocks go forward that night. "
            f"You may mean {_wall(second, zone):%H:%M} or {_wall(first, zone):%H:%M}.",
            field,
        )
    if first == second:
        return first
    choices = (
        Choice("first", f"{at:%H:%M} before the clocks go back"),
        Choice("second", f"{at:%H:%M} after they have gone back, an hour later"),
    )
    question = f"{at:%H:%M} comes twice on {on.day} {on:%B %Y}, because the clocks go back. Which one do you mean?"
    return second if settle(question, choices, answer, field) == "second" else first


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
