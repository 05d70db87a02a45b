"""Named reasons to ask about a reading: seeded snoops are found with their reason, ordinary work is not."""

from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.people import HOUR, MONDAY
from tornio.core.curiosity import AFTER_A_CALL, IN_A_ROW, MANY, Look, Reason, curious, plain_address, reasons, surname

RUTH, LEONS = UUID(int=1), UUID(int=10)
MINUTE = timedelta(minutes=1)


def look(network: int = 10, minutes: float = 0, **known: object) -> Look:
    """Ruth reads; she looks after nobody unless it is said."""
    facts: dict[str, object] = {"reader_name": "ruth adeyemi", "names": frozenset({"leon marsh", "carol marsh"})}
    return Look(reader=RUTH, network=UUID(int=network), at=MONDAY + minutes * MINUTE, **{**facts, **known})  # type: ignore[arg-type]


def test_ruth_who_looks_after_leon_is_asked_nothing() -> None:
    assert reasons(look(looks_after_them=True)) == frozenset()


def test_the_same_last_name_is_a_reason_also_for_the_team() -> None:
    """R26: a question, not an answer: many people have one name."""
    marsh = look(reader_name="dana marsh", looks_after_them=True)
    assert reasons(marsh) == {Reason.SAME_SURNAME}


def test_somebody_with_one_name_shares_it_with_nobody() -> None:
    assert surname("madonna") == ""
    assert reasons(look(reader_name="marsh", looks_after_them=True)) == frozenset()


def test_the_same_address_however_it_is_written() -> None:
    one, other = plain_address("12 Harbour  Lane, Saltmere"), plain_address("12, harbour lane\nSALTMERE")
    here = look(reader_addresses=frozenset({one}), addresses=frozenset({other}), looks_after_them=True)
    assert reasons(here) == {Reason.SAME_ADDRESS}


def test_a_colleague_is_read_about_by_whoever_looks_after_them_and_asked_about_by_others() -> None:
    assert Reason.COLLEAGUE in reasons(look(centre_works_here=True))
    assert reasons(look(centre_works_here=True, looks_after_them=True)) == frozenset()


def test_whoever_took_a_call_reads_on_for_an_hour() -> None:
    """Then it is a question why."""
    assert reasons(look(calls=(MONDAY - AFTER_A_CALL,))) == frozenset()
    assert reasons(look(calls=(MONDAY - AFTER_A_CALL - MINUTE,))) == {Reason.NO_MEETING}
    assert reasons(look(calls=(MONDAY + MINUTE,))) == {Reason.NO_MEETING}


def test_five_strange_networks_in_half_an_hour_are_many_and_ones_own_are_not() -> None:
    strange = [look(network, minutes=network) for network in range(10, 10 + MANY)]
    assert all(Reason.MANY_IN_A_ROW in why for why in curious(strange).values())
    own = [look(network, minutes=network, looks_after_them=True) for network in range(10, 40)]
    assert curious(own) == {}


def half_hours(looks: list[Look], of: Look) -> list[list[Look]]:
    """What this reader read of networks that are not theirs, in each half hour that begins with any reading."""
    strange = [one for one in looks if one.reader == of.reader and not one.looks_after_them]
    return [[one for one in strange if start.at <= one.at <= start.at + IN_A_ROW] for start in looks]


def oracle(looks: list[Look]) -> dict[tuple[UUID, UUID], set[Reason]]:
    """Slow and obvious: every half hour that begins at a reading is counted by hand."""
    found: dict[tuple[UUID, UUID], set[Reason]] = {}
    for each in looks:
        pair = (each.reader, each.network)
        why: set[Reason] = set()
        last = each.reader_name.split(" ")[-1] if " " in each.reader_name else None
        if last and any(name.split(" ")[-1] == last and " " in name for name in each.names):
            why.add(Reason.SAME_SURNAME)
        if any(address in each.addresses for address in each.reader_addresses):
            why.add(Reason.SAME_ADDRESS)
        if each.centre_works_here and not each.looks_after_them:
            why.add(Reason.COLLEAGUE)
        if not each.looks_after_them and not any(call <= each.at <= call + HOUR for call in each.calls):
            why.add(Reason.NO_MEETING)
        if any(each in stretch and len({one.network for one in stretch}) >= 5 for stretch in half_hours(looks, each)):
            why.add(Reason.MANY_IN_A_ROW)
        if why:
            found.setdefault(pair, set()).update(why)
    return found


@settings(max_examples=40)
@given(some.integers(0, 10_000))
def test_seeded_snoops_are_found_as_a_slow_clerk_would_find_them(seed: int) -> None:
    """R26: a week of readings by three people among twenty networks, some of them theirs."""
    chance = Random(seed)
    names = ["ruth adeyemi", "dana marsh", "omar", "jo lind", "leon marsh"]
    looks = []
    for _ in range(chance.randint(1, 40)):
        at = MONDAY + timedelta(minutes=chance.choice((1, 5, 400)) * chance.randint(0, 20))
        looks.append(
            Look(
                reader=UUID(int=chance.randint(1, 3)),
                network=UUID(int=chance.randint(10, 29)),
                at=at,
                reader_name=chance.choice(names),
                names=frozenset(chance.sample(names, 2)),
                reader_addresses=frozenset(chance.sample(["a", "b", "c"], 1)),
                addresses=frozenset(chance.sample(["a", "b", "c", "d"], chance.randint(0, 1))),
                centre_works_here=chance.random() < 0.1,
                looks_after_them=chance.random() < 0.5,
                calls=(at - chance.choice((1, 59, 60, 61)) * MINUTE,) if chance.random() < 0.3 else (),
            )
        )
    assert curious(looks) == oracle(looks)


def test_what_is_told_has_no_number_and_no_order_of_people() -> None:
    """R1: reasons by name and nothing else; there is nothing to add up."""
    assert timedelta(minutes=30) == IN_A_ROW
    assert all(isinstance(why, frozenset) for why in curious([look()]).values())
