"""Who is responsible for a first contact, and how that passes on; there is never nobody (R5, R6)."""

from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.actions import messages
from tornio.actions.bookings import nobody_refused
from tornio.actions.contacts import held_still, still_waiting
from tornio.actions.frame import action, kept_already, note
from tornio.core.contacts import UNOPENED, ByWay, passing_moment
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.messages import MessageKind
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.people.models import Practitioner
from tornio.records.models import FirstContact, HandOver, Responsibility
from tornio.records.visible import contacts as visible
from tornio.records.visible import duty, reach
from tornio.records.visible.those_who import refused


def _passes(
    contact: FirstContact, to: UUID, by_way: ByWay, at: datetime, reason: str = "", hand_over: HandOver | None = None
) -> Responsibility:
    """From this moment somebody else is responsible; the history stays (R6)."""
    before = contact.held_by
    moment = passing_moment(before.during.lower, at)
    opened = contact.opened_at or at
    with as_clerk():  # from here on it may be out of sight of whoever passes it on
        Responsibility.objects.filter(pk=before.pk).update(during=DateTimeTZRange(before.during.lower, moment))
        after = Responsibility.objects.create(
            organisation_id=contact.organisation_id,
            first_contact=contact,
            practitioner_id=to,
            during=DateTimeTZRange(moment, None),
            by_way=by_way.value,
            reason=reason,
            hand_over=hand_over,
            accepted=True if hand_over else None,
        )
        FirstContact.objects.filter(pk=contact.pk).update(held_by=after, opened_at=opened)
    contact.held_by, contact.opened_at = after, opened
    return after


@action
def open_and_take_on(*, contact_id: UUID, by: Reader, at: datetime) -> Responsibility:
    """A contact nobody has opened yet is theirs from now on (R5). Two at once: one has it, the other is told who."""
    taking = by.practitioner
    if not visible.contacts(by).filter(pk=contact_id).exists() and not _just_taken(contact_id, by):
        raise NotForYou
    contact = _locked(contact_id)
    still_waiting(contact)
    if contact.opened_at is not None:
        if contact.held_by.practitioner_id == taking:
            return _held(contact)
        name = contact.held_by.practitioner.person.full_name
        raise Refused(_("%(name)s has opened it already and is responsible.") % {"name": name})
    taken = _passes(contact, taking, ByWay.OPENED, at)
    note("opened a first contact and took it on", by=by, at=at, network=contact.network_id, subject=contact.pk)
    reach.forget(by)
    return taken


def _just_taken(contact_id: UUID, by: Reader) -> bool:
    """True for a contact of one's own service that a colleague opened: whoever was a moment later is told who."""
    with as_clerk():
        return FirstContact.objects.filter(pk=contact_id, service=by.service_id, opened_at__isnull=False).exists()


def _locked(contact_id: UUID) -> FirstContact:
    """The contact as it stands once nobody else is changing it, whoever has it by now."""
    with as_clerk():
        FirstContact.objects.select_for_update(of=("self",)).get(pk=contact_id)
        return FirstContact.objects.select_related("held_by__practitioner__person", "service").get(pk=contact_id)


def _held(contact: FirstContact) -> Responsibility:
    held: Responsibility = contact.held_by
    return held


@action
def offer(*, contact_id: UUID, to: UUID, reason: str, by: Reader, at: datetime, key: UUID | None = None) -> HandOver:
    """Whoever is responsible asks somebody else to be; until they say yes nothing changes (R6)."""
    contact = held_still(contact_id, by)
    key = key or new_key()
    kept: HandOver | None = kept_already(HandOver, key, first_contact_id=contact.pk)
    if kept is not None:
        return kept
    still_waiting(contact)
    if contact.held_by.practitioner_id != by.practitioner:
        raise Refused(_("Only who is responsible can pass it on. If they cannot, duty takes it."), "to")
    asked = Practitioner.objects.filter(pk=to, service=contact.service_id).exclude(until__lte=at).first()
    if asked is None:
        raise Refused(_("Choose somebody who works here."), "to")
    if contact.network is not None:
        nobody_refused([asked], contact.network, field="to")
    offered = HandOver.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        first_contact=contact,
        offered_by_id=by.practitioner,
        offered_to_id=to,
        reason=own_words(reason, missing=_("Say why you are passing it on."), field="reason"),
        offered_at=at,
    )
    messages.to_one(
        MessageKind.OFFERED, asked.person_id, service_id=contact.service_id, network=contact.network_id,
        subject=offered.pk, by=by, at=at,
    )  # fmt: skip
    note("offered to pass a first contact on", by=by, at=at, network=contact.network_id, subject=contact.pk)
    return offered


@action
def answer_offer(*, hand_over_id: UUID, yes: bool, by: Reader, at: datetime) -> HandOver:
    """Yes: they are responsible from now on. No: nothing changes (R6). Only who was asked answers."""
    asked = HandOver.objects.filter(pk=hand_over_id, offered_to=by.practitioner).first()
    if asked is None:
        raise NotForYou
    contact = _locked(asked.first_contact_id)
    offered = HandOver.objects.select_for_update().get(pk=hand_over_id)
    if offered.answered_at is not None:
        if offered.accepted is yes:
            return offered
        raise Refused(_("It has been answered already."))
    if yes:
        still_waiting(contact)
        if contact.held_by.practitioner_id != offered.offered_by_id:
            name = contact.held_by.practitioner.person.full_name
            raise Refused(_("%(name)s is responsible by now.") % {"name": name})
    HandOver.objects.filter(pk=offered.pk).update(answered_at=at, accepted=yes)
    offered.answered_at, offered.accepted = at, yes
    if yes:
        _passes(contact, offered.offered_to_id, ByWay.ACCEPTED, at, offered.reason, offered)
    note("answered an offer", by=by, at=at, network=contact.network_id, subject=contact.pk)
    reach.forget(by)
    return offered


@action
def duty_takes(*, contact_id: UUID, reason: str, by: Reader, at: datetime) -> Responsibility:
    """If the holder cannot act, whoever holds the telephone takes it, with a reason (R6)."""
    contact = held_still(contact_id, by)
    still_waiting(contact)
    if not visible.holds_the_telephone(by) or contact.service_id != by.service_id:
        raise Refused(_("Only whoever holds the telephone takes it over."), "reason")
    if contact.held_by.practitioner_id == by.practitioner:
        raise Refused(_("It is yours already."), "reason")
    why = own_words(reason, missing=_("Say why duty takes it."), field="reason")
    taken = _passes(contact, by.practitioner, ByWay.DUTY_TOOK, at, why)
    note("took a first contact over, being on duty", by=by, at=at, network=contact.network_id, subject=contact.pk)
    reach.forget(by)
    return taken


def comes_no_more(network_id: UUID, practitioner_id: UUID, *, by: Reader, at: datetime) -> None:
    """Whom the person does not want to meet has their call in hand no more, and is asked to take it no more (R12).

    Duty takes it, or the named person, and is told (R5, R6); where that is nobody else, it stays: never nobody.
    A call that nobody opened is anybody's to open, and waits with whoever holds the telephone.
    """
    with as_clerk():
        waiting = FirstContact.objects.filter(network=network_id, first_met_at__isnull=True, closed_at__isnull=True)
        for contact_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
            contact = _locked(contact_id)
            asked = HandOver.objects.filter(first_contact=contact, offered_to=practitioner_id, answered_at__isnull=True)
            asked.update(answered_at=at, accepted=False)
            if contact.held_by.practitioner_id == practitioner_id and contact.held_by.by_way not in UNOPENED:
                _falls_to_duty(contact, network_id, by, at)


def _falls_to_duty(contact: FirstContact, network_id: UUID, by: Reader, at: datetime) -> None:
    no = refused([network_id])[network_id]
    could = (duty.on_duty(contact.service_id, at), contact.service.duty_fallback_id)
    to = next((each for each in could if each is not None and each not in no), None)
    if to is None:
        return
    name = contact.held_by.practitioner.person.called
    held = _passes(contact, to, ByWay.DUTY_TOOK, at, _("%(name)s comes to this network no more.") % {"name": name})
    messages.write(
        MessageKind.WAITS,
        [held.practitioner.person_id],
        occasion=str(held.pk),
        service_id=contact.service_id,
        network=network_id,
        subject=contact.pk,
        by=by,
        at=at,
    )
    note("passed a first contact to duty", by=by, at=at, network=network_id, subject=contact.pk)
