"""What leaves the service gives no small count away, whoever reckons with all of it (R31)."""

from collections.abc import Mapping

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tornio.evaluation.errors import Unusable
from tornio.evaluation.release import WHOLE, Release, Where, held_back, refuse_differencing, rounded, stated, table

Table = Mapping[Where, int]
YES, NO = "yes", "no"


def could_be(where: Where, count: int, exact: Table, shown: Mapping[Where, int | None]) -> bool:
    """An attacker of another make (a solver of whole numbers): could it be so many, as far as everything shown says?

    They know which gaps are small counts, and that what is shown was rounded.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    cells = {each: solver.addIntegral(0, 1000) for each in exact}

    def within(place: Where, least: int, most: int) -> None:
        together = sum(cell for (r, c), cell in cells.items() if place[0] in (r, WHOLE) and place[1] in (c, WHOLE))
        solver.addConstr(together >= least)
        solver.addConstr(together <= most)

    for place, seen in shown.items():
        really = sum(exact[each] for each in exact if place[0] in (each[0], WHOLE) and place[1] in (each[1], WHOLE))
        if seen is not None:
            within(place, max(0, seen - 2) if seen else 0, seen + 2 if seen else 0)
        elif 1 <= really <= 7:
            within(place, 1, 7)
    within(where, count, count)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


tables = st.integers(1, 3).flatmap(
    lambda rows: st.integers(1, 3).flatmap(
        lambda columns: st.lists(
            st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=rows * columns, max_size=rows * columns
        ).map(lambda found: {(f"r{n // columns}", f"c{n % columns}"): count for n, count in enumerate(found)})
    )
)


@settings(max_examples=60)
@given(tables)
def test_nobody_reckons_a_small_count_from_all_margins(exact: Table) -> None:
    """R31: of every count below 8 at least three numbers remain possible, and what is shown is rounded."""
    shown = table(exact)
    for where, seen in shown.items():
        really = sum(exact[each] for each in exact if where[0] in (each[0], WHOLE) and where[1] in (each[1], WHOLE))
        if seen is not None:
            assert seen == rounded(really)
            assert seen % 5 == 0
        if 1 <= really <= 7:
            assert seen is None
            assert sum(could_be(where, count, exact, shown) for count in range(1, 8)) >= 3


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (8, 10), (12, 10), (13, 15), (97, 95), (98, 100)])
def test_what_is_not_small_is_rounded_to_five(count: int, shown: int) -> None:
    """R31."""
    assert rounded(count) == shown


def test_a_margin_that_would_give_a_cell_back_is_held_back_too() -> None:
    """R31: beside nought, the margin of a small count is the small count; 20 and 30, rounded, leave 6 and 7 alone."""
    shown = table({("June", YES): 7, ("June", NO): 22})
    assert shown["June", YES] is None
    assert shown["June", NO] == 20
    assert shown["June", WHOLE] is None
    assert shown[WHOLE, WHOLE] is None
    assert table({("June", YES): 3, ("June", NO): 0})["June", WHOLE] is None


def test_a_table_without_small_counts_is_rounded_and_whole() -> None:
    """Nothing is held back that need not be."""
    shown = table({("June", YES): 20, ("June", NO): 8, ("July", YES): 31, ("July", NO): 0})
    assert shown == {
        ("June", YES): 20, ("June", NO): 10, ("June", WHOLE): 30,
        ("July", YES): 30, ("July", NO): 0, ("July", WHOLE): 30,
        (WHOLE, YES): 50, (WHOLE, NO): 10, (WHOLE, WHOLE): 60,
    }  # fmt: skip


def test_a_table_has_a_count_in_each_cell() -> None:
    """A gap in what is given is no nought."""
    with pytest.raises(Unusable, match="a count in each cell"):
        table({("June", YES): 20, ("July", NO): 8})


def released(name: str, months: Mapping[str, int], about: str = "saltmere at_home-1") -> Release:
    """A release of one sum over some months."""
    return Release(name, about, months, tuple(held_back([stated(months, months)])))


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
