"""What a service lead sees: how many, never who, and nobody's words (R29)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from tornio.core.clocks import Standing, standing
from tornio.core.errors import NotForYou
from tornio.core.meetings import MeetingStatus
from tornio.core.people import Capacity
from tornio.core.tallies import CAME, CONTINUITY, PROMISE, Came, Week, altogether, by_week, monday
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.models import (
    Episode,
    FirstContact,
    NetworkMeeting,
    Recognition,
    Substitution,
    TeamMember,
)
from tornio.records.visible import those_who
from tornio.records.visible.contacts import WAS_AGREED, clocks_of

WEEKS = 8
SEVEN_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure week by week: `yes` of `of`, and how many have no answer to it."""

    weeks: list[Week]
    ways: tuple[Came, ...]
    yes: int
    of: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """What stands just now, and the last seven days."""

    now: dict[Standing, int]
    networks: int
    meetings: int
    with_fewer: int
    not_held: int
    first_contacts: int
    practitioners: list[tuple[str, int]] = field(default_factory=list)

    def stand(self, wanted: Standing) -> int:
        """How many first contacts stand so."""
        return self.now.get(wanted, 0)


def service_counts(reader: Reader, zone: tzinfo) -> ServiceCounts:
    """The services the reader leads, by the clocks of `zone`; nothing names anybody of a network."""
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    of_service = {"network__service": reader.service_id} if reader.service_id else {}
    meetings = NetworkMeeting.objects.filter(**of_service)
    since = reader.at - SEVEN_DAYS
    week = meetings.aggregate(
        held=Count("pk", filter=Q(held_at__gt=since)),
        fewer=Count("pk", filter=Q(held_at__gt=since) & ~Q(fewer_why="")),
        not_held=Count("pk", filter=Q(not_held_at__gt=since)),
    )
    stands = _how_contacts_stand(reader.service_id, reader.at, zone)
    return ServiceCounts(
        now=Counter(how for _day, how, _called, waits in stands if waits),
        networks=going_on(of_service).count(),
        meetings=week["held"],
        with_fewer=week["fewer"],
        not_held=week["not_held"],
        first_contacts=sum(called > since for _day, _how, called, _waits in stands),
        practitioners=_who_is_booked(reader),
    )


@dataclass(frozen=True, slots=True)
class LastWeeks:
    """How first meetings came out, and whether the same people came, week by week until now."""

    first_meetings: Measure
    same_people: Measure


def last_weeks(reader: Reader, service: Service, zone: tzinfo) -> LastWeeks:
    """A service that the reader leads, in weeks by the clocks of `zone`."""
    if reader.capacity is not Capacity.SERVICE_LEAD or reader.service_id not in (None, service.pk):
        raise NotForYou
    stands = _how_contacts_stand(service.pk, reader.at, zone)
    meetings = NetworkMeeting.objects.filter(network__service=service.pk)
    today = reader.at.astimezone(zone).date()
    return LastWeeks(_first_meetings(stands, today), _same_people(meetings, reader.at, zone))


Stands = list[tuple[date, Standing, datetime, bool]]


def _how_contacts_stand(service_id: UUID | None, now: datetime, zone: tzinfo) -> Stands:
    """Each first contact of these weeks, and each that still waits: its day, how it stands, when it came, whether it
    waits."""
    agreed = NetworkMeeting.objects.filter(first_contact=OuterRef("pk"), status__in=WAS_AGREED)
    agreed = agreed.order_by("-planned", "pk")
    waits = Q(first_met_at__isnull=True, closed_at__isnull=True)
    found = FirstContact.objects.filter(waits | Q(contacted_at__gte=_since(now, zone)))
    if service_id:
        found = found.filter(service=service_id)
    told = found.select_related("service").defer("own_words", "wishes", "needs")
    stands: Stands = []
    for contact in told.annotate(agreed_for=Subquery(agreed.values("planned__startswith")[:1])):
        clocks = clocks_of(contact, contact.agreed_for)
        how = standing(clocks, profiles.profile(contact.service.profile), now)
        still = contact.first_met_at is None and contact.closed_at is None
        stands.append((contact.contacted_at.astimezone(zone).date(), how, contact.contacted_at, still))
    return stands


def _since(now: datetime, zone: tzinfo) -> datetime:
    """The beginning of the first of the weeks."""
    first = monday(now.astimezone(zone).date()) - SEVEN_DAYS * (WEEKS - 1)
    return datetime(first.year, first.month, first.day, tzinfo=zone)


def _first_meetings(stands: Stands, today: date) -> Measure:
    """R2, R3: counted in the week in which they called; who still waits inside the promise is not counted yet."""
    days = Counter((day, CAME[how]) for day, how, _called, _waits in stands if how in CAME)
    weeks = by_week(days, today=today, weeks=WEEKS)
    first = weeks[0].start
    return Measure(
        weeks,
        PROMISE,
        yes=altogether(weeks, Came.IN_TIME, Came.CHOSE_LATER),
        of=altogether(weeks, *PROMISE),
        missing=sum(how is Standing.NOT_STARTED and day >= first for day, how, _called, _waits in stands),
    )


def _same_people(meetings: QuerySet[NetworkMeeting], now: datetime, zone: tzinfo) -> Measure:
    """R12: of the meetings after the first, in how many nobody but the network's own team came."""
    team: Any = TeamMember.objects.filter(network=OuterRef("network"), during__startswith__lt=OuterRef("opened_at"))
    stood_in = Exists(Substitution.objects.filter(meeting=OuterRef("pk")))
    later = meetings.filter(Exists(team), held_at__gte=_since(now, zone))
    # Counted by the database, a row for each day: there may be thousands of meetings in eight weeks.
    each_day = later.order_by().values_list(TruncDate("held_at", tzinfo=zone), stood_in).annotate(Count("pk"))
    days = {(day, Came.STOOD_IN if other else Came.SAME_PEOPLE): many for day, other, many in each_day}
    weeks = by_week(days, today=now.astimezone(zone).date(), weeks=WEEKS)
    return Measure(weeks, CONTINUITY, yes=altogether(weeks, Came.SAME_PEOPLE), of=altogether(weeks, *CONTINUITY))


def _who_is_booked(reader: Reader) -> list[tuple[str, int]]:
    """Meetings that lie ahead, by who of us goes."""
    ahead = those_who.come().filter(meeting_status=MeetingStatus.AGREED.value, planned__endswith__gt=reader.at)
    if reader.service_id:
        ahead = ahead.filter(practitioner__service=reader.service_id)
    each = ahead.values_list("practitioner__person__full_name").annotate(many=Count("pk"))
    return list(each.order_by("practitioner__person__full_name"))


def going_on(of_service: dict[str, Any]) -> QuerySet[Episode]:
    """The stretches of work that go on. One that a call began and that turned out to be somebody we know is none (R7),
    nor is one where all that began it went no further before anybody was met (R4).
    """
    known = Recognition.objects.filter(network_before=OuterRef("network"), undone_at__isnull=True)
    still_called_about = FirstContact.objects.filter(network=OuterRef("network"))
    episodes = Episode.objects.filter(ended_at__isnull=True, **of_service)
    of_it = FirstContact.objects.filter(episode=OuterRef("pk"))
    went_no_further = Exists(of_it) & ~Exists(of_it.filter(closed_at__isnull=True))
    return episodes.filter(~Exists(known) | Exists(still_called_about)).exclude(went_no_further)
