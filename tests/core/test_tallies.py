"""Counts week by week: each thing in the week in which it was, and a week in which nothing was is there too."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tornio.core.clocks import Standing
from tornio.core.tallies import CAME, CONTINUITY, PROMISE, Came, altogether, by_week, monday

SUNDAY = date(2026, 11, 22)


def test_a_promise_comes_out_in_one_of_four_ways_and_what_still_runs_in_none() -> None:
    """R2, R3: met with the network alone, and choosing later, are told apart from in time and from late."""
    still = {Standing.WAITING, Standing.NEARLY_LATE, Standing.ARRANGED, Standing.NOT_STARTED, Standing.NOT_GOING_AHEAD}
    assert set(CAME) == set(Standing) - still
    assert set(CAME.values()) == set(PROMISE)
    assert CAME[Standing.MET_CHOSE_LATER] is Came.CHOSE_LATER
    assert CAME[Standing.NETWORK_MET] is Came.NETWORK_MET


def test_a_sunday_belongs_to_the_week_that_began_six_days_before() -> None:
    assert monday(SUNDAY) == date(2026, 11, 16)
    assert monday(date(2026, 11, 16)) == date(2026, 11, 16)


def test_two_weeks_with_nothing_between_them() -> None:
    told = [(SUNDAY, Came.LATE), (SUNDAY, Came.IN_TIME), (SUNDAY - timedelta(days=14), Came.IN_TIME)]
    weeks = by_week(Counter(told), today=SUNDAY, weeks=3)
    assert [(week.start.day, week.total, week.of(Came.IN_TIME), week.of(Came.LATE)) for week in weeks] == [
        (2, 1, 1, 0),
        (9, 0, 0, 0),
        (16, 2, 1, 1),
    ]


@given(st.lists(st.tuples(st.dates(date(2026, 9, 1), SUNDAY), st.sampled_from(Came))), st.integers(1, 9))
def test_whatever_is_counted_is_counted_once(told: list[tuple[date, Came]], many: int) -> None:
    """Against a slow count: everything since the first Monday, by its way (R29)."""
    weeks = by_week(Counter(told), today=SUNDAY, weeks=many)
    first = SUNDAY - timedelta(days=6 + 7 * (many - 1))
    assert [week.start for week in weeks] == [first + timedelta(days=7 * place) for place in range(many)]
    for ways in (PROMISE, CONTINUITY):
        assert altogether(weeks, *ways) == len([1 for day, came in told if day >= first and came in ways])
