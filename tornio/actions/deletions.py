"""Deletion: two people, a named ground; the database takes the words away and keeps the proof (R28)."""

from datetime import datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.actions.standing import is_staff_of
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.people import Capacity
from tornio.core.rights import WHOLE, DeletionGround, two_people
from tornio.people.acting import Reader
from tornio.records.models import Deletion, Misfiling, Network
from tornio.records.visible import retention
from tornio.records.visible.rights import Entry

What = Entry | Misfiling | Network  # one entry, one that was taken out of view, or all of a record


def may_sign(by: Reader, network_id: UUID) -> None:
    """Refused for everyone but the privacy lead and staff who work with the network."""
    if by.capacity is not Capacity.PRIVACY_LEAD and not is_staff_of(by, network_id):
        raise NotForYou


def _named(what: What) -> dict[str, object]:
    if isinstance(what, Network):
        return {"network_id": what.pk, "kind": WHOLE, "entry": what.pk}
    key, at = (what.entry, what.said_at) if isinstance(what, Misfiling) else (what.key, what.at)
    kind = str(what.kind)
    return {"network_id": what.network_id, "kind": kind, "entry": key, "author_id": what.author_id, "said_at": at}


@action
def put_forward(*, key: UUID, what: What, ground: DeletionGround, words: str, by: Reader, at: datetime) -> Deletion:
    """The first of two puts something forward on a named ground. Nothing has gone yet.

    Errors: Refused for "retention ended" before a period that the service wrote down has ended, or for one entry.
    """
    named = _named(what)
    network = what.pk if isinstance(what, Network) else what.network_id
    may_sign(by, network)
    kept: Deletion | None = kept_already(Deletion, key, asked_by_id=by.person, entry=named["entry"])
    if kept is not None:
        return kept
    if ground is DeletionGround.WRONG_RECORD and not isinstance(what, Misfiling):
        raise Refused("Say first that it is in the wrong record: it is out of view at once.", "ground")
    if ground is DeletionGround.RETENTION_ENDED and not retention.has_reached_its_end(by, network, what):
        raise Refused("This record has not reached its end by the periods that your service wrote down.", "ground")
    made = Deletion.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        ground=ground.value,
        words=own_words(words, missing="Say which order, which right or which period it is."),
        asked_by_id=by.person,
        asked_at=at,
        **named,
    )
    note("put something forward for deletion", by=by, at=at, network=network, subject=made.pk)
    return made


def _waiting(deletion: Deletion, by: Reader) -> Deletion:
    may_sign(by, deletion.network_id)
    now = Deletion.objects.select_for_update(no_key=True).get(pk=deletion.pk)
    if now.agreed_at is not None or now.refused_at is not None:
        raise Refused("It was agreed or refused already.")
    return now


@action
def agree(*, deletion: Deletion, by: Reader, at: datetime) -> Deletion:
    """The second of two agrees: in this moment the words are gone, and who, why and when stay."""
    now = _waiting(deletion, by)
    two_people(now.asked_by_id, by.person)
    now.agreed_by_id, now.agreed_at = by.person, at
    now.save(update_fields=["agreed_by", "agreed_at"])
    now.refresh_from_db()
    note("agreed to a deletion", by=by, at=at, network=now.network_id, subject=now.pk)
    return now


@action
def refuse(*, deletion: Deletion, why: str, by: Reader, at: datetime) -> Deletion:
    """It stays: somebody who was asked to agree says why. Whoever put it forward may take it back so, too."""
    now = _waiting(deletion, by)
    now.refused_by_id, now.refused_at = by.person, at
    now.refused_why = own_words(why, missing="Say why it stays.", field="why")
    now.save(update_fields=["refused_by", "refused_at", "refused_why"])
    note("let stay what was put forward for deletion", by=by, at=at, network=now.network_id, subject=now.pk)
    return now
