"""Reaching a network beyond one's own: a reason, an hour, the privacy lead told at once (R27)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from tornio.actions import messages
from tornio.actions.announcing import announce
from tornio.actions.frame import action, kept_already, note
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Office
from tornio.records.models import BreakGlass, Network, PrivacyNote
from tornio.records.models.break_glass import AN_HOUR
from tornio.records.visible import break_glass as visible
from tornio.records.visible.reach import forget

LONGEST_REASON = 300
SHORTEST_REASON = 10  # "work" is no reason; the person reads it


def _reason(words: str) -> str:
    said = " ".join(words.split())
    if len(said) < SHORTEST_REASON:
        raise Refused(_("Say why you need to read this, in a sentence. The person will see it."), "reason")
    if len(said) > LONGEST_REASON:
        raise Refused(_("Say it in fewer words, please: three hundred letters at most."), "reason")
    return said


def privacy_leads(by: Reader, at: datetime) -> list[UUID]:
    """Who looks after what is private here today; whoever acts is not told of themself."""
    held = Office.objects.filter(office=Capacity.PRIVACY_LEAD.value, since__lte=at).exclude(until__lte=at)
    return list(held.exclude(person=by.person_id).values_list("person_id", flat=True).distinct())


@action
def break_glass(*, key: UUID, network: Network, reason: str, by: Reader, at: datetime, as_whom: str = "") -> BreakGlass:
    """From now on, and for an hour, they read this network. The person sees who, when and why.

    Errors: Refused without a reason that tells something; NotForYou for whoever may not reach beyond their networks.
    """
    if visible.reachable(by, network.pk) is None:
        raise NotForYou
    kept: BreakGlass | None = kept_already(BreakGlass, key, person_id=by.person_id, network_id=network.pk)
    if kept is not None:
        return kept
    said = _reason(reason)
    glass = BreakGlass.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        person_id=by.person,
        capacity=by.capacity.value,
        as_whom=as_whom[:120],
        reason=said,
        at=at,
        until=at + AN_HOUR,
    )
    note("reached a network beyond their own", by=replace(by, purpose=said), at=at, network=network.pk, subject=key)
    leads = privacy_leads(by, at)
    for lead in leads:
        announce(lead)
    messages.write(
        MessageKind.BEYOND, leads, occasion=str(key), service_id=network.service_id, network=network.pk, subject=key,
        by=by, at=at,
    )  # fmt: skip
    _look_again(by)
    return glass


@action
def let_go(*, glass_id: UUID, by: Reader, at: datetime) -> None:
    """They need it no more; what they read stays written down."""
    mine = BreakGlass.objects.filter(pk=glass_id, person=by.person, until__gt=at)
    found = mine.first()
    if found is None:
        raise NotForYou
    mine.update(until=at)
    note("let a network beyond their own go", by=by, at=at, network=found.network_id, subject=glass_id)
    _look_again(by)


def _look_again(by: Reader) -> None:
    by.memory.pop("glasses", None)
    forget(by)


@action
def looked_at(
    *, key: UUID, reader_id: UUID, network_id: UUID, words: str, by: Reader, at: datetime, glass_id: UUID | None = None
) -> PrivacyNote:
    """The privacy lead has looked at who read whose record; nobody looks into their own reading."""
    if by.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    kept: PrivacyNote | None = kept_already(PrivacyNote, key, person_id=by.person)
    if kept is not None:
        return kept
    made = PrivacyNote.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        glass_id=glass_id,
        reader_id=reader_id,
        network_id=network_id,
        person_id=by.person,
        words=words.strip(),
        at=at,
    )
    note("looked at who read a record", by=by, at=at, network=network_id, subject=key)
    for lead in (by.person, *privacy_leads(by, at)):
        announce(lead)
    return made
