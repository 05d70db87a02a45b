"""The places of a search for a time, by number, and how long it takes from one to the other; no address leaves it."""

from collections.abc import Callable
from uuid import UUID

from tornio.core.meetings import PlaceKind
from tornio.core.travel import Point, Travel

NOWHERE = frozenset({PlaceKind.TELEPHONE, PlaceKind.VIDEO})
Locate = Callable[[str], Point | None]


class Journeys:
    """Places as numbers. What is at our rooms is at a base; what is by telephone or video is nowhere (None)."""

    def __init__(self, travel: Travel, locate: Locate) -> None:
        self._travel, self._locate = travel, locate
        self._numbers: dict[str, int] = {}
        self._points: list[Point | None] = []
        self._seconds: dict[tuple[int, int], int] = {}

    def of(self, network: UUID, kind: PlaceKind, words: str) -> int | None:
        """The number of a place; a home of which nothing is written is that network's own."""
        if kind in NOWHERE:
            return None
        return self.named(words or ("" if kind is PlaceKind.OUR_ROOMS else f"{kind.value} of {network}"))

    def named(self, words: str) -> int:
        """The number of what is called so; the same words are the same place."""
        key = " ".join(words.casefold().split())
        if key not in self._numbers:
            self._numbers[key] = len(self._points)
            self._points.append(self._locate(words))
        return self._numbers[key]

    def ways(self, a: int, b: int) -> int:
        """Seconds from one to the other, with parking and settling."""
        if a == b:
            return 0
        if (a, b) not in self._seconds:
            self._seconds[a, b] = round(self._travel.between(self._points[a], self._points[b]).total_seconds())
        return self._seconds[a, b]
