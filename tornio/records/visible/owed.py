"""For jobs alone: what should have been told by now, to whom, and what of it has become needless (R4, R9, R10).

Every answer is read from the facts as they stand. A job reads no words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from tornio.core.clocks import Clocks
from tornio.core.errors import NotForYou
from tornio.core.escalation import AtADoor, Owed, Rung, needs_help, once_each, owed, silent, somebody_else
from tornio.core.meetings import Answer, MeetingStatus
from tornio.core.people import Capacity
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Office, Practitioner, Service
from tornio.records.models import FirstContact, Invitation, NetworkMeeting, Visit
from tornio.records.visible.contacts import AGREED, clocks_of
from tornio.records.visible.duty import on_duty


def for_jobs_only(reader: Reader) -> None:
    """Refused for every human."""
    if reader.capacity is not Capacity.JOB:
        raise NotForYou


@dataclass(frozen=True, slots=True)
class Telling:
    """These people are owed a message about this."""

    owed: Owed
    service_id: UUID
    network_id: UUID | None
    subject: UUID
    people: list[UUID]


@dataclass(slots=True)
class Ladder:
    """Who stands on each rung in each service at this moment; each asked once."""

    at: datetime
    _services: dict[UUID, Service] = field(default_factory=dict)
    _duty: dict[UUID, UUID] = field(default_factory=dict)
    _leads: dict[UUID, list[UUID]] = field(default_factory=dict)

    def service(self, service_id: UUID) -> Service:
        """The service with the person to whom a gap falls."""
        if service_id not in self._services:
            found = Service.objects.select_related("duty_fallback__person")
            self._services[service_id] = found.get(pk=service_id)
        return self._services[service_id]

    def fallback(self, service_id: UUID) -> UUID:
        """The person to whom a gap in the rota falls."""
        person: UUID = self.service(service_id).duty_fallback.person_id
        return person

    def duty(self, service_id: UUID) -> UUID:
        """The person who holds the telephone, or to whom a gap falls (R5)."""
        if service_id not in self._duty:
            holder = on_duty(service_id, self.at)
            person = None if holder is None else Practitioner.objects.values_list("person_id", flat=True).get(pk=holder)
            self._duty[service_id] = person or self.fallback(service_id)
        return self._duty[service_id]

    def leads(self, service_id: UUID) -> list[UUID]:
        """Who leads the service; where nobody does, the named person: there is never nobody."""
        if service_id not in self._leads:
            holds = Office.objects.filter(office=Capacity.SERVICE_LEAD.value, since__lte=self.at)
            holds = holds.filter(Q(service=service_id) | Q(service__isnull=True)).exclude(until__lte=self.at)
            found = list(holds.order_by("since", "pk").values_list("person_id", flat=True))
            self._leads[service_id] = found or [self.fallback(service_id)]
        return self._leads[service_id]

    def people(self, rungs: Sequence[Rung], responsible: UUID, service_id: UUID, *, alone: bool = False) -> list[UUID]:
        """Everybody on these rungs, once each. `alone`: who is responsible is at a door, and cannot be duty as well."""
        found = [responsible] if Rung.RESPONSIBLE in rungs else []
        if Rung.DUTY in rungs:
            holder, fallback = self.duty(service_id), self.fallback(service_id)
            found += somebody_else(holder, responsible, fallback) if alone else (holder,)
        if Rung.LEAD in rungs:
            found += self.leads(service_id)
        return once_each(found)


def clocks_that_run(found: Iterable[FirstContact]) -> Iterator[tuple[FirstContact, Clocks]]:
    """Each contact with its clocks; its first meeting's time is asked once for all."""
    contacts = list(found)
    meetings = NetworkMeeting.objects.filter(first_contact__in=contacts, status__in=AGREED).order_by("-planned", "pk")
    agreed = {meeting.first_contact_id: meeting.planned.lower for meeting in meetings}
    for contact in contacts:
        yield contact, clocks_of(contact, agreed.get(contact.pk))


def contacts(reader: Reader, ladder: Ladder) -> Iterator[Telling]:
    """First contacts that have reached a point with nothing arranged, and who should know of it by now (R4)."""
    for_jobs_only(reader)
    open_still = FirstContact.objects.filter(first_met_at__isnull=True, closed_at__isnull=True)
    rows = open_still.select_related("held_by__practitioner", "service").defer("own_words", "wishes", "needs")
    for contact, clocks in clocks_that_run(rows.order_by("contacted_at", "pk")):
        due = owed(clocks, profiles.profile(contact.service.profile), ladder.at)
        if due is not None:
            holder = contact.held_by.practitioner.person_id
            people = ladder.people(due.rungs, holder, contact.service_id)
            yield Telling(due, contact.service_id, contact.network_id, contact.pk, people)


def door(visit: Visit) -> AtADoor:
    """What is known of a visit, as the rules want it."""
    return AtADoor(visit.due_out_at, visit.out_at, visit.help_at)


def silences(reader: Reader, ladder: Ladder) -> Iterator[Telling]:
    """Colleagues who were due out and have not said that they are, and who should know of it by now (R10)."""
    for_jobs_only(reader)
    late = Visit.objects.filter(out_at__isnull=True, due_out_at__lt=ladder.at)
    for visit in late.select_related("practitioner", "meeting").order_by("due_out_at", "pk"):
        due = silent(door(visit), ladder.at)
        if due is not None:
            yield at_the_door(visit, due, ladder)


def calls_for_help(reader: Reader, ladder: Ladder) -> Iterator[Telling]:
    """Colleagues at a door who asked for help and are not out (R10)."""
    for_jobs_only(reader)
    asked = Visit.objects.filter(out_at__isnull=True, help_at__isnull=False)
    for visit in asked.select_related("practitioner", "meeting").order_by("help_at", "pk"):
        due = needs_help(door(visit))
        if due is not None:
            yield at_the_door(visit, due, ladder)


def at_the_door(visit: Visit, due: Owed, ladder: Ladder) -> Telling:
    """Whom this concerns: who is there, whoever holds the telephone, and who leads."""
    who, service_id = visit.practitioner.person_id, visit.practitioner.service_id
    people = ladder.people(due.rungs, who, service_id, alone=True)
    return Telling(due, service_id, visit.meeting.network_id, visit.pk, people)


LONGEST_REMINDER = timedelta(days=14)


def reminders(reader: Reader, at: datetime) -> Iterator[tuple[NetworkMeeting, list[UUID]]]:
    """Agreed meetings that come within the profile's time, with those who were asked and have not said they cannot."""
    for_jobs_only(reader)
    ahead = NetworkMeeting.objects.filter(
        status=MeetingStatus.AGREED.value, planned__startswith__gt=at, planned__startswith__lte=at + LONGEST_REMINDER
    ).select_related("network__service")
    soon = [each for each in ahead.order_by("planned", "pk") if each.planned.lower - _before(each) <= at]
    asked = Invitation.objects.filter(meeting__in=soon, taken_back_at__isnull=True)
    people: dict[UUID, list[UUID]] = {}
    for invitation in asked.exclude(answer=Answer.CANNOT.value).order_by("invited_at", "pk"):
        people.setdefault(invitation.meeting_id, []).append(invitation.person_id)
    for meeting in soon:
        yield meeting, people.get(meeting.pk, [])


def _before(meeting: NetworkMeeting) -> timedelta:
    return profiles.profile(meeting.network.service.profile).reminder_before


def still_asked(meetings: Iterable[UUID], statuses: Iterable[MeetingStatus]) -> dict[tuple[UUID, UUID], datetime]:
    """Who is asked to which of these meetings, as long as it stands so, and when it starts."""
    found = Invitation.objects.filter(meeting__in=list(meetings), taken_back_at__isnull=True)
    found = found.filter(meeting__status__in=[each.value for each in statuses]).select_related("meeting")
    return {(each.meeting_id, each.person_id): each.meeting.planned.lower for each in found}
