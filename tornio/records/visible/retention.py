"""Which records have reached their end by the periods that a service wrote down: for the privacy lead alone (R28)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tornio.core.people import Capacity
from tornio.core.retention import Since, reaches_its_end
from tornio.core.rights import WHOLE
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.models import Deletion, Episode, KeptOn, Network, NetworkMeeting, NetworkMember, RetentionPeriod

PeriodRow = RetentionPeriod  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Reached:
    """A record that has reached its end: whose, since when, and what was said of it before."""

    network: Network
    on: date
    ended_on: date | None
    died_on: date | None
    kept_until: date | None
    kept_why: str
    put_forward: Deletion | None


def services(reader: Reader) -> QuerySet[Service]:
    """The services that the reader watches over."""
    found = Service.objects.filter(organisation_id=reader.organisation_id).order_by("name", "pk")
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        return found.none()
    return found.filter(pk=reader.service_id) if reader.service_id else found


def periods(reader: Reader) -> QuerySet[RetentionPeriod]:
    """The periods in force in these services."""
    found = RetentionPeriod.objects.select_related("service", "written_by").filter(until__isnull=True)
    return found.filter(service__in=services(reader)).order_by("service__name", "since_what", "pk")


def reached(reader: Reader) -> list[Reached]:
    """Every record that has reached its end today, the longest ago first. Nothing happens to it by itself."""
    by_service: dict[UUID, dict[Since, int]] = {}
    for each in periods(reader):
        by_service.setdefault(each.service_id, {})[Since(each.since_what)] = each.months
    if not by_service:
        return []
    rows = _ended(reader).filter(service__in=list(by_service))
    forward = Deletion.objects.select_related("asked_by").filter(kind=WHOLE, agreed_at=None, refused_at=None)
    waiting = {each.network_id: each for each in forward.filter(network__in=rows.values("pk"))}
    found = [_reached(row, by_service[row.service_id], waiting.get(row.pk)) for row in rows]
    today = reader.at.date()
    return sorted((each for each in found if each is not None and each.on <= today), key=lambda each: each.on)


def _ended(reader: Reader) -> QuerySet[Any]:
    """Networks where no work goes on, with when it last ended, and whose words have not gone already."""
    going_on = Episode.objects.filter(network=OuterRef("pk"), ended_at__isnull=True)
    gone = Deletion.objects.filter(network=OuterRef("pk"), kind=WHOLE, agreed_at__isnull=False)
    kept = KeptOn.objects.filter(network=OuterRef("pk")).order_by("-at", "pk")
    found = Network.objects.select_related("centre", "service").filter(~Exists(going_on), ~Exists(gone))
    return found.filter(service__in=services(reader)).annotate(
        last=Coalesce(Max("episodes__ended_at"), "opened_at"),
        kept_until=Subquery(kept.values("until_on")[:1]),
        kept_why=Subquery(kept.values("why")[:1]),
    )


def _reached(row: Any, periods: dict[Since, int], forward: Deletion | None) -> Reached | None:
    end = reaches_its_end(
        ended_on=row.last.date(), died_on=row.centre.died_on, periods=periods, kept_until=row.kept_until
    )
    if end is None:
        return None
    return Reached(row, end, row.last.date(), row.centre.died_on, row.kept_until, row.kept_why or "", forward)


def one(reader: Reader, network_id: UUID) -> Reached | None:
    """One record that has reached its end."""
    return next((each for each in reached(reader) if each.network.pk == network_id), None)


def has_reached_its_end(reader: Reader, network_id: UUID, what: object) -> bool:
    """True for a whole record whose period has ended."""
    return isinstance(what, Network) and one(reader, network_id) is not None


def of_service(service_id: UUID) -> list[RetentionPeriod]:
    """How long a service keeps records: for everyone whom it is about."""
    return list(RetentionPeriod.objects.filter(service=service_id, until__isnull=True).order_by("since_what", "pk"))


def counts(network_id: UUID) -> dict[str, int]:
    """What a record holds, in numbers and no words: enough to know what would go."""
    return {
        "meetings": NetworkMeeting.objects.filter(network=network_id, held_at__isnull=False).count(),
        "members": NetworkMember.objects.filter(network=network_id).count(),
        "stretches": Episode.objects.filter(network=network_id).count(),
    }
