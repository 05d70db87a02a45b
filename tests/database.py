"""The databases of a test run: one migrated template for all runs, and copies of it, made in a tenth of a second."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
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
PACKAGE = Path(embedded.__file__).parents[1]
# What decides the tables, which take seconds to make, and what decides the rights in them, which take a moment.
TABLES = ("*/migrations/*.py", "config/postgres.py")
RIGHTS = (*TABLES, "people/frame.py", "people/constraints.py", "*/models/*.py", "config/schema.py", "config/walls.py",
          "core/sharing.py", "records/policies.py", "records/standing_sql.py")  # fmt: skip


def shape(patterns: tuple[str, ...]) -> str:
    """A name for what these files say at present."""
    found = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in PACKAGE.glob(pattern)}):
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
    places.home().mkdir(parents=True, exist_ok=True)
    tables, name = f"{PREFIX}_tables_{shape(TABLES)}", f"{PREFIX}_template_{shape(RIGHTS)}"
    with administrator() as connection, (places.home() / "template").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        for wanted in (tables, name):
            if wanted not in _names(connection):
                _make(connection, wanted, like=None if wanted == tables else tables)
    return name


def _make(connection: psycopg.Connection[Any], name: str, like: str | None) -> None:
    """Make a template under another name, so that one that was never finished is never taken for one that was."""
    making = f"{PREFIX}_making"
    drop(connection, making)
    copy(connection, like or "template1", making)
    point_at(making)
    bring_up_to_date(verbosity=0)
    for alias in connections:
        connections[alias].close()
    _forget_former(connection, name)
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))


def _forget_former(connection: psycopg.Connection[Any], name: str) -> None:
    """Take away the templates of former shapes, except one that somebody is copying just now."""
    kind = name.rpartition("_")[0]
    for former in _names(connection):
        if former.startswith(f"{kind}_"):
            with contextlib.suppress(psycopg.errors.ObjectInUse):
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(former)))


@contextmanager
def copy_for_this_run(suffix: str = "", source: str | None = None) -> Iterator[str]:
    """A copy of the template, or of another, with a name of this worker's own, taken away at the end."""
    name = f"{PREFIX}_run_{os.getpid()}{suffix}"
    source = source or template()
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


def once_for_this_run(suffix: str, fill: Callable[[], str]) -> tuple[str, str]:
    """A database that whichever worker comes first fills, to be copied by all, and what filling it told.

    A later run takes it away.
    """
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    name, making = f"{PREFIX}_run_{run}{suffix}", f"{PREFIX}_run_{os.getpid()}{suffix}_making"
    source, found = template(), places.home() / f"run{suffix}"
    with administrator() as connection, found.open("a+") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if name not in _names(connection):
            drop(connection, making)
            copy(connection, source, making)
            point_at(making)
            found.write_text(fill())
            for alias in connections:
                connections[alias].close()
            renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(renamed.format(sql.Identifier(making), sql.Identifier(name)))
    return name, found.read_text()
