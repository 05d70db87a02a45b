"""Somebody's own words, who may read them, and questions that may stay open (R15, R17–R19, R24)."""

from enum import StrEnum


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


WIDTH = (Audience.AUTHOR, Audience.CHOSEN, Audience.PERSON_AND_TEAM, Audience.NETWORK)


def widens(old: Audience, new: Audience) -> bool:
    """True when the new audience may hold readers whom the old one did not."""
    return WIDTH.index(new) > WIDTH.index(old)


class Became(StrEnum):
    """What became of an open question in a meeting; staying open is as complete as the others (R15)."""

    STAYS_OPEN = "stays_open"
    FOUND_ANSWER = "found_answer"
    MELTED_AWAY = "melted_away"
