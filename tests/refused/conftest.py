"""A database with nothing in it but its rules, and somebody in it who may do whatever the rules allow."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import database

Connection = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def bare_connection(run_database: str) -> Iterator[Connection]:
    """The server's administrator, in a copy of the migrated template that nobody lives in."""
    with database.copy_for_this_run("_refused") as name, database.administrator(name) as connection:
        connection.autocommit = False
        yield connection


@pytest.fixture
def bare(bare_connection: Connection) -> Iterator[Connection]:
    """The administrator, whom no policy stops; what they did is rolled back."""
    yield bare_connection
    bare_connection.rollback()
