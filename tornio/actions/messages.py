"""Writing down that somebody is to be told: in the transaction of what it is about, sent after it has committed (R9).

A roll-back tells nobody. Who writes a message reads nothing of how it will reach anybody: that is a job's to choose.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tornio.actions.frame import action, note
from tornio.core.errors import NotForYou
from tornio.core.messages import MessageKind, MessageState
from tornio.core.networks import Belonging
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.people.models import Practitioner
from tornio.records.models import Invitation, Message, Network, NetworkMeeting, NetworkMember, Sending
from tornio.records.visible import messages as visible

USEFUL = timedelta(days=14)  # for what happens at no hour: a change of team, words read back
POST = "tornio.post"
LOOK = "tornio.look"

LONG_AGO = datetime.min.replace(tzinfo=UTC)
_quietly: ContextVar[datetime | None] = ContextVar("messages_wait_for_whoever_looks", default=None)


@contextmanager
def quietly(since: datetime = LONG_AGO) -> Iterator[None]:
    """Inside, nobody is woken to send, and nothing is told of what was before `since`: a season has its own post."""
    token = _quietly.set(since)
    try:
        yield
    finally:
        _quietly.reset(token)


def key_of(kind: MessageKind, occasion: str, person: UUID, route: str = "") -> str:
    """One occasion, one person, one route: one message."""
    return f"{kind.value} {occasion} {person} {route}".strip()


def identity(by: Reader, key: str) -> UUID:
    """A message's own key follows from what it is for, so that the same one cannot be written twice."""
    return uuid5(NAMESPACE_OID, f"{by.organisation_id} {key}")


def write(
    kind: MessageKind,
    people: Iterable[UUID],
    *,
    occasion: str,
    service_id: UUID,
    by: Reader,
    at: datetime,
    network: UUID | None = None,
    subject: UUID | None = None,
    useful_until: datetime | None = None,
    route: str = "",
) -> list[Message]:
    """A message for each of these people; `occasion` and the person are its key, and its identity follows from it."""
    rows = []
    for person in dict.fromkeys(people if at >= (_quietly.get() or LONG_AGO) else ()):
        key = key_of(kind, occasion, person, route)
        rows.append(
            Message(
                id=identity(by, key),
                organisation_id=by.organisation_id,
                service_id=service_id,
                person_id=person,
                kind=kind.value,
                key=key,
                network_id=network,
                subject=subject,
                route=route,
                written_at=at,
                not_before=at,
                useful_until=useful_until,
            )
        )
    if rows:
        with as_clerk():  # the same message written twice is one, also where its writer may not read it
            Message.objects.bulk_create(rows, ignore_conflicts=True)
        wake(POST, by)
    return rows


def wake(job: str, by: Reader) -> None:
    """One job for the whole transaction, kept or taken back with it; the worker looks every few seconds anyway."""
    if _quietly.get() is not None or by.memory.get(job):
        return
    by.memory[job] = True
    if not ProcrastinateJob.objects.filter(task_name=job, status="todo").exists():
        app.configure_task(job).defer()


def to_the_invited(
    kind: MessageKind, meeting: NetworkMeeting, *, by: Reader, at: datetime, among: Iterable[UUID] | None = None
) -> None:
    """Everyone who is asked to this meeting, but whoever does it just now, is told that there is something for them."""
    asked = Invitation.objects.filter(meeting=meeting, taken_back_at__isnull=True).exclude(person=by.person_id)
    if among is not None:
        asked = asked.filter(person__in=list(among))
    _of_a_meeting(kind, meeting, asked.order_by("invited_at", "pk"), by=by, at=at)


def to_us(kind: MessageKind, meeting: NetworkMeeting, who: Iterable[UUID], *, by: Reader, at: datetime) -> None:
    """Practitioners for whom it changes where they are expected, but whoever does it just now."""
    if at < meeting.planned.lower:
        of_us = Practitioner.objects.filter(pk__in=list(who)).exclude(person=by.person_id)
        _of_a_meeting(kind, meeting, of_us.order_by("pk"), by=by, at=at)


def _of_a_meeting(kind: MessageKind, meeting: NetworkMeeting, rows: QuerySet[Any], *, by: Reader, at: datetime) -> None:
    """The person of each of these rows is told of a meeting, as long as it is still to begin."""
    with as_clerk():
        people = list(rows.values_list("person_id", flat=True))
        service = Network.objects.values_list("service_id", flat=True).get(pk=meeting.network_id)
    write(
        kind,
        people,
        occasion=f"{meeting.pk} {at.timestamp():.6f}",
        service_id=service,
        network=meeting.network_id,
        subject=meeting.pk,
        useful_until=meeting.planned.lower,
        by=by,
        at=at,
    )


def to_the_network(kind: MessageKind, network_id: UUID, *, subject: UUID, by: Reader, at: datetime) -> None:
    """The person and everybody whom they let read are told that there is something for them."""
    members = NetworkMember.objects.filter(network=network_id, belonging=Belonging.BELONGS.value, may_read=True)
    with as_clerk():
        centre, service = Network.objects.values_list("centre_id", "service_id").get(pk=network_id)
        people = [centre, *members.order_by("pk").values_list("person_id", flat=True)]
    write(
        kind,
        [each for each in people if each != by.person_id],
        occasion=f"{subject} {at.timestamp():.6f}",
        service_id=service,
        network=network_id,
        subject=subject,
        useful_until=at + USEFUL,
        by=by,
        at=at,
    )


def to_one(
    kind: MessageKind, person: UUID, *, service_id: UUID, network: UUID | None, subject: UUID, by: Reader, at: datetime
) -> None:
    """One person is told that there is something for them."""
    write(
        kind,
        [person],
        occasion=str(subject),
        service_id=service_id,
        network=network,
        subject=subject,
        useful_until=at + USEFUL,
        by=by,
        at=at,
    )


@action
def posted(*, message: Message, by: Reader, at: datetime) -> None:
    """A letter was printed and posted."""
    _by_hand(message, MessageState.POSTED, "posted a letter", by, at)


@action
def told_in_another_way(*, message: Message, by: Reader, at: datetime) -> None:
    """Somebody told them in another way what a message could not."""
    _by_hand(message, MessageState.TOLD, "told somebody in another way", by, at)


def _by_hand(message: Message, state: MessageState, verb: str, by: Reader, at: datetime) -> None:
    held = Message.objects.select_for_update(no_key=True).filter(visible.to_look_after(by), pk=message.pk).first()
    if held is None:
        raise NotForYou
    if held.state == state.value:
        return
    Message.objects.filter(pk=held.pk).update(state=state.value, why="", ended_at=at)
    if held.way_id is not None and state is MessageState.POSTED:
        _the_letter(held, held.way_id, by, at)
    note(verb, by=by, at=at, network=held.network_id, subject=held.pk)


def _the_letter(message: Message, way: UUID, by: Reader, at: datetime) -> None:
    """Posting is a try like any other, and kept as one."""
    number = message.tries + 1
    Message.objects.filter(pk=message.pk).update(tries=number)
    Sending.objects.create(
        id=new_key(), organisation_id=by.organisation_id, message=message, number=number, way_id=way,
        channel="letter", began_at=at, ended_at=at, outcome="taken", reason="by hand",
    )  # fmt: skip
