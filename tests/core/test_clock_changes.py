"""24 hours are 24 elapsed hours over every clock change from 2000 to 2050 (R3), against slow calendar arithmetic."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tornio.core.clocks import Clocks, Standing, due_at, late_by, share_gone, standing
from tornio.people.profiles import profile

TORNIO = profile("tornio")
LONDON = ZoneInfo("Europe/London")
SUNDAYS_OF_CHANGE = {
    "Europe/London": (0, 1),  # offset in winter, and the hour (UTC) at which Europe changes
    "Europe/Helsinki": (2, 1),
    "America/New_York": (-5, None),
}


def at(text: str) -> datetime:
    """A moment written as a London clock on the wall shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# The oracle: the law of clock changes by slow calendar arithmetic, without any time zone database.


def _sunday(year: int, month: int, which: int) -> date:
    """The first, second … or (0) last Sunday of a month, found by walking through its days."""
    sundays = [
        day for number in range(1, 32 if month in (3, 10) else 31)
        if (day := date(year, month, number)).weekday() == 6
    ]  # fmt: skip
    return sundays[which - 1]


def _summer(zone: str, year: int) -> tuple[int, int]:
    """When summer time begins and ends in that year, in seconds since 1970."""
    winter, europe = SUNDAYS_OF_CHANGE[zone]
    if europe is not None:
        begins, ends, hours = _sunday(year, 3, 0), _sunday(year, 10, 0), (europe, europe)
    elif year >= 2007:
        begins, ends, hours = _sunday(year, 3, 2), _sunday(year, 11, 1), (2 - winter, 1 - winter)
    else:
        begins, ends, hours = _sunday(year, 4, 1), _sunday(year, 10, 0), (2 - winter, 1 - winter)
    first, last = ((day - date(1970, 1, 1)).days * 86_400 for day in (begins, ends))
    return first + hours[0] * 3600, last + hours[1] * 3600


def _wall(zone: str, epoch: int) -> str:
    """What a clock on the wall there shows at that second."""
    year = 1970 + epoch // 31_556_952
    begins, ends = _summer(zone, year)
    offset = SUNDAYS_OF_CHANGE[zone][0] + (1 if begins <= epoch < ends else 0)
    seconds = epoch + offset * 3600
    day = date(1970, 1, 1) + timedelta(days=seconds // 86_400)
    return f"{day} {seconds % 86_400 // 3600:02}:{seconds % 3600 // 60:02}"


def _changes(zone: str) -> Iterator[int]:
    for year in range(2000, 2051):
        yield from _summer(zone, year)


@pytest.mark.parametrize("zone", SUNDAYS_OF_CHANGE)
def test_24_hours_are_elapsed_hours_over_every_clock_change_from_2000_to_2050(zone: str) -> None:
    """R3, against seconds since 1970; contacts every half hour from 26 h before each change to 2 h after."""
    there = ZoneInfo(zone)
    for change in _changes(zone):
        for epoch in range(change - 26 * 3600, change + 2 * 3600, 1800):
            contacted = datetime.fromtimestamp(epoch, there)
            assert f"{contacted:%Y-%m-%d %H:%M}" == _wall(zone, epoch)
            clocks = Clocks(contacted_at=contacted)
            due = due_at(clocks, TORNIO)
            assert due is not None
            assert due.timestamp() == epoch + 24 * 3600
            assert f"{due.astimezone(there):%Y-%m-%d %H:%M}" == _wall(zone, epoch + 24 * 3600)
            last, one_after = (datetime.fromtimestamp(epoch + s, there) for s in (86_400, 86_401))
            assert standing(clocks, TORNIO, last) is Standing.NEARLY_LATE
            assert standing(clocks, TORNIO, one_after) is Standing.LATE
            assert late_by(clocks, TORNIO, one_after) == timedelta(seconds=1)
            assert share_gone(clocks, TORNIO, datetime.fromtimestamp(epoch + 43_200, there)) == 0.5


def test_carol_rang_on_the_evening_after_the_clocks_went_back_and_was_met_after_17_h_50_min() -> None:
    """R3: the study's story. Had she rung a day earlier, the same wall clocks would be 18 h 50 min apart."""
    assert at("2026-10-26 15:30").timestamp() - at("2026-10-25 21:40").timestamp() == (17 * 60 + 50) * 60
    due = due_at(Clocks(contacted_at=at("2026-10-24 21:40")), TORNIO)
    assert due == datetime(2026, 10, 25, 20, 40, tzinfo=UTC)
    assert f"{due.astimezone(LONDON):%H:%M}" == "20:40"
