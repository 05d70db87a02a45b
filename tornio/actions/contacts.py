"""A first contact: taken in the caller's own words, tried, its clocks noted, and told why it goes no further."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.newcomers import Newcomers, welcome
from tornio.actions.unmet import leave_nothing_standing
from tornio.core.contacts import (
    AttemptWay,
    ByWay,
    Channel,
    ClosedBy,
    Knows,
    Told,
    refuse_before_the_attempts,
)
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.inputs.text import own_words
from tornio.core.people import Capacity
from tornio.people import profiles
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.people.models import Person, Service
from tornio.records.models import Attempt, FirstContact, Responsibility
from tornio.records.visible import contacts as visible
from tornio.records.visible import duty, reach


def _responsible(service: Service, by: Reader, at: datetime) -> tuple[UUID, ByWay]:
    """Whoever answered; where nobody did, duty, or in a gap the named person: there is never nobody (R5)."""
    if by.capacity is Capacity.PRACTITIONER:
        return by.practitioner, ByWay.ANSWERED
    return duty.falls_to(service, at)


def _service(service_id: UUID | None, by: Reader) -> Service:
    wanted = service_id or by.service_id
    services = Service.objects.filter(organisation_id=by.organisation_id)
    found = services.filter(pk=wanted).first() if wanted else services.order_by("name").first()
    if found is None or (by.capacity is Capacity.PRACTITIONER and by.service_id != found.pk):
        raise NotForYou
    return found


@action
def take(
    *,
    told: Told,
    channel: Channel,
    by: Reader,
    at: datetime,
    key: UUID | None = None,
    service_id: UUID | None = None,
    contacted_at: datetime | None = None,
    referred_at: datetime | None = None,
    accepted_at: datetime | None = None,
) -> FirstContact:
    """Somebody reached us: kept in their own words, and somebody is responsible from this moment (R1, R5).

    `contacted_at` is when they did, `at` unless they reached us before it was written down. A person, a network and
    an episode begin with it; whether we know them already is asked of staff afterwards (R7), never of a caller.
    """
    key = key or new_key()
    with as_clerk():  # the caller may not read it again, and must not make it twice
        kept: FirstContact | None = kept_already(FirstContact, key, organisation_id=by.organisation_id)
    if kept is not None:
        return kept
    if by.capacity not in (Capacity.PRACTITIONER, Capacity.PUBLIC, Capacity.JOB):
        raise NotForYou
    contacted_at = contacted_at or at
    if contacted_at > at:
        raise Refused(_("That is still to come."), "contacted_at")
    words = own_words(told.own_words, missing=_("Write what they said."), field="own_words")
    service = _service(service_id, by)
    here = welcome(told, service_id=service.pk, by=by, at=contacted_at)
    clocks = {"contacted_at": contacted_at, "referred_at": referred_at, "accepted_at": accepted_at}
    contact = _begin(
        key, service, {"channel": channel.value, "own_words": words, **_told(told, here), **clocks}, by, at
    )
    note("took a first contact", by=by, at=at, network=here.network.pk, subject=contact.pk)
    reach.forget(by)
    return contact


def _begin(key: UUID, service: Service, columns: dict[str, Any], by: Reader, at: datetime) -> FirstContact:
    """The contact and whoever is responsible for it: neither is there without the other (R5)."""
    held_by, (practitioner, by_way) = new_key(), _responsible(service, by, at)
    contact = FirstContact.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        service=service,
        held_by_id=held_by,
        opened_at=at if by_way is ByWay.ANSWERED else None,
        **columns,
    )
    Responsibility.objects.create(
        id=held_by,
        organisation_id=by.organisation_id,
        first_contact=contact,
        practitioner_id=practitioner,
        during=DateTimeTZRange(contact.contacted_at, None),
        by_way=by_way.value,
    )
    return contact


def _told(told: Told, here: Newcomers) -> dict[str, object]:
    return {
        "for_whom": told.for_whom.value,
        "caller_name": told.caller_name,
        "caller_relation": told.caller_relation,
        "person_name": told.person_name,
        "knows": told.knows.value,
        "language": told.language,
        "needs": told.needs,
        "wishes": told.wishes,
        "onset_words": told.onset_words,
        "onset_on": told.onset_on,
        "caller": here.caller,
        "person": here.person,
        "network": here.network,
        "episode": here.episode,
    }


def held_still(contact_id: UUID, by: Reader) -> FirstContact:
    """The contact as it is now, locked until the verb is done; NotForYou when it is not the reader's to work with."""
    locked = FirstContact.objects.select_for_update(of=("self",)).select_related(
        "held_by__practitioner__person", "service", "person"
    )
    found = locked.filter(pk=contact_id).first()
    if found is None or not visible.works_with(by, found):
        raise NotForYou
    return found


def still_waiting(contact: FirstContact) -> None:
    """Refused once somebody was met, or it was said that it goes no further."""
    if contact.first_met_at is not None:
        raise Refused(_("You have met already."))
    if contact.closed_at is not None:
        raise Refused(_("It was written down already that this goes no further."))


@action
def tell_more(
    *,
    contact_id: UUID,
    by: Reader,
    at: datetime,
    name: str = "",
    knows: Knows | None = None,
    language: str = "",
    needs: str = "",
    wishes: str = "",
    onset_words: str = "",
    onset_on: date | None = None,
) -> FirstContact:
    """What was learned after the call; what is left empty stays as it was, and the caller's words always do."""
    contact = held_still(contact_id, by)
    learned = {
        "knows": knows.value if knows else "", "language": language, "needs": needs, "wishes": wishes,
        "onset_words": onset_words, "onset_on": onset_on,
    }  # fmt: skip
    learned = {column: value for column, value in learned.items() if value}
    if learned:
        change(contact, **learned)
    if name and contact.person_id is not None:
        _name(contact.person_id, name)
    note("wrote down more of a first contact", by=by, at=at, network=contact.network_id, subject=contact.pk)
    return contact


def _name(person_id: UUID, name: str) -> None:
    """Somebody who had no name yet gets theirs; who has one keeps it."""
    full = a_name(name)
    unnamed = Person.objects.filter(pk=person_id, name_key="")
    unnamed.update(full_name=full, called=full.split()[0], name_key=same_name_key(full))


@action
def attempt(
    *,
    contact_id: UUID,
    way: AttemptWay,
    reached: bool,
    by: Reader,
    at: datetime,
    words: str = "",
    tried_at: datetime | None = None,
    key: UUID | None = None,
) -> Attempt:
    """A try to reach them, and what came of it."""
    contact = held_still(contact_id, by)
    key = key or new_key()
    kept: Attempt | None = kept_already(Attempt, key, first_contact_id=contact.pk)
    if kept is not None:
        return kept
    tried_at = tried_at or at
    if not contact.contacted_at <= tried_at <= at:
        raise Refused(_("Choose a time between their call and now."), "tried_at")
    tried = Attempt.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        first_contact=contact,
        by_id=by.practitioner,
        at=tried_at,
        way=way.value,
        reached=reached,
        words=own_words(words),
    )
    note("tried to reach them", by=by, at=at, network=contact.network_id, subject=contact.pk)
    return tried


@action
def note_clocks(
    *,
    contact_id: UUID,
    by: Reader,
    at: datetime,
    referred_at: datetime | None = None,
    accepted_at: datetime | None = None,
) -> FirstContact:
    """When somebody was referred, and when we accepted: kept always, whichever clock the service promises by (R2)."""
    contact = held_still(contact_id, by)
    noted = {"referred_at": referred_at, "accepted_at": accepted_at}
    for name, moment in noted.items():
        if moment is None:
            continue
        if moment > at:
            raise Refused(_("That is still to come."), name)
        if getattr(contact, name) is not None:
            raise Refused(_("This clock was noted already."), name)
        setattr(contact, name, moment)
    FirstContact.objects.filter(pk=contact.pk).update(referred_at=contact.referred_at, accepted_at=contact.accepted_at)
    note("noted a clock", by=by, at=at, network=contact.network_id, subject=contact.pk)
    return contact


@action
def go_no_further(*, contact_id: UUID, closed_by: ClosedBy, why: str, by: Reader, at: datetime) -> FirstContact:
    """It goes no further: who decided so, and why (R4). Refused as "not found" before the profile's attempts."""
    contact = held_still(contact_id, by)
    still_waiting(contact)
    why = own_words(why, missing=_("Say why."), field="why")
    if closed_by is ClosedBy.NOT_FOUND:
        tried = Attempt.objects.filter(first_contact=contact, reached=False).count()
        refuse_before_the_attempts(tried, profiles.profile(contact.service.profile).attempts_promised)
    change(contact, closed_at=at, closed_by=closed_by.value, closed_why=why, closed_written_by_id=by.practitioner)
    leave_nothing_standing(contact, closed_by, why, by=by, at=at)
    note("wrote down that it goes no further", by=by, at=at, network=contact.network_id, subject=contact.pk)
    return contact
