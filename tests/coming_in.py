"""Coming in as in a service, not as in a demo: with codes, letters and passkeys; and what people hold to do so."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.app_codes import SECRET, code_at
from tests.people import Town
from tornio.actions import sign_in_letters
from tornio.actions.entry import give_way_in
from tornio.core.people import Capacity
from tornio.exchange.mail import Mail
from tornio.people.entry import WayIn
from tornio.people.models import Human


@pytest.fixture
def in_earnest(settings: Any) -> None:
    """A service, not a demo: nobody comes in by a link that may be used again."""
    settings.DEMO = False


def with_app(human: Human, address: str = "") -> Human:
    """They have an app that shows codes, joined a while ago; and an address that links go to."""
    TOTP.activate(human, SECRET)
    if address:
        human.email = address
        human.save(update_fields=["email"])
    return human


def letters() -> list[EmailMessage]:
    """Every letter that has been sent, when the worker has done its round."""
    sign_in_letters.deliver(carrier=Mail("post@house.example"), clock=timezone.now)
    return list(mail.outbox)


def link_in(letter: EmailMessage) -> str:
    """The address on our side that a letter tells."""
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found is not None
    return found[1]


def a_way_in(town: Town, called: str, address: str = "") -> WayIn:
    """Somebody is invited: staff by Ada, the others by whoever works with them."""
    at = timezone.now()
    staff = called in town.practitioners or called in ("Priya", "Edith", "Ada")
    with town.acting("Ada" if staff else "Ruth", at=at) as by:
        return give_way_in(person=town.people[called], by=by, at=at, address=address, link="http://testserver{}".format)


def follow(token: str, client: Client | None = None) -> Client:
    """A browser in which a link was followed."""
    client = client or Client()
    answer = client.get(reverse("enter_by_link", args=[token]))
    assert answer.headers["Location"] == reverse("arrived")
    return client


def by_letter(human: Human, client: Client | None = None) -> Client:
    """A browser in which somebody asked for a link, opened it and pressed the button."""
    client = client or Client()
    before = len(letters())
    client.post(reverse("enter"), {"address": human.email or ""})
    follow(link_in(letters()[before]).split("/")[2], client)
    client.post(reverse("arrived"))
    return client


def come_in(human: Human, *, shared: str = "no") -> Client:
    """A browser in which somebody with an app has come in with a link and a code."""
    client = by_letter(human)
    answer = client.post(reverse("second"), {"code": code_at(timezone.now()), "is_shared": shared})
    assert answer.headers["Location"] == reverse("choose"), answer.content.decode()
    return client


def may(client: Client, town: Town, capacity: Capacity) -> bool:
    """Whether this browser gets to its pages when it acts so."""
    client.post(reverse("choose"), {"as": f"{town.organisation.pk}/{capacity.value}"})
    return bool(client.get(reverse("home"), follow=True).request["PATH_INFO"] != reverse("ways_in"))
