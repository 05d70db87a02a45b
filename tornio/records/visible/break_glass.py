"""Reaching beyond one's networks: what the reader has broken open, whom it reaches, what was opened by it (R27)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from tornio.core.inputs.names import same_name_key
from tornio.core.networks import STILL_THERE
from tornio.core.people import Capacity
from tornio.core.sharing import Relationship
from tornio.people.acting import Reader
from tornio.people.models import Person, Practitioner, SafeWay
from tornio.records.models import BreakGlass, Network, NetworkMember, Reading, TeamMember
from tornio.records.visible.reach import reach

GlassRow = BreakGlass  # for annotations of floors above, which know no tables
MAY_REACH = frozenset({Capacity.PRACTITIONER, Capacity.PRIVACY_LEAD})
AT_LEAST = 3  # letters of a name
FEW = 8  # whoever needs more knows too little of whom they look for


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of the network, and how they can be reached."""

    name: str
    relation: str
    ways: Sequence[SafeWay] = ()


@dataclass(frozen=True, slots=True)
class Beyond:
    """A network as whoever had to reach it finds it first."""

    glass: BreakGlass
    people: list[Somebody]
    team: list[Practitioner]
    opened: list[Reading] = field(default_factory=list)


def may_reach(reader: Reader) -> bool:
    """True for whoever may reach beyond their networks at all."""
    return reader.capacity in MAY_REACH and reader.person_id is not None


def candidates(reader: Reader, name: str) -> list[Network]:
    """Networks around somebody of this name that the reader does not stand in; few, and never for half a name."""
    wanted = same_name_key(name)
    if not may_reach(reader) or len(wanted.replace(" ", "")) < AT_LEAST:
        return []
    found = Network.objects.select_related("centre", "service").exclude(pk__in=list(reach(reader).networks))
    for part in wanted.split():
        found = found.filter(centre__name_key__contains=part)
    return list(found.exclude(centre=reader.person_id).order_by("centre__full_name", "pk")[:FEW])


def reachable(reader: Reader, network_id: UUID) -> Network | None:
    """A network that the reader could reach by breaking the glass: any of the organisation but their own."""
    if not may_reach(reader):
        return None
    found = Network.objects.select_related("centre", "service").exclude(centre=reader.person_id)
    return found.filter(pk=network_id).first()


def glasses(reader: Reader) -> list[BreakGlass]:
    """What the reader reaches just now in this way, the latest first; asked only if there is any, and once."""
    if not reach(reader).standing_as(Relationship.BREAK_GLASS):
        return []
    known: list[BreakGlass] | None = reader.memory.get("glasses")
    if known is None:
        mine = BreakGlass.objects.select_related("network__centre").filter(
            person=reader.person_id, capacity=reader.capacity.value, at__lte=reader.at, until__gt=reader.at
        )
        known = reader.memory["glasses"] = list(mine.order_by("-at", "pk"))
    return known


def glass_of(reader: Reader, network_id: UUID | None) -> BreakGlass | None:
    """By which glass the reader reads this network; none where they stand in it in another way as well."""
    if reach(reader).standing(network_id) != {Relationship.BREAK_GLASS}:
        return None
    return next((each for each in glasses(reader) if each.network_id == network_id), None)


def own(reader: Reader) -> QuerySet[BreakGlass]:
    """Every glass that the reader ever broke."""
    return BreakGlass.objects.select_related("network__centre").filter(person=reader.person_id).order_by("-at", "pk")


def opened_by(glass: BreakGlass) -> list[Reading]:
    """What was opened by it, in the order it was opened."""
    found = Reading.objects.filter(glass=glass, goes_on__isnull=True)
    return list(found.order_by("at", "pk"))


def beyond(reader: Reader, glass_id: UUID) -> Beyond | None:
    """One glass of the reader's own; while it lasts with the people and how to reach them, afterwards without."""
    glass = own(reader).filter(pk=glass_id).first()
    if glass is None:
        return None
    if Relationship.BREAK_GLASS not in reach(reader).standing(glass.network_id):
        return Beyond(glass, [], [], opened_by(glass))
    team = TeamMember.objects.select_related("practitioner__person").filter(network=glass.network_id)
    there = team.filter(during__contains=reader.at).order_by("during", "pk")
    return Beyond(glass, _people(glass.network), [each.practitioner for each in there], opened_by(glass))


def _people(network: Network) -> list[Somebody]:
    members = NetworkMember.objects.select_related("person").filter(network=network, belonging__in=sorted(STILL_THERE))
    ordered: list[tuple[Person, str]] = [(network.centre, "")]
    ordered += [(each.person, each.relation) for each in members.order_by("ring", "sector", "pk")]
    ways: dict[UUID, list[SafeWay]] = {}
    for way in SafeWay.objects.filter(person__in=[person.pk for person, _ in ordered], until__isnull=True):
        ways.setdefault(way.person_id, []).append(way)
    return [Somebody(person.full_name, relation, ways.get(person.pk, [])) for person, relation in ordered]


def minutes_left(glass: BreakGlass, now: datetime) -> int:
    """How many minutes are left, told upwards: nobody reads "0 minutes" while it still lasts."""
    return max(0, -int(-(glass.until - now).total_seconds() // 60))


def lasts(reader: Reader, glass_id: UUID) -> bool:
    """True while the reader reaches a network by this glass."""
    return any(each.pk == glass_id for each in glasses(reader))


def stands_there(reader: Reader, network_id: UUID) -> bool:
    """True when the reader reads this network in another way."""
    return bool(reach(reader).standing(network_id) - {Relationship.BREAK_GLASS})
