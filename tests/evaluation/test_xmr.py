"""XmR charts: limits against a published example, and the four rules against what their own software answers."""

import pytest

from tornio.evaluation.xmr import Apart, chart

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, individuals control charts: ten batches.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def marked(values: list[float], rule: Apart) -> list[int]:
    """At which places a rule stands, as ones and noughts."""
    found = chart(values)
    assert found is not None
    return [int(rule in each) for each in found.apart]


def test_limits_are_those_of_the_published_example() -> None:
    """NIST: mean 50.81, mean moving range 1.8778, limits 45.8159 and 55.8041 (with 3/1.128 for 2.66)."""
    found = chart(FLOW)
    assert found is not None
    assert found.middle == pytest.approx(50.81)
    assert found.moving_range == pytest.approx(1.8778, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((45.8159, 55.8041), abs=1e-3)
    assert not any(Apart.OUTSIDE in each for each in found.apart)
    assert found.warning == "Limits from 10 points move with the next ones."


def test_an_outlying_step_does_not_widen_the_limits() -> None:
    """NHSRplotthedots leaves moving ranges out that are 3.267 times their mean and more."""
    calm = [10.0, 11.0] * 8
    found = chart([*calm[:8], 40.0, *calm[8:]])
    assert found is not None
    assert found.moving_range == 1.0
    assert found.apart[8] == {Apart.OUTSIDE}


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ([1.0] * 6 + [-6.0], [0] * 7),  # their test: six on one side are not seven
        ([1.0] * 8 + [-8.0], [1] * 8 + [0]),
        ([-1.0] * 8 + [8.0], [1] * 8 + [0]),
        ([-7.0] + [1.0] * 7, [0] + [1] * 7),
    ],
)
def test_seven_on_one_side_of_the_mean(values: list[float], answer: list[int]) -> None:
    """A shift: every one of the seven or more is marked."""
    assert marked(values, Apart.ONE_SIDE) == answer


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] + [1] * 7 + [0]),
        ([7, 6, 5, 4, 3, 2, 1], [1] * 7),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0] + [1] * 7 + [0]),
    ],
)
def test_seven_that_rise_or_fall(values: list[float], answer: list[int]) -> None:
    """A trend: the vectors of NHSRplotthedots' own tests of ptd_seven_point_trend."""
    assert marked([float(each) for each in values], Apart.TREND) == answer


def test_two_of_three_near_the_same_limit() -> None:
    """Beyond two thirds of the way to a limit, twice in three months on one side; the third is not marked."""
    calm = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]
    assert marked([*calm, 3.2, 1.4, 3.2, *calm], Apart.NEAR_LIMIT) == [0] * 9 + [1, 0, 1] + [0] * 9
    assert marked([*calm, 3.4, -0.2, 3.4, *calm], Apart.NEAR_LIMIT) == [0] * 21


def test_too_few_points_are_no_chart() -> None:
    """One month has nothing to differ from; months that are all alike have limits of nothing."""
    assert chart([3.0]) is None
    alike = chart([3.0, 3.0, 3.0])
    assert alike is not None
    assert (alike.low, alike.high, set(alike.apart)) == (3.0, 3.0, {frozenset()})


@pytest.mark.parametrize(
    "values",
    [
        [0.2] * 12,  # their sum, rounded, is more than twelve times each
        [round(2 / 3, 9)] * 25,
        [0.1 + 0.2, 0.3] * 6,  # the same share, reckoned in two ways
        [0.3 + at * 5e-17 for at in range(12)],
        [3e12 + at % 2 * 1e-3 for at in range(12)],
    ],
)
def test_what_rounding_leaves_sets_no_month_apart(values: list[float]) -> None:
    """Months that are alike are told so, whatever the last digit says."""
    found = chart(values)
    assert found is not None
    assert set(found.apart) == {frozenset()}


@pytest.mark.parametrize("first", [[0.0, 0.4, 0.6, 0.6, 0.4], [0.0, 0.4, 0.1 + 0.2 + 0.3, 0.6, 0.4]])
def test_months_on_the_mean_are_on_neither_side_of_it(first: list[float]) -> None:
    """Twelve months of a mean of 0.4, seven of them there; a sum of such numbers misses it by the last digit."""
    assert marked([*first, *[0.4] * 7], Apart.ONE_SIDE) == [0] * 12


def test_the_middle_of_equal_months_is_what_they_are() -> None:
    """Every number of meetings up to forty, every share of it."""
    for of in range(1, 41):
        for yes in range(of + 1):
            found = chart([yes / of] * 12)
            assert found is not None
            assert (found.middle, found.low, found.high) == (yes / of,) * 3


def test_months_that_truly_differ_stand_apart_however_little() -> None:
    """One in a million is a difference."""
    assert marked([0.5] * 8 + [0.5 - 8e-6], Apart.ONE_SIDE) == [1] * 8 + [0]
    assert marked([0.5 + at * 1e-6 for at in range(7)], Apart.TREND) == [1] * 7


def test_a_share_is_drawn_between_nought_and_one() -> None:
    """Limits beyond what can be are drawn at its edge."""
    found = chart([0.9, 1.0, 0.6, 1.0, 0.9])
    assert found is not None
    assert found.high > 1
    assert found.within(0, 1) == (found.low, 1)
