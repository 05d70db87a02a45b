"""Who holds the telephone, minute by minute, beside the rota that the house makes of it (R5)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tornio.core.duty import Turn, rota

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes: int) -> datetime:
    return NINE + minutes * MINUTE


@some.composite
def turns(draw: some.DrawFn) -> list[tuple[datetime, datetime | None, str]]:
    """Turns one after another, some with a gap between, the last perhaps without an end; in any order."""
    edges = sorted(draw(some.lists(some.integers(-20, 60), min_size=2, max_size=8, unique=True)))
    made: list[tuple[datetime, datetime | None, str]] = [
        (at(first), at(last), name)
        for name, first, last in zip(("Sadia", "Ruth", "Tomasz", "Farah") * 2, edges, edges[1:], strict=False)
        if draw(some.booleans())
    ]
    if draw(some.booleans()):
        made.append((at(edges[-1]), None, "Martin"))
    return draw(some.permutations(made))


@given(turns(), some.integers(0, 30), some.integers(1, 30))
def test_every_minute_has_whoever_was_put_down_for_it_and_no_minute_is_left_out(
    given_turns: list[tuple[datetime, datetime | None, str]], first: int, long: int
) -> None:
    """R5: there is never nobody; a gap is told as one."""
    found = list(rota(given_turns, at(first), at(first + long)))
    assert (found[0].start, found[-1].end) == (at(first), at(first + long))
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(turn.start < turn.end for turn in found)
    assert not any(one.is_gap and other.is_gap for one, other in pairwise(found))
    for minute in range(first, first + long):
        down = [
            who for begins, ends, who in given_turns if begins <= at(minute) and (ends is None or at(minute) < ends)
        ]
        holds = next(turn for turn in found if turn.start <= at(minute) < turn.end)
        assert ([] if holds.is_gap else [holds.holder]) == down


def test_a_day_without_a_turn_is_one_gap_and_a_day_that_ends_before_it_begins_is_none() -> None:
    """R5."""
    assert list(rota([], at(0), at(60))) == [Turn(at(0), at(60), None)]
    assert list(rota([(at(0), at(60), "Sadia")], at(0), at(60))) == [Turn(at(0), at(60), "Sadia")]
    with pytest.raises(ValueError, match="ends after it starts"):
        list(rota([], at(60), at(0)))


def test_who_hands_over_as_the_stretch_begins_or_takes_over_as_it_ends_holds_nothing_of_it() -> None:
    """R5: a turn's end belongs to whoever comes next."""
    three = [(at(-60), at(0), "Ruth"), (at(0), at(60), "Sadia"), (at(60), None, "Tomasz")]
    assert list(rota(three, at(0), at(60))) == [Turn(at(0), at(60), "Sadia")]
