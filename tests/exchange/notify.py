"""A double of GOV.UK Notify: a real HTTP server on this machine that keeps the published contract, and remembers.

What it accepts, refuses and answers is that of https://docs.notifications.service.gov.uk/rest-api.html; it is tested
itself, so that an adapter that satisfies it satisfies the contract.
"""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from tornio.exchange.texts import Texts

ISSUER = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"saltmere-{ISSUER}-{SECRET}"
CALM = "f33517ff-2a88-4f6e-b855-c550268ce08a"
URGENT = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"
CLOCK_MAY_DIFFER = 30
REDIRECT = 307


class Refusal(Exception):
    """An answer of the service that is an error."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"status_code": status, "errors": [{"error": error, "message": message}]}


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@dataclass
class Notify:
    """The service: its clock, its templates, what it has taken, and what is to go wrong next."""

    now: datetime
    templates: set[str] = field(default_factory=lambda: {CALM, URGENT})
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)  # a status, or "drop after taking"
    url: str = ""

    def texts(self) -> Texts:
        """The adapter, pointed at it."""
        return Texts(self.url, KEY, CALM, URGENT, patience=2)

    def authorise(self, header: str | None) -> None:
        """403 unless the token is a JSON Web Token by our secret, of this half minute."""
        scheme, _, token = (header or "").partition(" ")
        parts = token.split(".")
        if scheme != "Bearer" or len(parts) != 3:
            raise Refusal(401, "AuthError", "Unauthorized: authentication bearer scheme must be used")
        signed = hmac.digest(SECRET.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256)
        head, claims = json.loads(_decoded(parts[0])), json.loads(_decoded(parts[1]))
        if head != {"typ": "JWT", "alg": "HS256"} or claims["iss"] != ISSUER:
            raise Refusal(403, "AuthError", "Invalid token: service not found")
        if not hmac.compare_digest(signed, _decoded(parts[2])):
            raise Refusal(403, "AuthError", "Invalid token: signature, api token not found")
        if abs(claims["iat"] - self.now.timestamp()) > CLOCK_MAY_DIFFER:
            raise Refusal(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

    def take(self, body: dict[str, Any]) -> dict[str, Any]:
        """One text; 400 for anything that the contract does not know."""
        unknown = set(body) - {"phone_number", "template_id", "personalisation", "reference", "sms_sender_id"}
        if unknown:
            names = ", ".join(sorted(unknown))
            raise Refusal(400, "ValidationError", f"Additional properties are not allowed ({names} was unexpected)")
        number = body.get("phone_number", "")
        if not number.startswith("+") or not number[1:].isdigit() or len(number) < 9:
            raise Refusal(400, "ValidationError", "phone_number Not enough digits")
        if body.get("template_id") not in self.templates:
            raise Refusal(400, "BadRequestError", "Template not found")
        if set(body.get("personalisation", {})) != {"name"}:
            raise Refusal(400, "BadRequestError", "Missing personalisation: name")
        key = str(uuid4())
        row = {"id": key, "status": "created", **body}
        self.taken.append(row)
        return {
            "id": key,
            "reference": body.get("reference"),
            "uri": f"{self.url}/v2/notifications/{key}",
            "content": {"body": body["personalisation"]["name"], "from_number": "GOVUK"},
            "template": {"id": body["template_id"], "version": 1, "uri": f"{self.url}/v2/template/{key}"},
        }

    def known(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """What was taken under a reference."""
        wanted = query.get("reference", [""])[0]
        UUID(wanted)
        found = [each for each in self.taken if each.get("reference") == wanted]
        return {"notifications": found, "links": {"current": f"{self.url}/v2/notifications"}}


class Handler(BaseHTTPRequestHandler):
    """One request to the service."""

    service: Notify

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        if status == REDIRECT:
            self.send_header("Location", f"{self.service.url}/elsewhere")
        self.end_headers()
        self.wfile.write(raw)

    def _served(self, method: str) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        address = urlsplit(self.path)
        self.service.asked.append(f"{method} {address.path}")
        trouble = self.service.trouble.pop(0) if self.service.trouble else ""
        try:
            self.service.authorise(self.headers.get("Authorization"))
            if trouble.isdigit():
                raise Refusal(int(trouble), "Exception", "Internal server error")
            status, body = self._routed(method, address.path, raw, parse_qs(address.query))
        except Refusal as no:
            status, body = no.status, no.body
        if trouble == "drop after taking":
            self.connection.close()
        else:
            self._answer(status, body)

    def _routed(self, method: str, path: str, raw: bytes, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if (method, path) == ("POST", "/v2/notifications/sms"):
            return 201, self.service.take(json.loads(raw))
        if (method, path) == ("GET", "/v2/notifications"):
            return 200, self.service.known(query)
        raise Refusal(404, "NoResultFound", "No result found")

    def do_POST(self) -> None:
        """A text is handed over."""
        self._served("POST")

    def do_GET(self) -> None:
        """Somebody asks what is known."""
        self._served("GET")

    def log_message(self, *args: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def notify(now: datetime) -> Iterator[Notify]:
    """The service, listening on this machine."""
    service = Notify(now)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Served", (Handler,), {"service": service}))
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
