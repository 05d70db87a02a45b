"""Who may act for the person, and one thing they cannot decide now: for them, their staff and who holds it (R8)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tornio.core.grants import SOON_FOR_ONE_DECISION, CapacityLook, GrantKind
from tornio.core.networks import STILL_THERE
from tornio.core.people import Capacity
from tornio.core.sharing import STAFF, Relationship
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import CannotDecide, CapacityReview, Grant, GrantReview, Network, NetworkMember
from tornio.records.visible.reach import in_force, reach

NetworkRow = Network  # for annotations of floors above, which know no tables
PersonRow = Person
SOON = timedelta(days=14)
_CLOSE = frozenset({Relationship.CENTRE, *STAFF})


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant as it stands: by when it is looked at again, and whether it holds now."""

    grant: Grant
    look_by: datetime
    holds: bool
    missed: bool
    looks: list[GrantReview] = field(default_factory=list)

    @property
    def kind(self) -> GrantKind:
        """By what they act."""
        return GrantKind(self.grant.kind)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the person could not decide: until when that holds. Then they decide it themself again."""

    found: CannotDecide
    look_by: datetime
    holds: bool
    looks: list[CapacityReview] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """What holds now and what is over, for the person and those who work with them."""

    network: Network
    holds: list[Standing]
    over: list[Standing]
    cannot: list[Finding]
    could_again: list[Finding]


def network(reader: Reader, network_id: UUID) -> Network | None:
    """The network, for the person and those who work with it."""
    if not reach(reader).standing(network_id) & _CLOSE:
        return None
    return Network.objects.select_related("centre", "service").filter(pk=network_id).first()


def _grants(reader: Reader) -> QuerySet[Any]:
    looks = GrantReview.objects.filter(grant=OuterRef("pk"), look_by__isnull=False).order_by("-at", "pk")
    rows = Grant.objects.select_related("holder", "written_by", "network__centre")
    rows = rows.filter(network__in=reach(reader).standing_as(*_CLOSE))
    return rows.annotate(due_at=Coalesce(Subquery(looks.values("look_by")[:1]), "look_by"))


def _standing(row: Any, at: datetime, looks: list[GrantReview] | None = None) -> Standing:
    alive = row.network.centre.died_on is None
    holds = alive and row.during.lower <= at and (row.during.upper is None or at < row.during.upper)
    return Standing(row, row.due_at, holds, missed=holds and row.due_at <= at, looks=looks or [])


def _findings(reader: Reader) -> QuerySet[Any]:
    looks = CapacityReview.objects.filter(finding=OuterRef("pk")).order_by("-at", "pk")
    rows = CannotDecide.objects.select_related("written_by", "network__centre")
    rows = rows.filter(network__in=reach(reader).standing_as(*_CLOSE))
    again = looks.filter(look_by__isnull=False)
    can = looks.filter(looked=CapacityLook.CAN_NOW.value)
    return rows.annotate(due_at=Coalesce(Subquery(again.values("look_by")[:1]), "look_by"), can_now=Exists(can))


def _finding(row: Any, at: datetime, looks: list[CapacityReview] | None = None) -> Finding:
    holds = not row.can_now and at < row.due_at and row.network.centre.died_on is None
    return Finding(row, row.due_at, holds, looks or [])


def page(reader: Reader, network_id: UUID) -> Page | None:
    """Everything of one network."""
    found = network(reader, network_id)
    if found is None:
        return None
    grants = [_standing(row, reader.at) for row in _grants(reader).filter(network=found).order_by("written_at", "pk")]
    cannot = [_finding(row, reader.at) for row in _findings(reader).filter(network=found).order_by("found_at", "pk")]
    return Page(
        network=found,
        holds=[each for each in grants if each.holds],
        over=[each for each in grants if not each.holds],
        cannot=[each for each in cannot if each.holds],
        could_again=[each for each in cannot if not each.holds],
    )


def grant(reader: Reader, network_id: UUID, grant_id: UUID) -> Standing | None:
    """One grant with every look at it."""
    row = _grants(reader).filter(network=network_id, pk=grant_id).first()
    if row is None:
        return None
    return _standing(
        row, reader.at, list(GrantReview.objects.select_related("by").filter(grant=row).order_by("at", "pk"))
    )


def finding(reader: Reader, network_id: UUID, finding_id: UUID) -> Finding | None:
    """One finding with every look at it."""
    row = _findings(reader).filter(network=network_id, pk=finding_id).first()
    if row is None:
        return None
    looks = CapacityReview.objects.select_related("by").filter(finding=row).order_by("at", "pk")
    return _finding(row, reader.at, list(looks))


def to_look_at(reader: Reader) -> list[Standing]:
    """Grants in the reader's networks whose look comes due within a fortnight, or was missed."""
    if reader.capacity is not Capacity.PRACTITIONER:
        return []
    team = reach(reader).standing_as(Relationship.TEAM)
    rows = _grants(reader).filter(network__in=team, due_at__lte=reader.at + SOON, during__contains=reader.at)
    found = [_standing(row, reader.at) for row in rows.order_by("due_at", "pk")]
    return [each for each in found if each.holds]


def about_to_lapse(reader: Reader) -> list[Finding]:
    """What somebody in the reader's networks cannot decide just now, shortly before that holds no more."""
    if reader.capacity is not Capacity.PRACTITIONER:
        return []
    team = reach(reader).standing_as(Relationship.TEAM)
    rows = _findings(reader).filter(network__in=team, can_now=False, due_at__lte=reader.at + SOON_FOR_ONE_DECISION)
    found = [_finding(row, reader.at) for row in rows.filter(due_at__gt=reader.at).order_by("due_at", "pk")]
    return [each for each in found if each.holds]


def held_by(reader: Reader) -> list[Grant]:
    """What the reader may do for others just now, as themself."""
    if reader.capacity is not Capacity.ONESELF:
        return []
    return list(in_force(reader).select_related("network__centre").order_by("during", "pk"))


def acting_for(reader: Reader, network_id: UUID) -> list[Grant]:
    """The grants by which the reader acts for the person of one network just now."""
    return [each for each in held_by(reader) if each.network_id == network_id]


def acts_for(reader: Reader, network_id: UUID) -> bool:
    """True when a grant is all by which the reader reads this network."""
    standing = reach(reader).standing(network_id)
    return Relationship.PROXY in standing and not standing & {Relationship.CENTRE, Relationship.MEMBER}


def may_hold(network: Network) -> list[Person]:
    """Who is of the network, for choosing who holds a grant."""
    there = NetworkMember.objects.select_related("person").filter(network=network, belonging__in=sorted(STILL_THERE))
    return [each.person for each in there.order_by("ring", "person__full_name", "pk")]
