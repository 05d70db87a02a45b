"""When somebody may be written to: by their clock, over midnight, over clock changes, on their days (R9)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.errors import Refused
from tornio.core.safe_hours import EVERY_DAY, SafeHours

LONDON = ZoneInfo("Europe/London")
BY_DAY = SafeHours(time(9), time(20), LONDON)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-02 08:59", "2026-11-02 09:00"),
        ("2026-11-02 09:00", "2026-11-02 09:00"),
        ("2026-11-02 19:59", "2026-11-02 19:59"),
        ("2026-11-02 20:00", "2026-11-03 09:00"),
        ("2026-11-02 23:30", "2026-11-03 09:00"),
    ],
)
def test_carol_who_named_no_hours_is_written_to_by_day(now: str, then: str) -> None:
    """R9: at nine it begins, at eight in the evening it is too late."""
    assert BY_DAY.next_moment(london(now)) == london(then)


def test_jean_works_nights_and_is_safe_from_ten_to_six() -> None:
    """R9: a stretch over midnight belongs to the day on which it starts."""
    nights = SafeHours(time(22), time(6), LONDON, frozenset({1}))
    assert london("2026-11-03 05:59") in nights, "Tuesday morning, of Monday's night"
    assert london("2026-11-03 06:00") not in nights
    assert nights.next_moment(london("2026-11-03 06:00")) == london("2026-11-09 22:00")


def test_tuesdays_alone_wait_for_tuesday() -> None:
    """R9: one morning a week, when nobody else is at home."""
    tuesdays = SafeHours(time(10), time(12), LONDON, frozenset({2}))
    assert tuesdays.next_moment(london("2026-11-03 12:00")) == london("2026-11-10 10:00")
    assert tuesdays.next_moment(london("2026-11-07 03:00")) == london("2026-11-10 10:00")


def test_over_both_clock_changes_hours_are_those_of_the_clock_on_the_wall() -> None:
    """R9: nine is nine, the day before and the day after."""
    for evening, morning in (("2026-03-28 21:00", "2026-03-29 09:00"), ("2026-10-24 21:00", "2026-10-25 09:00")):
        assert BY_DAY.next_moment(london(evening)) == london(morning)
    jumped = SafeHours(time(1, 30), time(3), LONDON)
    assert jumped.next_moment(london("2026-03-29 00:10")) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_hours_that_are_none_are_refused() -> None:
    """R9: two equal times, and no day at all."""
    with pytest.raises(Refused, match="two different times"):
        SafeHours(time(9), time(9), LONDON)
    with pytest.raises(Refused, match="at least one day"):
        SafeHours(time(9), time(10), LONDON, frozenset())


def is_inside(hours: SafeHours, moment: datetime) -> bool:
    """The slow oracle: what the clock on the wall and the day say."""
    local = moment.astimezone(hours.zone)
    wall, day = local.time(), local.isoweekday()
    before = (local - timedelta(days=1)).isoweekday()
    if hours.start < hours.end:
        return hours.start <= wall < hours.end and day in hours.days
    return (wall >= hours.start and day in hours.days) or (wall < hours.end and before in hours.days)


@given(
    st.integers(0, 47), st.integers(0, 47), st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1),
    st.integers(0, 7 * 48 - 1),
)  # fmt: skip
def test_the_next_moment_is_the_first_that_the_wall_clock_calls_safe(
    start: int, end: int, days: frozenset[int], offset: int
) -> None:
    """R9: half hour by half hour, in a week without a clock change."""
    if start == end:
        return
    hours = SafeHours(time(start // 2, start % 2 * 30), time(end // 2, end % 2 * 30), LONDON, days)
    moment = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(minutes=30 * offset)
    expected = moment
    while not is_inside(hours, expected):
        expected += timedelta(minutes=30)
    assert hours.next_moment(moment) == expected


def test_carols_weekday_evenings_are_seven_stretches_from_sunday_to_tuesday_week() -> None:
    """R9: around a Monday: five evenings of this week, two of the next; none on a Saturday or Sunday."""
    evenings = SafeHours(time(18), time(21), LONDON, frozenset({1, 2, 3, 4, 5}))
    stretches = list(evenings.stretches(london("2026-11-02 12:00").date()))
    assert [start.astimezone(LONDON).day for start, _ in stretches] == [2, 3, 4, 5, 6, 9, 10]
    assert {end - start for start, end in stretches} == {timedelta(hours=3)}
