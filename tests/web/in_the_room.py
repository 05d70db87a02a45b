"""How tests enter the room: in somebody's own browser, at its addresses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import OFFICES, Town
from tornio.actions import voices
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting, Voice


def signed_in(town: Town, called: str) -> Client:
    """A browser in which somebody has come in, and acts as one who works here, in an office, or as themself."""
    offices = {name.split()[0]: office for name, office in OFFICES.items()}
    works = Capacity.PRACTITIONER if called in town.practitioners else Capacity.ONESELF
    client = Client()
    client.force_login(town.humans[called], backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": offices.get(called, works).value}
    session.save()
    return client


def address(name: str, meeting: NetworkMeeting, *more: Any) -> str:
    """A page of this meeting."""
    return reverse(name, args=[meeting.pk, *more])


def live(meeting: NetworkMeeting) -> str:
    """Where its page asks for what is new."""
    return address("meeting_live", meeting) + "?in=" + meeting.status


def post(client: Client, where: str, **given: Any) -> Any:
    """A form sent, and where it leads."""
    return client.post(where, {"key": str(new_key()), **given}, follow=True)


@contextmanager
def acting(town: Town, called: str) -> Iterator[Reader]:
    """Somebody acts just now."""
    with town.acting(called, at=timezone.now()) as by:
        yield by


def say(town: Town, meeting: NetworkMeeting, called: str, words: str, **more: Any) -> Voice:
    """Somebody says something just now."""
    with acting(town, called) as by:
        return voices.say(key=new_key(), meeting=meeting, words=words, by=by, at=by.at, **more)


def count(town: Town, model: Any) -> int:
    """How many rows there are."""
    with acting(town, "Ruth"):
        return int(model.objects.count())


def pages(town: Town, client: Client, meeting: NetworkMeeting) -> tuple[str, bytes, str]:
    """The page without what is random in it by design, its update, and the stamp."""
    page = client.get(address("meeting", meeting))
    update = client.get(live(meeting))
    html = re.sub(r'(name="(?:key|csrfmiddlewaretoken)" value=")[^"]*', r"\1", page.content.decode())
    return html, update.content, update.headers["ETag"]
