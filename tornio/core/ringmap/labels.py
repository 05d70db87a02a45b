"""Where each name stands: beside its node by rule, never on another node or name, and off the lines where it can."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from tornio.core.ringmap.letters import shortened, text_width
from tornio.core.ringmap.places import NODE, Ground, Spot
from tornio.core.ringmap.values import Anchor, Box, Label

_GAP = 5.0
_BETWEEN = 3.0  # the least room between two names
_ASCENT, _DESCENT = 0.8, 0.25
_HARDLY = 1e-9
_BEYOND, _OUTSIDE = 40.0, 0.3  # a name far beyond the rings costs: it makes the whole picture smaller
Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Choice:
    label: Label
    cost: float


def label_at(words: str, x: float, y: float, anchor: Anchor, size: float) -> Label:
    """A label with the box that it fills; `y` is its baseline."""
    width = text_width(words, size)
    left = x - {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[anchor]
    box = Box(left, y - _ASCENT * size, left + width, y + _DESCENT * size)
    return Label(words, x, y, anchor, box)


def placed_labels(
    spots: Sequence[Spot], on: Ground, taken: Sequence[Box], lines: Sequence[Line], size: float
) -> list[Label] | Spot:
    """A label for each spot, in order; or the spot for which this ground has no room."""
    choices = []
    for spot in spots:
        choices.append(_free_choices(spot, spots, on, taken, lines, size))
        if not choices[-1]:
            return spot
    chosen: dict[int, _Choice] = {}
    for index in sorted(range(len(spots)), key=lambda each: (len(choices[each]), each)):
        if not _settle(index, choices, chosen):
            return spots[index]
    return [chosen[index].label for index in range(len(spots))]


def _settle(index: int, choices: Sequence[Sequence[_Choice]], chosen: dict[int, _Choice]) -> bool:
    """The cheapest free place; or one that a single neighbour can make free by moving."""
    for choice in choices[index]:
        if not _in_the_way(choice, chosen):
            chosen[index] = choice
            return True
    for choice in choices[index]:
        others = _in_the_way(choice, chosen)
        if len(others) > 1:
            continue
        rest = {key: value for key, value in chosen.items() if key != others[0]} | {index: choice}
        moved = next((each for each in choices[others[0]] if not _in_the_way(each, rest)), None)
        if moved is not None:
            chosen.update({index: choice, others[0]: moved})
            return True
    return False


def _in_the_way(choice: _Choice, chosen: dict[int, _Choice]) -> list[int]:
    return [key for key, other in chosen.items() if choice.label.box.overlaps(other.label.box, _BETWEEN)]


def _free_choices(
    spot: Spot, spots: Sequence[Spot], on: Ground, taken: Sequence[Box], lines: Sequence[Line], size: float
) -> list[_Choice]:
    """Every place for this name that is on no node and on nothing taken, the best first."""
    words = shortened(spot.node.name)
    reach = text_width(words, size) + 3 * NODE
    near = [other for other in spots if abs(other.x - spot.x) < reach and abs(other.y - spot.y) < reach]
    free = []
    for rank, (x, y, anchor) in enumerate(_places_beside(spot, size)):
        label = label_at(words, x, y, anchor, size)
        if any(label.box.reaches(other.x, other.y, NODE + _GAP - 1) for other in near):
            continue
        if any(label.box.overlaps(box, _BETWEEN) for box in taken):
            continue
        crossed = 3 * sum(_crosses(line, label.box) for line in lines) + sum(
            _on_ring(label.box, ring) for ring in on.rings
        )
        beside = max(-label.box.left, label.box.right, -label.box.top, label.box.bottom)
        outside = max(0.0, beside - on.rings[-1] - _BEYOND) * _OUTSIDE
        free.append(_Choice(label, rank + crossed + outside))
    return sorted(free, key=lambda choice: choice.cost)


def _places_beside(spot: Spot, size: float) -> Iterator[tuple[float, float, Anchor]]:
    """Places in the order in which they are liked: outward above or below, beside, then off the corners."""
    below, above = spot.y + NODE + _GAP + _ASCENT * size, spot.y - NODE - _GAP - _DESCENT * size
    level = spot.y + 0.28 * size
    outward, inward = (below, above) if spot.y >= 0 else (above, below)
    side, away = (1, -1) if spot.x >= 0 else (-1, 1)
    on_side = {1: Anchor.START, -1: Anchor.END}
    beside = NODE + _GAP + 2
    if abs(spot.x) > 2 * abs(spot.y):
        yield spot.x + side * beside, level, on_side[side]
        yield spot.x, outward, Anchor.MIDDLE
    else:
        yield spot.x, outward, Anchor.MIDDLE
        yield spot.x + side * beside, level, on_side[side]
    yield spot.x, inward, Anchor.MIDDLE
    yield spot.x + away * beside, level, on_side[away]
    for height in (outward, inward):
        for direction in (side, away):
            yield spot.x - direction * NODE, height, on_side[direction]
    corner = 0.75 * (NODE + _GAP)
    for direction in (side, away):
        yield spot.x + direction * corner, below - corner / 2, on_side[direction]
        yield spot.x + direction * corner, above + corner / 2, on_side[direction]


def _on_ring(box: Box, radius: float) -> bool:
    """True when the line of a ring goes through the box."""
    nearest = hypot(max(box.left, -box.right, 0.0), max(box.top, -box.bottom, 0.0))
    return nearest < radius < _furthest(box)


def _furthest(box: Box) -> float:
    return hypot(max(-box.left, box.right), max(-box.top, box.bottom))


def _crosses(line: Line, box: Box) -> bool:
    """True when a straight line goes through the box (Liang and Barsky 1984)."""
    x1, y1, x2, y2 = line
    if max(x1, x2) < box.left or min(x1, x2) > box.right or max(y1, y2) < box.top or min(y1, y2) > box.bottom:
        return False
    enters, leaves = 0.0, 1.0
    for length, to_low, to_high in ((x2 - x1, box.left - x1, box.right - x1), (y2 - y1, box.top - y1, box.bottom - y1)):
        run = length or _HARDLY  # a level or an upright line
        first, last = sorted((to_low / run, to_high / run))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves
