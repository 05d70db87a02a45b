"""Who is told what, and by when: first contacts with no meeting yet (R4), and whoever is silent at a door (R10).

Each rule asks what should have been told by now, of facts alone. Nothing waits in a timer that could be lost: after
any breakdown the same question is asked again, and what was told already is known by its key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tornio.core.clocks import Clocks, Point, next_point, points, points_reached
from tornio.core.profiles import ServiceProfile

WITHIN = timedelta(seconds=60)
"""How late at most anything urgent is told, with any one part broken."""


class Rung(StrEnum):
    """Who is told, each further up."""

    RESPONSIBLE = "responsible"
    DUTY = "duty"
    LEAD = "lead"


RUNGS = tuple(Rung)


@dataclass(frozen=True, slots=True)
class Owed:
    """At this moment these should have been told; `point` names the occasion, so that each is told once of it."""

    point: str
    at: datetime
    rungs: tuple[Rung, ...]


def rungs_at(place: int) -> tuple[Rung, ...]:
    """At the first point the responsible practitioner, then whoever holds the telephone too, then who leads too."""
    return RUNGS[: place + 1]


def _named(share: float) -> str:
    return f"{share:.2f}"


def owed(clocks: Clocks, profile: ServiceProfile, now: datetime) -> Owed | None:
    """What should have been told of a first contact by `now`: the furthest point reached while nothing is arranged.

    Earlier points that nobody told are covered by it: everybody whom they would have reached is reached by it.
    """
    reached = points_reached(clocks, profile, now)
    if not reached:
        return None
    furthest = reached[-1]
    rungs = RUNGS if furthest.share == 1.0 else rungs_at(len(reached) - 1)
    return Owed(_named(furthest.share), furthest.at, rungs)


def next_told(clocks: Clocks, profile: ServiceProfile, now: datetime) -> tuple[Point, Rung] | None:
    """The next point, and who is told there that was not told before; None when nobody will be."""
    coming = next_point(clocks, profile, now)
    if coming is None:
        return None
    place = points(clocks, profile).index(coming)
    return coming, Rung.LEAD if coming.share == 1.0 else rungs_at(place)[-1]


@dataclass(frozen=True, slots=True)
class AtADoor:
    """What is known of a visit: when they were due out, whether they are, whether they asked for help."""

    due_out_at: datetime
    out_at: datetime | None = None
    help_at: datetime | None = None


def silent(visit: AtADoor, now: datetime) -> Owed | None:
    """Everybody is told at once when somebody has not said that they are out: it counts from the agreed time."""
    if visit.out_at is not None or visit.due_out_at >= now:
        return None
    return Owed(f"silent {visit.due_out_at.timestamp():.0f}", visit.due_out_at, RUNGS)


def needs_help(visit: AtADoor) -> Owed | None:
    """Everybody is told at once when they ask for help, until they are out."""
    if visit.out_at is not None or visit.help_at is None:
        return None
    return Owed(f"help {visit.help_at.timestamp():.0f}", visit.help_at, RUNGS)


def somebody_else(holder: UUID, at_the_door: UUID, fallback: UUID) -> tuple[UUID, ...]:
    """Who is told as duty: whoever holds the telephone; the named person too when that is who is at the door."""
    return (holder, fallback) if holder == at_the_door else (holder,)


def once_each(people: Iterable[UUID]) -> list[UUID]:
    """Everybody once, in the order in which they were named."""
    return list(dict.fromkeys(people))
