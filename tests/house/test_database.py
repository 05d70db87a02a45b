"""The database that tests, and Tornio, act in."""

import pytest
from django.db import ProgrammingError, connection, connections

from tests import database
from tornio.config import places, roles


@pytest.mark.django_db
def test_the_application_in_tests_is_the_role_that_owns_nothing_and_sees_no_more_than_it_may() -> None:
    """Safety: never connect as superuser; an owner bypasses row-level security."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (places.APPLICATION_ROLE,)
    assert roles.complaints(roles.powers()) == []


def test_a_fresh_database_is_committed_to_for_real_and_gone_afterwards(fresh_database: str) -> None:
    """A second connection sees what the first has written."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE seen (word text)")
        cursor.execute("INSERT INTO seen VALUES ('hello')")
    with database.administrator(fresh_database) as other:
        assert other.execute("SELECT word FROM seen").fetchone() == ("hello",)


def test_the_application_may_not_make_tables(fresh_database: str) -> None:
    """It owns nothing, and cannot begin to."""
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied for schema public"):
        cursor.execute("CREATE TABLE mine (word text)")
