"""Drawn maps as the reader may see them: for the person and whoever works with the network, nobody else (R24)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tornio.core.maps import Changed, NodeKind, Sheet, Thing, TieKind, changes
from tornio.core.networks import Belonging, Ring, Sector
from tornio.core.sharing import Resource, Right, may
from tornio.people.acting import Reader
from tornio.records.models import MapNode, MapTie, Network, NetworkMap, NetworkMember, TeamMember
from tornio.records.visible.reach import reach

SHOWN = 6  # drawings on the line of time, unless all are asked for


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawing with what is on it, and what changed since the one before; `pk` None: nothing is drawn yet."""

    sheet: Sheet
    pk: UUID | None = None
    kept_at: datetime | None = None
    note: str = ""
    is_first: bool = False
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Maps:
    """All that a map page shows: the drawing looked at, those on the line of time, and who may be put on."""

    network: Network
    drawn: Drawn
    drawings: tuple[Drawn, ...]
    has_older: bool
    may_change: bool
    not_on_it: tuple[Thing, ...] = ()
    taken_off: tuple[Thing, ...] = field(default_factory=tuple)


def network(reader: Reader, network_id: UUID) -> Network | None:
    """The network, for those who may see its map."""
    if not may(reach(reader).standing(network_id), Right.READ, Resource.MAP):
        return None
    return Network.objects.select_related("centre").filter(pk=network_id).first()


def may_draw(reader: Reader, network_id: UUID) -> bool:
    """True for the person and their team."""
    return may(reach(reader).standing(network_id), Right.WRITE, Resource.MAP)


def maps(reader: Reader, network_id: UUID, *, drawn: UUID | None = None, all_of_them: bool = False) -> Maps | None:
    """The map page of a network; with `drawn` an earlier drawing. None where it is not theirs or not there."""
    found = network(reader, network_id)
    if found is None:
        return None
    rows = list(NetworkMap.objects.filter(network=found).order_by("-drawn_at", "-kept_at", "pk"))
    # The one on the table stands last on the line of time, whatever day it was begun on.
    rows.sort(key=lambda row: (row.kept_at is None, row.kept_at or row.drawn_at), reverse=True)
    wanted = next((place for place, row in enumerate(rows) if row.pk == drawn), None if drawn else 0)
    if wanted is None:
        return None
    few = rows if all_of_them or wanted >= SHOWN else rows[: SHOWN + 1]
    drawings = _compared(few, is_whole=len(few) == len(rows))
    begun = drawings[wanted] if drawings else Drawn(beginning(found, reader.at), is_first=True)
    shown = drawings if len(few) == len(rows) else drawings[:SHOWN]
    return Maps(
        network=found,
        drawn=begun,
        drawings=tuple(reversed(shown)),
        has_older=len(shown) < len(rows),
        may_change=wanted == 0 and may_draw(reader, network_id),
        not_on_it=_not_on_it(found, begun.sheet, reader.at) if begun.pk and wanted == 0 else (),
        taken_off=_taken_off(begun.pk) if wanted == 0 else (),
    )


def sheets(maps: Sequence[NetworkMap]) -> dict[UUID, Sheet]:
    """What is on each of these drawings, in an order that is the same in all of them; two queries for all."""
    keys = [row.pk for row in maps]
    things: defaultdict[UUID, list[Thing]] = defaultdict(list)
    ties: defaultdict[UUID, dict[tuple[UUID | None, UUID], TieKind]] = defaultdict(dict)
    for node in MapNode.objects.filter(map__in=keys, taken_off=False).order_by("thing", "pk"):
        things[node.map_id].append(thing(node))
    for tie in MapTie.objects.filter(map__in=keys, taken_off=False).order_by("one", "other", "pk"):
        ties[tie.map_id][tie.one, tie.other] = TieKind(tie.kind)
    return {key: Sheet(tuple(things[key]), ties[key]) for key in keys}


def thing(node: MapNode) -> Thing:
    """A node as a value."""
    return Thing(
        key=node.thing,
        called=node.called,
        ring=Ring(node.ring),
        sector=Sector(node.sector),
        kind=NodeKind(node.kind),
        relation=node.relation,
        word=node.word,
        person=node.person_id,
    )


def beginning(network: Network, at: datetime) -> Sheet:
    """What a first map begins from: whoever belongs to the network, and its team."""
    found = {each.key: each for each in [*_team(network, at), *_members(network)]}
    things = sorted(found.values(), key=lambda each: each.key)
    return Sheet(tuple(things), {(None, each.key): TieKind.TOUCH for each in things})


def _members(network: Network) -> list[Thing]:
    belongs = NetworkMember.objects.filter(network=network, belonging=Belonging.BELONGS.value)
    return [
        Thing(
            key=member.person_id,
            called=member.person.called,
            ring=Ring(member.ring),
            sector=Sector(member.sector),
            relation=member.relation,
            person=member.person_id,
        )
        for member in belongs.select_related("person").order_by("during", "id")
    ]


def _team(network: Network, at: datetime) -> list[Thing]:
    team = TeamMember.objects.filter(network=network, during__contains=at)
    return [
        Thing(
            key=member.practitioner.person_id,
            called=member.practitioner.person.called,
            ring=Ring.FURTHER,
            sector=Sector.HELPERS,
            kind=NodeKind.STAFF,
            relation=member.practitioner.described,
            person=member.practitioner.person_id,
        )
        for member in team.select_related("practitioner__person").order_by("during", "id")
    ]


def _compared(rows: Sequence[NetworkMap], *, is_whole: bool) -> list[Drawn]:
    """The drawings, newest first, each with what changed since the one before it."""
    of = sheets(rows)
    found = []
    for place, row in enumerate(rows):
        before = rows[place + 1] if place + 1 < len(rows) else None
        found.append(
            Drawn(
                sheet=of[row.pk],
                pk=row.pk,
                kept_at=row.kept_at,
                note=row.note,
                is_first=is_whole and before is None,
                changed=changes(of[before.pk], of[row.pk]) if before else (),
            )
        )
    return found


def _not_on_it(network: Network, sheet: Sheet, at: datetime) -> tuple[Thing, ...]:
    there = {each.key for each in sheet.things} | {each.person for each in sheet.things}
    return tuple(each for each in beginning(network, at).things if each.key not in there)


def _taken_off(map_id: UUID | None) -> tuple[Thing, ...]:
    if map_id is None:
        return ()
    return tuple(thing(node) for node in MapNode.objects.filter(map=map_id, taken_off=True).order_by("called", "pk"))
