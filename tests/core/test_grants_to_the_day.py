"""Grants and what somebody cannot decide just now, at the very edges, on days written out by hand (R8)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tornio.core.errors import Refused
from tornio.core.grants import (
    GrantKind,
    birthday,
    ends_at,
    eve_of,
    look_by,
    looked_at_by,
    own_control_from,
)

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 2, 9, tzinfo=LONDON)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LEAP = date(2012, 2, 29)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=LONDON)


def test_born_on_the_29th_of_february() -> None:
    """R8: in a leap year it is that day; in others certainly on 1 March, and looked at by 28 February."""
    assert (birthday(LEAP, 16), eve_of(LEAP, 16)) == (date(2028, 2, 29), date(2028, 2, 29))
    assert (birthday(LEAP, 17), eve_of(LEAP, 17)) == (date(2029, 3, 1), date(2029, 2, 28))
    assert (birthday(date(2012, 2, 28), 17), eve_of(date(2012, 3, 29), 17)) == (date(2029, 2, 28), date(2029, 3, 29))
    assert own_control_from(LEAP, 17, LONDON) == day(2029, 2, 28)


def test_a_day_of_birth_counts_before_a_year() -> None:
    """R8: whatever year stands beside it."""
    assert own_control_from(date(2012, 5, 1), 16, LONDON, born_year=2000) == day(2028, 5, 1)
    assert own_control_from(None, 16, LONDON, born_year=2012) == day(2028, 1, 1)
    assert own_control_from(None, None, LONDON, born_year=2012) is None


def refused(kind: GrantKind, asked: datetime | None, control: datetime | None) -> str:
    """The field beside which it is refused."""
    with pytest.raises(Refused) as no:
        ends_at(kind, asked, control, begins=NOW)
    return no.value.field or ""


def test_a_grant_ends_after_it_begins_by_a_second_at_least() -> None:
    """R8."""
    for kind in GrantKind:
        assert refused(kind, NOW, None) == "until"
        assert refused(kind, NOW - SECOND, None) == "until"
        assert ends_at(kind, NOW + SECOND, None, begins=NOW) == NOW + SECOND
        assert ends_at(kind, None, None, begins=NOW) is None


def test_a_parents_grant_ends_when_the_person_decides_for_themself_or_before() -> None:
    """R8: a proxy's is not touched by an age."""
    control = NOW + 30 * DAY
    assert ends_at(GrantKind.PARENT, None, control, begins=NOW) == control
    assert ends_at(GrantKind.PARENT, NOW + 10 * DAY, control, begins=NOW) == NOW + 10 * DAY
    assert ends_at(GrantKind.PARENT, NOW + 40 * DAY, control, begins=NOW) == control
    assert ends_at(GrantKind.PROXY, NOW + 40 * DAY, control, begins=NOW) == NOW + 40 * DAY
    assert ends_at(GrantKind.PROXY, None, NOW - DAY, begins=NOW) is None


def test_no_parent_is_granted_anything_from_the_second_on_at_which_the_person_decides() -> None:
    """R8."""
    assert refused(GrantKind.PARENT, None, NOW) == "kind"
    assert refused(GrantKind.PARENT, NOW + DAY, NOW - SECOND) == "kind"
    assert ends_at(GrantKind.PARENT, None, NOW + SECOND, begins=NOW) == NOW + SECOND


@pytest.mark.parametrize("after", [timedelta(0), -SECOND, 366 * DAY + SECOND])
def test_a_look_that_is_behind_or_beyond_a_year_is_refused(after: timedelta) -> None:
    """R8."""
    with pytest.raises(Refused) as no:
        look_by(NOW + after, NOW, LEAP, [17], LONDON)
    assert no.value.field == "look_again"
    assert ("lies ahead" in no.value.sentence) == (after <= timedelta(0))


def test_a_look_comes_at_the_first_birthday_that_is_still_to_come_and_before_the_day_given() -> None:
    """R8: 366 days at most, the last of them among them."""
    asked = NOW + 366 * DAY
    born = date(2010, 12, 24)  # sixteen on Christmas Eve of this year
    assert look_by(asked, NOW, born, [16, 17, 18], LONDON) == day(2026, 12, 24)
    assert look_by(asked, NOW, born, [15, 18], LONDON) == asked
    assert look_by(asked, NOW, born, [], LONDON) == asked
    assert look_by(NOW + SECOND, NOW, born, [16], LONDON) == NOW + SECOND
    midnight = day(2026, 12, 24)
    assert look_by(midnight + 9 * DAY, midnight, born, [16], LONDON) == midnight + 9 * DAY
    assert look_by(midnight + 9 * DAY, midnight - SECOND, born, [16], LONDON) == midnight


def test_one_decision_is_looked_at_again_within_ninety_days_to_the_second() -> None:
    """R8."""
    for after in (SECOND, 90 * DAY):
        assert looked_at_by(NOW + after, NOW) == NOW + after
    for after, ahead in ((timedelta(0), False), (-SECOND, False), (90 * DAY + SECOND, True)):
        with pytest.raises(Refused) as no:
            looked_at_by(NOW + after, NOW)
        assert (no.value.field, "lies ahead" in no.value.sentence) == ("look_again", not ahead)
