"""Dates as people type them; 01/02/03 is asked about, 29 February 2023 refused, a year of birth alone is enough."""
# The numbers below are those of the clock and the calendar.
# ruff: noqa: PLR2004

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from tornio.core.asking import Choice, settle
from tornio.core.errors import Refused
from tornio.core.inputs.marks import confirm_digits, on_one_line

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_FULL_YEAR = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{2}|\d)[/. -](\d{2}|\d)[/. -](\d{2})", re.ASCII)
_IN_WORDS = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEARS = range(1800, 2200)  # beyond, nobody means it, and no clock can tell it
_OLDEST_DAYS = 130 * 366
_HOW = "Write the date like 27 March 1985."


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born: the day, or only the year when nobody knows more (the page says that it is a year)."""

    year: int
    on: date | None = None

    @property
    def is_year_only(self) -> bool:
        """True when the day is not known, so nothing may be reckoned from it to the day."""
        return self.on is None


def a_date(text: str, *, today: date, answer: str | None = None, field: str | None = "date") -> date:
    """The date; day before month where the year is written in full, asked about where it could be several."""
    typed = confirm_digits(on_one_line(text, field), answer, field)
    near = (today - timedelta(days=50 * 365), today + timedelta(days=50 * 365))
    found = _read(typed, near, answer, field)
    if found.year not in _YEARS:
        raise Refused("Please look at the year again.", field)
    return found


def a_birth(text: str, *, today: date, answer: str | None = None, field: str | None = "born") -> Birth:
    """A date of birth, or a year of birth alone; never in the future, never more than 130 years ago."""
    typed = confirm_digits(on_one_line(text, field), answer, field)
    if _YEAR.fullmatch(typed):
        year = int(typed)
        on = None
    else:
        on = _read(typed, (today - timedelta(days=_OLDEST_DAYS), today), answer, field)
        year = on.year
    if year > today.year or (on is not None and on > today):
        raise Refused("This day has not come yet, so nobody was born on it.", field)
    if year < (today - timedelta(days=_OLDEST_DAYS)).year:
        raise Refused("That is more than 130 years ago. Please look at the year again.", field)
    return Birth(year, on)


def _read(typed: str, near: tuple[date, date], answer: str | None, field: str | None) -> date:
    lowered = " ".join(typed.lower().split())
    if match := _ISO.fullmatch(lowered):
        return _day(int(match[1]), int(match[2]), int(match[3]), field)
    if match := _FULL_YEAR.fullmatch(lowered):
        return _day(int(match[3]), int(match[2]), int(match[1]), field)
    if match := _IN_WORDS.fullmatch(lowered):
        return _day(int(match[3]), _month(match[2], field), int(match[1]), field)
    if match := _SHORT_YEAR.fullmatch(lowered):
        return _asked(typed, sorted(set(_readings(match, near))), answer, field)
    raise Refused(_HOW, field)


def _readings(match: re.Match[str], near: tuple[date, date]) -> Iterator[date]:
    """Every day, within what is likely, that three short numbers could mean."""
    first, second, third = (int(part) for part in match.groups())
    orders = ((third, second, first), (third, first, second), (first, second, third))
    for (short_year, month, day), century in product(orders, (1900, 2000)):
        try:
            on = date(century + short_year, month, day)
        except ValueError:
            continue
        if near[0] <= on <= near[1]:
            yield on


def _asked(typed: str, readings: list[date], answer: str | None, field: str | None) -> date:
    if not readings:
        raise Refused(_HOW, field)
    if len(readings) == 1:
        return readings[0]
    choices = [Choice(on.isoformat(), f"{on.day} {on:%B %Y}") for on in readings]
    return date.fromisoformat(settle(f"Which day is {typed}?", choices, answer, field))


def _month(word: str, field: str | None) -> int:
    for number, name in enumerate(_MONTHS, start=1):
        if name.startswith(word) or (word == "sept" and number == 9):
            return number
    raise Refused(_HOW, field)


def _day(year: int, month: int, day: int, field: str | None) -> date:
    try:
        return date(year, month, day)
    except ValueError as never:
        if 1 <= month <= 12 and 29 <= day <= 31:
            name = _MONTHS[month - 1].capitalize()
            raise Refused(f"There was no {day} {name} in {year}.", field) from never
        raise Refused(_HOW, field) from never
