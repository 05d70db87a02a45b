"""Passkeys, bent as an attacker might bend them: each answer answers one question, once, by its own owner's device."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.coming_in import by_letter, follow, in_earnest, letters, may
from tests.passkeys import Device, owner_in
from tests.people import Town
from tornio.core.people import Capacity
from tornio.people import entry, factors
from tornio.people.factors import Factor
from tornio.people.models import Human

__all__ = ["in_earnest"]
pytestmark = pytest.mark.usefixtures("in_earnest")
IN = "_auth_user_id"


def question(client: Client, name: str) -> dict[str, Any]:
    """What our page asks the device."""
    found: dict[str, Any] = client.get(reverse(name)).json()
    return found


def with_passkey(town: Town, called: str, device: Device | None = None) -> Device:
    """Somebody has come in for the first time and made a passkey."""
    device = device or Device()
    way = entry.make_invitation(town.humans[called], at=timezone.now())
    client = follow(way.token)
    client.post(reverse("arrived"), {"code": way.code})
    made = device.make(question(client, "new_passkey_question"))
    client.post(reverse("new_passkey"), {"name": "my telephone", "answer": json.dumps(made)})
    return device


def read(client: Client, answer: dict[str, Any], name: str = "by_passkey") -> Any:
    """Send an answer."""
    return client.post(reverse(name), {"answer": json.dumps(answer), "is_shared": "no"})


def test_ruth_comes_in_with_her_passkey_alone_and_works(town: Town) -> None:
    """It is two things: the device, and that she shows it is she."""
    device, client = with_passkey(town, "Ruth"), Client()
    answer = device.read(question(client, "passkey_question"))
    assert read(client, answer).headers["Location"] == reverse("choose")
    assert client.session[IN] == str(town.humans["Ruth"].pk)
    assert may(client, town, Capacity.PRACTITIONER)


def test_an_answer_opens_once_and_only_in_the_browser_that_was_asked(town: Town) -> None:
    device, client = with_passkey(town, "Ruth"), Client()
    answer = device.read(question(client, "passkey_question"))
    other = Client()
    question(other, "passkey_question")
    assert read(other, answer).status_code == 422
    assert read(Client(), answer).status_code == 422
    assert read(client, answer).status_code == 302
    client.post(reverse("sign_out"))
    assert read(client, answer).status_code == 422
    assert IN not in client.session


def test_a_stolen_device_whose_owner_shows_no_finger_opens_nothing(town: Town) -> None:
    device, client = with_passkey(town, "Ruth"), Client()
    device.shows = False
    assert read(client, device.read(question(client, "passkey_question"))).status_code == 422


def test_neils_device_that_says_it_is_carols_opens_nothing(town: Town) -> None:
    """The signature is Neil's, whatever name he writes on it."""
    hers, his, client = with_passkey(town, "Carol"), with_passkey(town, "Neil"), Client()
    his.owner = hers.owner
    answer = his.read(question(client, "passkey_question"))
    assert owner_in(answer).replace("-", "") == town.humans["Carol"].pk.hex
    assert read(client, answer).status_code == 422
    his.name = hers.name
    assert read(client, his.read(question(client, "passkey_question"))).status_code == 422


def test_a_passkey_of_another_house_opens_nothing(town: Town) -> None:
    device, client = with_passkey(town, "Ruth"), Client()
    device.host = "evil.example"
    assert read(client, device.read(question(client, "passkey_question"))).status_code == 422


@pytest.mark.parametrize(
    "sent", ["", "[]", "null", "{", '{"response": 7}', '{"response": {"userHandle": "AAAA"}}', "🙂"]
)
def test_nonsense_is_answered_warmly(town: Town, sent: str) -> None:
    client = Client()
    question(client, "passkey_question")
    answer = client.post(reverse("by_passkey"), {"answer": sent})
    assert answer.status_code == 422
    assert "No passkey was read" in answer.content.decode()


def test_behind_carols_link_only_carols_own_passkey_helps(town: Town) -> None:
    """Two people at one letterbox."""
    Human.objects.filter(pk=town.humans["Carol"].pk).update(email="family@example.org")
    hers, his = with_passkey(town, "Carol"), with_passkey(town, "Neil")
    client = by_letter(Human.objects.get(pk=town.humans["Carol"].pk))
    assert "Use my passkey" in client.get(reverse("second")).content.decode()
    assert read(client, his.read(question(client, "second_question")), "second_passkey").status_code == 422
    assert IN not in client.session
    assert read(client, hers.read(question(client, "second_question")), "second_passkey").status_code == 302
    assert client.session[IN] == str(town.humans["Carol"].pk)
    assert len(letters()) == 1


def test_somebody_who_may_no_longer_come_in_does_not(town: Town) -> None:
    device, client = with_passkey(town, "Ruth"), Client()
    Human.objects.filter(pk=town.humans["Ruth"].pk).update(is_active=False)
    assert read(client, device.read(question(client, "passkey_question"))).status_code == 422


def test_a_passkey_is_made_only_by_who_is_in_and_shows_a_finger(town: Town) -> None:
    client = Client()
    assert client.get(reverse("new_passkey_question")).headers["Location"] == reverse("enter")
    assert client.get(reverse("second_question")).status_code == 404
    with_passkey(town, "Ruth", Device(shows=False))
    assert factors.kinds(town.humans["Ruth"]) == frozenset()


def test_a_passkey_taken_away_opens_nothing(town: Town) -> None:
    device, client, ruth = with_passkey(town, "Ruth"), Client(), town.humans["Ruth"]
    assert factors.kinds(ruth) == frozenset({Factor.PASSKEY})
    assert factors.take_away(ruth, factors.of_human(ruth)[0].id)
    assert read(client, device.read(question(client, "passkey_question"))).status_code == 422


def test_what_a_device_is_told_of_us_says_nothing_of_what_this_is(town: Town) -> None:
    """A list of passkeys on a shared telephone shows the host's name and one's own."""
    way = entry.make_invitation(town.humans["Carol"], at=timezone.now())
    client = follow(way.token)
    client.post(reverse("arrived"), {"code": way.code})
    told = question(client, "new_passkey_question")["publicKey"]
    assert told["rp"] == {"id": "testserver", "name": "testserver"}
    assert told["user"]["name"] == "Carol Marsh"
    assert told["authenticatorSelection"]["userVerification"] == "required"
    assert told["authenticatorSelection"]["residentKey"] == "required"
