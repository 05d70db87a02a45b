"""How far a reader reaches: which networks, and how they stand to each; asked once in a request."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from tornio.core.contacts import ForWhom
from tornio.core.meetings import BookedAs, MeetingStatus, PresentAs
from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.core.sharing import CLOSE, Relationship, Resource, Right, may
from tornio.core.voices import Audience
from tornio.people.acting import Reader, as_clerk
from tornio.records.models import (
    Booking,
    BreakGlass,
    Call,
    FirstContact,
    Grant,
    Network,
    NetworkMeeting,
    NetworkMember,
    Presence,
    TeamMember,
    Wish,
)

AFTERWARDS = timedelta(hours=24)  # how long who stood in may still read
_AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value)


@dataclass(frozen=True, slots=True)
class Reach:
    """Each network a reader stands in, with how they stand to it."""

    networks: dict[UUID, frozenset[Relationship]]

    def standing(self, network_id: UUID | None) -> frozenset[Relationship]:
        """How the reader stands to this network; nothing when they do not."""
        return self.networks.get(network_id, frozenset()) if network_id else frozenset()

    def who(self, right: Right, resource: Resource) -> list[UUID]:
        """The networks in which the reader has this right."""
        return [network for network, standing in self.networks.items() if may(standing, right, resource)]

    def standing_as(self, *relationships: Relationship) -> list[UUID]:
        """The networks to which the reader stands in one of these ways."""
        wanted = frozenset(relationships)
        return [network for network, standing in self.networks.items() if standing & wanted]


def _rows(query: QuerySet[Any], network: str, relationship: Relationship) -> QuerySet[Any]:
    return query.order_by().values_list(F(network), Value(relationship.value))


def _as_oneself(reader: Reader) -> QuerySet[Any]:
    mine = NetworkMember.objects.filter(person=reader.person_id)
    reads = Q(belonging=Belonging.BELONGS.value, may_read=True)
    return _rows(Network.objects.filter(centre=reader.person_id), "id", Relationship.CENTRE).union(
        _rows(mine.filter(reads), "network_id", Relationship.MEMBER),
        _rows(mine.exclude(reads), "network_id", Relationship.OWN_WORDS),
        _rows(in_force(reader), "network_id", Relationship.PROXY),
    )


def in_force(reader: Reader) -> QuerySet[Grant]:
    """Grants by which the reader acts for somebody and reads just now: dated, and ended by the person's death (R8)."""
    mine = Grant.objects.filter(holder=reader.person_id, may_read=True, during__contains=reader.at)
    return mine.filter(centre__died_on__isnull=True)


def writes_for(reader: Reader, network_id: UUID) -> Grant | None:
    """The grant by which the reader adds words for the person at the centre, if there is one just now."""
    if Relationship.PROXY not in reach(reader).standing(network_id):
        return None
    return in_force(reader).filter(network=network_id, may_write=True).first()


def _as_practitioner(reader: Reader) -> QuerySet[Any]:
    mine = reader.practitioner_id
    team = TeamMember.objects.filter(practitioner=mine, during__contains=reader.at)
    refused = Exists(Wish.objects.filter(network=OuterRef("network"), practitioner=mine, until__isnull=True))
    calls = Call.objects.filter(~refused, taken_by=mine, began_at__gt=reader.at - AFTERWARDS)
    booked = _booked(reader)
    now = Q(meeting__status=MeetingStatus.OPEN.value) | Q(meeting__held_at__gt=reader.at - AFTERWARDS)
    there = Presence.objects.filter(now, person=reader.person_id, present_as=PresentAs.PRACTITIONER.value)
    stepped_in = there.filter(~refused)  # who is refused reads no more at once, whatever they did today (R12)
    return _rows(team, "network_id", Relationship.TEAM).union(
        _in_hand(reader),
        # Two questions, each with an index: years of bookings lie behind whoever has worked here long.
        booked.filter(meeting_status__in=_AHEAD),
        booked.filter(now),
        _rows(stepped_in, "network_id", Relationship.SUBSTITUTE),
        _rows(calls, "network_id", Relationship.DUTY),
        _beyond(reader),
    )


def _in_hand(reader: Reader) -> QuerySet[Any]:
    """First contacts that the reader is responsible for until a team has formed, or that are the person's own call."""
    contacts = FirstContact.objects.filter(
        held_by__practitioner=reader.practitioner_id, network__isnull=False, first_met_at__isnull=True
    )
    has_team = Exists(TeamMember.objects.filter(network=OuterRef("network"), during__contains=reader.at))
    own_call = Q(for_whom=ForWhom.SELF.value, contacted_at__gt=reader.at - AFTERWARDS)  # like any call of the person's
    told = Case(When(has_team, Value(Relationship.DUTY.value)), default=Value(Relationship.RESPONSIBLE.value))
    return contacts.filter(~has_team | own_call).order_by().values_list("network_id", told)


def _booked(reader: Reader) -> QuerySet[Any]:
    """Meetings to which the reader is booked, as rows of their networks."""
    stands_in = When(booked_as=BookedAs.SUBSTITUTE.value, then=Value(Relationship.SUBSTITUTE.value))
    mine = Booking.objects.filter(
        practitioner=reader.practitioner_id,
        released_at__isnull=True,
        stopped_at__isnull=True,  # who left, or is refused, stops at once, whatever is still booked (R12)
    )
    told = Case(stands_in, default=Value(Relationship.BOOKED.value))
    return mine.order_by().values_list("meeting__network_id", told)


def _beyond(reader: Reader) -> QuerySet[Any]:
    """What the reader reached by breaking the glass, while it lasts (R27)."""
    mine = BreakGlass.objects.filter(person=reader.person_id, capacity=reader.capacity.value)
    return _rows(mine.filter(at__lte=reader.at, until__gt=reader.at), "network_id", Relationship.BREAK_GLASS)


def reach(reader: Reader) -> Reach:
    """The reader's reach, remembered for the rest of the request."""
    known: Reach | None = reader.memory.get("reach")
    if known is not None:
        return known
    rows: Any = ()
    if reader.capacity is Capacity.ONESELF:
        rows = _as_oneself(reader)
    elif reader.capacity is Capacity.PRACTITIONER:
        # Without the policies, which find it for themselves: so the two stay apart, and planning is half the work.
        with as_clerk():
            rows = list(_as_practitioner(reader))
    elif reader.capacity is Capacity.PRIVACY_LEAD:
        rows = _beyond(reader)
    found: defaultdict[UUID, set[Relationship]] = defaultdict(set)
    for network, relationship in rows:
        found[network].add(Relationship(relationship))
    known = Reach({network: frozenset(standing) for network, standing in found.items()})
    reader.memory["reach"] = known
    return known


def forget(reader: Reader) -> None:
    """After an action that changes how somebody stands: the next question looks again."""
    reader.memory.pop("reach", None)


IN_VIEW = Q(out_of_view_at__isnull=True)
"""Neither in the wrong record nor deleted (R28). The database says so too, by itself; neither rests on the other."""


def entries(reader: Reader, author: str) -> Q:
    """The entries of any table with `network`, `audience` and `chosen` that the reader may read (R23, R24, R28)."""
    if reader.capacity is Capacity.SHARED_SCREEN:
        return IN_VIEW & Q(audience=Audience.NETWORK.value, network__in=_of_the_screen(reader))
    here = reach(reader)
    everyone = here.who(Right.READ, Resource.ENTRIES)
    close = here.standing_as(*CLOSE)
    centre = here.standing_as(Relationship.CENTRE)
    me = reader.person_id
    return IN_VIEW & (
        Q(network__in=everyone, audience=Audience.NETWORK.value)
        | Q(network__in=close, audience=Audience.PERSON_AND_TEAM.value)
        | Q(network__in=centre, audience=Audience.CHOSEN.value)
        | Q(network__in=everyone, audience=Audience.CHOSEN.value, chosen__contains=[me])
        | Q(network__in=list(here.networks), **{author: me})
    )


def _of_the_screen(reader: Reader) -> QuerySet[Any]:
    return NetworkMeeting.objects.filter(pk__in=[reader.subject_id]).values("network_id")
