"""Several walk at once, each with a browser of its own: while one waits for its page, another one looks at theirs.

And all of it once for a whole run: each worker of a run that uses every core would otherwise walk for itself, as soon
as it has taken over one of the tests that ask what was found.
"""

import fcntl
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Lock

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browsers import FLAGS, where_chromium_is
from tests.stories.walking import Walked, Walker

AT_ONCE = min(4, len(os.sched_getaffinity(0)))


@dataclass(frozen=True, slots=True)
class Way:
    """Somebody, as what they read, how they come in, and where they begin."""

    who: str
    reads_as: str
    come_in: Callable[[BrowserContext], Page]
    seeds: Sequence[str]


class _InTurn:
    """What is left of a list, for several who take from it."""

    def __init__(self, ways: Iterable[Way]) -> None:
        self._left = list(ways)
        self._one_at_a_time = Lock()

    def __iter__(self) -> Iterator[Way]:
        while True:
            with self._one_at_a_time:
                if not self._left:
                    return
                way = self._left.pop(0)
            yield way


def once_for_all_workers(place: Path, walk: Callable[[], Walked]) -> Walked:
    """What was found by whichever worker of this run came first; the others wait for it."""
    found = place / "walked"
    with (place / "walking").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if not found.exists():
            found.write_bytes(pickle.dumps(walk()))
    walked: Walked = pickle.loads(found.read_bytes())
    return walked


def all_walks(ways: Iterable[Way], base: str) -> Walked:
    """Everybody's walks, and then all that they send. Errors: the first of those that stopped somebody."""
    walked, left, chromium = Walked(), _InTurn(ways), where_chromium_is()
    all_have_looked = Barrier(AT_ONCE)
    with ThreadPoolExecutor(AT_ONCE) as hands:
        begun = [hands.submit(_some_walks, left, walked, all_have_looked, base, chromium) for _ in range(AT_ONCE)]
    wrong = [error for error in (each.exception() for each in begun) if error is not None]
    for error in sorted(wrong, key=lambda each: isinstance(each, BrokenBarrierError)):
        raise error
    return walked


def _some_walks(left: _InTurn, walked: Walked, all_have_looked: Barrier, base: str, chromium: str) -> None:
    try:
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=chromium, args=FLAGS)
            walkers = []
            for way in left:
                walkers.append(Walker.enter((way.who, way.reads_as), walked, browser, base, way.come_in))
                walkers[-1].walk(way.seeds)
            all_have_looked.wait()  # what they send changes what others see
            for walker in walkers:
                walker.send_nothing()
                walker.leave()
            browser.close()
    except BaseException:
        all_have_looked.abort()  # nobody waits for who does not come
        raise
