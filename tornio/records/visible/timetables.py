"""Timetables of a service's weeks and their lines, for whoever leads the service and for the job that reckons them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.weeks import UNDER_WAY, PlannedState
from tornio.people.acting import Reader
from tornio.records.models import PlannedMeeting, Timetable

TimetableRow = Timetable  # for annotations of floors above, which know no tables
LineRow = PlannedMeeting


def leads(reader: Reader, service_id: UUID) -> bool:
    """True for whoever leads this service, and for the job that plans it."""
    if reader.capacity is Capacity.SERVICE_LEAD:
        return reader.service_id in (None, service_id)
    return reader.capacity is Capacity.JOB


def timetables(reader: Reader, service_id: UUID) -> QuerySet[Timetable]:
    """Those of a service that stand, the newest first; none for whoever does not lead it."""
    found = Timetable.objects.filter(service=service_id, put_aside_at__isnull=True).order_by("-asked_at", "pk")
    return found if leads(reader, service_id) else found.none()


def newest(reader: Reader, service_id: UUID, monday: date) -> Timetable | None:
    """The last one for this week that was not put aside."""
    return timetables(reader, service_id).filter(week=monday).first()


def under_way(reader: Reader, service_id: UUID) -> Timetable | None:
    """The one that is reckoned just now, for whichever week."""
    return timetables(reader, service_id).filter(state__in=[each.value for each in UNDER_WAY]).first()


def timetable(reader: Reader, pk: UUID) -> Timetable:
    """One that stands; NotForYou for whoever does not lead its service."""
    found = Timetable.objects.select_related("service").filter(pk=pk, put_aside_at__isnull=True).first()
    if found is None or not leads(reader, found.service_id):
        raise NotForYou
    return found


def lines(planned: Timetable) -> list[PlannedMeeting]:
    """The lines of the point that is shown, in the order of time, what has no place last."""
    found = PlannedMeeting.objects.filter(timetable=planned, price=planned.price).select_related("became", "as_at")
    return sorted(found, key=lambda each: (each.planned is None, each.planned and each.planned.lower, str(each.pk)))


def is_touched(planned: Timetable) -> bool:
    """True once something of it was accepted or declined: then another point would be another plan."""
    decided = (PlannedState.ACCEPTED.value, PlannedState.DECLINED.value)
    return PlannedMeeting.objects.filter(timetable=planned, state__in=decided).exists()
