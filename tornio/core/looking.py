"""What waits for somebody to look at it: how often they are told of it while nobody has (R25, R27)."""

from datetime import datetime, timedelta

DAY = timedelta(days=1)
DAILY = 7  # as many days on end, and then once a week


def tellings(since: datetime, at: datetime) -> int:
    """How many times they should have been told by now: at once, each day for a week, then each week; 0 before it.

    Whoever was away finds one message and not all of them: only the last of these is written.
    """
    if at < since:
        return 0
    days = (at - since) // DAY
    return days + 1 if days < DAILY else DAILY + days // DAILY
