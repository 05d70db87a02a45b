"""Who holds the telephone now and in the coming days: for staff of the service, and for its lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from tornio.core.contacts import ByWay, by_way_when_nobody_answered
from tornio.core.duty import Turn, rota
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Practitioner, Service
from tornio.records.models import Duty
from tornio.records.visible import working

DutyRow = Duty  # for annotations of floors above, which know no tables
READERS = frozenset({Capacity.PRACTITIONER, Capacity.SERVICE_LEAD})


def services(reader: Reader) -> QuerySet[Service]:
    """The services whose rota the reader may see: where they work, or what they lead."""
    if reader.capacity not in READERS:
        raise NotForYou
    found = Service.objects.filter(organisation_id=reader.organisation_id)
    if reader.service_id is not None:
        found = found.filter(pk=reader.service_id)
    return found.select_related("duty_fallback__person").order_by("name", "pk")


def held() -> QuerySet[Duty]:
    """The turns that stand."""
    return Duty.objects.filter(taken_back_at__isnull=True)


def on_duty(service_id: UUID, at: datetime) -> UUID | None:
    """The practitioner who holds the telephone at this moment; None in a gap."""
    turns = held().filter(service=service_id, during__contains=at)
    return turns.values_list("practitioner_id", flat=True).first()


def falls_to(service: Service, at: datetime) -> tuple[UUID, ByWay]:
    """Whoever has what nobody answered: duty, or in a gap the named person; there is never nobody (R5)."""
    holder = on_duty(service.pk, at)
    return holder or service.duty_fallback_id, by_way_when_nobody_answered(somebody_on_duty=holder is not None)


def holds_it(reader: Reader, service_id: UUID) -> bool:
    """True when the reader is on duty now, or is the named person and nobody else is (R5)."""
    if reader.practitioner_id is None:
        return False
    now = held().filter(service=OuterRef("pk"), during__contains=reader.at).values("practitioner_id")[:1]
    holds = Coalesce(Subquery(now), "duty_fallback_id", output_field=UUIDField())
    found = Service.objects.filter(pk=service_id).annotate(holds=holds).values_list("holds", flat=True).first()
    return found == reader.practitioner_id


@dataclass(frozen=True, slots=True)
class InHand:
    """The reader has the telephone: until when, or with no end where they stand in for a gap."""

    until: datetime | None


def in_hand(reader: Reader) -> InHand | None:
    """Whether the reader holds the telephone of their service just now (R5)."""
    if reader.service_id is None or reader.practitioner_id is None:
        return None
    now = held().filter(service=OuterRef("pk"), during__contains=reader.at)
    turns = Service.objects.filter(pk=reader.service_id).annotate(
        holder=Subquery(now.values("practitioner_id")[:1]), until=Subquery(now.values("during__endswith")[:1])
    )
    fallback, holder, until = turns.values_list("duty_fallback_id", "holder", "until").get()
    return InHand(until) if (holder or fallback) == reader.practitioner_id else None


def turns(reader: Reader, service_id: UUID, start: datetime, end: datetime) -> list[Turn[Duty]]:
    """Every turn between two moments, and every gap."""
    if not services(reader).filter(pk=service_id).exists():
        raise NotForYou
    found = (
        held()
        .select_related("practitioner__person")
        .filter(service=service_id, during__overlap=DateTimeTZRange(start, end))
    )
    return list(rota(((duty.during.lower, duty.during.upper, duty) for duty in found), start, end))


def from_now(reader: Reader, service_id: UUID, since: datetime) -> list[Duty]:
    """Every turn that stands and is not over by then, in order."""
    if not services(reader).filter(pk=service_id).exists():
        raise NotForYou
    found = held().select_related("practitioner__person").filter(service=service_id)
    return list(found.filter(during__endswith__gt=since).order_by("during"))


def away_then(turns: Iterable[Turn[Duty]]) -> set[UUID]:
    """Those of the turns, by key, whose holder is away for some of it."""
    keys = [turn.holder.pk for turn in turns if turn.holder is not None]
    return set(held().filter(working.away_then(OuterRef("during")), pk__in=keys).values_list("pk", flat=True))


def still_to_hold(reader: Reader, practitioner_id: UUID) -> list[Duty]:
    """The turns of one of us that are not over, in order."""
    found = held().filter(practitioner=practitioner_id, during__endswith__gt=reader.at)
    return list(found.filter(service__in=services(reader)).order_by("during", "pk"))


def duty(reader: Reader, key: UUID) -> Duty:
    """One turn, also one that was taken back; NotForYou where the reader does not see the rota."""
    found = Duty.objects.select_related("practitioner__person", "service__duty_fallback__person").filter(pk=key).first()
    if found is None or not services(reader).filter(pk=found.service_id).exists():
        raise NotForYou
    return found


def who_may_hold_it(reader: Reader, service_id: UUID) -> QuerySet[Practitioner]:
    """Those who work in this service today."""
    found = Practitioner.objects.select_related("person").filter(service__in=services(reader), service=service_id)
    return found.exclude(until__lte=reader.at).order_by("person__full_name", "pk")
