"""The season's own post: in its last days messages are written, and taken by a post box that lets nothing out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tornio.actions import escalations
from tornio.actions.posting import Post, deliver
from tornio.core.messages import Channel, MessageState, PostBox
from tornio.core.people import Capacity
from tornio.people.acting import acting_as, as_clerk
from tornio.people.models import Organisation
from tornio.records.models import Message

LATELY = timedelta(days=2)
"""What was written before has long arrived, and nobody looks for it."""
AT_ONCE = 200
BETWEEN_ROUNDS = timedelta(hours=2)


def rounds(end: datetime) -> Iterator[datetime]:
    """When the season looks for what is owed: every two hours of its last days, and at its end."""
    at = end - LATELY
    while at < end:
        yield at
        at += BETWEEN_ROUNDS
    yield end


def go_round(organisation: Organisation, at: datetime) -> None:
    """What the worker does, at this moment of the story."""
    frame = acting_as(
        human=None, capacity=Capacity.JOB, organisation=organisation, purpose="telling what is owed", at=at
    )
    with frame as by:
        escalations.look(by=by, at=at)
        with as_clerk():
            waits = Message.objects.filter(state=MessageState.WAITING.value, not_before__lte=at).exists()
    if not waits:
        return
    post = Post({Channel.TEXT: PostBox(), Channel.EMAIL: PostBox()}, lambda: at, AT_ONCE)
    for urgent in (True, False):
        deliver(organisation, post=post, urgent=urgent)
