"""A period of time: half-open, in elapsed time, refusing nonsense at birth."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.values import Period

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
minutes = st.integers(min_value=0, max_value=600)


def test_a_period_has_its_start_and_not_its_end() -> None:
    meeting = Period(NOON, NOON + HOUR)
    assert NOON in meeting
    assert NOON + HOUR not in meeting
    assert NOON - HOUR not in meeting


def test_a_period_without_an_end_goes_on() -> None:
    holding = Period(NOON)
    assert NOON + 1000 * HOUR in holding
    assert holding.length is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Period(NOON, NOON)


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(NOON.replace(tzinfo=None))


def test_the_night_the_clocks_go_back_is_an_hour_longer_than_the_wall_says() -> None:
    """R3: elapsed time, whatever the clock change."""
    night = Period(datetime(2026, 10, 24, 22, 0, tzinfo=LONDON), datetime(2026, 10, 25, 6, 0, tzinfo=LONDON))
    assert night.length == timedelta(hours=9)


@given(minutes, minutes, minutes, minutes)
def test_two_periods_overlap_when_one_minute_belongs_to_both(one: int, long: int, other: int, wide: int) -> None:
    """The oracle walks minute by minute."""
    first = Period(NOON + one * timedelta(minutes=1), NOON + (one + long + 1) * timedelta(minutes=1))
    second = Period(NOON + other * timedelta(minutes=1), NOON + (other + wide + 1) * timedelta(minutes=1))
    shared = set(range(one, one + long + 1)) & set(range(other, other + wide + 1))
    assert first.overlaps(second) == second.overlaps(first) == bool(shared)
