"""One minute's work on the trail: seal what has no seal, tell the heads outside the database; and checking it all."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tornio.actions import trail as actions
from tornio.actions.verifying import Checked, Finding, verify
from tornio.config.heads import Publisher
from tornio.core.people import Capacity
from tornio.core.trail import Head
from tornio.people.acting import Reader, acting_as
from tornio.people.models import Organisation
from tornio.records.visible.trail import held_still


@dataclass(frozen=True, slots=True)
class Audited:
    """One organisation's trail, checked."""

    name: str
    checked: Checked


def _job(organisation: Organisation, at: datetime) -> AbstractContextManager[Reader]:
    return acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose="keeping the trail", at=at)


def seal_and_publish(organisation: Organisation, at: datetime, publisher: Publisher) -> Head | None:
    """Batch by batch, each in a transaction of its own; a head is told once its seal is committed.

    Before, what two people agreed to delete goes from the trail as well.
    """
    with _job(organisation, at) as job:
        actions.forget(by=job, at=at)
    latest: Head | None = None
    more = True
    while more:
        with _job(organisation, at) as job:
            batch = actions.seal(by=job, at=at)
        more = batch.more
        if batch.head is not None:
            latest = batch.head
            publisher.publish(organisation.pk, latest)
    return latest


def every_organisation(at: datetime, publisher: Publisher) -> dict[str, Head]:
    """The new heads, by the organisation's name; organisations where nothing happened have none."""
    sealed = {each.name: seal_and_publish(each, at, publisher) for each in Organisation.objects.order_by("name")}
    return {name: head for name, head in sealed.items() if head is not None}


def check(organisation: Organisation, at: datetime, publisher: Publisher) -> Audited:
    """The whole chain of one organisation. The heads are read first: all of them must be in what is read then."""
    published = publisher.published(organisation.pk)
    with transaction.atomic(), held_still(), _job(organisation, at) as job:
        return Audited(organisation.name, verify(job.organisation_id, published))


def check_all(at: datetime, publisher: Publisher) -> list[Audited]:
    """Every organisation's chain; one of which only heads are left is told of too."""
    known = {each.pk: each for each in Organisation.objects.order_by("name")}
    gone = [key for key in publisher.organisations() if key not in known]
    return [check(each, at, publisher) for each in known.values()] + [_gone(key) for key in gone]


def _gone(key: UUID) -> Audited:
    return Audited(str(key), Checked(0, 0, (Finding("the organisation", "is not there, and has published heads"),)))
