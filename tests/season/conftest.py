"""A season for the tests that look at it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.seasons import a_season


@pytest.fixture(scope="module")
def season(run_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The whole season in a database of its own; the moment at which it ends."""
    with a_season(run_database, django_db_blocker, "_looked_at") as until:
        yield until
