"""Networks and who belongs to them; for a member their own place and words, nothing else (R8, R24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Max, Min, Q, QuerySet, Value, When

from tornio.core.inputs.names import same_name_key
from tornio.core.meetings import MeetingStatus
from tornio.core.networks import GONE, STILL_THERE, Belonging
from tornio.core.people import Capacity
from tornio.core.sharing import STAFF, Relationship
from tornio.people.acting import Reader
from tornio.records.models import (
    Call,
    Episode,
    Invitation,
    Network,
    NetworkMeeting,
    NetworkMember,
    TeamMember,
    Voice,
    Wish,
)
from tornio.records.visible import ways_in
from tornio.records.visible.reach import IN_VIEW, reach

MemberRow = NetworkMember  # for annotations of floors above, which know no tables
NetworkRow = Network
PAGE = 30
_AGREED = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)
_AHEAD = (MeetingStatus.PROPOSED.value, *_AGREED)


@dataclass(frozen=True, slots=True)
class Listed:
    """One network in a practitioner's list; `offered_at` is a time that nobody has agreed to yet."""

    network: Network
    next_at: datetime | None
    offered_at: datetime | None
    last_met: datetime | None
    has_ended: bool
    of_team: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The people of a network, for the person and for staff."""

    network: Network
    is_centre: bool
    members: list[NetworkMember]
    former: list[NetworkMember]
    team: list[TeamMember]
    next: NetworkMeeting | None
    wishes: list[Wish]


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A member's own page: what comes next for them, and what they said. Who has gone has only their own words."""

    network: Network
    member: NetworkMember
    is_there: bool
    reads: bool
    next: NetworkMeeting | None = None
    words: list[Voice] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


def listed(reader: Reader, *, name: str = "", page: int = 1) -> tuple[list[Listed], int]:
    """The networks a practitioner works with, by the name of the person or of anyone who belongs; and how many."""
    here = reach(reader).standing_as(*STAFF)
    found = Network.objects.select_related("centre").filter(pk__in=here)
    wanted = same_name_key(name)
    if wanted:
        members = NetworkMember.objects.filter(
            network__in=here, belonging__in=sorted(STILL_THERE), person__name_key__contains=wanted
        )
        found = found.filter(Q(centre__name_key__contains=wanted) | Q(pk__in=members.values("network_id")))
    many = found.count()
    some = list(found.order_by("centre__full_name", "id")[(page - 1) * PAGE : page * PAGE])
    return _with_meetings(reader, some), many


def _with_meetings(reader: Reader, some: list[Network]) -> list[Listed]:
    keys = [network.pk for network in some]
    agreed = Q(status__in=_AGREED, planned__endswith__gt=reader.at)
    offered = Q(status=MeetingStatus.PROPOSED.value, planned__endswith__gt=reader.at)
    meetings = NetworkMeeting.objects.filter(network__in=keys).values("network_id").order_by()
    when = {
        row["network_id"]: row
        for row in meetings.annotate(
            next_at=Min("planned__startswith", filter=agreed),
            offered_at=Min("planned__startswith", filter=offered),
            last_met=Max("opened_at", filter=Q(held_at__isnull=False)),
        )
    }
    going_on = set(Episode.objects.filter(network__in=keys, ended_at__isnull=True).values_list("network_id", flat=True))
    nothing = {"next_at": None, "offered_at": None, "last_met": None}
    return [
        Listed(
            network=network,
            next_at=when.get(network.pk, nothing)["next_at"],
            offered_at=when.get(network.pk, nothing)["offered_at"],
            last_met=when.get(network.pk, nothing)["last_met"],
            has_ended=network.pk not in going_on,
            of_team=Relationship.TEAM in reach(reader).standing(network.pk),
        )
        for network in some
    ]


def network(reader: Reader, network_id: UUID) -> Network | None:
    """The network, for the person and whoever works with it."""
    if not reach(reader).standing(network_id) & {Relationship.CENTRE, *STAFF}:
        return None
    return Network.objects.select_related("centre", "service").filter(pk=network_id).first()


def member(reader: Reader, network_id: UUID, member_id: UUID) -> NetworkMember | None:
    """One membership, for the person and whoever works with the network."""
    if network(reader, network_id) is None:
        return None
    found = NetworkMember.objects.select_related("network__centre", "person")
    return found.filter(network=network_id, pk=member_id).first()


def page(reader: Reader, network_id: UUID) -> Page | None:
    """Who belongs, who has gone, who stays with them, what comes next; None where it is not theirs."""
    found = network(reader, network_id)
    if found is None:
        return None
    members = list(
        NetworkMember.objects.select_related("person")
        .filter(network=found)
        .annotate(address_taken_at=ways_in.taken_at())
        .order_by("ring", "sector", "during", "id")
    )
    there: list[NetworkMember] = [each for each in members if Belonging(each.belonging) in STILL_THERE]
    return Page(
        network=found,
        is_centre=found.centre_id == reader.person_id,
        members=there,
        former=_latest_of_each(members, {each.person_id for each in there}),
        team=list(
            TeamMember.objects.select_related("practitioner__person")
            .filter(network=found, during__contains=reader.at)
            .order_by("during", "id")
        ),
        next=next_of(NetworkMeeting.objects.filter(network=found), reader.at),
        wishes=list(
            Wish.objects.select_related("practitioner__person")
            .filter(network=found, until__isnull=True)
            .order_by("-at", "pk")[:5]
        ),
    )


def own_place(reader: Reader, network_id: UUID) -> OwnPlace | None:
    """A member's own place; None for anybody who never was one."""
    mine = NetworkMember.objects.select_related("network__centre", "person").filter(
        network=network_id, person=reader.person_id
    )
    latest = mine.order_by("-during", "pk").first() if reader.person_id else None
    if latest is None or not reach(reader).standing(network_id) & {Relationship.MEMBER, Relationship.OWN_WORDS}:
        return None
    is_there = Belonging(latest.belonging) in STILL_THERE
    asked = Invitation.objects.filter(person=reader.person_id, taken_back_at__isnull=True)
    reads = bool(reach(reader).standing(network_id) & {Relationship.MEMBER, Relationship.PROXY})
    meetings = NetworkMeeting.objects.filter(network=network_id)
    if not reads:
        meetings = meetings.filter(pk__in=asked.values("meeting_id"))
    said = Voice.objects.filter(IN_VIEW, network=network_id, author=reader.person_id, rewordings__isnull=True)
    rang = Call.objects.filter(IN_VIEW, network=network_id, caller=reader.person_id)
    return OwnPlace(
        network=latest.network,
        member=latest,
        is_there=is_there,
        reads=reads,
        next=next_of(meetings, reader.at) if is_there else None,
        words=list(said.order_by("-said_at", "pk")),
        calls=list(rang.order_by("-began_at", "pk")),
    )


def as_they_read(reader: Reader, member: NetworkMember) -> Reader:
    """The member as a reader, so that what is printed for them holds what they may read and nothing else (R24)."""
    return as_person(reader, member.person_id)


def as_person(reader: Reader, person_id: UUID) -> Reader:
    """Anybody of a network as a reader.

    The database's reader stays who prints it; what it shows is narrowed to what both may read.
    """
    return replace(
        reader,
        capacity=Capacity.ONESELF,
        human_id=None,
        person_id=person_id,
        practitioner_id=None,
        service_id=None,
        memory={},
    )


def own_membership(reader: Reader, network_id: UUID) -> NetworkMember | None:
    """The reader's own membership, while they are still there."""
    place = own_place(reader, network_id)
    return place.member if place is not None and place.is_there else None


def next_of(meetings: QuerySet[NetworkMeeting], at: datetime) -> NetworkMeeting | None:
    """What comes next: what is agreed; a time that is only offered where nothing is."""
    ahead = Q(status__in=_AHEAD, planned__endswith__gt=at) | Q(status=MeetingStatus.OPEN.value)
    only_offered = Case(When(status=MeetingStatus.PROPOSED.value, then=Value(1)), default=Value(0))
    return meetings.filter(ahead).order_by(only_offered, "planned", "pk").first()


def _latest_of_each(members: Iterable[NetworkMember], there: set[UUID]) -> list[NetworkMember]:
    """Who has gone and has not come back, each once, the latest to go first."""
    gone = [each for each in members if Belonging(each.belonging) in GONE and each.person_id not in there]
    gone.sort(key=lambda each: each.during.upper)
    return list(reversed({each.person_id: each for each in gone}.values()))
