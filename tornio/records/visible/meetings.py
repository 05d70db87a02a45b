"""A meeting before it begins, as far as one may see it: the time for who reads, the place for who was asked (R10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Exists, OuterRef, Q, QuerySet

from tornio.core.errors import NotForYou
from tornio.core.meetings import Answer, ChosenBy, MeetingStatus, PlaceKind, host_to_ask, missing_therapists
from tornio.core.networks import STILL_THERE, Belonging, InvitedBy
from tornio.core.profiles import ServiceProfile
from tornio.core.sharing import STAFF, Relationship, Resource, Right
from tornio.core.values import Period
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner, Seat
from tornio.records.models import (
    Booking,
    Invitation,
    Network,
    NetworkMeeting,
    NetworkMember,
    Substitution,
    TeamMember,
)
from tornio.records.visible import those_who
from tornio.records.visible.met import is_new, met_by
from tornio.records.visible.particulars import trained
from tornio.records.visible.people import practitioners
from tornio.records.visible.reach import reach
from tornio.records.visible.working import away_then, gone

MeetingRow = NetworkMeeting  # for annotations of floors above, which know no tables
NetworkRow = Network
TAKES_TIME = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)
AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who can be asked: who they are to the person, and whether they belong already."""

    person: Person
    relation: str
    belongs: bool
    rang: bool = False  # called for them, and is not of the network yet, nor has anybody met

    @property
    def is_proposed(self) -> bool:
        """True for whom a meeting is proposed with, until somebody chooses otherwise."""
        return self.belongs or self.rang


@dataclass(frozen=True, slots=True)
class OfUs:
    """One of us who could come: of the team, free at that time, or busy or away. Where or why is nobody's business."""

    practitioner: Practitioner
    of_the_team: bool
    busy: bool
    away: bool
    trained: bool  # holds a training that the service wants at a meeting


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One meeting before it begins, as this reader sees it. `place` is empty for who was not asked (R10)."""

    meeting: NetworkMeeting
    is_staff: bool
    is_centre: bool
    mine: Invitation | None
    place: str
    bookings: list[Booking]
    no_longer: list[Booking]  # who said yes and no longer comes: somebody is wanted instead (R12)
    invitations: list[Invitation]
    substitutions: list[Substitution]
    met: frozenset[UUID] = frozenset()  # whom the reader knows from its meetings, unless they are one of us

    def is_new(self, booked: Booking) -> bool:
        """Whether one of us who comes is new to whoever reads."""
        return is_new(booked.practitioner.person_id, self.met)

    @property
    def away(self) -> set[UUID]:
        """Who of us has said yes and is away then: by their key, for staff, while it can be arranged."""
        return {each.practitioner_id for each in self.bookings if self.is_ahead and getattr(each, "is_away", False)}

    @property
    def missing(self) -> int:
        """How many of us have still to say yes (R11); who is away is not expected."""
        return missing_therapists(len(self.bookings) - len(self.away), self.meeting.minimum_therapists)

    @property
    def peer_missing(self) -> bool:
        """True while a promised peer practitioner has not said yes."""
        here = [each for each in self.bookings if each.practitioner_id not in self.away]
        return self.meeting.peer_required and not any(each.peer for each in here)

    @property
    def host_to_ask(self) -> bool:
        """True while somebody whose place it is has still to say yes (R10)."""
        return host_to_ask(
            kind=PlaceKind(self.meeting.place_kind),
            chosen_by=ChosenBy(self.meeting.place_chosen_by),
            has_host=self.meeting.host_id is not None,
            host_agreed=self.meeting.host_agreed_at is not None,
        )

    @property
    def is_ahead(self) -> bool:
        """True while it can be moved."""
        return self.meeting.status in AHEAD

    @property
    def coming(self) -> list[Invitation]:
        """The others whom a member will meet there: those who said that they come."""
        comes = (Answer.COMES.value, Answer.FOR_PART.value)
        mine = self.mine.pk if self.mine else None
        return [each for each in self.invitations if each.answer in comes and each.pk != mine]


def network_to_arrange(reader: Reader, pk: UUID) -> Network:
    """The network, for the person at its centre and for staff who work with it."""
    if not reach(reader).standing(pk) & {*STAFF, Relationship.CENTRE}:
        raise NotForYou
    found = Network.objects.select_related("service", "centre").filter(pk=pk).first()
    if found is None:
        raise NotForYou
    return found


def held(network: Network) -> QuerySet[NetworkMeeting]:
    """The meetings that this network has held, the latest first; for who reads there already."""
    return NetworkMeeting.objects.filter(network=network, held_at__isnull=False).order_by("-held_at", "pk")


def last_place(network: Network) -> tuple[PlaceKind, str, ChosenBy] | None:
    """Where they last met and who chose it, for whoever arranges: most networks meet there again."""
    found = held(network).values_list("place_kind", "place_words", "place_chosen_by").first()
    return None if found is None else (PlaceKind(found[0]), found[1], ChosenBy(found[2]))


def promise(network: Network) -> ServiceProfile:
    """What this network's service promises of its meetings."""
    return profiles.profile(network.service.profile)


def who_can_be_asked(network: Network) -> list[Asked]:
    """The person first, then everyone still there, the closest first (R8)."""
    members = NetworkMember.objects.select_related("person").filter(network=network, belonging__in=sorted(STILL_THERE))
    met = Exists(held(network))
    found = [_asked(each) for each in members.annotate(met=met).order_by("ring", "person__called", "pk")]
    others = [each for each in found if each.person.pk != network.centre_id]
    return [Asked(network.centre, "", belongs=True), *others]


def _asked(member: Any) -> Asked:
    """Whoever called first is proposed for the first meeting; the person may say no (R8)."""
    asked = member.belonging == Belonging.ASKED.value and member.invited_by == InvitedBy.CALLED_FIRST.value
    belongs = member.belonging == Belonging.BELONGS.value
    return Asked(member.person, member.relation, belongs=belongs, rang=asked and not member.met)


def which_of_us(reader: Reader, network: Network, planned: Period | None, besides: UUID | None = None) -> list[OfUs]:
    """Who of us could come, and is not unwanted: the free before the busy, the team before others (R12, R14)."""
    no = those_who.refused([network.pk])[network.pk]
    everyone = [each for each in practitioners(reader) if each.pk not in no]
    team = set(
        TeamMember.objects.filter(network=network, during__contains=reader.at).values_list("practitioner_id", flat=True)
    )
    busy = _busy([each.pk for each in everyone], planned, besides)
    on = reader.at.astimezone(ZoneInfo(network.service.time_zone)).date()
    holds = trained([each.pk for each in everyone], promise(network).trainings, on)
    away = _away([each.pk for each in everyone], planned)
    found = [OfUs(each, each.pk in team, each.pk in busy, each.pk in away, each.pk in holds) for each in everyone]
    return sorted(
        found, key=lambda each: (each.busy or each.away, not each.of_the_team, each.practitioner.person.called)
    )


def _busy(people: Iterable[UUID], planned: Period | None, besides: UUID | None) -> set[UUID]:
    if planned is None:
        return set()
    taken = those_who.come().filter(
        practitioner__in=list(people),
        planned__overlap=DateTimeTZRange(planned.start, planned.end),
        meeting_status__in=TAKES_TIME,
    )
    if besides is not None:
        taken = taken.exclude(meeting=besides)
    return set(taken.values_list("practitioner_id", flat=True))


def _away(people: Iterable[UUID], planned: Period | None) -> set[UUID]:
    if planned is None:
        return set()
    then = gone(DateTimeTZRange(planned.start, planned.end)).filter(practitioner__in=list(people))
    return set(then.values_list("practitioner_id", flat=True))


def _seen(reader: Reader) -> QuerySet[NetworkMeeting]:
    """The meetings the reader may know of: of networks they read, and those they were asked to while they belong."""
    asked = Invitation.objects.filter(person=reader.person_id, taken_back_at__isnull=True)
    belongs = NetworkMember.objects.filter(person=reader.person_id, during__contains=reader.at)
    mine = Q(pk__in=asked.values("meeting_id"), network__in=belongs.values("network_id"), held_at__isnull=True)
    reads = Q(network__in=reach(reader).who(Right.READ, Resource.ENTRIES))
    return NetworkMeeting.objects.filter(reads | mine)


def arrangement(reader: Reader, pk: UUID) -> Arrangement:
    """One meeting as it is arranged; NotForYou when there is none for this reader."""
    rows = _seen(reader).select_related("network__centre", "network__service", "host", "proposed_by")
    meeting = rows.filter(pk=pk).first()
    if meeting is None:
        raise NotForYou
    standing = reach(reader).standing(meeting.network_id)
    staff, centre = bool(standing & STAFF), Relationship.CENTRE in standing
    asked = Invitation.objects.select_related("person", "told_by").filter(meeting=meeting, taken_back_at__isnull=True)
    asked = asked.annotate(comes_in=Exists(Seat.objects.filter(person=OuterRef("person"))))
    invitations: list[Invitation] = list(asked.order_by("invited_at", "person__called", "pk"))
    mine = next((each for each in invitations if each.person_id == reader.person_id), None)
    named = Substitution.objects.select_related("practitioner__person", "stands_in_for__person")
    if meeting.status in (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value):  # nobody is told of who comes not
        named = named.filter(practitioner__in=those_who.come().filter(meeting=meeting).values("practitioner"))
    return Arrangement(
        meeting=meeting,
        is_staff=staff,
        is_centre=centre,
        mine=mine,
        place=meeting.place_words if staff or centre or mine is not None else "",
        bookings=_in_order(those_who.come(), meeting),
        no_longer=_in_order(those_who.no_longer_come(), meeting) if staff or centre else [],
        invitations=invitations,
        substitutions=list(named.filter(meeting=meeting).order_by("named_at", "pk")),
        met=frozenset() if staff else frozenset(met_by(reader.person_id, meeting.network_id)),
    )


def _in_order(booked: QuerySet[Booking], meeting: NetworkMeeting) -> list[Booking]:
    of_this = booked.select_related("practitioner__person").filter(meeting=meeting).annotate(is_away=away_then())
    return list(of_this.order_by(*those_who.IN_ORDER))


def of_us(reader: Reader, pk: UUID | None) -> Practitioner:
    """One of us, for staff who arrange."""
    found = practitioners(reader).filter(pk=pk).first() if pk else None
    if found is None:
        raise NotForYou
    return found


def length_of(meeting: NetworkMeeting) -> int:
    """How many minutes are planned."""
    start: datetime = meeting.planned.lower
    end: datetime = meeting.planned.upper
    return int((end - start).total_seconds() // 60)
