"""What the planner is asked: meetings with roles to fill at one time, practitioners with shifts, the ways between.

Every time is a whole number of ticks from the beginning of the horizon; what a tick is, is the caller's (a service: one
second). Every price is in ticks of travel: a price of 3 means that one tick of it is worth three ticks on the road.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.times import LATEST, Misstated, Shift
from tornio.planner.times import must as _must

__all__ = ["LATEST", "MOST_ROLES", "Meeting", "Misstated", "Practitioner", "Prices", "Problem", "Role", "Shift"]

MOST_ROLES = 2


@dataclass(frozen=True, slots=True)
class Role:
    """One of the places at a meeting: the skill it asks for, and for how many ticks."""

    skill: str
    duration: int

    def __post_init__(self) -> None:
        _must(0 <= self.duration < LATEST, f"The role {self.skill} lasts {self.duration} ticks.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: where, its roles, from when on it may begin and by when it should have begun, in ticks.

    With two roles, `wait` is the least and the greatest time from the beginning of the first to that of the second;
    (0, 0) is at the same time. `known` prices each practitioner's face; who is not named costs nothing. `refused` are
    practitioners who do not come here.
    """

    name: str
    place: int
    roles: tuple[Role, ...]
    early: int
    due: int
    wait: tuple[int, int] = (0, 0)
    price_of_face: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        many = len(self.roles)
        _must(1 <= many <= MOST_ROLES, f"{self.name} has {many} roles; one or two can be planned.")
        _must(0 <= self.early <= self.due < LATEST, f"{self.name} has a window from {self.early} to {self.due}.")
        least, greatest = self.wait
        _must(0 <= least <= greatest < LATEST, f"{self.name} has a wait between its roles from {least} to {greatest}.")
        _must(all(price >= 0 for price in self.price_of_face.values()), f"{self.name} has a negative price of a face.")


@dataclass(frozen=True, slots=True)
class Practitioner:
    """One of us: what they can do, and when they work."""

    name: str
    skills: frozenset[str]
    shifts: tuple[Shift, ...] = (Shift(),)


@dataclass(frozen=True, slots=True)
class Prices:
    """What a tick costs, in ticks of travel: each meeting begun late, the latest of all, and a shift overrun."""

    late: int = 1
    latest: int = 1
    overrun: int = 1

    def __post_init__(self) -> None:
        _must(min(self.late, self.latest, self.overrun) >= 0, "A price is negative.")


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it. `between[a, b]`: ticks from place a to place b with parking and settling; shape (places, places)."""

    meetings: tuple[Meeting, ...]
    practitioners: tuple[Practitioner, ...]
    between: NDArray[np.int64]
    prices: Prices = Prices()

    def __post_init__(self) -> None:
        _one_of_each("meeting", [each.name for each in self.meetings])
        _one_of_each("practitioner", [each.name for each in self.practitioners])
        shape = self.between.shape
        _must(shape == (len(self.between),) * 2, f"The ways between places are a table of {shape}.")
        _must((self.between >= 0).all() and (self.between < LATEST).all(), "A way between places is not a time.")
        places = [each.place for each in self.meetings]
        places += [place for who in self.practitioners for each in who.shifts for place in (each.leaves, each.returns)]
        unknown = [place for place in places if not 0 <= place < shape[0]]
        _must(not unknown, f"There is no place number {unknown[0] if unknown else ''}.")
        everybody = {each.name for each in self.practitioners}
        named = {name for each in self.meetings for name in (*each.price_of_face, *each.refused)}
        _must(named <= everybody, f"Nobody is called {', '.join(sorted(named - everybody))}.")


def _one_of_each(what: str, names: list[Any]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    _must(not twice, f"There is more than one {what} called {', '.join(twice)}.")
