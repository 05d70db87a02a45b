"""Counting a service's figures: what is asked for, how far it is, and over which months."""

from datetime import date
from enum import StrEnum

from tornio.core.errors import Refused


class CountingKind(StrEnum):
    """What is asked of the job that counts."""

    FIGURES = "figures"  # for the page: exact, inside the service
    TABLES = "tables"  # the tidy tables to take along, under keys that mean nothing elsewhere
    RELEASE = "release"  # what leaves: held back and rounded (R31)


class CountingState(StrEnum):
    """How far it is."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"  # it would tell of a few; the reason stands beside it
    FAILED = "failed"


UNDER_WAY = (CountingState.ASKED, CountingState.RUNNING)
ENDED = (CountingState.DONE, CountingState.REFUSED, CountingState.FAILED)
TRIES = 3
"""How often it is begun when whoever counts is killed."""
LENGTHS = (12, 3, 6, 24, 36)
"""So many months together, the usual number first."""
BACK = 36
"""How many months ago a period may end."""
FILE_DAYS = 7
"""So long tables wait to be taken along; then the file is empty, and that it was made stays."""


def months_before(until: date, many: int) -> date:
    """The first day of the month that lies so many before."""
    months = until.year * 12 + until.month - 1 - many
    return date(months // 12, months % 12 + 1, 1)


def a_period(start: date, until: date, today: date) -> tuple[date, date]:
    """Whole months that are over, as many as can be asked for. Errors: Refused for any other."""
    over = today.replace(day=1)
    if until.day != 1 or not months_before(over, BACK) <= until <= over:
        raise Refused("Choose a month of the last three years.", "until")
    if start not in {months_before(until, many) for many in LENGTHS}:
        raise Refused("Choose how many months.", "months")
    return start, until
