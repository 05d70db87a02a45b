"""A meeting as its room: who may come in to read, and who was there in which part (R8, R23, R24)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from tornio.core.between import WishKind
from tornio.core.meetings import MeetingStatus, PresentAs, PresentWay
from tornio.core.networks import GONE, STILL_THERE, Belonging
from tornio.core.people import Capacity
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader, as_clerk
from tornio.people.models import Person, Practitioner
from tornio.records.models import (
    Episode,
    Invitation,
    NetworkMeeting,
    NetworkMember,
    Presence,
    SpokenOf,
    TeamMember,
    Voice,
    Wish,
)
from tornio.records.visible import those_who
from tornio.records.visible.reach import reach, writes_for

MeetingRow = NetworkMeeting  # for annotations of floors above, which know no tables
PersonRow = Person
SITTING_DOWN = timedelta(minutes=5)  # who comes in while the others sit down was there from the beginning


def meeting(reader: Reader, pk: UUID) -> NetworkMeeting | None:
    """One meeting, for whoever may read it; somebody who left comes back to their own words only (R8)."""
    rows = NetworkMeeting.objects.select_related("network__centre", "network__service", "opened_by", "host")
    found = rows.filter(pk=pk).annotate(
        number=_number(),
        spoke_in=_spoke("meeting_id"),
        spoke_at=_spoke("at"),
        goes_on=_goes_on(),
        gone=_gone(),
        left_keys=_left("pk"),
        left_names=_left("practitioner__person__full_name"),
    )
    if reader.capacity is Capacity.SHARED_SCREEN:
        return found.filter(pk__in=[reader.subject_id]).first()
    here = reach(reader)
    reads = Q(network__in=here.who(Right.READ, Resource.ENTRIES))
    own = Voice.objects.filter(author=reader.person_id, network__in=list(here.networks)).values("meeting_id")
    return found.filter(reads | Q(pk__in=own) | Q(pk__in=_asked(reader))).first()


def _goes_on() -> Exists:
    return Exists(Episode.objects.filter(network=OuterRef("network"), ended_at__isnull=True))


def goes_on(meeting: NetworkMeeting) -> bool:
    """False once the work with this network has ended; `meeting` comes from here."""
    known: Any = meeting
    return bool(known.goes_on)


def _number() -> Any:
    """Which meeting of its network it is, among those that were held or are open."""
    begun = NetworkMeeting.objects.filter(network=OuterRef("network"), opened_at__lte=OuterRef("opened_at"))
    return Subquery(begun.order_by().values("network").annotate(many=Count("pk")).values("many"))


def _spoke(what: str) -> Any:
    """The meetings of the network that spoke of medication, the earliest first (R16)."""
    return ArraySubquery(SpokenOf.objects.filter(network=OuterRef("network")).order_by("at", "pk").values(what))


def spoke_of_medication(meeting: NetworkMeeting) -> list[tuple[UUID, datetime]]:
    """The meetings of this network that spoke of medication, as (meeting, when); `meeting` comes from here (R16)."""
    known: Any = meeting
    return list(zip(known.spoke_in, known.spoke_at, strict=True))


def number(meeting: NetworkMeeting) -> int:
    """Which meeting of its network it is; `meeting` comes from here."""
    known: Any = meeting
    return int(known.number or 0)


def _asked(reader: Reader) -> QuerySet[Any]:
    """Meetings to which somebody who belongs, and does not read, was asked: they come and say their own words."""
    belongs = NetworkMember.objects.filter(person=reader.person_id, belonging=Belonging.BELONGS.value)
    asked = Invitation.objects.filter(person=reader.person_id, taken_back_at__isnull=True)
    return asked.filter(meeting__network__in=belongs.values("network_id")).values("meeting_id")


def writes(reader: Reader, meeting: NetworkMeeting) -> bool:
    """True for whoever may add words of their own to this network's record."""
    if reader.capacity is Capacity.SHARED_SCREEN:
        return meeting.status == MeetingStatus.OPEN.value
    known = meeting.network_id in reach(reader).who(Right.WRITE, Resource.ENTRIES)
    if known and (reader.capacity is Capacity.PRACTITIONER or meeting.network.centre_id == reader.person_id):
        return True
    mine = NetworkMember.objects.filter(network=meeting.network_id, person=reader.person_id, may_write=True)
    return mine.filter(belonging=Belonging.BELONGS.value).exists() or writes_for(reader, meeting.network_id) is not None


def wishes_no_reflections(meeting: NetworkMeeting) -> bool:
    """True while the person has said so; for our own forms, which then have nothing of the kind to choose (R10)."""
    said = Wish.objects.filter(network=meeting.network_id, kind=WishKind.NO_REFLECTIONS.value, until__isnull=True)
    with as_clerk():  # the table may not read it, and offers nothing that he does not wish
        return said.exists()


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody of a meeting: "here", "part" or "not_here", and as whom on that day."""

    person: Person
    told: str
    here: str
    way: str = PresentWay.ROOM.value
    came: datetime | None = None
    went: datetime | None = None
    of_us: bool = False
    now: bool = False
    words: str = ""  # what they said to the invitation


def people(meeting: NetworkMeeting) -> list[Here]:
    """Everyone who was there, was asked or comes: the person first, then the network, then us."""
    there: dict[UUID, list[Presence]] = {}
    presences = Presence.objects.select_related("person").filter(meeting=meeting).order_by("present", "pk")
    for each in presences:
        there.setdefault(each.person_id, []).append(each)
    persons: dict[UUID, Person] = {}
    words: dict[UUID, str] = {}
    usually: dict[UUID, tuple[str, bool]] = {}
    for kind, pk, full_name, called, told in _known(meeting):
        if kind in (ASKED, BOOKED):
            persons[pk] = Person.from_db("default", ["id", "full_name", "called"], [pk, full_name, called])
        if kind == ASKED:
            words[pk] = told
        else:
            usually.setdefault(pk, (told, kind != MEMBER))
    persons |= {pk: rows[0].person for pk, rows in there.items()}
    began = min((rows[0].present.lower for rows in there.values()), default=meeting.opened_at)
    found = [
        _here(meeting, person, there.get(pk, []), usually.get(pk, ("", False)), words.get(pk, ""), began)
        for pk, person in persons.items()
    ]
    return sorted(found, key=lambda each: (each.person.pk != meeting.network.centre_id, each.of_us))


def unasked(reader: Reader, meeting: NetworkMeeting, here: list[Here]) -> list[Here]:
    """Who may stand in the door all the same, and is not among `here`.

    For us and the person everybody still in the network, and of us the team and whoever asks; for a member who reads
    with the others, themself (R8). The screen on the table names nobody who was not asked (R24).
    """
    if reader.capacity is Capacity.SHARED_SCREEN:
        return []
    known = {each.person.pk for each in here}
    there = Q(belonging__in=sorted(STILL_THERE))
    team = TeamMember.objects.filter(network=meeting.network_id, during__contains=reader.at)
    of_us = Practitioner.objects.filter(Q(pk__in=team.values("practitioner_id")) | Q(pk=reader.practitioner_id))
    if reader.capacity is Capacity.ONESELF and reader.person_id != meeting.network.centre_id:
        there = Q(person=reader.person_id, belonging=Belonging.BELONGS.value, may_read=True)
        of_us = of_us.none()
    members = NetworkMember.objects.select_related("person").filter(there, network=meeting.network_id)
    found = [Here(each.person, each.relation, "not_here") for each in members.order_by("ring", "person__called", "pk")]
    found += [
        Here(each.person, each.described, "not_here", of_us=True)
        for each in of_us.select_related("person").order_by("person__called", "pk")
    ]
    return [each for each in found if each.person.pk not in known]


def gone(meeting: NetworkMeeting) -> list[str]:
    """Who has left the network and is not in this meeting: by name, and nothing else (R8); `meeting` comes from here.

    For the person and for us; to everybody else it does not exist.
    """
    known: Any = meeting
    return list(dict.fromkeys(known.gone))


def left_untold(meeting: NetworkMeeting) -> list[tuple[UUID, str]]:
    """Who stopped being of the team and has still to be told of here, as (key, name); `meeting` comes from here (R12).

    For us, who tell of it.
    """
    known: Any = meeting
    return list(zip(known.left_keys, known.left_names, strict=True))


def _left(what: str) -> Any:
    left = TeamMember.objects.filter(those_who.LEFT_UNTOLD, network=OuterRef("network"))
    return ArraySubquery(left.order_by("during", "pk").values(what))


def _gone() -> Any:
    members = NetworkMember.objects.filter(network=OuterRef("network"))
    still = members.filter(person=OuterRef("person"), belonging__in=sorted(STILL_THERE))
    present = Presence.objects.filter(meeting=OuterRef(OuterRef("pk")), person=OuterRef("person"))
    left = members.filter(~Exists(still), ~Exists(present), belonging__in=sorted(GONE))
    return ArraySubquery(left.order_by("during", "pk").values("person__full_name"))


ASKED, MEMBER, BOOKED, WORKS = range(4)  # in the order in which they say as whom somebody comes


def _known(meeting: NetworkMeeting) -> list[Any]:
    """In one question: who was asked, who belongs, who of us comes, who else of us is there."""
    there = Presence.objects.filter(meeting=meeting).values("person_id")
    asked = Invitation.objects.filter(meeting=meeting, taken_back_at__isnull=True)
    members = NetworkMember.objects.filter(network=meeting.network_id)
    booked = those_who.come().filter(meeting=meeting)
    works = Practitioner.objects.filter(person__in=there)
    rows = _row(asked, ASKED, "person", "words").union(
        _row(members, MEMBER, "person", "relation"),
        _row(booked, BOOKED, "practitioner__person", "practitioner__described"),
        _row(works, WORKS, "person", "described"),
        all=True,
    )
    return sorted(rows, key=lambda row: (row[0], row[3], str(row[1])))


def _row(query: QuerySet[Any], kind: int, person: str, told: str) -> QuerySet[Any]:
    of = [F(f"{person}_id"), F(f"{person}__full_name"), F(f"{person}__called"), F(told)]
    return query.order_by().values_list(Value(kind), *of)


def _here(
    meeting: NetworkMeeting,
    person: Person,
    there: list[Presence],
    usually: tuple[str, bool],
    words: str,
    began: datetime | None,
) -> Here:
    told, of_us = usually
    if not there:
        return Here(person, told, "not_here", of_us=of_us, words=words)
    last = there[-1]
    ended = last.present.upper
    gone = None if ended is None or (meeting.held_at is not None and ended >= meeting.held_at) else ended
    first = began or there[0].present.lower  # whoever came first: opening a page is not yet sitting down
    whole = gone is None and len(there) == 1 and there[0].present.lower - first < SITTING_DOWN
    return Here(
        person=person,
        told=last.described or told,
        here="here" if whole else "part",
        way=last.way,
        came=there[0].present.lower,
        went=gone,
        of_us=last.present_as == PresentAs.PRACTITIONER.value,
        now=ended is None and meeting.status == MeetingStatus.OPEN.value,
    )


def may_be_chosen(reader: Reader, meeting: NetworkMeeting) -> list[Person]:
    """The people for whom a member can choose to write: who belongs and reads, and the team (R24)."""
    members = NetworkMember.objects.filter(network=meeting.network_id, may_read=True).values("person_id")
    team = TeamMember.objects.filter(network=meeting.network_id, during__contains=reader.at)
    # One list of keys: with "or" between two, everybody of the organisation would be looked through.
    people = Person.objects.filter(pk__in=members.union(team.values("practitioner__person_id")))
    return list(people.exclude(pk__in=[reader.person_id, meeting.network.centre_id]).order_by("called", "pk"))
