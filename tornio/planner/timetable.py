"""What the planner answers: who is where and when, the bill item by item, and what could not be placed and why."""

from dataclasses import dataclass


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
    """What a timetable costs, in ticks of travel: the ways; the faces; begun late, the latest of all, shifts overrun.

    The last three are the ticks themselves; `total` prices them.
    """

    travel: int
    faces: int
    late: int
    latest: int
    overrun: int
    total: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A meeting that nobody can be sent to, and the reasons, each a sentence."""

    meeting: str
    reasons: tuple[str, ...]


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
