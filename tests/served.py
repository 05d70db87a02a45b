"""A real Tornio in a process of its own, serving the database of the present test."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from tornio.config import places

PATIENCE_SECONDS = 60
# The real settings, never those of the tests: with theirs the static files would be gathered anew under other names,
# and taken from under every other server of this run.
REAL = {"DJANGO_SETTINGS_MODULE": "tornio.config.settings"}


def free_port() -> int:
    """A port at which nobody listens just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def command(*arguments: str) -> list[str]:
    """The `tornio` command of this very Python."""
    return [sys.executable, "-c", "from tornio.config.cli import main; main()", *arguments]


def answer(url: str, patience: float = 10) -> tuple[int, bytes]:
    """The status and the body at an address; 0 if nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=patience) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()
    except OSError:
        return 0, b""


@dataclass(slots=True)
class Served:
    """One `tornio serve`, its process and where it is found."""

    environment: Mapping[str, str]
    arguments: tuple[str, ...] = ("--workers", "1", "--no-jobs")
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    said: Path = field(default_factory=lambda: Path(tempfile.mkstemp(prefix="tornio-served-")[1]))

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, unless it runs, and wait until it answers."""
        if self.process is not None and self.process.poll() is None:
            return
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                command("serve", "--port", str(self.port), *self.arguments),
                env={**os.environ, **REAL, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if answer(f"{self.url}/healthz")[0]:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"tornio serve did not start:\n{self.said.read_text()}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Tell the parent to stop, wait until it has, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)


@contextmanager
def serving(environment: Mapping[str, str], *arguments: str) -> Iterator[Served]:
    """A served Tornio that is certainly gone afterwards."""
    served = Served(environment, arguments or ("--workers", "1", "--no-jobs"))
    try:
        yield served
    finally:
        if served.process is not None and served.process.poll() is None:
            served.stop()
        served.said.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def served_tornio(database_server: None) -> Iterator[Served]:
    """The server for browser tests; it starts with the first of them and finds each test's database by its name."""
    url = make_conninfo(places.application_url(), dbname=f"tornio_test_run_{os.getpid()}_fresh")
    environment = {
        "DATABASE_URL": url,
        "TORNIO_DEMO": "1",
    }
    with serving(environment) as served:
        yield served


@pytest.fixture
def live_server_url(fresh_database: str, served_tornio: Served) -> str:
    """The address of a real server on this test's own database."""
    served_tornio.start()
    return served_tornio.url
