"""One entry as what it is, what stands corrected beside it, and what left the record (R17, R24, R28)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tornio.core.rights import EntryKind
from tornio.core.sharing import STAFF, Relationship, Resource, Right
from tornio.core.voices import Audience
from tornio.people.acting import Reader
from tornio.records.models import Correction, Deletion, Misfiling, Network, OpenQuestion, Statement
from tornio.records.visible import between, decisions, voices
from tornio.records.visible.reach import entries, reach

MisfilingRow = Misfiling  # for annotations of floors above, which know no tables


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what kind, whose hand it is by, when, its words and for whom."""

    kind: EntryKind
    key: UUID
    network_id: UUID
    author_id: UUID
    who: str
    at: datetime
    words: str
    audience: str = Audience.PERSON_AND_TEAM.value
    chosen: tuple[UUID, ...] = ()

    @property
    def mark(self) -> "Mark":
        """What stays the same in every wording."""
        return self.kind.value, self.author_id, self.at


Mark = tuple[str, UUID, datetime]


@dataclass(frozen=True, slots=True)
class _Source:
    rows: Callable[[Reader], QuerySet[Any]]
    author: str
    moment: str
    words: str


def _questions(reader: Reader) -> QuerySet[OpenQuestion]:
    return OpenQuestion.objects.select_related("asked_by").filter(entries(reader, "asked_by"))


SOURCES: dict[EntryKind, _Source] = {
    EntryKind.VOICE: _Source(voices.voices, "author", "said_at", "text"),
    EntryKind.QUESTION: _Source(_questions, "asked_by", "asked_at", "text"),
    EntryKind.DECISION: _Source(decisions.decisions, "written_by", "at", "words"),
    EntryKind.CALL: _Source(between.calls, "taken_by__person", "began_at", "words"),
    EntryKind.TALK: _Source(between.talks, "written_by", "at", "words"),
    EntryKind.ACT: _Source(between.acts, "written_by", "at", "what"),
}


def kind_of(word: str) -> EntryKind | None:
    """The kind of entry that an address names."""
    return next((kind for kind in EntryKind if kind.value == word), None)


def entry(reader: Reader, network_id: UUID, kind: EntryKind, key: UUID) -> Entry | None:
    """One entry of a network that the reader may read."""
    source = SOURCES[kind]
    found = source.rows(reader).filter(network=network_id, pk=key).select_related(source.author).first()
    if found is None:
        return None
    author: Any = found
    for step in source.author.split("__"):
        author = getattr(author, step)
    return Entry(
        kind=kind,
        key=key,
        network_id=network_id,
        author_id=author.pk,
        who=author.called,
        at=getattr(found, source.moment),
        words=getattr(found, source.words),
        audience=getattr(found, "audience", Audience.PERSON_AND_TEAM.value),
        chosen=tuple(getattr(found, "chosen", ())),
    )


def statements(reader: Reader, network_id: UUID) -> QuerySet[Statement]:
    """What people say is not right, as far as the reader may read what it stands beside."""
    found = Statement.objects.select_related("person", "written_by").filter(entries(reader, "person"))
    return found.filter(network=network_id).order_by("at", "pk")


def corrections(reader: Reader, network_id: UUID) -> QuerySet[Correction]:
    """Facts that were put right, with what they were before."""
    found = Correction.objects.select_related("corrected_by").filter(entries(reader, "corrected_by"))
    return found.filter(network=network_id).order_by("at", "pk")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside entries, by the mark of each: what somebody says is not right, and what was put right."""

    statements: dict[Mark, list[Statement]]
    corrections: dict[Mark, list[Correction]]


def beside(reader: Reader, network_id: UUID) -> Beside:
    """Everything that stands beside the entries of a network, in two questions."""
    said: dict[Mark, list[Statement]] = {}
    for each in statements(reader, network_id):
        said.setdefault((each.kind, each.author_id, each.said_at), []).append(each)
    put_right: dict[Mark, list[Correction]] = {}
    for fact in corrections(reader, network_id).filter(author__isnull=False, said_at__isnull=False):
        assert fact.author_id is not None
        assert fact.said_at is not None
        put_right.setdefault((fact.kind, fact.author_id, fact.said_at), []).append(fact)
    return Beside(said, put_right)


def misfilings(reader: Reader) -> QuerySet[Misfiling]:
    """What was taken out of view as being in the wrong record: for the person, for staff, and for its author."""
    close = reach(reader).standing_as(Relationship.CENTRE, *STAFF)
    known = Q(network__in=close) | Q(author=reader.person_id)
    found = Misfiling.objects.select_related("author", "said_by", "back_asked_by", "network__centre")
    return found.filter(known).order_by("-at", "pk")


def to_move(reader: Reader, network_id: UUID) -> QuerySet[Misfiling]:
    """The reader's own words that stood in this record and were taken out: they alone move them (R28)."""
    waits = misfilings(reader).filter(network=network_id, author=reader.person_id, back_at__isnull=True)
    return waits.filter(moved_at__isnull=True).exclude(kind=EntryKind.DECISION.value)


def deletions(reader: Reader, network_id: UUID) -> QuerySet[Deletion]:
    """What two people deleted, or somebody put forward: the proof that stays, for the person and for staff."""
    close = reach(reader).standing_as(Relationship.CENTRE, *STAFF)
    found = Deletion.objects.select_related("asked_by", "agreed_by").filter(network__in=close, network_id=network_id)
    return found.order_by("-asked_at", "pk")


def where_it_may_go(reader: Reader, misfiling: Misfiling) -> list[Network]:
    """The networks in which the author of a misfiled entry may write, but for the one it was taken out of."""
    here = reach(reader).who(Right.WRITE, Resource.ENTRIES)
    found = Network.objects.select_related("centre").filter(pk__in=here).exclude(pk=misfiling.network_id)
    return list(found.order_by("centre__full_name", "pk"))


def not_right(reader: Reader, network_id: UUID) -> dict[UUID, list[Statement]]:
    """What people say is not right, by the key of the entry in its present wording, for pages that show the entry."""
    by_mark: dict[Mark, list[Statement]] = {}
    for each in statements(reader, network_id):
        by_mark.setdefault((each.kind, each.author_id, each.said_at), []).append(each)
    found: dict[UUID, list[Statement]] = {}
    for kind in sorted({EntryKind(mark[0]) for mark in by_mark}):
        source = SOURCES[kind]
        moments = [mark[2] for mark in by_mark if mark[0] == kind.value]
        rows = source.rows(reader).filter(network=network_id, **{f"{source.moment}__in": moments})
        for pk, author, at in rows.values_list("pk", source.author, source.moment):
            if (kind.value, author, at) in by_mark:
                found[pk] = by_mark[kind.value, author, at]
    return found
