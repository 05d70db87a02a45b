"""What each of us is at and has in hand between two moments, to find a time: where somebody is, no page is told (R14).

It looks beyond what the reader may see, as a clerk: what is found decides which times are offered, and never by whom
or with whom somebody else meets.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Value

from tornio.core.meetings import MeetingStatus, PlaceKind
from tornio.core.values import Period
from tornio.people import profiles
from tornio.people.acting import Reader, as_clerk
from tornio.records.models import FirstContact, Network, Presence, TeamMember
from tornio.records.visible import duty, those_who
from tornio.records.visible.contacts import due_of

_WORDS = tuple(f"meeting__first_contact__{words}" for words in ("own_words", "wishes", "needs"))
_TAKES_TIME = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)


@dataclass(frozen=True, slots=True)
class Engaged:
    """One of us at one meeting, held, agreed or only proposed; `due`: by when it keeps a promise, if it is a first."""

    practitioner: UUID
    meeting: UUID
    network: UUID
    planned: Period
    status: MeetingStatus
    place: tuple[PlaceKind, str]
    is_first: bool
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Faces:
    """How each of us stands to a network: of its team, met so many times, responsible for its first meeting, refused
    by the person."""

    team: frozenset[UUID]
    met: Counter[UUID]
    responsible: UUID | None
    refused: frozenset[UUID]


def engaged(people: Collection[UUID], start: datetime, end: datetime) -> list[Engaged]:
    """Every meeting of theirs that has a time between two moments, in the order of time."""
    with as_clerk():
        booked = those_who.come().filter(
            practitioner__in=list(people),
            planned__overlap=DateTimeTZRange(start, end),
            meeting_status__in=_TAKES_TIME,
        )
        rows = booked.select_related("meeting__first_contact__service").defer(*_WORDS).order_by("planned", "pk")
        return [_engaged(each) for each in rows]


def _engaged(booking: Any) -> Engaged:
    meeting, called = booking.meeting, booking.meeting.first_contact
    is_first = called is not None and called.first_met_at is None
    return Engaged(
        practitioner=booking.practitioner_id,
        meeting=meeting.pk,
        network=meeting.network_id,
        planned=Period(booking.planned.lower, booking.planned.upper),
        status=MeetingStatus(booking.meeting_status),
        place=(PlaceKind(meeting.place_kind), meeting.place_words),
        is_first=is_first,
        due=due_of(called, profiles.profile(called.service.profile)) if is_first else None,
    )


def turns(people: Collection[UUID], start: datetime, end: datetime) -> list[tuple[UUID, Period]]:
    """When each of them holds the telephone between two moments (R5)."""
    found = duty.held().filter(practitioner__in=list(people), during__overlap=DateTimeTZRange(start, end))
    rows = found.order_by("during", "pk").values_list("practitioner_id", "during")
    return [(who, Period(during.lower, during.upper)) for who, during in rows]


def faces(reader: Reader, network: Network, contact: FirstContact | None) -> Faces:
    """How each of us stands to this network, for staff who work with it."""
    team = TeamMember.objects.filter(network=network, during__contains=reader.at).order_by()
    there = Presence.objects.filter(
        network=network, meeting__held_at__isnull=False, person__works_as__service=network.service_id
    ).order_by()
    met = there.values("person__works_as").annotate(times=Count("meeting", distinct=True))
    no = [each.values_list("practitioner_id", Value(0), Value("refused")) for each in those_who.refusals([network.pk])]
    found = list(
        met.values_list("person__works_as", "times", Value("met")).union(
            team.values_list("practitioner_id", Value(0), Value("team")), *no, all=True
        )
    )
    responsible = contact.held_by.practitioner_id if contact else None
    return Faces(
        frozenset(who for who, _times, how in found if how == "team"),
        Counter({who: times for who, times, how in found if how == "met"}),
        responsible,
        frozenset(who for who, _times, how in found if how == "refused"),
    )
