"""Ways in a search for a time: numbers for places, seconds for ways, and slower roads at hours that a service says."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from tests.route_finder import finding_routes
from tornio.actions.journeys import Journeys, drive
from tornio.core.meetings import PlaceKind
from tornio.core.roads import NotAskedYet, finder
from tornio.core.travel import Pace, Point, Travel, by_the_hour
from tornio.people import postcodes, roads

ENGLAND = ZoneInfo("Europe/London")
FOUR = datetime(2026, 11, 6, 16, tzinfo=ENGLAND)  # a Friday
BUSY = Travel(pace=Pace(by_the_hour([(16, 18, 0.5)])))
AN_HOUR = 3600
MIDDLE, NORTH = "the middle of the map", "ten kilometres north"


def on_the_map(words: str) -> Point | None:
    """Two places, and any other is unknown."""
    return {MIDDLE: Point(0, 0), NORTH: Point(10 / 111.19508, 0)}.get(words)


def test_the_same_words_are_one_place_and_a_home_unsaid_is_one_s_own() -> None:
    """By telephone is nowhere; our rooms are the base that has no words."""
    journeys, leon, neil = Journeys(BUSY, on_the_map, FOUR), uuid4(), uuid4()
    assert journeys.named(" The  Middle of the map") == journeys.named("the middle of the map")
    assert journeys.of(leon, PlaceKind.HOME, "") == journeys.of(leon, PlaceKind.HOME, "")
    assert journeys.of(leon, PlaceKind.HOME, "") != journeys.of(neil, PlaceKind.HOME, "")
    assert journeys.of(leon, PlaceKind.OUR_ROOMS, "") == journeys.named("")
    assert journeys.of(leon, PlaceKind.VIDEO, "") is None


def test_the_hour_decides_how_long_a_way_is() -> None:
    """24 minutes' drive at half the speed, and 5 to park: 53 minutes from four; 29 from six, or to be there by four."""
    journeys = Journeys(BUSY, on_the_map, FOUR)
    middle, north = journeys.named(MIDDLE), journeys.named(NORTH)
    assert abs(journeys.leaving(middle, north, 0) - 53 * 60) <= 1
    assert abs(journeys.leaving(middle, north, 2 * AN_HOUR) - 29 * 60) <= 1
    assert abs(journeys.arriving(middle, north, 0) - 29 * 60) <= 1
    assert abs(journeys.arriving(middle, north, AN_HOUR) - 53 * 60) <= 1
    assert journeys.leaving(north, north, 0) == 0
    assert journeys.leaving(middle, journeys.named("elsewhere"), 0) == 20 * 60


@pytest.mark.parametrize("begins", [0, 2, 3])  # on a Friday, a Sunday, a Monday
def test_the_slowest_way_is_that_of_the_worst_hour_of_weekdays_and_weekends(begins: int) -> None:
    """24 minutes' drive at half the speed of Saturdays and Sundays, and 5 to park: 53; on weekdays 29 at any hour."""
    weekends = Travel(pace=Pace(weekends=by_the_hour([(10, 18, 0.5)])))
    journeys = Journeys(weekends, on_the_map, FOUR + timedelta(days=begins))
    middle, north = journeys.named(MIDDLE), journeys.named(NORTH)
    assert abs(journeys.slowest[middle][north] - 53 * 60) <= 1


def test_where_every_hour_is_alike_a_way_is_reckoned_once() -> None:
    """Between two postcodes of Westminster, whichever the hour: 1.4 km by the roads, and parking."""
    journeys = Journeys(Travel(), postcodes.locate, FOUR)
    downing, palace = journeys.named("10 Downing Street, SW1A 2AA"), journeys.named("The Palace, SW1A 1AA")
    times = {journeys.leaving(downing, palace, tick) for tick in range(0, 20_000, 700)}
    times |= {journeys.arriving(downing, palace, tick) for tick in range(0, 20_000, 700)}
    assert len(times) == 1
    assert 8 * 60 < times.pop() < 11 * 60


def test_ticks_are_seconds_that_pass_also_in_the_night_the_clocks_go_back() -> None:
    """From midnight on the 25th of October, five hours later it is four on the wall."""
    autumn = datetime(2026, 10, 25, tzinfo=ENGLAND)
    night = Travel(pace=Pace(weekends=by_the_hour([(4, 5, 0.5)])))
    journeys = Journeys(night, on_the_map, autumn)
    middle, north = journeys.named(MIDDLE), journeys.named(NORTH)
    assert abs(journeys.leaving(middle, north, 5 * AN_HOUR) - 53 * 60) <= 1
    assert abs(journeys.leaving(middle, north, 4 * AN_HOUR) - 29 * 60) <= 1


def test_a_route_finder_of_the_service_says_how_long_drives_are_once_it_has_been_asked() -> None:
    """Ten kilometres are 1,000 seconds for it: twice that from four, as it is from six; and five minutes to park."""
    journeys = Journeys(BUSY, on_the_map, FOUR)
    middle, north = journeys.named(MIDDLE), journeys.named(NORTH)
    drive(journeys, FOUR)
    assert abs(journeys.leaving(middle, north, 2 * AN_HOUR) - 29 * 60) <= 1
    with finding_routes() as found, override_settings(ROUTING=finder(f"osrm:{found.url}")):
        with pytest.raises(NotAskedYet):
            drive(journeys, FOUR)
        roads.ask(journeys.points(), FOUR)
        drive(journeys, FOUR)
    assert abs(journeys.leaving(middle, north, 0) - 2300) <= 2
    assert abs(journeys.leaving(middle, north, 2 * AN_HOUR) - 1300) <= 2
    journeys.drive_as(None)
    assert abs(journeys.leaving(middle, north, 2 * AN_HOUR) - 29 * 60) <= 1
