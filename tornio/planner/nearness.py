"""Which meetings are near each other in time and space: the pairs that a search tries most."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.compiled import compiled, inlined
from tornio.planner.state import Array

NEIGHBOURS = 24


def so_many(meetings: int) -> int:
    """How many neighbours each of so many meetings has."""
    return max(1, min(NEIGHBOURS, meetings - 1))


def neighbours(visit: Array, between: NDArray[np.int32], of: NDArray[Any] | None = None) -> NDArray[np.uint16]:
    """For each meeting (or some, by their numbers) those easiest to visit just before or after: travel, some of the
    waiting, the lateness."""
    count = so_many(len(visit))
    of = np.arange(len(visit)) if of is None else of
    found = np.zeros((len(of), count), np.uint16)
    said = np.array([visit[name] for name in ("place", "early", "due", "duration")], np.int64)
    _nearest(said, between, of, np.zeros(count), found)
    return found


@inlined
def _onward(way: Any, ends: Any, until: Any, early: Any, due: Any) -> Any:
    """How hard it is to go on to a meeting, for whoever ends another between two moments."""
    return way + 0.2 * max(0, early - until - way) + max(0, ends + way - due)


@compiled
def _nearest(visits: Array, between: Array, of: Array, price: Array, found: Array) -> None:
    """The least of each row in their order, of equals the first; `price` is room for what they cost."""
    place, early, due, duration = visits[0], visits[1], visits[2], visits[3]
    last = len(price) - 1
    for row in range(len(of)):
        a, many = of[row], 0
        for b in range(len(place)):
            if b == a:
                continue
            there, back = np.int64(between[place[a], place[b]]), np.int64(between[place[b], place[a]])
            after = _onward(there, early[a] + duration[a], due[a] + duration[a], early[b], due[b])
            before = _onward(back, early[b] + duration[b], due[b] + duration[b], early[a], due[a])
            worth = min(after, before)
            if many > last and worth >= price[last]:
                continue
            k = min(many, last)
            while k > 0 and price[k - 1] > worth:
                price[k], found[row, k] = price[k - 1], found[row, k - 1]
                k -= 1
            price[k], found[row, k] = worth, b
            many += 1
