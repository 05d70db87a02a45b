"""One stretch of work with a network, its team, its ending, and the way back (R12, R13, R22)."""

from enum import StrEnum


class JoinedBy(StrEnum):
    """How somebody came into the team (R12)."""

    FIRST_MEETING = "first_meeting"
    DECISION = "decision"


class LeftBy(StrEnum):
    """How somebody left the team; all but a decision stop at once and are told at the next meeting (R12)."""

    DECISION = "decision"
    LEFT_SERVICE = "left_service"
    LONG_AWAY = "long_away"
    REFUSED_BY_PERSON = "refused_by_person"


class EndingKind(StrEnum):
    """How an episode ended; nobody from the service can end it alone, and no missed meeting ends anything (R22)."""

    NETWORK_DECIDED = "network_decided"
    PERSON_STOPPED = "person_stopped"
    DIED = "died"
    MOVED = "moved"
    SERVICE_CLOSED = "service_closed"
    NOT_FOUND = "not_found"


NAMED_EXCEPTIONS = frozenset({EndingKind.DIED, EndingKind.MOVED, EndingKind.SERVICE_CLOSED, EndingKind.NOT_FOUND})
HANDED_OVER = frozenset({EndingKind.MOVED, EndingKind.SERVICE_CLOSED})
