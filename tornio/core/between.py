"""What happens between meetings: calls, talk among staff, acts without a meeting, a person's own wishes (R20–R23)."""

from enum import StrEnum


class ActKind(StrEnum):
    """What was done without a meeting (R21)."""

    EMERGENCY = "emergency"
    DETENTION = "detention"
    URGENT_MEDICATION = "urgent_medication"
    BY_LAW = "by_law"  # a decision by law for somebody who cannot make it now


class Telling(StrEnum):
    """How an act was met at the next meeting: spoken of, or put off by the person (R21)."""

    SPOKEN_OF = "spoken_of"
    NOT_TODAY = "not_today"


class WishKind(StrEnum):
    """What a person decides for themself, without any meeting (R10, R20)."""

    INVOLVE = "involve"
    NOT_INVOLVE = "not_involve"
    REFUSE_PRACTITIONER = "refuse_practitioner"
    MEET_ALONE = "meet_alone"
    NO_REFLECTIONS = "no_reflections"
    NOT_AT_HOME = "not_at_home"
    REFUSE_SOMETHING = "refuse_something"
    OTHER = "other"
