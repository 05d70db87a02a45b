"""Who read a network's record: for the person at the centre alone (R26)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tornio.core.people import Capacity
from tornio.core.sharing import Resource, Right
from tornio.core.voices import Audience
from tornio.people.acting import Reader, as_clerk
from tornio.people.models import Practitioner
from tornio.records.models import NetworkMember, Reading, Voice
from tornio.records.visible.reach import reach

A_PAGE = 40


@dataclass(frozen=True, slots=True)
class Looked:
    """One reading: who, as whom, which page, when and for how long, and why."""

    name: str
    as_whom: str
    oneself: bool
    page: str
    why: str
    at: datetime
    until: datetime
    beyond: bool = False  # by breaking the glass


def may_read(reader: Reader, network_id: UUID) -> bool:
    """True for whoever may see who read."""
    return network_id in reach(reader).who(Right.READ, Resource.READINGS)


def readings(reader: Reader, network_id: UUID) -> QuerySet[Reading]:
    """Readings of what the person may see; those of a note of somebody's own, or of what is kept apart, are not."""
    here = reach(reader).who(Right.READ, Resource.READINGS)
    if network_id not in here:
        return Reading.objects.none()
    notes = Voice.objects.filter(network=network_id, audience=Audience.AUTHOR.value).exclude(author=reader.person_id)
    with as_clerk():
        hidden = list(notes.values_list("pk", flat=True))
    found = Reading.objects.filter(network__in=here, network_id=network_id, apart=False, goes_on__isnull=True)
    return found.filter(Q(subject__isnull=True) | ~Q(subject__in=hidden))


def who_read(reader: Reader, network_id: UUID, *, first: int = 0, own: bool = False) -> tuple[list[Looked], bool]:
    """Others' readings, or the person's own, from the `first` newest on; and whether there are earlier ones."""
    works = Practitioner.objects.filter(person=OuterRef("person"))
    member = NetworkMember.objects.filter(network=network_id, person=OuterRef("person")).order_by("-during", "pk")
    mine = Q(person=reader.person_id)
    whose = mine if own else ~mine | Q(person__isnull=True)  # an exclude alone would lose those of nobody by name
    found = readings(reader, network_id).filter(whose).select_related("person").order_by("-at", "pk")
    further = Reading.objects.filter(goes_on=OuterRef("pk")).order_by("-at", "pk")
    rows = found.annotate(
        described=Subquery(works.values("described")[:1]),
        relation=Subquery(member.values("relation")[:1]),
        until=Coalesce(Subquery(further.values("at")[:1]), "at"),
    )
    page = list(rows[first : first + A_PAGE + 1])
    return [_looked(reader, row) for row in page[:A_PAGE]], len(page) > A_PAGE


def _looked(reader: Reader, row: Reading) -> Looked:
    """As whom they read, as it was said then; else as people know them."""
    usually = getattr(row, "described" if row.capacity == Capacity.PRACTITIONER.value else "relation", None)
    return Looked(
        name=row.person.full_name if row.person else "",
        as_whom=row.as_whom or usually or "",
        oneself=row.person_id == reader.person_id,
        page=row.page,
        why=row.purpose,
        at=row.at,
        until=getattr(row, "until", row.at),
        beyond=row.glass_id is not None,
    )
