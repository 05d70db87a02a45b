"""A first contact: how it came, for whom, who is responsible, and how it may end without a meeting (R1, R4–R6)."""

from enum import StrEnum


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
