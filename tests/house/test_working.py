"""The worker beside the pages: it tells what is owed, is replaced when it is killed, and leaves with them (R4)."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from tests.calls import called
from tests.people import HOUR, Town, build_town
from tests.post import reachable
from tests.served import serving
from tornio.config import cli, places
from tornio.core.escalation import WITHIN
from tornio.core.people import Capacity
from tornio.people.acting import as_clerk
from tornio.records.models import Message

PATIENCE_SECONDS = 120  # to start, on a busy machine


def workers(parent: int) -> list[int]:
    """The workers that were started to end with this process."""
    found = []
    for told in Path("/proc").glob("[0-9]*"):
        try:
            words = (told / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[-3:-1] == [b"--beside", str(parent).encode()]:
            found.append(int(told.name))
    return found


def wait_for(what: Callable[[], bool], patience: float = PATIENCE_SECONDS) -> bool:
    """Whether it came to be so in time."""
    deadline = time.monotonic() + patience
    while not what() and time.monotonic() < deadline:
        time.sleep(0.1)
    return what()


def told(town: Town) -> set[str]:
    """Who was reached."""
    with town.nobody(at=timezone.now(), capacity=Capacity.JOB), as_clerk():
        sent = Message.objects.filter(state="sent", kind="waits").select_related("person")
        return {each.person.called for each in sent}


@pytest.mark.slow
def test_a_worker_that_is_killed_is_replaced_and_the_next_one_tells_what_was_owed(fresh_database: str) -> None:
    """R4: kill -9 of the only worker; within a minute of the next one's start everybody knows; Ctrl-C ends them all."""
    town = build_town(at=timezone.now())
    reachable(town)
    url = make_conninfo(places.application_url(), dbname=fresh_database)
    environment = {"DATABASE_URL": url, "TORNIO_DEMO": "1"}
    with serving(environment, "--workers", "1") as served:
        served.start()
        assert served.process is not None
        parent = served.process.pid
        assert wait_for(lambda: len(workers(parent)) == 1)
        (first,) = workers(parent)
        os.kill(first, signal.SIGKILL)
        called(town, at=timezone.now() - 25 * HOUR)
        assert wait_for(lambda: workers(parent) not in ([], [first]))
        assert wait_for(lambda: told(town) == {"Ruth", "Martin"}, WITHIN.total_seconds() + PATIENCE_SECONDS)
        assert served.stop() == 0
        assert wait_for(lambda: workers(parent) == [])


def test_a_worker_whose_parent_has_gone_does_not_start() -> None:
    """Nothing is left behind, however quickly things end."""
    done = CliRunner().invoke(cli.desk, ["work", "--beside", "1"])
    assert done.exit_code == 1
    assert "has gone already" in done.output
