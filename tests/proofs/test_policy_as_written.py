"""The table of the specification, written out again by hand and slowly, beside the one that the house works with."""

import dataclasses
from itertools import combinations, product

import pytest

from tornio.core import sharing
from tornio.core.sharing import Kind, Reach, Relationship, Resource, Right, Shelf, may, reaches, reads_words
from tornio.core.voices import Audience

# r reads, w writes as well, - neither: entries, map, safe ways, who has read, kept apart.
AS_WRITTEN = {
    "centre": "w w - r -",
    "member": "w - - - -",
    "own_words": "- - - - -",
    "proxy": "w r - - -",
    "team": "w w w - w",
    "responsible": "w r w - -",
    "booked": "w r w - -",
    "substitute": "w r r - r",
    "duty": "w r r - r",
    "break_glass": "r r r - -",
    "screen": "r - - - -",
}
COLUMNS = ("entries", "map", "safe_ways", "readings", "kept_apart")
STAFF = {"team", "responsible", "booked", "substitute", "duty"}


def written(standing: str, resource: str) -> str:
    """What the table says."""
    return dict(zip(COLUMNS, AS_WRITTEN[standing].split(), strict=True))[resource]


def test_every_line_and_column_of_the_table_is_the_one_that_is_worked_with() -> None:
    """R8, R9, R24, R25, R26."""
    assert {each.value for each in Relationship} == set(AS_WRITTEN)
    assert {each.value for each in Resource} == set(COLUMNS)
    for standing in Relationship:
        for resource in Resource:
            told = written(standing.value, resource.value)
            assert may(frozenset({standing}), Right.READ, resource) == (told in "rw"), (standing, resource)
            assert may(frozenset({standing}), Right.WRITE, resource) == (told == "w"), (standing, resource)


def test_who_stands_in_two_ways_may_what_either_may_and_no_more() -> None:
    for one, other in combinations(Relationship, 2):
        for resource in Resource:
            for right, enough in ((Right.READ, "rw"), (Right.WRITE, "w")):
                either = written(one.value, resource.value) in enough or written(other.value, resource.value) in enough
                assert may(frozenset({one, other}), right, resource) == either, (one, other, resource, right)


def test_who_stands_in_no_way_may_nothing_and_reaches_nothing() -> None:
    assert reaches(frozenset()) == frozenset()
    assert not any(may(frozenset(), right, resource) for right in Right for resource in Resource)


def test_each_set_of_networks_follows_from_how_somebody_stands() -> None:
    """R24: what is for the person and the team reaches the person and those who work with them, and nobody else."""
    for standing in Relationship:
        found, name = reaches(frozenset({standing})), standing.value
        assert Reach.STANDS in found
        assert (Reach.READS in found) == (written(name, "entries") in "rw"), name
        assert (Reach.CENTRE in found) == (name == "centre"), name
        assert (Reach.WORKS in found) == (name in STAFF), name
        assert (Reach.MAP in found) == (written(name, "map") in "rw"), name
        assert (Reach.SAFE_WAYS in found) == (written(name, "safe_ways") in "rw"), name
        assert (Reach.READINGS in found) == (written(name, "readings") in "rw"), name
        assert (Reach.KEPT_APART in found) == (written(name, "kept_apart") in "rw"), name
        assert (Reach.CLOSE in found) == (name in STAFF | {"centre", "break_glass"}), name


# Whose words one reads who did not say them: those for the network, those for the person and the team, those for
# people chosen by name when one is not among them and when one is, a note to oneself.
OTHERS_WORDS = {
    "centre": "r r r r -",
    "member": "r - - r -",
    "own_words": "- - - - -",
    "proxy": "r - - r -",
    "team": "r r - r -",
    "responsible": "r r - r -",
    "booked": "r r - r -",
    "substitute": "r r - r -",
    "duty": "r r - r -",
    "break_glass": "r r - r -",
    "screen": "r - - r -",
}
WORDS = (
    (Audience.NETWORK, False),
    (Audience.PERSON_AND_TEAM, False),
    (Audience.CHOSEN, False),
    (Audience.CHOSEN, True),
    (Audience.AUTHOR, False),
)


def test_who_reads_anothers_words_by_how_they_stand_and_whom_they_are_for() -> None:
    """R23, R24: Carol, who belongs, reads what is for the network and what she was named for; Leon all but notes."""
    assert set(OTHERS_WORDS) == {each.value for each in Relationship}
    for standing in Relationship:
        for (audience, chosen), told in zip(WORDS, OTHERS_WORDS[standing.value].split(), strict=True):
            found = reads_words(frozenset({standing}), audience=audience, is_mine=False, is_chosen=chosen)
            assert found is (told == "r"), (standing, audience, chosen)


def test_to_be_named_opens_nothing_but_what_is_for_those_named() -> None:
    """R24: for the other audiences it makes no difference who else was chosen."""
    for standing, audience in product(Relationship, set(Audience) - {Audience.CHOSEN}):
        ways = [
            reads_words(frozenset({standing}), audience=audience, is_mine=False, is_chosen=chosen)
            for chosen in (False, True)
        ]
        assert ways[0] is ways[1], (standing, audience)


def test_ones_own_words_are_read_by_whoever_stands_to_the_network_in_any_way_also_after_leaving() -> None:
    """R8, R17: Neil left, and reads his own words; who never stood to the network reads nothing of it."""
    for audience, chosen in product(Audience, (False, True)):
        for standing in set(Relationship) - {Relationship.OWN_WORDS}:
            # Whoever reads there reads their own as well: as one said them oneself, whomever they are for.
            assert reads_words(frozenset({standing}), audience=audience, is_mine=True, is_chosen=chosen) is True
        left = frozenset({Relationship.OWN_WORDS})
        assert reads_words(left, audience=audience, is_mine=True, is_chosen=chosen) is True
        for mine in (False, True):
            nobody = reads_words(frozenset(), audience=audience, is_mine=mine, is_chosen=chosen)
            assert nobody is False


def test_each_way_of_saying_where_a_table_stands_says_what_it_says() -> None:
    """One line each, so that a table stands where its model says; and nobody moves it afterwards."""
    assert sharing.own("person_id") == Shelf(Kind.OWN, own="person_id")
    assert sharing.words("author_id") == Shelf(Kind.WORDS, own="author_id", signed="written_by_id")
    assert sharing.closed() == Shelf(Kind.CLOSED, network="network_id", reach=Reach.CLOSE)
    assert sharing.watched(own="author_id") == Shelf(Kind.WATCHED, own="author_id", reach=Reach.CLOSE)
    assert sharing.facts(own="person_id") == Shelf(Kind.FACTS, own="person_id", reach=Reach.READS)
    assert sharing.under("records_decision", "decision_id") == Shelf(
        Kind.UNDER, parent=("records_decision", "decision_id")
    )
    assert (sharing.watched().own, sharing.facts().own, sharing.HOUSE.kind) == ("", "", Kind.HOUSE)
    assert Shelf(Kind.ROTA) == sharing.ROTA
    with pytest.raises(dataclasses.FrozenInstanceError):
        sharing.HOUSE.kind = Kind.OUTSIDE  # type: ignore[misc]


def test_a_table_that_says_no_more_is_read_with_shared_entries_hides_nothing_and_is_signed_by_nobody() -> None:
    assert dataclasses.asdict(Shelf(Kind.CLOSED)) == {
        "kind": Kind.CLOSED, "network": "network_id", "own": "", "reach": Reach.READS, "parent": ("", ""),
        "hidden_by": "", "signed": "",
    }  # fmt: skip


def test_when_we_work_stands_on_a_shelf_of_its_own() -> None:
    """Who works here may be known in the house; when, by staff alone: a hostile relative learns nothing of it."""
    assert (sharing.HOUSE.kind, sharing.ROTA.kind) == (Kind.HOUSE, Kind.ROTA)
