"""What is said in Leon's kitchen, for tests: by whom, who hears it, and the screen on the table."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from tests.people import HOUR, MONDAY, Town
from tornio.actions import voices
from tornio.core.people import Capacity
from tornio.core.voices import Audience, VoiceKind
from tornio.people.acting import Reader, acting_as
from tornio.people.keys import new_key
from tornio.records.models import (
    NetworkMeeting,
    Voice,
)
from tornio.records.visible import voices as visible

A_LITTLE_LATER = MONDAY + timedelta(minutes=6)


def said(
    town: Town, meeting: NetworkMeeting, called: str, words: str, at: datetime = A_LITTLE_LATER, **more: Any
) -> Voice:
    """Somebody says something on their own telephone."""
    with town.acting(called, at=at) as by:
        return voices.say(key=more.pop("key", None) or new_key(), meeting=meeting, words=words, by=by, at=at, **more)


def heard(town: Town, meeting: NetworkMeeting, called: str, at: datetime = MONDAY + HOUR) -> list[str]:
    """The words that somebody reads in the meeting."""
    with town.acting(called, at=at) as by:
        return [each.voice.text for each in visible.of_meeting(by, meeting)]


@contextmanager
def the_table(town: Town, meeting: NetworkMeeting, at: datetime = A_LITTLE_LATER) -> Iterator[Reader]:
    """The screen on the kitchen table."""
    with acting_as(
        human=None, capacity=Capacity.SHARED_SCREEN, organisation=town.organisation, purpose="the table", at=at,
        subject_id=meeting.pk,
    ) as reader:  # fmt: skip
        yield reader


def row(by: Reader, meeting: NetworkMeeting, **columns: Any) -> Voice:
    known: dict[str, Any] = {
        "organisation_id": by.organisation_id, "network_id": meeting.network_id, "meeting": meeting,
        "kind": VoiceKind.VOICE.value, "author_id": by.person, "written_by_id": by.person, "text": "Words.",
        "said_at": by.at, "audience": Audience.NETWORK.value,
    }  # fmt: skip
    return Voice.objects.create(**(known | columns))
