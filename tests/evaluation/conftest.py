"""A season whose figures are counted: played once, and taken out of the record by the job that counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.seasons import a_season
from tornio.actions import counting
from tornio.core.people import Capacity
from tornio.people.acting import acting_as
from tornio.people.models import Service
from tornio.records.visible.tidy import PURPOSE

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
    with a_season(run_database, django_db_blocker, "_figures") as until:
        service = Service.objects.select_related("organisation").get(slug="saltmere")
        job = acting_as(human=None, capacity=Capacity.JOB, organisation=service.organisation, purpose=PURPOSE, at=until)
        with job as by:
            yield Season(service, counting.extract(service=service, secret=SECRET, by=by, at=until), until)
