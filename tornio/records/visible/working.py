"""When each of us is at work: for those who arrange who comes, for the team's week, and for one's own page."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models import Exists, OuterRef, QuerySet

from tornio.core.errors import NotForYou
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.core.sharing import Resource, Right
from tornio.core.values import Period
from tornio.core.working import Hours, Stretch, covers, last_day, shifts
from tornio.people.acting import Reader
from tornio.people.models import Practitioner
from tornio.records.models import Away, NetworkMeeting, WorkingHours
from tornio.records.visible import those_who
from tornio.records.visible.reach import reach

AwayRow = Away  # for annotations of floors above, which know no tables


@dataclass
class Rota:
    """One of us with the hours that hold somewhere in a stretch of time, and the times away in it.

    No hours: they have not said when they work, which is something else than not being at work.
    """

    practitioner: Practitioner
    hours: list[Hours] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where the clocks hang by which they work."""
        return ZoneInfo(self.practitioner.service.time_zone)

    def at_work(self, start: datetime, end: datetime) -> list[Period]:
        """The stretches in which they are at work, from the day they came until the day they left."""
        until = self.practitioner.until
        gone = [Period(each.during.lower, each.during.upper) for each in self.away]
        start = max(start, self.practitioner.since)
        if end <= start:
            return []
        return shifts(self.hours, [*gone, *([Period(until)] if until else ())], start, end, self.zone)

    def week(self, on: date) -> list[Stretch]:
        """The stretches of the week that holds on that day."""
        held = (each for each in self.hours if each.since <= on and (each.until is None or on < each.until))
        return sorted(each.stretch for each in held)


def rotas(service_id: UUID, start: datetime, end: datetime) -> list[Rota]:
    """Everybody who works in the service for some of that time, by name; three questions, however many they are."""
    staff = Practitioner.objects.select_related("person", "service").filter(service=service_id, since__lt=end)
    return _filled(staff.exclude(until__lte=start).order_by("person__full_name", "pk"), start, end)


def _filled(staff: Iterable[Practitioner], start: datetime, end: datetime | None) -> list[Rota]:
    found = {each.pk: Rota(each) for each in staff}
    if not found:
        return []
    zone = next(iter(found.values())).zone
    first = start.astimezone(zone).date()
    after = last_day(end, zone) + timedelta(days=1) if end else None
    kept = {"practitioner__in": list(found), "taken_back_at__isnull": True}
    held = WorkingHours.objects.filter(**kept, valid__overlap=DateRange(first, after))
    for row in held.order_by("valid", "weekday", "hours"):
        stretch = Stretch(row.weekday, row.hours.lower, row.hours.upper)
        found[row.practitioner_id].hours.append(Hours(stretch, row.valid.lower, row.valid.upper))
    for away in gone(DateTimeTZRange(start, end)).filter(practitioner__in=list(found)).order_by("during"):
        found[away.practitioner_id].away.append(away)
    return list(found.values())


def keeps(reader: Reader, practitioner: Practitioner) -> bool:
    """True for whoever may write down when somebody works: they themself, and whoever leads their service."""
    if reader.capacity is Capacity.SERVICE_LEAD:
        return reader.service_id in (None, practitioner.service_id)
    return reader.capacity is Capacity.JOB or reader.practitioner_id == practitioner.pk


def rota_of(reader: Reader, practitioner_id: UUID) -> Rota:
    """What holds for one of us from now on; NotForYou unless the reader may write it down."""
    works = Practitioner.objects.select_related("person", "service").filter(pk=practitioner_id)
    found = _filled(works.exclude(until__lte=reader.at), reader.at, None)
    if not found or not keeps(reader, found[0].practitioner):
        raise NotForYou
    return found[0]


def away(reader: Reader, away_id: UUID) -> Away:
    """One time away that stands; NotForYou unless the reader may write it down."""
    found = Away.objects.select_related("practitioner__person", "practitioner__service")
    row = found.filter(pk=away_id, taken_back_at__isnull=True).first()
    if row is None or not keeps(reader, row.practitioner):
        raise NotForYou
    return row


def aways(service_id: UUID, since: datetime) -> list[Away]:
    """The times away of everybody who works there that are not over by then, as they stand."""
    found = gone(DateTimeTZRange(since, None)).select_related("practitioner__person")
    return list(found.filter(practitioner__service=service_id).order_by("practitioner__person__full_name", "during"))


def agreed(practitioners: Collection[UUID], at: datetime) -> list[tuple[UUID, Period]]:
    """When each of them is expected at a meeting that is agreed and not over."""
    booked = those_who.come().filter(practitioner__in=practitioners, meeting_status=MeetingStatus.AGREED.value)
    rows = booked.filter(planned__endswith__gt=at).values_list("practitioner_id", "planned")
    return [(who, Period(planned.lower, planned.upper)) for who, planned in rows]


@dataclass
class Expected:
    """Agreed meetings at which somebody is expected and will not be: those the reader may open, and how many others."""

    meetings: list[NetworkMeeting] = field(default_factory=list)
    others: int = 0

    @property
    def many(self) -> int:
        """All of them."""
        return len(self.meetings) + self.others


def expected(reader: Reader, rota: Rota) -> dict[UUID | None, Expected]:
    """What is agreed for somebody while they are away, by the time away, or outside their hours, under None."""
    booked = those_who.come().filter(practitioner=rota.practitioner, meeting_status=MeetingStatus.AGREED.value)
    rows = NetworkMeeting.objects.select_related("network__centre").filter(pk__in=booked.values("meeting_id"))
    ahead = list(rows.filter(planned__endswith__gt=reader.at).order_by("planned", "pk"))
    open_to = set(reach(reader).who(Right.READ, Resource.ENTRIES))
    found: defaultdict[UUID | None, Expected] = defaultdict(Expected)
    for meeting in ahead:
        planned = Period(meeting.planned.lower, meeting.planned.upper)
        gone = [each.pk for each in rota.away if Period(each.during.lower, each.during.upper).overlaps(planned)]
        if not gone and (not rota.hours or covers(rota.at_work(planned.start, meeting.planned.upper), planned)):
            continue
        told = found[gone[0] if gone else None]
        if meeting.network_id in open_to:
            told.meetings.append(meeting)
        else:
            told.others += 1
    return dict(found)


def gone(during: DateTimeTZRange | OuterRef) -> QuerySet[Away]:
    """When we are away for some of that time, as it stands."""
    return Away.objects.filter(taken_back_at__isnull=True, during__overlap=during)


def away_then(planned: DateTimeTZRange | OuterRef | None = None) -> Exists:
    """Beside a booking or a turn, for those who arrange: whether they are away for some of its time, or of another."""
    return Exists(
        gone(OuterRef("planned") if planned is None else planned).filter(practitioner=OuterRef("practitioner"))
    )
