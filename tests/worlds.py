"""Two worlds: all that somebody receives of a network, as bytes, with what changes by itself taken out (R24)."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tornio.records.models import Network, NetworkMeeting

# New with every answer, and the same length each time: the form's secret, the nonce, a form's key, a session's name.
_ITSELF = (
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]{64}'), rb"\1"),
    (re.compile(rb'(nonce=")[^"]+'), rb"\1"),
    (re.compile(rb'(name="(?:key|telling)" value="[a-z_:]*)[0-9a-f-]{36}'), rb"\1"),
    (re.compile(rb'(data-live-stamp=")[^"]*'), rb"\1"),
)
_PAGES = ("network", "story", "map", "wishes", "word_new", "ending", "readings", "network_invite", "network_leave")


def bytes_of(client: Client, where: str, **headers: str) -> tuple[int, int, bytes, tuple[tuple[str, str], ...]]:
    """What an address answers: its status, its length, its bytes and its headers."""
    answer: Any = client.get(where, headers=headers)
    body: bytes = answer.content
    size = len(body)
    for pattern, instead in _ITSELF:
        body = pattern.sub(instead, body)
    told = ((name, re.sub(r"nonce-[^']+", "nonce-", value)) for name, value in answer.items())
    return answer.status_code, size, body, tuple(sorted(told))


def everybodys_pages(client: Client, network: Network, meeting: NetworkMeeting) -> dict[str, Any]:
    """Home, every page of the network, the story on paper, the meeting and its updates."""
    where = {name: reverse(name, args=[network.pk]) for name in _PAGES}
    where |= {
        "home": reverse("home"),
        "paper": reverse("story", args=[network.pk]) + "?paper",
        "meeting": reverse("meeting", args=[meeting.pk]),
        "live": reverse("meeting_live", args=[meeting.pk]) + f"?in={meeting.status}",
        "nowhere": reverse("apart", args=[network.pk]),
    }
    seen: dict[str, Any] = {name: bytes_of(client, address) for name, address in where.items()}
    stamp = client.get(where["live"]).headers.get("ETag")  # a stamp belongs to a session
    seen["nothing new"] = bytes_of(client, where["live"], **{"If-None-Match": stamp}) if stamp else None
    return seen
