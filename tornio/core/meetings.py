"""A network meeting's life: proposed, agreed, open, held; or not held, from proposed or agreed (R10–R14)."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.told.language import in_a_row


class MeetingStatus(StrEnum):
    """Where a meeting is in its life."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    OPEN = "open"
    HELD = "held"
    NOT_HELD = "not_held"


NEXT: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.PROPOSED: frozenset({MeetingStatus.AGREED, MeetingStatus.NOT_HELD}),
    MeetingStatus.AGREED: frozenset({MeetingStatus.OPEN, MeetingStatus.NOT_HELD}),
    MeetingStatus.OPEN: frozenset({MeetingStatus.HELD}),
    MeetingStatus.HELD: frozenset(),
    MeetingStatus.NOT_HELD: frozenset(),
}

_REFUSAL = {
    MeetingStatus.HELD: "This meeting has been held and closed.",
    MeetingStatus.NOT_HELD: "This meeting was not held.",
    MeetingStatus.OPEN: "This meeting is open.",
    MeetingStatus.AGREED: "This meeting is agreed, and has not been opened.",
    MeetingStatus.PROPOSED: "This meeting is proposed, and nobody has agreed to it yet.",
}


def move(current: MeetingStatus, to: MeetingStatus) -> MeetingStatus:
    """The status after the move; refused when a meeting's life has no such step."""
    if to not in NEXT[current]:
        raise Refused(_REFUSAL[current])
    return to


class PlaceKind(StrEnum):
    """Where a meeting is: home by default, anywhere the network chooses (R10)."""

    HOME = "home"
    ELSEWHERE = "elsewhere"
    OUR_ROOMS = "our_rooms"
    WARD = "ward"
    TELEPHONE = "telephone"
    VIDEO = "video"


VISITS = frozenset({PlaceKind.HOME, PlaceKind.ELSEWHERE})  # places where a practitioner may be alone at a door


class ChosenBy(StrEnum):
    """Who chose a time or a place."""

    PERSON = "person"
    NETWORK = "network"
    TOGETHER = "together"
    TEAM = "team"


class BookedAs(StrEnum):
    """As what a practitioner comes to a meeting."""

    FIRST = "first"  # before there is a team
    TEAM = "team"
    SUBSTITUTE = "substitute"


class PresentAs(StrEnum):
    """In what capacity somebody is in the room on that day."""

    CENTRE = "centre"
    MEMBER = "member"
    PRACTITIONER = "practitioner"
    INTERPRETER = "interpreter"
    ADVOCATE = "advocate"
    GUEST = "guest"


class PresentWay(StrEnum):
    """How somebody is there."""

    ROOM = "room"
    TELEPHONE = "telephone"
    VIDEO = "video"


class Answer(StrEnum):
    """What somebody said to an invitation."""

    NOT_YET = "not_yet"
    COMES = "comes"
    FOR_PART = "for_part"
    MAYBE = "maybe"
    CANNOT = "cannot"


class NotHeldBy(StrEnum):
    """Whose doing it was that a meeting was not held."""

    PERSON = "person"
    NETWORK = "network"
    SERVICE = "service"
    NOBODY = "nobody"  # snow on the road


def missing_therapists(booked: int, minimum: int) -> int:
    """How many therapists are still missing before a meeting can be agreed (R11)."""
    return max(0, minimum - booked)


def enough_to_agree(*, booked: int, minimum: int, peer_required: bool, peer_booked: bool) -> None:
    """Refuses an agreement with fewer therapists than the profile asks for, or without its peer (R11)."""
    missing = missing_therapists(booked, minimum)
    if missing:
        who = "one more practitioner has" if missing == 1 else f"{missing} more practitioners have"
        raise Refused(f"A meeting is agreed with at least {minimum} of us: {who} to say yes first.", "practitioners")
    if peer_required and not peer_booked:
        raise Refused("This service agrees meetings with a peer practitioner: ask one first.", "practitioners")


def enough_are_there(*, here: int, minimum: int, peer_required: bool, peer_here: bool, away: Sequence[str]) -> None:
    """Refuses a time for which some of us are away, by name, when too few of the others come (R11).

    Who is away is not expected, and their yes is no hindrance where there are enough without them.
    """
    if away and held_with_fewer(present=here, minimum=minimum, peer_required=peer_required, peer_present=peer_here):
        who = f"{in_a_row(away, 'and')} {'is' if len(away) == 1 else 'are'}"
        raise Refused(f"{who} away then. Name somebody else of us who comes, or choose another time.", "practitioners")


def host_to_ask(*, kind: PlaceKind, chosen_by: ChosenBy, has_host: bool, host_agreed: bool) -> bool:
    """True while somebody whose home or place it is has still to say yes (R10).

    Who chooses their own home has said yes by choosing it; a home that the team thought of has somebody to ask.
    """
    if has_host:
        return not host_agreed
    return kind is PlaceKind.HOME and chosen_by is ChosenBy.TEAM


def held_with_fewer(*, present: int, minimum: int, peer_required: bool, peer_present: bool) -> bool:
    """True when fewer of us were there than the profile promises, or its peer was missing (R11)."""
    return present < minimum or (peer_required and not peer_present)


def booked_as(*, has_team: bool, of_the_team: bool) -> BookedAs:
    """As what a practitioner comes: before there is a team, of it, or standing in (R12)."""
    if not has_team:
        return BookedAs.FIRST
    return BookedAs.TEAM if of_the_team else BookedAs.SUBSTITUTE


def a_place(kind: PlaceKind, words: str, places: Collection[PlaceKind]) -> str:
    """The words for a place, tidied; refused where this service does not meet, or where nobody would find it (R10)."""
    said = words.strip()
    if kind not in places:
        raise Refused("This service does not meet there.", "place_kind")
    if kind in {PlaceKind.ELSEWHERE, PlaceKind.WARD} and not said:
        raise Refused("Where is it?", "place_words")
    return said
