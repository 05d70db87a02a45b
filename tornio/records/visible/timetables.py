"""Timetables of a service's weeks and their lines: for whoever leads the service, for the job that reckons them, and of
the networks that somebody works with for them.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tornio.core.errors import NotForYou
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.core.sharing import STAFF
from tornio.core.weeks import UNDER_WAY, PlannedState, TimetableState
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.records.models import Network, NetworkMeeting, PlannedMeeting, Timetable
from tornio.records.visible.reach import reach

TimetableRow = Timetable  # for annotations of floors above, which know no tables
LineRow = PlannedMeeting
NetworkRow = Network


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


def for_ours(reader: Reader, *, also_declined: bool = False) -> list[PlannedMeeting]:
    """What waits to be decided for the networks that a practitioner works with and that have nothing arranged, in the
    order of time; of each week the timetable that its page shows. What was declined of it can be taken back."""
    ours = reach(reader).standing_as(*STAFF)
    weeks = Timetable.objects.filter(put_aside_at__isnull=True, week__gt=reader.at.date() - timedelta(days=8))
    newest = weeks.order_by("service", "week", "-asked_at", "pk").distinct("service", "week")
    shown = [each.pk for each in newest if each.state in (TimetableState.DONE, TimetableState.STOPPED)]
    if not ours or not shown:
        return []
    ahead = [MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value]
    arranged = NetworkMeeting.objects.filter(
        network=OuterRef("network"), status__in=ahead, planned__endswith__gt=reader.at
    )
    states = (PlannedState.PROPOSED.value, *((PlannedState.DECLINED.value,) if also_declined else ()))
    waiting = PlannedMeeting.objects.filter(
        Q(meeting__isnull=False) | ~Exists(arranged),
        timetable__in=shown, price=F("timetable__price"), state__in=states,
        network__in=ours, planned__startswith__gt=reader.at,
    )  # fmt: skip
    found = waiting.select_related("network__centre", "instead_of__person", "timetable__service")
    return list(found.order_by("planned", "pk"))


def of_us(lines: list[PlannedMeeting]) -> list[Practitioner]:
    """Everybody who comes or is stood in for in these lines."""
    keys = {who for each in lines for who in (*each.practitioners, each.instead_of_id) if who}
    return list(Practitioner.objects.select_related("person").filter(pk__in=keys))


def is_touched(planned: Timetable) -> bool:
    """True once something of it was accepted or declined: then another point would be another plan."""
    decided = (PlannedState.ACCEPTED.value, PlannedState.DECLINED.value)
    return PlannedMeeting.objects.filter(timetable=planned, state__in=decided).exists()
