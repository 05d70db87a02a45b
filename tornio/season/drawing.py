"""Drawing the map of a story: who stands where, what is between them, and the drawing kept."""

from datetime import datetime
from uuid import UUID

from tornio.actions import maps
from tornio.core.maps import NodeKind, TieKind
from tornio.core.networks import Ring, Sector
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import MapNode
from tornio.season.script import RINGS, SECTORS, Scene
from tornio.season.stage import Stage

_KINDS = {kind.value for kind in NodeKind}


def draw(stage: Stage, scene: Scene, at: datetime) -> None:
    """`map, Tomasz`: each line is somebody with their place; `tie:` says what is between them, `note:` what changed."""
    who = scene.facts[0]
    with stage.acting(who, at, "drawing the map together") as by:
        for line in scene.lines:
            if not line.startswith(("tie:", "note:")):
                _line(stage, line, by, at)
        for each in scene.said("tie").split(";"):
            if each.strip():
                _tie(stage, each.strip(), by, at)
        maps.keep(network=stage.around, words=scene.said("note"), by=by, at=at)


def _line(stage: Stage, line: str, by: Reader, at: datetime) -> None:
    head, place, *more = [part.strip() for part in line.split(";")]
    called, _, relation = head.partition(", ")
    near, _, part_of_life = place.partition(" ")
    ring, sector = RINGS[near], SECTORS[part_of_life]
    kind = NodeKind(more.pop(0)) if more and more[0] in _KINDS else NodeKind.PERSON
    word = more[0] if more else ""
    thing, network = _known(stage, called), stage.around
    if thing is None:
        node = maps.put_on(
            key=new_key(), network=network, called=called, ring=ring, sector=sector, kind=kind,
            relation=relation, word=word, by=by, at=at,
        )  # fmt: skip
        stage.things[called] = node.thing
        return
    if not MapNode.objects.filter(map__network=network, thing=thing, taken_off=False).exists():
        maps.put_on_member(network=network, thing=thing, by=by, at=at)
    maps.change(
        network=network, thing=thing, ring=ring, sector=sector, tie=TieKind.TOUCH, words={"word": word}, by=by, at=at
    )


def _known(stage: Stage, called: str) -> UUID | None:
    """What stands on the map already under this name: a thing, a member, or one of the team."""
    if called in stage.things:
        return stage.things[called]
    if called in stage.belong or called in stage.team:
        return stage.person(called).pk
    return None


def _tie(stage: Stage, told: str, by: Reader, at: datetime) -> None:
    """`Dev strained` is between him and the person; `Carol-Dev touch` between the two."""
    who, _, word = told.rpartition(" ")
    kind, things = TieKind(word), [_known(stage, name) for name in who.split("-")]
    one, *others = [thing for thing in things if thing is not None]
    if others:
        maps.tie(network=stage.around, one=one, other=others[0], kind=kind, by=by, at=at)
        return
    drawn = MapNode.objects.filter(map__network=stage.around, thing=one).order_by("-map__drawn_at")
    node = drawn.values_list("ring", "sector").first()
    assert node is not None, told
    ring, sector = Ring(node[0]), Sector(node[1])
    maps.change(network=stage.around, thing=one, ring=ring, sector=sector, tie=kind, by=by, at=at)
