"""A route finder on this machine: a real HTTP server that speaks OSRM's table and Valhalla's matrix, and remembers.

What it takes and answers is that of docs/http.md in OSRM's repository and of Valhalla's API reference. It drives as the
crow flies, a hundred metres in ten seconds, unless something is to go wrong.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tornio.core.travel import Point, kilometres

MOST = 100  # coordinates of one table, as OSRM begins
PAIRS = 2500  # of one matrix, as Valhalla begins


def seconds(a: Point, b: Point) -> float:
    """How long it drives: 36 km/h, as the crow flies."""
    return round(kilometres(a, b) * 100, 1)


@dataclass
class RouteFinder:
    """What it was asked, word for word, and what it does next."""

    url: str = ""
    asked: list[str] = field(default_factory=list)  # path and body of each request
    headers: set[str] = field(default_factory=set)
    trouble: str = ""  # "slow", "drip", "drop", "redirect", a status, or a cell of JSON that stands in every place
    went_on: threading.Event = field(default_factory=threading.Event)  # a slow answer was begun

    def table(self, path: str) -> dict[str, Any]:
        """OSRM's answer to a path."""
        parts = urlsplit(path)
        given = parse_qs(parts.query)
        points = [
            Point(float(b), float(a)) for a, b in (each.split(",") for each in parts.path.split("/")[-1].split(";"))
        ]
        if len(points) > MOST:
            return {"code": "TooBig", "message": "Too many table coordinates"}
        sources, targets = (
            [points[int(number)] for number in given[name][0].split(";")] if name in given else points
            for name in ("sources", "destinations")
        )
        return {"code": "Ok", "durations": self.times(sources, targets), "sources": [], "destinations": []}

    def matrix(self, body: str) -> dict[str, Any]:
        """Valhalla's answer to a body."""
        told = json.loads(body)
        assert told["costing"] == "auto"
        sources, targets = ([Point(each["lat"], each["lon"]) for each in told[name]] for name in ("sources", "targets"))
        assert len(sources) * len(targets) <= PAIRS
        rows = [
            [{"from_index": i, "to_index": j, "time": each, "distance": 1.0} for j, each in enumerate(row)]
            for i, row in enumerate(self.times(sources, targets))
        ]
        return {"sources_to_targets": rows, "units": "kilometers"}

    def times(self, sources: list[Point], targets: list[Point]) -> list[list[Any]]:
        """Row by row; or what is to stand in every place."""
        lie = self.trouble.removeprefix("cell ") if self.trouble.startswith("cell ") else None
        return [[seconds(a, b) if lie is None else json.loads(lie) for b in targets] for a in sources]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    finder: RouteFinder

    def do_GET(self) -> None:
        """A table."""
        self._answer("", lambda: self.finder.table(self.path))

    def do_POST(self) -> None:
        """A matrix."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(body, lambda: self.finder.matrix(body))

    def _answer(self, body: str, told: Any) -> None:
        self.finder.asked.append(f"{self.path} {body}".strip())
        self.finder.headers |= set(self.headers.keys())
        trouble = self.finder.trouble
        if trouble == "slow":
            self.finder.went_on.set()
            time.sleep(3)
            return
        if trouble == "drop":
            return
        if trouble == "redirect":
            self.send_response(302)
            self.send_header("Location", f"{self.finder.url}/elsewhere")
            self.end_headers()
            return
        text = trouble.removeprefix("says ") if trouble.startswith("says ") else json.dumps(told())
        with suppress(OSError):
            self.send_response(int(trouble) if trouble.isdigit() else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            for letter in text if trouble == "drip" else ():
                self.wfile.write(letter.encode())
                self.wfile.flush()
                time.sleep(0.2)
            if trouble != "drip":
                self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        """Nothing on the screen."""


@contextmanager
def finding_routes() -> Iterator[RouteFinder]:
    """A route finder that is certainly gone afterwards."""
    finder = RouteFinder()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Its", (Handler,), {"finder": finder}))
    finder.url = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        yield finder
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
