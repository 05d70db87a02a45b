"""What leaves the service gives no small count away, whoever reckons with all of it (R31)."""

from collections.abc import Mapping, Sequence
from itertools import islice

import highspy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tornio.evaluation.errors import Unusable
from tornio.evaluation.release import (
    WHOLE,
    Cells,
    Release,
    Statement,
    Where,
    held_back,
    refuse_differencing,
    rounded,
    stated,
    table,
)

Table = Mapping[Where, int]
YES, NO = "yes", "no"


def could_be(wanted: Cells, count: int, statements: Sequence[Statement]) -> bool:
    """An attacker of another make (a solver of whole numbers): could it be so many, as far as everything shown says?

    They know which gaps are small counts, and that what is shown was rounded.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    everything = sorted({cell for each in statements for cell in each.cells} | wanted)
    cells = {each: solver.addIntegral(0, 1000) for each in everything}

    def within(place: Cells, least: int, most: int) -> None:
        together = sum(cells[each] for each in place)
        solver.addConstr(together >= least)
        solver.addConstr(together <= most)

    for each in statements:
        if each.shown is not None:
            within(each.cells, max(0, each.shown - 2) if each.shown else 0, each.shown + 2 if each.shown else 0)
        elif 1 <= each.count <= 7:
            within(each.cells, 1, 7)
    within(wanted, count, count)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def remaining(wanted: Cells, statements: Sequence[Statement]) -> int:
    """How many of the small counts are still possible; three are enough to know."""
    found = (count for count in range(1, 8) if could_be(wanted, count, statements))
    return len(list(islice(found, 3)))


def marginals(exact: Table) -> list[Cells]:
    """Each cell, each row, each column, and all together."""
    rows, columns = {row for row, _ in exact}, {column for _, column in exact}
    places = [(row, column) for row in (*sorted(rows), WHOLE) for column in (*sorted(columns), WHOLE)]
    return [frozenset(each for each in exact if row in (each[0], WHOLE) and column in (each[1], WHOLE))
            for row, column in places]  # fmt: skip


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
    places = {where: frozenset(each for each in exact if where[0] in (each[0], WHOLE) and where[1] in (each[1], WHOLE))
              for where in shown}  # fmt: skip
    statements = [Statement(places[where], sum(exact[each] for each in places[where]), seen)
                  for where, seen in shown.items()]  # fmt: skip
    for each in statements:
        if each.shown is not None:
            assert each.shown == rounded(each.count)
            assert each.shown % 5 == 0
        if 1 <= each.count <= 7:
            assert each.shown is None
            assert remaining(each.cells, statements) >= 3


a_month = st.tuples(
    st.one_of(st.integers(0, 12), st.integers(0, 60)), st.one_of(st.integers(0, 12), st.integers(0, 60))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(a_month, min_size=2, max_size=4), st.booleans())
def test_nobody_reckons_a_small_count_from_two_releases_in_time(found: list[tuple[int, int]], rolls: bool) -> None:
    """R31: a release, and later one with a month more (or that month for the first); what may leave gives none away."""
    counts = {(f"month {at}", answer): many for at, month in enumerate(found)
              for answer, many in zip((YES, NO), month, strict=True)}  # fmt: skip
    earlier = {each: many for each, many in counts.items() if each[0] != f"month {len(found) - 1}"}
    later = {each: many for each, many in counts.items() if not rolls or each[0] != "month 0"}
    releases: list[Release] = []
    for name, exact in (("the earlier", earlier), ("the later", later)):
        try:
            release = Release(name, "saltmere at_home-1", exact,
                           tuple(held_back([stated(cells, exact) for cells in marginals(exact)])))  # fmt: skip
            refuse_differencing(release, releases)
        except Unusable:
            continue
        releases.append(release)
    statements = [statement for release in releases for statement in release.statements]
    for each in statements:
        if 1 <= each.count <= 7:
            assert remaining(each.cells, statements) >= 3


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
