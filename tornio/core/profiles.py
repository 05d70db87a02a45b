"""What differs from service to service, as one value that refuses nonsense at birth.

What the project's sources do not say of a service is None: the service fills it in. Every value that is given
carries its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from tornio.core.contacts import ForWhom
from tornio.core.errors import Refused
from tornio.core.jurisdictions import Jurisdiction
from tornio.core.meetings import PlaceKind
from tornio.core.particulars import LONGEST_TRAINING
from tornio.core.travel import Travel


class ClockStart(StrEnum):
    """Which of a contact's clocks starts the window (R2)."""

    CONTACT = "contact"
    REFERRAL = "referral"
    REFERRAL_ACCEPTED = "referral_accepted"


class PeerRule(StrEnum):
    """Whether a peer practitioner comes to meetings (R11)."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    NOT_STATED = "not_stated"


class Area(StrEnum):
    """From where a service takes first contacts."""

    ANYWHERE = "anywhere"
    OWN_AREA = "own_area"


WAYS = Travel()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a service says of itself that no rule reads, with its source."""

    words: str
    source: str


@dataclass(frozen=True)
class ServiceProfile:
    """One service's promises and ways of working; the defaults are the project's rules (R2–R4, R10, R11)."""

    slug: str
    name: str
    jurisdiction: Jurisdiction
    clock_start: ClockStart
    window: timedelta | None  # None: the service promises no window, so nothing of it is ever due or late
    minimum_therapists: int = 2
    peer: PeerRule = PeerRule.NOT_STATED
    trainings: tuple[str, ...] = ()  # where that can be, somebody who comes to a meeting holds one of these
    places: tuple[PlaceKind, ...] = tuple(PlaceKind)
    place_by_default: PlaceKind = PlaceKind.HOME
    languages: tuple[str, ...] | None = None
    duty_from: time | None = None  # both None: the service has not said, and the telephone is held at every hour
    duty_until: time | None = None
    duty_fallback: str | None = (
        None  # how the named person for a gap is spoken of; who it is, is the service's own data
    )
    escalation_points: tuple[float, ...] = (0.5, 0.75, 0.9)
    nearly_late_from: float = 0.75
    attempts_promised: int | None = None
    first_contact_from: frozenset[ForWhom] = frozenset(ForWhom)
    area: Area | None = None
    age_of_own_control: int | None = None  # as the service works, where the country's file leaves it open
    ages_of_review: tuple[int, ...] = ()  # birthdays on which who may act for somebody is looked at again
    new_each_week: int | None = None
    meetings_in_first_fortnight: int | None = None
    meeting_length: timedelta = timedelta(minutes=90)
    reminder_before: timedelta = timedelta(hours=24)
    messages_from: time = time(9)  # for whoever has named no hours of their own; staff are told at every hour
    messages_until: time = time(20)
    travel: Travel = WAYS  # how long ways take here: docs/planner.md
    opening_questions: tuple[str, ...] = (
        "How did we come to meet today?",
        "How would you like to use this time?",
    )
    closing_question: str = "When shall we meet again?"
    notes: tuple[Note, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refused("A service needs a name.", "name")
        if not self.first_contact_from:
            raise Refused("Somebody must be able to make a first contact.", "first_contact_from")
        _check_promise(self)
        _check_meetings(self)
        _check_trainings(self.trainings)
        _check_duty(self)

    @property
    def open_values(self) -> tuple[str, ...]:
        """The names of what the service still has to fill in, in the order of the profile."""
        return tuple(name for name in _MAY_BE_OPEN if getattr(self, name) is None)

    @property
    def languages_spoken(self) -> tuple[str, ...]:
        """The service's languages, or its country's when it has not said."""
        return self.languages or self.jurisdiction.languages

    @property
    def duty_is_round_the_clock(self) -> bool:
        """True when somebody holds the telephone at every hour."""
        return self.duty_from is None

    @property
    def own_control_age(self) -> int | None:
        """From which age somebody decides themself who reads; None where nobody has said."""
        return self.jurisdiction.age_of_own_control or self.age_of_own_control

    def takes_first_contact(self, caller: ForWhom) -> bool:
        """True when it takes first contacts from such callers; others are kept too and told where to turn."""
        return caller in self.first_contact_from

    def takes_people_from(self, *, own_area: bool) -> bool:
        """True when somebody from there may come; a service that has not said turns nobody away."""
        return own_area or self.area is not Area.OWN_AREA


_MAY_BE_OPEN = ("window", "languages", "duty_from", "duty_fallback", "attempts_promised", "area")


def _check_promise(profile: ServiceProfile) -> None:
    points = profile.escalation_points
    if profile.window is not None and profile.window <= timedelta(0):
        raise Refused("The window must be longer than no time.", "window")
    if not all(0 < point < 1 for point in points) or list(points) != sorted(set(points)):
        raise Refused(
            "Points at which people are told lie inside the window, each later than the one before.",
            "escalation_points",
        )
    if not 0 < profile.nearly_late_from < 1:
        raise Refused("“Nearly late” begins inside the window, before its end.", "nearly_late_from")


def _check_meetings(profile: ServiceProfile) -> None:
    if profile.minimum_therapists < 1:
        raise Refused("At least one therapist comes to a meeting.", "minimum_therapists")
    if profile.place_by_default not in profile.places:
        raise Refused("The usual place must be one where this service meets.", "place_by_default")
    if profile.meeting_length <= timedelta(0):
        raise Refused("A meeting must be longer than no time.", "meeting_length")
    if profile.reminder_before <= timedelta(0):
        raise Refused("A reminder comes before the meeting.", "reminder_before")
    if profile.messages_from >= profile.messages_until:
        raise Refused("Messages are sent by day: say from when until when.", "messages_until")
    for name in ("attempts_promised", "new_each_week", "meetings_in_first_fortnight", "age_of_own_control"):
        number = getattr(profile, name)
        if number is not None and number < 1:
            raise Refused("A number given here is at least one.", name)


def _check_trainings(trainings: tuple[str, ...]) -> None:
    if not all(0 < len(each) <= LONGEST_TRAINING and each == " ".join(each.split()) for each in trainings):
        raise Refused(f"A training has a name of at most {LONGEST_TRAINING} letters, with single spaces.", "trainings")
    if len({each.casefold() for each in trainings}) < len(trainings):
        raise Refused("One training stands there twice.", "trainings")


def _check_duty(profile: ServiceProfile) -> None:
    if (profile.duty_from is None) != (profile.duty_until is None):
        raise Refused("Say both when the duty telephone begins and when it ends, or neither.", "duty_until")
    if profile.duty_from is not None and profile.duty_from == profile.duty_until:
        raise Refused("The duty telephone cannot end at the minute it begins.", "duty_until")
