"""A town whose trail is sealed, in a database where commits are real; and somebody who may change anything in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import database
from tests.kitchen import a_network
from tests.people import MONDAY, Town, build_town
from tornio.actions.readings import opened
from tornio.config.heads import Files
from tornio.config.sealing import check, seal_and_publish
from tornio.records.models import Network

MINUTE = timedelta(minutes=1)
AWKWARD = "looked for C:\\notes\tand a\nline; “žluť” 🙂"  # whatever people write
TABLES = ("records_reading", "records_change", "records_forgotten", "records_sealed", "records_seal")


class SealedTown:
    """Saltmere with Leon's network: Ruth and Carol read, and every minute is sealed."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.heads = name, Files(folder)
        self.town: Town = build_town()
        self.network: Network = a_network(self.town)
        self.seal(MONDAY)
        for minute, called in enumerate(("Ruth", "Carol", "Ruth", "Leon"), start=1):
            at = MONDAY + 31 * minute * MINUTE
            self.read(called, at, purpose=AWKWARD if called == "Carol" else "work with the network")
            self.seal(at + MINUTE)
        self.now = MONDAY + 200 * MINUTE

    def read(self, called: str, at: datetime, purpose: str = "work with the network") -> None:
        """Somebody opens the story."""
        with self.town.acting(called, at=at, purpose=purpose) as by:
            opened("story", by=by, at=at, network=self.network.pk)

    def seal(self, at: datetime) -> None:
        """A minute's work."""
        seal_and_publish(self.town.organisation, at, self.heads)

    def found(self) -> list[str]:
        """What a check finds, as it is told."""
        audited = check(self.town.organisation, self.now, self.heads)
        return [f"{finding.place}: {finding.told}" for finding in audited.checked.findings]

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection[Any]]:
        """Whoever may change any row, with every trigger and constraint between rows asleep."""
        with database.administrator(self.name) as connection:
            connection.execute("SET session_replication_role = replica; SET timezone = 'UTC'")
            yield connection

    @contextmanager
    def changed(self, statement: str) -> Iterator[None]:
        """Inside, the superuser has done this; afterwards all its tables are as they were."""
        with self.superuser() as connection:
            for table in TABLES:
                connection.execute(f"CREATE TEMP TABLE as_{table} AS TABLE {table}")
            connection.execute(statement)
            try:
                yield
            finally:
                for table in TABLES:
                    connection.execute(f"DELETE FROM {table}")
                    connection.execute(f"INSERT INTO {table} SELECT * FROM as_{table}")


@pytest.fixture
def sealed(fresh_database: str, tmp_path: Path) -> SealedTown:
    """A quiet morning at Saltmere, sealed five times."""
    return SealedTown(fresh_database, tmp_path / "heads")
