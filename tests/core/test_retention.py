"""When a record reaches its end, by a service's own periods."""

from datetime import date

import pytest

from tornio.core.errors import Refused
from tornio.core.retention import Since, months_after, reaches_its_end
from tornio.core.rights import DELETED, WHOLE, two_people
from tornio.people.keys import new_key

BOTH = {Since.ENDED: 240, Since.DIED: 120}


def slow_months_after(day: date, months: int) -> date:
    """The oracle: month by month on the calendar, then back from a day that is not there."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for back in range(day.day, 0, -1):
        try:
            return date(year, month, back)
        except ValueError:
            continue
    raise AssertionError


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 1, 31), date(2025, 12, 1), date(2023, 8, 30)])
@pytest.mark.parametrize("months", [1, 6, 11, 12, 13, 96, 240])
def test_so_many_months_later_is_the_same_day_or_the_last_of_its_month(day: date, months: int) -> None:
    assert months_after(day, months) == slow_months_after(day, months)


def test_a_period_is_counted_from_the_ending_and_after_a_death_from_the_death() -> None:
    """R28: after a death the period for deaths counts, where the service has one."""
    ended, died = date(2020, 3, 1), date(2024, 2, 29)
    assert reaches_its_end(ended_on=ended, died_on=None, periods=BOTH) == date(2040, 3, 1)
    assert reaches_its_end(ended_on=ended, died_on=died, periods=BOTH) == date(2034, 2, 28)
    assert reaches_its_end(ended_on=ended, died_on=died, periods={Since.ENDED: 12}) == date(2021, 3, 1)


def test_nothing_reaches_its_end_while_work_goes_on_or_nobody_wrote_a_period_down() -> None:
    """R28: no period is built in."""
    assert reaches_its_end(ended_on=None, died_on=None, periods=BOTH) is None
    assert reaches_its_end(ended_on=date(1950, 1, 1), died_on=None, periods={}) is None


def test_what_is_kept_on_reaches_its_end_anew() -> None:
    ended = date(2020, 3, 1)
    one = {Since.ENDED: 12}
    assert reaches_its_end(ended_on=ended, died_on=None, periods=one, kept_until=date(2030, 1, 1)) == date(2030, 1, 1)
    assert reaches_its_end(ended_on=ended, died_on=None, periods=one, kept_until=date(2020, 1, 1)) == date(2021, 3, 1)


def test_one_person_is_not_two() -> None:
    """R28: what cannot be taken back is done by two."""
    somebody = new_key()
    with pytest.raises(Refused, match="two people"):
        two_people(somebody, somebody)
    two_people(somebody, new_key())


def test_what_stands_where_words_stood_stays_as_old_rows_hold_it() -> None:
    """R28: what was deleted years ago is still known as deleted, and a whole record as one."""
    assert (WHOLE, DELETED) == ("record", "[deleted]")
