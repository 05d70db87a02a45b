"""What worries one of the staff about somebody's safety, and what the lead does about it; a store of its own (R25)."""

from collections.abc import Iterable
from enum import StrEnum

from tornio.core.people import STAFF, Capacity


class Step(StrEnum):
    """What the safeguarding lead writes beside what was raised."""

    NOTE = "note"
    HANDED_ON = "handed_on"  # to somebody outside, such as the council or the police
    CLOSED = "closed"
    OPENED_AGAIN = "opened_again"


MAY_RAISE = STAFF


def may_raise(capacity: Capacity) -> bool:
    """Anybody on the staff may raise something; whether they work with the network makes no difference."""
    return capacity in MAY_RAISE


def is_open(steps: Iterable[Step]) -> bool:
    """True while somebody looks at it: until it is closed, and again once it was opened again."""
    turns = [step for step in steps if step in (Step.CLOSED, Step.OPENED_AGAIN)]
    return not turns or turns[-1] is Step.OPENED_AGAIN
