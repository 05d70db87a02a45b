"""The reasons to ask about a reading at their edges, counted by hand (R26)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tornio.core.curiosity import Look, Reason, curious, in_a_row, plain_address, reasons, surname

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
RUTH, SADIA = UUID(int=1), UUID(int=2)


def look(network: int = 10, after: timedelta = timedelta(0), reader: UUID = RUTH, **known: object) -> Look:
    facts: dict[str, object] = {"reader_name": "ruth adeyemi", "names": frozenset({"leon marsh", "neil"})}
    return Look(reader=reader, network=UUID(int=network), at=NINE + after, **{**facts, **known})  # type: ignore[arg-type]


def test_of_whom_nothing_is_known_only_that_nothing_brought_the_reader_there_is_asked() -> None:
    """R26: without a word about the two they share nothing, and nobody looks after anybody."""
    assert reasons(look()) == {Reason.NO_MEETING}


@pytest.mark.parametrize(
    ("after", "asked"),
    [(-SECOND, True), (timedelta(0), False), (3600 * SECOND, False), (3601 * SECOND, True)],
)
def test_whoever_took_a_call_reads_on_for_an_hour_to_the_second(after: timedelta, asked: bool) -> None:
    """R26: neither before it, nor later; and one of several calls is enough."""
    for calls in ((NINE,), (NINE, NINE - timedelta(days=9))):
        assert reasons(look(after=after, calls=calls)) == ({Reason.NO_MEETING} if asked else set())


def test_the_last_of_two_names_or_three_is_compared_and_a_single_name_never() -> None:
    """R26."""
    told = {"leon marsh": "marsh", "jean anne marsh": "marsh", "neil": "", "": ""}
    assert {name: surname(name) for name in told} == told
    assert Reason.SAME_SURNAME not in reasons(look(reader_name="neil"))
    assert Reason.SAME_SURNAME in reasons(look(reader_name="ann marsh"))


def test_an_address_is_compared_by_its_letters_and_digits() -> None:
    """R26."""
    assert plain_address("12b, Straße – 4/ä") == "12bstrasse4ä"


def rows(minutes: list[float], own: tuple[int, ...] = ()) -> list[Look]:
    """One look at a network of its own at each of these minutes."""
    return [
        look(10 + number, after * MINUTE, looks_after_them=number in own) for number, after in enumerate(minutes)
    ]  # fmt: skip


def test_five_networks_in_thirty_minutes_are_many_and_in_one_second_more_are_not() -> None:
    """R26."""
    assert in_a_row(rows([0, 1, 2, 3, 30])) == {0, 1, 2, 3, 4}
    assert in_a_row(rows([0, 1, 2, 3, 30 + 1 / 60])) == set()
    assert in_a_row(rows([0, 1, 2, 3])) == set()
    assert in_a_row([]) == set()


def test_only_what_lies_within_the_half_hour_is_told_of_and_ones_own_networks_are_not_counted() -> None:
    """R26: the one at nine has nothing to do with the five from ten on."""
    assert in_a_row(rows([0, 60, 61, 62, 63, 64])) == {1, 2, 3, 4, 5}
    assert in_a_row(rows([0, 1, 2, 3, 4, 5], own=(2,))) == {0, 1, 3, 4, 5}
    assert in_a_row(rows([0, 1, 2, 3, 4], own=(2,))) == set()
    again = [*rows([0, 1, 2, 3]), look(10, 4 * MINUTE)]
    assert in_a_row(again) == set(), "four networks, one of them twice"


def test_each_reader_is_counted_alone_and_in_the_order_of_time() -> None:
    """R26: three of Ruth's and two of Sadia's are not five of anybody's; and the order in which they are told is
    nothing."""
    two = [look(10 + number, number * MINUTE, RUTH if number < 3 else SADIA) for number in range(5)]
    assert all(why == {Reason.NO_MEETING} for why in curious(two).values())
    assert len(curious(two)) == 5
    many = curious(rows([4, 0, 3, 1, 2]))
    assert set(many) == {(RUTH, UUID(int=10 + number)) for number in range(5)}
    assert all(why == {Reason.NO_MEETING, Reason.MANY_IN_A_ROW} for why in many.values())


def test_of_several_looks_at_one_network_every_reason_is_told_and_of_none_nothing() -> None:
    """R26."""
    first = look(reader_name="ann marsh", looks_after_them=True)
    assert curious([first, look(after=timedelta(hours=2))]) == {
        (RUTH, UUID(int=10)): frozenset({Reason.SAME_SURNAME, Reason.NO_MEETING})
    }
    assert curious([look(looks_after_them=True)]) == {}
    here = look(centre_works_here=True, looks_after_them=True)
    assert reasons(here) == frozenset()
    assert reasons(look(centre_works_here=True)) == {Reason.COLLEAGUE, Reason.NO_MEETING}
