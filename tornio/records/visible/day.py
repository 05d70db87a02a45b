"""A practitioner's own day: their meetings, whom they know there, what stayed open, and the door they are at (R10)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tornio.core.meetings import VISITS, Answer, MeetingStatus, PlaceKind
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.core.voices import Became
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import (
    Invitation,
    NetworkMeeting,
    OpenQuestion,
    Presence,
    QuestionTurn,
    Visit,
)
from tornio.records.visible import those_who
from tornio.records.visible.messages import Told, who_was_told
from tornio.records.visible.reach import entries

VisitRow = Visit  # for annotations of floors above, which know no tables
_TODAY = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value, MeetingStatus.OPEN.value, MeetingStatus.HELD.value)
_NOT_OVER = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)
_AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value)
COMING = timedelta(days=14)  # how far the days after are told of
FORGOTTEN = timedelta(days=14)  # how long a meeting that nobody opened or closed is asked about


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who was asked, and how many meetings they and the reader were both at before."""

    person: Person
    met: int


@dataclass(slots=True)
class Stop:
    """One meeting of the day: whom one knows there, who of us comes too, what was left open, the visit."""

    meeting: NetworkMeeting
    late: bool
    earlier_day: bool
    with_us: list[str] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    visit: Visit | None = None

    @property
    def is_visit(self) -> bool:
        """True where a practitioner may be alone at a door."""
        return PlaceKind(self.meeting.place_kind) in VISITS

    @property
    def is_done(self) -> bool:
        """True once it was held and the reader is out."""
        return self.meeting.status == MeetingStatus.HELD.value and (self.visit is None or self.visit.out_at is not None)


@dataclass(frozen=True, slots=True)
class Day:
    """The stops in the order of time, the door the reader is behind just now, and what comes on the days after."""

    stops: list[Stop]
    at_a_door: Visit | None
    after: list[NetworkMeeting]
    cannot: dict[UUID, list[str]]  # who said that they cannot come, by the meeting

    @property
    def ahead(self) -> list[Stop]:
        """What is still to come today."""
        return [each for each in self.stops if each.meeting.status in (_TODAY[0], _TODAY[1])]


def day(reader: Reader, begins: datetime, ends: datetime) -> Day:
    """The reader's meetings between two moments, and older ones that nobody has opened or closed."""
    me = reader.practitioner
    today = Q(meeting__planned__overlap=DateTimeTZRange(begins, ends), meeting__status__in=_TODAY)
    left = Q(
        meeting__planned__endswith__gt=begins - FORGOTTEN,
        meeting__planned__startswith__lt=begins,
        meeting__status__in=_NOT_OVER,
    )
    soon = Q(meeting__planned__overlap=DateTimeTZRange(ends, ends + COMING), meeting__status__in=_AHEAD)
    booked = those_who.come().filter(today | left | soon, practitioner=me)
    others = those_who.come().filter(meeting=OuterRef("pk")).exclude(practitioner=me)
    called = "practitioner__person__called"
    with_us = ArraySubquery(others.order_by("booked_at", called, "pk").values(called))
    rows = NetworkMeeting.objects.select_related("network__centre").filter(pk__in=booked.values("meeting_id"))
    found: list[NetworkMeeting] = list(rows.annotate(with_us=with_us).order_by("planned", "pk"))
    stops = {
        each.pk: Stop(
            each,
            with_us=vars(each)["with_us"],
            late=each.status == MeetingStatus.AGREED.value and each.planned.lower < reader.at,
            earlier_day=each.planned.upper <= begins,
        )
        for each in found
        if each.planned.lower < ends
    }
    door = _visits(stops, me)
    ahead = [each for each in stops.values() if not each.is_done]
    after = [each for each in found if each.planned.lower >= ends]
    cannot = _known(reader, ahead, after)
    _left_open(reader, ahead)
    return Day(list(stops.values()), door, after, cannot)


def _visits(stops: dict[UUID, Stop], me: UUID) -> Visit | None:
    """The last visit to each of the stops; and the door that the reader is behind just now, whichever it is."""
    mine = Visit.objects.select_related("meeting__network__centre").filter(practitioner=me)
    door = None
    for visit in mine.filter(Q(meeting__in=list(stops)) | Q(out_at__isnull=True)).order_by("in_at", "pk"):
        if visit.meeting_id in stops:
            stops[visit.meeting_id].visit = visit
        if visit.out_at is None:
            door = visit
    return door


def _known(reader: Reader, stops: Iterable[Stop], after: Iterable[NetworkMeeting]) -> dict[UUID, list[str]]:
    """How often the reader and each of the invited were at the same meeting of this network; who said they cannot."""
    by_meeting = {each.meeting.pk: each for each in stops}
    asked = Invitation.objects.select_related("person").filter(
        meeting__in=[*by_meeting, *(each.pk for each in after)], taken_back_at__isnull=True
    )
    invited = list(asked.order_by("person__called", "pk"))
    networks = {each.meeting.network_id for each in by_meeting.values()}
    mine = Presence.objects.filter(person=reader.person_id, network__in=networks, meeting__held_at__isnull=False)
    there = Presence.objects.filter(meeting__in=mine.values("meeting_id"), person__in=[i.person_id for i in invited])
    met: dict[tuple[Any, Any], int] = {
        (network, person): times
        for network, person, times in there.values_list("network", "person").annotate(
            times=Count("meeting", distinct=True)
        )
    }
    cannot: defaultdict[UUID, list[str]] = defaultdict(list)
    for each in invited:
        if each.answer == Answer.CANNOT.value:
            cannot[each.meeting_id].append(each.person.called)
        if (stop := by_meeting.get(each.meeting_id)) is not None:
            stop.known.append(Known(each.person, met.get((stop.meeting.network_id, each.person_id), 0)))
    for stop in by_meeting.values():
        stop.known.sort(key=lambda known: -known.met)
    return cannot


def _left_open(reader: Reader, stops: Iterable[Stop]) -> None:
    """What the networks keep open, as far as the reader may read it (R15, R24)."""
    networks = [each.meeting.network_id for each in stops]
    turns: QuerySet[QuestionTurn] = QuestionTurn.objects.filter(question=OuterRef("pk")).order_by("-at", "pk")
    asked = OpenQuestion.objects.filter(entries(reader, "asked_by"), network__in=networks)
    still = asked.annotate(became=Subquery(turns.values("became")[:1]))
    closed = [Became.FOUND_ANSWER.value, Became.MELTED_AWAY.value]
    found: defaultdict[UUID, list[OpenQuestion]] = defaultdict(list)
    for question in still.filter(Q(became__isnull=True) | ~Q(became__in=closed)).order_by("asked_at", "pk"):
        found[question.network_id].append(question)
    for stop in stops:
        stop.questions = found[stop.meeting.network_id]


def visits_to_look_at(reader: Reader) -> QuerySet[Visit]:
    """Colleagues of the reader's service who need help, or have not said that they are out when they were due.

    For whoever holds the telephone: a name, a place, the hour; nothing of what is said there.
    """
    if reader.capacity not in (Capacity.PRACTITIONER, Capacity.SERVICE_LEAD):
        return Visit.objects.none()
    waits = Q(help_at__isnull=False) | Q(due_out_at__lt=reader.at)
    found = Visit.objects.select_related("practitioner__person", "meeting").filter(waits, out_at__isnull=True)
    if reader.service_id is not None:
        found = found.filter(practitioner__service=reader.service_id)
    return found.order_by("due_out_at", "pk")


def who_knows(visits: Iterable[Visit]) -> dict[UUID, Told]:
    """Who of us was told that somebody at a door is silent or needs help, when, and by which route (R10)."""
    return who_was_told([MessageKind.SILENCE, MessageKind.HELP], [each.pk for each in visits])
