"""How Finnish tells the time: days in words, clocks in digits, as Finnish usually writes them."""
# The numbers below are those of the clock and the calendar.
# ruff: noqa: PLR2004

from collections.abc import Sequence
from datetime import date, datetime, time

from tornio.core.told.language import hours_and_minutes, in_a_row

_WEEKDAYS = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")


class Finnish:
    """The table of functions for Finnish; see `Language`. Where words would need care, it keeps to digits."""

    def clock(self, at: time) -> str:
        return f"klo {self.digits(at)}"

    def digits(self, at: time) -> str:
        return f"{at.hour}.{at:%M}"

    def span(self, start: str, end: str) -> str:
        return f"{start}–{end}"

    def day(self, on: date, today: date) -> str:
        ahead = (on - today).days
        on_weekday = f"{_WEEKDAYS[on.weekday()]}na"
        if -1 <= ahead <= 1:
            return ("eilen", "tänään", "huomenna")[ahead + 1]
        if ahead == 7:
            return f"ensi {on_weekday}"
        if abs(ahead) < 7:
            return on_weekday
        return f"{on_weekday} {self.short_date(on, with_year=on.year != today.year)}"

    def when(self, at: datetime, today: date) -> str:
        return f"{self.day(at.date(), today)} {self.clock(at.time())}"

    def headline(self, at: datetime, today: date) -> str:
        return self.when(at, today)

    def until(self, at: datetime, today: date) -> str:
        return self.by(at, today)

    def by(self, at: datetime, today: date) -> str:
        return f"{self.when(at, today)} mennessä"

    def exact(self, at: datetime, end: time | None = None) -> str:
        start = f"{self.long_day(at.date(), with_year=True)} {self.clock(at.time())}"
        return start if end is None else self.span(start, self.digits(end))

    def beside(self, at: datetime, today: date) -> str:
        if at.date() == today:
            return self.when(at, today)
        return f"{self.short_date(at.date(), with_year=at.year != today.year)} {self.clock(at.time())}"

    def long_day(self, on: date, *, with_year: bool) -> str:
        return f"{_WEEKDAYS[on.weekday()]} {self.short_date(on, with_year=with_year)}"

    def short_date(self, on: date, *, with_year: bool) -> str:
        return f"{on.day}.{on.month}." + (str(on.year) if with_year else "")

    def in_part(self, came: time | None, went: time | None) -> str:
        if went is not None:
            return f"paikalla {self.clock(went)} asti"
        return "" if came is None else f"paikalla {self.clock(came)} alkaen"

    def length(self, minutes: int) -> str:
        return hours_and_minutes(minutes)

    def length_words(self, minutes: int) -> str:
        named = {30: "puoli tuntia", 60: "tunti", 90: "puolitoista tuntia", 120: "kaksi tuntia"}
        return named.get(minutes) or hours_and_minutes(minutes)

    def after(self, minutes: int) -> str:
        return f"{hours_and_minutes(minutes)} yhteydenotosta"

    def late(self, minutes: int) -> str:
        return f"{hours_and_minutes(minutes)} myöhässä"

    def left(self, minutes: int) -> str:
        return f"{hours_and_minutes(minutes)} jäljellä"

    def to_spare(self, minutes: int) -> str:
        return f"aikaa jää {hours_and_minutes(minutes)}"

    def met(self, minutes: int, *, same_day: bool) -> str:
        return "tavattu samana päivänä" if same_day else f"tavattu, {self.after(minutes)}"

    def number(self, count: int) -> str:
        return str(count)

    def ordinal(self, count: int) -> str:
        return f"{count}."

    def times(self, count: int) -> str:
        return "kerran" if count == 1 else f"{count} kertaa"

    def several(self, names: Sequence[str]) -> str:
        return in_a_row(names, "ja")
