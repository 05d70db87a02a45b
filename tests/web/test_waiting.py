"""How a clock is told: late, nearly late, arranged, chosen later, met, and a clock that has not started (R2, R3)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tornio.core.clocks import Clocks, standing
from tornio.core.profiles import ServiceProfile
from tornio.people.profiles import profile
from tornio.web import waiting

RANG = datetime(2026, 11, 11, 17, 5, tzinfo=UTC)
NOW = datetime(2026, 11, 12, 14, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
SALTMERE, NELFT = profile("saltmere"), profile("nelft")
OPEN_ENDED = replace(SALTMERE, window=None)
CALL = Clocks(contacted_at=RANG)

TOLD: dict[str, tuple[Clocks, ServiceProfile, datetime, str, str]] = {
    "nearly late": (CALL, SALTMERE, NOW, "Under 3 hours left", "17:05 today</time> (2 h 45 min)"),
    "late": (CALL, SALTMERE, RANG + 26 * HOUR, "2 hours late", "since"),
    "arranged": (
        replace(CALL, first_offered_at=NOW, offered_for=NOW + HOUR, agreed_for=NOW + HOUR),
        SALTMERE, NOW, "Today at twenty past three", "22 h 15 min after the call",
    ),
    "chose later, with an hour": (
        replace(CALL, first_offered_at=RANG + HOUR, offered_for=NOW, agreed_for=RANG + 65 * HOUR),
        SALTMERE, NOW, "Saturday at five past ten", "Offered 1 h after the call",
    ),
    "chose later, without an hour": (
        replace(CALL, first_offered_at=RANG + HOUR, offered_for=NOW, chose_later_at=NOW),
        SALTMERE, NOW, "They would rather wait", "Offered 1 h after the call",
    ),
    "met": (replace(CALL, first_met_at=RANG + 19 * HOUR), SALTMERE, NOW, "Met within 19 hours", "19 h after the call"),
    "the network was met": (
        replace(CALL, network_met_at=RANG + 19 * HOUR), SALTMERE, NOW, "Met within 19 hours", "19 h after the call",
    ),
    "not going ahead": (replace(CALL, closed_at=NOW), SALTMERE, NOW, "Not going ahead", "14:20 today"),
    "not started": (CALL, NELFT, NOW, "The clock has not started", "our saying yes"),
    "no window": (CALL, OPEN_ENDED, NOW, "Waiting", "since"),
}  # fmt: skip


@pytest.mark.parametrize(("clocks", "by", "now", "large", "small"), TOLD.values(), ids=TOLD.keys())
def test_each_clock_is_told_twice(clocks: Clocks, by: ServiceProfile, now: datetime, large: str, small: str) -> None:
    """Large as people tell it, small with the exact time beside."""
    with timezone.override(UTC):
        told = waiting.clock_told(clocks, by, standing(clocks, by, now), now)
    assert told.told == large
    assert small in str(told.exact)


def test_without_a_window_nothing_is_promised() -> None:
    """R2: a service that promises no window is never late, and says nothing it cannot keep."""
    assert waiting.promise(OPEN_ENDED) == ""
    assert waiting.promise(SALTMERE) == "within 24 hours of the first contact"
