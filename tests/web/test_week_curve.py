"""The curve of a planned week, and what was ticked on its page."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.web.test_weeks import ask, decide, page, running
from tests.weeks import FRIDAY, met, reckoned, works
from tornio.core.people import Capacity
from tornio.records.models import Timetable

POINT = {"road": 3600, "meetings": 1, "looked_for": 1, "same": 0, "of": 1, "loads": {}}
TICKED = " checked>"


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


@pytest.fixture
def martin(town: Town) -> Client:
    return signed_in(town, "Martin")


def found(town: Town, *roads: int) -> Timetable:
    """A week in which the points of the curve come to so much on the road."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made = reckoned(town)
    prices = (3600,) if len(roads) == 1 else (0, 900, 3600, 14400)
    curve = [{**POINT, "price": price, "road": road} for price, road in zip(prices, roads, strict=True)]
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        Timetable.objects.filter(pk=made.pk).update(curve=curve)
    return made


def test_points_that_come_to_the_same_are_one(town: Town, martin: Client) -> None:
    """Four points, of which the first two and the last two are alike; the usual one is shown."""
    found(town, 600, 600, 7200, 7200)
    told = page(martin)
    assert "1. Nothing, a quarter of an hour" in told
    assert "2. An hour, four hours" in told
    assert told.count('name="price"') == 1


@pytest.mark.parametrize(("roads", "why"), [((600,) * 4, True), ((600,), False)])
def test_one_point_is_no_curve_and_no_choice(town: Town, martin: Client, roads: tuple[int, ...], why: bool) -> None:
    found(town, *roads)
    told = page(martin)
    assert "On the road: 10 min. Nobody new: 0 of 1. Placed: 1 of 1." in told
    assert ("However much road a known face is worth, it comes to the same." in told) is why
    assert 'name="price"' not in told
    assert "The table says how much" not in told


def test_what_was_stopped_is_not_stopped_again(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    assert 'value="stop"' in ask(martin)
    assert 'value="stop"' not in decide(martin, running(town), "stop")


@pytest.mark.parametrize("do", ["accept", "decline"])
def test_boxes_that_were_emptied_stay_empty(town: Town, martin: Client, do: str) -> None:
    made = found(town, 600)
    assert TICKED in page(martin)
    told = decide(martin, made, do)
    assert "Tick at least one of them." in told
    assert 'type="checkbox"' in told
    assert TICKED not in told
    ruth, here = signed_in(town, "Ruth"), reverse("week_ours")
    assert TICKED in text(ruth.get(here))
    told = text(ruth.post(here, {"do": do}, follow=True))
    assert "Tick at least one of them." in told
    assert TICKED not in told


def test_what_is_pressed_and_chosen_is_not_printed(town: Town, martin: Client) -> None:
    """On paper there are the days, with no curve to choose from and no timetable to put aside."""
    found(town, 600, 600, 7200, 7200)
    told = page(martin)
    for name in ("curve", "another"):
        assert f'<section class="section noprint" aria-labelledby="{name}">' in told
