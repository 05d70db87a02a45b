"""How far somebody reaches who comes in at the door without having been booked, or answers a later call."""

from datetime import timedelta

import pytest

from tests.calls import called
from tests.kitchen import a_network
from tests.meetings import TUESDAY, in_the_room, network_of, opened
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import duty, episodes, holding, presence, recognitions, voices
from tornio.core.contacts import ForWhom, Told
from tornio.core.errors import NotForYou
from tornio.core.sharing import Relationship
from tornio.people.keys import new_key
from tornio.records.visible import contacts
from tornio.records.visible.reach import reach

SOON = TUESDAY + timedelta(minutes=10)


def test_sadia_who_steps_in_at_the_door_signs_her_own_words_and_reads_until_the_next_day(town: Town) -> None:
    """R12, R17: she is there with a reason that is kept, and stands in until 24 hours after."""
    network = network_of(town)
    with town.acting("Ruth", at=TUESDAY) as ruth:
        meeting = opened(town, network, ruth)
        in_the_room(town, meeting, ruth, ("Leon", "Ruth"), TUESDAY)
    with town.acting("Sadia", at=TUESDAY) as sadia, pytest.raises(NotForYou):
        voices.say(key=new_key(), meeting=meeting, words="I am not here yet.", by=sadia, at=TUESDAY)
    with town.acting("Ruth", at=SOON) as ruth:
        presence.arrive(
            meeting=meeting, person=town.people["Sadia"], by=ruth, at=SOON, reason="Tomasz was held up on the bridge."
        )
    with town.acting("Sadia", at=SOON) as sadia:
        assert reach(sadia).standing(network.pk) == {Relationship.SUBSTITUTE}
        said = voices.say(key=new_key(), meeting=meeting, words="I listened at first.", by=sadia, at=SOON)
        assert said.author_id == town.people["Sadia"].pk
    with town.acting("Ruth", at=TUESDAY + HOUR) as ruth:
        holding.close(meeting=meeting, by=ruth, at=TUESDAY + HOUR)
    with town.acting("Sadia", at=TUESDAY + 2 * HOUR + DAY) as sadia:
        assert not reach(sadia).standing(network.pk) & {Relationship.SUBSTITUTE}


def test_sadia_who_answers_a_later_call_about_leon_reaches_that_call_and_not_what_the_team_reads(town: Town) -> None:
    """R5, R24: responsible for a contact, once there is a team, is to have that contact in hand and nothing else."""
    network = a_network(town)
    told = Told("He shouts at night.", ForWhom.RELATIVE, caller_name="Dev Marsh", person_name="Leon Marsh")
    contact = called(town, told, by="Sadia")
    with town.acting("Sadia") as sadia:
        recognitions.recognise(contact_id=contact.pk, person_id=town.people["Leon"].pk, by=sadia, at=MONDAY)
    with town.acting("Sadia", at=MONDAY + HOUR) as sadia:
        assert reach(sadia).standing(network.pk) == frozenset()
        assert contacts.sheet(sadia, contact.pk).is_holder
    with town.acting("Ruth", at=MONDAY + HOUR) as ruth:
        assert reach(ruth).standing(network.pk) == {Relationship.TEAM}
        assert contacts.sheet(ruth, contact.pk).of_the_network


def test_sadia_who_answers_leon_himself_reads_as_whoever_takes_his_call_until_the_next_day(town: Town) -> None:
    """R13, R22: he comes back by one call; whoever answers can arrange the first meeting, and the team stays his."""
    network = a_network(town)
    with town.acting("Leon") as leon:
        episodes.stop(key=new_key(), network=network, by=leon, at=MONDAY)
    with town.acting("Ruth", at=MONDAY + HOUR) as ruth:
        duty.give_turn(
            practitioner_id=town.practitioners["Sadia"].pk, start=MONDAY, end=MONDAY + DAY, by=ruth, at=MONDAY + HOUR
        )
    with town.acting("Sadia", at=MONDAY + HOUR) as sadia:
        episodes.return_by_own_call(key=new_key(), network=network, words="It is me.", by=sadia, at=MONDAY + HOUR)
        assert reach(sadia).standing(network.pk) == {Relationship.DUTY}
    with town.acting("Sadia", at=MONDAY + DAY + 2 * HOUR) as sadia:
        assert reach(sadia).standing(network.pk) == frozenset()
