"""The web server: one process per core, forked from a parent that has everything loaded, and all gone at Ctrl-C."""

import ctypes
import gc
import os
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from granian.constants import Interfaces
from granian.server.mp import MPServer

PATIENCE_SECONDS = 60
# A request that takes longer than this when we are told to stop is cut off.
LAST_WORDS_SECONDS = 5
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass(frozen=True, slots=True)
class Place:
    """Where to listen."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address for a browser."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def is_free(self) -> bool:
        """Whether nobody listens there. The server itself would quietly share the port with a stranger."""
        with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((self.host, self.port))
            except OSError:
                return False
        return True


def cores() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=PATIENCE_SECONDS):  # noqa: S310 (our own address)
            return True
    except urllib.error.HTTPError:
        return True  # it serves, though it has a complaint
    except OSError:
        return False


class Server(MPServer):
    """Granian, ending at a hang-up instead of reloading, and saying once when it is ready."""

    def __init__(self, place: Place, workers: int, threads: int, ready: Callable[[], None]) -> None:
        super().__init__(
            "tornio.config.wsgi:application",
            address=place.host,
            port=place.port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            blocking_threads_idle_timeout=600,  # a thread that goes takes its connection with it
            respawn_failed_workers=True,
            workers_kill_timeout=LAST_WORDS_SECONDS,
            log_enabled=False,
        )
        self.place = place
        self.ready = ready

    def signal_handler_reload(self, *args: Any, **kwargs: Any) -> None:
        """A terminal that closes hangs up: that is the end, not a reload."""
        self.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    def startup(self, *args: Any, **kwargs: Any) -> None:
        """Start the workers, then wait beside them until one answers."""
        super().startup(*args, **kwargs)  # type: ignore[no-untyped-call]
        threading.Thread(target=self._announce, daemon=True).start()

    def _announce(self) -> None:
        deadline = monotonic() + PATIENCE_SECONDS
        while monotonic() < deadline and not self.interrupt_signal:
            if _answers(self.place.url):
                self.ready()
                return
            sleep(0.02)


def end_with_the_parent() -> None:
    """Ask to be told when the process that started us goes, however it goes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _worker(application: Callable[..., Any]) -> Callable[..., Any]:
    """In each worker: without its parent the port would stay taken by nobody's child."""
    end_with_the_parent()
    return application


def serve(place: Place, *, workers: int, threads: int, application: Any, ready: Callable[[], None]) -> None:
    """Serve until told to stop; returns when every worker has gone."""
    server = Server(place, workers, threads, ready)
    gc.collect()
    gc.freeze()  # what is loaded stays in pages that all workers share
    try:
        server.serve(target_loader=lambda: _worker(application), wrap_loader=False)
    except SystemExit:
        # Ctrl-C in a terminal reaches the workers too; one that went before it was told is no failure then.
        if not server.interrupt_signal:
            raise
