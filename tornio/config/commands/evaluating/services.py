"""A service by its short name, and the tables that its figures are counted from."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

import pyarrow as pa

from tornio.actions import counting
from tornio.config import embedded
from tornio.core.people import Capacity
from tornio.evaluation.errors import Unusable
from tornio.people.acting import acting_as
from tornio.people.models import Organisation, Service
from tornio.records.visible.tidy import PURPOSE

SECRET_BYTES = 32


def plain(at: datetime) -> datetime:
    """A moment in UTC, as the tables have it: without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None)


def described(slug: str, at: datetime) -> tuple[str, str, Mapping[str, pa.Table]]:
    """A service's name, its time zone, and its tidy tables: taken by the job that counts, under keys of this once.

    Errors: Unusable where no service, or more than one, is called so.
    """
    with embedded.running():
        found = list(Service.objects.filter(slug=slug).values_list("pk", "organisation"))
        if len(found) != 1:
            raise Unusable(f"{'Several services are' if found else 'No service is'} called {slug}.")
        key, organisation = found[0]
        trust = Organisation.objects.get(pk=organisation)
        with acting_as(human=None, capacity=Capacity.JOB, organisation=trust, purpose=PURPOSE, at=at) as by:
            service = Service.objects.get(pk=key)
            tables = counting.extract(service=service, secret=secrets.token_bytes(SECRET_BYTES), by=by, at=at)
            return service.name, service.time_zone, tables


def extracted(slug: str, at: datetime) -> Mapping[str, pa.Table]:
    """The tidy tables of one service alone."""
    return described(slug, at)[2]
