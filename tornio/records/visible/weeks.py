"""A week as it stands before it is planned: what is agreed, who has nothing arranged, who of us is at work.

For whoever leads a service, and for the job that plans: times, places and staff, and nobody's words (safety.md). A
network is spoken of by those of us who work with it; who is at its centre is not read here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from tornio.core.meetings import ChosenBy, MeetingStatus, PlaceKind
from tornio.core.profiles import ServiceProfile
from tornio.core.values import Period
from tornio.core.working import MIDNIGHT, moment
from tornio.people import profiles
from tornio.people.models import Practitioner, Service
from tornio.records.models import FirstContact, NetworkMeeting
from tornio.records.visible import those_who, working
from tornio.records.visible.contacts import due_of, wished_languages
from tornio.records.visible.leading import going_on
from tornio.records.visible.particulars import trained
from tornio.records.visible.week_stands import Needs, Stands, held_in, needs, stands_in, teams_of

PractitionerRow = Practitioner  # for annotations of floors above, which know no tables
SEVEN_DAYS, A_DAY = timedelta(days=7), timedelta(days=1)
NOTICE = timedelta(minutes=15)  # to ring them; nothing begins sooner
_AHEAD = (MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value)


@dataclass(frozen=True, slots=True)
class Wants:
    """A network with which work goes on and that has nothing arranged from now on; a first contact with its window."""

    network: UUID
    team: tuple[Practitioner, ...]
    responsible: Practitioner | None  # for its first meeting
    called_at: datetime | None
    due: datetime | None
    last: NetworkMeeting | None
    length: timedelta
    place: tuple[PlaceKind, str]
    refused: frozenset[UUID]
    languages: tuple[str, ...] = ()  # that whoever called would rather speak, by their codes

    @property
    def spoken(self) -> "Spoken":
        """What it is called where nobody in it is named."""
        of_us = self.team or ((self.responsible,) if self.responsible else ())
        return Spoken(of_us, self.last.held_at if self.last else None, self.called_at)


@dataclass(frozen=True)
class Week:
    """All that is known of a service's week. `us` are those who work there, by key."""

    service: Service
    monday: date
    period: Period
    soonest: datetime  # before that nothing begins any more
    promised: ServiceProfile
    rotas: Mapping[UUID, working.Rota]
    stands: tuple[Stands, ...]
    wants: tuple[Wants, ...]
    needs: tuple[Needs, ...] = field(default=())
    held: tuple[Stands, ...] = ()  # already; nothing is planned round it
    trained: frozenset[UUID] = frozenset()  # who holds, through its Sunday, a training that the service wants

    @property
    def zone(self) -> ZoneInfo:
        """Where the clocks hang."""
        return ZoneInfo(self.service.time_zone)

    @property
    def end(self) -> datetime:
        """The end of its Sunday."""
        assert self.period.end is not None
        return self.period.end

    def at_work(self, us: UUID) -> list[Period]:
        """When one of us is at work in what is left of it."""
        rota = self.rotas.get(us)
        return rota.at_work(self.soonest, self.end) if rota and self.soonest < self.end else []

    def is_sooner(self, wants: Wants) -> bool:
        """True where a first meeting is promised before anything of this week can begin: it is looked for at once."""
        return wants.due is not None and wants.due <= self.soonest

    def is_ahead(self, number: int) -> bool:
        """True for a day that is not over; Monday is 1."""
        ends = self.day(number).end
        return ends is not None and self.soonest < ends

    def day(self, number: int) -> Period:
        """One of its days; Monday is 1."""
        on = self.monday + A_DAY * (number - 1)
        return Period(moment(on, 0, self.zone), moment(on, MIDNIGHT, self.zone))

    @property
    def have_not_said(self) -> list[Practitioner]:
        """Those who have not said when they work: nobody plans their time."""
        return [each.practitioner for each in self.rotas.values() if not each.hours]


def zone_of(service: Service) -> ZoneInfo:
    """Where its clocks hang."""
    return ZoneInfo(service.time_zone)


def week(service: Service, monday: date, at: datetime, *, looking: bool = True) -> Week:
    """The week as it stands now; so many questions, however long the service's list is.

    `looking`: also who has nothing arranged.
    """
    zone, promised = ZoneInfo(service.time_zone), profiles.profile(service.profile)
    period = Period(moment(monday, 0, zone), moment(monday + SEVEN_DAYS, 0, zone))
    assert period.end is not None
    rotas = {each.practitioner.pk: each for each in working.rotas(service.pk, period.start, period.end)}
    stands = stands_in(service.pk, period)
    return Week(
        service, monday, period, max(period.start, _quarter(at + NOTICE)), promised, rotas, stands,
        tuple(_wants(service.pk, promised, at)) if looking else (),
        needs(stands, rotas, at), held_in(service.pk, period, at),
        trained(rotas, promised.trainings, monday + timedelta(days=6)),
    )  # fmt: skip


def _quarter(at: datetime) -> datetime:
    """That moment, or the next quarter of an hour."""
    past = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at - past + (timedelta(minutes=15) if past else timedelta(0))


def _wants(service_id: UUID, promised: ServiceProfile, at: datetime) -> Iterable[Wants]:
    episodes = going_on({"network__service": service_id}).order_by("opened_at", "pk")
    open_ones = list(episodes.values_list("network_id", flat=True))
    ahead = Q(status__in=_AHEAD, planned__endswith__gt=at) | Q(status=MeetingStatus.OPEN.value)
    meets = NetworkMeeting.objects.filter(ahead, network__in=open_ones)
    arranged = set(meets.values_list("network_id", flat=True))
    left = [each for each in open_ones if each not in arranged]
    last, teams, contacts, no = _last(left), teams_of(left, at), _contacts(left), those_who.refused(left)
    for network in left:
        met, called = last.get(network), contacts.get(network)
        place = (PlaceKind(met.place_kind), met.place_words) if met else (promised.place_by_default, "")
        yield Wants(
            network=network,
            team=tuple(teams.get(network, ())),
            responsible=called.held_by.practitioner if called else None,
            called_at=called.contacted_at if called else None,
            due=due_of(called, promised),
            last=met,
            length=met.planned.upper - met.planned.lower if met else promised.meeting_length,
            place=place,
            refused=no[network],
            languages=wished_languages(called, promised),
        )


def _last(networks: Collection[UUID]) -> dict[UUID, NetworkMeeting]:
    held = NetworkMeeting.objects.filter(network__in=networks, held_at__isnull=False)
    newest = held.order_by("network", "-held_at", "pk").distinct("network")
    return {each.network_id: each for each in newest.defer("closing_words", "fewer_why", "without_person_answer")}


def _contacts(networks: Collection[UUID]) -> dict[UUID, FirstContact]:
    waiting = FirstContact.objects.filter(network__in=networks, first_met_at__isnull=True, closed_at__isnull=True)
    told = waiting.select_related("held_by__practitioner__person").order_by("contacted_at")
    told = told.defer("own_words", "wishes", "needs")
    return {each.network_id: each for each in told if each.network_id is not None}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a network is called where nobody in it is named: those of us who work with it, and when they last met."""

    of_us: tuple[Practitioner, ...]
    met_at: datetime | None
    called_at: datetime | None

    @property
    def is_first(self) -> bool:
        """True where somebody called and nobody met them yet."""
        return self.met_at is None and self.called_at is not None


def spoken_of(networks: Collection[UUID], at: datetime) -> dict[UUID, Spoken]:
    """Three questions, however many networks there are."""
    last, teams, contacts = _last(networks), teams_of(networks, at), _contacts(networks)
    found = {}
    for network in networks:
        called, met = contacts.get(network), last.get(network)
        of_us = tuple(teams.get(network, ())) or ((called.held_by.practitioner,) if called else ())
        found[network] = Spoken(of_us, met.held_at if met else None, called.contacted_at if called else None)
    return found


def taken_over(meeting: NetworkMeeting | None, promised: ServiceProfile) -> dict[str, Any]:
    """The place of a new meeting: where they last met and whose choice that was, or the service's usual one."""
    if meeting is None:
        return {"place_kind": promised.place_by_default, "place_words": "", "place_chosen_by": ChosenBy.TEAM}
    return {
        "place_kind": PlaceKind(meeting.place_kind),
        "place_words": meeting.place_words,
        "place_chosen_by": ChosenBy(meeting.place_chosen_by),
    }
