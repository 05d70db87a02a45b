"""The demo season: played once for a whole run, and copied for each room of tests that looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tornio.season import play


def _played() -> str:
    until = datetime.now(tz=UTC)
    play.play(until=until)
    return until.isoformat()


@contextmanager
def a_season(run_database: str, blocker: DjangoDbBlocker, suffix: str) -> Iterator[datetime]:
    """The whole season in a database of a room's own; the moment at which it ends, some minutes ago at most."""
    with blocker.unblock():
        source, ended = database.once_for_this_run("_season", _played)
        with database.copy_for_this_run(suffix, source) as name:
            database.point_at(name)
            try:
                yield datetime.fromisoformat(ended)
            finally:
                database.point_at(run_database)
