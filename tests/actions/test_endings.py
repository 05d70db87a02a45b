"""How it ends: with the person's yes, by the person, or a named exception; never by the service alone (R22)."""

from datetime import date
from typing import Any

import pytest

from tests.kitchen import ALL_AGREE, BEGAN, a_decision, a_meeting, close, refused_by, stand, stop
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import episodes
from tornio.core.clocks import Standing
from tornio.core.contacts import AttemptWay
from tornio.core.decisions import DecisionKind, Stand
from tornio.core.episodes import EndingKind
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import (
    Attempt,
    Decision,
    Ending,
    Episode,
    FirstContact,
    Network,
    NetworkMeeting,
)
from tornio.records.visible import contacts


def is_open(town: Town, network: Network) -> bool:
    """Whether work with this network goes on."""
    with town.acting("Ruth"):
        return Episode.objects.filter(network=network, ended_at__isnull=True).exists()


# Ending by the network


def end(town: Town, decision: Decision, called: str = "Ruth", **other: Any) -> Ending:
    """Somebody keeps that it ends here."""
    at = MONDAY + HOUR
    with town.acting(called, at=at) as by:
        given: dict[str, Any] = {"key": new_key(), "decision": decision, "by": by, "at": at} | other
        return episodes.end_by_network(**given)


def test_it_ends_with_leons_yes_and_carols_doubt(town: Town, network: Network, meeting: NetworkMeeting) -> None:
    """R22: the person's agreement and everyone's position; others may be unsure, or say nothing."""
    ahead = a_meeting(town, network, MONDAY + 7 * DAY, status=MeetingStatus.AGREED)
    stands = ALL_AGREE | {"Carol": Stand.UNSURE, "Tomasz": Stand.DID_NOT_SAY}
    decision = a_decision(town, meeting, MONDAY, stands=stands)
    key = new_key()
    ending = end(town, decision, key=key)
    assert end(town, decision, key=key) == ending
    assert not is_open(town, network)
    with town.acting("Ruth"):
        left = NetworkMeeting.objects.get(pk=ahead.pk)
        assert (left.status, left.not_held_by) == ("not_held", "network")


def test_it_does_not_end_while_leon_is_unsure(town: Town, network: Network, meeting: NetworkMeeting) -> None:
    """R22: only with the person's own yes, and his latest word counts (R19)."""
    decision = a_decision(town, meeting, MONDAY, stands=ALL_AGREE)
    with town.acting("Ruth", at=MONDAY):
        stand(town, decision, "Leon", Stand.UNSURE, MONDAY, number=2)
    with pytest.raises(Refused, match="own yes"):
        end(town, decision)
    assert is_open(town, network)


def test_it_does_not_end_before_everybody_there_was_asked(town: Town, meeting: NetworkMeeting) -> None:
    """R22: the position of each one present, or that they did not say."""
    decision = a_decision(town, meeting, MONDAY, stands={"Leon": Stand.AGREE, "Ruth": Stand.AGREE})
    with pytest.raises(Refused, match="Ask everyone"):
        end(town, decision)


def test_it_ends_only_by_a_decision_about_stopping_in_an_open_meeting(town: Town, meeting: NetworkMeeting) -> None:
    """R22, R20."""
    other = a_decision(town, meeting, MONDAY, kind=DecisionKind.GENERAL, stands=ALL_AGREE)
    with pytest.raises(Refused, match="decision about stopping"):
        end(town, other)
    decision = a_decision(town, meeting, MONDAY, stands=ALL_AGREE)
    with pytest.raises(NotForYou):
        end(town, decision, "Carol")
    close(town, meeting, MONDAY + HOUR)
    with pytest.raises(Refused, match="open meeting"):
        end(town, decision)


def an_ending(town: Town, network: Network, **columns: Any) -> Ending:
    """An ending's row, written around the application."""
    episode = Episode.objects.get(network=network, ended_at__isnull=True)
    return Ending.objects.create(
        **{"organisation_id": network.organisation_id, "network": network, "episode": episode, "at": MONDAY,
           "written_by": town.people["Ruth"], "centre": town.people["Leon"], "kind": "network_decided"} | columns
    )  # fmt: skip


def test_the_database_ends_nothing_without_each_position(town: Town, network: Network, meeting: NetworkMeeting) -> None:
    """R22, around the application: Carol was there and has no position."""
    decision = a_decision(town, meeting, MONDAY)
    with town.acting("Ruth") as _by:
        yes = stand(town, decision, "Leon", Stand.AGREE, MONDAY)
        with refused_by("an_ending_has_the_position_of_each_one_present"):
            an_ending(town, network, decision=decision, persons_position_id=yes, persons_stand="agree")


def test_the_database_ends_nothing_on_the_persons_unsure(town: Town, network: Network, meeting: NetworkMeeting) -> None:
    """R22, around the application: "unsure" is not a yes, and cannot be passed off as one."""
    decision = a_decision(town, meeting, MONDAY, stands=ALL_AGREE | {"Leon": Stand.UNSURE})
    with town.acting("Ruth"):
        unsure = episodes.latest_stands(decision)[town.people["Leon"].pk]
        with refused_by("nobody_from_the_service_ends_alone"):
            an_ending(town, network, decision=decision, persons_position=unsure, persons_stand="unsure")
        with refused_by("an_ending_needs_the_persons_own_yes"):
            an_ending(town, network, decision=decision, persons_position=unsure, persons_stand="agree")


def test_the_database_ends_nothing_on_a_yes_that_leon_took_back(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R19, R22, around the application: his first word was yes, his latest is no."""
    decision = a_decision(town, meeting, MONDAY, stands=ALL_AGREE)
    with town.acting("Ruth"):
        yes = episodes.latest_stands(decision)[town.people["Leon"].pk]
        stand(town, decision, "Leon", Stand.DISAGREE, MONDAY, number=2)
        with refused_by("an_ending_rests_on_the_persons_latest_word"):
            an_ending(town, network, decision=decision, persons_position=yes, persons_stand="agree")
        stand(town, decision, "Leon", Stand.AGREE, MONDAY, number=3)
        latest = episodes.latest_stands(decision)[town.people["Leon"].pk]
        an_ending(town, network, decision=decision, persons_position=latest, persons_stand="agree")


def test_the_database_lets_no_one_from_the_service_end_alone(town: Town, network: Network) -> None:
    """R22, around the application."""
    with town.acting("Ruth"), refused_by("nobody_from_the_service_ends_alone"):
        an_ending(town, network)
    with town.acting("Ruth"), refused_by("who_stops_stops_by_their_own_hand_or_word"):
        an_ending(town, network, kind="person_stopped")
    with town.acting("Ruth"), refused_by("an_episode_ends_by_an_ending"):
        Episode.objects.filter(network=network).update(ended_at=MONDAY)


# The person stops


def test_leon_stops_at_any_time_with_no_reason(town: Town, network: Network) -> None:
    """R22: what lies ahead is called off by the person, and whoever reads it reads no more than that."""
    ahead = a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    key = new_key()
    ending = stop(town, network, key=key, members_may_know="I am all right.")
    assert stop(town, network, key=key) == ending
    assert (ending.kind, ending.words, ending.members_may_know) == ("person_stopped", "", "I am all right.")
    assert not is_open(town, network)
    with town.acting("Ruth"):
        assert NetworkMeeting.objects.get(pk=ahead.pk).not_held_by == "person"
    with pytest.raises(Refused, match="ended already"):
        stop(town, network)


def test_leon_stops_in_any_way_and_ruth_writes_down_how_he_said_it(town: Town, network: Network) -> None:
    """R22: in any way; but staff cannot end it without his word, and Carol not at all."""
    with pytest.raises(Refused, match="how they said it"):
        stop(town, network, "Ruth")
    with pytest.raises(NotForYou):
        stop(town, network, "Carol")
    assert stop(town, network, "Ruth", words="He rang: “That's it, thanks.”").words


def test_what_leon_stops_before_anybody_met_him_waits_for_nobody_any_more(town: Town, network: Network) -> None:
    """R4, R22: the contact says who decided so; he owes no reason, and the board does not count it as waiting."""
    contact = a_contact(town, network)
    stop(town, network)
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        found = contacts.sheet(by, contact.pk)
        assert (found.contact.closed_by, found.contact.closed_at, found.contact.closed_why) == ("person", MONDAY, "")
        assert found.contact.closed_written_by is None
        assert found.standing is Standing.NOT_GOING_AHEAD


def test_what_ruth_writes_down_that_leon_stops_is_his_decision_in_his_words(town: Town, network: Network) -> None:
    """R4, R22."""
    contact = a_contact(town, network)
    stop(town, network, "Ruth", words="He rang: “That's it, thanks.”")
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        found = contacts.sheet(by, contact.pk).contact
        assert (found.closed_by, found.closed_why) == ("person", "He rang: “That's it, thanks.”")
        assert found.closed_written_by == town.practitioners["Ruth"]


def test_only_the_persons_own_hand_closes_a_contact_without_a_name_and_a_reason(town: Town, network: Network) -> None:
    """R4, around the application: a service cannot drop one silently, nor say that the person did and not how."""
    contact = a_contact(town, network)
    mine = FirstContact.objects.filter(pk=contact.pk)
    with town.acting("Ruth"):
        for columns in (
            {"closed_by": "service"}, {"closed_by": "not_found", "closed_why": "Nobody came."},
            {"closed_by": "person", "closed_written_by": town.practitioners["Ruth"]},
        ):  # fmt: skip
            with refused_by("a_contact_that_goes_no_further_says_who_and_why"):
                mine.update(closed_at=MONDAY, **columns)


# Named exceptions


def except_for(town: Town, network: Network, kind: EndingKind, called: str = "Ruth", **other: Any) -> Ending:
    """Somebody names what happened."""
    given: dict[str, Any] = {"words": "He has moved to Leith.", "key": new_key()} | other
    with town.acting(called) as by:
        return episodes.end_by_exception(network=network, kind=kind, by=by, at=MONDAY, **given)


def test_staff_cannot_end_it_alone(town: Town, network: Network) -> None:
    """R22: the action refuses what is no named exception."""
    for kind in (EndingKind.NETWORK_DECIDED, EndingKind.PERSON_STOPPED):
        with pytest.raises(Refused, match="Nobody from the service"):
            except_for(town, network, kind)
    with pytest.raises(NotForYou):
        except_for(town, network, EndingKind.DIED, "Leon")


def test_leon_moved_and_others_took_over_with_him(town: Town, network: Network) -> None:
    """R22: moved and handed over to whom."""
    with pytest.raises(Refused, match="Who goes on"):
        except_for(town, network, EndingKind.MOVED)
    key = new_key()
    made = except_for(town, network, EndingKind.MOVED, key=key, handed_to="The team in Leith")
    assert except_for(town, network, EndingKind.MOVED, key=key) == made
    assert made.handed_to == "The team in Leith"


def test_leon_died(town: Town, network: Network) -> None:
    """R22: named as what it is."""
    except_for(town, network, EndingKind.DIED, words="Leon died.", died_on=date(2026, 11, 1))
    with town.acting("Ruth"):
        assert Person.objects.get(pk=network.centre_id).died_on == date(2026, 11, 1)


def test_a_hand_over_without_its_name_is_refused_by_the_database(town: Town, network: Network) -> None:
    """R22, around the application."""
    with town.acting("Ruth"), refused_by("a_hand_over_says_to_whom"):
        an_ending(town, network, kind="moved")


def test_a_missed_meeting_ends_nothing_and_not_found_needs_the_tries(town: Town, network: Network) -> None:
    """R22: not found only after the tries that this service promises, since they were last met or reached."""
    missed = a_meeting(town, network, MONDAY - DAY, status=MeetingStatus.AGREED)
    with town.acting("Ruth"):
        NetworkMeeting.objects.filter(pk=missed.pk).update(
            status="not_held", not_held_at=MONDAY, not_held_by="person", not_held_why="Nobody came to the door."
        )
    assert is_open(town, network)
    with pytest.raises(Refused, match="more tries"):
        except_for(town, network, EndingKind.NOT_FOUND)
    contact = a_contact(town, network)
    tried(town, contact, at=BEGAN)  # before the first meeting: he has been met since
    tried(town, contact, at=MONDAY - 2 * HOUR)
    tried(town, contact, at=MONDAY - HOUR, reached=True)
    with pytest.raises(Refused, match="more tries"):
        except_for(town, network, EndingKind.NOT_FOUND)
    tried(town, contact, at=MONDAY)
    assert except_for(town, network, EndingKind.NOT_FOUND).kind == "not_found"
    with town.acting("Ruth"):
        assert FirstContact.objects.get(pk=contact.pk).closed_by == "not_found"


def a_contact(town: Town, network: Network) -> FirstContact:
    """Leon's own return, some days ago, from which nobody has met him yet."""
    stop(town, network)
    with town.acting("Ruth") as by:
        episode = episodes.return_by_own_call(
            key=new_key(), network=network, words="I'd like to talk again.", by=by, at=MONDAY
        )
        return FirstContact.objects.get(episode=episode)


def tried(town: Town, contact: FirstContact, *, at: Any, reached: bool = False) -> None:
    """Ruth rang."""
    with town.acting("Ruth") as by:
        Attempt.objects.create(
            organisation_id=by.organisation_id, first_contact=contact, by=town.practitioners["Ruth"], at=at,
            way=AttemptWay.TELEPHONE.value, reached=reached,
        )  # fmt: skip
