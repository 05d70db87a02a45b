"""The places of a search for a time, by number, and how long it takes from one to the other; no address leaves it."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tornio.core.meetings import PlaceKind
from tornio.core.travel import Point, Travel

NOWHERE = frozenset({PlaceKind.TELEPHONE, PlaceKind.VIDEO})
Locate = Callable[[str], Point | None]


class Journeys:
    """Places as numbers. What is at our rooms is at a base; what is by telephone or video is nowhere (None).

    Ticks are seconds from `start`, which is told by the clocks of the service: the roads of an hour are theirs.
    """

    def __init__(self, travel: Travel, locate: Locate, start: datetime) -> None:
        self._travel, self._locate, self._start = travel, locate, start
        self._numbers: dict[str, int] = {}
        self._points: list[Point | None] = []
        self._seconds: dict[tuple[int, int, int | None, bool], int] = {}

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

    def leaving(self, a: int, b: int, tick: int) -> int:
        """Seconds from one to the other, with parking and settling, for whoever leaves then."""
        return self._ways(a, b, tick, back=False)

    def arriving(self, a: int, b: int, tick: int) -> int:
        """The same for whoever is to be there by then."""
        return self._ways(a, b, tick, back=True)

    def _ways(self, a: int, b: int, tick: int, *, back: bool) -> int:
        if a == b:
            return 0
        hourless = self._travel.pace.is_flat
        known = (a, b, None if hourless else tick, back and not hourless)
        if known not in self._seconds:
            how = self._travel.arriving if back else self._travel.leaving
            # In elapsed seconds, whatever the clocks on the wall do meanwhile.
            moment = (self._start.astimezone(UTC) + timedelta(seconds=tick)).astimezone(self._start.tzinfo)
            took = how(self._points[a], self._points[b], moment)
            self._seconds[known] = math.ceil(took.total_seconds())
        return self._seconds[known]
