"""Who acts for somebody, driven over birthdays: 29 February too, never a moment beyond the person's own age (R8)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tornio.core.errors import Refused
from tornio.core.grants import (
    LONGEST,
    SOON_FOR_ONE_DECISION,
    GrantKind,
    birthday,
    ends_at,
    eve_of,
    look_by,
    looked_at_by,
    own_control_from,
)
from tornio.core.safeguarding import Step, is_open

LONDON = ZoneInfo("Europe/London")
BORN = st.dates(date(1950, 1, 1), date(2040, 12, 31))
AGES = st.integers(1, 30)
MOMENTS = st.integers(0, 60 * 366 * 24 * 60).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=UTC).astimezone(LONDON) + timedelta(minutes=minutes)
)


def years_old(born_on: date, on: date) -> int:
    """The oracle: counted one birthday after the other; who was born on 29 February has theirs on 1 March."""
    years = 0
    while True:
        year = born_on.year + years + 1
        try:
            next_one = date(year, born_on.month, born_on.day)
        except ValueError:
            next_one = date(year, 3, 1)
        if next_one > on:
            return years
        years += 1


@given(BORN, AGES)
@example(date(2012, 2, 29), 16)
@example(date(2012, 2, 29), 18)
@example(date(2000, 2, 29), 100)
def test_on_their_birthday_somebody_is_of_that_age_and_the_day_before_they_are_not(born_on: date, age: int) -> None:
    """R8."""
    day = birthday(born_on, age)
    assert years_old(born_on, day) == age
    assert years_old(born_on, day - timedelta(days=1)) == age - 1


@given(BORN, AGES)
@example(date(2012, 2, 29), 17)
def test_a_look_for_a_birthday_is_never_after_it_and_at_most_a_day_before(born_on: date, age: int) -> None:
    """R8: however 29 February is counted."""
    early = birthday(born_on, age) - eve_of(born_on, age)
    assert early in (timedelta(0), timedelta(days=1))
    assert early == timedelta(0) or (born_on.month, born_on.day) == (2, 29)


@given(BORN, st.integers(12, 18), MOMENTS, st.one_of(st.none(), MOMENTS))
@example(date(2012, 2, 29), 16, datetime(2028, 2, 28, 23, 59, tzinfo=LONDON), None)
@example(date(2012, 2, 29), 17, datetime(2029, 2, 27, 23, 59, tzinfo=LONDON), None)
def test_a_parents_grant_never_reaches_the_age_at_which_the_person_decides(
    born_on: date, age: int, begins: datetime, until: datetime | None
) -> None:
    """R8: dated; from that birthday on it is the person's own to say who reads."""
    control = own_control_from(born_on, age, LONDON)
    try:
        end = ends_at(GrantKind.PARENT, until, control, begins=begins)
    except Refused:
        already = years_old(born_on, begins.date() + timedelta(days=1)) >= age
        assert already or (until is not None and until <= begins)
        return
    assert end is not None
    assert end > begins
    assert years_old(born_on, (end - timedelta(microseconds=1)).date()) < age
    assert until is None or end <= until


@given(BORN, st.lists(AGES, max_size=4), MOMENTS, st.timedeltas(timedelta(seconds=1), LONGEST))
def test_a_grant_is_looked_at_by_the_first_birthday_that_the_law_names(
    born_on: date, ages: list[int], at: datetime, after: timedelta
) -> None:
    """R8: and by the day that was given at the latest."""
    asked = at + after
    found = look_by(asked, at, born_on, ages, LONDON)
    assert at < found <= asked
    for age in ages:
        day = datetime.combine(birthday(born_on, age), datetime.min.time(), tzinfo=LONDON)
        assert not at + timedelta(days=1) < day < found


def test_with_only_a_year_it_is_the_first_moment_that_it_could_be_and_with_nothing_it_is_open() -> None:
    """R8: what is not known is not guessed in the wrong direction."""
    assert own_control_from(None, 16, LONDON, born_year=2012) == datetime(2028, 1, 1, tzinfo=LONDON)
    assert own_control_from(None, 16, LONDON) is None
    assert own_control_from(date(2012, 5, 1), None, LONDON) is None
    now = datetime(2026, 11, 2, 9, tzinfo=LONDON)
    assert ends_at(GrantKind.PARENT, None, None, begins=now) is None
    assert ends_at(GrantKind.PROXY, None, now, begins=now) is None
    assert look_by(now + LONGEST, now, None, [16], LONDON) == now + LONGEST


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=-1), timedelta(days=91), timedelta(days=367)])
def test_a_day_behind_or_too_far_ahead_is_refused(after: timedelta) -> None:
    """R8: within a year for a grant, within ninety days for one decision."""
    now = datetime(2026, 11, 2, 9, tzinfo=LONDON)
    with pytest.raises(Refused) as no:
        looked_at_by(now + after, now)
    assert no.value.field == "look_again"
    if after != timedelta(days=91):
        with pytest.raises(Refused):
            look_by(now + after, now, None, [], LONDON)


def test_what_was_raised_is_open_until_closed_and_again_once_opened_again() -> None:
    """R25."""
    turns = [Step.NOTE, Step.CLOSED, Step.NOTE, Step.OPENED_AGAIN, Step.HANDED_ON, Step.CLOSED]
    assert [is_open(turns[:many]) for many in range(7)] == [True, True, False, False, True, True, False]


def test_a_finding_for_one_decision_is_looked_for_two_days_before_it_lapses() -> None:
    """R8: the team is told on the Saturday of what lapses on Monday at nine, not earlier and not on the day."""
    assert datetime(2026, 11, 9, 9, tzinfo=LONDON) - SOON_FOR_ONE_DECISION == datetime(2026, 11, 7, 9, tzinfo=LONDON)
