"""What stands in a week: everything agreed or offered with those of us who come, and where somebody is still wanted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef, QuerySet

from tornio.core.meetings import MeetingStatus, PlaceKind
from tornio.core.values import Period
from tornio.people.models import Practitioner
from tornio.records.models import Booking, NetworkMeeting, TeamMember
from tornio.records.visible import those_who
from tornio.records.visible.working import Rota

_TAKES_TIME = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)


@dataclass(frozen=True, slots=True)
class Stands:
    """Something agreed or offered in the week, with those of us who come: it stays where it is.

    `stopped` come no more, and their places wait for somebody else. `peers` are those of either.
    """

    meeting: UUID
    network: UUID
    planned: Period
    agreed: bool
    place: tuple[PlaceKind, str]
    who: tuple[UUID, ...]
    stopped: tuple[UUID, ...]
    peers: frozenset[UUID]
    peer_required: bool
    minimum: int


@dataclass(frozen=True, slots=True)
class Needs:
    """An agreed meeting at which one of us is expected who is away then, or to which somebody comes no more."""

    stands: Stands
    instead_of: UUID
    team: frozenset[UUID]
    refused: frozenset[UUID]


def stands_in(service_id: UUID, period: Period) -> tuple[Stands, ...]:
    """What is agreed or offered in that time, in its order; also what nobody of us comes to."""
    takes = {"planned__overlap": DateTimeTZRange(period.start, period.end)}
    rows = Booking.objects.filter(
        **takes, released_at__isnull=True, practitioner__service=service_id, meeting_status__in=_TAKES_TIME
    )
    together = _by_meeting(rows)
    kept = Booking.objects.filter(meeting=OuterRef("pk"), released_at__isnull=True)
    left = NetworkMeeting.objects.filter(~Exists(kept), **takes, network__service=service_id, status__in=_TAKES_TIME)
    together.update((each, []) for each in left)
    found = (_standing(meeting, bookings) for meeting, bookings in together.items())
    return tuple(sorted(found, key=lambda each: each.planned.start))


def held_in(service_id: UUID, period: Period, at: datetime) -> tuple[Stands, ...]:
    """What was held in that time until now, when it was planned for, with those of us who had said yes to it."""
    if at <= period.start:
        return ()
    rows = those_who.come().filter(
        practitioner__service=service_id,
        planned__overlap=DateTimeTZRange(period.start, period.end),
        meeting_status=MeetingStatus.HELD.value,
    )
    return tuple(_standing(meeting, bookings) for meeting, bookings in _by_meeting(rows).items())


def _by_meeting(rows: QuerySet[Booking]) -> dict[NetworkMeeting, list[Booking]]:
    together: dict[NetworkMeeting, list[Booking]] = defaultdict(list)
    for each in rows.select_related("meeting").order_by("planned", "booked_at", "pk"):
        together[each.meeting].append(each)
    return together


def _standing(meeting: Any, bookings: list[Booking]) -> Stands:
    return Stands(
        meeting=meeting.pk,
        network=meeting.network_id,
        planned=Period(meeting.planned.lower, meeting.planned.upper),
        agreed=meeting.status != MeetingStatus.PROPOSED.value,
        place=(PlaceKind(meeting.place_kind), meeting.place_words),
        who=tuple(each.practitioner_id for each in bookings if each.stopped_at is None),
        stopped=tuple(each.practitioner_id for each in bookings if each.stopped_at is not None),
        peers=frozenset(each.practitioner_id for each in bookings if each.peer),
        peer_required=meeting.peer_required,
        minimum=meeting.minimum_therapists,
    )


def needs(stands: Iterable[Stands], rotas: Mapping[UUID, Rota], at: datetime) -> tuple[Needs, ...]:
    """In whose place somebody is wanted; who works at other hours has said yes to it all the same."""
    ahead = [each for each in stands if each.agreed and each.planned.start > at]
    found = [(each, who) for each in ahead for who in each.who if _is_away(rotas.get(who), each.planned)]
    found += _stopped(each for each in ahead if each.stopped)
    if not found:
        return ()
    networks = {each.network for each, _who in found}
    teams, no = teams_of(networks, at), those_who.refused(networks)
    return tuple(
        Needs(each, who, frozenset(of_us.pk for of_us in teams.get(each.network, ())), no[each.network])
        for each, who in sorted(found, key=lambda pair: pair[0].planned.start)
    )


def _is_away(rota: Rota | None, planned: Period) -> bool:
    return rota is not None and any(
        Period(gone.during.lower, gone.during.upper).overlaps(planned) for gone in rota.away
    )


def _stopped(stands: Iterable[Stands]) -> Iterator[tuple[Stands, UUID]]:
    """Of those who come no more as many as are missing, peers first: for some somebody else is found already."""
    left = {each.meeting: each for each in stands}
    if not left:
        return
    come: dict[UUID, list[bool]] = defaultdict(list)
    for meeting, peer in those_who.come().filter(meeting__in=left).values_list("meeting_id", "peer"):
        come[meeting].append(peer)
    for each in left.values():
        peer_is_missing = each.peer_required and not any(come[each.meeting])
        missing = max(each.minimum - len(come[each.meeting]), int(peer_is_missing))
        first = sorted(each.stopped, key=lambda who: who not in each.peers)
        yield from ((each, who) for who in first[:missing])


def teams_of(networks: Collection[UUID], at: datetime) -> dict[UUID, list[Practitioner]]:
    """Who is of the team of each."""
    found: dict[UUID, list[Practitioner]] = defaultdict(list)
    members = TeamMember.objects.filter(network__in=networks, during__contains=at)
    for each in members.select_related("practitioner__person").order_by("during", "practitioner__person__called"):
        found[each.network_id].append(each.practitioner)
    return found
