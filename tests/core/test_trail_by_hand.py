"""The bytes of the trail, letter by letter, as PostgreSQL's manual says that COPY writes them (R26, R28)."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from tornio.core import trail

# The manual of PostgreSQL, COPY, text format: what stands for each of these in a column.
AS_COPY_WRITES = {"\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v"}
SEAL = "0123456789abcdef" * 4
NINE = datetime(2026, 11, 2, 9, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize("letter", AS_COPY_WRITES)
def test_what_would_part_columns_and_rows_is_written_with_a_stroke(letter: str) -> None:
    assert trail.written(f"a{letter}b{letter}") == f"a{AS_COPY_WRITES[letter]}b{AS_COPY_WRITES[letter]}"


def test_yes_no_nothing_numbers_keys_and_plain_letters() -> None:
    assert [trail.written(value) for value in (True, False, None, 0, 1, UUID(int=5), "Ünal, t")] == [
        "t", "f", r"\N", "0", "1", "00000000-0000-0000-0000-000000000005", "Ünal, t",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("microseconds", "fraction"), [(0, ""), (1, ".000001"), (120_000, ".12"), (999_999, ".999999"), (100, ".0001")]
)
def test_a_moment_has_as_many_places_as_it_needs(microseconds: int, fraction: str) -> None:
    """In UTC wherever it was written down."""
    moment = NINE.replace(microsecond=microseconds)
    for there in (UTC, timezone(timedelta(hours=-5))):
        assert trail.written(moment.astimezone(there)) == f"2026-11-02 09:05:07{fraction}+00"


def test_a_chain_of_two_seals_is_sha256_by_hand_from_its_beginning() -> None:
    """R28: the first stands after sixty-four noughts, the second after the first."""
    rows = [trail.commitment(trail.line(UUID(int=each), "reading/1", [each])) for each in (1, 2)]
    assert rows == [
        hashlib.sha256(f"{UUID(int=each)}\treading/1\t{each}".encode()).hexdigest() for each in (1, 2)
    ]  # fmt: skip
    entries = [trail.entry(each, "reading/1", UUID(int=each), rows[each - 1]) for each in (1, 2)]
    first = trail.sealed(trail.Seal(1, 1, 2, NINE, 40, trail.BEGINNING), entries)
    under = "".join(f"{each}\treading/1\t{UUID(int=each)}\t{rows[each - 1]}\n" for each in (1, 2))
    assert first == hashlib.sha256(f"{'0' * 64}\t1\t1\t2\t2026-11-02 09:05:07+00\t40\n{under}".encode()).hexdigest()
    assert trail.sealed(trail.Seal(1, 1, 2, NINE, 40, trail.BEGINNING), entries[::-1]) != first
    second = trail.sealed(trail.Seal(2, 3, 2, NINE, 41, first), [])
    assert second == hashlib.sha256(f"{first}\t2\t3\t2\t2026-11-02 09:05:07+00\t41\n".encode()).hexdigest()


def test_a_head_is_one_line_of_four_words_in_utc() -> None:
    """R26: what is published outside the database."""
    there = NINE.astimezone(timezone(timedelta(hours=2)))
    assert trail.Head(3, 40, there, SEAL).line == f"3 40 2026-11-02T09:05:07+00:00 {SEAL}\n"
    assert trail.head(f"3 40 2026-11-02T09:05:07+00:00 {SEAL}\n") == trail.Head(3, 40, NINE, SEAL)


@pytest.mark.parametrize("seal", [SEAL[:-2], SEAL + "00", SEAL[:-1] + "g", SEAL[:62] + "é"])
def test_a_seal_that_is_not_sixty_four_digits_is_no_head(seal: str) -> None:
    """R26."""
    with pytest.raises(ValueError):  # noqa: PT011 - which sentence Python says it in is nothing of ours
        trail.head(f"3 40 2026-11-02T09:05:07+00:00 {seal}")


def test_the_key_of_a_seals_row_is_the_first_half_of_the_seal() -> None:
    assert trail.key("00112233445566778899aabbccddeeff" + "0" * 32) == UUID("00112233-4455-6677-8899-aabbccddeeff")
