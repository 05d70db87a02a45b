"""Who is waiting for us: first contacts by how they stand; for the service lead without words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Value

from tornio.core.clocks import MET, Clocks, Point, Standing, next_point, points_reached, standing
from tornio.core.errors import NotForYou
from tornio.core.escalation import Rung, next_told
from tornio.core.meetings import MeetingStatus, missing_therapists
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.core.profiles import ServiceProfile
from tornio.core.sharing import STAFF
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Office, Service
from tornio.records.models import Attempt, FirstContact, HandOver, NetworkMeeting
from tornio.records.visible import duty, those_who
from tornio.records.visible.contacts import AGREED, WAS_AGREED, clocks_of, contacts
from tornio.records.visible.messages import Told, who_was_told
from tornio.records.visible.reach import reach

STAYS_ON_THE_BOARD = timedelta(days=1)  # since yesterday at this hour; everything earlier has a page of its own
A_PAGE = 20
FOR_THE_LEAD = frozenset({Standing.LATE, Standing.NEARLY_LATE})
GROUPS: tuple[tuple[Standing, frozenset[Standing]], ...] = (
    (Standing.LATE, frozenset({Standing.LATE})),
    (Standing.NEARLY_LATE, frozenset({Standing.NEARLY_LATE})),
    (Standing.WAITING, frozenset({Standing.WAITING})),
    (Standing.NOT_STARTED, frozenset({Standing.NOT_STARTED})),
    (Standing.ARRANGED, frozenset({Standing.ARRANGED})),
    (Standing.CHOSE_LATER, frozenset({Standing.CHOSE_LATER})),
    (Standing.NETWORK_MET, frozenset({Standing.NETWORK_MET})),
    (Standing.MET, MET),
    (Standing.NOT_GOING_AHEAD, frozenset({Standing.NOT_GOING_AHEAD})),
)


@dataclass(slots=True)
class Line:
    """One first contact on the board."""

    contact: FirstContact
    clocks: Clocks
    profile: ServiceProfile
    standing: Standing
    meeting: NetworkMeeting | None = None
    attempts: list[Attempt] = field(default_factory=list)
    next_point: Point | None = None
    points_reached: tuple[Point, ...] = ()
    offered_to_me: bool = False
    place: str = ""  # only for those who go there (R10)
    told: Told = field(default_factory=Told)  # who of us was told that nothing is arranged, when and how (R4)
    told_next: str = ""  # who is told at the next point

    @property
    def with_whom(self) -> list[str]:
        """Who else of us comes to the first meeting."""
        if self.meeting is None:
            return []
        others = [each.practitioner for each in self.meeting.bookings.all()]
        return [each.person.full_name for each in others if each.pk != self.contact.held_by.practitioner_id]

    @property
    def missing(self) -> int:
        """How many of us the agreed first meeting lacks, where somebody comes no more (R11, R12)."""
        if self.meeting is None or self.meeting.status != MeetingStatus.AGREED.value:
            return 0
        return missing_therapists(len(self.meeting.bookings.all()), self.meeting.minimum_therapists)


@dataclass(frozen=True, slots=True)
class Board:
    """Everyone who waits, by how they stand; `wordless` for who leads."""

    groups: list[tuple[Standing, list[Line]]]
    services: list[Service]
    wordless: bool

    def count(self, wanted: Standing) -> int:
        """How many stand so."""
        return sum(len(lines) for name, lines in self.groups if name is wanted)

    @property
    def total(self) -> int:
        """How many stand on the board."""
        return sum(len(lines) for _name, lines in self.groups)


def _readable(reader: Reader, service: UUID | None) -> QuerySet[FirstContact]:
    if reader.capacity is Capacity.SERVICE_LEAD:
        found = FirstContact.objects.select_related("held_by__practitioner__person", "service__duty_fallback__person")
        found = found.filter(service__in=duty.services(reader)).defer("own_words", "wishes", "needs")
    elif reader.capacity is Capacity.PRACTITIONER:
        found = contacts(reader)
    else:
        raise NotForYou
    return found.filter(service=service) if service else found


def _first_meetings(found: Iterable[FirstContact]) -> dict[UUID, NetworkMeeting]:
    booked = those_who.come().order_by(*those_who.IN_ORDER).select_related("practitioner__person")
    meetings = NetworkMeeting.objects.filter(first_contact__in=list(found), status__in=WAS_AGREED)
    ordered = meetings.order_by("-planned", "pk").prefetch_related(Prefetch("bookings", queryset=booked))
    return {each.first_contact_id: each for each in ordered if each.first_contact_id}


def lines(reader: Reader, found: list[FirstContact]) -> list[Line]:
    """Each contact with its clocks, its first meeting and its attempts; a handful of questions for all of them."""
    meetings = _first_meetings(found)
    attempts: defaultdict[UUID, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(first_contact__in=found).order_by("at", "pk"):
        attempts[attempt.first_contact_id].append(attempt)
    offers = HandOver.objects.filter(offered_to=reader.practitioner_id, answered_at__isnull=True)
    offered = set(offers.filter(first_contact__in=found).values_list("first_contact_id", flat=True))
    told = []
    for contact in found:
        meeting = meetings.get(contact.pk)
        clocks = clocks_of(contact, meeting.planned.lower if meeting else None)
        profile = profiles.profile(contact.service.profile)
        told.append(
            Line(
                contact,
                clocks,
                profile,
                standing(clocks, profile, reader.at),
                meeting if meeting and meeting.status in AGREED else None,
                attempts[contact.pk],
                next_point(clocks, profile, reader.at),
                points_reached(clocks, profile, reader.at),
                contact.pk in offered,
                meeting.place_words if meeting and reach(reader).standing(contact.network_id) & STAFF else "",
            )
        )
    _who_knows(reader, told)
    return told


def _who_knows(reader: Reader, found: list[Line]) -> None:
    """Who of us was told of each, and who is told next (R4); two questions, however many wait."""
    if not found:
        return
    reached = who_was_told([MessageKind.WAITS], [line.contact.pk for line in found])
    up = _further_up(reader.at)
    for line in found:
        line.told = reached.get(line.contact.pk, Told())
        coming = next_told(line.clocks, line.profile, reader.at)
        line.told_next = "" if coming is None else _name(line.contact, coming[1], up)


def _further_up(at: datetime) -> list[tuple[UUID | None, str, str]]:
    """Who holds each telephone and who leads: the service (none: all of them), the rung, the name."""
    holds = duty.held().filter(during__contains=at).order_by()
    leads = Office.objects.filter(office=Capacity.SERVICE_LEAD.value, since__lte=at).exclude(until__lte=at).order_by()
    return list(
        holds.values_list("service_id", Value(Rung.DUTY.value), "practitioner__person__full_name").union(
            leads.values_list("service_id", Value(Rung.LEAD.value), "person__full_name")
        )
    )


def _name(contact: FirstContact, rung: Rung, up: list[tuple[UUID | None, str, str]]) -> str:
    if rung is Rung.RESPONSIBLE:
        name: str = contact.held_by.practitioner.person.full_name
        return name
    here = [name for service, on, name in up if on == rung.value and service in {contact.service_id, None}]
    return ", ".join(sorted(here)) or contact.service.duty_fallback.person.full_name


def board(reader: Reader, service: UUID | None = None) -> Board:
    """Who is waiting, who was met since yesterday, and what goes no further since then."""
    since = reader.at - STAYS_ON_THE_BOARD
    now = Q(first_met_at__isnull=True, closed_at__isnull=True)
    lately = Q(first_met_at__gte=since) | Q(closed_at__gte=since, first_met_at__isnull=True)
    found = _readable(reader, service).filter(now | lately).order_by("contacted_at", "pk")
    all_lines = lines(reader, list(found))
    wordless = reader.capacity is Capacity.SERVICE_LEAD
    return Board(
        [(name, [line for line in all_lines if line.standing in wanted]) for name, wanted in GROUPS],
        list(duty.services(reader)),
        wordless,
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A page of those who were met, and of what went no further, before yesterday; the newest first."""

    lines: list[Line]
    page: int
    total: int

    @property
    def first(self) -> int:
        """The number of the first line, from 1."""
        return (self.page - 1) * A_PAGE + 1

    @property
    def last(self) -> int:
        """The number of the last line."""
        return self.first + len(self.lines) - 1


def earlier(reader: Reader, page: int) -> Earlier:
    """What no longer stands on the board."""
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    over = Q(first_met_at__isnull=False) | Q(closed_at__isnull=False)
    found = contacts(reader).filter(over).order_by("-contacted_at", "pk")
    total = found.count()
    page = max(1, min(page, (total + A_PAGE - 1) // A_PAGE))
    return Earlier(lines(reader, list(found[(page - 1) * A_PAGE : page * A_PAGE])), page, total)


def nobody_has_it(line: Line) -> bool:
    """True for what came by the web and nobody has opened yet (R5)."""
    return line.contact.opened_at is None and line.standing not in MET
