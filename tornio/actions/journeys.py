"""The places of a search for a time, by number, and how long it takes from one to the other; no address leaves it."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from tornio.core.meetings import PlaceKind
from tornio.core.travel import Point, Travel
from tornio.people import roads

SATURDAY = 5  # of `weekday`
NOWHERE = frozenset({PlaceKind.TELEPHONE, PlaceKind.VIDEO})
Locate = Callable[[str], Point | None]
Driven = Callable[[Point, Point], timedelta | None]


def by_distance(_a: Point, _b: Point) -> timedelta | None:
    """Nobody knows better than distances do."""
    return None


class Journeys:
    """Places as numbers. What is at our rooms is at a base; what is by telephone or video is nowhere (None).

    Ticks are seconds from `start`, which is told by the clocks of the service: the roads of an hour are theirs.
    """

    def __init__(self, travel: Travel, locate: Locate, start: datetime) -> None:
        self._travel, self._locate, self._start = travel, locate, start
        self._driven: Driven = by_distance
        self.is_by_distance = False  # though a route finder was asked
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

    def points(self) -> list[Point]:
        """Every place so far of which it is known where it is."""
        return [each for each in self._points if each is not None]

    def is_known(self, number: int | None) -> bool:
        """Whether anybody knows where it is; what is nowhere needs no way."""
        return number is None or self._points[number] is not None

    def drive_as(self, driven: Driven | None) -> None:
        """From now on drives take what a route finder says (None: it is silent); by distance what it does not know."""
        self._driven, self.is_by_distance = driven or by_distance, driven is None
        self._seconds.clear()

    @property
    def slowest(self) -> list[list[int]]:
        """Seconds from each place so far to each, leaving at the worst full hour of a weekday or of a weekend."""
        kinds = {(self._start + timedelta(days=day)).weekday() >= SATURDAY: day for day in reversed(range(7))}
        by_hour = [day * 24 + hour for day in kinds.values() for hour in range(24)]
        hours = [hour * 3600 for hour in (by_hour if not self._travel.pace.is_flat else [0])]
        size = range(len(self._points))
        return [[max(self.leaving(a, b, tick) for tick in hours) for b in size] for a in size]

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
            self._seconds[known] = math.ceil(self._took(a, b, tick, back=back).total_seconds())
        return self._seconds[known]

    def _took(self, a: int, b: int, tick: int, *, back: bool) -> timedelta:
        one, other = self._points[a], self._points[b]
        driven = self._driven(one, other) if one is not None and other is not None else None
        # In elapsed seconds, whatever the clocks on the wall do meanwhile.
        moment = (self._start.astimezone(UTC) + timedelta(seconds=tick)).astimezone(self._start.tzinfo)
        how = self._travel.arriving if back else self._travel.leaving
        return how(one, other, moment, driven)


def drive(journeys: Journeys, at: datetime) -> None:
    """As the service's own route finder says, where it has one. Errors: NotAskedYet, for whoever opened the frame."""
    if settings.ROUTING is not None:
        journeys.drive_as(roads.known(journeys.points(), at))
