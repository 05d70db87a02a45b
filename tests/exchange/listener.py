"""An address outside the house that heads are told to: a real HTTP server on this machine, which remembers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REDIRECT = 307


@dataclass
class Listener:
    """What it was told and how, and what is to go wrong next."""

    url: str = ""
    told: list[str] = field(default_factory=list)  # the bodies that it took
    asked: list[tuple[str, str]] = field(default_factory=list)  # every request: its path and its authorization
    kinds: set[str] = field(default_factory=set)  # what the bodies call themselves
    trouble: list[str] = field(default_factory=list)  # a status, "slow", "nonsense", or "drop after taking"

    @property
    def lines(self) -> list[str]:
        """All that it was told, line by line."""
        return "".join(self.told).splitlines()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    listener: Listener

    def do_POST(self) -> None:
        """Somebody tells."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self.listener.asked.append((self.path, self.headers.get("Authorization", "")))
        trouble = self.listener.trouble.pop(0) if self.listener.trouble else "204"
        if trouble == "slow":
            time.sleep(0.6)
            return
        if trouble == "nonsense":
            self.wfile.write(b"\x00\x01\r\n\r\n")
            return
        if trouble in {"204", "drop after taking"}:
            self.listener.told.append(body)
            self.listener.kinds.add(self.headers["Content-Type"])
        if trouble == "drop after taking":
            return
        self.send_response(int(trouble))
        if int(trouble) == REDIRECT:
            self.send_header("Location", f"{self.listener.url}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def listening() -> Iterator[Listener]:
    """The server, listening on this machine."""
    listener = Listener()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Served", (Handler,), {"listener": listener}))
    server.daemon_threads = True
    listener.url = f"http://127.0.0.1:{server.server_port}/heads"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
