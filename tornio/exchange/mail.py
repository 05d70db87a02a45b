"""E-mail out of the house: by whichever backend of Django's the installation names, one recipient at a time."""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from tornio.core.messages import Outcome, Parcel, Receipt

NO_SUCH_ADDRESS = b"5.1."
"""Enhanced status codes that speak of the address itself (RFC 3463). Any other refusal may be our own mistake, or the
carrier's, and must not cost anybody their message."""
TOO_MANY = 429
BROKEN = 500


def _kind(error: Exception) -> str:
    return type(error).__name__[:40]


def _of_recipients(error: smtplib.SMTPRecipientsRefused) -> Receipt:
    code, said = next(iter(error.recipients.values()))
    refused = NO_SUCH_ADDRESS in said
    return Receipt(Outcome.REFUSED if refused else Outcome.FAILED, str(code))


def _of_api(error: AnymailAPIError) -> Receipt:
    status = error.status_code
    if status is None:
        return Receipt(Outcome.UNKNOWN, _kind(error), unreachable=True)
    return Receipt(Outcome.FAILED, str(status), unreachable=status == TOO_MANY or status >= BROKEN)


@dataclass(frozen=True, slots=True)
class Mail:
    """Writes from one address, under the service's neutral name."""

    sender: str

    def _letter(self, parcel: Parcel, at: datetime, connection: BaseEmailBackend) -> EmailMessage:
        domain = self.sender.rpartition("@")[2]
        return EmailMessage(
            subject=parcel.words.subject,
            body=parcel.words.body,
            from_email=formataddr((parcel.name, self.sender)),
            to=[parcel.address],
            headers={
                # The same at every try: whoever receives it twice keeps it once.
                "Message-ID": f"<{parcel.reference}@{domain}>",
                "Date": format_datetime(at),
                "Auto-Submitted": "auto-generated",
            },
            connection=connection,
        )

    def carry(self, parcel: Parcel, at: datetime) -> Receipt:
        """Hand over one e-mail; what goes wrong becomes a receipt."""
        connection: BaseEmailBackend = get_connection()
        letter = self._letter(parcel, at, connection)
        try:
            connection.open()
        except (OSError, smtplib.SMTPException, AnymailError) as error:
            return Receipt(Outcome.FAILED, _kind(error), unreachable=True)
        try:
            letter.send()
        except (OSError, smtplib.SMTPException, AnymailError) as error:
            return _told(error)
        finally:
            _close(connection)
        return Receipt(Outcome.TAKEN)


def _told(error: Exception) -> Receipt:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _of_recipients(error)
        case smtplib.SMTPResponseException():
            return Receipt(Outcome.FAILED, str(error.smtp_code))
        case AnymailRecipientsRefused():
            return Receipt(Outcome.REFUSED, _kind(error))
        case AnymailAPIError():
            return _of_api(error)
    # It broke off half way: it may have been taken.
    return Receipt(Outcome.UNKNOWN, _kind(error), unreachable=True)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return
