"""Lock-out: after five wrong codes we wait a quarter of an hour before another is looked at.

In the database, so that every process counts together and a restart forgets nothing; by human alone, with no
network address or browser beside it. Whoever only knows an e-mail address cannot lock anybody out: a code is asked
for after the link has been followed.
"""

from datetime import datetime, timedelta

from tornio.people.models import Human, Miss

MISSES = 5
WAIT = timedelta(minutes=15)


def hold(human: Human) -> None:
    """Look at this human's codes one at a time, until the transaction ends; guesses sent together count each."""
    Human.objects.select_for_update().get(pk=human.pk)


def left(human: Human, at: datetime) -> int:
    """How many more codes we look at just now; 0 means that we wait."""
    return max(0, MISSES - Miss.objects.filter(human=human, at__gt=at - WAIT).count())


def missed(human: Human, at: datetime) -> None:
    """That was not the code."""
    Miss.objects.create(human=human, at=at)


def found(human: Human) -> None:
    """They are in: what went before is forgotten."""
    Miss.objects.filter(human=human).delete()
