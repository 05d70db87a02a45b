"""The way back: one call of the person's own opens it again with the same team (R13, R22)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import is_centre_of
from tornio.core.contacts import ByWay, Channel, ForWhom, Knows
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Episode, FirstContact, Network, Responsibility
from tornio.records.visible import between as visible
from tornio.records.visible import duty, left_open, reach


@action
def return_by_own_call(
    *, key: UUID, network: Network, words: str, by: Reader, at: datetime, way: Channel = Channel.TELEPHONE
) -> Episode:
    """The person calls, or writes from their own page: it goes on, with the same team and a clock of its own (R2).

    Also where it never ended and nobody of us is in it any more. Whoever answers is responsible; when nobody answered,
    duty is, or the named person (R5). Errors: NotForYou for members and strangers: anyone else's call is a new first
    contact. Refused where it is open and somebody of us is there.
    """
    own = is_centre_of(by, network.pk)
    if not own and visible.answering(by, network.pk, network.centre_id) is None:
        raise NotForYou
    said = own_words(words, missing="Write what they said.")
    with as_clerk():  # the person may not read it again, and must not come back twice
        kept: FirstContact | None = kept_already(FirstContact, key, network_id=network.pk)
    if kept is not None and kept.episode_id is not None:
        return Episode.objects.get(pk=kept.episode_id)
    episode = Episode.objects.filter(network=network, ended_at__isnull=True).first()
    if episode is None:
        episode = Episode.objects.create(
            id=new_key(), organisation_id=by.organisation_id, network=network, opened_at=at, returned=True
        )
    elif not left_open.with_nobody(network.pk, at):
        raise Refused("This network is open already.")
    _contact(key, episode, said, way, by, at, own=own)
    note("came back", by=by, at=at, network=network.pk, subject=episode.pk)
    reach.forget(by)
    return episode


def _contact(key: UUID, episode: Episode, words: str, way: Channel, by: Reader, at: datetime, *, own: bool) -> None:
    """Its first contact, with all its clocks begun, and somebody responsible from this moment (R2, R5)."""
    network, held_by = episode.network, new_key()
    practitioner, by_way = _responsible(network, by, at, own=own)
    contact = FirstContact.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        service_id=network.service_id,
        channel=way.value,
        own_words=words,
        for_whom=ForWhom.SELF.value,
        caller_name=network.centre.full_name,
        person_name=network.centre.full_name,
        knows=Knows.BESIDE.value,
        contacted_at=at,
        referred_at=at,
        accepted_at=at,  # their own call is enough: there is nothing to accept
        caller_id=network.centre_id,
        person_id=network.centre_id,
        network=network,
        episode=episode,
        held_by_id=held_by,
        opened_at=None if own else at,
    )
    Responsibility.objects.create(
        id=held_by,
        organisation_id=by.organisation_id,
        first_contact=contact,
        practitioner_id=practitioner,
        during=DateTimeTZRange(at, None),
        by_way=by_way.value,
    )


def _responsible(network: Network, by: Reader, at: datetime, *, own: bool) -> tuple[UUID, ByWay]:
    if not own:
        return by.practitioner, ByWay.ANSWERED
    return duty.falls_to(network.service, at)
