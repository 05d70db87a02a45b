"""The drawn map: nobody stands on anybody, no name on a name, everyone in their ring and their part of life."""

import random
import re
from dataclasses import replace
from itertools import combinations
from math import atan2, cos, hypot, pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tornio.core.maps import NodeKind, TieKind
from tornio.core.networks import Ring, Sector
from tornio.core.ringmap import CENTRE, Drawing, MapNode, MapTie, SectorName, draw
from tornio.core.ringmap.letters import shortened, text_width

SECTORS = (
    SectorName(Sector.FAMILY, "Family"), SectorName(Sector.FRIENDS, "Friends"),
    SectorName(Sector.WORK_AND_STUDY, "Work and study"), SectorName(Sector.PLACES, "Places"),
    SectorName(Sector.HELPERS, "Helpers"),
)  # fmt: skip
NODE, MIDDLE = 16.0, 40.0  # the radii in which the page draws them


def person(key: str, name: str, ring: int, sector: str, kind: NodeKind = NodeKind.PERSON) -> MapNode:
    return MapNode(key, name, Ring(ring), sector, kind)


LEON = (
    person("carol", "Carol", 1, "family"), person("amy", "Amy", 1, "family"), person("dev", "Dev", 2, "family"),
    person("jean", "Nan Jean", 2, "family"), person("grandad", "Grandad", 3, "family", NodeKind.DIED),
    person("neil", "Dad", 3, "family"), person("yusuf", "Yusuf", 1, "friends"),
    person("callum", "Callum", 2, "friends"), person("biscuit", "Biscuit", 2, "friends", NodeKind.ANIMAL),
    person("petrov", "Mr Petrov", 2, "work_and_study"), person("adair", "Mrs Adair", 3, "work_and_study"),
    person("harbour", "The harbour", 2, "places", NodeKind.PLACE),
    person("football", "Five-a-side", 3, "places", NodeKind.PLACE),
    person("ruth", "Ruth", 2, "helpers", NodeKind.STAFF), person("tomasz", "Tomasz", 2, "helpers", NodeKind.STAFF),
    person("farah", "Dr Siddiqui", 3, "helpers", NodeKind.STAFF),
    person("lennox", "Dr Lennox", 3, "helpers", NodeKind.STAFF),
)  # fmt: skip
LEON_TIES = (
    MapTie(CENTRE, "carol"), MapTie(CENTRE, "dev", TieKind.STRAINED), MapTie("carol", "jean", TieKind.STRAINED),
    MapTie("jean", "grandad"), MapTie(CENTRE, "neil", TieKind.QUIET), MapTie("yusuf", "petrov"),
)  # fmt: skip


# Slow and obvious checks, on the drawing alone.


def distance_to_box(drawing: Drawing, index: int, x: float, y: float) -> float:
    box = drawing.nodes[index].label.box
    return hypot(max(box.left - x, 0, x - box.right), max(box.top - y, 0, y - box.bottom))


def nobody_stands_on_anybody(drawing: Drawing) -> bool:
    apart = all(hypot(a.x - b.x, a.y - b.y) > 2 * NODE for a, b in combinations(drawing.nodes, 2))
    return apart and all(hypot(each.x, each.y) > MIDDLE + NODE for each in drawing.nodes)


def no_name_stands_on_anything(drawing: Drawing) -> bool:
    for index, _ in enumerate(drawing.nodes):
        if any(distance_to_box(drawing, index, other.x, other.y) <= NODE for other in drawing.nodes):
            return False
        if distance_to_box(drawing, index, 0, 0) <= MIDDLE:
            return False
    boxes = [node.label.box for node in drawing.nodes]
    return all(
        a.right <= b.left or b.right <= a.left or a.bottom <= b.top or b.bottom <= a.top
        for a, b in combinations(boxes, 2)
    )


def everyone_is_in_their_cell(drawing: Drawing) -> bool:
    bounds = (0.0, *drawing.rings)
    angles = {sector.key: (sector.start, sector.end) for sector in drawing.sectors}
    for placed in drawing.nodes:
        inner, outer = bounds[placed.node.ring - 1], bounds[placed.node.ring]
        start, end = angles[placed.node.sector]
        beyond = (atan2(placed.y, placed.x) - start) % (2 * pi)
        if not (inner + NODE < hypot(placed.x, placed.y) < outer - NODE and 0 < beyond < end - start):
            return False
    return True


def everything_is_on_the_paper(drawing: Drawing) -> bool:
    left, top, width, height = drawing.view_box
    boxes = [*(node.label.box for node in drawing.nodes), drawing.centre.box]
    inside = all(
        left <= box.left and top <= box.top and box.right <= left + width and box.bottom <= top + height
        for box in boxes
    )
    return inside and drawing.rings[2] <= -left and width == height == -2 * left == -2 * top


def is_fit_to_be_seen(drawing: Drawing) -> bool:
    return (
        nobody_stands_on_anybody(drawing)
        and no_name_stands_on_anything(drawing)
        and everyone_is_in_their_cell(drawing)
        and everything_is_on_the_paper(drawing)
    )


NAMES = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz MWÅŁşüñ-.’木"), min_size=1, max_size=20)


@st.composite
def networks(draw_from: st.DrawFn, most: int = 40) -> tuple[MapNode, ...]:
    """Any people: spread out, or all in one cell, with any names."""
    rings = draw_from(st.lists(st.sampled_from(Ring), min_size=1, max_size=3))
    sectors = draw_from(st.lists(st.sampled_from(Sector), min_size=1, max_size=5))
    cells = st.tuples(NAMES, st.sampled_from(rings), st.sampled_from(sectors))
    people = draw_from(st.lists(cells, max_size=most))
    return tuple(MapNode(f"n{i}", name, ring, sector) for i, (name, ring, sector) in enumerate(people))


@settings(max_examples=60, deadline=None)
@given(networks(), st.data())
def test_no_network_of_forty_is_too_crowded_to_be_read(nodes: tuple[MapNode, ...], data: st.DataObject) -> None:
    keys = st.sampled_from([CENTRE, *(node.key for node in nodes)])
    ties = [MapTie(a, b) for a, b in data.draw(st.lists(st.tuples(keys, keys), max_size=40))]
    drawing = draw(nodes, ties, centre=data.draw(NAMES), sectors=SECTORS)
    assert is_fit_to_be_seen(drawing)
    assert [placed.node for placed in drawing.nodes] == list(nodes)


@pytest.mark.parametrize("ring", Ring)
def test_forty_long_names_in_one_cell_have_room(ring: Ring) -> None:
    """The worst that the map promises: everyone family, everyone equally close, every name as wide as it may be."""
    nodes = tuple(MapNode(f"n{i}", "W" * 20, ring, Sector.FAMILY) for i in range(40))
    drawing = draw(nodes, centre="Wilhelmina Montgomery", sectors=SECTORS)
    assert drawing.crowded
    assert is_fit_to_be_seen(drawing)


@pytest.mark.parametrize("seed", [2540, 2740])
def test_in_a_crowd_a_name_moves_aside_for_another(seed: int) -> None:
    """Two crowds in which somebody finds room only when a neighbour's name moves, or when the rings grow."""
    chance = random.Random(seed)
    nodes = tuple(
        MapNode(
            f"n{i}", "W" * chance.choice([4, 10, 20]), chance.choice(list(Ring)), chance.choice(["family", "friends"])
        )
        for i in range(40)
    )
    assert is_fit_to_be_seen(draw(nodes, centre="Leon", sectors=SECTORS))


def test_leon_s_seventeen_fit_the_paper_of_the_study() -> None:
    drawing = draw(LEON, LEON_TIES, centre="Leon", sectors=SECTORS)
    assert is_fit_to_be_seen(drawing)
    assert drawing.view_box == (-345, -345, 690, 690)
    assert not drawing.crowded
    assert len(drawing.ties) == len(LEON_TIES)


def test_a_person_with_nobody_around_them_yet_sees_the_rings_and_their_own_name() -> None:
    drawing = draw((), centre="Leon", sectors=SECTORS)
    assert drawing.nodes == ()
    assert drawing.rings == (130.0, 215.0, 297.0)
    widths = {round(sector.end - sector.start, 6) for sector in drawing.sectors}
    assert widths == {round(2 * pi / 5, 6)}


@settings(max_examples=40, deadline=None)
@given(networks(most=30))
def test_the_same_people_always_give_the_same_drawing(nodes: tuple[MapNode, ...]) -> None:
    assert draw(nodes, centre="Leon", sectors=SECTORS) == draw(list(nodes), centre="Leon", sectors=SECTORS)


@settings(max_examples=40, deadline=None)
@given(networks(most=25), NAMES, st.sampled_from(Ring), st.sampled_from(Sector))
def test_somebody_new_does_not_change_who_stands_next_to_whom(
    nodes: tuple[MapNode, ...], name: str, ring: Ring, sector: Sector
) -> None:
    before = draw(nodes, centre="Leon", sectors=SECTORS)
    after = draw((*nodes, MapNode("new", name, ring, sector)), centre="Leon", sectors=SECTORS)

    def order(drawing: Drawing) -> dict[tuple[Ring, str], list[str]]:
        cells: dict[tuple[Ring, str], list[str]] = {}
        for placed in sorted(drawing.nodes, key=lambda each: each.angle):
            if placed.node.key != "new":
                cells.setdefault((placed.node.ring, placed.node.sector), []).append(placed.node.key)
        return cells

    assert order(before) == order(after)


def test_mr_petrov_is_new_and_leon_s_others_hardly_move() -> None:
    without = tuple(node for node in LEON if node.key != "petrov")
    before = {each.node.key: each for each in draw(without, centre="Leon", sectors=SECTORS).nodes}
    after = draw(LEON, centre="Leon", sectors=SECTORS)
    moved = [
        hypot(each.x - before[each.node.key].x, each.y - before[each.node.key].y)
        for each in after.nodes
        if each.node.key != "petrov"
    ]
    assert max(moved) < 40, "about the width of one person"


def test_a_sector_with_more_people_is_wider_and_the_first_has_its_middle_on_top() -> None:
    drawing = draw(LEON, centre="Leon", sectors=SECTORS)
    width = {sector.key: sector.end - sector.start for sector in drawing.sectors}
    assert width["family"] > width["helpers"] > width["places"] > 0.5
    family = drawing.sectors[0]
    assert (family.start + family.end) / 2 == pytest.approx(-pi / 2)
    assert sum(width.values()) == pytest.approx(2 * pi)
    for one, following in zip(drawing.sectors, drawing.sectors[1:], strict=False):
        assert one.end == following.start


@settings(max_examples=40, deadline=None)
@given(networks())
def test_the_name_of_a_part_of_life_fits_along_its_own_part(nodes: tuple[MapNode, ...]) -> None:
    drawing = draw(nodes, centre="Leon", sectors=SECTORS)
    size = 16.0 if drawing.crowded else 20.0
    for sector in drawing.sectors:
        assert text_width(sector.words, size) < (sector.end - sector.start) * drawing.rings[2]


def test_names_of_parts_below_the_middle_do_not_stand_on_their_heads() -> None:
    """SVG's sweep flag: 1 runs clockwise (above), 0 the other way (below)."""
    for sector in draw(LEON, centre="Leon", sectors=SECTORS).sectors:
        flag = re.search(r"A[\d.]+ [\d.]+ 0 0 ([01])", sector.arc)
        assert flag is not None
        assert flag[1] == ("0" if sin((sector.start + sector.end) / 2) > 0 else "1")


def test_places_are_given_as_angle_and_radius_too() -> None:
    for placed in draw(LEON, centre="Leon", sectors=SECTORS).nodes:
        assert placed.x == pytest.approx(placed.radius * cos(placed.angle))
        assert placed.y == pytest.approx(placed.radius * sin(placed.angle))


def test_a_tie_runs_straight_where_the_way_is_free_and_bends_round_somebody_in_between() -> None:
    alone = draw((person("dev", "Dev", 3, "family"),), [MapTie(CENTRE, "dev")], centre="Leon", sectors=SECTORS)
    assert "L" in alone.ties[0].path
    path = {each.tie.b: each.path for each in draw(LEON, LEON_TIES, centre="Leon", sectors=SECTORS).ties}
    assert "Q" in path["dev"], "Carol stands between Leon and Dev"


def test_in_the_densest_crowd_a_tie_passes_as_few_as_it_can() -> None:
    nodes = tuple(MapNode(f"n{i}", "X", Ring(1 + i % 3), Sector.FAMILY) for i in range(60))
    ties = [MapTie(CENTRE, node.key) for node in nodes]
    assert len(draw(nodes, ties, centre="Leon", sectors=SECTORS).ties) == 60


def test_no_line_leads_to_somebody_whom_the_reader_may_not_see() -> None:
    """R24: the drawing with a tie to somebody hidden is the drawing without it."""
    seen = LEON[:5]
    hidden = [MapTie(CENTRE, "neil"), MapTie("neil", "carol"), MapTie("carol", "carol")]
    assert draw(seen, hidden, centre="Leon", sectors=SECTORS) == draw(seen, centre="Leon", sectors=SECTORS)


def test_a_long_name_stands_under_the_middle_and_is_shortened() -> None:
    drawing = draw((), centre="Wilhelmina Featherstonehaugh", sectors=SECTORS)
    assert drawing.centre.words == "Wilhelmina Feathers…"
    assert drawing.centre.y > MIDDLE
    assert draw((), centre="Leon", sectors=SECTORS).centre.y < MIDDLE
    assert shortened("The people at number nine") == "The people at numbe…"


def test_text_is_measured_by_its_signs() -> None:
    assert text_width("ill", 10) < text_width("abc", 10) < text_width("WWW", 10) < text_width("木木木", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
    assert text_width("(", 10) < text_width("a", 10) < text_width("A", 10)


def test_two_with_one_key_or_somebody_in_no_part_of_life_cannot_be_drawn() -> None:
    carol = LEON[0]
    for wrong in ((carol, carol), (replace(carol, key=CENTRE),), (replace(carol, sector="elsewhere"),)):
        with pytest.raises(ValueError, match="Every node needs"):
            draw(wrong, centre="Leon", sectors=SECTORS)


def test_the_parts_of_life_have_english_names_where_nobody_gives_others() -> None:
    assert [sector.words for sector in draw((), centre="Leon").sectors] == [each.words for each in SECTORS]
