"""Ways in, as far as those may know who let people in: that there is one, never what it is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.people import entry, factors
from tornio.people.acting import Reader
from tornio.people.models import Person, Seat
from tornio.records.models import NetworkMeeting, NetworkMember, Presence
from tornio.records.visible import people


def may_let_in(reader: Reader, person_id: UUID) -> bool:
    """The administrator lets staff in; those who work with a network let its people in."""
    if reader.capacity is Capacity.ADMINISTRATOR:
        return people.is_staff(person_id)
    return people.of_my_networks(reader, person_id)


def never_let_in(reader: Reader, meeting: NetworkMeeting) -> list[Person]:
    """Who was at a meeting, belongs, and has never had a way in; nobody for whoever may not give them one."""
    if not people.lets_in(reader, meeting.network_id):
        return []
    was_there = Presence.objects.filter(meeting=meeting).values("person")
    belongs = NetworkMember.objects.filter(network=meeting.network_id, belonging=Belonging.BELONGS.value)
    ours = Q(pk__in=belongs.values("person")) | Q(pk=meeting.network.centre_id)
    found = Person.objects.filter(ours, ~Exists(Seat.objects.filter(person=OuterRef("pk"))), pk__in=was_there)
    return list(found.order_by("full_name", "pk"))


@dataclass(frozen=True, slots=True)
class WayInRow:
    """What staff see before they let somebody in."""

    address: str  # where links go; empty for whoever has none, who is let in on paper
    has_own: bool  # a passkey, an app or codes on paper
    invited_until: datetime | None
    address_taken_at: datetime | None  # they gave an address that somebody else uses; they were not told


NOBODY_YET = WayInRow("", has_own=False, invited_until=None, address_taken_at=None)


def taken_at() -> Subquery:
    """Beside a member: when they gave an address that turned out to be somebody else's. For staff's eyes alone."""
    theirs = Seat.objects.filter(person=OuterRef("person_id"), human__address_taken_at__isnull=False)
    return Subquery(theirs.values("human__address_taken_at")[:1])


def who_come_in(reader: Reader) -> set[UUID]:
    """For the administrator: the people who work here and have a way of their own to come in, by key."""
    if reader.capacity is not Capacity.ADMINISTRATOR:
        return set()
    staff = people.staff_of_all_services(reader).values("pk")
    seats = dict(Seat.objects.filter(person__in=staff).values_list("human_id", "person_id"))
    return {seats[human] for human in factors.who_have_some(seats)}


def way_in(reader: Reader, person_id: UUID) -> WayInRow | None:
    """How this person comes in; None for readers who do not let them in."""
    if not may_let_in(reader, person_id):
        return None
    seat = Seat.objects.select_related("human").filter(person=person_id).first()
    if seat is None:
        return NOBODY_YET
    human = seat.human
    until = entry.open_ones(human, reader.at).values_list("expires_at", flat=True).first()
    return WayInRow(human.email or "", bool(factors.kinds(human)), until, human.address_taken_at)
