"""Founding an organisation and its services; naming people; employing staff; seats for those who sign in."""

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from tornio.actions.frame import action, note
from tornio.core.inputs.names import a_name, same_name_key
from tornio.core.people import Capacity, Profession, WayKind
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Human, Office, Organisation, Person, Practitioner, SafeWay, Seat, Service


def found_organisation(*, slug: str, name: str) -> Organisation:
    """A new organisation; it stands outside every other's record, so no reader is needed yet."""
    return Organisation.objects.create(slug=slug, name=name)


@action
def name_person(
    *,
    full_name: str,
    by: Reader,
    at: datetime,
    called: str = "",
    born_on: date | None = None,
    born_year: int | None = None,
    languages: tuple[str, ...] = (),
    communication_needs: str = "",
) -> Person:
    """A person as this organisation knows them; a name is enough (R1)."""
    name = a_name(full_name)
    person = Person.objects.create(
        organisation_id=by.organisation_id,
        full_name=name,
        called=called or name.split()[0],
        name_key=same_name_key(name),
        born_on=born_on,
        born_year=born_on.year if born_on else born_year,
        languages=list(languages),
        communication_needs=communication_needs,
    )
    note("named somebody", by=by, at=at, subject=person.pk)
    return person


@action
def open_service(
    *,
    slug: str,
    name: str,
    profile: str,
    telephone: str,
    neutral_name: str,
    exit_url: str,
    fallback_name: str,
    fallback_profession: Profession,
    fallback_described: str,
    by: Reader,
    at: datetime,
) -> Service:
    """A service with the person to whom a gap in the duty rota falls: neither is there without the other (R5)."""
    promised = profiles.profile(profile)
    fallback = new_key()
    service = Service.objects.create(
        organisation_id=by.organisation_id,
        slug=slug,
        name=name,
        neutral_name=neutral_name,
        profile=profile,
        telephone=telephone,
        exit_url=exit_url,
        time_zone=promised.jurisdiction.time_zone,
        duty_fallback_id=fallback,
    )
    person = name_person(full_name=fallback_name, by=by, at=at)
    _employ(fallback, service, person, fallback_profession, fallback_described, by, at)
    note("opened a service", by=by, at=at, subject=service.pk)
    return service


def _employ(  # noqa: PLR0917 - the row's own columns
    key: UUID,
    service: Service,
    person: Person,
    profession: Profession,
    described: str,
    by: Reader,
    at: datetime,
) -> Practitioner:
    return Practitioner.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        person=person,
        service=service,
        profession=profession.value,
        described=described,
        since=at,
    )


@action
def employ(
    *,
    person: Person,
    service: Service,
    profession: Profession,
    described: str,
    by: Reader,
    at: datetime,
) -> Practitioner:
    """Somebody works here from now on."""
    practitioner = _employ(new_key(), service, person, profession, described, by, at)
    note("employed somebody", by=by, at=at, subject=practitioner.pk)
    return practitioner


@action
def give_office(*, person: Person, office: Capacity, service: Service | None, by: Reader, at: datetime) -> Office:
    """Somebody leads, protects, evaluates or administers from now on, for one service or for all."""
    given = Office.objects.create(
        organisation_id=by.organisation_id, person=person, office=office.value, service=service, since=at
    )
    note("gave an office", by=by, at=at, subject=given.pk)
    return given


@action
def tell_safe_way(
    *,
    person: Person,
    kind: WayKind,
    value: str,
    by: Reader,
    at: datetime,
    may_ring: bool = False,
    may_text: bool = False,
    may_leave_word: bool = False,
    may_write: bool = False,
    good_hours: str = "",
    hours_from: time | None = None,
    hours_until: time | None = None,
    days: Iterable[int] = (),
) -> SafeWay:
    """How somebody can be reached safely; an earlier way of the same kind ends (R9)."""
    SafeWay.objects.filter(person=person, kind=kind.value, until__isnull=True).update(until=at)
    way = SafeWay.objects.create(
        organisation_id=by.organisation_id,
        person=person,
        kind=kind.value,
        value=value,
        may_ring=may_ring,
        may_text=may_text,
        may_leave_word=may_leave_word,
        may_write=may_write,
        good_hours=good_hours,
        hours_from=hours_from,
        hours_until=hours_until,
        days=sorted(set(days)),
        since=at,
        told_to_id=by.person_id if by.person_id != person.pk else None,
    )
    note("told a safe way", by=by, at=at, subject=person.pk)
    return way


@action
def seat(*, person: Person, human: Human, by: Reader, at: datetime) -> Seat:
    """This human is that person here (R7)."""
    seated = Seat.objects.create(human=human, organisation_id=by.organisation_id, person=person)
    note("joined a human to a person", by=by, at=at, subject=person.pk)
    return seated
