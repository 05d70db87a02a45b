"""Ways between doors: distances from elsewhere's figures, and a way round that is never shorter."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.errors import Refused
from tornio.core.travel import Point, Travel, kilometres

LONDON, EDINBURGH = Point(51.5007, -0.1246), Point(55.9486, -3.1999)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_distances_by_known_figures() -> None:
    """A quarter of a meridian is 10,007.6 km on this sphere; from Westminster to Edinburgh Castle 534 km."""
    assert kilometres(Point(0, 0), Point(90, 0)) == pytest.approx(10_007.56, abs=0.01)
    assert kilometres(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.195, abs=0.001)
    assert kilometres(LONDON, EDINBURGH) == pytest.approx(534, abs=1)


def test_a_way_by_hand() -> None:
    """Ten straight kilometres are thirteen by road: three at 20 km/h, ten at 40, five minutes to park: 29 minutes."""
    model = Travel(detour=1.3, speeds=((3, 20), (15, 40), (math.inf, 65)), parking=timedelta(minutes=5))
    north = Point(10 / 111.19508, 0)
    assert model.between(Point(0, 0), north).total_seconds() / 60 == pytest.approx(9 + 15 + 5, abs=0.01)
    far = Point(20 / 111.19508, 0)
    minutes = 9 + 12 / 40 * 60 + 11 / 65 * 60 + 5
    assert model.between(Point(0, 0), far).total_seconds() / 60 == pytest.approx(minutes, abs=0.01)


def test_no_way_at_all_and_one_that_nobody_knows() -> None:
    model = Travel(unknown=timedelta(minutes=17))
    assert model.between(LONDON, LONDON) == timedelta(0)
    for a, b in ((None, LONDON), (LONDON, None), (None, None)):
        assert model.between(a, b) == timedelta(minutes=17)


@given(points, points, points)
def test_a_way_round_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    model = Travel()
    assert model.between(a, c) <= model.between(a, b) + model.between(b, c) + timedelta(seconds=1)
    assert abs(model.between(a, b) - model.between(b, a)) <= timedelta(milliseconds=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"detour": 0.9},
        {"parking": timedelta(minutes=-1)},
        {"unknown": timedelta(minutes=-1)},
        {"speeds": ()},
        {"speeds": ((3, 20),)},
        {"speeds": ((3, 20), (math.inf, 10))},
        {"speeds": ((5, 20), (5, 30), (math.inf, 40))},
        {"speeds": ((3, 0), (math.inf, 10))},
        {"speeds": ((0, 10), (math.inf, 10))},
    ],
)
def test_a_model_that_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        Travel(**wrong)  # type: ignore[arg-type]


def test_no_place_on_the_earth() -> None:
    for latitude, longitude in ((91, 0), (0, 181), (math.nan, 0)):
        with pytest.raises(Refused):
            Point(latitude, longitude)
