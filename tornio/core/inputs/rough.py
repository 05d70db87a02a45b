"""A day that may be known only to the month or the year, as people type it: 3 March 2026, March 2026, 03/2026, 2026."""
# The numbers below are those of the calendar.
# ruff: noqa: PLR2004

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.inputs.marks import confirm_digits, on_one_line

_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})", re.ASCII)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_YEARS = range(1900, 2200)


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class RoughDay:
    """The first day that it can have been, and how exactly it is known. Refused where it is not the first of those."""

    first: date
    known: Precision = Precision.DAY

    def __post_init__(self) -> None:
        begins = {Precision.DAY: self.first, Precision.MONTH: self.first.replace(day=1)}
        if self.first != begins.get(self.known, self.first.replace(month=1, day=1)):
            raise Refused("A month begins on its first day, and a year on the first of January.")

    @property
    def last(self) -> date:
        """The last day that it can have been."""
        match self.known:
            case Precision.DAY:
                return self.first
            case Precision.MONTH:
                return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])
            case Precision.YEAR:  # pragma: no branch - there is no other
                return self.first.replace(month=12, day=31)

    @property
    def middle(self) -> date:
        """The day by which it is counted: the 15th of a month, the first of July of a year."""
        match self.known:
            case Precision.DAY:
                return self.first
            case Precision.MONTH:
                return self.first.replace(day=15)
            case Precision.YEAR:  # pragma: no branch - there is no other
                return self.first.replace(month=7, day=1)

    def as_typed(self) -> str:
        """So that it is read back as the same: 2026-03-03, 2026-03 or 2026."""
        return self.first.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.known]]


def a_rough_day(text: str, *, today: date, answer: str | None = None, field: str | None = "day") -> RoughDay:
    """The day, the month or the year that was meant. Errors: Refused where it is none; Ask where it could be many."""
    typed = " ".join(confirm_digits(on_one_line(text, field), answer, field).lower().split())
    if _YEAR.fullmatch(typed):
        return RoughDay(_on(int(typed), 1, field), Precision.YEAR)
    month = _month(typed)
    if month is not None:
        return RoughDay(_on(*month, field), Precision.MONTH)
    return RoughDay(a_date(text, today=today, answer=answer, field=field))


def _month(typed: str) -> tuple[int, int] | None:
    if match := _MONTH_FIRST.fullmatch(typed):
        return int(match[2]), int(match[1])
    if match := _YEAR_FIRST.fullmatch(typed):
        return int(match[1]), int(match[2])
    if match := _MONTH_IN_WORDS.fullmatch(typed):
        numbers = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(match[1])]
        return (int(match[2]), numbers[0]) if numbers else None
    return None


def _on(year: int, month: int, field: str | None) -> date:
    if year not in _YEARS:
        raise Refused("Please look at the year again.", field)
    if not 1 <= month <= 12:
        raise Refused("A year has twelve months. Write it like March 2026.", field)
    return date(year, month, 1)
