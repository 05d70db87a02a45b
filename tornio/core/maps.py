"""What a drawn network map is made of."""

from enum import StrEnum


class NodeKind(StrEnum):
    """What stands on a map."""

    PERSON = "person"
    STAFF = "staff"
    PLACE = "place"
    DIED = "died"
    ANIMAL = "animal"


class TieKind(StrEnum):
    """What is between two of them, as the one who draws sees it."""

    TOUCH = "touch"
    STRAINED = "strained"
    QUIET = "quiet"
