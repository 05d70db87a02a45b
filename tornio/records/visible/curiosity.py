"""For the privacy lead: readings that somebody may want to ask about, each with its reasons and nothing else (R26)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from tornio.core.curiosity import Look, Reason, curious, plain_address
from tornio.core.meetings import PresentAs
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import Reader, as_clerk
from tornio.people.models import Office, Person, Practitioner, SafeWay
from tornio.records.models import (
    Booking,
    Call,
    Network,
    NetworkMember,
    Presence,
    PrivacyNote,
    Reading,
    Responsibility,
    TeamMember,
)

LATELY = timedelta(days=14)
SHORT = 30  # lines; the newest
LISTS = ("a day", "call", "call_new")  # pages of many at once, and of whoever is on the line
Pair = tuple[UUID, UUID]  # who read, whose network


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who works here read somebody's record, and why one may want to ask."""

    reader: Person
    network: Network
    reasons: tuple[Reason, ...]
    last: datetime


def lines(reader: Reader) -> list[Line]:
    """What has not been looked at since, the newest first. What decides is found beyond what a page may show."""
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        return []
    with as_clerk():
        looks = _looks(_read_lately(reader))
    found, last = curious(looks), _last(looks)
    noted = _noted(found)
    open_ = [pair for pair in found if pair not in noted or noted[pair] < last[pair]]
    open_.sort(key=lambda pair: (last[pair], pair), reverse=True)
    return _named(open_[:SHORT], found, last)


def _named(pairs: list[Pair], found: dict[Pair, frozenset[Reason]], last: dict[Pair, datetime]) -> list[Line]:
    people = Person.objects.in_bulk([who for who, _network in pairs])
    networks = Network.objects.select_related("centre").in_bulk([network for _who, network in pairs])
    return [
        Line(people[who], networks[network], tuple(sorted(found[who, network])), last[who, network])
        for who, network in pairs
    ]


def _last(looks: Iterable[Look]) -> dict[Pair, datetime]:
    found: dict[Pair, datetime] = {}
    for look in looks:
        pair = (look.reader, look.network)
        found[pair] = max(look.at, found.get(pair, look.at))
    return found


def _noted(pairs: Iterable[Pair]) -> dict[Pair, datetime]:
    """When the privacy lead last looked at each."""
    readers = {who for who, _network in pairs}
    rows = PrivacyNote.objects.filter(glass__isnull=True, reader__in=readers).values_list("reader_id", "network_id")
    return {(who, network): at for who, network, at in rows.annotate(latest=Max("at"))}


def _read_lately(reader: Reader) -> QuerySet[Any]:
    """Readings by whoever works here, of the last fortnight; not those by breaking the glass, which are told apart."""
    working = Reading.objects.filter(
        capacity=Capacity.PRACTITIONER.value,
        network__isnull=False,
        goes_on__isnull=True,
        glass__isnull=True,
        at__gte=reader.at - LATELY,
    ).exclude(page__in=LISTS)
    team = TeamMember.objects.filter(
        network=OuterRef("network"), practitioner__person=OuterRef("person"), during__contains=OuterRef("at")
    )
    return working.annotate(of_team=Exists(team)).order_by()


def _looks(read: QuerySet[Any]) -> list[Look]:
    """Each reading with what decides: of the team once for each network, of others every one."""
    team = read.filter(of_team=True).values_list("person_id", "network_id", "of_team").annotate(moment=Max("at"))
    others = read.filter(of_team=False).annotate(moment=F("at"))
    each = others.values_list("person_id", "network_id", "of_team", "moment")
    rows = list(team.union(each, all=True))
    facts = _Facts({row[0] for row in rows}, {row[1] for row in rows})
    return [facts.look(who, network, at, of_team) for who, network, of_team, at in rows]


class _Facts:
    """What is known of those who read and of the networks they read, asked for all of them at once."""

    def __init__(self, readers: set[UUID], networks: set[UUID]) -> None:
        self.people: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self.centres: dict[UUID, UUID] = {}
        for network, person, centre in _around(networks):
            self.people[network].add(person)
            if centre:
                self.centres[network] = person
        everyone = readers.union(*self.people.values())
        self.names = dict(Person.objects.filter(pk__in=everyone).values_list("pk", "name_key"))
        self.addresses: defaultdict[UUID, set[str]] = defaultdict(set)
        ways = SafeWay.objects.filter(person__in=everyone, kind=WayKind.POST.value, until__isnull=True)
        for person, address in ways.values_list("person_id", "value"):
            self.addresses[person].add(plain_address(address))
        self.staff = _works_here(set(self.centres.values()))
        self.looking_after: set[Pair] = set()
        self.calls: defaultdict[Pair, list[datetime]] = defaultdict(list)
        for who, network, call in _together(readers, networks):
            if call is None:
                self.looking_after.add((who, network))
            else:
                self.calls[who, network].append(call)

    def look(self, who: UUID, network: UUID, at: datetime, of_team: bool) -> Look:  # noqa: FBT001 - a column
        """One reading, as the rules see it."""
        there = self.people[network] - {who}
        return Look(
            reader=who,
            network=network,
            at=at,
            reader_name=self.names.get(who, ""),
            names=frozenset(self.names.get(person, "") for person in there),
            reader_addresses=frozenset(self.addresses[who]),
            addresses=frozenset().union(*(self.addresses[person] for person in there)),
            centre_works_here=self.centres.get(network) in self.staff,
            looks_after_them=of_team or (who, network) in self.looking_after,
            calls=tuple(self.calls[who, network]),
        )


def _around(networks: set[UUID]) -> QuerySet[Any]:
    """Each network with everyone in it: network, person, and whether they are at its centre."""
    yes, no = Value(value=True), Value(value=False)
    centres = Network.objects.filter(pk__in=networks).values_list("pk", "centre_id", yes)
    members = NetworkMember.objects.filter(network__in=networks).order_by()
    return centres.order_by().union(members.values_list("network_id", "person_id", no), all=True)


def _works_here(people: set[UUID]) -> set[UUID]:
    works = Practitioner.objects.filter(person__in=people).values_list("person_id")
    holds = Office.objects.filter(person__in=people).values_list("person_id")
    return {row[0] for row in works.order_by().union(holds.order_by())}


def _together(readers: set[UUID], networks: set[UUID]) -> QuerySet[Any]:
    """Who was in a meeting of which network, is booked for one, is responsible for its first contact; and the calls."""
    never = Cast(Value(None), DateTimeField())
    met = Presence.objects.filter(person__in=readers, present_as=PresentAs.PRACTITIONER.value)
    booked = Booking.objects.filter(released_at__isnull=True, practitioner__person__in=readers)
    holds = Responsibility.objects.filter(practitioner__person__in=readers, first_contact__network__in=networks)
    calls = Call.objects.filter(taken_by__person__in=readers, network__in=networks)
    return (
        met.filter(network__in=networks)
        .order_by()
        .values_list("person_id", "network_id", never)
        .union(
            booked.filter(meeting__network__in=networks)
            .order_by()
            .values_list("practitioner__person_id", "meeting__network_id", never),
            holds.order_by().values_list("practitioner__person_id", "first_contact__network_id", never),
            calls.order_by().values_list("taken_by__person_id", "network_id", "began_at"),
        )
    )
