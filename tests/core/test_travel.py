"""Ways between doors: distances from elsewhere's figures, and a way round that is never shorter."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tornio.core.errors import Refused
from tornio.core.travel import Pace, Point, Travel, by_the_hour, factors_by_tick, kilometres

LONDON, EDINBURGH = Point(51.5007, -0.1246), Point(55.9486, -3.1999)
ENGLAND = ZoneInfo("Europe/London")
FRIDAY = datetime(2026, 11, 6, 16, 10, tzinfo=ENGLAND)
BUSY = Pace(by_the_hour([(7, 9, 0.5), (16, 18, 0.5)]), by_the_hour([(10, 16, 0.8)]))
NORTH = Point(10 / 111.19508, 0)  # 24 minutes' drive from the middle of the map, and 5 to park
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


def test_half_as_fast_at_ten_past_four() -> None:
    """24 minutes' drive takes 48 until six; from 17:50, ten minutes are five of them, and the other 19 go as usual."""
    model = Travel(pace=BUSY)

    def minutes(at: datetime) -> float:
        return model.leaving(Point(0, 0), NORTH, at).total_seconds() / 60

    assert minutes(FRIDAY) == pytest.approx(48 + 5, abs=0.01)
    assert minutes(FRIDAY.replace(hour=17, minute=50)) == pytest.approx(10 + 19 + 5, abs=0.01)
    assert minutes(FRIDAY.replace(hour=12)) == pytest.approx(24 + 5, abs=0.01)
    assert minutes(FRIDAY + timedelta(days=1) - timedelta(hours=4)) == pytest.approx(24 / 0.8 + 5, abs=0.01)
    # To be there at 18:10: five minutes to park, then back over five as usual, and 19 at half the speed.
    before = model.arriving(Point(0, 0), NORTH, FRIDAY.replace(hour=18, minute=0))
    assert before.total_seconds() / 60 == pytest.approx(5 + 48, abs=0.01)
    before = model.arriving(Point(0, 0), NORTH, FRIDAY.replace(hour=18, minute=10))
    assert before.total_seconds() / 60 == pytest.approx(5 + 5 + 2 * 19, abs=0.01)


def test_no_way_is_as_long_as_always_and_an_unknown_one_too() -> None:
    model = Travel(pace=BUSY, unknown=timedelta(minutes=17))
    for way in (model.leaving, model.arriving):
        assert way(LONDON, LONDON, FRIDAY) == timedelta(0)
        assert way(None, LONDON, FRIDAY) == timedelta(minutes=17)
        assert way(Point(0, 0), NORTH, FRIDAY) > model.between(Point(0, 0), NORTH)
        assert Travel().leaving(Point(0, 0), NORTH, FRIDAY) == Travel().between(Point(0, 0), NORTH)


def slowly(pace: Pace, at: datetime, usual: timedelta) -> timedelta:
    """How long a drive takes, told second by second."""
    left, now, second = usual.total_seconds(), at.astimezone(UTC), timedelta(seconds=1)
    while left > 0:
        shown = now.astimezone(ENGLAND)
        left -= (pace.weekends if shown.weekday() > 4 else pace.weekdays)[shown.hour]
        now += second
    return now - at.astimezone(UTC)


hours = st.tuples(*[st.sampled_from([0.4, 0.75, 1.0, 1.5])] * 24)
paces = st.builds(Pace, hours, hours)
# Around the night in March in which the clocks go forward, and the one in October in which they go back.
moments = st.integers(-90_000, 90_000).flatmap(
    lambda away: st.sampled_from([datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]).map(
        lambda change: (change + timedelta(seconds=away)).astimezone(ENGLAND)
    )
)


@given(paces, moments, st.floats(0.01, 0.4))
def test_a_drive_is_what_it_is_second_by_second_also_while_the_clocks_change(
    pace: Pace, at: datetime, far: float
) -> None:
    model, there = Travel(pace=pace), Point(far, 0)
    usual = model.between(Point(0, 0), there) - model.parking
    took = model.leaving(Point(0, 0), there, at)
    assert abs(took - model.parking - slowly(pace, at, usual)) <= timedelta(seconds=3)


@given(paces, moments, st.integers(0, 7200), points, points, points)
def test_who_leaves_later_arrives_no_sooner_and_no_way_round_is_shorter(
    pace: Pace, at: datetime, later: int, a: Point, b: Point, c: Point
) -> None:
    """And the last moment to leave is the last: from it one is there in time."""
    model, blink = Travel(pace=pace), timedelta(milliseconds=1)
    soon, then = at.astimezone(UTC), at.astimezone(UTC) + timedelta(seconds=later)
    first, second = model.leaving(a, b, at), model.leaving(a, b, then.astimezone(ENGLAND))
    assert soon + first <= then + second + blink
    over = (soon + first).astimezone(ENGLAND)
    assert model.leaving(a, c, at) <= first + model.leaving(b, c, over) + blink
    assert abs(model.arriving(a, b, over) - first) <= blink


def test_factors_of_quarters_of_an_hour_on_days_of_23_and_25_hours() -> None:
    """From midnight: hours of the wall, four quarters each; in March none from one to two, in October eight."""
    model = Travel(pace=Pace(by_the_hour([(0, 7, 1.6)]), by_the_hour([(1, 2, 0.5), (2, 3, 0.8)])))
    quarter = timedelta(minutes=15)
    as_usual, twice, slow = [256] * 4, [512] * 4, [320] * 4
    spring = factors_by_tick(model, datetime(2026, 3, 29, tzinfo=ENGLAND), quarter, 12)
    assert list(spring) == [*as_usual, *slow, *as_usual]
    autumn = factors_by_tick(model, datetime(2026, 10, 25, tzinfo=ENGLAND), quarter, 20)
    assert list(autumn) == [*as_usual, *twice, *twice, *slow, *as_usual]
    assert factors_by_tick(model, datetime(2026, 11, 2, tzinfo=ENGLAND), quarter, 2) == (160, 160)
    assert factors_by_tick(Travel(), FRIDAY, quarter, 3) == (256, 256, 256)


@pytest.mark.parametrize(
    "rows",
    [[(9, 7, 0.5)], [(7, 9, 0.5), (8, 10, 0.5)], [(7.5, 9, 0.5)], [(7, 25, 0.5)], [(-1, 2, 0.5)], [(7, 9.5, 1)]],
)
def test_hours_of_the_road_that_cannot_be_meant_are_refused(rows: list[tuple[float, float, float]]) -> None:
    with pytest.raises(Refused, match="full hour"):
        by_the_hour(rows)


def test_roads_are_neither_stopped_nor_as_fast_as_the_wind() -> None:
    for wrong in (0, -1, 4, math.nan, math.inf):
        with pytest.raises(Refused, match="three times"):
            Pace(weekends=by_the_hour([(7, 9, wrong)]))
    with pytest.raises(Refused):
        Pace(weekdays=(1.0,) * 23)
