"""What was decided and where each one stands, as far as the reader may read it (R16, R19, R24)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from tornio.core.people import Capacity
from tornio.core.sharing import CLOSE, Relationship, Resource, Right, may
from tornio.core.voices import Audience
from tornio.people.acting import Reader
from tornio.records.models import Decision, NetworkMeeting, Position
from tornio.records.visible.reach import IN_VIEW, entries, reach

DecisionRow = Decision  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision, or what was left undecided, with the latest position of each that the reader may read."""

    decision: Decision
    positions: list[Position]


def decisions(reader: Reader) -> QuerySet[Decision]:
    """Every decision that the reader may read."""
    return Decision.objects.select_related("meeting").filter(entries(reader, "written_by"))


def decision(reader: Reader, pk: UUID) -> Decision | None:
    """One decision."""
    return decisions(reader).filter(pk=pk).first()


def readable_positions(reader: Reader, network_id: UUID) -> QuerySet[Position]:
    """The positions of one network's decisions that the reader may read; each has an audience of its own."""
    rows = Position.objects.select_related("person", "written_by").filter(IN_VIEW).order_by("at", "number", "pk")
    everyone = Q(audience=Audience.NETWORK.value)
    if reader.capacity is Capacity.SHARED_SCREEN:
        return rows.filter(everyone)
    standing = reach(reader).standing(network_id)
    readable = Q(person=reader.person_id)
    if may(standing, Right.READ, Resource.ENTRIES):
        readable |= everyone | Q(audience=Audience.CHOSEN.value, chosen__contains=[reader.person_id])
    if standing & CLOSE:
        readable |= Q(audience=Audience.PERSON_AND_TEAM.value)
    if Relationship.CENTRE in standing:
        readable |= Q(audience=Audience.CHOSEN.value)
    return rows.filter(readable)


def of_meeting(reader: Reader, meeting: NetworkMeeting) -> list[Settled]:
    """What a meeting came to, in the order it came to it; for each person their latest readable position."""
    told = Prefetch("positions", queryset=readable_positions(reader, meeting.network_id), to_attr="told")
    found = decisions(reader).filter(meeting=meeting).order_by("at", "pk").prefetch_related(told)
    return [Settled(each, _latest(each.told)) for each in found]


def positions(reader: Reader, decision: Decision) -> list[Position]:
    """Where each one stands on one decision."""
    return _latest(list(readable_positions(reader, decision.network_id).filter(decision=decision)))


def _latest(told: list[Position]) -> list[Position]:
    """Each person's latest, in the order in which people first said where they stand."""
    found: dict[UUID, Position] = {}
    for each in told:
        found[each.person_id] = each
    return list(found.values())
