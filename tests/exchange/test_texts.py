"""Texts go out by the contract of GOV.UK Notify; its double keeps that contract too, and says what it was asked."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.exchange.notify import CALM, KEY, URGENT, Notify, notify
from tests.served import free_port
from tornio.core.messages import Channel, MessageKind, Outcome, Parcel, compose
from tornio.exchange.texts import Texts, token

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NUMBER = "+447700900102"


def parcel(*, urgent: bool = False, doubtful: bool = False, address: str = NUMBER) -> Parcel:
    """A text to Carol."""
    kind = MessageKind.SILENCE if urgent else MessageKind.INVITED
    words = compose(kind, "Saltmere")
    return Parcel(uuid4(), Channel.TEXT, address, words, "Saltmere", urgent, doubtful)


@pytest.fixture
def service() -> Iterator[Notify]:
    """The double, listening."""
    with notify(NOW) as running:
        yield running


def test_a_text_is_a_template_a_name_and_our_reference_and_nothing_else(service: Notify) -> None:
    sent = parcel()
    assert service.texts().carry(sent, NOW).outcome is Outcome.TAKEN
    (row,) = service.taken
    assert {name: row[name] for name in row if name not in {"id", "status"}} == {
        "phone_number": NUMBER,
        "template_id": CALM,
        "personalisation": {"name": "Saltmere"},
        "reference": str(sent.reference),
    }
    service.texts().carry(parcel(urgent=True), NOW)
    assert service.taken[1]["template_id"] == URGENT


def test_the_token_is_the_one_that_the_documentation_describes() -> None:
    """RFC 7519 by hand: header and claims in base64 without padding, signed with the secret at the key's end."""
    head, claims, _signature = token(KEY, NOW).split(".")
    assert head == "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"
    assert claims.startswith("eyJpc3MiOiIyNjc4NWEwOS1hYjE2LTRlYjAt")


@pytest.mark.parametrize(
    ("address", "template", "outcome", "reason"),
    [
        ("07700 900102", CALM, Outcome.REFUSED, "400"),
        (NUMBER, "no-such-template", Outcome.FAILED, "400"),
    ],
)
def test_only_a_wrong_number_is_the_address_s_fault(
    service: Notify, address: str, template: str, outcome: Outcome, reason: str
) -> None:
    """A template that we named wrongly must not cost anybody their message."""
    texts = Texts(service.url, KEY, template, URGENT)
    receipt = texts.carry(parcel(address=address), NOW)
    assert (receipt.outcome, receipt.reason, service.taken) == (outcome, reason, [])


def test_a_clock_that_is_wrong_a_key_that_is_wrong_a_service_that_is_busy_or_broken(service: Notify) -> None:
    late = service.texts().carry(parcel(), NOW + timedelta(minutes=1))
    assert (late.outcome, late.reason) == (Outcome.FAILED, "403")
    stranger = Texts(service.url, KEY[:-1] + "1", CALM, URGENT).carry(parcel(), NOW)
    assert (stranger.outcome, stranger.reason) == (Outcome.FAILED, "403")
    service.trouble = ["429", "500"]
    busy, broken = (service.texts().carry(parcel(), NOW) for _ in range(2))
    assert (busy.outcome, busy.unreachable) == (Outcome.FAILED, True)
    assert (broken.outcome, broken.unreachable) == (Outcome.UNKNOWN, True)
    assert service.taken == []


def test_a_text_that_was_taken_while_the_line_dropped_is_not_sent_again(service: Notify) -> None:
    """The carrier is asked for our reference first."""
    service.trouble = ["drop after taking"]
    first = parcel()
    receipt = service.texts().carry(first, NOW)
    assert (receipt.outcome, receipt.unreachable) == (Outcome.UNKNOWN, True)
    again = Parcel(first.reference, first.channel, first.address, first.words, first.name, urgent=False, doubtful=True)
    known = service.texts().carry(again, NOW)
    assert (known.outcome, known.reason) == (Outcome.TAKEN, "known")
    assert len(service.taken) == 1
    assert service.asked[-1] == "GET /v2/notifications"


def test_a_text_that_was_never_taken_is_sent_after_asking(service: Notify) -> None:
    assert service.texts().carry(parcel(doubtful=True), NOW).outcome is Outcome.TAKEN
    assert service.asked == ["GET /v2/notifications", "POST /v2/notifications/sms"]


def test_a_text_that_the_carrier_gave_up_is_refused(service: Notify) -> None:
    sent = parcel(doubtful=True)
    service.taken.append({"id": "1", "reference": str(sent.reference), "status": "permanent-failure"})
    assert service.texts().carry(sent, NOW).outcome is Outcome.REFUSED


def test_where_nobody_listens_nothing_was_taken_and_an_answer_that_points_elsewhere_is_not_followed(
    service: Notify,
) -> None:
    """A number does not follow wherever an answer points."""
    nobody = Texts(f"http://127.0.0.1:{free_port()}", KEY, CALM, URGENT).carry(parcel(), NOW)
    assert (nobody.outcome, nobody.reason, nobody.unreachable) == (Outcome.FAILED, "ConnectionRefusedError", True)
    service.trouble = ["307"]
    assert service.texts().carry(parcel(), NOW).outcome is Outcome.FAILED
    assert service.asked == ["POST /v2/notifications/sms"]


def posted(service: Notify, body: dict[str, Any], bearer: str | None = None) -> int:
    """What the double answers to a request made by hand."""
    headers = {"Authorization": f"Bearer {bearer or token(KEY, NOW)}"}
    request = urllib.request.Request(
        f"{service.url}/v2/notifications/sms", data=json.dumps(body).encode(), headers=headers
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as no:
        answer = no
    with answer:
        told, status = json.load(answer), int(answer.status)
    if status == 201:
        assert set(told) == {"id", "reference", "uri", "content", "template"}
    else:
        assert told["status_code"] == status
        assert set(told["errors"][0]) == {"error", "message"}
    return status


def test_the_double_keeps_the_published_contract(service: Notify) -> None:
    """Asked by hand, without the adapter: what it takes, and each thing that it must refuse."""
    good: dict[str, Any] = {"phone_number": NUMBER, "template_id": CALM, "personalisation": {"name": "Saltmere"}}
    assert posted(service, good) == 201
    assert posted(service, good | {"reference": "any"}) == 201
    assert posted(service, good | {"body": "our own words"}) == 400
    assert posted(service, good | {"personalisation": {}}) == 400
    assert posted(service, good | {"personalisation": {"name": "S", "who": "Leon"}}) == 400
    assert posted(service, good, bearer=token(KEY, NOW - timedelta(seconds=31))) == 403
    assert posted(service, good, bearer="nonsense") == 401
    assert posted(service, good, bearer=token(KEY.replace("26785a09", "26785a00"), NOW)) == 403
    assert len(service.taken) == 2
