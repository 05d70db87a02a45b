"""Who reads words with which audience, beside a table that was written by hand (R23, R24)."""

import pytest

from tornio.core.sharing import Relationship, reads_words
from tornio.core.voices import Audience

# Who reads what somebody else said: N the whole network, T the person and the team, C chosen people, A nobody else.
READS = {
    Relationship.CENTRE: "NTC",
    Relationship.MEMBER: "N",
    Relationship.PROXY: "N",
    Relationship.TEAM: "NT",
    Relationship.RESPONSIBLE: "NT",
    Relationship.BOOKED: "NT",
    Relationship.SUBSTITUTE: "NT",
    Relationship.DUTY: "NT",
    Relationship.BREAK_GLASS: "NT",
    Relationship.SCREEN: "N",
    Relationship.OWN_WORDS: "",
}
LETTERS = {"N": Audience.NETWORK, "T": Audience.PERSON_AND_TEAM, "C": Audience.CHOSEN, "A": Audience.AUTHOR}


@pytest.mark.parametrize("standing", READS)
@pytest.mark.parametrize("letter", LETTERS)
def test_whoever_stands_so_reads_what_the_table_says(standing: Relationship, letter: str) -> None:
    """R24: an entry is read by those in its author's audience; the person what was said to chosen people (R23)."""
    read = reads_words(frozenset({standing}), audience=LETTERS[letter], is_mine=False, is_chosen=False)
    assert read is (letter in READS[standing])


def test_whom_carol_chose_reads_it_and_an_uncle_who_left_does_not_although_he_was_chosen() -> None:
    """R8, R24: somebody who left reads nothing of others any more, chosen or not."""
    for standing, reads in ((Relationship.MEMBER, True), (Relationship.TEAM, True), (Relationship.OWN_WORDS, False)):
        chosen = reads_words(frozenset({standing}), audience=Audience.CHOSEN, is_mine=False, is_chosen=True)
        assert chosen is reads, standing


@pytest.mark.parametrize("audience", Audience)
def test_what_somebody_said_themself_they_read_while_they_stand_in_any_way(audience: Audience) -> None:
    """R8: an uncle who left keeps his own words; a stranger has none here."""
    for standing, reads in ((frozenset({Relationship.OWN_WORDS}), True), (frozenset(), False)):
        assert reads_words(standing, audience=audience, is_mine=True, is_chosen=False) is reads


def test_the_table_knows_everybody_who_can_stand_to_a_network() -> None:
    assert READS.keys() == set(Relationship)
