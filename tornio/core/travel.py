"""How long the way from one door to another takes: a small declared model, with nobody asked outside the house.

Great-circle distance, a factor for roads that are not straight, slower near than far, slower at some hours than at
others, and some minutes to park and settle. The values are a service's own to set in its profile; those here are a
beginning, measured nowhere.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tornio.core.errors import Refused

POLE, DATE_LINE = 90, 180  # degrees
EARTH_KM = 6371.0088  # mean radius R1 (IUGG; Moritz 2000, doi 10.1007/s001900050278)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth, in degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (abs(self.latitude) <= POLE and abs(self.longitude) <= DATE_LINE):
            raise Refused("That is no place on the earth.")


HOURS = 24
SLOWEST, FASTEST = 0.1, 3.0  # times the usual speed
_SATURDAY = 6
_QUARTER = timedelta(minutes=15)
WHOLE = 256
_EVERY_HOUR = (1.0,) * HOURS


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the roads are by the hour of the clock on the wall: 1 is as usual, half takes twice as long."""

    weekdays: tuple[float, ...] = _EVERY_HOUR
    weekends: tuple[float, ...] = _EVERY_HOUR

    def __post_init__(self) -> None:
        for day in (self.weekdays, self.weekends):
            if len(day) != HOURS or not all(SLOWEST <= each <= FASTEST for each in day):
                raise Refused("Roads are between a tenth and three times as fast as usual, at each of 24 hours.")

    @property
    def is_flat(self) -> bool:
        """True where no hour is another than usual."""
        return self.weekdays == self.weekends == _EVERY_HOUR

    def at(self, shown: datetime) -> float:
        """At a moment as the clocks there show it."""
        return (self.weekends if shown.isoweekday() >= _SATURDAY else self.weekdays)[shown.hour]


def by_the_hour(rows: Iterable[tuple[float, float, float]]) -> tuple[float, ...]:
    """The 24 hours of a day from rows of (from, until, how fast); an hour of which nothing is said is as usual."""
    hours = [*_EVERY_HOUR]
    done = 0.0
    for begins, ends, fast in rows:
        if not (done <= begins < ends <= HOURS and begins == int(begins) and ends == int(ends)):
            raise Refused("Hours of the road go from one full hour to a later one of the same day, row after row.")
        hours[int(begins) : int(ends)] = [fast] * int(ends - begins)
        done = ends
    return tuple(hours)


FLAT = Pace()


@dataclass(frozen=True, slots=True)
class Travel:
    """The model. `speeds`: of each kilometre of a way up to so many, km/h; the last goes on for ever.

    Each kilometre has its own speed, faster the further, so a way round is never shorter than the way itself. `pace`
    is gone through on the way, hour by hour (Ichoua, Gendreau & Potvin 2003), so who leaves later arrives no sooner.
    """

    detour: float = 1.3
    speeds: tuple[tuple[float, float], ...] = ((3, 20), (15, 40), (math.inf, 65))
    parking: timedelta = timedelta(minutes=5)
    unknown: timedelta = timedelta(minutes=20)  # where one of the two places cannot be found, at whatever hour
    pace: Pace = FLAT

    def __post_init__(self) -> None:
        far, fast = [km for km, _ in self.speeds], [kmh for _, kmh in self.speeds]
        rising = far == sorted(set(far)) and fast == sorted(fast)
        if not (far and rising and far[0] > 0 and fast[0] > 0 and far[-1] == math.inf):
            raise Refused("Speeds are given for ever greater distances, no slower the further, the last without end.")
        if self.detour < 1 or min(self.parking, self.unknown) < timedelta(0):
            raise Refused("No road is shorter than the way of a bird, and no way takes less than no time.")

    def between(self, a: Point | None, b: Point | None) -> timedelta:
        """How long from one to the other at usual times, with parking; no time at all where they are the same place."""
        return self._with_parking(a, b, self.driven(a, b))

    def leaving(self, a: Point | None, b: Point | None, at: datetime, driven: timedelta | None = None) -> timedelta:
        """The same for whoever leaves at that moment, told by the clocks of the place (its zone is the service's).

        `driven`: how long the drive takes at usual times, where somebody knows better than distances do.
        """
        usual = self.driven(a, b) if driven is None else driven
        return self._with_parking(a, b, self._on_the_road(usual, at))

    def arriving(self, a: Point | None, b: Point | None, at: datetime, driven: timedelta | None = None) -> timedelta:
        """How long before that moment whoever wants to be there by then has to leave; `driven` as in `leaving`."""
        usual = self.driven(a, b) if driven is None else driven
        return self._with_parking(a, b, self._on_the_road(usual, at - self.parking, back=True))

    def _with_parking(self, a: Point | None, b: Point | None, driven: timedelta) -> timedelta:
        if a is None or b is None:
            return self.unknown
        return timedelta(0) if a == b else driven + self.parking

    def driven(self, a: Point | None, b: Point | None) -> timedelta:
        """How long the drive takes at usual times, by distance; nothing where a place is not known."""
        if a is None or b is None:
            return timedelta(0)
        far, hours, done = kilometres(a, b) * self.detour, 0.0, 0.0
        for up_to, kmh in self.speeds:
            hours += max(0.0, min(far, up_to) - done) / kmh
            done = up_to
        return timedelta(hours=hours)

    def _on_the_road(self, left: timedelta, at: datetime, *, back: bool = False) -> timedelta:
        """How long it takes to drive what takes `left` at usual times, from a moment on, or up to it."""
        if self.pace.is_flat:
            return left
        zone, now, taken = at.tzinfo, at.astimezone(UTC), timedelta(0)
        while left > timedelta(0):
            quarter = _quarter_of(now, back=back)
            edge = quarter if back else quarter + _QUARTER
            fast = self.pace.at(quarter.astimezone(zone))
            here = abs(edge - now)
            if here * fast >= left:
                return taken + left / fast
            left, taken, now = left - here * fast, taken + here, edge
        return taken


def _quarter_of(now: datetime, *, back: bool) -> datetime:
    """The beginning of the quarter of an hour that lies ahead, or of the one that lies behind."""
    begins = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    return begins - _QUARTER if back and begins == now else begins


def factors_by_tick(model: Travel, begin: datetime, ticks: timedelta, count: int) -> tuple[int, ...]:
    """For each of `count` stretches of `ticks` from `begin` on: how many 256ths of its usual time driving takes there.

    `begin` is told in the service's zone; hours that the clocks jump over or show twice are taken as they come. To be
    exact, a stretch lies within one hour of the clock: quarters of an hour from a full one do.
    """
    zone, start = begin.tzinfo, begin.astimezone(UTC)
    paces = (model.pace.at((start + number * ticks).astimezone(zone)) for number in range(count))
    return tuple(round(WHOLE / fast) for fast in paces)


def kilometres(a: Point, b: Point) -> float:
    """Along the great circle (haversine; Sinnott 1984)."""
    north = math.radians(b.latitude - a.latitude) / 2
    east = math.radians(b.longitude - a.longitude) / 2
    cosines = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude))
    half = math.sin(north) ** 2 + cosines * math.sin(east) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
