"""Asking a route finder how long drives take: its two dialects, and when an answer is not to be believed.

OSRM's table service (docs/http.md of its repository) and Valhalla's matrix (its API reference); either is told
coordinates and nothing else. Drives are in seconds at usual times, without parking.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from tornio.core.errors import Refused
from tornio.core.travel import Point, kilometres

AT_ONCE = 50  # sources, and as many targets, in one question: both take so many as they come
LONGEST = 24 * 3600  # seconds; a drive that takes longer is none of ours
FASTEST = 250 / 3600  # kilometres a second, as the crow flies
_SAY = "Say which route finder and where, like osrm:http://127.0.0.1:5000 or valhalla:https://roads.example:8002."
BESIDE = 2.0  # kilometres that the nearest road may lie away


class Dialect(StrEnum):
    """In which words a route finder is asked."""

    OSRM = "osrm"
    VALHALLA = "valhalla"


class NotBelieved(Exception):
    """An answer that is none, or cannot be true."""


class NotAskedYet(Exception):
    """These points have to be asked about first, with no transaction open; then what was wanted is begun anew."""

    def __init__(self, points: tuple[Point, ...]) -> None:
        super().__init__(f"{len(points)} points")
        self.points = points


@dataclass(frozen=True, slots=True)
class Finder:
    """A service's own route finder, and where it is."""

    dialect: Dialect
    is_https: bool
    host: str
    port: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One request: how, at which path, and with what in it."""

    method: str
    path: str
    body: str | None
    sources: tuple[Point, ...]
    targets: tuple[Point, ...]


Drives = dict[tuple[Point, Point], float | None]
"""Seconds from one point to another; None where the route finder knows no way."""


def finder(told: str) -> Finder | None:
    """From “osrm:http://127.0.0.1:5000”; nothing where nothing is told."""
    if not told.strip():
        return None
    name, _colon, address = told.strip().partition(":")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as wrong:
        raise Refused(_SAY) from wrong
    more = parts.username is not None or parts.query or parts.fragment
    if name not in set(Dialect) or parts.scheme not in {"http", "https"} or not host or more:
        raise Refused(_SAY)
    is_https = parts.scheme == "https"
    return Finder(Dialect(name), is_https, host, port or (443 if is_https else 80), parts.path.rstrip("/"))


def questions(who: Finder, points: Sequence[Point]) -> list[Question]:
    """What to ask to know every drive among these points."""
    blocks = [tuple(points[first : first + AT_ONCE]) for first in range(0, len(points), AT_ONCE)]
    ask = _osrm if who.dialect is Dialect.OSRM else _valhalla
    return [ask(who, sources, targets) for sources in blocks for targets in blocks]


def _osrm(who: Finder, sources: tuple[Point, ...], targets: tuple[Point, ...]) -> Question:
    every = sources if sources == targets else (*sources, *targets)
    path = ";".join(f"{each.longitude:.5f},{each.latitude:.5f}" for each in every)
    if sources != targets:
        named = ";".join(map(str, range(len(sources)))), ";".join(map(str, range(len(sources), len(every))))
        path += f"?sources={named[0]}&destinations={named[1]}"
    return Question("GET", f"{who.path}/table/v1/driving/{path}", None, sources, targets)


def _valhalla(who: Finder, sources: tuple[Point, ...], targets: tuple[Point, ...]) -> Question:
    told = [[{"lat": round(each.latitude, 5), "lon": round(each.longitude, 5)} for each in some]
            for some in (sources, targets)]  # fmt: skip
    body = json.dumps({"sources": told[0], "targets": told[1], "costing": "auto"}, separators=(",", ":"))
    return Question("POST", f"{who.path}/sources_to_targets", body, sources, targets)


def answer(who: Finder, asked: Question, status: int, body: bytes) -> Drives:
    """The drives that were asked for. Errors: NotBelieved, for the whole of an answer of which one part cannot be."""
    if status != 200:  # noqa: PLR2004 - OK
        raise NotBelieved(f"status {status}")
    try:
        told = json.loads(body)
        table = _rows(told) if who.dialect is Dialect.OSRM else _times(told["sources_to_targets"])
    except (ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise NotBelieved("not an answer of its kind") from wrong
    if [len(row) for row in table] != [len(asked.targets)] * len(asked.sources):
        raise NotBelieved("not as many as were asked for")
    return {
        (a, b): _believed(a, b, seconds)
        for a, row in zip(asked.sources, table, strict=True)
        for b, seconds in zip(asked.targets, row, strict=True)
    }


def _rows(told: Any) -> list[list[Any]]:
    if told["code"] != "Ok":
        raise NotBelieved("it says that something was wrong")
    return [list(row) for row in told["durations"]]


def _times(rows: Any) -> list[list[Any]]:
    if isinstance(rows, dict):  # the short form
        return [list(row) for row in rows["durations"]]
    return [[cell["time"] for cell in row] for row in rows]


def _believed(a: Point, b: Point, seconds: Any) -> float | None:
    if seconds is None:
        return None
    is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not is_number or not 0 <= seconds <= LONGEST:
        raise NotBelieved("no time that a drive takes")
    if kilometres(a, b) - BESIDE > seconds * FASTEST:
        raise NotBelieved("faster than anybody drives")
    return float(seconds)
