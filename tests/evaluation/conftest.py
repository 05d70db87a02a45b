"""A season whose figures are counted: played once, and taken out of the record by the job that counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tornio.actions import counting
from tornio.core.people import Capacity
from tornio.people.acting import acting_as
from tornio.people.models import Service
from tornio.records.visible.tidy import PURPOSE
from tornio.season import play

SECRET = b"a secret that only tests have..."


@dataclass(frozen=True)
class Season:
    """One service of it, its tables, and when they were taken."""

    service: Service
    tables: Mapping[str, pa.Table]
    at: datetime


@pytest.fixture(scope="package")
def season(run_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Season]:
    """The demo season up to now, in a database of its own; the tables of Saltmere."""
    until = datetime.now(tz=UTC)
    with django_db_blocker.unblock(), database.copy_for_this_run("_figures") as name:
        database.point_at(name)
        try:
            play.play(until=until)
            service = Service.objects.select_related("organisation").get(slug="saltmere")
            job = acting_as(
                human=None, capacity=Capacity.JOB, organisation=service.organisation, purpose=PURPOSE, at=until
            )
            with job as by:
                yield Season(service, counting.extract(service=service, secret=SECRET, by=by, at=until), until)
        finally:
            database.point_at(run_database)
