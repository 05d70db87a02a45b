"""What happens between meetings: calls, talk among staff, acts without a meeting, a person's own wishes (R20–R23)."""

from collections.abc import Iterable
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.jurisdictions import Jurisdiction
from tornio.core.voices import Audience


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


class TakenBack(StrEnum):
    """What follows when a wish is taken back; most of all for whom it was refused to meet (R12)."""

    NOTHING_ELSE = "nothing_else"
    STILL_REFUSED = "still_refused"  # another wish says so
    EXPECTED = "expected"  # where they were to come and nobody else was found
    A_MEETING_DECIDES = "a_meeting_decides"  # who was of the team is so again by a decision alone
    MAY_COME = "may_come"


def own_words_of(words: str, called: str) -> str:
    """The person's own words of somebody they refuse; what was kept in other days began with the name (R17)."""
    return "" if words == called else words.removeprefix(f"{called}. ")


# Whoever works with a network has nothing to hide from the person: what they write is for the two or for all (R18).
WRITTEN_FOR = (Audience.PERSON_AND_TEAM, Audience.NETWORK)


def audience_of_staff(audience: Audience) -> Audience:
    """The audience of what staff write about a network; anything narrower is refused (R18, R23)."""
    if audience not in WRITTEN_FOR:
        raise Refused("What we write here, the person and the team may read.", "audience")
    return audience


def power_in_words(slug: str, other: str, jurisdiction: Jurisdiction) -> str:
    """The power under which something was done: one that the law here names, or another in words (R21)."""
    named = {power.slug: power.words for power in jurisdiction.powers}
    words = named.get(slug) or other.strip()
    if not words:
        raise Refused("Say under which power it was done, or why none was needed.", "power_other")
    return words


def stands_first(told: Iterable[tuple[Telling, bool]]) -> bool:
    """True while an act waits to be spoken of (R21). `told` says of each telling whether it was in this meeting.

    Once spoken of it has been met for good; "not today" holds for its own meeting only, then it stands first again.
    """
    return not any(telling is Telling.SPOKEN_OF or in_this_meeting for telling, in_this_meeting in told)
