"""What waits for a second person before it is deleted, and the proofs that stay (R28)."""

from uuid import UUID

from django.db.models import QuerySet

from tornio.core.people import Capacity
from tornio.core.sharing import STAFF
from tornio.people.acting import Reader
from tornio.people.models import Office
from tornio.records.models import Deletion
from tornio.records.visible.reach import reach

A_PAGE = 50


def _mine(reader: Reader) -> QuerySet[Deletion]:
    """For the privacy lead all of the organisation; for staff those of their networks."""
    found = Deletion.objects.select_related("network__centre", "author", "asked_by", "agreed_by", "refused_by")
    if reader.capacity is Capacity.PRIVACY_LEAD:
        return found.filter(network__service=reader.service_id) if reader.service_id else found
    return found.filter(network__in=reach(reader).standing_as(*STAFF))


def waiting(reader: Reader) -> list[Deletion]:
    """Put forward, and neither agreed nor refused."""
    return list(_mine(reader).filter(agreed_at__isnull=True, refused_at__isnull=True).order_by("asked_at", "pk"))


def for_a_second(reader: Reader) -> int:
    """How many wait for the reader: the lead is the second of two; somebody of the team where a lead was the first."""
    found = _mine(reader).filter(agreed_at__isnull=True, refused_at__isnull=True)
    found = found.exclude(asked_by=reader.person_id).exclude(network__centre=reader.person_id)
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        leads = Office.objects.filter(office=Capacity.PRIVACY_LEAD.value, since__lte=reader.at)
        found = found.filter(asked_by__in=leads.exclude(until__lte=reader.at).values("person"))
    return found.count()


def done(reader: Reader) -> list[Deletion]:
    """Agreed or refused, the latest first."""
    return list(
        _mine(reader).exclude(agreed_at__isnull=True, refused_at__isnull=True).order_by("-asked_at", "pk")[:A_PAGE]
    )


def one(reader: Reader, pk: UUID) -> Deletion | None:
    """One of them."""
    return _mine(reader).filter(pk=pk).first()
