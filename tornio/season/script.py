"""How a story of the season is written down: a play in plain text, with its people and its scenes.

    service: saltmere
    -- people
    Carol Marsh; his mother; closest family; rw; 07700 900102
    == -17 15:30 meeting, home, 95 minutes, chosen by network
    Carol: I rang because I couldn’t lie there another night.

Days are counted from the day on which the season ends; `{-5}` in somebody's words is that day's name.
"""

import re
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib.resources import files

from tornio.core.networks import Ring, Sector

RINGS = {"closest": Ring.CLOSEST, "close": Ring.CLOSE, "further": Ring.FURTHER}
SECTORS = {
    "family": Sector.FAMILY,
    "friends": Sector.FRIENDS,
    "work": Sector.WORK_AND_STUDY,
    "places": Sector.PLACES,
    "helpers": Sector.HELPERS,
}
_WHEN = re.compile(r"== (?:(?P<day>[+-]?\d+) (?P<time>\d\d:\d\d)|now(?P<now>[+-]\d+)) (?P<rest>.+)")


class BadStory(ValueError):
    """A line of a story cannot be read."""


@dataclass(frozen=True, slots=True)
class When:
    """A day and a time of the season; with `minutes` it is told from the very end instead."""

    day: int = 0
    time: time = time(0, 0)
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of a story."""

    name: str
    called: str
    relation: str = ""
    ring: Ring | None = None  # none: at the centre, or not of the network
    sector: Sector | None = None
    reads: bool = True
    writes: bool = True
    telephone: str = ""
    hours: str = ""
    born_year: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens at one time: its kind, the facts in its heading, its lines."""

    when: When
    kind: str
    facts: tuple[str, ...]
    lines: tuple[str, ...]

    def said(self, key: str, otherwise: str = "") -> str:
        """What the line that begins with this key says."""
        begin = f"{key}:"
        found = (line.removeprefix(begin).strip() for line in self.lines if line.startswith(begin))
        return next(found, otherwise)

    def has(self, fact: str) -> bool:
        """True when the heading says so."""
        return fact in self.facts


@dataclass(frozen=True, slots=True)
class Story:
    """One network's season."""

    slug: str
    service: str
    team: tuple[str, ...]
    home: str
    as_told: bool  # its days are kept, weekends too
    people: tuple[Character, ...]
    scenes: tuple[Scene, ...]

    @property
    def centre(self) -> Character:
        """The person at the centre."""
        return self.people[0]


def names(text: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def when(text: str) -> When:
    """`-11 09:30` as a day and a time."""
    day, clock = text.split()
    return When(int(day), time.fromisoformat(clock))


def character(line: str) -> Character:
    """`Carol Marsh; his mother; closest family; rw; 07700 900102; after nine`."""
    name, relation, place, rights, telephone, hours, *_ = [*(part.strip() for part in line.split(";")), *[""] * 5]
    full, _, called = name.partition(", called ")
    called = called or full.split()[0]
    if relation == "at the centre":
        return Character(name=full, called=called, born_year=int(place), telephone=rights, hours=telephone)
    ring, _, sector = place.partition(" ")
    return Character(
        name=full,
        called=called,
        relation=relation,
        ring=RINGS.get(ring),
        sector=SECTORS.get(sector),
        reads="r" in rights,
        writes="w" in rights,
        telephone=telephone,
        hours=hours,
    )


def scene(heading: str, lines: list[str]) -> Scene:
    """A scene from its heading and its lines."""
    found = _WHEN.match(heading)
    if found is None:
        raise BadStory(heading)
    kind, *facts = names(found["rest"])
    if found["now"]:
        return Scene(When(minutes=int(found["now"])), kind, tuple(facts), tuple(lines))
    moment = When(int(found["day"]), time.fromisoformat(found["time"]))
    return Scene(moment, kind, tuple(facts), tuple(lines))


def read(slug: str, text: str) -> Story:
    """A story from its text."""
    heading, *rest = re.split(r"^(?=== )", text, flags=re.MULTILINE)
    about, _, people = heading.partition("-- people")
    told = dict(line.split(": ", 1) for line in about.splitlines() if ": " in line)
    scenes = []
    for part in rest:
        first, *lines = [line.strip() for line in part.splitlines() if line.strip()]
        scenes.append(scene(first, lines))
    return Story(
        slug=slug,
        service=told["service"],
        team=names(told.get("team", "")),
        home=told.get("home", ""),
        as_told=told.get("days") == "as told",
        people=tuple(character(line) for line in people.splitlines() if line.strip()),
        scenes=tuple(scenes),
    )


@cache
def story(slug: str) -> Story:
    """The story that ships under this name."""
    return read(slug, (files("tornio.season") / "stories" / f"{slug}.txt").read_text(encoding="utf-8"))
