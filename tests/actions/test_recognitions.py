"""R7 and R22: “do we know them?” is asked of staff, said by a human, undone by one, and waits for the person."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.calls import called, in_sql, the
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import recognitions
from tornio.core.contacts import ForWhom, Told
from tornio.core.errors import NotForYou, Refused
from tornio.people.models import Person
from tornio.records.models import (
    Ending,
    Episode,
    FirstContact,
    NetworkMeeting,
    NetworkMember,
    Recognition,
)
from tornio.records.visible import contacts as visible
from tornio.records.visible import leading


def ended(town: Town, contact: FirstContact, at: datetime) -> None:
    """Leon stopped, of his own accord (R22)."""
    with town.acting("Ruth") as by:
        found = FirstContact.objects.get(pk=contact.pk)
        ending = Ending.objects.create(
            organisation_id=by.organisation_id, network_id=the(found.network_id), episode_id=the(found.episode_id),
            kind="person_stopped", at=at, words="That’s enough.", written_by_id=by.person,
            centre_id=the(found.person_id),
        )  # fmt: skip
        Episode.objects.filter(pk=the(found.episode_id)).update(ended_at=at, ending=ending)


def known_to(town: Town, contact: FirstContact, by: str = "Ruth") -> list[str]:
    with town.acting(by) as reader:
        return [each.person.full_name for each in visible.sheet(reader, contact.pk).known]


def test_two_relatives_who_call_about_leon_are_one_network_by_ruths_word(town: Town) -> None:
    """R7: asked of staff, confirmed by a human; both calls then stand in one network."""
    first = called(town)
    dev = Told("He talks to the radio.", ForWhom.RELATIVE, caller_name="Dev Birch", person_name="LEON  birch")
    second = called(town, dev, at=MONDAY + HOUR)
    assert known_to(town, second) == ["Leon Birch"]
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        for _again in range(2):
            recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY + HOUR)
        found = FirstContact.objects.get(pk=second.pk)
        assert (found.network_id, found.episode_id) == (first.network_id, first.episode_id)
        assert Recognition.objects.count() == 1
        members = NetworkMember.objects.filter(network=first.network_id).values_list("person__full_name", flat=True)
        assert set(members) == {"Carol Birch", "Dev Birch"}
        with pytest.raises(Refused, match="Undo what was said before"):
            recognitions.recognise(contact_id=second.pk, person_id=uuid4(), by=by, at=MONDAY + HOUR)


def test_two_calls_about_leon_are_one_open_network_to_martin_who_counts_them(town: Town) -> None:
    """R7: what the second call began is nobody's network while it is Leon's, and is one again when that is undone."""
    first = called(town)
    second = called(town, Told("He talks to the radio.", ForWhom.RELATIVE, person_name="Leon Birch"))

    def counted() -> int:
        with town.acting("Martin", at=MONDAY + HOUR) as lead:
            return leading.service_counts(lead, UTC).networks

    assert counted() == 2
    with town.acting("Ruth", at=MONDAY) as by:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY)
    assert counted() == 1
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        recognitions.undo(contact_id=second.pk, by=by, at=MONDAY + HOUR)
    assert counted() == 2


def test_ruth_can_undo_what_she_said_and_dev_is_out_of_the_other_network(town: Town) -> None:
    """R7: it can be undone."""
    first = called(town)
    told = Told("He talks to the radio.", ForWhom.RELATIVE, caller_name="Dev Birch", person_name="Leon Birch")
    second = called(town, told)
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY)
        back = recognitions.undo(contact_id=second.pk, by=by, at=MONDAY + HOUR)
        assert (back.person_id, back.network_id, back.episode_id) == (
            second.person_id, second.network_id, second.episode_id,
        )  # fmt: skip
        there = NetworkMember.objects.filter(network=first.network_id, during__upper_inf=True)
        assert list(there.values_list("person__full_name", flat=True)) == ["Carol Birch"]
        assert recognitions.undo(contact_id=second.pk, by=by, at=MONDAY + HOUR).pk == second.pk
    assert known_to(town, second) == ["Leon Birch"]


def test_an_undone_recognition_says_who_undid_it_in_sql_too(town: Town) -> None:
    """R7: PostgreSQL wants a name beside the hour."""
    first, second = called(town), called(town)
    with town.acting("Ruth") as by:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY)
    with pytest.raises(IntegrityError, match="a_recognition_is_undone_by_somebody"):
        in_sql(town, "UPDATE records_recognition SET undone_at = confirmed_at")


def test_a_like_name_is_asked_about_and_a_strange_one_is_not(town: Town) -> None:
    """R7: Leon Burch may be Leon Birch; Siobhan Keane is not."""
    called(town)
    burch = called(town, Told("It’s me again.", caller_name="Leon Burch"))
    keane = called(town, Told("They asked me the same questions.", caller_name="Siobhan Keane"))
    assert known_to(town, burch) == ["Leon Birch"]
    assert known_to(town, keane) == []
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        recognitions.recognise(contact_id=keane.pk, person_id=the(burch.person_id), by=by, at=MONDAY)


def test_somebody_elses_call_after_an_ending_waits_until_leon_was_asked(town: Town) -> None:
    """R22: a new first contact, and the person is asked before anybody reads or is invited."""
    first = called(town)
    ended(town, first, MONDAY + DAY)
    later = MONDAY + 40 * DAY
    second = called(town, at=later)
    with town.acting("Tomasz", at=later):
        pass
    with town.acting("Ruth", at=later) as by:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=later)
        found = FirstContact.objects.get(pk=second.pk)
        assert (found.person_id, found.network_id, found.episode_id) == (first.person_id, None, None)
        with pytest.raises(Refused, match="Write what they said"):
            recognitions.goes_on(contact_id=second.pk, words=" ", by=by, at=later)
        episode = recognitions.goes_on(contact_id=second.pk, words="“All right, come.”", by=by, at=later)
        assert recognitions.goes_on(contact_id=second.pk, words="again", by=by, at=later).pk == episode.pk
        found.refresh_from_db()
        assert (found.network_id, episode.returned) == (first.network_id, False)


def test_leons_own_call_after_an_ending_opens_it_again(town: Town) -> None:
    """R22: the person's own call reopens; it needs no asking."""
    first = called(town)
    ended(town, first, MONDAY + DAY)
    later = MONDAY + 40 * DAY
    own = called(town, Told("It’s Leon. It’s started again.", caller_name="Leon Birch"), at=later)
    with town.acting("Ruth", at=later) as by:
        recognitions.recognise(contact_id=own.pk, person_id=the(first.person_id), by=by, at=later)
        episode = recognitions.goes_on(contact_id=own.pk, words="", by=by, at=later)
        assert (episode.returned, episode.network_id) == (True, first.network_id)


def test_a_contact_nobody_recognised_goes_on_as_it_is(town: Town) -> None:
    contact = called(town)
    with town.acting("Ruth") as by, pytest.raises(NotForYou):
        recognitions.goes_on(contact_id=contact.pk, words="x", by=by, at=MONDAY)


def test_somebody_known_who_has_no_network_yet_gets_their_own(town: Town) -> None:
    """R7: a member of one network can be the centre of another. Carol calls for herself."""
    first = called(town)
    own = called(town, Told("It’s me this time.", caller_name="Carol Birch"))
    with town.acting("Ruth") as by:
        recognitions.recognise(contact_id=own.pk, person_id=the(first.caller_id), by=by, at=MONDAY)
        found = FirstContact.objects.select_related("network", "episode").get(pk=own.pk)
        assert found.network.centre_id == first.caller_id
        assert found.episode is not None


def proposed(town: Town, contact: FirstContact) -> NetworkMeeting:
    """A first meeting stands in the calendar."""
    with town.acting("Ruth") as by:
        found = FirstContact.objects.get(pk=contact.pk)
        return NetworkMeeting.objects.create(
            organisation_id=by.organisation_id, network_id=the(found.network_id), episode_id=the(found.episode_id),
            first_contact=found, status="proposed", planned=DateTimeTZRange(MONDAY + HOUR, MONDAY + 2 * HOUR),
            place_kind="home", place_chosen_by="network", time_chosen_by="network", proposed_at=MONDAY,
            proposed_by_id=by.person, minimum_therapists=2,
        )  # fmt: skip


def test_a_meeting_that_stands_is_taken_back_before_people_are_changed(town: Town) -> None:
    """R7: it was arranged with others; nobody's calendar is turned into somebody else's."""
    first, second = called(town), called(town)
    proposed(town, second)
    with town.acting("Ruth") as by, pytest.raises(Refused, match="Take the meeting back first"):
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY)


def test_the_same_caller_is_not_asked_into_a_network_twice(town: Town) -> None:
    """R7: one call with somebody known as caller joins a network that has them already."""
    first, second = called(town), called(town)
    with town.acting("Ruth") as by:
        FirstContact.objects.filter(pk=second.pk).update(caller=first.caller_id)
        Person.objects.filter(pk=the(first.caller_id)).update(name_key="")
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=MONDAY)
        assert NetworkMember.objects.filter(network=the(first.network_id)).count() == 1
