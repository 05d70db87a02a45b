"""Bars for the pages that count: each week's parts one on the other, as places on a picture of 460 by 250."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tornio.core.tallies import Came, Week

LEFT, RIGHT, TOP, BOTTOM = 40.0, 446.0, 18.0, 214.0
NARROW = 0.62  # of the room a week has, so that its bar stands apart
ROOM_FOR_A_NUMBER = 15.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar; `told` is its number where there is room for it."""

    came: Came
    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One week."""

    start: date
    middle: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The picture: its bars, and the heights at which a line says how many."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, float], ...]


def _tallest(weeks: Sequence[Week]) -> int:
    """An even number that no week goes beyond, so that the middle line is a whole number."""
    most = max((week.total for week in weeks), default=0)
    return max(4, most + most % 2)


def draw(weeks: Sequence[Week], ways: Sequence[Came]) -> Bars:
    """The bars of these weeks, their parts in the order of `ways` from the ground up."""
    tallest = _tallest(weeks)
    unit, room = (BOTTOM - TOP) / tallest, (RIGHT - LEFT) / max(1, len(weeks))
    bars = []
    for place, week in enumerate(weeks):
        middle = LEFT + room * (place + 0.5)
        bars.append(Bar(week.start, round(middle, 1), tuple(_parts(week, ways, middle, room * NARROW, unit))))
    lines = tuple((many, round(BOTTOM - many * unit, 1)) for many in (0, tallest // 2, tallest))
    return Bars(tuple(bars), lines)


def _parts(week: Week, ways: Sequence[Came], middle: float, width: float, unit: float) -> Iterator[Part]:
    ground = BOTTOM
    for came in ways:
        many = week.of(came)
        if many:
            ground -= many * unit
            told = str(many) if many * unit >= ROOM_FOR_A_NUMBER else ""
            yield Part(
                came, round(middle - width / 2, 1), round(ground, 1), round(width, 1), round(many * unit, 1), told
            )
