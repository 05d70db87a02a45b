"""What each open page was last given, kept in the memory of this process so that "nothing new" costs next to nothing.

An entry is good while nothing was announced about its network or reader, its session is as it was, and the listener
is alive. Whatever is unknown or too old is simply asked for in full again; memory never widens what anybody reads.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import NamedTuple

LONGEST_SECONDS = 120.0  # then the page is asked for in full, for rights that end by the clock alone
TRUSTED_SECONDS = 1.0  # how long a look at the sessions holds
REMEMBERED = 10_000  # announcements and pages; beyond, the memory begins anew


class Page(NamedTuple):
    """One open page: in which session, at which address."""

    session: str
    address: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a page was given: its stamp, whom it concerns, and the session as it was."""

    stamp: str
    keys: frozenset[str]
    session_digest: str
    human: str
    at: float
    headers: Mapping[str, str] = field(default_factory=dict)  # as it was answered in full, and is told again


class Memory:
    """The pages that this process knows. Every method may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pages: dict[Page, Given] = {}
        self._concerned: dict[str, set[Page]] = {}
        self._announced: dict[str, int] = {}
        self._count = 0
        self._trusted_until = float("-inf")

    def now(self) -> int:
        """How many announcements have been heard; taken before a page is read, and handed to `keep`."""
        return self._count

    def is_current(self, page: Page, stamp: str) -> bool:
        """True when this page would be given the same again."""
        return self.current(page, stamp) is not None

    def current(self, page: Page, stamp: str) -> Given | None:
        """What this page was given, while it would be given the same again."""
        given = self._pages.get(page)
        if given is None or given.stamp != stamp:
            return None
        moment = self._clock()
        apart = 0.75 + hash(page) % 512 / 1024  # pages opened together are not all asked for again together
        fresh = moment < self._trusted_until and moment - given.at < LONGEST_SECONDS * apart
        return given if fresh else None

    def answered(self, page: Page, stamp: str, headers: Mapping[str, str]) -> None:
        """With which headers the page was answered in full."""
        with self._lock:
            given = self._pages.get(page)
            if given is not None and given.stamp == stamp:
                self._pages[page] = replace(given, headers=dict(headers))

    def keep(self, page: Page, stamp: str, *, keys: Iterable[str], digest: str, human: str, since: int) -> None:
        """Remember what a page was given, unless something was announced while it was being read."""
        about = frozenset(keys)
        with self._lock:
            if len(self._pages) > REMEMBERED or len(self._announced) > REMEMBERED:
                self._forget_all()
                return
            if any(self._announced.get(key, 0) > since for key in about):
                return
            self._drop(page)
            self._pages[page] = Given(stamp, about, digest, human, self._clock())
            for key in about:
                self._concerned.setdefault(key, set()).add(page)

    def announced(self, key: str) -> None:
        """Something has changed about a network or a person: their pages are asked for in full again."""
        with self._lock:
            self._count += 1
            self._announced[key] = self._count
            for page in list(self._concerned.get(key, ())):
                self._drop(page)

    def sessions(self) -> tuple[list[str], list[str]]:
        """The sessions and the humans whose pages are known."""
        with self._lock:
            return (
                list({page.session for page in self._pages}),
                list({given.human for given in self._pages.values() if given.human}),
            )

    def looked(self, digests: Mapping[str, str], active: frozenset[str], at: float) -> None:
        """The sessions as they are now, looked up from moment `at` on: pages whose session has changed or ended go."""
        with self._lock:
            for page, given in list(self._pages.items()):
                if given.at > at:
                    continue  # kept while we looked; its own digest is fresher
                gone = digests.get(page.session) != given.session_digest
                if gone or (given.human and given.human not in active):
                    self._drop(page)
            self._trusted_until = at + TRUSTED_SECONDS

    def moment(self) -> float:
        """The time by this memory's clock."""
        return self._clock()

    def forget_all(self) -> None:
        """Nobody listens any more: nothing is known."""
        with self._lock:
            self._forget_all()
            self._trusted_until = float("-inf")

    def _forget_all(self) -> None:
        self._pages.clear()
        self._concerned.clear()
        self._announced = {"": self._count}

    def _drop(self, page: Page) -> None:
        given = self._pages.pop(page, None)
        if given is None:
            return
        for key in given.keys:
            known = self._concerned.get(key)
            if known is not None:
                known.discard(page)
                if not known:
                    del self._concerned[key]
