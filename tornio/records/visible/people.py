"""Who people are, as far as the reader may know; their safe ways only where safety.md's table gives them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from tornio.core.networks import Belonging
from tornio.core.people import STAFF, Capacity
from tornio.core.sharing import Relationship, Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Office, Person, Practitioner, SafeWay, Service
from tornio.records.models import FirstContact, Network, NetworkMember, Visit
from tornio.records.visible.duty import holds_it
from tornio.records.visible.reach import reach

ServiceRow = Service  # for annotations of floors above, which know no tables


def oneself(reader: Reader) -> Person | None:
    """The reader as a person of this organisation."""
    if reader.person_id is None:
        return None
    if "oneself" not in reader.memory:
        works = myself_as_practitioner(reader)
        reader.memory["oneself"] = works.person if works else Person.objects.filter(pk=reader.person_id).first()
    found: Person | None = reader.memory["oneself"]
    return found


def own_service(reader: Reader) -> Service | None:
    """The service the reader works for, leads, or whose network they stand in."""
    me = myself_as_practitioner(reader)
    if me is not None and me.service_id == reader.service_id:
        works_for: Service = me.service
        return works_for
    return _services(reader).first()


def _services(reader: Reader) -> QuerySet[Service]:
    """The reader's own comes first; for whoever does not work there."""
    services = Service.objects.filter(organisation_id=reader.organisation_id)
    if reader.service_id is not None:
        return services.filter(pk=reader.service_id)
    if reader.capacity is Capacity.ONESELF:
        networks = Network.objects.filter(pk__in=list(reach(reader).networks))
        return services.filter(pk__in=networks.values("service_id")).order_by("pk")
    return services.order_by("name", "pk")


def name_and_service(reader: Reader) -> tuple[str, Service | None]:
    """The reader's name and their service, which stand round every page: in one question, where there are both."""
    if reader.practitioner_id is None and reader.person_id is not None:
        name = Person.objects.filter(pk=reader.person_id).values("full_name")
        found: Any = _services(reader).annotate(reader_name=Subquery(name)).first()
        if found is not None:
            return found.reader_name or "", found
    who = oneself(reader)
    return who.full_name if who else "", own_service(reader)


def practitioners(reader: Reader) -> QuerySet[Practitioner]:
    """Those who work in the reader's service today: for staff, who arrange meetings with them."""
    found = Practitioner.objects.select_related("person").exclude(until__lte=reader.at)
    if reader.capacity not in STAFF:
        return found.none()
    if reader.service_id is not None:
        found = found.filter(service=reader.service_id)
    return found.order_by("person__full_name", "pk")


def myself_as_practitioner(reader: Reader) -> Practitioner | None:
    """The reader's own row as a practitioner."""
    if reader.practitioner_id is None:
        return None
    if "practitioner" not in reader.memory:
        door = Visit.objects.filter(practitioner=OuterRef("pk"), out_at__isnull=True)
        due, help_at = (Subquery(door.values(column)[:1]) for column in ("due_out_at", "help_at"))
        mine = Practitioner.objects.select_related("person", "service").annotate(door_due=due, door_help_at=help_at)
        reader.memory["practitioner"] = mine.filter(pk=reader.practitioner_id).first()
    found: Practitioner | None = reader.memory["practitioner"]
    return found


@dataclass(frozen=True, slots=True)
class Door:
    """The door that the reader is behind just now: when they are due out, and when they asked for help."""

    due_out_at: datetime
    help_at: datetime | None


def at_a_door(reader: Reader) -> Door | None:
    """For a practitioner on a visit; on every page of theirs, so it is asked together with who they are."""
    me: Any = myself_as_practitioner(reader)
    return Door(me.door_due, me.door_help_at) if me is not None and me.door_due is not None else None


def role(reader: Reader) -> str:
    """The small words under a reader's name."""
    words: dict[Capacity, str] = {
        Capacity.SERVICE_LEAD: _("service lead; counts only"),
        Capacity.PRIVACY_LEAD: _("privacy lead"),
        Capacity.EVALUATOR: _("evaluator"),
        Capacity.ADMINISTRATOR: _("administrator"),
    }
    if reader.capacity is Capacity.PRACTITIONER:
        found = myself_as_practitioner(reader)
        return found.described if found else ""
    return words.get(reader.capacity, "")


def names(reader: Reader, people: list[UUID]) -> dict[UUID, Person]:
    """The people of pages that the reader reads already, by key: for signing what they may see."""
    return {person.pk: person for person in Person.objects.filter(pk__in=people)} if people else {}


def safe_ways(reader: Reader, person_id: UUID) -> QuerySet[SafeWay]:
    """How somebody can be reached: one's own, and as staff those of one's networks and first contacts (R9)."""
    ways = SafeWay.objects.filter(person=person_id, until__isnull=True)
    if person_id == reader.person_id:
        return ways
    here = reach(reader).who(Right.READ, Resource.SAFE_WAYS)
    of_networks = Q(person__in=NetworkMember.objects.filter(network__in=here).values("person_id")) | Q(
        person__in=Network.objects.filter(pk__in=here).values("centre_id")
    )
    mine: QuerySet[Any] = contacts_in_hand(reader)
    of_contacts = Q(person__in=mine.values("caller_id")) | Q(person__in=mine.values("person_id"))
    return ways.filter(of_networks | of_contacts)


def contacts_in_hand(reader: Reader) -> QuerySet[FirstContact]:
    """First contacts the reader is responsible for, and on duty those of the service."""
    if reader.practitioner_id is None:
        return FirstContact.objects.none()
    mine = Q(held_by__practitioner=reader.practitioner_id)
    if reader.service_id is not None and holds_it(reader, reader.service_id):
        mine |= Q(service=reader.service_id)
    return FirstContact.objects.filter(mine)


def is_centre(reader: Reader, network_id: UUID) -> bool:
    """True when the reader is the person at the centre of this network."""
    return Relationship.CENTRE in reach(reader).standing(network_id)


def is_staff(person_id: UUID) -> bool:
    """True when this person works here or holds an office."""
    return (
        Practitioner.objects.filter(person=person_id).exists()
        or Office.objects.filter(person=person_id, until__isnull=True).exists()
    )


def of_my_networks(reader: Reader, person_id: UUID) -> bool:
    """True when the reader, as staff, works with a network that this person stands in."""
    here = reach(reader).who(Right.WRITE, Resource.SAFE_WAYS)
    return (
        NetworkMember.objects.filter(network__in=here, person=person_id, belonging=Belonging.BELONGS.value).exists()
        or Network.objects.filter(pk__in=here, centre=person_id).exists()
    )


def lets_in(reader: Reader, network_id: UUID) -> bool:
    """True when the reader, as staff, may give people of this network a way in."""
    return network_id in reach(reader).who(Right.WRITE, Resource.SAFE_WAYS)


def may_write_ways(reader: Reader, network_id: UUID, person_id: UUID) -> bool:
    """True when the reader, as staff, may write down how this person of the network is reached."""
    if not lets_in(reader, network_id):
        return False
    belongs = NetworkMember.objects.filter(network=network_id, person=person_id)
    return belongs.exists() or Network.objects.filter(pk=network_id, centre=person_id).exists()


def somebody(reader: Reader, person_id: UUID) -> Person | None:
    """A person of one's networks, or for the administrator somebody who works here."""
    found = Person.objects.filter(pk=person_id).first()
    administers = reader.capacity is Capacity.ADMINISTRATOR and is_staff(person_id)
    return found if administers or of_my_networks(reader, person_id) else None


def staff_of_all_services(reader: Reader) -> QuerySet[Person]:
    """For the administrator: everybody who works here or holds an office, by name; nothing of any record."""
    if reader.capacity is not Capacity.ADMINISTRATOR:
        return Person.objects.none()
    works = Practitioner.objects.exclude(until__lte=reader.at).values("person_id")
    holds = Office.objects.exclude(until__lte=reader.at).values("person_id")
    found = Person.objects.filter(pk__in=works.union(holds))
    return found.prefetch_related("works_as__service", "offices__service").order_by("full_name", "pk")


def services(reader: Reader) -> QuerySet[Service]:
    """The services of the reader's organisation."""
    found = Service.objects.filter(organisation_id=reader.organisation_id)
    return found.select_related("duty_fallback__person").order_by("name", "pk")


def own_networks(reader: Reader) -> list[UUID]:
    """The networks at whose centre the reader is."""
    return reach(reader).standing_as(Relationship.CENTRE)
