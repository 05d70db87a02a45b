"""The people around one person: rings of closeness, sectors of life, and how somebody belongs (R7–R9)."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from tornio.core.errors import Refused


class Ring(IntEnum):
    """How close somebody is drawn."""

    CLOSEST = 1
    CLOSE = 2
    FURTHER = 3


class Sector(StrEnum):
    """The part of life somebody belongs to."""

    FAMILY = "family"
    FRIENDS = "friends"
    WORK_AND_STUDY = "work_and_study"
    PLACES = "places"
    HELPERS = "helpers"


class Belonging(StrEnum):
    """How a member stands in a network; only BELONGS is in any audience (R8)."""

    ASKED = "asked"  # the person would like them; they have not said yes, or the person has not yet
    BELONGS = "belongs"
    IN_NAME = "in_name"  # stays in name and is in no audience
    LEFT = "left"  # of their own accord
    ASKED_TO_LEAVE = "asked_to_leave"


STILL_THERE = frozenset({Belonging.ASKED, Belonging.BELONGS, Belonging.IN_NAME})
GONE = frozenset({Belonging.LEFT, Belonging.ASKED_TO_LEAVE})

# A membership that has ended is over: whoever comes back begins a new one.
NEXT: Mapping[Belonging, frozenset[Belonging]] = {
    Belonging.ASKED: frozenset({Belonging.BELONGS}) | GONE,
    Belonging.BELONGS: frozenset({Belonging.IN_NAME}) | GONE,
    Belonging.IN_NAME: frozenset({Belonging.BELONGS}) | GONE,
    Belonging.LEFT: frozenset(),
    Belonging.ASKED_TO_LEAVE: frozenset(),
}


class InvitedBy(StrEnum):
    """Whose wish it was that somebody belongs."""

    PERSON = "person"
    CALLED_FIRST = "called_first"  # made the first contact; the person has not said yet
    TEAM_WITH_PERSON = "team_with_person"


def move(current: Belonging, to: Belonging) -> Belonging:
    """One step in how somebody belongs; refused when there is no such step."""
    if to not in NEXT[current]:
        raise Refused("They are not of this network now." if current in GONE else "They do not belong here yet.")
    return to


def settled(current: Belonging, *, person_agreed: bool, member_agreed: bool) -> Belonging:
    """Somebody belongs once both have said yes, the person and they themself; until then nothing changes (R8)."""
    return move(current, Belonging.BELONGS) if person_agreed and member_agreed else current
