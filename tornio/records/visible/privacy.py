"""The privacy lead's own page: who reached beyond their networks, and readings that somebody may want to ask about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tornio.core.curiosity import Reason
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import BreakGlass, Network, PrivacyNote, Reading
from tornio.records.visible import curiosity

LATELY = timedelta(days=30)  # what was looked at stays on the page for so long
FEW = 30
MANY = 100


@dataclass(frozen=True, slots=True)
class Broken:
    """Somebody reached beyond their networks; whether the privacy lead has looked at it, and what they said of it."""

    glass: BreakGlass
    pages: int
    still: bool
    looked: datetime | None
    words: str
    own: bool  # nobody looks into what they did themselves


@dataclass(frozen=True, slots=True)
class Watch:
    """What waits to be looked at, and what was looked at lately."""

    to_look: list[Broken]
    looked: list[Broken]
    lines: list[curiosity.Line]


@dataclass(frozen=True, slots=True)
class One:
    """One breaking of the glass, with everything that was opened by it."""

    broken: Broken
    opened: list[Reading]


@dataclass(frozen=True, slots=True)
class ReadBy:
    """What one reader opened of one network lately; the reasons, while nobody has looked at it."""

    reader: Person
    network: Network
    reasons: tuple[Reason, ...]
    opened: list[Reading]
    notes: list[PrivacyNote]


def _broken(reader: Reader) -> QuerySet[Any]:
    note = PrivacyNote.objects.filter(glass=OuterRef("pk")).order_by("-at", "pk")
    read = Reading.objects.filter(glass=OuterRef("pk"), goes_on__isnull=True).order_by().values("glass")
    found: QuerySet[Any] = BreakGlass.objects.select_related("person", "network__centre").annotate(
        looked=Subquery(note.values("at")[:1]),
        said=Subquery(note.values("words")[:1]),
        pages=Subquery(read.annotate(many=Count("pk")).values("many")),
    )
    return found if reader.capacity is Capacity.PRIVACY_LEAD else found.none()


def _told(reader: Reader, row: Any) -> Broken:
    return Broken(
        glass=row,
        pages=row.pages or 0,
        still=row.until > reader.at,
        looked=row.looked,
        words=row.said or "",
        own=row.person_id == reader.person_id,
    )


def watch(reader: Reader) -> Watch:
    """Who reached beyond their networks, all that nobody has looked at and the last month's; and the short list."""
    waiting = _broken(reader).filter(Q(looked__isnull=True) | Q(at__gte=reader.at - LATELY)).order_by("-at", "pk")
    found = [_told(reader, row) for row in waiting[: 2 * FEW]]
    return Watch(
        to_look=[each for each in found if each.looked is None],
        looked=[each for each in found if each.looked is not None][:FEW],
        lines=curiosity.lines(reader),
    )


def one(reader: Reader, glass_id: UUID) -> One | None:
    """One breaking of the glass."""
    row = _broken(reader).filter(pk=glass_id).first()
    if row is None:
        return None
    read = Reading.objects.filter(glass=row, goes_on__isnull=True).order_by("at", "pk")
    return One(_told(reader, row), list(read))


def read_by(reader: Reader, network_id: UUID, who: UUID) -> ReadBy | None:
    """What one reader opened of one network in the last fortnight, the newest first."""
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        return None
    read = Reading.objects.filter(
        network=network_id, person=who, goes_on__isnull=True, at__gte=reader.at - curiosity.LATELY
    ).exclude(capacity=Capacity.ONESELF.value)
    opened = list(read.select_related("person", "network__centre").order_by("-at", "pk")[:MANY])
    if not opened:
        return None
    found = next(
        (each for each in curiosity.lines(reader) if (each.reader.pk, each.network.pk) == (who, network_id)), None
    )
    notes = PrivacyNote.objects.select_related("person").filter(network=network_id, reader=who, glass__isnull=True)
    first = opened[0]
    assert first.person is not None
    assert first.network is not None
    return ReadBy(
        first.person, first.network, found.reasons if found else (), opened, list(notes.order_by("-at", "pk"))
    )
