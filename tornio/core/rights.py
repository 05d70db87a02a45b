"""What people may ask of their record: a copy, a correction, out of the wrong record, a deletion by two (R28)."""

from enum import StrEnum
from uuid import UUID

from tornio.core.errors import Refused


class EntryKind(StrEnum):
    """What kind of entry something in the record is."""

    VOICE = "voice"
    QUESTION = "question"
    DECISION = "decision"
    CALL = "call"
    TALK = "talk"
    ACT = "act"


class Fact(StrEnum):
    """What staff put right by adding to it: a name, a date; never anybody's words (R28)."""

    FULL_NAME = "full_name"
    CALLED = "called"
    BORN_ON = "born_on"
    IDENTIFIER = "identifier"
    WHEN = "when"  # on which day and at what hour an entry happened


WHOLE = "record"  # a deletion of a network's whole record, beside the kinds of entries


class DeletionGround(StrEnum):
    """Why something may be deleted; there is no other ground (R28)."""

    RETENTION_ENDED = "retention_ended"
    WRONG_RECORD = "wrong_record"
    COURT = "court"
    RIGHT = "right"


DELETED = "[deleted]"  # what stands where words stood; the words themselves are gone


def two_people(first: UUID, second: UUID) -> None:
    """Refused when it is one person twice: what cannot be taken back is done by two (R28)."""
    if first == second:
        raise Refused("This takes two people. Somebody else has to say yes.")
