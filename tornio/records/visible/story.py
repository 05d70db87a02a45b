"""A network's story in time, newest first: the same page for the person and for staff, each with what they may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from tornio.core.between import own_words_of
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Person
from tornio.records.models import Network
from tornio.records.visible import episodes, story_meetings
from tornio.records.visible.between import network_to_read
from tornio.records.visible.reach import reach
from tornio.records.visible.story_meetings import Met, moment
from tornio.records.visible.story_sources import HIDDEN_FROM_MEMBERS, SOURCES, meetings

MEETING = "meeting"
A_PAGE = 20
ON_PAPER = 1000  # everything; a longer story is printed in parts


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing of the story: its kind, when, and either a meeting or the words that are told of it."""

    kind: str
    key: UUID
    at: datetime
    told: Mapping[str, Any]
    meeting: Met | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One part of a story, from `first` on, counted from the newest; `more` when there is an earlier part."""

    network: Network
    happenings: list[Happening]
    first: int
    more: bool
    reads: bool  # false for who reads only their own words


def story(reader: Reader, network_id: UUID, *, first: int = 0, many: int = A_PAGE) -> Story | None:
    """The story of a network from the `first` newest thing on; None for who does not stand in it.

    However long it is, it takes the same few queries.
    """
    network = network_to_read(reader, network_id)
    if network is None:
        return None
    reads = network_id in reach(reader).who(Right.READ, Resource.ENTRIES)
    index = list(_index(reader, network_id)[first : first + many + 1])
    here, more = index[:many], len(index) > many
    by_kind: dict[str, list[UUID]] = {}
    for kind, key, _at in here:
        by_kind.setdefault(kind, []).append(key)
    held = by_kind.pop(MEETING, [])
    met = story_meetings.told(reader, network_id, held) if held else {}
    told = _told(reader, network_id, by_kind)
    happenings = [Happening(kind, key, at, told.get(key, {}), met.get(key)) for kind, key, at in here]
    return Story(network, happenings, first, more, reads)


def _index(reader: Reader, network: UUID) -> QuerySet[Any]:
    """Every thing that happened as (kind, key, moment), newest first; what lies ahead stands before all else."""
    parts = [_part(MEETING, meetings(reader, network), Coalesce("opened_at", "planned__startswith"))]
    parts += [_part(kind, source.rows(reader, network), source.moment) for kind, source in SOURCES.items()]
    return parts[0].union(*parts[1:], all=True).order_by("-moment", "story_kind", "pk")


def _part(kind: str, rows: QuerySet[Any], when: Any) -> QuerySet[Any]:
    named = rows.order_by().annotate(story_kind=Value(kind, output_field=CharField()), moment=when)
    listed: QuerySet[Any] = named.values_list("story_kind", "pk", "moment")
    return listed


def _told(reader: Reader, network: UUID, by_kind: Mapping[str, list[UUID]]) -> dict[UUID, dict[str, Any]]:
    """What is told of each, all kinds in one query."""
    parts = []
    for kind, keys in by_kind.items():
        source = SOURCES[kind]
        rows = source.rows(reader, network).order_by().filter(pk__in=keys)
        kinds = rows.annotate(story_kind=Value(kind, output_field=CharField()))
        parts.append(kinds.annotate(told=JSONObject(**source.told)).values_list("story_kind", "pk", "told"))
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    whole = episodes.reads_how_it_ended(reader, network)
    rows_told = {key: _kept_back(kind, told, whole=whole) for kind, key, told in found}
    return _with_names(rows_told)


def _kept_back(kind: str, told: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    """What members read of an ending is what the person lets them know; who left the team, but not how (R22, R24)."""
    if kind == "ended" and not whole and told["ending"] in HIDDEN_FROM_MEMBERS:
        return {"ending": "", "words": told["may_know"], "handed_to": "", "may_know": "", "meeting": None}
    if kind == "left" and not whole:
        return told | {"how": "", "words": ""}
    if kind == "wish" and told["whom"]:
        told |= {"words": own_words_of(told["words"], told["called"])}
    moments = {name: moment(told[name]) for name in ("until", "told_at", "kept_at") if name in told}
    tellings = [each | {"at": moment(each["at"])} for each in told.get("tellings", [])]
    return told | moments | ({"tellings": tellings} if "tellings" in told else {})


def _with_names(rows: dict[UUID, dict[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """Talk among staff names those who spoke."""
    wanted = {key for told in rows.values() for key in told.get("people", [])}
    if not wanted:
        return rows
    names = {str(pk): name for pk, name in Person.objects.filter(pk__in=wanted).values_list("pk", "called")}
    return {
        key: told | {"people": [names[pk] for pk in told["people"] if pk in names]} if "people" in told else told
        for key, told in rows.items()
    }
