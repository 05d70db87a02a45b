"""Where everyone stands: how wide each sector is, how far out each ring lies, and each node's place in its own cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, cos, pi, sin

from tornio.core.networks import Ring
from tornio.core.ringmap.letters import shortened, text_width
from tornio.core.ringmap.values import MapNode, SectorName

NODE = 16.0
CENTRE_NODE = 40.0
CLEAR = 8.0  # between a node and any line that bounds its cell
_THINNEST = {Ring.CLOSEST: 130.0, Ring.CLOSE: 85.0, Ring.FURTHER: 82.0}  # the study's rings
_ROW = 2 * NODE + CLEAR + 4
_ROWS_APART = 72.0  # as far as two rows of nodes with names between them need to be
_WIDER, _WEIGHTIER = 1.07, 1.05  # how much more a ring and a sector get when there was no room for somebody
_EVEN_SHARE = 0.3  # of the circle goes to all sectors alike, the rest to where people are
_BEFORE_ANYONE = 30_000.0  # each sector counts as if about three more were in it: a first name moves little
# Rings begin at different parts of a slot, so that no one stands exactly behind another as seen from the centre.
_PHASE = {Ring.CLOSEST: 0.5, Ring.CLOSE: 0.36, Ring.FURTHER: 0.62}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one node."""

    node: MapNode
    angle: float
    radius: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ground:
    """The rings and sectors that everyone stands in."""

    rings: tuple[float, float, float]
    sectors: Mapping[str, tuple[float, float]]

    def band(self, ring: Ring) -> tuple[float, float]:
        """From where to where nodes of a ring may have their middle."""
        inner = CENTRE_NODE if ring is Ring.CLOSEST else self.rings[ring - 2]
        return inner + NODE + CLEAR, self.rings[ring - 1] - NODE - CLEAR


class Room:
    """How thick each ring is and how much of the circle each sector has; both grow where there is too little."""

    def __init__(self, nodes: Sequence[MapNode], sectors: Sequence[SectorName], size: float) -> None:
        self._weights = {sector.key: _BEFORE_ANYONE for sector in sectors}
        for node in nodes:
            self._weights[node.sector] += _need(node, size)
        self._thickness = dict(_THINNEST)

    def widen(self, node: MapNode) -> None:
        """Give more room to the ring and the sector in which somebody found none."""
        self._thickness[node.ring] *= _WIDER
        self._weights[node.sector] *= _WEIGHTIER

    def ground(self) -> Ground:
        """The rings and sectors as they are now; the first sector has its middle on top."""
        total, count = sum(self._weights.values()), len(self._weights)
        parts = {
            key: 2 * pi * (_EVEN_SHARE / count + (1 - _EVEN_SHARE) * weight / total)
            for key, weight in self._weights.items()
        }
        angles, start = {}, -pi / 2 - next(iter(parts.values())) / 2
        for key, part in parts.items():
            angles[key] = (start, start + part)
            start += part
        closest, close, further = accumulate(self._thickness[ring] for ring in Ring)
        return Ground((closest, close, further), angles)


def spots(nodes: Sequence[MapNode], on: Ground, size: float) -> list[Spot]:
    """A place for every node, in the order given: neighbours stay neighbours when somebody is added."""
    found: list[Spot] = []
    for ring in Ring:
        for sector in on.sectors:
            cell = [node for node in nodes if node.ring is ring and node.sector == sector]
            found.extend(_in_cell(cell, on, ring, sector, size))
    order = {node.key: place for place, node in enumerate(nodes)}
    return sorted(found, key=lambda spot: order[spot.node.key])


def _in_cell(cell: Sequence[MapNode], on: Ground, ring: Ring, sector: str, size: float) -> list[Spot]:
    if not cell:
        return []
    nearest, furthest = on.band(ring)
    start, end = on.sectors[sector]
    middle = (nearest + furthest) / 2
    wished = sum(max(2.2 * NODE, 0.75 * text_width(shortened(node.name), size)) for node in cell) + CLEAR
    rows = min(ceil(wished / ((end - start) * middle)), 1 + int((furthest - nearest) // _ROW))
    apart = min(_ROWS_APART, (furthest - nearest) / max(1, rows - 1))
    placed = []
    for place, node in enumerate(cell):
        radius = middle + (place % rows - (rows - 1) / 2) * apart
        edge = min((NODE + CLEAR) / radius, (end - start) * 0.3)
        angle = start + edge + (end - start - 2 * edge) * (place + _PHASE[ring]) / len(cell)
        placed.append(Spot(node, angle, radius, radius * cos(angle), radius * sin(angle)))
    return placed


def _need(node: MapNode, size: float) -> float:
    """How much of the paper a node and its name take."""
    return (max(2 * NODE, text_width(shortened(node.name), size)) + CLEAR) * (2 * NODE + 1.3 * size + CLEAR)
