"""The curve of a planned week as a picture: to the right more on the road, upwards more of the same faces."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tornio.records.visible.timetables import TimetableRow

LEFT, RIGHT, TOP, BOTTOM = 48.0, 440.0, 20.0, 190.0  # of the picture of the curve
_ROOM = 0.85  # of its width, so that what stands beside the last point is in it


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curve: where it stands in the picture, and what the table says of it.

    `prices` are what a known face is worth there: more than one, where all of them come to the same.
    """

    prices: tuple[int, ...]
    x: float
    y: float
    road: timedelta
    meetings: int
    looked_for: int
    same: int
    of: int
    shown: bool
    label: str  # the numbers of all points that stand there


def points(planned: TimetableRow) -> list[Point]:
    """The points that differ, as the table tells them."""
    alike: dict[tuple[int, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for each in planned.curve:
        alike[tuple(each[key] for key in ("road", "meetings", "looked_for", "same", "of"))].append(each)
    curve = [some[0] for some in alike.values()]
    stands: dict[tuple[int, float], list[str]] = defaultdict(list)
    for number, each in enumerate(curve, 1):
        stands[each["road"], _share(each)].append(str(number))
    roads = [each["road"] for each in curve]
    least, wide = min(roads, default=0), max(max(roads, default=0) - min(roads, default=0), 1)
    return [
        Point(
            prices=(prices := tuple(of["price"] for of in some)),
            x=round(LEFT + (RIGHT - LEFT) * (0.05 + _ROOM * (each["road"] - least) / wide), 1),
            y=round(BOTTOM - (BOTTOM - TOP) * _share(each), 1),
            road=timedelta(seconds=each["road"]),
            meetings=each["meetings"],
            looked_for=each["looked_for"],
            same=each["same"],
            of=each["of"],
            shown=planned.price in prices,
            label=", ".join(stands[each["road"], _share(each)]),
        )
        for each, some in zip(curve, alike.values(), strict=True)
    ]


def _share(point: Mapping[str, int]) -> float:
    return point["same"] / point["of"] if point["of"] else 1.0
