"""What leaves the service, as it leaves: `shown` and what is refused beside it, under attack and by hand (R31)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.evaluation.attacker import ENOUGH, remaining
from tornio.evaluation import leaving
from tornio.evaluation.definitions import shipped
from tornio.evaluation.errors import Unusable
from tornio.evaluation.release import Cells, NoMore, Statement, rounded

Months = dict[str, dict[str, int]]
Left = Mapping[str, Months]  # exact: by figure, by month, by answer
MEANT = {"yes": ("yes",), "no": ("no",), "of": ("yes", "no"), "missing": ("missing",)}
CAME = "answerer_came-1"
OF_ALL, OF_SOME = ("place_theirs-1", "with_own_network-1"), ("everyone_heard-1",)
MONTHS = 6
AT_ONCE = 4  # releases

a_number = st.one_of(st.integers(0, 12), st.integers(0, 60))


@st.composite
def figures(draw: st.DrawFn) -> Left:
    """Two figures of all meetings and one of some of them, over months; with as many meetings in each as there were."""
    several = draw(st.integers(1, 3))
    found: dict[str, Months] = {name: {} for name in (*OF_ALL, *OF_SOME)[-several:]}
    for number in range(draw(st.sampled_from([MONTHS, *range(1, MONTHS)]))):
        held = draw(a_number)
        for name, months in found.items():
            meant = draw(st.integers(0, held)) if name in OF_SOME else held
            yes = draw(st.integers(0, meant))
            missing = draw(st.one_of(st.just(0), st.integers(0, meant - yes)))
            months[f"month {number}"] = {"yes": yes, "no": meant - yes - missing, "missing": missing}
    return found


def numbered(*yes: int, no: Sequence[int]) -> Months:
    """Months of these numbers."""
    return {
        f"month {number}": {"yes": one, "no": other, "missing": 0}
        for number, (one, other) in enumerate(zip(yes, no, strict=True))
    }


a_stretch = st.tuples(st.integers(0, MONTHS - 1), st.integers(1, MONTHS))
some_stretches = st.one_of(
    st.lists(a_stretch, min_size=1, max_size=AT_ONCE, unique=True),
    st.integers(1, MONTHS - 2).flatmap(
        lambda first: st.integers(1, MONTHS - first).map(lambda then: [(0, first), (first, then), (0, MONTHS)])
    ),  # one after another, and then all of it
)


def stretch(exact: Left, since: int, long: int) -> Left:
    """These months of it."""
    wanted = [f"month {number}" for number in range(since, since + long)]
    return {name: {at: held[at] for at in wanted if at in held} for name, held in exact.items()}


def cells(name: str, months: Iterator[str] | Sequence[str], meant: Sequence[str]) -> Cells:
    """Month by month: the attacker knows nothing of pieces."""
    return frozenset((name, month, answer) for month in months for answer in meant)


def read(left: Left) -> list[Statement]:
    """What a reader of a release has."""
    return [
        Statement(cells(name, list(left[name]), meant), sum(each[a] for each in left[name].values() for a in meant),
                  numbers[what])
        for name, numbers in leaving.shown(left).items()
        for what, meant in MEANT.items()
    ]  # fmt: skip


def known(exact: Left) -> list[NoMore]:
    """Each figure of all meetings has as many of them in a month as the other; one of some has no more."""
    found = []
    for month in next(iter(exact.values())):
        every = {name: cells(name, [month], ("yes", "no", "missing")) for name in exact}
        whole = [name for name in exact if name in OF_ALL]
        found += [(every[one], every[other]) for one in exact for other in whole if one != other]
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures(), some_stretches)
@example({OF_ALL[0]: numbered(18, 20, 18, 1, no=(28, 30, 28, 11))}, [(0, 1), (1, 2), (0, 4)])
def test_nobody_reckons_a_small_count_from_all_that_leaves(exact: Left, asked: list[tuple[int, int]]) -> None:
    """R31: of what is shown, and of each stretch of months that what left parts from the others."""
    left: list[tuple[str, Left]] = []
    for since, long in asked:
        one = stretch(exact, since, long)
        if all(one.values()):
            try:
                leaving.shown(one)
                leaving.refuse_beside(one, left)
            except Unusable:
                continue
            left.append((f"from {since}, {long} months", one))
    statements = [each for _called, one in left for each in read(one)]
    parted: dict[tuple[bool, ...], list[str]] = {}
    for month in next(iter(exact.values())):
        parted.setdefault(tuple(month in next(iter(one.values())) for _called, one in left), []).append(month)
    parts = [
        Statement(cells(name, months, meant), sum(exact[name][month][a] for month in months for a in meant), None)
        for held_by, months in parted.items() if any(held_by)
        for name in exact
        for meant in MEANT.values()
    ]  # fmt: skip
    for each in (*statements, *parts):
        if each.shown is not None:
            assert each.shown == rounded(each.count)
            assert not 1 <= each.count <= 7
        if 1 <= each.count <= 7:
            assert remaining(each.cells, statements, known(exact)) >= ENOUGH


def came(*months: tuple[str, int, int], name: str = CAME) -> Left:
    """First meetings where whoever took the call was there, or was not, in some months."""
    return {name: {month: {"yes": yes, "no": no, "missing": 0} for month, yes, no in months}}


QUARTERS = [("January", 18, 28), ("April", 20, 30), ("July", 18, 28), ("October", 1, 11)]


def test_three_releases_together_do_not_give_a_quarter_away() -> None:
    """R31: 18 of 46, 38 of 96 and the year's 57 of 154, rounded, would leave nought or one for October's one."""
    first, middle, year = came(QUARTERS[0]), came(*QUARTERS[1:3]), came(*QUARTERS)
    assert [leaving.shown(each)[CAME]["yes"] for each in (first, middle, year)] == [20, 40, 55]
    leaving.refuse_beside(middle, [("the first", first)])
    leaving.refuse_beside(year, [("the first", first)])
    with pytest.raises(Unusable, match="Together with the first, the middle it would give a small count away"):
        leaving.refuse_beside(year, [("the first", first), ("the middle", middle)])


@pytest.fixture
def a_second_version(monkeypatch: pytest.MonkeyPatch) -> str:
    """Somebody has said anew what it is that whoever took the call came."""
    again = replace(shipped()[CAME], version=2)
    monkeypatch.setitem(shipped(), again.name, again)
    return again.name


def test_another_version_of_a_definition_is_held_against_the_one_before(a_second_version: str) -> None:
    """R29, R31: forty by the old version and forty-three by the new one tell of three, and so do two sums in time."""
    before = [("the board", came(("March", 40, 30)))]
    for name in (CAME, a_second_version):
        with pytest.raises(Unusable, match="changed a little since the board"):
            leaving.refuse_beside(came(("March", 43, 30), name=name), before)
        with pytest.raises(Unusable, match="Side by side with the board it tells of a few"):
            leaving.refuse_beside(came(("March", 40, 30), ("April", 3, 20), name=name), before)
        leaving.refuse_beside(came(("March", 60, 45), name=name), before)


def test_all_figures_that_left_before_are_held_against_one_that_leaves_alone() -> None:
    """R31: what the network's figures told of how many met in March counts for March's seven at places of theirs."""
    march, april = {"yes": 7, "no": 9, "missing": 0}, {"yes": 16, "no": 0, "missing": 0}
    network = {"yes": 8, "no": 8, "missing": 0}
    new = {"place_theirs-1": {"March": march, "April": april}}
    before = {"place_theirs-1": {"March": march}, "with_own_network-1": {"March": network}}
    leaving.refuse_beside(new, [("the board", {"place_theirs-1": {"March": march}})])
    with pytest.raises(Unusable, match="Together with the board it would give a small count away"):
        leaving.refuse_beside(new, [("the board", before)])


def test_what_would_give_a_small_count_back_is_held_back_too() -> None:
    """R31: beside nought the sum of a small count is the small count; 20 and 30, rounded, leave 6 and 7 alone."""
    assert leaving.shown(came(("June", 7, 22))) == {CAME: {"yes": None, "no": 20, "of": None, "missing": 0}}
    assert leaving.shown(came(("June", 3, 0))) == {CAME: {"yes": None, "no": 0, "of": None, "missing": 0}}
    assert leaving.shown(came(("June", 20, 8), ("July", 31, 0))) == {
        CAME: {"yes": 50, "no": 10, "of": 60, "missing": 0}
    }
