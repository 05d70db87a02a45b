"""The databases of a test run: one migrated template for all runs, and copies of it, made in a tenth of a second."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tornio.config import embedded, places
from tornio.config.schema import bring_up_to_date

PREFIX = "tornio_test"
# What decides the shape of the database; a change here makes a new template.
SHAPING = ("*/migrations/*.py", "people/*.py", "core/sharing.py", "config/schema.py", "config/embedded.py")


def shape() -> str:
    """A name for the present shape of the database."""
    package = Path(embedded.__file__).parents[1]
    found = hashlib.sha256()
    for pattern in SHAPING:
        for path in sorted(package.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def administrator(database: str = "postgres") -> psycopg.Connection[Any]:
    """A connection that may make databases: the embedded server's superuser, or the owner of a server of yours."""
    if places.is_embedded():
        return psycopg.connect(places.embedded(places.SUPERUSER, database), autocommit=True)
    return psycopg.connect(make_conninfo(places.owner_url() or "", dbname=database), autocommit=True)


def name_in_use() -> str:
    """The database that Django's connections mean now."""
    return str(connections["default"].settings_dict["NAME"])


def _names(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    return [str(row[0]) for row in rows]


def _is_left_behind(name: str) -> bool:
    """Whether the run that made this database has ended without taking it away: its process is gone."""
    process = name.removeprefix(f"{PREFIX}_run_").split("_")[0]
    return process.isdigit() and not Path(f"/proc/{process}").exists()


def drop(connection: psycopg.Connection[Any], name: str) -> None:
    """Take a database away, whoever is still connected."""
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy(connection: psycopg.Connection[Any], template: str, name: str) -> None:
    """Make a database that is like another."""
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log OWNER {}").format(
            sql.Identifier(name), sql.Identifier(template), sql.Identifier(places.OWNER_ROLE)
        )
    )


def point_at(name: str) -> None:
    """Let both of Django's connections, the application's and the owner's, mean this database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def template() -> str:
    """The migrated database that all others are copied from; made if its shape is new, kept for the next run."""
    name = f"{PREFIX}_template_{shape()}"
    with administrator() as connection, (places.home() / "template").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        found = _names(connection)
        if name in found:
            return name
        making = f"{PREFIX}_making"
        drop(connection, making)
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(making), sql.Identifier(places.OWNER_ROLE))
        )
        point_at(making)
        bring_up_to_date(verbosity=0)
        for alias in connections:
            connections[alias].close()
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
        )
    return name


@contextmanager
def copy_for_this_run(suffix: str = "") -> Iterator[str]:
    """A copy of the template with a name of this run's own, taken away at the end."""
    name = f"{PREFIX}_run_{os.getpid()}{suffix}"
    source = template()
    with administrator() as connection:
        for left in filter(_is_left_behind, _names(connection)):
            drop(connection, left)
        drop(connection, name)
        copy(connection, source, name)
    try:
        yield name
    finally:
        with administrator() as connection:
            drop(connection, name)
