"""For jobs alone: which messages wait, by which ways they may go, and which of them are needed no more (R9)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from tornio.core.meetings import MeetingStatus
from tornio.core.messages import AT_ANY_HOUR, TO_STAFF, URGENT, Channel, MessageKind, MessageState, Way, in_order
from tornio.core.networks import STILL_THERE, Belonging
from tornio.core.people import WayKind
from tornio.core.safe_hours import EVERY_DAY, SafeHours
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.people.models import SafeWay, Service
from tornio.records.models import (
    FirstContact,
    HandOver,
    Message,
    Network,
    NetworkMeeting,
    NetworkMember,
    Sending,
    Visit,
)
from tornio.records.visible.looking import still_waits
from tornio.records.visible.owed import for_jobs_only, still_asked

AHEAD = (MeetingStatus.PROPOSED, MeetingStatus.AGREED, MeetingStatus.OPEN)
OF_MEETINGS = {
    MessageKind.INVITED: AHEAD,
    MessageKind.REMINDER: (MeetingStatus.AGREED,),
    MessageKind.MOVED: AHEAD,
    MessageKind.STANDS_IN: AHEAD,
    MessageKind.CALLED_OFF: (MeetingStatus.NOT_HELD,),
}
TO_LOOK = (MessageKind.LOOK, MessageKind.BEYOND)
_FOR_MACHINES = (
    Q(kind=WayKind.TELEPHONE.value, may_text=True)
    | Q(kind=WayKind.EMAIL.value, may_write=True)
    | Q(kind=WayKind.POST.value, may_write=True)
)
CHANNELS = {
    WayKind.TELEPHONE.value: Channel.TEXT,
    WayKind.EMAIL.value: Channel.EMAIL,
    WayKind.POST.value: Channel.LETTER,
}


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways by which somebody may be written to, in the order in which they are tried."""

    usable: list[Way] = field(default_factory=list)
    in_words: bool = False  # some way has hours told in words alone, and stays untouched


def due(reader: Reader, *, urgent: bool, limit: int) -> list[Message]:
    """Messages whose moment has come, held until this transaction ends; those in another's hand are passed over."""
    for_jobs_only(reader)
    waits = Message.objects.filter(state=MessageState.WAITING.value, not_before__lte=reader.at)
    kinds = Q(kind__in=sorted(URGENT))
    rows = waits.filter(kinds if urgent else ~kinds).order_by("not_before", "written_at", "pk")
    return list(rows.select_for_update(skip_locked=True, no_key=True)[:limit])


def tries(messages: Iterable[Message]) -> dict[UUID, list[Sending]]:
    """Every try of each message, in order."""
    found: defaultdict[UUID, list[Sending]] = defaultdict(list)
    for sending in Sending.objects.filter(message__in=list(messages)).order_by("number", "pk"):
        found[sending.message_id].append(sending)
    return found


def services(messages: Iterable[Message]) -> dict[UUID, Service]:
    """The services that speak in these messages."""
    return Service.objects.in_bulk({each.service_id for each in messages})


def channels(people: Iterable[UUID]) -> dict[UUID, set[Channel]]:
    """By which machines each of these people may be reached at all."""
    found: defaultdict[UUID, set[Channel]] = defaultdict(set)
    rows = SafeWay.objects.filter(_FOR_MACHINES, person__in=list(people), until__isnull=True)
    for person, kind in rows.exclude(kind=WayKind.POST.value).values_list("person_id", "kind"):
        found[person].add(CHANNELS[kind])
    return found


def ways(messages: Sequence[Message], houses: dict[UUID, Service]) -> dict[UUID, Ways]:
    """For each message the ways that its person calls safe at this moment (R9)."""
    rows = SafeWay.objects.select_related("person").filter(
        _FOR_MACHINES, person__in={each.person_id for each in messages}, until__isnull=True
    )
    of_person: defaultdict[UUID, list[SafeWay]] = defaultdict(list)
    for row in rows.order_by("since", "pk"):
        of_person[row.person_id].append(row)
    return {each.pk: _ways(each, of_person[each.person_id], houses[each.service_id]) for each in messages}


def _ways(message: Message, rows: Iterable[SafeWay], service: Service) -> Ways:
    found, in_words = [], False
    for row in rows:
        hours = hours_of(row, service)
        at_any_hour = message.kind in AT_ANY_HOUR or row.kind == WayKind.POST.value
        if hours is None and not at_any_hour:
            in_words = True
            continue
        language = (row.person.languages or ["en"])[0]
        found.append(Way(row.pk, CHANNELS[row.kind], row.value, None if at_any_hour else hours, language))
    return Ways(in_order(found), in_words)


def hours_of(way: SafeWay, service: Service) -> SafeHours | None:
    """When this way is safe: by the clock as they told it, else by day; None when they told it in words alone."""
    zone = ZoneInfo(service.time_zone)
    if way.hours_from is not None and way.hours_until is not None:
        return SafeHours(way.hours_from, way.hours_until, zone, frozenset(way.days) or EVERY_DAY)
    if way.good_hours.strip():
        return None
    profile = profiles.profile(service.profile)
    return SafeHours(profile.messages_from, profile.messages_until, zone, frozenset(way.days) or EVERY_DAY)


def over(reader: Reader, messages: Sequence[Message]) -> set[UUID]:
    """Those that are needed no more: what they are about is settled, or is not theirs to know any more (R8, R24)."""
    by_kind: defaultdict[str, list[Message]] = defaultdict(list)
    for each in messages:
        by_kind[each.kind].append(each)
    found = _left(messages)
    for kind, of_kind in by_kind.items():
        asked = MessageKind(kind)
        subjects = [each.subject for each in of_kind if each.subject]
        if asked in OF_MEETINGS:
            found |= _not_asked(asked, of_kind)
            continue
        if asked in TO_LOOK:
            waits = still_waits(reader.at, subjects)
            found |= {each.pk for each in of_kind if each.subject not in waits}
            continue
        alive = _alive(asked, subjects)
        if alive is not None:
            going_on = set(alive.values_list("pk", flat=True))
            found |= {each.pk for each in of_kind if each.subject not in going_on}
    return found


def _alive(kind: MessageKind, subjects: list[UUID]) -> QuerySet[Any] | None:
    """What goes on of these; None for kinds that nothing but time settles."""
    match kind:
        case MessageKind.WAITS:
            return FirstContact.objects.filter(pk__in=subjects, first_met_at__isnull=True, closed_at__isnull=True)
        case MessageKind.EXPECTED:
            return NetworkMeeting.objects.filter(pk__in=subjects, status__in=[each.value for each in AHEAD])
        case MessageKind.SILENCE | MessageKind.HELP:
            return Visit.objects.filter(pk__in=subjects, out_at__isnull=True)
        case MessageKind.OFFERED:
            return HandOver.objects.filter(pk__in=subjects, answered_at__isnull=True)
    return None


def _not_asked(kind: MessageKind, messages: list[Message]) -> set[UUID]:
    """Messages about meetings to which their person is not asked now, or which have another time since."""
    asked = still_asked([each.subject for each in messages if each.subject], OF_MEETINGS[kind])
    found = set()
    for each in messages:
        starts = asked.get((each.subject, each.person_id)) if each.subject else None
        moved_since = kind is MessageKind.REMINDER and starts != each.useful_until
        if starts is None or moved_since:
            found.add(each.pk)
    return found


def _left(messages: Sequence[Message]) -> set[UUID]:
    """Messages about a network to somebody who is not of it any more; staff are told whatever happens."""
    theirs = [each for each in messages if each.network_id and each.kind not in TO_STAFF]
    theirs = [each for each in theirs if each.kind != MessageKind.READ_BACK.value]  # their own words stay theirs
    if not theirs:
        return set()
    networks = {each.network_id for each in theirs if each.network_id}
    members = NetworkMember.objects.filter(network__in=networks, belonging__in=sorted(STILL_THERE))
    there = set(Network.objects.filter(pk__in=networks).values_list("pk", "centre_id"))
    reads = there | set(
        members.filter(belonging=Belonging.BELONGS.value, may_read=True).values_list("network_id", "person_id")
    )
    there |= set(members.values_list("network_id", "person_id"))
    return {
        each.pk
        for each in theirs
        if (each.network_id, each.person_id) not in (reads if each.kind == MessageKind.TEAM.value else there)
    }
