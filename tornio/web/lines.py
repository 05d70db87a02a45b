"""Lines over time for the pages that show somebody their own answers: places on a picture of 460 by 170."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tornio.core.instruments import number

LEFT, RIGHT, TOP, BOTTOM = 40.0, 440.0, 16.0, 130.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """The points in time, the path through them, and the heights of the lowest and the highest number."""

    points: tuple[tuple[float, float], ...]
    path: str
    levels: tuple[tuple[str, float], ...]


def draw(
    values: Sequence[tuple[datetime, float]], lowest: float, highest: float, told: Callable[[float], str] = number
) -> Drawn:
    """Each value by its moment and its height; a single one stands in the middle. `told`: what a height is called."""
    first, last = values[0][0], values[-1][0]
    length = (last - first).total_seconds()
    room, unit = RIGHT - LEFT - 20, (BOTTOM - TOP) / (highest - lowest)
    points = tuple(
        (
            round(LEFT + 10 + (room * (at - first).total_seconds() / length if length else room / 2), 1),
            round(BOTTOM - (value - lowest) * unit, 1),
        )
        for at, value in values
    )
    return Drawn(
        points,
        " ".join(f"{x},{y}" for x, y in points),
        ((told(lowest), BOTTOM), (told(highest), TOP)),
    )
