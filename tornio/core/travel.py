"""How long the way from one door to another takes: a small declared model, with nobody asked outside the house.

Great-circle distance, a factor for roads that are not straight, slower near than far, and some minutes to park and
settle. The values are a service's own to set in its profile; those here are a beginning, measured nowhere.
"""

import math
from dataclasses import dataclass
from datetime import timedelta

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


@dataclass(frozen=True, slots=True)
class Travel:
    """The model. `speeds`: of each kilometre of a way up to so many, km/h; the last goes on for ever.

    Each kilometre has its own speed, faster the further, so a way round is never shorter than the way itself.
    """

    detour: float = 1.3
    speeds: tuple[tuple[float, float], ...] = ((3, 20), (15, 40), (math.inf, 65))
    parking: timedelta = timedelta(minutes=5)
    unknown: timedelta = timedelta(minutes=20)  # where one of the two places cannot be found

    def __post_init__(self) -> None:
        far, fast = [km for km, _ in self.speeds], [kmh for _, kmh in self.speeds]
        rising = far == sorted(set(far)) and fast == sorted(fast)
        if not (far and rising and far[0] > 0 and fast[0] > 0 and far[-1] == math.inf):
            raise Refused("Speeds are given for ever greater distances, no slower the further, the last without end.")
        if self.detour < 1 or min(self.parking, self.unknown) < timedelta(0):
            raise Refused("No road is shorter than the way of a bird, and no way takes less than no time.")

    def between(self, a: Point | None, b: Point | None) -> timedelta:
        """How long from one to the other, with parking and settling; no time at all where they are the same place."""
        if a is None or b is None:
            return self.unknown
        if a == b:
            return timedelta(0)
        far, hours, done = kilometres(a, b) * self.detour, 0.0, 0.0
        for up_to, kmh in self.speeds:
            hours += max(0.0, min(far, up_to) - done) / kmh
            done = up_to
        return timedelta(hours=hours) + self.parking


def kilometres(a: Point, b: Point) -> float:
    """Along the great circle (haversine; Sinnott 1984)."""
    north = math.radians(b.latitude - a.latitude) / 2
    east = math.radians(b.longitude - a.longitude) / 2
    cosines = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude))
    half = math.sin(north) ** 2 + cosines * math.sin(east) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
