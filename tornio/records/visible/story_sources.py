"""What a story is made of: for each kind of thing, the rows its reader may see and what is told of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from tornio.core.episodes import EndingKind, JoinedBy
from tornio.core.meetings import MeetingStatus
from tornio.core.sharing import CLOSE, Resource, Right
from tornio.people.acting import Reader
from tornio.records.models import (
    ActTelling,
    Episode,
    FirstContact,
    NetworkMeeting,
    OpenedEntry,
    OpenQuestion,
    SafetyAct,
    TeamMember,
    Voice,
)
from tornio.records.visible import between, episodes
from tornio.records.visible.reach import IN_VIEW, entries, reach

Rows = Callable[[Reader, UUID], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing: whose rows, when each stands in time, and its words as names and columns."""

    rows: Rows
    moment: Any
    told: Mapping[str, Any]


def _reads(reader: Reader) -> list[UUID]:
    return reach(reader).who(Right.READ, Resource.ENTRIES)


def _close(reader: Reader) -> list[UUID]:
    return reach(reader).standing_as(*CLOSE)


def meetings(reader: Reader, network: UUID) -> QuerySet[NetworkMeeting]:
    """Meetings that were held, lie ahead or were not held."""
    return NetworkMeeting.objects.filter(network__in=_reads(reader), network_id=network)


def _own_words(reader: Reader, network: UUID) -> QuerySet[Voice]:
    """For who reads nothing else: everything they said, in meetings too. For others, words between meetings."""
    found = between.messages(reader) if network in _reads(reader) else _mine(reader)
    return found.filter(network=network)


def _mine(reader: Reader) -> QuerySet[Voice]:
    return Voice.objects.filter(IN_VIEW, author=reader.person_id, rewordings__isnull=True)


def _acts(reader: Reader, network: UUID) -> QuerySet[SafetyAct]:
    return SafetyAct.objects.filter(entries(reader, author="written_by"), network=network)


def _opened(reader: Reader, network: UUID) -> QuerySet[OpenedEntry]:
    """What was kept from the person and is theirs to read now (R25)."""
    return OpenedEntry.objects.filter(network__in=_close(reader), network_id=network)


def _contacts(reader: Reader, network: UUID) -> QuerySet[FirstContact]:
    """How it began: for the person, for staff, and for who called; their own return is told as such."""
    mine = Q(network__in=_close(reader)) | Q(caller=reader.person_id, network__in=_reads(reader))
    return FirstContact.objects.filter(mine, network=network)


def _joined(reader: Reader, network: UUID) -> QuerySet[TeamMember]:
    found = TeamMember.objects.filter(network__in=_reads(reader), network_id=network)
    return found.filter(joined_by=JoinedBy.DECISION.value)


def _left(reader: Reader, network: UUID) -> QuerySet[TeamMember]:
    found = TeamMember.objects.filter(network__in=_reads(reader), network_id=network)
    return found.filter(during__upper_inf=False)


def _returns(reader: Reader, network: UUID) -> QuerySet[Episode]:
    """Coming back, for whoever may know of the ending before it (R22)."""
    known = episodes.endings(reader).filter(network=OuterRef("network"), at__lte=OuterRef("opened_at"))
    found = Episode.objects.filter(Exists(known), network__in=_reads(reader), network_id=network)
    return found.filter(returned=True)


def _questions(reader: Reader, network: UUID) -> QuerySet[OpenQuestion]:
    """Questions that were asked outside a meeting; the others stand in theirs."""
    found = OpenQuestion.objects.filter(entries(reader, author="asked_by"), network=network)
    return found.filter(meeting__isnull=True)


_tellings = ArraySubquery(
    ActTelling.objects.filter(act=OuterRef("pk")).order_by("at", "pk").values(each=JSONObject(told="told", at="at"))
)
_BEGAN = Coalesce("opened_at", "planned__startswith")
HELD = (MeetingStatus.OPEN.value, MeetingStatus.HELD.value)

SOURCES: dict[str, Source] = {
    "call": Source(
        lambda reader, network: between.calls(reader).filter(network=network),
        F("began_at"),
        {"who": "caller__called", "taken_by": "taken_by__person__full_name", "words": "words",
         "decided": "decided_for_self", "way": "way"},
    ),
    "words": Source(
        _own_words,
        F("said_at"),
        {"who": "author__called", "words": "text", "spoken_as": "spoken_as", "mine": "author_id"},
    ),
    "talk": Source(
        lambda reader, network: between.talks(reader).filter(network=network),
        F("at"),
        {"people": "people", "others": "others", "why": "why", "words": "words", "minutes": "minutes",
         "written_by": "written_by__full_name"},
    ),
    "act": Source(
        _acts,
        F("at"),
        {"act": "kind", "until": "until", "what": "what", "by_whom": "by_whom", "power": "power",
         "why": "why_without", "capacity": "capacity_evidence", "consulted": "consulted", "tellings": _tellings},
    ),
    "opened": Source(
        _opened,
        F("opened_at"),
        {"who": "written_by__full_name", "words": "words", "kept_at": "kept_at", "why": "why",
         "opened_by": "opened_by__full_name"},
    ),
    "contact": Source(
        _contacts,
        F("contacted_at"),
        {"who": Coalesce("caller__called", "caller_name"), "words": "own_words", "channel": "channel",
         "held_by": "held_by__practitioner__person__full_name", "returned": "episode__returned"},
    ),
    "ended": Source(
        lambda reader, network: episodes.endings(reader).filter(network=network),
        F("at"),
        {"ending": "kind", "words": "words", "handed_to": "handed_to", "may_know": "members_may_know",
         "meeting": "decision__meeting_id"},
    ),
    "returned": Source(_returns, F("opened_at"), {}),
    "joined": Source(_joined, F("during__startswith"), {"who": "practitioner__person__full_name"}),
    "left": Source(
        _left,
        F("during__endswith"),
        {"who": "practitioner__person__full_name", "how": "left_by", "words": "left_words", "told_at": "told_at"},
    ),
    "question": Source(_questions, F("asked_at"), {"who": "asked_by__called", "words": "text"}),
    "wish": Source(
        between.wishes,
        F("at"),
        {"wish": "kind", "words": "words", "until": "until", "written_by": "written_by__full_name",
         "whom": "practitioner__person__full_name", "called": "practitioner__person__called"},
    ),
}  # fmt: skip

# How an ending reads for those who may not read it whole (R22): what the person lets them know, nothing else.
HIDDEN_FROM_MEMBERS = frozenset(kind.value for kind in EndingKind) - {EndingKind.NETWORK_DECIDED.value}
