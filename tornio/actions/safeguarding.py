"""Raising what worries one of us, which is never read back; and what the safeguarding lead does about it (R25)."""

from datetime import datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import a_line, own_words
from tornio.core.people import Capacity
from tornio.core.safeguarding import Step, may_raise
from tornio.people.acting import Reader
from tornio.records.models import Concern, ConcernNote, Network, Raised
from tornio.records.visible import safeguarding as visible


@action
def raise_concern(
    *, key: UUID, about: str, words: str, by: Reader, at: datetime, network: Network | None = None
) -> None:
    """Somebody of the staff tells the lead what worries them. It is written without being able to be read.

    Errors: NotForYou for whoever is not on the staff, or names a network they do not work with.
    """
    if not may_raise(by.capacity) or (network is not None and visible.network(by, network.pk) is None):
        raise NotForYou
    if kept_already(Raised, key, person_id=by.person) is not None:
        return
    Concern.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        service_id=network.service_id if network is not None else by.service_id,
        about=a_line(about, limit=300, missing="Say about whom.", field="about"),
        words=own_words(words, missing="Nothing is written yet."),
        raised_by_id=by.person,
        raised_at=at,
    )
    Raised.objects.create(id=key, organisation_id=by.organisation_id, person_id=by.person, at=at)
    # Of no network: no open page looks again because of it, and no list of a network's changes has it.
    note("raised something", by=by, at=at, subject=key)


@action
def write_beside(
    *, key: UUID, concern_id: UUID, step: Step, words: str, by: Reader, at: datetime, handed_to: str = ""
) -> ConcernNote:
    """The lead notes something, hands it on, closes it, or opens it again; nothing written is changed later."""
    standing = visible.concern(by, concern_id)
    if by.capacity is not Capacity.PRIVACY_LEAD or standing is None:
        raise NotForYou
    kept: ConcernNote | None = kept_already(ConcernNote, key, by_id=by.person, concern_id=concern_id)
    if kept is not None:
        return kept
    if step is Step.CLOSED and not standing.is_open:
        raise Refused("This is closed already.", "step")
    if step is Step.OPENED_AGAIN and standing.is_open:
        raise Refused("This is open already.", "step")
    whom = a_line(handed_to, limit=300, field="handed_to")
    if step is Step.HANDED_ON and not whom:
        raise Refused("Say to whom it was handed on.", "handed_to")
    made = ConcernNote.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        concern_id=concern_id,
        step=step.value,
        words=own_words(words, missing="Nothing is written yet."),
        handed_to=whom,
        by_id=by.person,
        at=at,
    )
    note("wrote beside what was raised", by=by, at=at, subject=concern_id)
    return made
