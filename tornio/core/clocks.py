"""The clocks of a first contact: when its window starts and ends, and how the contact stands now (R2–R4).

Everything is reckoned in UTC. Python adds and subtracts wall-clock time when two moments share a zone, so
24 hours over the night the clocks change would be 23 or 25; in UTC they are 24 elapsed hours.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.profiles import ClockStart, ServiceProfile
from tornio.core.values import aware

NOTED_WITHIN = timedelta(hours=1)
"""An agreed time that nobody has noted as met this long afterwards no longer counts as arranged: R4 leaves no
contact to silence, and a meeting that begins ten minutes late should not telephone anybody."""


class Standing(StrEnum):
    """How a first contact stands; the board's parts, and the smallest set that stays honest."""

    LATE = "late"
    NEARLY_LATE = "nearly_late"
    WAITING = "waiting"
    NOT_STARTED = "not_started"  # the service's clock has not started, or it promises no window
    ARRANGED = "arranged"
    CHOSE_LATER = "chose_later"  # offered in time, and they chose later
    NETWORK_MET = "network_met"  # the network was met in time, the person not yet
    MET = "met"
    MET_CHOSE_LATER = "met_chose_later"
    MET_LATE = "met_late"
    NOT_GOING_AHEAD = "not_going_ahead"


MET = frozenset({Standing.MET, Standing.MET_CHOSE_LATER, Standing.MET_LATE})
PROMISE_RUNNING = frozenset({Standing.WAITING, Standing.NEARLY_LATE})
"""Where time is running and nothing is arranged: only here are people told at the profile's points."""


@dataclass(frozen=True)
class Clocks:
    """Every clock of one contact (R2); all that happened, in whatever order it came to be known.

    `first_offered_at` is when the first offer of a time was made, `offered_for` the earliest time that was
    offered; an offer that the service took back is no offer. `agreed_for` is when the first meeting is agreed
    to begin. `chose_later_at` is when they said that they would rather meet later, whether or not a time is
    agreed.
    """

    contacted_at: datetime
    onset_on: date | None = None
    onset_words: str = ""
    referred_at: datetime | None = None
    accepted_at: datetime | None = None
    first_offered_at: datetime | None = None
    offered_for: datetime | None = None
    agreed_for: datetime | None = None
    chose_later_at: datetime | None = None
    first_met_at: datetime | None = None
    network_met_at: datetime | None = None
    closed_at: datetime | None = None

    def __post_init__(self) -> None:
        for each in fields(self):
            moment = getattr(self, each.name)
            if isinstance(moment, datetime):
                object.__setattr__(self, each.name, aware(moment).astimezone(UTC))
        if (self.first_offered_at is None) != (self.offered_for is None):
            raise Refused("An offer needs when it was made, and the time that was offered.", "offered_for")


@dataclass(frozen=True, slots=True)
class Point:
    """A moment at which named people are told that a first meeting is still missing (R4)."""

    share: float
    at: datetime


def window_start(clocks: Clocks, profile: ServiceProfile) -> datetime | None:
    """When the window starts by the profile's own clock; None while that has not happened (R2)."""
    starts = {
        ClockStart.CONTACT: clocks.contacted_at,
        ClockStart.REFERRAL: clocks.referred_at,
        ClockStart.REFERRAL_ACCEPTED: clocks.accepted_at,
    }
    return starts[profile.clock_start]


def due_at(clocks: Clocks, profile: ServiceProfile) -> datetime | None:
    """The last moment inside the window, in elapsed time (R3); None when no window runs."""
    start = window_start(clocks, profile)
    return None if start is None or profile.window is None else start + profile.window


def offered_in_time(clocks: Clocks, profile: ServiceProfile) -> bool:
    """True when an offer made inside the window was of a time inside the window (R3)."""
    due = due_at(clocks, profile)
    if due is None or clocks.first_offered_at is None or clocks.offered_for is None:
        return False
    return clocks.first_offered_at <= clocks.offered_for <= due


def chose_later(clocks: Clocks, profile: ServiceProfile) -> bool:
    """True when they were offered a time inside the window and chose another beyond it (R3).

    An offer that nobody has answered is not a choice: without their word, or their agreement to a later time,
    or their meeting without the person, it stays what it is.
    """
    due = due_at(clocks, profile)
    if due is None:
        return False
    if clocks.network_met_at is not None and clocks.network_met_at <= due:
        return True
    agreed_later = clocks.agreed_for is not None and clocks.agreed_for > due
    return offered_in_time(clocks, profile) and (agreed_later or clocks.chose_later_at is not None)


def standing(clocks: Clocks, profile: ServiceProfile, now: datetime) -> Standing:
    """How the contact stands at `now`; exactly at the end of the window is still inside it."""
    due = due_at(clocks, profile)
    if clocks.first_met_at is not None:
        return _met(clocks, profile, clocks.first_met_at)
    if clocks.closed_at is not None:
        return Standing.NOT_GOING_AHEAD
    if clocks.network_met_at is not None and (due is None or clocks.network_met_at <= due):
        return Standing.NETWORK_MET
    if due is None:
        return Standing.NOT_STARTED if clocks.agreed_for is None else Standing.ARRANGED
    return _while_the_window_counts(clocks, profile, aware(now).astimezone(UTC), due)


def _while_the_window_counts(clocks: Clocks, profile: ServiceProfile, now: datetime, due: datetime) -> Standing:
    if chose_later(clocks, profile):
        return Standing.CHOSE_LATER
    if now > due:
        return Standing.LATE
    if clocks.agreed_for is not None and clocks.agreed_for <= due and now <= clocks.agreed_for + NOTED_WITHIN:
        return Standing.ARRANGED
    nearly_late = share_gone(clocks, profile, now) >= profile.nearly_late_from
    return Standing.NEARLY_LATE if nearly_late else Standing.WAITING


def _met(clocks: Clocks, profile: ServiceProfile, met_at: datetime) -> Standing:
    due = due_at(clocks, profile)
    if due is None or met_at <= due:
        return Standing.MET
    return Standing.MET_CHOSE_LATER if chose_later(clocks, profile) else Standing.MET_LATE


def late_by(clocks: Clocks, profile: ServiceProfile, now: datetime) -> timedelta | None:
    """How long after the window they were met, it was closed, or it is now; None when that is inside it."""
    due = due_at(clocks, profile)
    reached = clocks.first_met_at or clocks.closed_at or aware(now).astimezone(UTC)
    return None if due is None or reached <= due else reached - due


def time_left(clocks: Clocks, profile: ServiceProfile, now: datetime) -> timedelta | None:
    """How much of the window is left; negative once it is past, None when no window runs."""
    due = due_at(clocks, profile)
    return None if due is None else due - aware(now).astimezone(UTC)


def share_gone(clocks: Clocks, profile: ServiceProfile, now: datetime) -> float:
    """How much of the window has gone at `now`, from 0.0 to 1.0; 0.0 when none runs."""
    start = window_start(clocks, profile)
    if start is None or profile.window is None:
        return 0.0
    return min(1.0, max(0.0, (aware(now).astimezone(UTC) - start) / profile.window))


def points(clocks: Clocks, profile: ServiceProfile) -> tuple[Point, ...]:
    """Every moment at which named people are told, the end of the window always among them (R4)."""
    start = window_start(clocks, profile)
    if start is None or profile.window is None:
        return ()
    return tuple(Point(share, start + profile.window * share) for share in (*profile.escalation_points, 1.0))


def points_reached(clocks: Clocks, profile: ServiceProfile, now: datetime) -> tuple[Point, ...]:
    """The points reached at `now` while nothing is arranged; whoever tells people keeps which were told."""
    if standing(clocks, profile, now) not in PROMISE_RUNNING | {Standing.LATE}:
        return ()
    return tuple(point for point in points(clocks, profile) if point.at <= now)


def next_point(clocks: Clocks, profile: ServiceProfile, now: datetime) -> Point | None:
    """The next moment at which named people will be told if nothing changes; None when nobody will be."""
    if standing(clocks, profile, now) not in PROMISE_RUNNING:
        return None
    return next((point for point in points(clocks, profile) if point.at > now), None)
