"""What is kept from the person, for the team and who stands in for it, and for the privacy lead; nobody else (R25)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tornio.core.apart import Due, due
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.people import Capacity
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader
from tornio.records.models import ApartReview, KeptApart, Network
from tornio.records.visible.reach import reach

NetworkRow = Network  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry with its looks, and by when the next is due; `over` once it was opened or ended."""

    entry: KeptApart
    review_by: datetime
    due: Due
    over: bool = False
    looks: list[ApartReview] = field(default_factory=list)

    @property
    def ground(self) -> KeptApartGround:
        """The lawful ground."""
        return KeptApartGround(self.entry.ground)


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """An entry whose look comes due or was missed: whose network, and by when; never its words."""

    entry_id: UUID
    network_id: UUID
    called: str
    ground: KeptApartGround
    written_by: str
    review_by: datetime
    due: Due


def networks(reader: Reader, right: Right) -> Q:
    """The networks in which the reader has this right to what is kept apart; never the one around themself."""
    if reader.capacity is Capacity.PRIVACY_LEAD and right is Right.READ:
        theirs = Q(network__service=reader.service_id) if reader.service_id else Q()
    else:
        theirs = Q(network__in=reach(reader).who(right, Resource.KEPT_APART))
    return theirs & ~Q(network__centre=reader.person_id)


def network(reader: Reader, network_id: UUID, right: Right = Right.READ) -> Network | None:
    """The network, for whoever may read (or write) what is kept apart in it."""
    found = Network.objects.select_related("centre", "service").filter(pk=network_id).first()
    return found if found is not None and reaches(reader, found, right) else None


def reaches(reader: Reader, network: Network, right: Right = Right.READ) -> bool:
    """True for whoever may read (or write) what is kept apart in this network, whether or not anything is."""
    if network.centre_id == reader.person_id:
        return False
    if reader.capacity is Capacity.PRIVACY_LEAD and right is Right.READ:
        return reader.service_id in (None, network.service_id)
    return network.pk in reach(reader).who(right, Resource.KEPT_APART)


def _rows(reader: Reader, right: Right = Right.READ) -> QuerySet[Any]:
    looks = ApartReview.objects.filter(entry=OuterRef("pk"))
    latest = Subquery(looks.filter(review_by__isnull=False).order_by("-at", "pk").values("review_by")[:1])
    found = KeptApart.objects.select_related("written_by", "network__centre").filter(networks(reader, right))
    return found.annotate(look_by=Coalesce(latest, "review_by"), is_over=Exists(looks.filter(review_by__isnull=True)))


def _standing(row: Any, at: datetime, looks: list[ApartReview] | None = None) -> Standing:
    return Standing(row, row.look_by, due(row.look_by, at), row.is_over, looks or [])


def of_network(reader: Reader, network_id: UUID) -> list[Standing]:
    """What is kept apart in a network now, the look that comes first before the others."""
    rows = _rows(reader).filter(network=network_id, is_over=False).order_by("look_by", "pk")
    return [_standing(row, reader.at) for row in rows]


def one(reader: Reader, network_id: UUID, entry_id: UUID) -> Standing | None:
    """One entry and every look at it; once it is over, for the privacy lead alone."""
    rows = _rows(reader).filter(network=network_id, pk=entry_id)
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        rows = rows.filter(is_over=False)
    row = rows.first()
    if row is None:
        return None
    looks = ApartReview.objects.select_related("by").filter(entry=row).order_by("at", "pk")
    return _standing(row, reader.at, list(looks))


def all_of_them(reader: Reader) -> list[ToLookAt]:
    """For the privacy lead: everything that is kept apart now, without words, what is due first."""
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        return []
    return [_to_look_at(row, reader.at) for row in _now(reader, Right.READ)]


def to_look_at(reader: Reader) -> list[ToLookAt]:
    """The looks that come due within a week or were missed: the team's to do, and the privacy lead's to watch."""
    if reader.capacity not in (Capacity.PRACTITIONER, Capacity.PRIVACY_LEAD):
        return []
    right = Right.READ if reader.capacity is Capacity.PRIVACY_LEAD else Right.WRITE
    found = [_to_look_at(row, reader.at) for row in _now(reader, right)]
    return [each for each in found if each.due is not Due.LATER]


def _now(reader: Reader, right: Right) -> QuerySet[Any]:
    return _rows(reader, right).filter(is_over=False).defer("words", "why").order_by("look_by", "pk")


def _to_look_at(row: Any, at: datetime) -> ToLookAt:
    return ToLookAt(
        entry_id=row.pk,
        network_id=row.network_id,
        called=row.network.centre.full_name,
        ground=KeptApartGround(row.ground),
        written_by=row.written_by.full_name,
        review_by=row.look_by,
        due=due(row.look_by, at),
    )
