"""The service's own route finder, asked over HTTP and remembered for a while; it is told coordinates and nothing else.

Nothing is asked while a transaction is open: `known` says by `NotAskedYet` that `ask` has to be called first. What an
operator set (`TORNIO_ROUTING`) is all that is ever spoken to: no proxy, and no redirect is followed.
"""

import http.client
import logging
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings

from tornio.core.roads import Drives, Finder, NotAskedYet, NotBelieved, Question, answer, questions
from tornio.core.travel import Point

log = logging.getLogger(__name__)
PATIENCE = 1.0  # seconds, for everything that is asked for one page
LARGEST = 2_000_000  # bytes of one answer
MOST_POINTS = 150  # asked about together; ways between more are reckoned by distance
KEPT = timedelta(hours=12)
RESTS = timedelta(minutes=1)  # after a silence it is left alone for so long
MOST_PAIRS = 400_000

Driven = Callable[[Point, Point], timedelta | None]


class _Memory:
    """What this process was told, by which route finder and when; and until when which is left alone."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.drives: dict[tuple[Finder, Point, Point], tuple[datetime, float | None]] = {}
        self.resting: dict[Finder, datetime] = {}

    def keep(self, who: Finder, found: Drives, at: datetime) -> None:
        """The newest stand last, and what is too much goes from the front."""
        with self.lock:
            for (a, b), seconds in found.items():
                self.drives.pop((who, a, b), None)
                self.drives[who, a, b] = (at, seconds)
            for key in list(islice(self.drives, max(0, len(self.drives) - MOST_PAIRS))):
                del self.drives[key]


_memory = _Memory()


def known(points: Sequence[Point], at: datetime) -> Driven | None:
    """How long drives among these points take, as far as it is known; None where none is set, or it is silent.

    Errors: NotAskedYet, where one is set that was not asked about all of them yet, and is not left alone just now.
    """
    who: Finder | None = settings.ROUTING
    if who is None:
        return None
    some = tuple(dict.fromkeys(points))[:MOST_POINTS]
    pairs = [(who, a, b) for a in some for b in some if a != b]
    held = {key[1:]: _memory.drives.get(key) for key in pairs}
    if all(each is not None and at - each[0] < KEPT for each in held.values()):
        drives = {key: each[1] for key, each in held.items() if each is not None}
        return lambda a, b: None if (seconds := drives.get((a, b))) is None else timedelta(seconds=seconds)
    if at < _memory.resting.get(who, at):
        return None
    raise NotAskedYet(some)


def ask(points: Sequence[Point], at: datetime) -> None:
    """Ask about these points and remember it; a silence, a refusal or a lie is remembered too, for a minute."""
    who: Finder | None = settings.ROUTING
    if who is None:
        return
    try:
        _memory.keep(who, _asked(who, questions(who, points)), at)
    except (OSError, http.client.HTTPException, NotBelieved) as silent:
        _memory.resting[who] = at + RESTS
        log.warning("The route finder is not used for a minute: %s.", type(silent).__name__)


def _asked(who: Finder, every: Sequence[Question]) -> Drives:
    """All of them, until the patience is over: then the line is cut, wherever an answer stands then."""
    line = _Line(who)
    watch = threading.Timer(PATIENCE, line.cut)
    watch.daemon = True
    watch.start()
    found: Drives = {}
    try:
        for each in every:
            found |= answer(who, each, *line.say(each))
    finally:
        watch.cancel()
        line.close()
    return found


class _Line:
    """A connection that somebody else may cut while an answer is on its way."""

    def __init__(self, who: Finder) -> None:
        kind = http.client.HTTPSConnection if who.is_https else http.client.HTTPConnection
        self._line = kind(who.host, who.port, timeout=PATIENCE)
        self._open: socket.socket | None = None  # the answer of a server that ends the line takes it from `_line`
        self._is_cut = threading.Event()

    def say(self, question: Question) -> tuple[int, bytes]:
        """The status and the body of what comes back. Errors: those of connections, and NotBelieved when it is cut."""
        if self._is_cut.is_set():
            raise NotBelieved("too late")
        if self._line.sock is None:
            self._line.connect()
            self._open = self._line.sock
        headers = {"Accept": "application/json"} | ({"Content-Type": "application/json"} if question.body else {})
        self._line.request(question.method, question.path, question.body, headers)
        with self._line.getresponse() as response:
            body = response.read(LARGEST + 1)
        if self._is_cut.is_set() or len(body) > LARGEST:
            raise NotBelieved("too late, or too much")
        return response.status, body

    def cut(self) -> None:
        """Whoever waits for more finds the end."""
        self._is_cut.set()
        if self._open is not None:
            with suppress(OSError):
                self._open.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """For whoever asked, when all is said."""
        self._line.close()
