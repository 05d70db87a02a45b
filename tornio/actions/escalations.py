"""Telling what is owed: contacts with no meeting yet, silence and calls for help at a door, reminders, what waits for
somebody to look at it (R4, R10, R25, R27).

Asked again every few seconds of the facts alone: whatever broke down in between, what was not told is told now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from tornio.actions.frame import action, note
from tornio.actions.messages import identity, key_of, write
from tornio.core.errors import NotForYou
from tornio.core.messages import Channel, MessageKind
from tornio.core.people import Capacity
from tornio.people.acting import Reader, as_clerk
from tornio.records.models import Message
from tornio.records.visible import looking, post
from tornio.records.visible import owed as visible
from tornio.records.visible.owed import Ladder, Telling

ALONE = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 4))"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message that should be there by now."""

    kind: MessageKind
    occasion: str
    person: UUID
    service_id: UUID
    network_id: UUID | None
    subject: UUID
    route: str = ""
    useful_until: datetime | None = None

    def id(self, by: Reader) -> UUID:
        """The identity that `write` would give it."""
        return identity(by, key_of(self.kind, self.occasion, self.person, self.route))


def _alone(by: Reader) -> bool:
    """Whether nobody else is looking just now; two who look at once would only stand in each other's way."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [str(by.organisation_id)])
        row = cursor.fetchone()
    return bool(row and row[0])


@action
def look(*, by: Reader, at: datetime) -> int:
    """Write every message that is owed by now and was not written; how many."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    if not _alone(by):
        return 0
    ladder = Ladder(at)
    with as_clerk():
        wanted = [
            *_each(MessageKind.WAITS, visible.contacts(by, ladder)),
            *_by_two_routes(MessageKind.SILENCE, visible.silences(by, ladder)),
            *_by_two_routes(MessageKind.HELP, visible.calls_for_help(by, ladder)),
            *_reminders(by, at),
            *_to_look(by),
        ]
        return _write(wanted, by, at)


def _each(kind: MessageKind, tellings: Iterable[Telling]) -> list[Wanted]:
    return [
        Wanted(kind, f"{each.subject} {each.owed.point}", person, each.service_id, each.network_id, each.subject)
        for each in tellings
        for person in each.people
    ]


def _by_two_routes(kind: MessageKind, tellings: Iterable[Telling]) -> list[Wanted]:
    """A message by each machine that reaches somebody; one that goes nowhere where none does, so that it is seen."""
    found = _each(kind, tellings)
    channels = post.channels(each.person for each in found) if found else {}
    two = []
    for each in found:
        routes: set[Channel] = channels.get(each.person, set())
        two += [replace(each, route=route.value) for route in sorted(routes)] if len(routes) > 1 else [each]
    return two


def _reminders(by: Reader, at: datetime) -> list[Wanted]:
    """Of meetings that come soon; a meeting that was moved is another occasion."""
    found = []
    for meeting, people in visible.reminders(by, at):
        starts, network = meeting.planned.lower, meeting.network
        occasion = f"{meeting.pk} {starts.timestamp():.0f}"
        about = (network.service_id, network.pk, meeting.pk)
        found += [Wanted(MessageKind.REMINDER, occasion, each, *about, useful_until=starts) for each in people]
    return found


def _to_look(by: Reader) -> Iterator[Wanted]:
    """What waits for somebody to look at it: of no network, so that the row of a message tells nobody what (R25)."""
    for each in looking.to_look(by):
        for person in each.people:
            yield Wanted(each.kind, each.occasion, person, each.service_id, None, each.subject)


def _write(wanted: list[Wanted], by: Reader, at: datetime) -> int:
    if not wanted:
        return 0
    ids = {each.id(by): each for each in wanted}
    written = set(Message.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))
    missing = [each for key, each in ids.items() if key not in written]
    for each in missing:
        write(
            each.kind,
            [each.person],
            occasion=each.occasion,
            route=each.route,
            service_id=each.service_id,
            network=each.network_id,
            subject=each.subject,
            useful_until=each.useful_until,
            by=by,
            at=at,
        )
    if missing:
        note("told what was owed", by=by, at=at)
    return len(missing)
