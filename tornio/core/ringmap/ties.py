"""How a tie is drawn: straight where the way is free, bent round whoever stands between the two."""

from collections.abc import Mapping, Sequence
from math import hypot

from tornio.core.ringmap.places import CENTRE_NODE, NODE, Spot
from tornio.core.ringmap.values import CENTRE, MapTie, PlacedTie

_CLEAR = 6.0
# How far a tie may bend, as a part of its length, to the left and to the right.
_BENDS = tuple(sign * part for part in (0.07, 0.11, 0.16, 0.22, 0.28, 0.34) for sign in (1, -1))
_STEPS = 14
Point = tuple[float, float]


def placed_ties(ties: Sequence[MapTie], spots: Sequence[Spot]) -> tuple[PlacedTie, ...]:
    """Every tie whose two ends are on this drawing; one to somebody who is not is not drawn (R24)."""
    at = _where(spots)
    return tuple(PlacedTie(tie, _path(tie, at)) for tie in _between(ties, at))


def straight_lines(ties: Sequence[MapTie], spots: Sequence[Spot]) -> list[tuple[float, float, float, float]]:
    """The same ties as straight lines, for names to keep off."""
    at = _where(spots)
    return [(*at[tie.a], *at[tie.b]) for tie in _between(ties, at)]


def _where(spots: Sequence[Spot]) -> dict[str, Point]:
    return {spot.node.key: (spot.x, spot.y) for spot in spots} | {CENTRE: (0.0, 0.0)}


def _between(ties: Sequence[MapTie], at: Mapping[str, Point]) -> list[MapTie]:
    return [tie for tie in ties if tie.a in at and tie.b in at and tie.a != tie.b]


def _path(tie: MapTie, at: Mapping[str, Point]) -> str:
    start, end = at[tie.a], at[tie.b]
    others = [
        (*point, CENTRE_NODE if key == CENTRE else NODE) for key, point in at.items() if key not in (tie.a, tie.b)
    ]
    best, fewest = 0.0, len(others) + 1
    for bend in (0.0, *_BENDS):
        turn = _turning_point(start, end, bend)
        passed = sum(_passes(start, turn, end, other) for other in others)
        if passed < fewest:
            best, fewest = bend, passed
        if not passed:
            break
    x, y = _turning_point(start, end, best)
    way = f"Q{x:.1f} {y:.1f} " if best else "L"
    return f"M{start[0]:.1f} {start[1]:.1f}{way}{end[0]:.1f} {end[1]:.1f}"


def _turning_point(start: Point, end: Point, bend: float) -> Point:
    """The control point of a curve whose middle lies `bend` of its length beside the straight line."""
    across, down = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 - 2 * bend * down, (start[1] + end[1]) / 2 + 2 * bend * across


def _passes(start: Point, turn: Point, end: Point, other: tuple[float, float, float]) -> bool:
    x, y, radius = other
    for step in range(1, _STEPS):
        t = step / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        near = hypot(a * start[0] + b * turn[0] + c * end[0] - x, a * start[1] + b * turn[1] + c * end[1] - y)
        if near < radius + _CLEAR:
            return True
    return False
