"""What the planner is asked: meetings with roles to fill at one time, practitioners with shifts, the ways between.

Every time is a whole number of ticks from the beginning of the horizon; what a tick is, is the caller's (a service: one
second). Every price is in ticks of travel: a price of 3 means that one tick of it is worth three ticks on the road.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tornio.planner.times import LATEST, Shift, must, said_twice

MOST_ROLES = 3
DEAREST = 2**30  # of what is paid once
DEAREST_TICK = 2**24  # of what is paid for each tick: so that a sum of prices stays a whole number of 64 bits
LAST = 2**31 - 1  # the last tick that the columns of a search hold
AS_USUAL = 256  # a pace of 256 is the way as it stands in the table


@dataclass(frozen=True, slots=True)
class Role:
    """One of the places at a meeting: the skill it asks for, for how many ticks, and what else (a language)."""

    skill: str
    duration: int
    also: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        must(0 <= self.duration < LATEST, f"The role {self.skill} lasts {self.duration} ticks.")

    @property
    def asks(self) -> frozenset[str]:
        """All that somebody in it must have."""
        return self.also | {self.skill}

    @property
    def said(self) -> str:
        """The same in words."""
        return " and ".join((self.skill, *sorted(self.also)))


@dataclass(frozen=True, slots=True)
class Agreed:
    """When a meeting is agreed for, and with whom, a practitioner for each role.

    Without a price it never moves. With one, it is paid once when it begins at another time, and `price_of_tick` for
    each tick between; other faces have the price that the meeting gives them. Meetings that last no tick and are agreed
    for the same one have no order among themselves.
    """

    begins: int
    practitioners: tuple[str, ...]
    price: int | None = None
    price_of_tick: int = 0

    def __post_init__(self) -> None:
        must(0 <= self.begins < LATEST, f"A meeting is agreed for {self.begins}.")
        must((self.price or 0) >= 0 and self.price_of_tick >= 0, "A price of moving a meeting is negative.")
        payable = (self.price or 0) < DEAREST and self.price_of_tick < DEAREST_TICK
        must(payable, "A price of moving a meeting is more than can be counted.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: where, its roles, and the windows (from, to) in which it may begin, in ticks and in order.

    `waits` are, for the second role and the third, the least and the greatest time from the beginning of the first to
    its own; what is not said is (0, 0), at the same time. `price_of_face` prices each practitioner's face; who is not
    named costs nothing. `refused` are practitioners who do not come here. Meetings of one `network` share its faces.
    """

    name: str
    place: int
    roles: tuple[Role, ...]
    windows: tuple[tuple[int, int], ...]
    waits: tuple[tuple[int, int], ...] = ()
    price_of_face: Mapping[str, int] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    network: str = ""
    agreed: Agreed | None = None

    def __post_init__(self) -> None:
        many = len(self.roles)
        must(1 <= many <= MOST_ROLES, f"{self.name} has {many} roles; one to {MOST_ROLES} can be planned.")
        must(self.windows, f"{self.name} has no window.")
        for early, due in self.windows:
            must(0 <= early <= due < LATEST, f"{self.name} has a window from {early} to {due}.")
        in_order = all(a[1] < b[0] for a, b in pairwise(self.windows))
        must(in_order, f"The windows of {self.name} overlap, or are not in order.")
        must(len(self.waits) < many, f"{self.name} has more waits than further roles.")
        for least, greatest in self.waits:
            said = f"{self.name} has a wait between its roles from {least} to {greatest}."
            must(0 <= least <= greatest < LATEST, said)
        faces = self.price_of_face.values()
        must(all(price >= 0 for price in faces), f"{self.name} has a negative price of a face.")
        must(all(price < DEAREST for price in faces), f"{self.name} has a price of a face that cannot be counted.")
        as_many = self.agreed is None or len(self.agreed.practitioners) == many
        must(as_many, f"{self.name} is agreed with another number of practitioners than it has roles.")
        with_each = self.agreed is None or len(set(self.agreed.practitioners)) == many
        must(with_each, f"{self.name} is agreed with somebody in two of its roles.")

    @property
    def early(self) -> int:
        """From when on it may begin."""
        return self.windows[0][0]

    @property
    def due(self) -> int:
        """When it should have begun at the latest."""
        return self.windows[-1][1]

    def wait(self, role: int) -> tuple[int, int]:
        """The least and the greatest time from the first role's beginning to this one's."""
        return self.waits[role - 1] if 0 < role <= len(self.waits) else (0, 0)

    @property
    def frozen(self) -> Agreed | None:
        """What is agreed, where it never moves."""
        return self.agreed if self.agreed is not None and self.agreed.price is None else None


@dataclass(frozen=True, slots=True)
class Practitioner:
    """One of us: what they can do, when they work, and the ticks at meetings beyond which they are stretched."""

    name: str
    skills: frozenset[str]
    shifts: tuple[Shift, ...] = (Shift(),)
    most: int = LATEST

    def __post_init__(self) -> None:
        must(self.most >= 0, f"{self.name} is stretched beyond {self.most} ticks.")
        in_order = sorted((each.begins, each.ends) for each in self.shifts)
        overlap = any(one[1] > other[0] for one, other in pairwise(in_order))
        must(not overlap, f"Two shifts of {self.name} overlap: nobody works twice at one time.")


@dataclass(frozen=True, slots=True)
class Network:
    """Whose faces are known to the people of a network before the horizon begins."""

    name: str
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost, in ticks of travel.

    A tick of each role begun late, of the latest of all, of a shift overrun; a face that a network has not seen; a
    tick at meetings beyond somebody's `most`; a meeting left out, where windows and shifts are walls.
    """

    late: int = 1
    latest: int = 1
    overrun: int = 1
    another_face: int = 0
    uneven: int = 0
    left_out: int = 10**6

    def __post_init__(self) -> None:
        least = min(self.late, self.latest, self.overrun, self.another_face, self.uneven, self.left_out)
        must(least >= 0, "A price is negative.")
        dearest = max(self.late, self.latest, self.overrun, self.uneven)
        payable = dearest < DEAREST_TICK and max(self.another_face, self.left_out) < DEAREST
        must(payable, f"A price is more than can be counted: {DEAREST_TICK - 1} a tick, {DEAREST - 1} once.")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long ways take by the hour: for each stretch of so many ticks, 256ths of what the table says."""

    ticks: int = LATEST
    factors: tuple[int, ...] = (AS_USUAL,)

    def __post_init__(self) -> None:
        must(self.ticks > 0 and self.factors, "A pace has stretches of some length.")
        must(
            all(0 < each < 2**16 for each in self.factors),
            "A pace is over nothing, and under 256 times the usual.",
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it. `between[a, b]`: ticks from place a to place b with parking and settling; shape (places, places).

    With `walls`, what would begin outside its windows or make somebody overrun a shift is left out and said; without,
    both are priced. A meeting's network is in `networks` only where faces are known to it already. The table is
    copied: what is asked stays as it was asked.
    """

    meetings: tuple[Meeting, ...]
    practitioners: tuple[Practitioner, ...]
    between: NDArray[np.int64]
    prices: Prices = Prices()
    networks: tuple[Network, ...] = ()
    pace: Pace = Pace()
    walls: bool = False

    def __post_init__(self) -> None:
        _one_of_each("meeting", [each.name for each in self.meetings])
        _one_of_each("practitioner", [each.name for each in self.practitioners])
        _one_of_each("network", [each.name for each in self.networks])
        shape = self.between.shape
        must(shape == (len(self.between),) * 2, f"The ways between places are a table of {shape}.")
        must((self.between >= 0).all() and (self.between < LATEST).all(), "A way between places is not a time.")
        places = [each.place for each in self.meetings]
        places += [place for who in self.practitioners for each in who.shifts for place in (each.leaves, each.returns)]
        unknown = [place for place in places if not 0 <= place < shape[0]]
        must(not unknown, f"There is no place number {unknown[0] if unknown else ''}.")
        everybody, named = {each.name for each in self.practitioners}, self._named()
        must(named <= everybody, f"Nobody is called {', '.join(sorted(named - everybody))}.")
        end = _everything_in_turn(self)
        must(
            end <= LAST,
            f"One thing after the other, it would last until {end}: only what is over by {LAST} can be planned.",
        )
        if self.between.flags.writeable:
            kept = self.between.copy()
            kept.setflags(write=False)
            object.__setattr__(self, "between", kept)

    def _named(self) -> set[str]:
        """Everybody whom a meeting or a network names."""
        named = {name for each in self.meetings for name in (*each.price_of_face, *each.refused)}
        named.update(*(each.agreed.practitioners for each in self.meetings if each.agreed))
        return named.union(*(each.known for each in self.networks))


def _one_of_each(what: str, names: list[str]) -> None:
    twice = said_twice(names)
    must(not twice, f"There is more than one {what} called {', '.join(twice)}.")


def _everything_in_turn(problem: Problem) -> int:
    """A tick by which everything is over in whatever order, where each begins as soon as can be: each meeting after the
    others, its last role after the longest wait that it asks for, each way the longest at the slowest hour, all breaks.
    """
    shifts = [each for who in problem.practitioners for each in who.shifts]
    begins = [early for each in problem.meetings for early, _ in each.windows] + [each.begins for each in shifts]
    begins += [each.agreed.begins for each in problem.meetings if each.agreed]
    begins += [each.rest.earliest for each in shifts if each.rest]
    lasts = sum(max(role.duration for role in each.roles) for each in problem.meetings)
    waits = sum(max((least for least, _ in each.waits), default=0) for each in problem.meetings)
    rests = sum(each.rest.length for each in shifts if each.rest)
    way = -(-int(problem.between.max(initial=0)) * max(problem.pace.factors) // AS_USUAL)
    return max(begins, default=0) + lasts + waits + rests + (len(problem.meetings) + 1) * way
