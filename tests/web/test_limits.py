"""The public page takes plenty from one address and for one service, and then says warmly where to turn instead."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.people import Town, build_town
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import FirstContact
from tornio.web import limits

WORDS = "My flatmate has stopped coming out of her room."
TELEPHONE = "01632\N{NO-BREAK SPACE}960145"


@pytest.fixture(autouse=True)
def an_hour_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody has sent anything within this hour; three from one address and five for a service are plenty here."""
    monkeypatch.setattr(limits, "FROM_ONE_ADDRESS", 3)
    monkeypatch.setattr(limits, "FOR_ONE_SERVICE", 5)
    cache.clear()
    yield
    cache.clear()


def send(town: Town, address: str = "192.0.2.1", **more: str) -> tuple[int, str]:
    """Somebody at this address sends the form."""
    answer = Client(REMOTE_ADDR=address, headers=more or None).post(
        reverse("public_contact", args=[town.service.slug]), {"key": str(new_key()), "own_words": WORDS}
    )
    return answer.status_code, answer.content.decode()


def kept(town: Town) -> int:
    """How many were taken."""
    with town.acting("Ruth"), as_clerk():
        return FirstContact.objects.count()


def test_the_fourth_from_one_address_is_asked_to_ring_and_keeps_every_word(town: Town) -> None:
    """Nothing is stored, nothing typed is lost, and another address goes on."""
    assert [send(town)[0] for _each in range(3)] == [302, 302, 302]
    status, page = send(town)
    assert (status, kept(town)) == (429, 3)
    for told in ("Please ring us", TELEPHONE, WORDS, "112"):
        assert told in page
    assert send(town, "192.0.2.2")[0] == 302


def test_the_sixth_for_one_service_is_asked_to_ring_and_another_service_goes_on(town: Town) -> None:
    """However many addresses they come from."""
    assert {send(town, f"192.0.2.{number}")[0] for number in range(5)} == {302}
    assert send(town, "192.0.2.77")[0] == 429
    assert send(build_town("northford"), "192.0.2.77")[0] == 302


def test_what_was_refused_for_its_words_counts_for_nobody(town: Town) -> None:
    """Somebody who forgets the words five times has sent nothing yet."""
    address = reverse("public_contact", args=[town.service.slug])
    assert {Client().post(address, {"key": str(new_key()), "own_words": ""}).status_code for _each in range(6)} == {422}
    assert Client().post(address, {"key": str(new_key()), "own_words": WORDS}).status_code == 302


def test_behind_a_proxy_of_ours_its_own_word_counts_and_what_a_caller_says_of_themself_does_not(
    town: Town, settings: pytest.FixtureRequest
) -> None:
    """The proxy writes last in X-Forwarded-For; without one, nothing of it is believed."""
    for number in range(3):
        send(town, X_Forwarded_For=f"203.0.113.{number}")
    assert send(town, X_Forwarded_For="203.0.113.9")[0] == 429
    cache.clear()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    for number in range(3):
        assert send(town, X_Forwarded_For=f"203.0.113.{number}, 198.51.100.7")[0] == 302
    assert send(town, X_Forwarded_For="203.0.113.9, 198.51.100.7")[0] == 429
    assert send(town, X_Forwarded_For="198.51.100.8")[0] == 302


def test_what_is_counted_names_nobody(town: Town) -> None:
    """Nothing of an address is kept but a hash, in memory."""
    send(town, "192.0.2.55")
    assert not any("192.0.2" in str(key) for key in cache._cache)  # type: ignore[attr-defined]
