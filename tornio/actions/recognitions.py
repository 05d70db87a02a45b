"""“Do we know them?” is asked of staff, confirmed by a human, can be undone, and never shows to a caller (R7, R22)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.actions.contacts import held_still, still_waiting
from tornio.actions.frame import action, note
from tornio.actions.newcomers import ask_in
from tornio.core.contacts import AttemptWay, ForWhom, passing_moment
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.networks import Belonging
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import Attempt, Episode, FirstContact, Network, NetworkMember, Recognition
from tornio.records.visible import contacts as visible
from tornio.records.visible import reach


def _nothing_arranged(contact: FirstContact) -> None:
    if visible.meetings_of(contact).exists():
        raise Refused(_("Take the meeting back first: it was arranged with other people."), "known")


def _point(contact: FirstContact, person_id: UUID, network: Network | None, episode: Episode | None) -> None:
    FirstContact.objects.filter(pk=contact.pk).update(person=person_id, network=network, episode=episode)


def _network_of(person: Person, contact: FirstContact, by: Reader, at: datetime) -> Network:
    """The network of which they are the centre here; somebody known only in other networks gets their own (R7)."""
    found = Network.objects.filter(service=contact.service_id, centre=person).first()
    return found or Network.objects.create(
        organisation_id=by.organisation_id, service_id=contact.service_id, centre=person, opened_at=at
    )


def _going_on(network: Network) -> Episode | None:
    return Episode.objects.filter(network=network, ended_at__isnull=True).first()


def _begin(network: Network, by: Reader, at: datetime, *, returned: bool = False) -> Episode:
    return Episode.objects.create(organisation_id=by.organisation_id, network=network, opened_at=at, returned=returned)


def _ask_caller_in(contact: FirstContact, network: Network, by: Reader, at: datetime) -> None:
    """Whoever called for them is asked into their network too, unless somebody of that name is there already."""
    caller = contact.caller
    if contact.for_whom == ForWhom.SELF.value or caller is None or caller.pk == network.centre_id:
        return
    there = NetworkMember.objects.filter(network=network, during__upper_inf=True)
    if there.filter(person__name_key=caller.name_key).exclude(person__name_key="").exists():
        return
    if not there.filter(person=caller).exists():
        ask_in(caller, contact.caller_relation, ForWhom(contact.for_whom), network.pk, by, at)


@action
def recognise(*, contact_id: UUID, person_id: UUID, by: Reader, at: datetime) -> Recognition:
    """This is somebody we know: the contact is theirs from now on. The human who says so is kept, and can undo it.

    Where it goes on with them already, it joins that. After an ending it waits: `goes_on` says how (R22).
    """
    contact = held_still(contact_id, by)
    still_waiting(contact)
    known = Recognition.objects.filter(first_contact=contact, undone_at__isnull=True).first()
    if known is not None:
        if known.person_now_id == person_id:
            return known
        raise Refused(_("Undo what was said before first."), "known")
    person = Person.objects.filter(pk=person_id).first()
    if (
        person is None
        or contact.person_id is None
        or person_id not in {each.person.pk for each in visible.known(contact)}
    ):
        raise NotForYou
    _nothing_arranged(contact)
    network = _network_of(person, contact, by, at)
    episode = _going_on(network)
    if episode is None and not Episode.objects.filter(network=network).exists():
        episode = _begin(network, by, at)
    said = Recognition.objects.create(
        organisation_id=by.organisation_id,
        first_contact=contact,
        person_before_id=contact.person_id,
        person_now=person,
        network_before_id=contact.network_id,
        network_now=network,
        confirmed_by_id=by.practitioner,
        confirmed_at=at,
    )
    _point(contact, person.pk, network if episode else None, episode)
    if episode is not None:
        _ask_caller_in(contact, network, by, at)
    note("said that we know them", by=by, at=at, network=network.pk, subject=contact.pk)
    reach.forget(by)
    return said


@action
def goes_on(*, contact_id: UUID, words: str, by: Reader, at: datetime) -> Episode:
    """After an ending: the person's own call opens it again with the same team; somebody else's is a new first
    contact, and the person has been asked before anybody reads or is invited (R22). `words` is their answer.
    """
    contact = held_still(contact_id, by)
    still_waiting(contact)
    known = Recognition.objects.filter(first_contact=contact, undone_at__isnull=True).first()
    if known is None or known.network_now is None:
        raise NotForYou
    network = known.network_now
    own_call = contact.for_whom == ForWhom.SELF.value
    if contact.episode is not None:
        return _episode(contact)
    answer = own_words(words) if own_call else own_words(words, missing=_("Write what they said."), field="words")
    if answer.strip():
        Attempt.objects.create(
            organisation_id=by.organisation_id, first_contact=contact, by_id=by.practitioner, at=at,
            way=AttemptWay.TELEPHONE.value, reached=True, words=answer,
        )  # fmt: skip
    episode = _going_on(network) or _begin(network, by, at, returned=own_call)
    _point(contact, network.centre_id, network, episode)
    _ask_caller_in(contact, network, by, at)
    note("went on with somebody we know", by=by, at=at, network=network.pk, subject=contact.pk)
    reach.forget(by)
    return episode


def _episode(contact: FirstContact) -> Episode:
    episode: Episode = contact.episode
    return episode


@action
def undo(*, contact_id: UUID, by: Reader, at: datetime) -> FirstContact:
    """It was somebody else after all: the contact is again of the person it began with."""
    contact = held_still(contact_id, by)
    still_waiting(contact)
    said = Recognition.objects.filter(first_contact=contact, undone_at__isnull=True).first()
    if said is None:
        return contact
    _nothing_arranged(contact)
    before = said.network_before
    episode = _going_on(before) if before else None
    _point(contact, said.person_before_id, before, episode)
    _take_back_caller(contact, said, by, at)
    Recognition.objects.filter(pk=said.pk).update(undone_at=at, undone_by=by.practitioner)
    note("said that it was somebody else", by=by, at=at, network=said.network_before_id, subject=contact.pk)
    reach.forget(by)
    contact.refresh_from_db()
    return contact


def _take_back_caller(contact: FirstContact, said: Recognition, by: Reader, at: datetime) -> None:
    """A caller who was asked into the wrong network is not in it any more; they never read there."""
    asked = NetworkMember.objects.filter(
        network=said.network_now, person=contact.caller_id, belonging=Belonging.ASKED.value
    )
    for since in asked.values_list("during", flat=True):
        end = passing_moment(since.lower, at)
        asked.update(
            belonging=Belonging.ASKED_TO_LEAVE.value, during=DateTimeTZRange(since.lower, end), ended_by=by.person
        )
