"""Somebody's own words, who may read them, and questions that may stay open (R15, R17–R19, R24)."""

from enum import StrEnum

from tornio.core.errors import Refused


class VoiceKind(StrEnum):
    """What kind of contribution it is."""

    VOICE = "voice"
    REFLECTION = "reflection"
    AFTERWORD = "afterword"


class Audience(StrEnum):
    """Who may read an entry, by its author's word; the person narrows it further, never widens it (R24)."""

    NETWORK = "network"  # those of the network who may read
    PERSON_AND_TEAM = "person_and_team"
    CHOSEN = "chosen"  # the people named, the author, and the person unless R25 keeps it apart
    AUTHOR = "author"  # a note to oneself; not for staff writing about people (R18)


class Became(StrEnum):
    """What became of an open question in a meeting; staying open is as complete as the others (R15)."""

    STAYS_OPEN = "stays_open"
    FOUND_ANSWER = "found_answer"
    MELTED_AWAY = "melted_away"


class How(StrEnum):
    """Whose words somebody writes down, and how they are spoken."""

    OWN = "own"
    REFLECTION = "reflection"  # a practitioner to colleagues, before everybody (R18)
    FOR_SOMEBODY = "for_somebody"  # written down and read back (R17)


def audiences(*, staff: bool, how: How = How.OWN) -> tuple[Audience, ...]:
    """Who words may be for. A note to oneself is the person's or a member's own, never staff's (R18)."""
    if how is How.REFLECTION:
        return (Audience.NETWORK,)
    if how is How.FOR_SOMEBODY:
        return (Audience.NETWORK, Audience.PERSON_AND_TEAM, Audience.CHOSEN)
    if staff:
        return (Audience.NETWORK, Audience.PERSON_AND_TEAM)
    return (Audience.NETWORK, Audience.PERSON_AND_TEAM, Audience.CHOSEN, Audience.AUTHOR)


def audience_of_words(audience: Audience, *, staff: bool, how: How = How.OWN) -> Audience:
    """The audience, refused where R17 or R18 has no room for it."""
    if audience in audiences(staff=staff, how=how):
        return audience
    if how is How.REFLECTION:
        raise Refused("We reflect before the whole network, or not at all.", "audience")
    raise Refused("What we write here, the person may read. A note to oneself is theirs alone.", "audience")
