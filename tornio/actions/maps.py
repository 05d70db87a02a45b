"""Drawing a network's map: putting on, moving, ties, taking off, keeping a drawing. The person's and their team's."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tornio.actions.frame import action, kept_already, note
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.names import a_name
from tornio.core.inputs.text import a_line
from tornio.core.maps import NodeKind, Thing, TieKind, ends
from tornio.core.networks import Ring, Sector
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import MapNode, MapTie, Network, NetworkMap
from tornio.records.visible import maps as visible

LONGEST = 120


@action
def put_on(
    *,
    key: UUID,
    network: Network,
    called: str,
    ring: Ring,
    sector: Sector,
    by: Reader,
    at: datetime,
    kind: NodeKind = NodeKind.PERSON,
    relation: str = "",
    word: str = "",
    tie: TieKind | None = TieKind.TOUCH,
    answer: str | None = None,
) -> MapNode:
    """Somebody or something new stands on the drawing, and what is between them and the person."""
    _draws(network, by)
    kept: MapNode | None = kept_already(MapNode, key)
    if kept is not None:
        return kept
    name = a_name(called, answer=answer, field="called")
    if len(name) > LONGEST:
        raise Refused(f"This is longer than the {LONGEST} letters that fit.", "called")
    map_ = _on_the_table(network, by, at)
    node = MapNode.objects.create(
        id=key,
        organisation_id=by.organisation_id,
        map=map_,
        thing=key,
        called=name,
        relation=a_line(relation, limit=LONGEST, field="relation"),
        ring=ring.value,
        sector=sector.value,
        kind=kind.value,
        word=a_line(word, limit=LONGEST, field="word"),
    )
    _tie(map_, None, key, tie, by)
    note("put somebody on the map", by=by, at=at, network=network.pk, subject=map_.pk)
    return node


@action
def put_on_member(*, network: Network, thing: UUID, by: Reader, at: datetime) -> MapNode:
    """Somebody who belongs, or a helper of the team, stands on the drawing; or something stands on it again."""
    _draws(network, by)
    map_ = _on_the_table(network, by, at)
    known = MapNode.objects.filter(map=map_, thing=thing).first()
    if known is None:
        found = visible.beginning(network, at).thing(thing)
        if found is None:
            raise NotForYou
        known = _copied(found, map_)
        known.save(force_insert=True)
        _tie(map_, None, thing, TieKind.TOUCH, by)
    elif known.taken_off:
        MapNode.objects.filter(pk=known.pk).update(taken_off=False)
        _tie(map_, None, thing, TieKind.TOUCH, by)
    note("put somebody on the map", by=by, at=at, network=network.pk, subject=map_.pk)
    return known


@action
def change(
    *,
    network: Network,
    thing: UUID,
    by: Reader,
    at: datetime,
    ring: Ring,
    sector: Sector,
    tie: TieKind | None,
    seen: tuple[Ring, Sector, TieKind | None] | None = None,
    words: dict[str, str] | None = None,
    kind: NodeKind | None = None,
) -> MapNode:
    """One line of the map: how close, which part of life, what is between them and the person; its words.

    `seen` is the line as the one who draws saw it. What they did not touch stays as it is now; what somebody else
    has changed meanwhile into something else is said, and nothing is kept.
    """
    _draws(network, by)
    map_ = _on_the_table(network, by, at)
    node = _there(map_, thing)
    between = MapTie.objects.filter(map=map_, one__isnull=True, other=thing, taken_off=False).first()
    now = (Ring(node.ring), Sector(node.sector), TieKind(between.kind) if between else None)
    wanted = _settle(now, seen or now, (ring, sector, tie), node.called)
    columns: dict[str, Any] = {"ring": wanted[0].value, "sector": wanted[1].value, **_words(words or {})}
    if kind is not None:
        columns["kind"] = kind.value
    MapNode.objects.filter(pk=node.pk).update(**columns)
    _tie(map_, None, thing, wanted[2], by)
    note("changed a line of the map", by=by, at=at, network=network.pk, subject=map_.pk)
    node.refresh_from_db()
    return node


@action
def tie(*, network: Network, one: UUID, other: UUID, kind: TieKind | None, by: Reader, at: datetime) -> None:
    """What is between two of them, as the one who draws sees it; no kind: no line."""
    _draws(network, by)
    if one == other:
        raise Refused("Choose two of them.", "other")
    map_ = _on_the_table(network, by, at)
    for thing in (one, other):
        _there(map_, thing)
    first, second = ends(one, other)
    _tie(map_, first, second, kind, by)
    note("drew a line on the map", by=by, at=at, network=network.pk, subject=map_.pk)


@action
def take_off(*, network: Network, thing: UUID, by: Reader, at: datetime) -> None:
    """Off the drawing with its ties; earlier drawings stay as they were, and it can be put on again."""
    _draws(network, by)
    map_ = _on_the_table(network, by, at)
    node = _there(map_, thing)
    MapNode.objects.filter(pk=node.pk).update(taken_off=True)
    for end in ("one", "other"):
        MapTie.objects.filter(map=map_, **{end: thing}).update(taken_off=True)
    note("took somebody off the map", by=by, at=at, network=network.pk, subject=map_.pk)


@action
def keep(*, network: Network, by: Reader, at: datetime, words: str = "") -> NetworkMap | None:
    """Today's drawing is kept as it is; whatever is drawn next begins a new one from it.

    Keeping twice keeps one. None when there is nobody to draw.
    """
    _draws(network, by)
    _one_at_a_time(network)
    said = a_line(words, field="note")
    on_table = NetworkMap.objects.filter(network=network, kept_at__isnull=True).first()
    if on_table is None:
        latest = _latest(network)
        if latest is not None:
            return latest
        if not visible.beginning(network, at).things:
            raise Refused("Nobody stands on the map yet.")
        on_table = _on_the_table(network, by, at)
    NetworkMap.objects.filter(pk=on_table.pk).update(kept_at=at, note=said)
    note("kept a drawing of the map", by=by, at=at, network=network.pk, subject=on_table.pk)
    on_table.kept_at, on_table.note = at, said
    return on_table


def _draws(network: Network, by: Reader) -> None:
    if not visible.may_draw(by, network.pk):
        raise NotForYou


def _one_at_a_time(network: Network) -> None:
    """Two who draw at once wait for each other, so that neither begins a drawing of their own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"map {network.pk}"])


def _latest(network: Network) -> NetworkMap | None:
    return NetworkMap.objects.filter(network=network, kept_at__isnull=False).order_by("-kept_at").first()


def _on_the_table(network: Network, by: Reader, at: datetime) -> NetworkMap:
    """The drawing that may be changed: the one begun, or a new one copied from the latest, or from who belongs."""
    _one_at_a_time(network)
    begun = NetworkMap.objects.filter(network=network, kept_at__isnull=True).first()
    if begun is not None:
        return begun
    latest = _latest(network)
    sheet = visible.sheets([latest])[latest.pk] if latest else visible.beginning(network, at)
    map_ = NetworkMap.objects.create(
        organisation_id=by.organisation_id, network=network, drawn_at=at, drawn_by_id=by.person
    )
    MapNode.objects.bulk_create([_copied(thing, map_) for thing in sheet.things])
    MapTie.objects.bulk_create([
        MapTie(
            id=new_key(), organisation_id=by.organisation_id, map=map_, one=first, other=second, kind=kind.value
        )
        for (first, second), kind in sheet.ties.items()
    ])  # fmt: skip
    return map_


def _copied(thing: Thing, map_: NetworkMap) -> MapNode:
    return MapNode(
        id=new_key(),
        organisation_id=map_.organisation_id,
        map=map_,
        thing=thing.key,
        person_id=thing.person,
        called=thing.called[:LONGEST],
        relation=thing.relation,
        ring=thing.ring.value,
        sector=thing.sector.value,
        kind=thing.kind.value,
        word=thing.word,
    )


def _there(map_: NetworkMap, thing: UUID) -> MapNode:
    node = MapNode.objects.filter(map=map_, thing=thing, taken_off=False).first()
    if node is None:
        raise Refused("They are not on the map any more. Somebody else took them off.")
    return node


def _tie(map_: NetworkMap, one: UUID | None, other: UUID, kind: TieKind | None, by: Reader) -> None:
    known = MapTie.objects.filter(map=map_, other=other, one=one)
    if one is None:
        known = MapTie.objects.filter(map=map_, other=other, one__isnull=True)
    there = known.first()
    if there is not None:
        columns: dict[str, Any] = {"taken_off": True} if kind is None else {"kind": kind.value, "taken_off": False}
        MapTie.objects.filter(pk=there.pk).update(**columns)
    elif kind is not None:
        MapTie.objects.create(organisation_id=by.organisation_id, map=map_, one=one, other=other, kind=kind.value)


def _settle(now: Any, seen: Any, wanted: Any, called: str) -> Any:
    """Each part as wished where it was touched, as it is now where it was not."""
    parts = []
    for is_now, was_seen, wish in zip(now, seen, wanted, strict=True):
        if wish == was_seen:
            parts.append(is_now)
        elif is_now in (was_seen, wish):
            parts.append(wish)
        else:
            raise Refused(f"Somebody else moved {called} meanwhile. Look at the line again, then keep it.")
    return tuple(parts)


def _words(words: dict[str, str]) -> dict[str, str]:
    """What they are called, how they are related, a word beside: what is given is kept."""
    given: dict[str, str] = {name: a_line(words[name], limit=LONGEST, field=name) for name in words if name != "called"}
    if "called" in words:
        given["called"] = a_name(words["called"], field="called")
    return given
