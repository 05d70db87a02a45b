"""When the person at the centre has died: the record is frozen, and who reads it is decided by somebody (R8, R22)."""

from datetime import date, datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import is_staff_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import Freeze, Network, NetworkMember
from tornio.records.visible.reach import forget


def _may_say(by: Reader, network_id: UUID) -> None:
    if by.capacity is not Capacity.PRIVACY_LEAD and not is_staff_of(by, network_id):
        raise NotForYou


def is_frozen(network: Network) -> bool:
    """True from a death on."""
    return Freeze.objects.filter(network=network, lifted_at__isnull=True).exists()


@action
def freeze(*, key: UUID, network: Network, words: str, by: Reader, at: datetime, died_on: date | None = None) -> Freeze:
    """They have died. From now on the record takes only what a death needs.

    What members could read, the person had allowed and can allow no more: until the service has decided, each reads
    their own words. Whom the person had let read is kept with the freeze.
    """
    _may_say(by, network.pk)
    kept: Freeze | None = kept_already(Freeze, key, network_id=network.pk)
    if kept is not None:
        return kept
    if died_on is not None and died_on > at.date():
        raise Refused("That day has not come yet.", "died_on")
    members = NetworkMember.objects.select_for_update(no_key=True).filter(network=network)
    made = Freeze.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        died_on=died_on,
        words=own_words(words, missing="Write what you were told, and by whom."),
        said_by_id=by.person,
        at=at,
        readers=[each.pk for each in members if each.may_read],
        writers=[each.pk for each in members if each.may_write],
    )
    members.update(may_read=False, may_write=False)
    # Whoever acted for them does so no more, also when nobody knows the day: then it is the day on which we were told.
    Person.objects.filter(pk=network.centre_id).update(died_on=died_on or at.date())
    note("froze the record after a death", by=by, at=at, network=network.pk, subject=made.pk)
    forget(by)
    return made


def _standing(frozen: Freeze, by: Reader) -> Freeze:
    if by.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    now = Freeze.objects.select_for_update(no_key=True).get(pk=frozen.pk)
    if now.lifted_at is not None:
        raise Refused("This record is not frozen any more.")
    return now


@action
def decide_who_reads(*, frozen: Freeze, members_read: bool, words: str, by: Reader, at: datetime) -> Freeze:
    """The privacy lead writes down what the service decided: those whom the person let read go on reading, or not."""
    now = _standing(frozen, by)
    now.members_read, now.decided_by_id, now.decided_at = members_read, by.person, at
    now.decided_words = own_words(words, missing="Say what was decided, and on what it rests.")
    now.save(update_fields=["members_read", "decided_by", "decided_at", "decided_words"])
    NetworkMember.objects.filter(pk__in=now.readers).update(may_read=members_read)
    note("decided who reads after a death", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


@action
def lift(*, frozen: Freeze, why: str, by: Reader, at: datetime) -> Freeze:
    """It was not so, or somebody else: the record is open again, and everyone reads as the person had let them."""
    now = _standing(frozen, by)
    now.lifted_by_id, now.lifted_at = by.person, at
    now.lifted_why = own_words(why, missing="Say how you know that it is not so.", field="why")
    now.save(update_fields=["lifted_by", "lifted_at", "lifted_why"])
    NetworkMember.objects.filter(pk__in=now.readers).update(may_read=True)
    NetworkMember.objects.filter(pk__in=now.writers).update(may_write=True)
    Person.objects.filter(pk__in=Network.objects.filter(pk=now.network_id).values("centre_id")).update(died_on=None)
    note("opened a record again that was frozen by mistake", by=by, at=at, network=now.network_id, subject=now.pk)
    return now
