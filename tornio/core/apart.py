"""What is kept from the person for a lawful reason: the ground, who decides, and when it is looked at again (R25)."""

from datetime import datetime, timedelta
from enum import StrEnum

from tornio.core.errors import Refused
from tornio.core.jurisdictions import Jurisdiction, KeptApartGround

LONGEST = timedelta(days=90)  # from one look to the next
SOON = timedelta(days=7)  # how long before its day a look stands among what is to do


class Looked(StrEnum):
    """What came of looking at it again."""

    KEPT_ON = "kept_on"
    OPENED = "opened"  # to the person: from then on it stands in their story
    ENDED = "ended"  # out of everybody's view but the privacy lead's; no look is due any more


class Due(StrEnum):
    """How its next look stands. A missed look alerts; it never opens the entry."""

    LATER = "later"
    SOON = "soon"
    MISSED = "missed"


def due(review_by: datetime, at: datetime) -> Due:
    """How the next look stands at this moment."""
    if at >= review_by:
        return Due.MISSED
    return Due.SOON if review_by - at <= SOON else Due.LATER


def lawful(ground: KeptApartGround, law: Jurisdiction) -> KeptApartGround:
    """The ground, refused where the law of the land does not name it; an empty list lets nothing be kept apart."""
    if not law.kept_apart_grounds:
        raise Refused(
            "No lawful grounds are written down for this country yet, so nothing can be kept from the person.", "ground"
        )
    if ground not in law.kept_apart_grounds:
        raise Refused("The law here does not name this ground.", "ground")
    return ground


def decided(ground: KeptApartGround, decided_by: str) -> str:
    """Who decided; that it would do serious harm is an appropriate health professional's to say, by name."""
    if ground is KeptApartGround.SERIOUS_HARM and not decided_by.strip():
        raise Refused("Name the health professional who decided this, and what they are.", "decided_by")
    return decided_by


def looked_at_by(review_by: datetime, at: datetime) -> datetime:
    """When it is looked at again at the latest: ahead, and within ninety days."""
    if review_by <= at:
        raise Refused("Choose a day that lies ahead.", "review_by")
    if review_by - at > LONGEST:
        raise Refused("It is looked at again within 90 days.", "review_by")
    return review_by
