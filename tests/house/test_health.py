"""`/healthz`: what a machine that watches over Tornio is told."""

import json
import platform
import time
from pathlib import Path

import django
import pytest
from django.db import connections
from django.test import Client

import tornio
from tests import database
from tornio.config import health


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, run_database: str, tmp_path: Path) -> None:
    """The database is down: nobody listens where it should be."""
    monkeypatch.setitem(connections["default"].settings_dict, "HOST", str(tmp_path))


def test_a_healthy_tornio_says_so_with_its_versions(client: Client, fresh_database: str) -> None:
    """200, the versions, and the state of the database."""
    answer = client.get("/healthz")
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "ok"
    assert told["database"] == {"state": "ready", "missing_migrations": []}
    assert told["versions"]["tornio"] == tornio.__version__
    assert told["versions"]["python"] == platform.python_version()
    assert told["versions"]["django"] == django.get_version()
    assert told["versions"]["postgresql"].startswith("18")


@pytest.mark.usefixtures("nowhere")
def test_a_tornio_without_its_database_says_503_before_anybody_gives_up_asking(client: Client) -> None:
    """It answers at once, whoever else waits."""
    started = time.monotonic()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"]["state"] == "unreachable"
    assert time.monotonic() - started < health.PATIENCE_SECONDS


def test_an_empty_database_is_named_as_lacking_every_migration(client: Client, fresh_database: str) -> None:
    """503 until `tornio migrate` has run."""
    with database.administrator() as connection:
        database.drop(connection, fresh_database)
        database.copy(connection, "template1", fresh_database)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert set(answer.json()["database"]["missing_migrations"]) == health.expected_migrations()


def test_one_missing_migration_is_named(client: Client, fresh_database: str) -> None:
    """A new version that was not migrated yet does not pretend."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people' AND name = '0001_the_house'")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"]["missing_migrations"] == ["people.0001_the_house"]


def test_health_is_told_to_any_host_and_without_a_sign_in_or_a_cookie(client: Client, fresh_database: str) -> None:
    """A probe knows an address in a network, not the name that people use; nothing is kept of it."""
    answer = client.get("/healthz", headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_health_says_nothing_of_anybody(client: Client, fresh_database: str) -> None:
    """Only these words; a new one would have to be thought about here."""
    told = json.loads(client.get("/healthz").content)
    assert set(told) == {"status", "versions", "database"}
    assert set(told["database"]) == {"state", "missing_migrations"}
