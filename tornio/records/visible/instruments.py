"""What a service offers to answer, what waits for somebody after a meeting, and answers: one's own first (R17, R24)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tornio.core import instrument_files
from tornio.core.errors import NotForYou
from tornio.core.instruments import Definition, OnTheMap, When
from tornio.core.maps import NodeKind
from tornio.core.meetings import MeetingStatus, PresentAs
from tornio.core.networks import Ring
from tornio.core.people import Capacity
from tornio.core.sharing import CLOSE, STAFF, Relationship
from tornio.people.acting import Reader
from tornio.records.models import Instrument, Network, NetworkMap, NetworkMeeting, Presence, Response
from tornio.records.visible.reach import entries, reach

InstrumentRow = Instrument  # for annotations of floors above, which know no tables
ResponseRow = Response
STILL_ASKED = timedelta(days=14)  # how long a home page offers what was not answered; the meeting's page always does
_FOR_ANOTHER = {Relationship.PROXY, Relationship.BREAK_GLASS, Relationship.SCREEN}
_AS = {Relationship.CENTRE: PresentAs.CENTRE, Relationship.MEMBER: PresentAs.MEMBER}


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that somebody may answer, and what they have answered already."""

    row: Instrument
    definition: Definition
    mine: Response | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A network, maybe a meeting of it, as what the reader answers there, and what is offered to them."""

    network: Network
    meeting: NetworkMeeting | None
    answered_as: PresentAs
    offered: list[Offered]
    is_staff: bool  # one of us answers: then the person and the team read it (R18)


def definition_of(row: Instrument) -> Definition:
    """What a row of this service means."""
    return instrument_files.from_data(row.definition)


def in_use(service_id: UUID, at: datetime, offered: When | None = None) -> list[Instrument]:
    """What a service offers at a moment, by name."""
    found = Instrument.objects.filter(service=service_id, during__contains=at).order_by("name", "pk")
    return list(found.filter(offered=offered.value) if offered else found)


def of_service(service_id: UUID) -> list[Instrument]:
    """All that a service has ever had, the newest of each name first."""
    return list(Instrument.objects.filter(service=service_id).order_by("name", "-kept_at", "pk"))


def one(reader: Reader, instrument_id: UUID) -> Instrument:
    """One of a service that the reader leads; NotForYou for any other."""
    row = Instrument.objects.filter(pk=instrument_id).first()
    if row is None or reader.capacity is not Capacity.SERVICE_LEAD or reader.service_id not in (None, row.service_id):
        raise NotForYou
    return row


def latest_answers(reader: Reader) -> QuerySet[Response]:
    """The answers that the reader may read: the last word of each, and none that was taken back."""
    later = Response.objects.filter(follows=OuterRef("pk"))
    found = Response.objects.filter(entries(reader, "author"), ~Exists(later), taken_back_at__isnull=True)
    return found.select_related("instrument", "meeting", "author")


def in_a_copy(reader: Reader, network_id: UUID) -> QuerySet[Response]:
    """For a copy: all that the reader ever answered, also what they answered anew or took back, and what is shown."""
    shown = latest_answers(reader).exclude(author=reader.person_id).values("pk")
    mine = Q(author=reader.person_id) & Q(out_of_view_at__isnull=True)
    found = Response.objects.filter(mine | Q(pk__in=shown), network=network_id)
    return found.select_related("instrument", "author")


def _offered(reader: Reader, rows: Iterable[Instrument], as_whom: PresentAs, **about: object) -> list[Offered]:
    """Of what a service offers, what this somebody is asked, with their answers."""
    meant = [(row, definition_of(row)) for row in rows]
    asked = [(row, each) for row, each in meant if as_whom in each.for_whom and each.asked]
    mine: dict[UUID, Response] = {}
    if asked:
        found = latest_answers(reader).filter(author=reader.person_id, **about)
        mine = {each.instrument_id: each for each in found.order_by("answered_at", "pk")}
    return [Offered(row, each, mine.get(row.pk)) for row, each in asked]


def _is_of(reader: Reader, network_id: UUID) -> bool:
    """Whether they stand there as themself: nobody answers for another, and reaching beyond is no standing."""
    return bool(reach(reader).standing(network_id) - _FOR_ANOTHER)


def about_meeting(reader: Reader, meeting_id: UUID) -> Asking:
    """What somebody who was there may answer about a meeting that was held; NotForYou for everybody else."""
    meeting = NetworkMeeting.objects.select_related("network__centre").filter(pk=meeting_id).first()
    if meeting is None or meeting.status != MeetingStatus.HELD.value or not _is_of(reader, meeting.network_id):
        raise NotForYou
    there = Presence.objects.filter(meeting=meeting, person=reader.person_id).order_by("present", "pk").first()
    if there is None:
        raise NotForYou
    rows = in_use(meeting.network.service_id, reader.at, When.AFTER_MEETING)
    as_whom = PresentAs(there.present_as)
    offered = _offered(reader, rows, as_whom, meeting=meeting)
    return Asking(meeting.network, meeting, as_whom, offered, is_staff=reader.capacity is Capacity.PRACTITIONER)


def again(reader: Reader, network_id: UUID) -> Asking | None:
    """What comes again after some weeks, for the person and the members; None for everybody else."""
    standing = reach(reader).standing(network_id)
    as_whom = next((told for each, told in _AS.items() if each in standing), None)
    if as_whom is None:
        return None
    network = Network.objects.select_related("centre").get(pk=network_id)
    rows = in_use(network.service_id, reader.at, When.WEEKS)
    about = {"network": network_id, "meeting__isnull": True}
    return Asking(network, None, as_whom, _offered(reader, rows, as_whom, **about), is_staff=False)


def comes_again(each: Offered, at: datetime) -> bool:
    """Whether it is time to offer it again: it was never answered, or long enough ago."""
    return each.mine is None or each.mine.answered_at + timedelta(weeks=each.row.weeks or 0) <= at


def _was_at(reader: Reader) -> QuerySet[Any]:
    """Where the reader was, with whom each instrument asks that the service offers after a meeting just now.

    What a map answers asks nobody.
    """
    offers = Instrument.objects.filter(
        ~Q(definition__tornio__has_key="counted"),
        service=OuterRef("network__service_id"),
        during__contains=reader.at,
        offered=When.AFTER_MEETING.value,
    )
    whom = ArraySubquery(offers.values("definition__tornio__for"))
    return Presence.objects.filter(person=reader.person_id).annotate(whom=whom)


def asks(reader: Reader, meeting: NetworkMeeting) -> bool:
    """Whether the reader was at this meeting, which was held, and may say how it was."""
    if meeting.status != MeetingStatus.HELD.value or reader.person_id is None:
        return False
    row = _was_at(reader).filter(meeting=meeting).order_by("present", "pk").values("present_as", "whom").first()
    return row is not None and any(row["present_as"] in each for each in row["whom"])


def waiting(reader: Reader) -> dict[UUID, UUID]:
    """By network, the last meeting of this fortnight at which the reader was and about which they said nothing yet."""
    said = Exists(Response.objects.filter(author=reader.person_id, meeting=OuterRef("meeting")))
    there = _was_at(reader).filter(meeting__held_at__gt=reader.at - STILL_ASKED).annotate(said=said)
    last = {
        row["network_id"]: row
        for row in there.order_by("meeting__held_at", "-pk").values(
            "network_id", "meeting_id", "present_as", "whom", "said"
        )
    }
    return {
        network: row["meeting_id"]
        for network, row in last.items()
        if not row["said"] and any(row["present_as"] in each for each in row["whom"])
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One number over time: its words, where it lies between, and each value with its moment, the earliest first."""

    told: str
    lowest: float
    highest: float
    values: list[tuple[datetime, float]]
    words: Mapping[float, str] = field(default_factory=dict)  # what was pressed, where a number stands for words


@dataclass(frozen=True, slots=True)
class Answered:
    """One version of one instrument with what the reader answered, the earliest first, and its lines."""

    definition: Definition
    responses: list[Response]
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answers:
    """All of a network's answers that the reader may read: their own, and what others have shown them."""

    network: Network
    own: list[Answered]
    shown: list[tuple[Definition, Response]]
    is_centre: bool
    is_staff: bool


def answers(reader: Reader, network_id: UUID, language: str) -> Answers:
    """One's own over time, and what others have shown; NotForYou where one stands outside."""
    standing = reach(reader).standing(network_id)
    if not standing - _FOR_ANOTHER:
        raise NotForYou
    network = Network.objects.select_related("centre").get(pk=network_id)
    rows = list(latest_answers(reader).filter(network=network_id).order_by("answered_at", "pk"))
    meant = {row.instrument_id: definition_of(row.instrument) for row in rows}
    mine: defaultdict[tuple[str, str], list[Response]] = defaultdict(list)
    for row in rows:
        if row.author_id == reader.person_id:
            mine[row.instrument.name, row.instrument.version].append(row)
    own = [_answered(meant[some[0].instrument_id], some, language) for _key, some in sorted(mine.items())]
    shown = [(meant[row.instrument_id], row) for row in reversed(rows) if row.author_id != reader.person_id]
    on_maps = of_the_map(network, reader, language) if Relationship.CENTRE in standing else []
    return Answers(
        network, own + on_maps, shown if standing & CLOSE else [], Relationship.CENTRE in standing,
        bool(standing & STAFF),
    )  # fmt: skip


def _answered(definition: Definition, rows: list[Response], language: str) -> Answered:
    """Lines of each scale; where there is none, of each question that has a number."""
    if definition.scales:
        lines = [
            Line(
                each.title.said(language),
                *definition.range_of(each),
                [(row.answered_at, row.totals[each.key]) for row in rows if each.key in row.totals],
            )
            for each in definition.scales
        ]
    else:
        lines = [
            Line(
                each.text.said(language),
                each.lowest,
                each.highest,
                [(row.answered_at, row.answers[each.key]) for row in rows if each.key in row.answers],
                {option.value: option.text.said(language) for option in each.options},
            )
            for each in definition.asked
            if each.highest > each.lowest
        ]
    return Answered(definition, rows, [each for each in lines if each.values])


_COUNTED = {OnTheMap.EVERYBODY: Q(), OnTheMap.NEAREST: Q(nodes__ring=Ring.CLOSEST.value)}


def of_the_map(network: Network, reader: Reader, language: str) -> list[Answered]:
    """What kept drawings tell by themselves, so that nobody is asked for it."""
    found = []
    person = Q(nodes__kind=NodeKind.PERSON.value, nodes__taken_off=False)
    for row in in_use(network.service_id, reader.at):
        definition = definition_of(row)
        counted = [each for each in definition.items if each.counted is not None]
        drawn = NetworkMap.objects.filter(network=network, kept_at__isnull=False).order_by("kept_at", "pk")
        many = {each.key: Count("nodes", filter=person & _COUNTED[each.counted]) for each in counted if each.counted}
        values: list[Mapping[str, object]] = list(drawn.values("kept_at").annotate(**_named(many))) if many else []
        lines = []
        for each in counted:
            points = [(_moment(one["kept_at"]), float(str(one[f"of_{each.key}"]))) for one in values]
            highest = max([value for _at, value in points], default=0)
            lines.append(Line(each.text.said(language), 0, max(4.0, highest), points))
        if values:
            found.append(Answered(definition, [], lines))
    return found


def _named(many: Mapping[str, Count]) -> dict[str, Count]:
    return {f"of_{key}": each for key, each in many.items()}


def _moment(value: object) -> datetime:
    assert isinstance(value, datetime)
    return value
