"""The trail as bytes: against what PostgreSQL writes, and against sha256 done by hand."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tornio.core import trail

SALT, ROW = UUID(int=1), UUID(int=2)
NINE = datetime(2026, 11, 2, 9, 0, 0, 120_000, tzinfo=UTC)


def test_a_line_is_what_copy_would_write() -> None:
    line = trail.line(SALT, "reading/1", [ROW, None, "a\ttab, a \\ and a\nline", True, 7, NINE])
    assert line == (
        b"00000000-0000-0000-0000-000000000001\treading/1\t00000000-0000-0000-0000-000000000002\t\\N\t"
        b"a\\ttab, a \\\\ and a\\nline\tt\t7\t2026-11-02 09:00:00.12+00"
    )


def test_a_moment_is_the_same_wherever_it_was_written_down() -> None:
    assert trail.written(NINE.astimezone(timezone(timedelta(hours=2)))) == trail.written(NINE)


@given(some.lists(some.text(), max_size=4), some.lists(some.text(), max_size=4))
def test_two_different_rows_never_have_one_line(one: list[str], other: list[str]) -> None:
    """What stands between the columns can stand in none of them."""
    assert (trail.line(SALT, "x", one) == trail.line(SALT, "x", other)) == (one == other)


def test_a_seal_is_sha256_over_the_seal_before_and_every_commitment_in_order() -> None:
    """R28: the commitment is all of a row that the chain needs."""
    committed = hashlib.sha256(trail.line(SALT, "change/1", ["said something"])).hexdigest()
    stamp = trail.Seal(2, 5, 5, NINE, 900, "ab" * 32)
    by_hand = hashlib.sha256(
        b"ab" * 32 + b"\t2\t5\t5\t2026-11-02 09:00:00.12+00\t900\n"
        b"5\tchange/1\t00000000-0000-0000-0000-000000000002\t" + committed.encode() + b"\n"
    ).hexdigest()
    assert trail.sealed(stamp, [trail.entry(5, "change/1", ROW, committed)]) == by_hand


def test_a_published_head_is_read_as_it_was_told() -> None:
    told = trail.Head(3, 40, NINE, "0c" * 32)
    assert trail.head(told.line) == told


@pytest.mark.parametrize(
    "line", ["", "3 40", "3 40 2026-11-02T09:00:00+00:00 0c0c", "three 40 2026-11-02 " + "0c" * 32]
)
def test_a_line_that_was_cut_off_or_is_no_head_is_no_head(line: str) -> None:
    """R26: what was published is read as it stands, or not at all."""
    with pytest.raises(ValueError):  # noqa: PT011 - which sentence Python says it in is nothing of ours
        trail.head(line)


def test_a_head_that_the_chain_does_not_hold_is_told_of() -> None:
    """Cut off, or another seal in its place."""
    heads = [trail.Head(number, number, NINE, f"{number:064x}") for number in (1, 2, 3)]
    assert trail.unlike(heads, {1: f"{1:064x}", 2: "f" * 64}) == heads[1:]
