"""After a death: the record is frozen, members read their own words, and somebody decides who reads."""

from datetime import date

import pytest

from tests.actions.test_misfiled import NOW
from tests.kitchen import a_full_fortnight, a_meeting, a_network, a_voice, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between, deaths, episodes
from tornio.core.episodes import EndingKind
from tornio.core.errors import NotForYou, Refused
from tornio.core.sharing import Relationship
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import Freeze, Network, NetworkMember
from tornio.records.visible import networks, story
from tornio.records.visible.reach import reach

TOLD = "His sister rang: he died on Sunday night."


def died(town: Town, network: Network) -> Freeze:
    """Ruth writes it down."""
    with town.acting("Ruth", at=NOW) as ruth:
        return deaths.freeze(key=new_key(), network=network, words=TOLD, died_on=date(2026, 11, 15), by=ruth, at=NOW)


def test_a_frozen_record_takes_only_what_a_death_needs(town: Town) -> None:
    """R22: no words, no decision, no wish, no drawing, nobody joins; a call and talk among staff are still kept."""
    network = a_network(town)
    meeting = a_meeting(town, network)
    a_voice(town, meeting, "Leon", "Before.")
    close(town, meeting, MONDAY + HOUR)
    died(town, network)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="frozen"):
            between.say(key=new_key(), network=network, words="x", audience=Audience.NETWORK, by=ruth, at=NOW)
        between.call(
            key=new_key(), network=network, caller=town.people["Carol"], words="She asked when we come.",
            told_that_it_is_read=True, by=ruth, at=NOW,
        )  # fmt: skip
        between.talk(
            key=new_key(), network=network, with_whom=[town.practitioners["Tomasz"]], why="He died.", words="Who goes?",
            by=ruth, at=NOW,
        )  # fmt: skip
        with pytest.raises(Refused, match="frozen already"):
            deaths.freeze(key=new_key(), network=network, words=TOLD, by=ruth, at=NOW)
    with town.acting("Ruth", at=NOW), refused_by("a_frozen_record_takes_no_new_words"):
        a_voice(town, meeting, "Ruth", "Around the application.")


def test_members_read_their_own_words_until_the_service_decides(town: Town) -> None:
    """R8, R22: the person can allow nothing any more; those whom they had let read do so again once it is decided."""
    network = a_network(town)
    a_full_fortnight(town, network)
    frozen = died(town, network)
    with town.acting("Carol", at=NOW) as carol:
        assert reach(carol).standing(network.pk) == {Relationship.OWN_WORDS}
        assert "I was listening" not in repr(story.story(carol, network.pk))
        assert networks.own_place(carol, network.pk) is not None
    with town.acting("Priya", at=NOW) as priya:
        with pytest.raises(Refused, match="what was decided"):
            deaths.decide_who_reads(frozen=frozen, members_read=True, words="", by=priya, at=NOW)
        deaths.decide_who_reads(
            frozen=frozen, members_read=True, words="As he had wished; our policy 7.1.", by=priya, at=NOW
        )
    with town.acting("Carol", at=NOW) as carol:
        assert "I was listening" in repr(story.story(carol, network.pk))
    with town.acting("Neil", at=NOW) as neil:  # whom he had not let read
        assert reach(neil).standing(network.pk) == {Relationship.OWN_WORDS}
    with town.acting("Priya", at=NOW) as priya:
        deaths.decide_who_reads(frozen=frozen, members_read=False, words="The family asked.", by=priya, at=NOW)
    with town.acting("Carol", at=NOW) as carol:
        assert reach(carol).standing(network.pk) == {Relationship.OWN_WORDS}


def test_a_death_that_was_not_so_is_taken_back(town: Town) -> None:
    """R22: everyone reads and writes as before, and the record takes words again."""
    network = a_network(town)
    with town.acting("Ruth", at=NOW):
        before = list(NetworkMember.objects.order_by("pk").values_list("pk", "may_read", "may_write"))
    frozen = died(town, network)
    with town.acting("Priya", at=NOW + DAY) as priya:
        with pytest.raises(Refused, match="how you know"):
            deaths.lift(frozen=frozen, why=" ", by=priya, at=NOW + DAY)
        deaths.lift(frozen=frozen, why="It was another Leon Marsh.", by=priya, at=NOW + DAY)
        with pytest.raises(Refused, match="not frozen"):
            deaths.lift(frozen=frozen, why="Again.", by=priya, at=NOW + DAY)
    with town.acting("Ruth", at=NOW + DAY) as ruth:
        assert list(NetworkMember.objects.order_by("pk").values_list("pk", "may_read", "may_write")) == before
        assert Person.objects.get(pk=network.centre_id).died_on is None
        between.say(key=new_key(), network=network, words="He is well.", audience=Audience.NETWORK, by=ruth, at=ruth.at)


def test_who_may_say_it_and_who_may_decide(town: Town) -> None:
    """R22: staff of the network and the privacy lead say it; the privacy lead alone writes down what was decided."""
    network = a_network(town)
    for called in ("Carol", "Farah", "Martin"):
        with town.acting(called, at=NOW) as by, pytest.raises(NotForYou):
            deaths.freeze(key=new_key(), network=network, words=TOLD, by=by, at=NOW)
    with town.acting("Ruth", at=NOW) as ruth:
        with pytest.raises(Refused, match="not come yet"):
            deaths.freeze(key=new_key(), network=network, words=TOLD, died_on=date(2027, 1, 1), by=ruth, at=NOW)
        key = new_key()
        frozen = deaths.freeze(key=key, network=network, words=TOLD, by=ruth, at=NOW)
        assert deaths.freeze(key=key, network=network, words=TOLD, by=ruth, at=NOW) == frozen
        assert Person.objects.get(pk=network.centre_id).died_on == NOW.date()  # so that nobody acts for them any more
        with pytest.raises(NotForYou):
            deaths.decide_who_reads(frozen=frozen, members_read=True, words="x", by=ruth, at=NOW)


def test_an_ending_by_death_freezes_the_record(town: Town) -> None:
    """R22: one act says both."""
    network = a_network(town)
    with town.acting("Ruth", at=NOW) as ruth:
        episodes.end_by_exception(
            key=new_key(),
            network=network,
            kind=EndingKind.DIED,
            words=TOLD,
            died_on=date(2026, 11, 15),
            by=ruth,
            at=NOW,
        )
        assert Freeze.objects.get(network=network).died_on == date(2026, 11, 15)
