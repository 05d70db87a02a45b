"""Counts of a service, for whoever leads it and for the job that counts; and what leaves of them. Never who."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.errors import NotForYou
from tornio.core.figures import UNDER_WAY, CountingKind, CountingState
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.models import Counting, Release

CountingRow = Counting  # for annotations of floors above, which know no tables
ReleaseRow = Release
READ_RELEASES = frozenset({Capacity.SERVICE_LEAD, Capacity.PRIVACY_LEAD, Capacity.EVALUATOR})
NEWEST = 12


def counts(reader: Reader, service_id: UUID) -> bool:
    """True for whoever leads this service, and for the job that counts."""
    if reader.capacity is Capacity.SERVICE_LEAD:
        return reader.service_id in (None, service_id)
    return reader.capacity is Capacity.JOB


def services(reader: Reader) -> QuerySet[Service]:
    """Those whose figures the reader may see."""
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    found = Service.objects.filter(organisation_id=reader.organisation_id)
    if reader.service_id is not None:
        found = found.filter(pk=reader.service_id)
    return found.order_by("name", "pk")


def _countings(reader: Reader, service_id: UUID) -> QuerySet[Counting]:
    found = Counting.objects.filter(service=service_id).defer("file", "answer").order_by("-asked_at", "pk")
    return found if counts(reader, service_id) else found.none()


def counted(reader: Reader, service_id: UUID, period: tuple[date, date] | None = None) -> Counting | None:
    """The newest figures that were counted, of this period or of any, with their answer."""
    done = _countings(reader, service_id).filter(kind=CountingKind.FIGURES.value, state=CountingState.DONE.value)
    if period:
        done = done.filter(start=period[0], until=period[1])
    return done.defer(None).defer("file").first()


def under_way(reader: Reader, service_id: UUID) -> Counting | None:
    """What is being counted just now, whatever it is."""
    return _countings(reader, service_id).filter(state__in=[each.value for each in UNDER_WAY]).first()


def last_ended(reader: Reader, service_id: UUID) -> Counting | None:
    """The last one that ended, whatever it was: how it ended is told until the next."""
    return _countings(reader, service_id).filter(ended_at__isnull=False).first()


def tables(reader: Reader, service_id: UUID) -> Counting | None:
    """The newest tables that the reader asked for and that still wait to be taken along."""
    mine = _countings(reader, service_id).filter(
        kind=CountingKind.TABLES.value, asked_by=reader.person_id, file__isnull=False
    )
    return mine.first()


def counting(reader: Reader, pk: UUID) -> Counting:
    """One of them, with its answer and not its file; NotForYou for whoever does not count here."""
    found = Counting.objects.select_related("service").defer("file").filter(pk=pk).first()
    if found is None or not counts(reader, found.service_id):
        raise NotForYou
    return found


def file_of(reader: Reader, pk: UUID) -> tuple[Counting, bytes]:
    """Tables that the reader asked for; NotForYou for anybody else, and when they wait no more."""
    found = counting(reader, pk)
    if found.kind != CountingKind.TABLES.value or found.asked_by_id != reader.person_id or found.file is None:
        raise NotForYou
    return found, bytes(found.file)


def releases(reader: Reader, service_id: UUID | None = None) -> list[Release]:
    """What left, the last first: of a service, or of all that the reader looks after; the evaluator's once agreed."""
    found = Release.objects.filter(service=service_id) if service_id else Release.objects.all()
    return list(_theirs(reader, found).select_related("released_by", "service").order_by("-released_at", "pk")[:NEWEST])


def _theirs(reader: Reader, found: QuerySet[Release]) -> QuerySet[Release]:
    if reader.capacity not in READ_RELEASES:
        return found.none()
    if reader.service_id is not None:
        found = found.filter(service=reader.service_id)
    return found.filter(agreed=True) if reader.capacity is Capacity.EVALUATOR else found


def unanswered(reader: Reader) -> int:
    """How many releases wait for the privacy lead."""
    return _theirs(reader, Release.objects.filter(agreed__isnull=True)).count()


def release(reader: Reader, pk: UUID) -> Release:
    """One of them; NotForYou for anybody else."""
    found = _theirs(reader, Release.objects.filter(pk=pk)).select_related("released_by", "answered_by", "service")
    one = found.first()
    if one is None:
        raise NotForYou
    return one
