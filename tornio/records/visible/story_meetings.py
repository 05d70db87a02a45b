"""The meetings of a story, each with its people, voices, substitutions, questions and what was decided: one query."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.episodes import JoinedBy
from tornio.core.meetings import MeetingStatus
from tornio.core.voices import Became, VoiceKind
from tornio.people.acting import Reader
from tornio.records.models import (
    Decision,
    Network,
    NetworkMeeting,
    OpenQuestion,
    Position,
    Presence,
    QuestionTurn,
    Substitution,
    TeamMember,
    Voice,
)
from tornio.records.visible import those_who
from tornio.records.visible.decisions import readable_positions
from tornio.records.visible.reach import entries
from tornio.records.visible.room import SITTING_DOWN
from tornio.records.visible.story_sources import meetings

ANSWERED = (Became.FOUND_ANSWER.value, Became.MELTED_AWAY.value)


def moment(text: str | None) -> datetime | None:
    """A moment as the database's JSON tells it."""
    return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a meeting met it: `asked` here, or what became of it here; how long it has been open."""

    words: str
    who: str
    asked_at: datetime
    became: str
    asked_here: bool
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision in a few words: who stands where, in the order of the stands."""

    words: str
    decided: bool
    medication: bool
    spoken_of_before: int | None
    stands: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Met:
    """One meeting of the story."""

    row: NetworkMeeting
    number: int
    people: int
    in_part: int
    voices: int
    reflections: int
    front: list[dict[str, Any]] = field(default_factory=list)
    substitutions: list[dict[str, Any]] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    who_comes: list[str] = field(default_factory=list)
    team_formed: bool = False


def _there() -> QuerySet[Any]:
    whole = JSONObject(who="person_id", came="present__startswith", went="present__endswith")
    return Presence.objects.filter(meeting=OuterRef("pk")).values(each=whole)


def _voices(reader: Reader) -> QuerySet[Voice]:
    found = Voice.objects.filter(entries(reader, author="author"), meeting=OuterRef("pk"))
    return found.filter(rewordings__isnull=True).exclude(kind=VoiceKind.AFTERWORD.value)


def _front(reader: Reader) -> QuerySet[Any]:
    whole = JSONObject(
        key="id",
        who="author__called",
        spoken_as="spoken_as",
        way="way",
        words="text",
        at="said_at",
        at_centre=Exists(Network.objects.filter(pk=OuterRef("network"), centre=OuterRef("author"))),
    )
    return _voices(reader).filter(front_at__isnull=False).order_by("front_at", "pk").values(each=whole)


def _substitutions() -> QuerySet[Any]:
    whole = JSONObject(
        who="practitioner__person__full_name",
        instead="stands_in_for__person__called",
        reason="reason",
        told_at="told_at",
        told="told_words",
    )
    comes = those_who.come().filter(meeting=OuterRef("meeting"), practitioner=OuterRef("practitioner"))
    is_ahead = Q(meeting__status__in=[MeetingStatus.PROPOSED.value, MeetingStatus.AGREED.value])
    found = Substitution.objects.filter(~is_ahead | Exists(comes), meeting=OuterRef("pk"))
    return found.order_by("named_at", "pk").values(each=whole)


def _decisions(reader: Reader, network: UUID) -> QuerySet[Any]:
    latest = Position.objects.filter(pk__in=readable_positions(reader, network).order_by().values("pk"))
    given = latest.filter(decision=OuterRef("pk")).order_by("person_id", "-number", "pk").distinct("person_id")
    whole = JSONObject(
        words="words",
        outcome="outcome",
        kind="kind",
        before="spoken_of_before",
        stands=ArraySubquery(given.values(each=JSONObject(who="person__called", stand="stand", at="at"))),
    )
    found = Decision.objects.filter(entries(reader, author="written_by"), meeting=OuterRef("pk"))
    return found.order_by("at", "pk").values(each=whole)


def _questions(reader: Reader) -> QuerySet[Any]:
    """Asked in this meeting, or spoken of again in it; with what became of each until now."""
    turns = QuestionTurn.objects.filter(question=OuterRef("pk")).order_by("-at", "pk")
    here = QuestionTurn.objects.filter(question=OuterRef("pk"), meeting=OuterRef(OuterRef("pk"))).order_by("-at", "pk")
    whole = JSONObject(
        words="text",
        who="asked_by__called",
        asked_at="asked_at",
        asked_in="meeting_id",
        now=Subquery(turns.values("became")[:1]),
        now_at=Subquery(turns.values("at")[:1]),
        here=Subquery(here.values("became")[:1]),
    )
    turned = QuestionTurn.objects.filter(question=OuterRef("pk"), meeting=OuterRef(OuterRef("pk")))
    asked = OpenQuestion.objects.filter(entries(reader, author="asked_by"))
    mine = asked.filter(Q(Exists(turned)) | Q(meeting=OuterRef("pk")))
    return mine.order_by("asked_at", "pk").values(each=whole)


def told(reader: Reader, network: UUID, keys: list[UUID]) -> dict[UUID, Met]:
    """These meetings as the story tells them, by key."""
    earlier = NetworkMeeting.objects.filter(network=OuterRef("network"), opened_at__lte=OuterRef("opened_at"))
    bookings = those_who.come().filter(meeting=OuterRef("pk")).order_by("booked_at", "pk")
    formed = TeamMember.objects.filter(meeting=OuterRef("pk"), joined_by=JoinedBy.FIRST_MEETING.value)
    found = meetings(reader, network).select_related("first_contact").filter(pk__in=keys)
    rows = found.annotate(
        began=Coalesce("opened_at", F("planned__startswith")),
        number=Subquery(earlier.order_by().values("network").annotate(many=Count("pk")).values("many")),
        there=ArraySubquery(_there()),
        kinds=ArraySubquery(_voices(reader).values("kind")),
        front=ArraySubquery(_front(reader)),
        stand_ins=ArraySubquery(_substitutions()),
        settled=ArraySubquery(_decisions(reader, network)),
        asked=ArraySubquery(_questions(reader)),
        who_comes=ArraySubquery(bookings.values("practitioner__person__called")),
        formed=Exists(formed),
    )
    return {row.pk: _met(row) for row in rows}


def _met(row: Any) -> Met:
    people, in_part = _people(row)
    return Met(
        row=row,
        number=row.number or 0,
        people=people,
        in_part=in_part,
        voices=len(row.kinds),
        reflections=sum(kind == VoiceKind.REFLECTION.value for kind in row.kinds),
        front=[each | {"at": moment(each["at"])} for each in row.front],
        substitutions=[each | {"told_at": moment(each["told_at"])} for each in row.stand_ins],
        settled=[_settled(each) for each in row.settled],
        questions=[_question(each, row.pk) for each in row.asked],
        who_comes=row.who_comes,
        team_formed=row.formed,
    )


def _people(row: Any) -> tuple[int, int]:
    """How many people were there, and how many of them for part of it only."""
    whole = set()
    began = min(filter(None, (moment(each["came"]) for each in row.there)), default=row.opened_at)  # whoever came first
    for each in row.there:
        came, went = moment(each["came"]), moment(each["went"])
        stayed = went is None or (row.held_at is not None and went >= row.held_at)
        if stayed and came is not None and came <= began + SITTING_DOWN:
            whole.add(each["who"])
    everybody = {each["who"] for each in row.there}
    open_now = row.status == MeetingStatus.OPEN.value
    return len(everybody), 0 if open_now else len(everybody - whole)


def _settled(each: dict[str, Any]) -> Settled:
    by_stand: dict[str, list[str]] = {stand.value: [] for stand in Stand}
    for position in each["stands"]:
        by_stand[position["stand"]].append(position["who"])
    return Settled(
        words=each["words"],
        decided=each["outcome"] == Outcome.DECIDED.value,
        medication=each["kind"] == DecisionKind.MEDICATION.value,
        spoken_of_before=each["before"],
        stands=[(stand, sorted(who)) for stand, who in by_stand.items() if who],
    )


def _question(each: dict[str, Any], meeting: UUID) -> Question:
    asked_here = each["asked_in"] == str(meeting)
    closed = each["now"] in ANSWERED
    return Question(
        words=each["words"],
        who=each["who"],
        asked_at=datetime.fromisoformat(each["asked_at"]),
        became=(each["now"] if asked_here else each["here"]) or Became.STAYS_OPEN.value,
        asked_here=asked_here,
        closed_at=moment(each["now_at"]) if closed else None,
    )
