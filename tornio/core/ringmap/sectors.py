"""The parts of life round the rings: their names run along the outermost one, upright above and below."""

from collections.abc import Iterator
from math import ceil, cos, pi, sin

from tornio.core.ringmap.letters import text_width
from tornio.core.ringmap.places import Ground
from tornio.core.ringmap.values import Box, PlacedSector, SectorName

_GAP = 6.0


def placed_sector(name: SectorName, on: Ground, size: float) -> PlacedSector:
    """A sector with the path along which its name is written."""
    start, end = on.sectors[name.key]
    inner, outer = on.rings[0], on.rings[2]
    spoke = (inner * cos(start), inner * sin(start), outer * cos(start), outer * sin(start))
    return PlacedSector(name.key, name.words, start, end, _arc((start + end) / 2, outer, size), spoke)


def name_boxes(name: SectorName, on: Ground, size: float) -> Iterator[Box]:
    """Small boxes along a sector's name, so that nobody else's name is written on it."""
    middle, radius = sum(on.sectors[name.key]) / 2, on.rings[2] + _GAP + size / 2
    width = text_width(name.words, size)
    count = ceil(width / size)
    for place in range(count + 1):
        angle = middle + (place / count - 0.5) * width / radius
        x, y, half = radius * cos(angle), radius * sin(angle), size * 0.55
        yield Box(x - half, y - half, x + half, y + half)


def _arc(middle: float, outer: float, size: float) -> str:
    """Half a circle round the middle of a sector; below, it runs backwards, so that letters stand upright."""
    below = sin(middle) > 0
    radius = outer + _GAP + (0.75 * size if below else 0.0)
    ends = (middle + pi / 2, middle - pi / 2) if below else (middle - pi / 2, middle + pi / 2)
    (x1, y1), (x2, y2) = ((radius * cos(angle), radius * sin(angle)) for angle in ends)
    return f"M{x1:.1f} {y1:.1f}A{radius:.1f} {radius:.1f} 0 0 {0 if below else 1} {x2:.1f} {y2:.1f}"
