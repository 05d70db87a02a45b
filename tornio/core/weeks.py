"""A week that is planned for a service: how far a timetable is, what became of its meetings, what faces cost."""

from datetime import date
from enum import StrEnum

from tornio.core.errors import Refused


class TimetableState(StrEnum):
    """How far a timetable is. One that nobody accepts anything of changes nothing."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # somebody had enough of waiting: the best so far
    FAILED = "failed"


class PlannedState(StrEnum):
    """What became of one line of a timetable."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"  # offered to the network, or somebody named who stands in
    DECLINED = "declined"
    NOT_PLACED = "not_placed"


UNDER_WAY = (TimetableState.ASKED, TimetableState.RUNNING)
ENDED = (TimetableState.DONE, TimetableState.STOPPED, TimetableState.FAILED)
PRICES = (0, 900, 3600, 14400)
"""Seconds on the road that a face outside the network's own team is worth, one for each point of the curve."""
USUAL = 3600
"""The point that is shown until the service chooses another."""
TRIES = 3
"""How often a plan is begun when whoever reckons it is killed."""
WEEKS_AHEAD = 8


def a_week(first: date, today: date) -> date:
    """The Monday of a week that can still be planned: this one, or one of the next eight."""
    if first.isoweekday() != 1:
        raise Refused("A week begins on a Monday.", "week")
    if not 0 <= (first - today).days + 6 <= 7 * WEEKS_AHEAD + 6:
        raise Refused("Choose this week or one of the next eight.", "week")
    return first


def a_price(price: int) -> int:
    """One of the points of the curve."""
    if price not in PRICES:
        raise Refused("Choose one of the points.", "price")
    return price
