"""What was raised: for the safeguarding lead alone; for whoever raised it the day, and nothing else (R24, R25)."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from tornio.core.people import Capacity
from tornio.core.safeguarding import Step, is_open
from tornio.people.acting import Reader
from tornio.records.models import Concern, ConcernNote, Network, Raised
from tornio.records.visible.between import network as network_of
from tornio.records.visible.between import stands_as_staff

NetworkRow = Network  # for annotations of floors above, which know no tables
A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Standing:
    """One concern, and what the lead wrote beside it."""

    concern: Concern
    is_open: bool
    is_new: bool
    notes: list[ConcernNote] = field(default_factory=list)


def network(reader: Reader, network_id: UUID) -> Network | None:
    """The network from which somebody raises something: one they work with."""
    return network_of(reader, network_id) if stands_as_staff(reader, network_id) else None


def raised(reader: Reader) -> list[Raised]:
    """When the reader raised something: theirs alone to know, and no word of it."""
    if reader.person_id is None:
        return []
    return list(Raised.objects.filter(person=reader.person_id).order_by("-at", "pk")[:20])


def _concerns(reader: Reader) -> QuerySet[Any]:
    found = Concern.objects.select_related("raised_by", "network__centre")
    if reader.service_id is not None:
        found = found.filter(Q(service__isnull=True) | Q(service=reader.service_id))
    turns = ConcernNote.objects.filter(concern=OuterRef("pk"), step__in=[Step.CLOSED.value, Step.OPENED_AGAIN.value])
    anything = ConcernNote.objects.filter(concern=OuterRef("pk"))
    found = found.annotate(turn=Subquery(turns.order_by("-at", "pk").values("step")[:1]), was_met=Exists(anything))
    return found if reader.capacity is Capacity.PRIVACY_LEAD else found.none()


def _standing(row: Any, notes: list[ConcernNote] | None = None) -> Standing:
    turns = [Step(row.turn)] if row.turn else []
    return Standing(row, is_open(turns), is_new=not row.was_met, notes=notes or [])


def concerns(reader: Reader) -> list[Standing]:
    """For the lead: what is open, what nobody has met yet before the others; then what is closed."""
    rows = _concerns(reader).order_by(F("was_met").asc(), "-raised_at", "pk")[: 5 * A_PAGE]
    found = [_standing(row) for row in rows]
    return sorted(found, key=lambda each: not each.is_open)


def waiting(reader: Reader) -> int:
    """For the lead: how many nobody has met yet."""
    return int(_concerns(reader).filter(was_met=False).count())


def concern(reader: Reader, concern_id: UUID) -> Standing | None:
    """For the lead: one of them, with every step."""
    row = _concerns(reader).filter(pk=concern_id).first()
    if row is None:
        return None
    return _standing(row, list(ConcernNote.objects.select_related("by").filter(concern=row).order_by("at", "pk")))
