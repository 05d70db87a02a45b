"""When somebody is at work, beside a clock on the wall that is looked at minute by minute; and how a week is read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tornio.core.errors import Refused
from tornio.core.values import Period
from tornio.core.working import (
    MIDNIGHT,
    Hours,
    Stretch,
    a_first_day,
    a_week,
    clock,
    covers,
    last_day,
    moment,
    read_day,
    read_stretch,
    shifts,
    written,
)

LONDON, HELSINKI, LORD_HOWE = (ZoneInfo(name) for name in ("Europe/London", "Europe/Helsinki", "Australia/Lord_Howe"))
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)  # Sundays on which the clocks change in Europe
AGES_AGO = date(2020, 1, 1)


def at(text: str) -> datetime:
    """A moment as a London clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def nine_to_five(*weekdays: int) -> list[Hours]:
    return [Hours(Stretch(day, 9 * 60, 17 * 60), AGES_AGO) for day in weekdays]


def told(found: Sequence[Period], zone: ZoneInfo = LONDON) -> list[str]:
    """Each stretch in UTC, to compare by eye."""
    return [f"{each.start:%d %H:%M}–{each.end:%d %H:%M}" for each in found if each.end]


# By hand.


def test_ruth_works_monday_to_friday_and_the_week_is_cut_where_one_looks() -> None:
    found = shifts(nine_to_five(1, 2, 3, 4, 5), [], at("2026-11-02 10:00"), at("2026-11-04 12:30"), LONDON)
    assert told(found) == ["02 10:00–02 17:00", "03 09:00–03 17:00", "04 09:00–04 12:30"]


def test_on_the_day_the_clocks_go_forward_a_day_of_work_begins_an_hour_earlier_by_the_sun_and_is_as_long() -> None:
    """29 March 2026 in England: nine on the wall is eight in UTC; the day before it was nine."""
    found = shifts(nine_to_five(6, 7), [], at("2026-03-28 00:00"), at("2026-03-30 00:00"), LONDON)
    assert told(found) == ["28 09:00–28 17:00", "29 08:00–29 16:00"]


@pytest.mark.parametrize(("on", "hours"), [(FORWARD, 23), (BACK, 25), (date(2026, 11, 1), 24)])
def test_who_works_from_midnight_to_midnight_works_as_long_as_the_day_is(on: date, hours: int) -> None:
    """23 hours on 29 March, 25 on 25 October, 24 on any other day."""
    whole = [Hours(Stretch(on.isoweekday(), 0, MIDNIGHT), AGES_AGO)]
    (found,) = shifts(whole, [], at(f"{on}") - DAY, at(f"{on}") + 2 * DAY, LONDON)
    assert found.length == timedelta(hours=hours)


def test_half_past_one_on_the_night_the_clocks_jump_is_the_moment_they_jump() -> None:
    """01:00 to 02:00 is not there on 29 March 2026: who ends or begins in it ends or begins with the jump."""
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert [moment(FORWARD, minutes, LONDON) for minutes in (59, 60, 90, 119, 120, 121)] == [
        jump - MINUTE, jump, jump, jump, jump, jump + MINUTE,
    ]  # fmt: skip
    night = [Hours(Stretch(7, 30, 90), AGES_AGO), Hours(Stretch(7, 90, 180), AGES_AGO)]
    assert told(shifts(night, [], at("2026-03-29 00:00"), at("2026-03-29 12:00"), LONDON)) == ["29 00:30–29 02:00"]
    gone = [Hours(Stretch(7, 75, 105), AGES_AGO)]
    assert shifts(gone, [], at("2026-03-29 00:00"), at("2026-03-29 12:00"), LONDON) == []


def test_half_past_one_on_the_night_they_go_back_is_the_first_of_the_two_and_nobody_is_there_twice() -> None:
    """25 October 2026: who ends at half past one ends at the first, and who begins then begins there."""
    assert moment(BACK, 90, LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    first, second = Hours(Stretch(7, 0, 90), AGES_AGO), Hours(Stretch(7, 90, 180), AGES_AGO)
    night = (at("2026-10-24 12:00"), at("2026-10-25 12:00"))
    assert told(shifts([first], [], *night, LONDON)) == ["24 23:00–25 00:30"]
    assert told(shifts([second], [], *night, LONDON)) == ["25 00:30–25 03:00"]
    assert told(shifts([second, first], [], *night, LONDON)) == ["24 23:00–25 03:00"]


def test_work_through_the_night_is_two_stretches_that_are_one() -> None:
    night = [Hours(Stretch(1, 22 * 60, MIDNIGHT), AGES_AGO), Hours(Stretch(2, 0, 6 * 60), AGES_AGO)]
    assert told(shifts(night, [], at("2026-11-01 00:00"), at("2026-11-08 00:00"), LONDON)) == ["02 22:00–03 06:00"]


def test_new_hours_hold_from_their_day_on_and_the_old_ones_until_the_day_before() -> None:
    old = Hours(Stretch(1, 540, 1020), AGES_AGO, date(2026, 11, 9))
    new = Hours(Stretch(1, 600, 720), date(2026, 11, 9))
    found = shifts([old, new], [], at("2026-11-01 00:00"), at("2026-11-18 00:00"), LONDON)
    assert told(found) == ["02 09:00–02 17:00", "09 10:00–09 12:00", "16 10:00–16 12:00"]


def test_who_is_away_is_not_at_work_and_with_no_end_not_again() -> None:
    week = (at("2026-11-02 00:00"), at("2026-11-07 00:00"))
    lunch = Period(at("2026-11-02 12:00"), at("2026-11-02 13:00"))
    wednesday = Period(at("2026-11-04 00:00"), at("2026-11-05 00:00"))
    found = shifts(nine_to_five(1, 2, 3, 4), [wednesday, lunch], *week, LONDON)
    assert told(found) == ["02 09:00–02 12:00", "02 13:00–02 17:00", "03 09:00–03 17:00", "05 09:00–05 17:00"]
    afternoon = Period(at("2026-11-02 12:00"), at("2026-11-02 17:00"))
    assert told(shifts(nine_to_five(1), [afternoon], *week, LONDON)) == ["02 09:00–02 12:00"]
    morning = Period(at("2026-11-02 09:00"), at("2026-11-02 12:00"))
    assert told(shifts(nine_to_five(1), [morning], *week, LONDON)) == ["02 12:00–02 17:00"]
    ill = Period(at("2026-11-03 11:00"))
    assert told(shifts(nine_to_five(1, 2, 3), [ill], *week, LONDON)) == ["02 09:00–02 17:00", "03 09:00–03 11:00"]


def test_what_ends_at_midnight_ends_with_the_day_before() -> None:
    midnight = at("2026-03-30 00:00")  # of England, the night after the clocks went forward: 23:00 in UTC
    assert last_day(midnight, LONDON) == FORWARD
    assert last_day(midnight + timedelta(microseconds=1), LONDON) == FORWARD + DAY
    assert last_day(midnight, HELSINKI) == FORWARD + DAY


def test_a_stretch_of_time_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        shifts([], [], at("2026-11-02 10:00"), at("2026-11-02 10:00"), LONDON)


def test_a_meeting_fits_where_all_of_it_does() -> None:
    work = shifts(nine_to_five(1, 2), [], at("2026-11-02 00:00"), at("2026-11-04 00:00"), LONDON)
    for begins, ends, fits in (("09:00", "17:00", True), ("08:59", "10:00", False), ("16:00", "17:01", False)):
        assert covers(work, Period(at(f"2026-11-02 {begins}"), at(f"2026-11-02 {ends}"))) is fits
    assert not covers(work, Period(at("2026-11-02 10:00")))
    assert not covers([Period(at("2026-11-02 08:00"))], Period(at("2026-11-02 09:00"), at("2026-11-02 10:00")))


# Minute by minute.

ZONES = some.sampled_from([LONDON, HELSINKI, LORD_HOWE])  # Lord Howe's clocks change by half an hour
AROUND = some.sampled_from([FORWARD, BACK, date(2026, 4, 5), date(2026, 10, 4), date(2026, 11, 12)])


@some.composite
def weeks(draw: some.DrawFn) -> list[Hours]:
    """Stretches on any days, some of them next to each other, valid from before, during or after the days looked at."""
    stretches = []
    for weekday in range(1, 8):
        edges = sorted(draw(some.lists(some.integers(0, 24).map(lambda hour: hour * 60), max_size=5, unique=True)))
        edges = sorted(set(edges) | set(draw(some.lists(some.integers(0, MIDNIGHT), max_size=2))))
        stretches += [Stretch(weekday, *each) for each in pairwise(edges) if draw(some.booleans())]
    around = draw(AROUND)
    days = some.integers(-3, 3).map(lambda many: around + many * DAY)
    made = []
    for stretch in stretches:
        since = draw(some.one_of(some.just(AGES_AGO), days))
        until = draw(some.one_of(some.none(), days))
        made.append(Hours(stretch, since, until))
    return made


def shown_at(moment_: datetime, zone: ZoneInfo) -> tuple[date, int]:
    local = moment_.astimezone(zone)
    return local.date(), local.hour * 60 + local.minute


@given(weeks(), AROUND, ZONES, some.integers(-600, 1500), some.integers(1, 1500), some.data())
def test_at_every_minute_somebody_is_at_work_when_the_clock_on_the_wall_says_so(
    pattern: list[Hours], around: date, zone: ZoneInfo, first: int, long: int, data: some.DataObject
) -> None:
    """The oracle looks at the wall each minute; an hour that comes twice counts once, as the first time round."""
    start = datetime(around.year, around.month, around.day, tzinfo=UTC) + first * MINUTE
    end = start + long * MINUTE
    edges = data.draw(some.lists(some.integers(0, long), max_size=4, unique=True).map(sorted))
    away = [Period(start + a * MINUTE, start + b * MINUTE) for a, b in pairwise(edges)][::2]
    found = shifts(pattern, away, start, end, zone)
    assert all(one.end is not None and one.end < other.start for one, other in pairwise(found))
    assert all(each.start >= start and each.end is not None and each.end <= end for each in found)
    furthest: dict[date, int] = {}
    now = start - DAY - 60 * MINUTE
    while now < end:
        day, minute = shown_at(now, zone)
        furthest[day] = max(
            furthest.get(day, 0), minute
        )  # what the day has come to: the clock going back undoes nothing
        if now >= start:
            works = any(
                hours.stretch.weekday == day.isoweekday()
                and hours.since <= day and (hours.until is None or day < hours.until)
                and hours.stretch.begins <= furthest[day] < hours.stretch.ends
                for hours in pattern
            )  # fmt: skip
            works = works and not any(now in gone for gone in away)
            assert any(now in each for each in found) == works, now.astimezone(zone)
        now += MINUTE


@given(AROUND, ZONES, some.lists(some.integers(0, MIDNIGHT), min_size=2, max_size=8))
def test_what_follows_on_the_wall_follows_in_time(around: date, zone: ZoneInfo, minutes: list[int]) -> None:
    """So no hours overlap in time that do not on the wall, on any day of the year."""
    moments = [moment(around, each, zone) for each in sorted(minutes)]
    assert moments == sorted(moments)


# How a week is read.


def test_a_day_is_read_as_people_write_it_and_written_so_that_it_is_read_again() -> None:
    for text in ("9–12:30, 13:30-17", "9 to 12.30 and 1.30pm to 5pm", "0900 until 1230; 13:30 — 17:00"):
        found = read_day(text, 3)
        assert found == [Stretch(3, 540, 750), Stretch(3, 810, 1020)]
        assert written(found) == "09:00–12:30, 13:30–17:00"
        assert read_day(written(found), 3) == found
    assert read_day("  ", 1) == []


@pytest.mark.parametrize("end", ["24:00", "24", "0:00", "midnight", " 24.00 "])
def test_a_day_ends_at_midnight_however_it_is_written(end: str) -> None:
    assert read_stretch(5, "22", end) == Stretch(5, 1320, MIDNIGHT)
    assert clock(MIDNIGHT) == "24:00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9", "from when until when"), ("9-12-17", "from when until when"), ("nine to five", "like 14:30"),
        ("9-5", "Did you mean 17:00?"), ("9 to 9", "Did you mean 21:00?"), ("22-6", "through the night"),
        ("13-13", "through the night"), ("24-24", "through the night"), ("9-25:00", "like 14:30"),
        ("13-17, 9-13:30", "overlap"), ("21-9", "through the night"), ("13-2", "Did you mean 14:00?"),
        ("13-12", "Did you mean 24:00?"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_beside_its_day(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(text, 2)
    assert told in refused.value.sentence
    assert refused.value.sentence[-1] in ".?"
    assert refused.value.field == "day_2"


def test_a_week_has_some_work_in_it_and_nothing_twice() -> None:
    late, early = Stretch(1, 720, 1020), Stretch(1, 540, 720)
    assert a_week([late, early, Stretch(2, 540, 720)]) == [early, late, Stretch(2, 540, 720)]
    with pytest.raises(Refused, match="at least one") as nothing:
        a_week([])
    assert nothing.value.field is None
    with pytest.raises(Refused, match="overlap") as twice:
        a_week([late, Stretch(1, 540, 721)])
    assert twice.value.field == "day_1"


def test_new_hours_hold_from_today_or_later() -> None:
    today = date(2026, 11, 2)
    assert a_first_day(today, today) == today
    assert a_first_day(date(2199, 12, 31), today) == date(2199, 12, 31)
    assert a_first_day(date(1900, 1, 1), date(1900, 1, 1)) == date(1900, 1, 1)
    for wrong, said in ((today - DAY, "today or a later day"), (date(2200, 1, 1), "year"), (date(1899, 1, 1), "year")):
        with pytest.raises(Refused, match=said) as refused:
            a_first_day(wrong, today)
        assert refused.value.field == "first"


@pytest.mark.parametrize("stretch", [(0, 540, 600), (8, 540, 600), (1, 600, 600), (1, -1, 600), (1, 540, 1441)])
def test_a_stretch_lies_within_one_day_of_the_week(stretch: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=r"Monday is 1|ends after it begins"):
        Stretch(*stretch)


def test_stretches_overlap_on_the_same_day_only() -> None:
    assert Stretch(1, 540, 720).overlaps(Stretch(1, 719, 800))
    assert not Stretch(1, 540, 720).overlaps(Stretch(1, 720, 800))
    assert not Stretch(1, 720, 800).overlaps(Stretch(1, 540, 720))
    assert not Stretch(1, 540, 720).overlaps(Stretch(2, 540, 720))
