"""Who may raise that somebody's safety worries them (R25)."""

from tornio.core.people import Capacity
from tornio.core.safeguarding import may_raise

WORK_HERE = {"practitioner", "service_lead", "privacy_lead"}


def test_anybody_who_works_with_people_may_raise_something_and_nobody_else() -> None:
    """R25: neither the person, nor members, nor those who only count or keep the house."""
    for capacity in Capacity:
        assert may_raise(capacity) is (capacity.value in WORK_HERE), capacity
