"""Records that are frozen after a death: for the privacy lead, and for those who work with the network (R22)."""

from uuid import UUID

from django.db.models import QuerySet

from tornio.core.people import Capacity
from tornio.core.sharing import STAFF
from tornio.people.acting import Reader
from tornio.records.models import Freeze
from tornio.records.visible.reach import reach


def _mine(reader: Reader) -> QuerySet[Freeze]:
    found = Freeze.objects.select_related("network__centre", "said_by", "decided_by").filter(lifted_at__isnull=True)
    if reader.capacity is Capacity.PRIVACY_LEAD:
        return found.filter(network__service=reader.service_id) if reader.service_id else found
    return found.filter(network__in=reach(reader).standing_as(*STAFF))


def frozen(reader: Reader) -> list[Freeze]:
    """Every frozen record, the latest first."""
    return list(_mine(reader).order_by("-at", "pk"))


def undecided(reader: Reader) -> int:
    """In how many of them nobody has decided yet who reads; never counting the record around the reader."""
    return _mine(reader).filter(decided_at__isnull=True).exclude(network__centre=reader.person_id).count()


def one(reader: Reader, pk: UUID) -> Freeze | None:
    """One freeze."""
    return _mine(reader).filter(pk=pk).first()


def of_network(reader: Reader, network_id: UUID) -> Freeze | None:
    """The freeze of this network, if it is frozen."""
    return _mine(reader).filter(network=network_id).first()
