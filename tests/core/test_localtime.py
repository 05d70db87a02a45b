"""A date and a time as typed, made into one moment: what does not exist is refused, what comes twice is asked."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.asking import Ask
from tornio.core.errors import Refused
from tornio.core.localtime import clock_time, local_moment

LONDON, HELSINKI, NEW_YORK = (ZoneInfo(name) for name in ("Europe/London", "Europe/Helsinki", "America/New_York"))


def test_on_the_night_the_clocks_go_forward_half_past_one_does_not_exist() -> None:
    """R3: 29 March 2026 in England."""
    with pytest.raises(Refused) as refused:
        local_moment(date(2026, 3, 29), time(1, 30), LONDON, field="at")
    assert not isinstance(refused.value, Ask)
    assert refused.value.sentence == (
        "01:30 does not exist on 29 March 2026: the clocks go forward that night. You may mean 00:30 or 02:30."
    )
    assert refused.value.field == "at"


def test_on_the_night_they_go_back_half_past_one_comes_twice() -> None:
    """R3: 25 October 2026 in England; the two are an hour apart."""
    night, half_past_one = date(2026, 10, 25), time(1, 30)
    with pytest.raises(Ask) as asked:
        local_moment(night, half_past_one, LONDON, field="at")
    assert asked.value.sentence.endswith("Which one do you mean?")
    assert [choice.value for choice in asked.value.choices] == ["first", "second"]
    first = local_moment(night, half_past_one, LONDON, answer="first")
    second = local_moment(night, half_past_one, LONDON, answer="second")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "on", "at", "moment"),
    [
        (LONDON, date(2026, 11, 12), time(17, 5), "2026-11-12 17:05"),
        (LONDON, date(2026, 7, 1), time(17, 5), "2026-07-01 16:05"),
        (LONDON, date(2026, 3, 29), time(0, 59), "2026-03-29 00:59"),
        (LONDON, date(2026, 3, 29), time(2, 0), "2026-03-29 01:00"),
        (LONDON, date(2026, 10, 25), time(2, 0), "2026-10-25 02:00"),
        (HELSINKI, date(2026, 3, 29), time(1, 30), "2026-03-28 23:30"),
        (NEW_YORK, date(2026, 3, 29), time(1, 30), "2026-03-29 05:30"),
    ],
)
def test_every_other_time_is_one_moment(zone: ZoneInfo, on: date, at: time, moment: str) -> None:
    assert local_moment(on, at, zone) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@given(st.integers(946_684_800, 2_524_607_999), st.sampled_from([LONDON, HELSINKI, NEW_YORK]))
def test_what_a_clock_on_the_wall_showed_leads_back_to_its_moment(epoch: int, zone: ZoneInfo) -> None:
    wall = datetime.fromtimestamp(epoch - epoch % 60, zone)
    answer = "second" if wall.fold else "first"
    assert local_moment(wall.date(), wall.time(), zone, answer=answer).timestamp() == epoch - epoch % 60


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:30", time(14, 30)), ("14.30", time(14, 30)), ("1430", time(14, 30)), ("9", time(9)), ("09:05", time(9, 5)),
        ("2.30pm", time(14, 30)), ("2:30 PM", time(14, 30)), ("12 am", time(0)), ("12pm", time(12)),
        ("2 p.m.", time(14)), ("noon", time(12)), ("Midnight", time(0)), (" 00:00 ", time(0)), ("٩:٣٠", time(9, 30)),
    ],
)  # fmt: skip
def test_times_as_people_type_them(typed: str, read: time) -> None:
    assert clock_time(typed) == read


@pytest.mark.parametrize("typed", ["", "soon", "25:00", "9:60", "13pm", "0am", "9:5", "1:2:3"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        clock_time(typed, "at")
    assert refused.value.field == "at"


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1899, 12, 31), date(2200, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("zone", [LONDON, HELSINKI, NEW_YORK])
def test_a_year_that_nobody_means_is_asked_to_be_looked_at(on: date, zone: ZoneInfo) -> None:
    """Not an error of ours: beyond these years the arithmetic of clocks comes to its end."""
    with pytest.raises(Refused) as refused:
        local_moment(on, time(23, 30), zone, field="at")
    assert (refused.value.sentence, refused.value.field) == ("Please look at the year again.", "at")
