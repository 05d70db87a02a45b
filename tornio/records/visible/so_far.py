"""What a network's meetings come to, and one's own part in them: counted from what the reader may read, and no more.

Whatever is out of somebody's view is in none of their numbers (R24); nothing here compares one network with another.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tornio.core.decisions import Stand
from tornio.core.meetings import ChosenBy, MeetingStatus, PlaceKind
from tornio.core.sharing import Resource, Right
from tornio.core.voices import Became
from tornio.people.acting import Reader
from tornio.records.models import Episode, Network, NetworkMeeting, OpenQuestion, Presence, QuestionTurn
from tornio.records.visible.between import network_to_read
from tornio.records.visible.decisions import readable_positions
from tornio.records.visible.reach import entries, reach
from tornio.records.visible.voices import voices

Stands = dict[UUID, set[UUID]]  # by meeting, people


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who was there: at how many meetings, and from how many there are words of theirs that are read here."""

    called: str
    full_name: str
    meetings: int
    spoke: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """A network's meetings in numbers. `waited`: from the first call to the first meeting with them."""

    network: Network
    held: int
    together: timedelta
    waited: timedelta | None
    places: list[tuple[PlaceKind, int]]
    theirs: int  # meetings whose place they chose, alone or together with us, or that were at home
    came: list[Came]
    questions: Counter[Became]


def so_far(reader: Reader, network_id: UUID) -> SoFar | None:
    """Six queries, however long it has been; None for whoever does not read this network's entries."""
    network = _read_by(reader, network_id)
    if network is None:
        return None
    met = _held(network_id)
    began = Episode.objects.filter(network=network_id).order_by("opened_at").values_list("opened_at", flat=True).first()
    first = met[0].opened_at if met else None
    spoke = Counter(author for people in _spoke(reader, network_id).values() for author in people)
    places = Counter(PlaceKind(each.place_kind) for each in met)
    return SoFar(
        network=network,
        held=len(met),
        together=sum((_length(each) for each in met), timedelta(0)),
        waited=first - began if first and began else None,
        places=[(kind, places[kind]) for kind in PlaceKind if places[kind]],
        theirs=sum(each.place_kind == PlaceKind.HOME.value or each.place_chosen_by in _THEIRS for each in met),
        came=_came(met, spoke),
        questions=_questions(reader, network_id),
    )


_THEIRS = {ChosenBy.PERSON.value, ChosenBy.NETWORK.value, ChosenBy.TOGETHER.value}


def _read_by(reader: Reader, network_id: UUID) -> Network | None:
    if network_id not in reach(reader).who(Right.READ, Resource.ENTRIES):
        return None
    return network_to_read(reader, network_id)


def _held(network_id: UUID) -> list[NetworkMeeting]:
    found = NetworkMeeting.objects.filter(network=network_id, status=MeetingStatus.HELD.value)
    return list(found.order_by("opened_at", "pk").defer("closing_words", "fewer_why", "without_person_answer"))


def _length(meeting: NetworkMeeting) -> timedelta:
    assert meeting.opened_at is not None
    assert meeting.held_at is not None
    return meeting.held_at - meeting.opened_at


def _there(met: list[NetworkMeeting]) -> QuerySet[Any]:
    rows = Presence.objects.filter(meeting__in=[each.pk for each in met]).order_by("meeting", "person")
    return rows.values_list("meeting_id", "person_id", "person__called", "person__full_name").distinct()


def _came(met: list[NetworkMeeting], spoke: Counter[UUID]) -> list[Came]:
    """By name, so that nobody stands above anybody."""
    names: dict[UUID, tuple[str, str]] = {}
    often: Counter[UUID] = Counter()
    for _meeting, person, called, full_name in _there(met):
        names[person] = (called, full_name)
        often[person] += 1
    found = [Came(*names[person], often[person], spoke[person]) for person in names]
    return sorted(found, key=lambda each: (each.called, each.full_name))


def _spoke(reader: Reader, network_id: UUID) -> Stands:
    """Whose words there are from each meeting, of those that the reader may read."""
    said = voices(reader).filter(network=network_id, meeting__status=MeetingStatus.HELD.value).order_by()
    found: Stands = {}
    for meeting, author in said.values_list("meeting_id", "author_id").distinct():
        if meeting is not None:
            found.setdefault(meeting, set()).add(author)
    return found


def _questions(reader: Reader, network_id: UUID) -> Counter[Became]:
    """What became of each question last; one that nobody looked at again stays open (R15)."""
    turns: QuerySet[Any] = QuestionTurn.objects.filter(question=OuterRef("pk")).order_by("-at", "-pk")
    asked = OpenQuestion.objects.filter(entries(reader, "asked_by"), network=network_id)
    last = asked.annotate(last=Subquery(turns.values("became")[:1])).values_list("last", flat=True)
    return Counter(Became(each) if each else Became.STAYS_OPEN for each in last)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line of one's own: when, what it is called, and the words beside it."""

    at: datetime
    kind: str
    words: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one's own over time, the newest first; `name` says which."""

    name: str
    points: list[Point]


def own_lines(reader: Reader, network_id: UUID) -> tuple[Network, list[Line]] | None:
    """The reader's own lines in one network; None for whoever does not read its entries."""
    network = _read_by(reader, network_id)
    if network is None:
        return None
    return network, [Line(name, made(reader, network_id)) for name, made in LINES.items()]


def _own_meetings(reader: Reader, network_id: UUID) -> list[Point]:
    """The meetings at which the reader was: where, and who else was there."""
    met = _held(network_id)
    here: dict[UUID, dict[UUID, str]] = {}
    for meeting, person, called, _full_name in _there(met):
        here.setdefault(meeting, {})[person] = called
    return [
        Point(
            each.opened_at,
            each.place_kind,
            names=tuple(sorted(called for who, called in here[each.pk].items() if who != reader.person_id)),
        )
        for each in reversed(met)
        if each.opened_at and reader.person_id in here.get(each.pk, {})
    ]


def _own_stands(reader: Reader, network_id: UUID) -> list[Point]:
    """Where the reader stood, by their latest word on each decision, as far as they may read what was decided."""
    mine = readable_positions(reader, network_id).filter(person=reader.person_id, decision__network=network_id)
    latest = mine.select_related("decision").order_by("decision", "-number", "pk").distinct("decision")
    found = [Point(each.at, Stand(each.stand).value, each.decision.words) for each in latest]
    return sorted(found, key=lambda point: point.at, reverse=True)


LINES: dict[str, Callable[[Reader, UUID], list[Point]]] = {"meetings": _own_meetings, "stands": _own_stands}
"""A line is a function here, and its words in the template `story/own_lines.html`."""
