"""Writing down who read what, in the transaction of the read: where it cannot be written, nothing is read (R26)."""

from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tornio.people.acting import Reader, as_clerk
from tornio.records.models import BreakGlass, Reading
from tornio.records.visible.break_glass import glass_of

STAYS_OPEN = timedelta(minutes=30)  # an open page that updates itself is one reading, which goes on
TOLD_TO = timedelta(minutes=1)  # how exactly it is told until when; within it nothing further is written


def _same(by: Reader, at: datetime, page: str, **columns: Any) -> QuerySet[Any]:
    """The rows of the reading that may still go on, the latest first."""
    found = Reading.objects.filter(
        organisation_id=by.organisation_id,
        person=by.person_id,
        capacity=by.capacity.value,
        page=page,
        at__gt=at - STAYS_OPEN,
        **columns,
    )
    return found.order_by("-at")


def _row(by: Reader, at: datetime, page: str, network: UUID | None, goes_on: UUID | None, **columns: Any) -> Reading:
    """One row of the trail. Whoever reached the network by breaking the glass reads for the reason they gave (R27)."""
    glass: BreakGlass | None = columns.get("glass")
    return Reading(
        organisation_id=by.organisation_id,
        network_id=network,
        person_id=by.person_id,
        human=by.human_id,
        capacity=by.capacity.value,
        page=page,
        at=at,
        goes_on_id=goes_on,
        **{"purpose": (glass.reason if glass else by.purpose)[:300], **columns},
    )


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
    glass = glass_of(by, network)
    columns: dict[str, Any] = {"subject": subject, "apart": apart, "glass": glass}
    if purpose:
        columns["purpose"] = purpose[:300]
    with nullcontext() if by.person_id else as_clerk():  # a screen on the table reads nothing of the trail
        latest = _same(by, at, page, network=network, **columns).values_list("at", "goes_on_id", "pk").first()
    moment, goes_on, key = latest or (None, None, None)
    if moment is not None and moment > at - TOLD_TO:
        return
    begun = goes_on or key
    _row(by, at, page, network, begun, as_whom=as_whom[:120], **columns).save(force_insert=True)


def opened_together(page: str, *, by: Reader, at: datetime, networks: set[UUID]) -> None:
    """The same for a page on which several networks stand: one reading for each, in two questions for all."""
    same = _same(by, at, page, network__in=networks)
    latest = same.filter(pk=Subquery(same.filter(network=OuterRef("network")).values("pk")[:1]))
    rows = latest.values_list("network_id", "at", "goes_on_id", "pk")
    known = {network: (moment, goes_on or key) for network, moment, goes_on, key in rows}
    Reading.objects.bulk_create(
        _row(by, at, page, network, known[network][1] if network in known else None)
        for network in sorted(networks)
        if network not in known or known[network][0] <= at - TOLD_TO
    )
