"""What a drawn map is made of, before (`MapNode`, `MapTie`) and after its places are found (`Drawing`)."""

from dataclasses import dataclass
from enum import StrEnum

from tornio.core.maps import NodeKind, TieKind
from tornio.core.networks import Ring

CENTRE = "centre"
"""The key by which a tie names the person at the centre."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """Somebody or something on the map. `name` is the short name that the person uses ("Nan Jean")."""

    key: str
    name: str
    ring: Ring
    sector: str
    kind: NodeKind = NodeKind.PERSON
    relation: str = ""


@dataclass(frozen=True, slots=True)
class MapTie:
    """What is between two of them; either may be `CENTRE`."""

    a: str
    b: str
    kind: TieKind = TieKind.TOUCH


@dataclass(frozen=True, slots=True)
class SectorName:
    """A part of life, in the order in which the parts go round, and the words that stand outside the rings."""

    key: str
    words: str


class Anchor(StrEnum):
    """On which side of its point a text stands, as SVG names it."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """True when the two come nearer than the gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def reaches(self, x: float, y: float, radius: float) -> bool:
        """True when a disc comes into the rectangle."""
        beside = x - min(max(x, self.left), self.right)
        above = y - min(max(y, self.top), self.bottom)
        return beside * beside + above * above < radius * radius


@dataclass(frozen=True, slots=True)
class Label:
    """A text with its place: `x` and `y` are where its baseline starts, or ends, or has its middle."""

    words: str
    x: float
    y: float
    anchor: Anchor
    box: Box


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its place: polar (`angle` in radians clockwise from the right, `radius`) and as x and y."""

    node: MapNode
    angle: float
    radius: float
    x: float
    y: float
    label: Label


@dataclass(frozen=True, slots=True)
class PlacedTie:
    """A tie as an SVG path; it bends round whoever stands between the two."""

    tie: MapTie
    path: str


@dataclass(frozen=True, slots=True)
class PlacedSector:
    """A sector between two angles, and the spoke at which it starts.

    Its words run along `arc`, an SVG path outside the rings, with their middle at half of it (`startOffset="50%"`).
    """

    key: str
    words: str
    start: float
    end: float
    arc: str
    spoke: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole map, ready for a template: nothing in it needs reckoning any more."""

    view_box: tuple[int, int, int, int]
    crowded: bool  # names keep the small size everywhere, because larger ones would run into each other
    rings: tuple[float, float, float]
    centre: Label
    sectors: tuple[PlacedSector, ...]
    nodes: tuple[PlacedNode, ...]
    ties: tuple[PlacedTie, ...]
