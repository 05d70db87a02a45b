"""How tests begin that keep something from Leon: under the law of England, and going around the application."""

from datetime import datetime, timedelta
from typing import Any

from tests.people import DAY, MONDAY, Town
from tornio.actions import apart
from tornio.core.apart import Looked
from tornio.core.jurisdictions import KeptApartGround
from tornio.people.keys import new_key
from tornio.records.models import ApartReview, KeptApart, Network

NINETY = timedelta(days=90)
CONFIDENCE = KeptApartGround.THIRD_PARTY_CONFIDENCE


def kept(town: Town, network: Network, called: str = "Ruth", at: datetime = MONDAY, **more: Any) -> KeptApart:
    """Ruth keeps apart what Carol told her in confidence, until in thirty days."""
    with town.acting(called, at=at) as by:
        given: dict[str, Any] = {
            "key": new_key(), "network": network, "ground": CONFIDENCE, "words": "Carol is ill herself.",
            "why": "She asked us to say nothing.", "review_by": at + 30 * DAY, "by": by, "at": at,
        }  # fmt: skip
        return apart.keep_apart(**(given | more))


def look(
    town: Town, network: Network, entry: KeptApart, looked: Looked, called: str = "Tomasz",
    at: datetime = MONDAY + DAY, **more: Any,
) -> ApartReview:  # fmt: skip
    """Tomasz looks at it again."""
    with town.acting(called, at=at) as by:
        given: dict[str, Any] = {
            "key": new_key(), "network": network, "entry_id": entry.pk, "looked": looked, "why": "We asked Carol.",
            "by": by, "at": at,
        }  # fmt: skip
        return apart.look_again(**(given | more))


def row(town: Town, network: Network, **columns: Any) -> KeptApart:
    """A row, as somebody would write it who goes around the application."""
    known: dict[str, Any] = {
        "organisation": town.organisation, "network": network, "ground": CONFIDENCE.value, "words": "Words.",
        "why": "Because.", "written_by": town.people["Ruth"], "kept_at": MONDAY, "review_by": MONDAY + NINETY,
    }  # fmt: skip
    return KeptApart.objects.create(**(known | columns))


def look_row(town: Town, entry: KeptApart, **columns: Any) -> ApartReview:
    """A look, in the same way."""
    known: dict[str, Any] = {
        "organisation": town.organisation, "entry": entry, "network_id": entry.network_id, "ground": entry.ground,
        "looked": "kept_on", "why": "Still.", "by": town.people["Ruth"], "at": MONDAY, "review_by": MONDAY + DAY,
    }  # fmt: skip
    return ApartReview.objects.create(**(known | columns))
