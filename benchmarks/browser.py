"""A small browser for benchmarks: one connection, cookies, forms; as little work of its own as possible."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

HIDDEN: re.Pattern[bytes] = re.compile(rb'name="(csrfmiddlewaretoken|key)"[^>]*value="([^"]+)"')


@dataclass(slots=True)
class Answer:
    """What came back, and how long it took in seconds."""

    status: int
    body: bytes
    seconds: float
    location: str


@dataclass(slots=True)
class Browser:
    """One person's browser, on 127.0.0.1."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def ask(self, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Answer:
        """One request; the answer is read whole."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        body = None
        if form is not None:
            body = urlencode(form)
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        started = time.perf_counter()
        answer = self._send("POST" if form is not None else "GET", path, body, sent)
        read = answer.read()
        seconds = time.perf_counter() - started
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.split(";", 1)[0]
        return Answer(answer.status, read, seconds, answer.getheader("Location") or "")

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        for last in (False, True):
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self.line.request(method, path, body, headers)
                return self.line.getresponse()
            except (http.client.HTTPException, ConnectionError):
                self.line.close()
                self.line = None
                if last:
                    raise
        raise AssertionError("never here")

    def come_in(self, token: str) -> None:
        """Sign in by a demo link."""
        page = self.ask(f"/enter/{token}/")
        self.ask(f"/enter/{token}/", {"csrfmiddlewaretoken": secret(page)})
        chosen = self.ask("/as/")
        if chosen.status not in (302, 303):
            raise SystemExit(f"{token} could not come in: {chosen.status}")


def secret(page: Answer) -> str:
    """The form's own secret."""
    return _hidden(page, b"csrfmiddlewaretoken")


def key_of(page: Answer) -> str:
    """The key of the row that the page's first form would make."""
    return _hidden(page, b"key")


def _hidden(page: Answer, name: bytes) -> str:
    found = (match[2].decode() for match in HIDDEN.finditer(page.body) if match[1] == name)
    return next(found, "")
