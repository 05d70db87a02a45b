"""Work that nobody has ended and in which nobody of us is: by network, or how many (R4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tornio.core.contacts import ClosedBy
from tornio.core.episodes import LeftOpen, left_open
from tornio.core.errors import NotForYou
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.people.acting import Reader, as_clerk
from tornio.records.models import Episode, FirstContact, Network, NetworkMeeting, Recognition, TeamMember

MANY = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One network, since when its work is open, and why nobody is in it."""

    network: Network
    opened_at: datetime
    why: LeftOpen


@dataclass(frozen=True, slots=True)
class Page:
    """How many for each reason; and around whom, for the privacy lead alone, the longest ago first."""

    counts: Counter[LeftOpen]
    lines: list[Line]

    @property
    def more(self) -> int:
        """How many are not in the list."""
        return self.counts.total() - len(self.lines)


def page(reader: Reader) -> Page:
    """Of the reader's service. What decides is found beyond what a page may show: no contact is read here (R24)."""
    if reader.capacity not in (Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD):
        raise NotForYou
    mine = Q(network__service=reader.service_id) if reader.service_id else Q()
    with as_clerk():
        found = [(each.network_id, each.opened_at, _why(each)) for each in _with_nobody(reader.at).filter(mine)]
    counts = Counter(why for _network, _opened_at, why in found)
    return Page(counts, _named(found[:MANY]) if reader.capacity is Capacity.PRIVACY_LEAD else [])


def _named(found: Iterable[tuple[UUID, datetime, LeftOpen]]) -> list[Line]:
    some = list(found)
    networks = Network.objects.select_related("centre").in_bulk([network for network, _opened_at, _why in some])
    return [Line(networks[network], opened_at, why) for network, opened_at, why in some]


def with_nobody(network_id: UUID, at: datetime) -> bool:
    """Whether work is open here and nobody of us is in it: then one call of the person’s is enough (R22)."""
    with as_clerk():
        return _with_nobody(at).filter(network=network_id).exists()


def _with_nobody(at: datetime) -> QuerySet[Any]:
    """Open, with nobody of the team, nobody sitting together, and no first contact that waits for an answer (R5)."""
    team = TeamMember.objects.filter(network=OuterRef("network"))
    together = NetworkMeeting.objects.filter(network=OuterRef("network"), status=MeetingStatus.OPEN.value)
    contacts = FirstContact.objects.filter(episode=OuterRef("pk"))
    waits = contacts.filter(first_met_at__isnull=True, closed_at__isnull=True)
    closed = contacts.filter(closed_at__isnull=False).order_by("-closed_at", "pk")
    # What a call began that was about somebody we know is nobody's network, as long as that holds (R7).
    known = Recognition.objects.filter(network_before=OuterRef("network"), undone_at__isnull=True)
    still_called_about = FirstContact.objects.filter(network=OuterRef("network"))
    found = Episode.objects.filter(
        ~Exists(team.filter(during__contains=at)),
        ~Exists(waits),
        ~Exists(together),
        ~Exists(known) | Exists(still_called_about),
        ended_at__isnull=True,
    )
    rows: QuerySet[Any] = found.annotate(
        had_a_team=Exists(team),
        met=Exists(NetworkMeeting.objects.filter(episode=OuterRef("pk"), opened_at__isnull=False)),
        closed_by=Subquery(closed.values("closed_by")[:1]),
    )
    return rows.order_by("opened_at", "pk")


def _why(row: Any) -> LeftOpen:
    closed_by = ClosedBy(row.closed_by) if row.closed_by else None
    return left_open(had_a_team=row.had_a_team, met=row.met, closed_by=closed_by)
