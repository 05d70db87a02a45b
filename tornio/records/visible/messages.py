"""Messages as humans see them: one's own, those about a first contact or a door, and those that did not arrive."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tornio.core.errors import NotForYou
from tornio.core.messages import OVERDUE_AFTER, TO_STAFF, URGENT, MessageKind, MessageState, Outcome
from tornio.core.people import Capacity, WayKind
from tornio.core.sharing import Resource, Right
from tornio.people.acting import Reader
from tornio.people.models import Person, SafeWay
from tornio.records.models import Message, NetworkMeeting, Sending
from tornio.records.visible import people
from tornio.records.visible.contacts import holds_the_telephone
from tornio.records.visible.reach import reach

MessageRow = Message  # for annotations of floors above, which know no tables
WayRow = SafeWay
SHOWN = timedelta(days=14)
ONES_OWN = 30


@dataclass(frozen=True, slots=True)
class Own:
    """A message to the reader, and the meeting it leads to, if it still leads anywhere."""

    message: Message
    meeting: NetworkMeeting | None


def own(reader: Reader) -> list[Own]:
    """The reader's own messages of the last weeks; those about what is not theirs to know any more are not there."""
    mine = Message.objects.filter(person=reader.person, written_at__gt=reader.at - SHOWN)
    staff = Q(kind__in=sorted(TO_STAFF))
    if reader.capacity is Capacity.ONESELF:
        here = reach(reader).who(Right.READ, Resource.ENTRIES)
        mine = mine.filter(~staff & (Q(network__in=here) | Q(kind=MessageKind.READ_BACK.value)))
    else:
        mine = mine.filter(staff)
    rows = list(mine.exclude(state=MessageState.NOT_NEEDED.value).order_by("-written_at", "pk")[:ONES_OWN])
    meetings = NetworkMeeting.objects.in_bulk({each.subject for each in rows if each.subject})
    return [Own(each, meetings.get(each.subject) if each.subject else None) for each in rows]


def own_ways(reader: Reader) -> QuerySet[SafeWay]:
    """How the reader says that they can be reached, as it stands today (R9)."""
    mine = SafeWay.objects.select_related("told_to").filter(person=reader.person, until__isnull=True)
    return mine.order_by("kind", "since", "pk")


@dataclass(frozen=True, slots=True)
class Knows:
    """Somebody of us was told: by which route, and when."""

    person: Person
    route: str
    at: datetime


@dataclass(slots=True)
class Told:
    """Who was told of one thing, and who could not be reached yet; each once, by the first that reached them."""

    reached: dict[UUID, Knows] = field(default_factory=dict)
    trying: dict[UUID, Person] = field(default_factory=dict)

    @property
    def missed(self) -> list[Person]:
        """Those who were reached by no route so far."""
        return [person for key, person in self.trying.items() if key not in self.reached]


def who_was_told(kinds: Iterable[MessageKind], subjects: Iterable[UUID]) -> dict[UUID, Told]:
    """For each subject that the reader sees already: who of us was told, when, and by which route (R4, R10)."""
    found: defaultdict[UUID, Told] = defaultdict(Told)
    taken = Sending.objects.filter(message=OuterRef("pk"), outcome=Outcome.TAKEN.value).order_by("number", "pk")
    rows = Message.objects.filter(kind__in=[each.value for each in kinds], subject__in=list(subjects))
    rows = rows.exclude(state=MessageState.NOT_NEEDED.value).select_related("person")
    for message in rows.annotate(taken_by=Subquery(taken.values("channel")[:1])).order_by(
        "written_at", "ended_at", "pk"
    ):
        told = found[message.subject or message.pk]
        told.trying.setdefault(message.person_id, message.person)
        if message.taken_by and message.ended_at is not None:
            told.reached.setdefault(message.person_id, Knows(message.person, message.taken_by, message.ended_at))
    return found


def _not_there(reader: Reader) -> Q:
    """What did not arrive, and what has been tried in vain for a while."""
    failed = Q(state=MessageState.NOT_ARRIVED.value, written_at__gt=reader.at - SHOWN)
    in_vain = Q(state=MessageState.WAITING.value, tries__gt=0, written_at__lt=reader.at - OVERDUE_AFTER)
    at_once = Q(state=MessageState.WAITING.value, tries__gt=0, kind__in=sorted(URGENT))
    return failed | in_vain | at_once


def to_look_after(reader: Reader) -> Q:
    """Which messages the reader may look after: of their networks as staff; those to colleagues for duty and lead."""
    to_colleagues = Q(kind__in=sorted(TO_STAFF), service=reader.service_id)
    if reader.capacity is Capacity.SERVICE_LEAD:
        return Q(kind__in=sorted(TO_STAFF)) if reader.service_id is None else to_colleagues
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    mine = Q(network__in=reach(reader).who(Right.READ, Resource.SAFE_WAYS))
    own_work = Q(person=reader.person_id, kind__in=sorted(TO_STAFF))
    mine = (mine & ~Q(kind__in=sorted(TO_STAFF))) | own_work
    return mine | to_colleagues if holds_the_telephone(reader) else mine


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What did not arrive: by name as far as the reader looks after it, and how many others of the service."""

    messages: list[Message]
    letters: list[Message]
    others: int


def undelivered(reader: Reader) -> Undelivered:
    """Messages that did not arrive, letters to print, and how many stand on others' pages."""
    wanted = to_look_after(reader)
    rows = Message.objects.select_related("person", "network__centre", "way").filter(wanted)
    letters = rows.filter(state=MessageState.TO_PRINT.value).order_by("written_at", "pk")
    failed = rows.filter(_not_there(reader)).order_by("written_at", "pk")
    others = 0
    if reader.capacity is Capacity.SERVICE_LEAD or holds_the_telephone(reader):
        of_service = Message.objects.filter(_not_there(reader) | Q(state=MessageState.TO_PRINT.value)).exclude(wanted)
        if reader.service_id is not None:
            of_service = of_service.filter(service=reader.service_id)
        others = of_service.aggregate(many=Count("pk"))["many"]
    return Undelivered(list(failed), list(letters), others)


def to_mend(reader: Reader, key: UUID) -> Message:
    """One message that the reader looks after; NotForYou for any other."""
    found = Message.objects.select_related("person", "way", "service").filter(to_look_after(reader), pk=key).first()
    if found is None:
        raise NotForYou
    return found


def in_the_post_box(reader: Reader) -> list[Sending]:
    """What was sent to the reader in the last weeks: for the demo, where nothing leaves the house."""
    mine = Sending.objects.filter(message__person=reader.person, outcome="taken", began_at__gt=reader.at - SHOWN)
    return list(mine.select_related("message").order_by("-began_at", "-pk")[:ONES_OWN])


def letter_way(reader: Reader, message: Message) -> SafeWay:
    """The address of a letter, where the reader may know it (R9)."""
    found = people.safe_ways(reader, message.person_id).filter(kind=WayKind.POST.value).first()
    if found is None or message.state != MessageState.TO_PRINT.value:
        raise NotForYou
    return found
