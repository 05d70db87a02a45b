"""Sharing the PostgreSQL that comes with Tornio: who needs it starts it, and the last to leave stops it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tornio.config import places
from tornio.config.postgres import Server


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Hold the door, so that two commands do not start or stop the server at once."""
    with (places.home() / name).open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def keep() -> Path:
    """The mark that `tornio db start` leaves: the server stays until `tornio db stop`."""
    return places.home() / "keep"


@contextmanager
def running(*, careless: bool = False) -> Iterator[None]:
    """The embedded server, for as long as this block lasts; several processes may share it."""
    if not places.is_embedded():
        yield
        return
    places.home().mkdir(parents=True, exist_ok=True)
    server = Server(careless=careless)
    with (places.home() / "in-use").open("a") as in_use:
        with _alone("door"):
            server.start()
            fcntl.flock(in_use, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with _alone("door"):
                if _is_last(in_use.fileno()) and not keep().exists():
                    server.stop()


def _is_last(in_use: int) -> bool:
    """Whether nobody else uses the server. Our own hold must go first, or it would stand in the way."""
    try:
        fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
