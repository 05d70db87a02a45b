"""For jobs alone: what waits for somebody to look at it, who that is, and what of it goes on; never a word of it.

What is kept apart and comes due (R25), grants whose look was due and what somebody cannot decide just now (R8), what
was raised and nobody has met (R25), who reached beyond their networks while nobody has looked (R27), what waits for a
second person to be deleted (R28), and who reads after a death while nobody has decided it (R22).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tornio.core import apart
from tornio.core.grants import SOON_FOR_ONE_DECISION
from tornio.core.looking import tellings
from tornio.core.messages import MessageKind
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.models import Office, Service
from tornio.records.models import (
    ApartReview,
    BreakGlass,
    CannotDecide,
    CapacityReview,
    Concern,
    ConcernNote,
    Deletion,
    Freeze,
    Grant,
    GrantReview,
    KeptApart,
    PrivacyNote,
    TeamMember,
)
from tornio.records.visible.owed import for_jobs_only

SOON = timedelta(days=14)  # how long before its day a look at a grant stands among what is to do


@dataclass(frozen=True, slots=True)
class ToLook:
    """These people are told that something waits for them; `occasion` changes when they are told again."""

    kind: MessageKind
    occasion: str
    subject: UUID
    service_id: UUID
    people: list[UUID]


@dataclass(frozen=True, slots=True)
class House:
    """Who looks after what in this organisation at this moment; asked once."""

    at: datetime
    leads: Sequence[tuple[UUID, UUID | None]]  # the privacy leads and, where they have one, their service
    services: list[UUID]

    def of(self, service_id: UUID | None) -> UUID:
        """The service that speaks; where nobody named one, the first."""
        return service_id or self.services[0]

    def privacy(self, service_id: UUID | None, *but: UUID | None) -> list[UUID]:
        """Who looks after what is private in this service; never the one whom it is about."""
        mine = [who for who, theirs in self.leads if service_id is None or theirs in (None, service_id)]
        return [who for who in mine if who not in but]


def _house(at: datetime) -> House:
    held = Office.objects.filter(office=Capacity.PRIVACY_LEAD.value, since__lte=at).exclude(until__lte=at)
    leads = list(held.order_by("since", "pk").values_list("person_id", "service_id"))
    return House(at, leads, list(Service.objects.order_by("name", "pk").values_list("pk", flat=True)))


def to_look(reader: Reader) -> Iterator[ToLook]:
    """Everything that somebody should have been told of by now, and has not looked at."""
    for_jobs_only(reader)
    house = _house(reader.at)
    yield from _kept_apart(house)
    yield from _grants(house)
    yield from _cannot_decide(house)
    yield from _raised(house)
    yield from _beyond(house)
    yield from _for_a_second(house)
    yield from _after_a_death(house)


def _apart(at: datetime) -> QuerySet[Any]:
    looks = ApartReview.objects.filter(entry=OuterRef("pk"))
    latest = Subquery(looks.filter(review_by__isnull=False).order_by("-at", "pk").values("review_by")[:1])
    rows = KeptApart.objects.annotate(look_by=Coalesce(latest, "review_by"), service=F("network__service"))
    rows = rows.filter(~Exists(looks.filter(review_by__isnull=True)), look_by__lte=at + apart.SOON)
    return rows.annotate(centre=F("network__centre")).only("pk", "network")


def _given(at: datetime) -> QuerySet[Any]:
    looks = GrantReview.objects.filter(grant=OuterRef("pk"), look_by__isnull=False).order_by("-at", "pk")
    rows = Grant.objects.annotate(due_at=Coalesce(Subquery(looks.values("look_by")[:1]), "look_by"))
    rows = rows.filter(during__contains=at, centre__died_on__isnull=True, due_at__lte=at + SOON)
    return rows.annotate(service=F("network__service")).only("pk", "network", "centre")


def _found(at: datetime) -> QuerySet[Any]:
    looks = CapacityReview.objects.filter(finding=OuterRef("pk"))
    latest = Subquery(looks.filter(look_by__isnull=False).order_by("-at").values("look_by")[:1])
    rows = CannotDecide.objects.annotate(due_at=Coalesce(latest, "look_by"), service=F("network__service"))
    rows = rows.filter(~Exists(looks.filter(look_by__isnull=True)), centre__died_on__isnull=True)
    return rows.filter(due_at__gt=at, due_at__lte=at + SOON_FOR_ONE_DECISION).only("pk", "network", "centre")


def _unmet() -> QuerySet[Any]:
    met = ConcernNote.objects.filter(concern=OuterRef("pk"))
    return Concern.objects.filter(~Exists(met)).defer("words", "about")


def _unlooked() -> QuerySet[Any]:
    looked = PrivacyNote.objects.filter(glass=OuterRef("pk"))
    return BreakGlass.objects.filter(~Exists(looked)).annotate(service=F("network__service"))


def _unanswered() -> QuerySet[Any]:
    rows = Deletion.objects.filter(agreed_at__isnull=True, refused_at__isnull=True)
    rows = rows.annotate(service=F("network__service"), centre=F("network__centre"))
    return rows.only("pk", "network", "asked_by", "asked_at")


def _undecided() -> QuerySet[Any]:
    rows = Freeze.objects.filter(decided_at__isnull=True, lifted_at__isnull=True)
    return rows.annotate(service=F("network__service"), centre=F("network__centre")).only("pk", "at")


def _teams(rows: Iterable[Any], at: datetime) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    networks = {row.network_id for row in rows}
    if networks:
        here = TeamMember.objects.filter(network__in=networks, during__contains=at).order_by("during", "pk")
        for network, person in here.values_list("network_id", "practitioner__person_id"):
            found.setdefault(network, []).append(person)
    return found


def _kept_apart(house: House) -> Iterator[ToLook]:
    """The team is told in the last week, once; the privacy lead too once it was missed, and again until it is done."""
    rows = list(_apart(house.at).order_by("pk"))
    teams = _teams(rows, house.at)
    for row in rows:
        team = [each for each in teams.get(row.network_id, []) if each != row.centre]
        yield from _comes_due(house, row, row.look_by, team, row.centre)


def _grants(house: House) -> Iterator[ToLook]:
    """As what is kept apart; here the last fortnight."""
    rows = list(_given(house.at).order_by("pk"))
    teams = _teams(rows, house.at)
    for row in rows:
        yield from _comes_due(house, row, row.due_at, teams.get(row.network_id, []), row.centre_id)


def _comes_due(house: House, row: Any, due: datetime, team: list[UUID], centre: UUID) -> Iterator[ToLook]:
    times = tellings(due, house.at)
    people = [*team, *house.privacy(row.service, centre)] if times else team
    occasion = f"{row.pk} {due.timestamp():.0f} {times}"
    yield ToLook(MessageKind.LOOK, occasion, row.pk, house.of(row.service), list(dict.fromkeys(people)))


def _cannot_decide(house: House) -> Iterator[ToLook]:
    """The team is told once, before it lapses; then the person decides it themself again, and nothing waits."""
    rows = list(_found(house.at).order_by("pk"))
    teams = _teams(rows, house.at)
    for row in rows:
        team = [each for each in teams.get(row.network_id, []) if each != row.centre_id]
        occasion = f"{row.pk} {row.due_at.timestamp():.0f}"
        yield ToLook(MessageKind.LOOK, occasion, row.pk, house.of(row.service), team)


def _raised(house: House) -> Iterator[ToLook]:
    """The lead is told at once, and again until they have written something beside it."""
    for row in _unmet().order_by("pk"):
        occasion = f"{row.pk} {tellings(row.raised_at, house.at)}"
        people = house.privacy(row.service_id)
        yield ToLook(MessageKind.LOOK, occasion, row.pk, house.of(row.service_id), people)


def _beyond(house: House) -> Iterator[ToLook]:
    """Told in the same moment by whoever did it (R27); from the next day on again, until the lead has looked."""
    for row in _unlooked().order_by("pk"):
        times = tellings(row.at, house.at)
        if times > 1:
            people = house.privacy(row.service, row.person_id)
            yield ToLook(MessageKind.BEYOND, f"{row.pk} {times}", row.pk, house.of(row.service), people)


def _for_a_second(house: House) -> Iterator[ToLook]:
    """Whoever may be the second of two: the privacy lead; the team, where a lead was the first."""
    rows = list(_unanswered().order_by("pk"))
    teams = _teams(rows, house.at)
    leads = {who for who, _service in house.leads}
    for row in rows:
        team = teams.get(row.network_id, []) if row.asked_by_id in leads else []
        people = [*house.privacy(row.service), *team]
        people = [each for each in dict.fromkeys(people) if each not in (row.asked_by_id, row.centre)]
        occasion = f"{row.pk} {tellings(row.asked_at, house.at)}"
        yield ToLook(MessageKind.LOOK, occasion, row.pk, house.of(row.service), people)


def _after_a_death(house: House) -> Iterator[ToLook]:
    """The lead is told at once, and again until somebody has written down who reads."""
    for row in _undecided().order_by("pk"):
        occasion = f"{row.pk} {tellings(row.at, house.at)}"
        people = house.privacy(row.service, row.centre)
        yield ToLook(MessageKind.LOOK, occasion, row.pk, house.of(row.service), people)


def still_waits(at: datetime, subjects: Iterable[UUID]) -> set[UUID]:
    """Which of these nobody has looked at."""
    keys = Q(pk__in=list(subjects))
    rows = (_apart(at), _given(at), _found(at), _unmet(), _unlooked(), _unanswered(), _undecided())
    return {key for found in rows for key in found.filter(keys).values_list("pk", flat=True)}
