"""E-mail goes out by a real server on this machine: one recipient, nothing but the neutral name, and never twice."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest
from anymail.exceptions import AnymailAPIError, AnymailRecipientsRefused
from pytest_django import Settings

from tests.exchange.smtp import MailServer, listening
from tornio.core.errors import Refused
from tornio.core.messages import Channel, MessageKind, Outcome, Parcel, compose
from tornio.exchange import mail
from tornio.exchange.mail import Mail

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SENDER = Mail("post@saltmere.example")


def parcel(address: str = "carol@example.org") -> Parcel:
    """A letter to Carol."""
    return Parcel(uuid4(), Channel.EMAIL, address, compose(MessageKind.INVITED, "Saltmere"), "Saltmere", urgent=False)


@pytest.fixture
def house(settings: Settings) -> MailServer:
    """A mail server to which the settings point; nobody listens yet."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    return server


@pytest.fixture
def server(house: MailServer) -> Iterator[MailServer]:
    """The same, listening."""
    with listening(house) as running:
        yield running


def test_a_letter_has_one_recipient_the_neutral_name_and_nothing_else(server: MailServer) -> None:
    sent = parcel()
    assert SENDER.carry(sent, NOW).outcome is Outcome.TAKEN
    ((recipients, letter),) = server.taken
    assert recipients == ["carol@example.org"]
    assert letter["Subject"] == "A message for you"
    assert letter["From"] == "Saltmere <post@saltmere.example>"
    assert " ".join(letter.get_content().split()) == "There is a message for you. Saltmere"
    assert letter["Message-ID"] == f"<{sent.reference}@saltmere.example>", "the same at every try"
    assert parsedate_to_datetime(letter["Date"]) == NOW
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_line_break_in_an_address_or_a_name_is_refused_before_anything_is_sent(server: MailServer) -> None:
    """Inputs: CRLF in subjects and headers."""
    for address in ("carol@example.org\r\nBcc: neil@example.org", "carol@example.org\n", "\x00", " "):
        with pytest.raises(Refused, match="one line"):
            parcel(address)
    with pytest.raises(Refused, match="one line"):
        compose(MessageKind.INVITED, "Saltmere\r\nBcc: neil@example.org")
    assert server.connections == 0


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 no such user", Outcome.REFUSED),
        ("550 5.7.1 relaying denied", Outcome.FAILED),
        ("451 4.3.0 try later", Outcome.FAILED),
    ],
)
def test_only_an_address_that_does_not_exist_is_given_up(server: MailServer, answer: str, outcome: Outcome) -> None:
    """What may be our mistake, or theirs, costs nobody their message."""
    server.to_recipient = answer
    receipt = SENDER.carry(parcel(), NOW)
    assert (receipt.outcome, receipt.reason) == (outcome, answer[:3])
    assert server.taken == []


def test_content_that_is_not_taken_is_tried_again(server: MailServer) -> None:
    server.after_data = "554 5.3.0 not now"
    assert SENDER.carry(parcel(), NOW).outcome is Outcome.FAILED


def test_a_line_that_drops_after_the_letter_was_kept_is_not_known_and_tried_under_the_same_name(
    server: MailServer,
) -> None:
    """Whoever receives it twice keeps it once: the Message-ID is the same."""
    server.after_data = ""
    sent = parcel()
    receipt = SENDER.carry(sent, NOW)
    assert (receipt.outcome, receipt.unreachable) == (Outcome.UNKNOWN, True)
    server.after_data = "250 kept"
    assert SENDER.carry(sent, NOW).outcome is Outcome.TAKEN
    assert len({letter["Message-ID"] for _recipients, letter in server.taken}) == 1


def test_where_nobody_listens_the_carrier_is_away(house: MailServer) -> None:
    receipt = SENDER.carry(parcel(), NOW)
    assert (receipt.outcome, receipt.reason, receipt.unreachable) == (Outcome.FAILED, "ConnectionRefusedError", True)


class BrokenConnection:
    """A connection to somebody's programming interface that fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def open(self) -> None:
        """There is nothing to open."""

    def send_messages(self, _letters: object) -> int:
        """Fails."""
        raise self.error

    def close(self) -> None:
        """It fails here too."""
        raise smtplib.SMTPServerDisconnected


@pytest.mark.parametrize(
    ("error", "outcome", "unreachable"),
    [
        (AnymailRecipientsRefused("refused"), Outcome.REFUSED, False),
        (AnymailAPIError("no answer"), Outcome.UNKNOWN, True),
        (AnymailAPIError("busy", status_code=429), Outcome.FAILED, True),
        (AnymailAPIError("broken", status_code=503), Outcome.FAILED, True),
        (AnymailAPIError("our mistake", status_code=422), Outcome.FAILED, False),
    ],
)
def test_a_provider_reached_through_anymail_is_told_apart_in_the_same_way(
    monkeypatch: pytest.MonkeyPatch, error: Exception, outcome: Outcome, unreachable: bool
) -> None:
    """Whichever provider the installation names, what its errors mean is one thing."""
    monkeypatch.setattr(mail, "get_connection", lambda: BrokenConnection(error))
    receipt = SENDER.carry(parcel(), NOW)
    assert (receipt.outcome, receipt.unreachable) == (outcome, unreachable)
