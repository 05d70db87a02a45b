"""`tornio serve`: it starts, says so once, and whatever ends it, nothing is left behind."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from tests import database
from tests.served import Served, answer, command, serving
from tornio.config import places

PATIENCE_SECONDS = 20


def processes(home: Path) -> list[str]:
    """Every process that belongs to this home, by what it was started with or where its environment points."""
    found = []
    for told in Path("/proc").glob("[0-9]*"):
        try:
            words = (told / "cmdline").read_bytes() + (told / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(home) in words and told.name != str(os.getpid()):
            found.append(told.name)
    return found


def wait_until_gone(home: Path) -> list[str]:
    """Those still there after a while."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while processes(home) and time.monotonic() < deadline:
        time.sleep(0.02)
    return processes(home)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of this test's own, with an embedded database that nobody else uses."""
    monkeypatch.setenv("TORNIO_HOME", str(tmp_path / "tornio"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield places.home()
    subprocess.run(command("db", "stop"), check=True, capture_output=True)
    monkeypatch.undo()


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    """Tornio served from that home by two processes; its database is still empty."""
    environment = {"TORNIO_HOME": str(home)}
    with serving(environment, "--workers", "2") as started:
        started.start()
        yield started


def test_it_says_once_where_it_is_and_what_it_lacks(served: Served) -> None:
    """An empty database is named; `/healthz` says 503 until it was migrated."""
    assert answer(f"{served.url}/healthz")[0] == 503
    deadline = time.monotonic() + PATIENCE_SECONDS
    while "is ready" not in served.said.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    first, second, third = served.said.read_text().splitlines()
    assert first == f"Tornio is ready: {served.url}"
    assert second == f"Passkeys work at http://localhost:{served.port}"
    assert third.endswith("run `tornio migrate`.")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_leaves_no_process_behind(served: Served, home: Path, how: signal.Signals) -> None:
    """Ctrl-C, a service manager, a terminal that closes: the web goes first, then the database it started."""
    assert len(processes(home)) > 3
    assert served.stop(how) == 0
    assert wait_until_gone(home) == []


def test_ctrl_c_in_a_terminal_reaches_everybody_at_once_and_is_no_failure(served: Served, home: Path) -> None:
    """A terminal tells the whole group."""
    assert served.process is not None
    os.killpg(served.process.pid, signal.SIGINT)
    assert served.process.wait(PATIENCE_SECONDS) == 0
    assert wait_until_gone(home) == []
    assert "Traceback" not in served.said.read_text()


def test_killed_outright_its_workers_go_too_and_the_next_start_finds_everything(served: Served, home: Path) -> None:
    """Faults: kill -9 of the application. The port is free again; the database was never touched."""
    served.stop(signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while answer(f"{served.url}/healthz")[0] and time.monotonic() < deadline:
        time.sleep(0.02)
    served.start()
    assert answer(f"{served.url}/healthz")[0] == 503
    assert served.stop() == 0
    assert wait_until_gone(home) == []


def test_a_killed_database_is_said_so_and_recovers_with_the_next_start(served: Served, home: Path) -> None:
    """Faults: kill -9 of the database."""
    process = int((home / "database" / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while b"unreachable" not in answer(f"{served.url}/healthz")[1] and time.monotonic() < deadline:
        time.sleep(0.02)
    assert b"unreachable" in answer(f"{served.url}/healthz")[1]
    assert served.stop() == 0
    served.start()
    assert b"migrations missing" in answer(f"{served.url}/healthz")[1]


def test_a_database_that_was_away_is_found_again_by_the_first_who_ask(fresh_database: str) -> None:
    """Faults: every connection is cut while people read, the database is away, and comes back."""
    url = make_conninfo(places.application_url(), dbname=fresh_database)
    with serving({"DATABASE_URL": url, "TORNIO_DEMO": "1"}) as one, ThreadPoolExecutor(12) as people:
        one.start()
        page = f"{one.url}/enter/nobody/"
        assert {status for status, _ in people.map(answer, [page] * 24)} == {404}
        with database.administrator() as connection:
            database.drop(connection, fresh_database)
            assert 404 not in {status for status, _ in people.map(answer, [page] * 24)}
            database.copy(connection, database.template(), fresh_database)
        assert {status for status, _ in people.map(answer, [page] * 24)} == {404}


def test_the_last_to_leave_stops_the_database_and_not_the_first(served: Served, home: Path) -> None:
    """A command beside a served Tornio borrows its database and gives it back."""
    subprocess.run(command("migrate", "--check"), capture_output=True, check=False)
    assert b"migrations missing" in answer(f"{served.url}/healthz")[1]
    assert served.stop() == 0
    assert wait_until_gone(home) == []


def test_a_port_where_somebody_listens_is_not_shared_with_them(home: Path) -> None:
    """Half of the requests would go to a stranger."""
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = str(stranger.getsockname()[1])
        done = subprocess.run(command("serve", "--port", port), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Somebody else listens at port {port}" in done.stderr
    assert processes(home) == []


@pytest.mark.skipif(not places.is_embedded(), reason="The superuser of a database of one's own is not ours to be.")
def test_as_a_superuser_it_does_not_start(database_server: None, run_database: str) -> None:
    """Safety: refuse to start if the role can bypass row-level security."""
    url = places.embedded(places.SUPERUSER, run_database)
    done = subprocess.run(
        command("serve", "--port", "0"),
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Tornio does not start" in done.stderr
    assert "is a superuser" in done.stderr
