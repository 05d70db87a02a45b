"""The geometry of a network map: rings of closeness, sectors of life, everyone's place and everyone's name.

`draw` takes the people in the order in which they were drawn and gives back plain values; the picture itself is a
template. The same people always give the same drawing, and somebody new moves the others aside without changing who
stands next to whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import hypot

from tornio.core.networks import Sector
from tornio.core.ringmap.labels import label_at, placed_labels
from tornio.core.ringmap.letters import shortened, text_width
from tornio.core.ringmap.places import CENTRE_NODE, NODE, Ground, Room, Spot, spots
from tornio.core.ringmap.sectors import name_boxes, placed_sector
from tornio.core.ringmap.ties import placed_ties, straight_lines
from tornio.core.ringmap.values import (
    CENTRE,
    Anchor,
    Box,
    Drawing,
    Label,
    MapNode,
    MapTie,
    PlacedNode,
    SectorName,
)

__all__ = ["CENTRE", "IN_ENGLISH", "LARGE", "SMALL", "Drawing", "MapNode", "MapTie", "SectorName", "draw"]

LARGE, SMALL = 23.0, 18.0
"""The sizes in which the page sets names, on a telephone and elsewhere. Few people are placed for the larger one, so
that both fit; many for the smaller one, and the drawing says that it is crowded."""
IN_ENGLISH = tuple(SectorName(sector, sector.replace("_", " ").capitalize()) for sector in Sector)
_SECTOR_NAMES = {LARGE: 20.0, SMALL: 16.0}
_TRIES_WHILE_LARGE = 5
_HALF_PAPER = 345  # the study's
_LEAST_APART = 2 * NODE + 8
_EDGE = 6.0


def draw(
    nodes: Sequence[MapNode],
    ties: Sequence[MapTie] = (),
    *,
    centre: str,
    sectors: Sequence[SectorName] = IN_ENGLISH,
) -> Drawing:
    """The drawing of a network.

    Raises ValueError for two nodes with one key, or a node in no known sector. Ties to somebody who is not among the
    nodes are left out, so a reader who may not see somebody sees no line to them either (R24).
    """
    _refuse_nonsense(nodes, sectors)
    wished = _Wished(tuple(nodes), tuple(ties), tuple(sectors), centre, LARGE)
    room = Room(nodes, sectors, LARGE)
    tries = 0
    while True:  # rings that grow have room for everyone in the end
        on = room.ground()
        standing = spots(nodes, on, wished.size)
        labels = _names(standing, on, wished)
        if isinstance(labels, list):
            return _finished(standing, labels, on, wished)
        room.widen(labels.node)
        tries += 1
        if tries == _TRIES_WHILE_LARGE:
            wished = replace(wished, size=SMALL)
            room = Room(nodes, sectors, SMALL)


@dataclass(frozen=True, slots=True)
class _Wished:
    """What is to be drawn, and in which size."""

    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    sectors: tuple[SectorName, ...]
    centre: str
    size: float

    @property
    def sector_size(self) -> float:
        return _SECTOR_NAMES[self.size]


def _refuse_nonsense(nodes: Sequence[MapNode], sectors: Sequence[SectorName]) -> None:
    keys = {node.key for node in nodes}
    if len(keys) != len(nodes) or CENTRE in keys:
        raise ValueError("Every node needs a key of its own.")
    if not {node.sector for node in nodes} <= {sector.key for sector in sectors}:
        raise ValueError("Every node needs a sector that the map has.")


def _names(standing: Sequence[Spot], on: Ground, wished: _Wished) -> list[Label] | Spot:
    """Everyone's label, or somebody for whom there is no room yet."""
    for one, other in combinations(standing, 2):
        if hypot(one.x - other.x, one.y - other.y) < _LEAST_APART:
            return other
    taken = [_CENTRE_BOX, _centre(wished).box]
    lines = straight_lines(wished.ties, standing)
    for name in wished.sectors:
        taken.extend(name_boxes(name, on, wished.sector_size))
        lines.append(placed_sector(name, on, wished.sector_size).spoke)
    return placed_labels(standing, on, taken, lines, wished.size)


def _finished(standing: Sequence[Spot], labels: Sequence[Label], on: Ground, wished: _Wished) -> Drawing:
    return Drawing(
        view_box=_view_box(on, labels, wished.sector_size),
        crowded=wished.size == SMALL,
        rings=on.rings,
        centre=_centre(wished),
        sectors=tuple(placed_sector(name, on, wished.sector_size) for name in wished.sectors),
        nodes=tuple(
            PlacedNode(spot.node, spot.angle, spot.radius, spot.x, spot.y, label)
            for spot, label in zip(standing, labels, strict=True)
        ),
        ties=placed_ties(wished.ties, standing),
    )


_CENTRE_BOX = Box(-CENTRE_NODE, -CENTRE_NODE, CENTRE_NODE, CENTRE_NODE)


def _centre(wished: _Wished) -> Label:
    """The person's name: inside the middle disc, or under it when it is too long for that."""
    words, size = shortened(wished.centre), wished.size
    inside = text_width(words, size) <= 2 * (CENTRE_NODE - 4)
    return label_at(words, 0.0, 0.28 * size if inside else CENTRE_NODE + 4 + 0.8 * size, Anchor.MIDDLE, size)


def _view_box(on: Ground, labels: Sequence[Label], sector_size: float) -> tuple[int, int, int, int]:
    """The study's paper, or as much more as everything needs; a square with the person in its middle."""
    edges = (max(-label.box.left, label.box.right, -label.box.top, label.box.bottom) for label in labels)
    half = max(_HALF_PAPER, round(max(on.rings[2] + 1.6 * sector_size, *edges, 0.0) + _EDGE))
    return -half, -half, 2 * half, 2 * half
