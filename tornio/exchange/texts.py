"""Text messages out of the house, in the shape of GOV.UK Notify: a template of theirs, a name, our reference.

The wording lives in the carrier's templates; we send only the neutral name. The contract that this adapter keeps, and
that the double in its tests keeps too, is that of https://docs.notifications.service.gov.uk/rest-api.html.
"""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from tornio.core.messages import Outcome, Parcel, Receipt

UUID_LENGTH = 36
AT_WORK = frozenset({"created", "sending", "pending", "sent", "delivered"})
"""What the carrier calls a message that it has taken."""


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def token(key: str, at: datetime) -> str:
    """A bearer token for one request: signed with the secret that ends the key, good for thirty seconds."""
    secret, issuer = key[-UUID_LENGTH:], key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1]
    parts = ({"typ": "JWT", "alg": "HS256"}, {"iss": issuer, "iat": int(at.timestamp())})
    signed = ".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return f"{signed}.{_base64(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))}"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A number must not follow wherever an answer points."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Never."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The carrier's address and key, and which of its templates says what."""

    url: str
    key: str
    calm_template: str
    urgent_template: str
    patience: float = 8.0

    def _asked(self, path: str, at: datetime, body: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - the address is the installation's own setting
            f"{self.url.rstrip('/')}{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {token(self.key, at)}", "Content-Type": "application/json"},
        )
        with urllib.request.build_opener(NoRedirect).open(request, timeout=self.patience) as response:
            told: dict[str, Any] = json.load(response)
            return told

    def carry(self, parcel: Parcel, at: datetime) -> Receipt:
        """Hand over one text. After a try whose end is not known, the carrier is asked first whether it has it."""
        try:
            if parcel.doubtful and (known := self._known(parcel, at)) is not None:
                return known
            self._asked("/v2/notifications/sms", at, self._body(parcel))
        except urllib.error.HTTPError as error:
            with error:
                return _refused(error)
        except (OSError, ValueError) as error:
            return _broken(error)
        return Receipt(Outcome.TAKEN)

    def _body(self, parcel: Parcel) -> dict[str, Any]:
        return {
            "phone_number": parcel.address,
            "template_id": self.urgent_template if parcel.urgent else self.calm_template,
            "personalisation": {"name": parcel.name},
            "reference": str(parcel.reference),
        }

    def _known(self, parcel: Parcel, at: datetime) -> Receipt | None:
        """What the carrier says of this reference; None when it has never seen it."""
        found = self._asked(f"/v2/notifications?{urllib.parse.urlencode({'reference': parcel.reference})}", at)
        statuses = {each["status"] for each in found["notifications"]}
        if statuses & AT_WORK:
            return Receipt(Outcome.TAKEN, "known")
        return Receipt(Outcome.REFUSED, "known") if "permanent-failure" in statuses else None


def _refused(error: urllib.error.HTTPError) -> Receipt:
    """An answer that is a refusal: only a wrong number is the address's fault."""
    reason = str(error.code)
    if error.code == HTTPStatus.BAD_REQUEST:
        about_the_number = b"phone_number" in error.read(10_000)
        return Receipt(Outcome.REFUSED if about_the_number else Outcome.FAILED, reason)
    if error.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Receipt(Outcome.UNKNOWN, reason, unreachable=True)
    return Receipt(Outcome.FAILED, reason, unreachable=error.code == HTTPStatus.TOO_MANY_REQUESTS)


def _broken(error: OSError | ValueError) -> Receipt:
    """No answer, or none that can be read. Where nobody listens nothing was taken; otherwise it may have been."""
    cause = getattr(error, "reason", error)
    nobody = isinstance(cause, ConnectionRefusedError)
    outcome = Outcome.FAILED if nobody else Outcome.UNKNOWN
    return Receipt(outcome, type(cause).__name__[:40], unreachable=True)
