"""What the planner answers: who is where and when, the bill item by item, and what could not be placed and why."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Visit:
    """One practitioner at one meeting in one role, from when to when, in ticks; `role` counts from 0."""

    meeting: str
    role: int
    practitioner: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Bill:
    """What a timetable costs, in ticks of travel: ways, faces, begun late, the latest of all, shifts overrun.

    Late, latest and overrun are the ticks themselves; `total` prices them. Faces, other times than agreed (`moved`) and
    full days (`uneven`) are priced already. What is left out is no part of it: of two timetables
    the one that leaves out less is the better one, whatever their bills.
    """

    travel: int
    faces: int
    late: int
    latest: int
    overrun: int
    moved: int
    uneven: int
    total: int


What = Literal["nobody can", "nobody is free", "no break", "too few", "not together"]
How = Literal["place", "move", "later", "longer"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a meeting was left out: which role, and from when on somebody for it is free after its windows, in ticks."""

    what: What
    role: str = ""
    free_from: int | None = None

    def __str__(self) -> str:
        if self.what == "nobody can":
            return f"Nobody who can be {self.role} is at work in its window, and welcome."
        then = "" if self.free_from is None else f" before {self.free_from}"
        if self.what == "no break":
            return f"Whoever can be {self.role} is free{then} only without their break."
        if self.what == "nobody is free":
            return f"Nobody who can be {self.role} is free{then}."
        if self.what == "too few":
            return "It needs more of us at one time than there are."
        return "Enough of us are free, but not at one time."


@dataclass(frozen=True, slots=True)
class Repair:
    """What would let a meeting be held after all, beginning when, with whom, at what price in ticks of travel.

    "place": nothing else changes; "move": one other meeting begins at another time (its name, when, when instead);
    "later": after its windows, or between two; "longer": somebody works so many ticks longer. `instead`: it takes the
    place of what is told for another that was left out; the first of those that do not can all be had together.
    """

    how: How
    begins: int
    who: tuple[str, ...]
    price: int
    moved: tuple[str, int, int] | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting that nobody can be sent to, the reasons, and the repairs, the cheapest first."""

    meeting: str
    reasons: tuple[Reason, ...]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Timetable:
    """A proposal. Visits stand in the order in which each practitioner goes."""

    visits: tuple[Visit, ...]
    left_out: tuple[LeftOut, ...]
    bill: Bill
    moves: int  # that were tried for it

    def of(self, practitioner: str) -> tuple[Visit, ...]:
        """Where this practitioner goes, in order."""
        return tuple(each for each in self.visits if each.practitioner == practitioner)
