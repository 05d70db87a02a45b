"""Asking a real route finder on this machine: what it is told, what is remembered, and what happens when it fails."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from tests.route_finder import RouteFinder, finding_routes, seconds
from tornio.config.routing import configured
from tornio.core.roads import NotAskedYet, finder
from tornio.core.travel import Point
from tornio.people import roads

FRIDAY = datetime(2026, 11, 6, 16, 10, tzinfo=UTC)
HARBOUR, HILL, MILL = Point(51.5, -0.12), Point(51.52, -0.1), Point(51.48, -0.2)
POINTS = (HARBOUR, HILL, MILL)
SAYS_NOTHING_OF_US = {"Host", "Accept-Encoding", "Accept", "Content-Type", "Content-Length"}
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["osrm", "valhalla"])
def found(request: pytest.FixtureRequest) -> Iterator[RouteFinder]:
    """A route finder that the operator has set."""
    with finding_routes() as finder_here, override_settings(ROUTING=finder(f"{request.param}:{finder_here.url}")):
        yield finder_here


def test_it_is_asked_once_and_remembered_for_half_a_day(found: RouteFinder) -> None:
    """Never by itself: whoever wants to know is told to ask first. Then every drive is known; after that, again."""
    with pytest.raises(NotAskedYet) as first:
        roads.known(POINTS, FRIDAY)
    assert first.value.points == POINTS
    assert found.asked == []
    roads.ask(POINTS, FRIDAY)
    driven = roads.known((*POINTS, HILL), FRIDAY)
    assert driven is not None
    for a in POINTS:
        for b in POINTS:
            if a != b:
                assert driven(a, b) == timedelta(seconds=seconds(a, b))
    assert driven(HARBOUR, Point(0, 0)) is None
    assert roads.known(POINTS[:2], FRIDAY + timedelta(hours=11)) is not None
    assert len(found.asked) == 1
    with pytest.raises(NotAskedYet):
        roads.known(POINTS, FRIDAY + timedelta(hours=12))
    with pytest.raises(NotAskedYet):
        roads.known((*POINTS, Point(51.4, 0)), FRIDAY)


def test_it_is_told_coordinates_and_nothing_else(found: RouteFinder) -> None:
    """No name, no word, no number of ours; no program's name, no cookie, no referrer."""
    roads.ask(POINTS, FRIDAY)
    (asked,) = found.asked
    letters = set("".join(char for char in asked if char.isalpha()))
    known = (
        "/table/v1/driving/"
        if asked.startswith("/table")
        else "/sources_to_targets sources targets lat lon costing auto"
    )
    assert letters <= set(known)
    assert found.headers <= SAYS_NOTHING_OF_US


def test_many_points_are_asked_about_in_parts_and_more_than_that_by_distance(
    found: RouteFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roads, "PATIENCE", 60.0)  # how long so many take is not asked here
    many = [Point(51 + number / 1000, 0) for number in range(160)]
    with pytest.raises(NotAskedYet) as first:
        roads.known(many, FRIDAY)
    assert len(first.value.points) == 150
    roads.ask(first.value.points, FRIDAY)
    assert len(found.asked) == 9
    driven = roads.known(many, FRIDAY)
    assert driven is not None
    assert driven(many[0], many[149]) == timedelta(seconds=seconds(many[0], many[149]))
    assert driven(many[0], many[155]) is None


@pytest.mark.parametrize(
    "trouble",
    [
        "slow", "drip", "drop", "redirect", "500", "400", "says ", "says <html>", "says {}", "cell -5", "cell 1e12",
        'cell "soon"', "cell NaN", "says " + "9" * 2_000_002,
    ],
    ids=lambda trouble: trouble[:12],
)  # fmt: skip
def test_whatever_goes_wrong_takes_a_second_at_most_and_is_left_alone_for_a_minute(
    found: RouteFinder, trouble: str
) -> None:
    found.trouble = trouble
    began = time.monotonic()
    roads.ask(POINTS, FRIDAY)
    assert time.monotonic() - began < 1.5
    assert roads.known(POINTS, FRIDAY + MINUTE / 2) is None
    assert len(found.asked) == 1  # a redirect is not followed
    found.trouble = ""
    with pytest.raises(NotAskedYet):
        roads.known(POINTS, FRIDAY + MINUTE)
    roads.ask(POINTS, FRIDAY + MINUTE)
    assert roads.known(POINTS, FRIDAY + MINUTE) is not None


def test_where_no_road_leads_it_is_not_known(found: RouteFinder) -> None:
    """An island: null is an answer; it is not asked again, and the way is reckoned by distance."""
    found.trouble = "cell null"
    roads.ask(POINTS, FRIDAY)
    driven = roads.known(POINTS, FRIDAY)
    assert driven is not None
    assert driven(HARBOUR, HILL) is None


def test_nobody_listens_there() -> None:
    with finding_routes() as gone:
        nowhere = finder(f"osrm:{gone.url}")
    with override_settings(ROUTING=nowhere):
        roads.ask(POINTS, FRIDAY)
        assert roads.known(POINTS, FRIDAY) is None


def test_what_was_told_first_is_forgotten_first(found: RouteFinder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process keeps so many pairs and no more."""
    monkeypatch.setattr(roads, "MOST_PAIRS", 9)
    roads.ask(POINTS, FRIDAY)
    assert roads.known(POINTS, FRIDAY) is not None
    roads.ask((MILL, Point(51.4, 0)), FRIDAY)
    with pytest.raises(NotAskedYet):
        roads.known(POINTS, FRIDAY)
    assert roads.known((MILL, Point(51.4, 0)), FRIDAY) is not None


def test_without_one_nothing_is_asked() -> None:
    assert roads.known(POINTS, FRIDAY) is None
    roads.ask(POINTS, FRIDAY)
    assert configured({}) is None


def test_an_operator_who_mistypes_is_told_so_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="TORNIO_ROUTING: Say which route finder and where"):
        configured({"TORNIO_ROUTING": "localhost:5000"})
