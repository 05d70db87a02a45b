"""One stretch of work with a network, its team, its ending, and the way back (R12, R13, R22)."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from tornio.core.contacts import ClosedBy, may_close_as_not_found
from tornio.core.decisions import Stand
from tornio.core.errors import Refused


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
AT_ONCE = frozenset({LeftBy.LEFT_SERVICE, LeftBy.LONG_AWAY, LeftBy.REFUSED_BY_PERSON})


# What ends with a first contact that goes no further. A caller's word, or ours, ends nothing for the person (R4, R22).
ENDED_BY_CLOSING: Mapping[ClosedBy, EndingKind] = {
    ClosedBy.PERSON: EndingKind.PERSON_STOPPED,
    ClosedBy.PERSON_AND_NETWORK: EndingKind.PERSON_STOPPED,
    ClosedBy.NOT_FOUND: EndingKind.NOT_FOUND,
}


class LeftOpen(StrEnum):
    """Why nobody of us is in a stretch of work that nobody has ended (R4, R12, R22)."""

    CALLER_SAID = "caller_said"  # whoever called said that it goes no further
    SERVICE_SAID = "service_said"  # we said so
    NOT_ENDED = "not_ended"  # the person said so, or was not found; whoever wrote it down did not work with them
    TEAM_LEFT = "team_left"  # everybody who stayed with them has gone
    NO_TEAM = "no_team"  # nobody has stayed


_SAID = {ClosedBy.CALLER: LeftOpen.CALLER_SAID, ClosedBy.SERVICE: LeftOpen.SERVICE_SAID}


def left_open(*, had_a_team: bool, met: bool, closed_by: ClosedBy | None) -> LeftOpen:
    """Why, where nobody is of the team, nobody sits together, and no first contact waits.

    `closed_by`: who said of the last first contact that it goes no further.
    """
    if had_a_team:
        return LeftOpen.TEAM_LEFT
    if met or closed_by is None:
        return LeftOpen.NO_TEAM
    return _SAID.get(closed_by, LeftOpen.NOT_ENDED)


class Leaving(StrEnum):
    """How a meeting that asked "shall we stop here?" leaves it; all four are equal (R15, R22)."""

    STOP = "stop"
    LATER = "later"
    NOT_DECIDED = "not_decided"
    GO_ON = "go_on"


def a_network_ends(centre: UUID, present: Collection[UUID], stands: Mapping[UUID, Stand]) -> None:
    """Refused unless the person says yes and everyone present has a position, or did not say (R22)."""
    if stands.get(centre) is not Stand.AGREE:
        raise Refused("It ends only with the person's own yes.", "leaving")
    if set(present) - set(stands):
        raise Refused("Ask everyone who is here where they stand, or write that they did not say.", "leaving")


def a_named_exception(kind: EndingKind, *, handed_to: str, attempts: int, promised: int | None) -> None:
    """Refused when an ending without the network is not what it is called (R22)."""
    if kind not in NAMED_EXCEPTIONS:
        raise Refused("Nobody from the service can end it alone.", "kind")
    if kind in HANDED_OVER and not handed_to.strip():
        raise Refused("Who goes on with them?", "handed_to")
    if kind is EndingKind.NOT_FOUND and not may_close_as_not_found(attempts, promised):
        missing = max(1, promised or 1) - attempts
        raise Refused(f"This service promises more tries: {missing} still to make before anybody is not found.", "kind")
