"""What is held back, what is rounded, and what is refused beside what left before: by hand (R31).

The attack on what leaves is in `test_leaving`.
"""

from collections.abc import Mapping

import pytest

from tornio.evaluation.errors import Unusable
from tornio.evaluation.release import Release, Statement, held_back, is_small, refuse_differencing, rounded


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (8, 10), (12, 10), (13, 15), (97, 95), (98, 100)])
def test_what_is_not_small_is_rounded_to_five(count: int, shown: int) -> None:
    """R31."""
    assert rounded(count) == shown


def released(name: str, months: Mapping[str, int], about: str = "saltmere at_home-1") -> Release:
    """A release of one sum over some months."""
    count = sum(months.values())
    told = Statement(frozenset(months), count, None if is_small(count) else rounded(count))
    return Release(name, about, months, tuple(held_back([told])))


SPRING = {"March": 20, "April": 31, "May": 22}


def test_a_month_more_that_shows_what_that_month_was_is_refused() -> None:
    """R31: 73 until May and 80 until June are June's seven, even rounded to 75 and 80; 12 more are not few."""
    first = released("the spring report", SPRING)
    refuse_differencing(first, [])
    refuse_differencing(released("the spring report again", SPRING), [first])
    refuse_differencing(released("until June", SPRING | {"June": 12}), [first])
    with pytest.raises(Unusable, match="Side by side with the spring report it tells of a few"):
        refuse_differencing(released("until June", SPRING | {"June": 7}), [first])


def test_sums_that_together_leave_too_few_numbers_are_refused() -> None:
    """R31: 22, 18 and 18, rounded to 20 each, leave for May's seven, by halves, only seven."""
    before = [
        released("May", {"May": 7}),
        released("March and April", {"March": 11, "April": 11}),
        released("March and May", {"March": 11, "May": 7}),
    ]
    for number, each in enumerate(before):
        refuse_differencing(each, before[:number])
    with pytest.raises(Unusable, match="Together with May, March and April, March and May it would give a small count"):
        refuse_differencing(released("April and May", {"April": 11, "May": 7}), before)


def test_a_record_that_changed_a_little_is_not_released_twice() -> None:
    """R31: two releases of one month, one person apart, tell of whom."""
    with pytest.raises(Unusable, match="has changed a little since the first"):
        refuse_differencing(released("the second", {"May": 23}), [released("the first", {"May": 22})])
    refuse_differencing(released("the second", {"May": 40}), [released("the first", {"May": 22})])


def test_what_is_about_something_else_is_no_difference() -> None:
    """Another figure, or another service, is other people."""
    refuse_differencing(released("the second", {"May": 23}, "elsewhere"), [released("the first", {"May": 22})])
