"""Time as people tell it: the words of the design study, as tables."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core import told

LONDON = ZoneInfo("Europe/London")


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    """A moment written as a clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def length(text: str) -> timedelta:
    """“18:50” is eighteen hours and fifty minutes."""
    hours, minutes = text.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))


MOMENTS = st.integers(946_684_800, 2_524_607_999).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
THURSDAY = at("2026-11-12 14:20")  # the day on which the study's pages are read


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-13 14:30", "tomorrow at half past two"),
        ("2026-11-12 16:10", "today at ten past four"),
        ("2026-11-12 15:15", "today at quarter past three"),
        ("2026-11-12 17:00", "today at five"),
        ("2026-11-12 12:00", "today at noon"),
        ("2026-11-14 10:00", "on Saturday at ten"),
        ("2026-11-19 17:30", "next Thursday at half past five"),
        ("2026-11-13 09:30", "tomorrow at half past nine"),
        ("2026-11-11 17:35", "yesterday at twenty-five to six"),
        ("2026-11-10 19:15", "on Tuesday at quarter past seven"),
        ("2026-11-23 12:30", "on Monday 23 November at half past twelve"),
        ("2026-10-26 15:30", "on Monday 26 October at half past three"),
        ("2027-01-04 09:00", "on Monday 4 January 2027 at nine"),
        ("2026-11-13 13:52", "tomorrow at 13:52"),
        ("2026-11-13 02:00", "tomorrow at two in the morning"),
        ("2026-11-13 00:25", "tomorrow at twenty-five past midnight"),
        ("2026-11-13 00:35", "tomorrow at twenty-five to one in the morning"),
        ("2026-11-13 23:45", "tomorrow at quarter to midnight"),
        ("2026-11-13 11:40", "tomorrow at twenty to twelve"),
        ("2026-11-12 00:00", "last night at midnight"),
        ("2026-11-13 00:00", "tonight at midnight"),
        ("2026-11-14 00:00", "tomorrow night at midnight"),
        ("2026-11-15 00:00", "on Saturday at midnight"),
    ],
)
def test_a_moment_is_told_as_people_tell_it(moment: str, words: str) -> None:
    """The study's README: "tomorrow at half past two", then the exact time beside it."""
    assert told.when(at(moment), THURSDAY, LONDON) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-12 16:30", "Today at half past four"),
        ("2026-11-12 18:00", "Today at six"),
        ("2026-11-14 10:00", "Saturday at ten"),
        ("2026-11-19 17:30", "Next Thursday at half past five"),
        ("2026-11-13 09:30", "Tomorrow at half past nine"),
    ],
)
def test_a_headline_stands_alone(moment: str, words: str) -> None:
    assert told.headline(at(moment), THURSDAY, LONDON) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-12 17:05", "17:05 today"),
        ("2026-11-12 11:50", "11:50 today"),
        ("2026-11-13 09:10", "Friday, 09:10"),
        ("2026-11-11 16:00", "Wednesday, 16:00"),
        ("2026-11-14 10:00", "14 November, 10:00"),
        ("2027-01-04 10:00", "4 January 2027, 10:00"),
    ],
)
def test_the_exact_time_stands_beside_what_was_told(moment: str, words: str) -> None:
    assert told.beside(at(moment), THURSDAY, LONDON) == words


def test_the_exact_time_of_a_meeting_names_its_day_and_its_end() -> None:
    start, end = at("2026-11-12 17:30"), at("2026-11-12 18:45")
    assert told.exact(start, LONDON, end) == "Thursday 12 November 2026, 17:30 to 18:45"
    assert told.exact(start, LONDON) == "Thursday 12 November 2026, 17:30"
    assert told.hours(start, end, LONDON) == "17:30 to 18:45"
    night = told.exact(at("2026-10-31 23:10"), LONDON, at("2026-11-01 08:20"))
    assert night == "Saturday 31 October 2026, 23:10 to Sunday 1 November 2026, 08:20"


def test_days_are_told_without_a_clock() -> None:
    assert told.day(date(2026, 11, 19), THURSDAY, LONDON) == "next Thursday"
    assert told.day_of(at("2026-11-14 10:00"), THURSDAY, LONDON) == "on Saturday"
    assert told.long_day(date(2026, 11, 12), THURSDAY, LONDON) == "Thursday 12 November"
    assert told.long_day(date(2025, 11, 12), THURSDAY, LONDON) == "Wednesday 12 November 2025"
    assert told.short_date(date(2026, 10, 26), THURSDAY, LONDON) == "26 October"
    assert told.short_date(date(2024, 2, 29), THURSDAY, LONDON) == "29 February 2024"


def test_the_page_says_what_time_it_is() -> None:
    assert told.clock_about(at("2026-11-12 14:19"), LONDON) == "twenty past two"
    assert told.clock_about(at("2026-11-12 23:58"), LONDON) == "midnight"
    assert told.clock(at("2026-11-12 17:05"), LONDON) == "five past five"
    assert told.digits(at("2026-11-12 17:05"), LONDON) == "17:05"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-12 17:05", "under 3 hours left"),
        ("2026-11-12 17:20", "3 hours left"),
        ("2026-11-12 15:10", "under an hour left"),
        ("2026-11-12 15:20", "an hour left"),
        ("2026-11-12 15:00", "under three quarters of an hour left"),
        ("2026-11-12 14:47", "under half an hour left"),
        ("2026-11-12 14:28", "under ten minutes left"),
        ("2026-11-12 14:20", "under five minutes left"),
        ("2026-11-13 09:10", "until nine tomorrow"),
        ("2026-11-13 13:52", "until quarter to two tomorrow"),
        ("2026-11-13 12:45", "until quarter to one tomorrow"),
        ("2026-11-13 14:53", "until quarter to three tomorrow"),
        ("2026-11-12 22:40", "until half past ten today"),
        ("2026-11-12 23:50", "until quarter to midnight today"),
        ("2026-11-14 10:00", "until ten on Saturday"),
        ("2026-11-12 11:50", "2½ hours late"),
    ],
)
def test_the_time_that_is_left_is_told(due: str, words: str) -> None:
    assert told.left(at(due), THURSDAY, LONDON) == words


def test_by_when_the_caller_will_be_met() -> None:
    now = at("2026-11-11 17:16")
    assert told.by(at("2026-11-12 17:05"), now, LONDON) == "by five past five tomorrow"
    assert told.until(at("2026-11-12 17:05"), now, LONDON) == "until five tomorrow"


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        ("2:30", "2½ hours late"),
        ("2:20", "2½ hours late"),
        ("2:10", "2 hours late"),
        ("1:00", "an hour late"),
        ("0:55", "an hour late"),
        ("0:31", "half an hour late"),
        ("0:20", "20 minutes late"),
        ("0:14", "14 minutes late"),
        ("0:07", "7 minutes late"),
        ("0:04", "a few minutes late"),
        ("23:50", "a day late"),
        ("36:00", "1½ days late"),
        ("49:00", "2 days late"),
    ],
)
def test_we_say_how_late_we_are(elapsed: str, words: str) -> None:
    """The study owns up: "We promised within 24 hours, and did not keep it."."""
    assert told.late(length(elapsed)) == words


@pytest.mark.parametrize(
    ("contacted", "met_at", "words"),
    [
        ("2026-11-11 15:40", "2026-11-12 10:30", "met within 19 hours"),
        ("2026-11-11 09:30", "2026-11-11 16:00", "met the same day"),
        ("2026-11-11 23:40", "2026-11-12 00:20", "met within the hour"),
        ("2026-11-11 09:30", "2026-11-15 09:00", "met within 4 days"),
    ],
)
def test_how_soon_they_met(contacted: str, met_at: str, words: str) -> None:
    assert told.met(at(contacted), at(met_at), LONDON) == words


def test_over_the_night_the_clocks_go_back_carol_waited_an_hour_longer_than_the_wall_says() -> None:
    """R3: from 21:40 on Saturday to 15:30 on Sunday 25 October 2026 are 18 h 50 min, not 17 h 50 min."""
    assert told.met(at("2026-10-24 21:40"), at("2026-10-25 15:30"), LONDON) == "met within 19 hours"
    now = at("2026-10-24 23:30")
    assert told.left(at("2026-10-25 04:00"), now, LONDON) == "under 6 hours left"


@pytest.mark.parametrize(
    ("elapsed", "exact", "words"),
    [
        ("18:50", "18 h 50 min", "eighteen hours and fifty minutes"),
        ("2:45", "2 h 45 min", "two hours and three quarters"),
        ("24:00", "24 h", "twenty-four hours"),
        ("48:00", "48 h", "two days"),
        ("0:55", "55 min", "fifty-five minutes"),
        ("0:01", "1 min", "one minute"),
        ("0:10", "10 min", "ten minutes"),
        ("0:15", "15 min", "a quarter of an hour"),
        ("0:30", "30 min", "half an hour"),
        ("0:45", "45 min", "three quarters of an hour"),
        ("1:00", "1 h", "an hour"),
        ("1:15", "1 h 15 min", "an hour and a quarter"),
        ("1:30", "1 h 30 min", "an hour and a half"),
        ("0:00", "0 min", "no minutes"),
    ],
)
def test_lengths_are_told_exactly_and_in_words(elapsed: str, exact: str, words: str) -> None:
    assert told.length(length(elapsed)) == exact
    assert told.length_words(length(elapsed)) == words
    assert told.after(length(elapsed)) == f"{exact} after"


def test_time_to_spare() -> None:
    assert told.to_spare(length("0:55")) == "55 minutes to spare"
    assert told.to_spare(length("0:01")) == "1 minute to spare"
    assert told.to_spare(length("1:50")) == "1 h 50 min to spare"


@pytest.mark.parametrize(
    ("came", "went", "words"),
    [
        ("17:00", None, ""),
        ("16:55", "17:40", "here until 17:40"),
        ("17:30", None, "here since 17:30"),
        ("17:05", "17:45", "17:05 to 17:45"),
    ],
)
def test_in_which_part_of_the_meeting_somebody_was_there(came: str, went: str | None, words: str) -> None:
    """The study's kitchen table: Amy leaves early, Farah comes late, Jean comes for forty minutes."""
    left_at = None if went is None else at(f"2026-11-12 {went}")
    assert told.in_part(at(f"2026-11-12 {came}"), left_at, at("2026-11-12 17:00"), LONDON) == words


def test_numbers_are_told_in_words_while_they_are_small() -> None:
    assert [told.number(n) for n in (0, 3, 17, 20, 23, 99, 100)] == [
        "no", "three", "seventeen", "twenty", "twenty-three", "ninety-nine", "100",
    ]  # fmt: skip
    assert [told.ordinal(n) for n in (1, 2, 3, 5, 8, 9, 12, 14, 20, 23, 99)] == [
        "first", "second", "third", "fifth", "eighth", "ninth", "twelfth", "fourteenth", "twentieth",
        "twenty-third", "ninety-ninth",
    ]  # fmt: skip
    assert [told.ordinal(n) for n in (100, 101, 102, 103, 111, 112)] == [
        "100th", "101st", "102nd", "103rd", "111th", "112th",
    ]  # fmt: skip
    assert [told.times(n) for n in (1, 2, 3)] == ["once", "twice", "three times"]
    of_us = ["Ruth", "Tomasz", "Farah"]
    assert [told.several(of_us[:n]) for n in range(4)] == ["", "Ruth", "Ruth and Tomasz", "Ruth, Tomasz and Farah"]


def test_a_language_that_nobody_has_written_yet_speaks_english() -> None:
    assert told.times(2, "sv") == "twice"


def test_a_moment_without_a_zone_cannot_be_told() -> None:
    with pytest.raises(ValueError, match="time zone"):
        told.digits(datetime(2026, 11, 12, 17, 5), LONDON)  # noqa: DTZ001


@given(MOMENTS, st.integers(0, 6 * 60))
def test_what_is_left_is_never_told_as_less_than_it_is(now: datetime, minutes: int) -> None:
    """“Under 3 hours” must be true: the number told is never below the time that is left."""
    words = told.left(now + timedelta(minutes=minutes), now, LONDON)
    if words.startswith("under ") and words.endswith(" hours left"):
        hours = int(words.split()[1])
        assert hours * 60 - 60 <= minutes < hours * 60


@given(MOMENTS, st.integers(-400, 400))
def test_every_moment_can_be_told_in_every_language(now: datetime, days: int) -> None:
    moment = now + timedelta(days=days, minutes=days)
    for lang in ("en", "fi"):
        for tell in (told.when, told.headline, told.until, told.by, told.beside):
            assert tell(moment, now, LONDON, lang).strip()
