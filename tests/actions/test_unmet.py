"""A first contact that goes no further leaves nothing standing; a service ends nothing for the person (R4, R22)."""

import pytest

from tests.calls import called, sadia_is_on_duty, the
from tests.meetings import contact_of, network_of, opened, proposed
from tests.people import HOUR, MONDAY, Town
from tornio.actions import contacts
from tornio.core.contacts import AttemptWay, ClosedBy
from tornio.core.episodes import EndingKind
from tornio.core.meetings import MeetingStatus, NotHeldBy
from tornio.core.people import Capacity
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Ending, Episode, FirstContact, Network, NetworkMeeting
from tornio.records.visible import leading, reach

LATER = MONDAY + HOUR


def goes_no_further(town: Town, contact: FirstContact, closed_by: ClosedBy, by: str = "Ruth") -> None:
    """It is written down that it goes no further."""
    with town.acting(by, at=LATER) as reader:
        contacts.go_no_further(contact_id=contact.pk, closed_by=closed_by, why="“Not now.”", by=reader, at=LATER)


def open_networks(town: Town) -> int:
    """What Martin counts as networks the service is with."""
    with town.acting("Martin", at=LATER) as martin:
        return leading.service_counts(martin, martin.at.tzinfo).networks  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("closed_by", "kind"),
    [
        (ClosedBy.PERSON, EndingKind.PERSON_STOPPED),
        (ClosedBy.PERSON_AND_NETWORK, EndingKind.PERSON_STOPPED),
        (ClosedBy.NOT_FOUND, EndingKind.NOT_FOUND),
    ],
)
def test_what_the_person_stops_before_anybody_met_ends_with_their_words(
    town: Town, closed_by: ClosedBy, kind: EndingKind
) -> None:
    """R22: and one call of theirs opens it again."""
    contact = called(town)
    with town.acting("Ruth", at=LATER) as ruth:
        way = AttemptWay.TELEPHONE
        contacts.attempt(contact_id=contact.pk, way=way, reached=False, by=ruth, at=LATER, key=new_key())
        meeting = proposed(town, Network.objects.get(pk=the(contact.network_id)), ruth)
    assert open_networks(town) == 1
    goes_no_further(town, contact, closed_by)
    assert open_networks(town) == 0
    with town.acting("Ruth", at=LATER):
        ending = Ending.objects.get()
        assert (ending.kind, ending.words, ending.episode_id) == (kind.value, "“Not now.”", contact.episode_id)
        assert NetworkMeeting.objects.get(pk=meeting.pk).status == MeetingStatus.NOT_HELD.value


@pytest.mark.parametrize(
    ("closed_by", "whose"), [(ClosedBy.CALLER, NotHeldBy.NETWORK), (ClosedBy.SERVICE, NotHeldBy.SERVICE)]
)
def test_a_caller_or_the_service_ends_nothing_for_the_person(town: Town, closed_by: ClosedBy, whose: NotHeldBy) -> None:
    """R22: staff cannot end alone. It is open for the person's own call, and is counted as work with nobody."""
    contact = called(town)
    with town.acting("Ruth", at=LATER) as ruth:
        meeting = proposed(town, Network.objects.get(pk=the(contact.network_id)), ruth)
    goes_no_further(town, contact, closed_by)
    with town.acting("Ruth", at=LATER):
        assert not Ending.objects.exists()
        left = NetworkMeeting.objects.get(pk=meeting.pk)
        assert (left.status, left.not_held_by) == (MeetingStatus.NOT_HELD.value, whose.value)
    assert open_networks(town) == 0


def test_nothing_ends_where_somebody_was_met_or_somebody_else_waits(town: Town) -> None:
    """R22: a second call that goes no further ends no work that goes on."""
    network = network_of(town)
    with town.acting("Ruth", at=LATER) as ruth:
        reach.forget(ruth)
        contact = contact_of(network)
        other = FirstContact.objects.get(pk=called(town).pk)
        FirstContact.objects.filter(pk=other.pk).update(network=network, episode=contact.episode_id)
    goes_no_further(town, other, ClosedBy.PERSON)
    with town.acting("Ruth", at=LATER) as ruth:
        reach.forget(ruth)
        assert Episode.objects.get(network=network).ended_at is None
        opened(town, network, ruth, at=LATER)
    goes_no_further(town, contact, ClosedBy.PERSON)
    with town.acting("Ruth", at=LATER):
        assert Episode.objects.get(network=network).ended_at is None


def test_whoever_was_only_booked_may_say_so_and_is_booked_no_more(town: Town) -> None:
    """R4, R24: with the meeting that nobody comes to ends what Tomasz could read, in the same moment."""
    contact = called(town)
    with town.acting("Ruth", at=LATER) as ruth:
        proposed(town, Network.objects.get(pk=the(contact.network_id)), ruth)
    with town.acting("Tomasz", at=LATER) as tomasz:
        done = contacts.go_no_further(
            contact_id=contact.pk, closed_by=ClosedBy.CALLER, why="“Not now.”", by=tomasz, at=LATER
        )
        assert (done.closed_at, done.closed_written_by_id) == (LATER, tomasz.practitioner)
        assert reach.reach(tomasz).standing(contact.network_id) == frozenset()


def test_whoever_holds_the_telephone_says_so_and_touches_no_work_that_is_ruths(town: Town) -> None:
    """R4, R22: Carol tells Sadia, on duty, that it is all right; what Ruth began stays until she looks at it."""
    sadia_is_on_duty(town)
    contact = called(town)
    with town.acting("Sadia", at=LATER) as sadia:
        done = contacts.go_no_further(
            contact_id=contact.pk, closed_by=ClosedBy.PERSON, why="“It is all right now.”", by=sadia, at=LATER
        )
        assert done.closed_by == ClosedBy.PERSON.value
    with town.nobody(at=LATER, capacity=Capacity.JOB), as_clerk():
        assert not Ending.objects.exists()
        assert Episode.objects.get(pk=the(contact.episode_id)).ended_at is None
