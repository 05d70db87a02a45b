"""How English tells the time."""
# The numbers below are those of the clock and the calendar.
# ruff: noqa: PLR2004

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import ceil

from tornio.core.told.language import hours_and_minutes, in_a_row

_HOURS = ("midnight", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
              "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_PAST = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 25: "twenty-five", 30: "half"}
_QUARTERS = {15: "a quarter", 30: "a half", 45: "three quarters"}
_LEFT_STEPS = (5, 10, 15, 20, 30, 45, *range(60, 361, 60))
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


class English:
    """The table of functions for English; see `Language`."""

    def clock(self, at: time) -> str:
        if at.minute % 5:
            return self.digits(at)
        if at.minute <= 30:
            words = _hour(at.hour) if at.minute == 0 else f"{_PAST[at.minute]} past {_hour(at.hour)}"
            words = "noon" if (at.hour, at.minute) == (12, 0) else words
        else:
            words = f"{_PAST[60 - at.minute]} to {_hour((at.hour + 1) % 24)}"
        # Between half past midnight and five nobody would guess which of the two was meant.
        return f"{words} in the morning" if "midnight" not in words and at.hour < 5 else words

    def digits(self, at: time) -> str:
        return f"{at:%H:%M}"

    def span(self, start: str, end: str) -> str:
        return f"{start} to {end}"

    def day(self, on: date, today: date) -> str:
        return self._day(on, today, prefix="on ")

    def when(self, at: datetime, today: date) -> str:
        return f"{self._day_for(at, today, prefix='on ')} at {self.clock(at.time())}"

    def headline(self, at: datetime, today: date) -> str:
        return f"{self._day_for(at, today, prefix='')} at {self.clock(at.time())}"

    def until(self, at: datetime, today: date) -> str:
        return f"until {self.clock(at.time())} {self._day_for(at, today, prefix='on ')}"

    def by(self, at: datetime, today: date) -> str:
        return f"by {self.clock(at.time())} {self._day_for(at, today, prefix='on ')}"

    def exact(self, at: datetime, end: time | None = None) -> str:
        until = "" if end is None else f" to {self.digits(end)}"
        return f"{self.long_day(at.date(), with_year=True)}, {self.digits(at.time())}{until}"

    def beside(self, at: datetime, today: date) -> str:
        ahead = (at.date() - today).days
        if ahead == 0:
            return f"{self.digits(at.time())} today"
        if abs(ahead) == 1:
            return f"{_WEEKDAYS[at.weekday()]}, {self.digits(at.time())}"
        return f"{self.short_date(at.date(), with_year=at.year != today.year)}, {self.digits(at.time())}"

    def long_day(self, on: date, *, with_year: bool) -> str:
        return f"{_WEEKDAYS[on.weekday()]} {self.short_date(on, with_year=with_year)}"

    def short_date(self, on: date, *, with_year: bool) -> str:
        return f"{on.day} {_MONTHS[on.month - 1]}" + (f" {on.year}" if with_year else "")

    def in_part(self, came: time | None, went: time | None) -> str:
        if went is not None:
            return f"here until {self.digits(went)}"
        return "" if came is None else f"here since {self.digits(came)}"

    def length(self, minutes: int) -> str:
        return hours_and_minutes(minutes)

    def length_words(self, minutes: int) -> str:
        if minutes in (15, 30, 45):
            return {15: "a quarter of an hour", 30: "half an hour", 45: "three quarters of an hour"}[minutes]
        whole, rest = divmod(minutes, 60)
        if not whole:
            return self._counted(rest, "minute")
        if whole >= 48 and minutes % (24 * 60) == 0:
            return self._counted(whole // 24, "day")
        hours = "an hour" if whole == 1 else self._counted(whole, "hour")
        return hours if not rest else f"{hours} and {_QUARTERS.get(rest) or self._counted(rest, 'minute')}"

    def after(self, minutes: int) -> str:
        return f"{hours_and_minutes(minutes)} after"

    def late(self, minutes: int) -> str:
        if minutes < 5:
            return "a few minutes late"
        if minutes < 15:
            return f"{minutes} minutes late"
        if minutes < 53:
            fives = round(minutes / 5) * 5
            return "half an hour late" if fives == 30 else f"{fives} minutes late"
        if minutes < 24 * 60 - 15:
            return f"{_halves(minutes / 60, 'an hour', 'hours')} late"
        return f"{_halves(minutes / 60 / 24, 'a day', 'days')} late"

    def left(self, minutes: int) -> str:
        step = next(each for each in _LEFT_STEPS if minutes <= each)
        words = f"{step // 60} hours" if step > 60 else self.length_words(step)
        return f"{words} left" if minutes == step else f"under {words} left"

    def to_spare(self, minutes: int) -> str:
        words = f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes < 60 else hours_and_minutes(minutes)
        return f"{words} to spare"

    def met(self, minutes: int, *, same_day: bool) -> str:
        if minutes < 60:
            return "met within the hour"
        if same_day:
            return "met the same day"
        hours = ceil(minutes / 60)
        return f"met within {hours} hours" if hours <= 72 else f"met within {ceil(hours / 24)} days"

    def number(self, count: int) -> str:
        if not 0 <= count <= 99:
            return str(count)
        if count < len(_SMALL):
            return _SMALL[count]
        tens, rest = divmod(count, 10)
        return _TENS[tens] if not rest else f"{_TENS[tens]}-{_SMALL[rest]}"

    def ordinal(self, count: int) -> str:
        if not 1 <= count <= 99:
            ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
            return f"{count}{ending}"
        head, dash, last = self.number(count).rpartition("-")
        return head + dash + (_IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"))

    def times(self, count: int) -> str:
        return {1: "once", 2: "twice"}.get(count) or f"{self.number(count)} times"

    def several(self, names: Sequence[str]) -> str:
        return in_a_row(names, "and")

    def _counted(self, count: int, what: str) -> str:
        return f"{self.number(count)} {what}{'' if count == 1 else 's'}"

    def _day_for(self, at: datetime, today: date, *, prefix: str) -> str:
        """The day as `_day` tells it; midnight belongs to the evening that ends there."""
        if at.time() != time():
            return self._day(at.date(), today, prefix=prefix)
        evening = at.date() - timedelta(days=1)
        names = {-1: "last night", 0: "tonight", 1: "tomorrow night"}
        return names.get((evening - today).days) or self._day(evening, today, prefix=prefix)

    def _day(self, on: date, today: date, *, prefix: str) -> str:
        ahead = (on - today).days
        weekday = _WEEKDAYS[on.weekday()]
        if -1 <= ahead <= 1:
            return ("yesterday", "today", "tomorrow")[ahead + 1]
        if ahead == 7:
            return f"next {weekday}"
        if abs(ahead) < 7:
            return f"{prefix}{weekday}"
        return f"{prefix}{self.long_day(on, with_year=on.year != today.year)}"


def _hour(hour: int) -> str:
    """The name of an hour of the day; twelve is told as a number, the start of the day as midnight."""
    return "twelve" if hour == 12 else _HOURS[hour % 12]


def _halves(amount: float, one: str, many: str) -> str:
    """“an hour”, “1½ hours”, “2 hours”: to the nearest half."""
    halves = round(amount * 2)
    if halves == 2:
        return one
    return f"{halves // 2}{'½' if halves % 2 else ''} {many}"
