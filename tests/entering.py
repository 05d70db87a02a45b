"""Browsers in which people of the town have come in, and what their pages say."""

import html
import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import Town
from tornio.people import entry


def come_in(town: Town, called: str, at: datetime) -> Client:
    """A browser in which somebody has come in, as what they come first."""
    client = Client()
    token = entry.make_link(town.humans[called], at=at, reusable=True)
    assert client.post(reverse("enter_by_link", args=[token])).status_code == 302
    assert client.get(reverse("choose")).status_code == 302
    return client


def said(answer: Any) -> str:
    """What a page says, without its marks, in one line."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def key_in(answer: Any) -> str:
    """The key that the page's form carries."""
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', answer.content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    """The clock of the house, set by the test."""
    return Clock(monkeypatch)


class Clock:
    """Tells every request the time that the test says it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def is_at(self, at: datetime) -> None:
        """From now on it is this time."""
        self._patch.setattr("tornio.web.middleware.timezone.now", lambda: at)
        self._patch.setattr("django.utils.timezone.now", lambda: at)
