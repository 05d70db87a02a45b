"""Retention: a service writes down its periods; what has reached its end is kept on or put forward by people (R28)."""

from datetime import date, datetime
from uuid import UUID

from tornio.actions.frame import action, kept_already, note
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.text import own_words
from tornio.core.people import Capacity
from tornio.core.retention import Since
from tornio.people.acting import Reader
from tornio.people.models import Service
from tornio.records.models import KeptOn, Network, RetentionPeriod

LONGEST = 12 * 150  # longer than anybody lives


def _watches_over(by: Reader) -> None:
    if by.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou


@action
def write_period(
    *, key: UUID, service: Service, since_what: Since, months: int, source: str, by: Reader, at: datetime
) -> RetentionPeriod:
    """How long this service keeps a record after which event, and where that comes from. The former period ends."""
    _watches_over(by)
    kept: RetentionPeriod | None = kept_already(RetentionPeriod, key, service_id=service.pk)
    if kept is not None:
        return kept
    if not 0 < months <= LONGEST:
        raise Refused("How many months? At least one.", "months")
    former = RetentionPeriod.objects.filter(service=service, since_what=since_what.value, until__isnull=True)
    former.update(until=at)
    made = RetentionPeriod.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        service=service,
        since_what=since_what.value,
        months=months,
        source=own_words(source, missing="Say where this comes from.", field="source"),
        written_by_id=by.person,
        since=at,
    )
    note("wrote down how long records are kept", by=by, at=at, subject=made.pk)
    return made


@action
def keep_on(*, key: UUID, network: Network, until_on: date, why: str, by: Reader, at: datetime) -> KeptOn:
    """The record is kept on for a reason, until a day on which somebody looks again."""
    _watches_over(by)
    kept: KeptOn | None = kept_already(KeptOn, key, network_id=network.pk)
    if kept is not None:
        return kept
    if until_on <= at.date():
        raise Refused("Choose a day that lies ahead.", "until_on")
    made = KeptOn.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        network=network,
        until_on=until_on,
        why=own_words(why, missing="Say why it is kept on.", field="why"),
        by_id=by.person,
        at=at,
    )
    note("kept a record on", by=by, at=at, network=network.pk, subject=made.pk)
    return made
