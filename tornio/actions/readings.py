"""Writing down who read what, in the transaction of the read itself (R26)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Greatest

from tornio.people.acting import Reader
from tornio.records.models import Reading

STAYS_OPEN = timedelta(minutes=30)  # an open page that updates itself is one reading, which goes on


def opened(
    page: str,
    *,
    by: Reader,
    at: datetime,
    network: UUID | None,
    subject: UUID | None = None,
    as_whom: str = "",
    apart: bool = False,
    purpose: str = "",
) -> None:
    """The reader opened a page, or it is still open before them: then the reading they began only goes on.

    `apart`: a page of what the person may not see, recorded and not shown to them. `purpose`: a reason of its own.
    """
    why = (purpose or by.purpose)[:300]
    same = Reading.objects.filter(
        organisation_id=by.organisation_id,
        person=by.person_id,
        capacity=by.capacity.value,
        page=page,
        network=network,
        subject=subject,
        apart=apart,
        purpose=why,
        until__gt=at - STAYS_OPEN,
    )
    latest = same.order_by("-until").values("pk")[:1]
    if Reading.objects.filter(pk__in=latest).update(until=Greatest(F("until"), Value(at))):
        return
    Reading.objects.create(
        organisation_id=by.organisation_id,
        network_id=network,
        person_id=by.person_id,
        human=by.human_id,
        capacity=by.capacity.value,
        as_whom=as_whom[:120],
        purpose=why,
        page=page,
        subject=subject,
        at=at,
        until=at,
        apart=apart,
    )


def opened_together(page: str, *, by: Reader, at: datetime, networks: set[UUID]) -> None:
    """The same for a page on which several networks stand: one reading for each, in three questions for all."""
    same = Reading.objects.filter(
        organisation_id=by.organisation_id,
        person=by.person_id,
        capacity=by.capacity.value,
        page=page,
        network__in=networks,
        until__gt=at - STAYS_OPEN,
    )
    going_on = dict(same.values_list("network_id", "id"))
    Reading.objects.filter(pk__in=list(going_on.values()), until__lt=at).update(until=at)
    Reading.objects.bulk_create(
        Reading(
            organisation_id=by.organisation_id,
            network_id=network,
            person_id=by.person_id,
            human=by.human_id,
            capacity=by.capacity.value,
            purpose=by.purpose[:300],
            page=page,
            at=at,
            until=at,
        )
        for network in sorted(networks - going_on.keys())
    )
