"""A season that is played once for the tests that look at it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tornio.season import play


@pytest.fixture(scope="module")
def season(run_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The whole season in a database of its own, ending now; the moment at which it ends."""
    until = datetime.now(tz=UTC)
    with django_db_blocker.unblock(), database.copy_for_this_run("_season") as name:
        database.point_at(name)
        try:
            play.play(until=until)
            yield until
        finally:
            database.point_at(run_database)
