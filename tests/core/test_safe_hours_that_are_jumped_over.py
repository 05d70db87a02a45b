"""Safe hours that the clocks jump over, and days that are none (R9)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tornio.core.errors import Refused
from tornio.core.safe_hours import EVERY_DAY, SafeHours

LONDON = ZoneInfo("Europe/London")
SUNDAY = frozenset({7})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_stretch_that_the_clocks_jump_over_is_not_there_that_night() -> None:
    """R9: from half past one to two there is nothing on 29 March 2026; the next is on Monday, in summer time."""
    nights = SafeHours(time(1, 30), time(2), LONDON)
    assert nights.next_moment(utc("2026-03-29 00:10")) == utc("2026-03-30 00:30")


def test_a_stretch_of_which_the_jump_leaves_nothing_is_not_there_either() -> None:
    """R9: from one to two is that very hour; its beginning is its end."""
    nights = SafeHours(time(1), time(2), LONDON)
    assert nights.next_moment(utc("2026-03-29 00:59")) == utc("2026-03-30 00:00")


def test_jean_whose_one_half_hour_a_week_is_jumped_over_waits_for_the_sunday_after() -> None:
    """R9: two weeks between two moments at which she may be written to, and no breakdown."""
    sundays = SafeHours(time(1, 30), time(2), LONDON, SUNDAY)
    for day in range(22, 30):
        assert sundays.next_moment(utc(f"2026-03-{day} 12:00")) == utc("2026-04-05 00:30"), day


def test_monday_is_one_and_sunday_seven_and_there_is_no_other_day() -> None:
    """R9, as ISO 8601 counts them."""
    assert sorted(EVERY_DAY) == [date(2026, 11, day).isoweekday() for day in range(2, 9)]
    for days in (frozenset[int](), frozenset({0}), frozenset({8}), frozenset({7, 8})):
        with pytest.raises(Refused) as no:
            SafeHours(time(9), time(10), LONDON, days)
        assert no.value.field == "days"
    with pytest.raises(Refused) as no:
        SafeHours(time(9), time(9), LONDON)
    assert no.value.field == "hours_until"


def test_who_names_no_days_is_safe_on_all_of_them() -> None:
    """R9."""
    assert SafeHours(time(9), time(10), LONDON).days == EVERY_DAY


def test_the_stretches_begin_with_yesterdays_which_may_go_on_over_midnight() -> None:
    """R9: ten of them, each on a day of its own."""
    nights = SafeHours(time(22), time(6), LONDON)
    stretches = list(nights.stretches(date(2026, 11, 2)))
    assert [start for start, _ in stretches] == [utc("2026-11-01 22:00") + timedelta(days=day) for day in range(10)]
    assert {end - start for start, end in stretches} == {timedelta(hours=8)}


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SafeHours(time(9), time(10), LONDON).next_moment(utc("2026-11-02 09:00").replace(tzinfo=None))
