"""Fixtures that every test may ask for: a database, and one of the test's own."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tornio.config import embedded

# A busy machine is no failure: how long one example takes says nothing about the rule.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ["tests.skips", "tests.counted", "tests.served", "tests.browsers", "tests.people"]


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The PostgreSQL of this run: the embedded one at a home for tests, or the one that DATABASE_URL names."""
    with embedded.running(careless=True):
        yield


@pytest.fixture(scope="session")
def run_database(database_server: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The database of this run, a copy of the migrated template."""
    with django_db_blocker.unblock(), database.copy_for_this_run() as name:
        database.point_at(name)
        yield name
        database.point_at(name)  # closes the connections, so that the copy can go


@pytest.fixture(scope="session")
def django_db_setup(run_database: str) -> None:
    """Tests that ask for `db` act as the application's role in the run's database, and are rolled back.

    The rules that wait until the end of a transaction are asked before the roll-back, as a commit would.
    """


@pytest.fixture
def fresh_database(run_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of this test's own, where commits are real. Nothing is rolled back: it is taken away."""
    with django_db_blocker.unblock(), database.copy_for_this_run("_fresh") as name:
        database.point_at(name)
        try:
            yield name
        finally:
            database.point_at(run_database)
