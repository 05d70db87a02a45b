"""Tornio does not start as somebody who could step around row-level security."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import checks
from django.db import connections

from tests import database
from tornio.config import places, roles
from tornio.config.commands import serve

pytestmark = pytest.mark.skipif(
    not places.is_embedded(), reason="Roles can be made and borrowed only in the PostgreSQL that comes with Tornio."
)


@contextmanager
def as_role(role: str, name: str) -> Iterator[None]:
    """The application connects as this role for a while."""
    told = connections["default"].settings_dict
    usual = told["USER"]
    told["USER"] = role
    database.point_at(name)
    try:
        yield
    finally:
        told["USER"] = usual
        database.point_at(name)


def said() -> str:
    """What the start-up checks complain of."""
    return " ".join(told.msg for told in checks.run_checks(databases=["default"]) if told.id == "tornio.E002")


def test_the_application_s_own_role_is_let_through(fresh_database: str) -> None:
    """Nothing to complain of."""
    assert said() == ""
    serve.refuse_if_unfit()


def test_a_superuser_is_refused(fresh_database: str) -> None:
    """Safety: superusers bypass row-level security."""
    with as_role(places.SUPERUSER, fresh_database), pytest.raises(Exception, match="is a superuser"):
        serve.refuse_if_unfit()


def test_the_owner_of_the_tables_is_refused(fresh_database: str) -> None:
    """Safety: an owner may change any rule."""
    with as_role(places.OWNER_ROLE, fresh_database):
        assert "owns the database or tables" in said()


@pytest.mark.parametrize(
    ("power", "complaint"),
    [
        ("BYPASSRLS", "may bypass row-level security"),
        ("CREATEROLE", "may make roles"),
        (f"IN ROLE {places.OWNER_ROLE}", "is a member of the role that owns the tables"),
    ],
)
def test_a_role_with_one_power_too_many_is_refused(fresh_database: str, power: str, complaint: str) -> None:
    """Safety: refuse to start if one can."""
    with database.administrator() as connection:
        connection.execute("DROP ROLE IF EXISTS tornio_test_powerful")
        connection.execute(f"CREATE ROLE tornio_test_powerful LOGIN {power}".encode())
    try:
        with as_role("tornio_test_powerful", fresh_database):
            assert complaint in said()
    finally:
        with database.administrator() as connection:
            connection.execute("DROP ROLE tornio_test_powerful")


def test_a_database_that_cannot_be_reached_is_said_so(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Not a traceback."""
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", str(tmp_path))
    connections["default"].close()
    assert [told.id for told in roles.check_role(databases=["default"])] == ["tornio.E001"]
    connections["default"].close()
