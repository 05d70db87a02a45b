"""A first contact: how it came, for whom, who is responsible, and how it may end without a meeting (R1, R4–R6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.networks import Ring, Sector


class Channel(StrEnum):
    """How somebody reached the service."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    WEB = "web"
    LETTER = "letter"
    VIDEO = "video"


class ForWhom(StrEnum):
    """For whom the caller speaks."""

    SELF = "self"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"


class Knows(StrEnum):
    """Whether the person it is about knows of the call."""

    BESIDE = "beside"  # yes, and beside the caller
    ELSEWHERE = "elsewhere"  # yes, but not there
    NOT_YET = "not_yet"
    NOT_ASKED = "not_asked"


class ByWay(StrEnum):
    """How responsibility came to somebody (R5, R6)."""

    ANSWERED = "answered"  # took the call
    ON_DUTY = "on_duty"  # a contact from the web, until someone opens it
    FALLBACK = "fallback"  # nobody was on duty: the service's named person
    OPENED = "opened"  # opened a contact from the web
    ACCEPTED = "accepted"  # said yes when it was offered
    DUTY_TOOK = "duty_took"  # the holder could not act: duty took it, with a reason


UNOPENED = frozenset({ByWay.ON_DUTY, ByWay.FALLBACK})
"""As long as it came so, anybody of the service may open it."""


class AttemptWay(StrEnum):
    """How somebody was tried."""

    TELEPHONE = "telephone"
    TEXT = "text"
    VISIT = "visit"
    EMAIL = "email"
    LETTER = "letter"
    THROUGH_SOMEBODY = "through_somebody"


class ClosedBy(StrEnum):
    """Who decided that a first contact goes no further (R4)."""

    PERSON = "person"
    CALLER = "caller"
    PERSON_AND_NETWORK = "person_and_network"
    SERVICE = "service"  # said openly, with its reason; never silently
    NOT_FOUND = "not_found"  # after the profile's attempts


def may_close_as_not_found(attempts: int, promised: int | None) -> bool:
    """True once as many attempts were made as the profile promises; without a promise, at least one."""
    return attempts >= max(1, promised or 1)


def by_way_when_nobody_answered(*, somebody_on_duty: bool) -> ByWay:
    """How somebody becomes responsible for a contact nobody answered yet: duty, or the named person (R5)."""
    return ByWay.ON_DUTY if somebody_on_duty else ByWay.FALLBACK


BY_THEMSELVES = frozenset({Channel.WEB})
"""Channels at which nobody answers: the contact has the duty practitioner until someone opens it (R5)."""

A_MOMENT = timedelta(microseconds=1)


def passing_moment(since: datetime, at: datetime) -> datetime:
    """When responsibility passes: at `at`, but never before whoever had it has held it for a moment (R5)."""
    return max(at, since + A_MOMENT)


def refuse_before_the_attempts(attempts: int, promised: int | None) -> None:
    """Refuses "could not be found" while attempts that the profile promises are still to be made (R4)."""
    if not may_close_as_not_found(attempts, promised):
        missing = max(1, promised or 1) - attempts
        tries = "one more time" if missing == 1 else f"{missing} more times"
        raise Refused(f"We promise to try {tries} before we say that somebody could not be found.", "closed_by")


PLACES: Mapping[ForWhom, tuple[Ring, Sector]] = {
    ForWhom.RELATIVE: (Ring.CLOSE, Sector.FAMILY),
    ForWhom.PROFESSIONAL: (Ring.FURTHER, Sector.HELPERS),
}
"""Where whoever called for somebody else stands on the first map, until somebody moves them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller told: their own words are enough, and everything else may wait (R1)."""

    own_words: str
    for_whom: ForWhom = ForWhom.SELF
    caller_name: str = ""
    caller_relation: str = ""
    person_name: str = ""
    knows: Knows = Knows.NOT_ASKED
    language: str = ""
    needs: str = ""
    wishes: str = ""
    onset_words: str = ""
    onset_on: date | None = None
    telephone: str = ""
    email: str = ""
    may_ring: bool = False
    may_text: bool = False
    may_leave_word: bool = False
    good_hours: str = ""

    @property
    def whose_name(self) -> str:
        """The name of the person it is about, as far as it was told; somebody who calls for themself gives theirs."""
        if self.for_whom is ForWhom.SELF:
            return self.caller_name or self.person_name
        return self.person_name

    @property
    def names_a_caller(self) -> bool:
        """True when somebody other than the person called, and is known by a name or a way to reach them."""
        return self.for_whom is not ForWhom.SELF and bool(self.caller_name or self.telephone or self.email)
