"""Sending what waits: each message taken in hand, carried outside of any transaction, and its receipt written down.

Whoever is killed half way is overtaken when their hold runs out; the carrier is asked under the same reference, so
that nothing is lost and nothing arrives twice. Every try is a row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tornio.core.messages import (
    AWAY_FOR,
    CLAIMED_FOR,
    URGENT,
    Carrier,
    Channel,
    MessageKind,
    MessageState,
    NotArrived,
    Outcome,
    Parcel,
    Receipt,
    Way,
    compose,
    next_try,
    route,
)
from tornio.core.people import Capacity
from tornio.people.acting import Reader, acting_as, as_clerk
from tornio.people.keys import new_key
from tornio.people.models import Organisation, Service
from tornio.records.models import Message, Sending
from tornio.records.visible import post as visible

PURPOSE = "sending messages"
COLUMNS = ("state", "why", "not_before", "tries", "way", "ended_at")


@dataclass(frozen=True, slots=True)
class Post:
    """Who carries by which channel, the clock, and how many are taken in hand at once.

    More than one only where carrying takes no time: a hold lasts as long as the slowest carrier for one message.
    """

    carriers: Mapping[Channel, Carrier]
    clock: Callable[[], datetime]
    at_once: int = 1
    away: set[Channel] = field(default_factory=set)  # carriers that were found away, for the rest of the round


@dataclass(frozen=True, slots=True)
class InHand:
    """One message on its way."""

    message: Message
    sending: Sending
    parcel: Parcel
    ways: int  # by how many it could go


def deliver(organisation: Organisation, *, post: Post, urgent: bool, until: datetime | None = None) -> int:
    """Send what is due, one after another, until nothing is or the time is over; how many were taken by a carrier.

    A carrier that is away is left alone for the rest of the round.
    """
    taken = 0
    while until is None or post.clock() < until:
        found = _take_in_hand(organisation, post, urgent=urgent)
        if found is None:
            break
        receipts = [(each, post.carriers[each.parcel.channel].carry(each.parcel, post.clock())) for each in found]
        post.away.update(each.parcel.channel for each, receipt in receipts if receipt.unreachable)
        _write_down(organisation, receipts, post.clock())
        taken += sum(receipt.outcome is Outcome.TAKEN for _each, receipt in receipts)
    return taken


def _take_in_hand(organisation: Organisation, post: Post, *, urgent: bool) -> list[InHand] | None:
    """The next messages that are due, each decided; None when none is due."""
    with _job(organisation, post.clock()) as by:
        messages = visible.due(by, urgent=urgent, limit=post.at_once)
        if not messages:
            return None
        houses = visible.services(messages)
        over, tries = visible.over(by, messages), visible.tries(messages)
        ways = visible.ways(messages, houses)
        found = []
        for message in messages:
            if message.pk in over:
                _end(message, MessageState.NOT_NEEDED, by.at)
                continue
            way, open_ways = _choose(message, ways[message.pk], tries[message.pk], post, by.at)
            if way is not None:
                found.append(_in_hand(message, way, open_ways, tries[message.pk], houses[message.service_id], by))
        Sending.objects.bulk_create([each.sending for each in found])
        Message.objects.bulk_update(messages, COLUMNS)
        return found


@contextmanager
def _job(organisation: Organisation, at: datetime) -> Iterator[Reader]:
    """A job is no reader of the record: it looks as the clerk, finds nothing but ways and states, and shows nothing."""
    job = acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PURPOSE, at=at)
    with job as by, as_clerk():
        yield by


def _end(message: Message, state: MessageState, at: datetime, why: NotArrived | None = None) -> None:
    message.state, message.ended_at, message.why = state.value, at, why.value if why else ""


def _choose(
    message: Message, ways: visible.Ways, tries: Sequence[Sending], post: Post, at: datetime
) -> tuple[Way | None, int]:
    """The way to try now and how many there are; where there is none, the message is put off or ends, and says why."""
    refused = {each.way_id for each in tries if each.outcome == Outcome.REFUSED.value}
    wanted = [way for way in ways.usable if message.route in {"", way.channel.value}]
    there = [way for way in wanted if way.id not in refused and _carried(way, post)]
    if not there:
        in_words = NotArrived.HOURS_IN_WORDS if ways.in_words else NotArrived.NO_WAY
        _end(message, MessageState.NOT_ARRIVED, at, NotArrived.REFUSED if refused else in_words)
        return None, 0
    if message.useful_until is not None and at >= message.useful_until:
        _end(message, MessageState.NOT_ARRIVED, at, NotArrived.TOO_LATE)
        return None, 0
    if there[0].channel is Channel.LETTER:
        message.state, message.way_id = MessageState.TO_PRINT.value, there[0].id
        return None, 0
    opens = {way.id: at if way.hours is None else way.hours.next_moment(at) for way in there}
    now = [way for way in there if opens[way.id] <= at]
    way = route(now, message.tries, away=post.away, again=_doubtful(message, tries))
    if way is None:
        message.not_before = _useful(message, min(opens.values()) if not now else at + AWAY_FOR)
    return way, len(there)


def _carried(way: Way, post: Post) -> bool:
    """Whether this installation has somebody who carries so; letters are carried by people."""
    return way.channel is Channel.LETTER or way.channel in post.carriers


def _useful(message: Message, moment: datetime) -> datetime:
    """Not later than it is of any use, so that what could not be sent is said to have failed then."""
    return moment if message.useful_until is None else min(moment, message.useful_until)


def _is_doubtful(sending: Sending) -> bool:
    return sending.outcome in {"", Outcome.UNKNOWN.value}


def _doubtful(message: Message, tries: Sequence[Sending]) -> UUID | None:
    """The way whose last try may have been taken; what cannot wait goes on to the next way all the same."""
    if not tries or not _is_doubtful(tries[-1]) or MessageKind(message.kind) in URGENT:
        return None
    return tries[-1].way_id


def _in_hand(message: Message, way: Way, ways: int, tries: Sequence[Sending], service: Service, by: Reader) -> InHand:
    kind = MessageKind(message.kind)
    message.tries += 1
    message.way_id = way.id
    message.not_before = by.at + CLAIMED_FOR
    sending = Sending(
        id=new_key(),
        organisation_id=message.organisation_id,
        message=message,
        number=message.tries,
        way_id=way.id,
        channel=way.channel.value,
        began_at=by.at,
    )
    parcel = Parcel(
        reference=message.pk,
        channel=way.channel,
        address=way.address,
        words=compose(kind, service.neutral_name, way.language),
        name=service.neutral_name,
        urgent=kind in URGENT,
        doubtful=any(_is_doubtful(each) for each in tries if each.channel == way.channel.value),
    )
    return InHand(message, sending, parcel, ways)


def _write_down(organisation: Organisation, receipts: Sequence[tuple[InHand, Receipt]], at: datetime) -> None:
    """What came of each try, and when it is tried again."""
    if not receipts:
        return
    with _job(organisation, at):
        for held, receipt in receipts:
            held.sending.ended_at, held.sending.outcome, held.sending.reason = at, receipt.outcome.value, receipt.reason
            _after(held, receipt, at)
        Sending.objects.bulk_update([held.sending for held, _ in receipts], ("ended_at", "outcome", "reason"))
        Message.objects.bulk_update([held.message for held, _ in receipts], COLUMNS)


def _after(held: InHand, receipt: Receipt, at: datetime) -> None:
    message = held.message
    if receipt.outcome is Outcome.TAKEN:
        _end(message, MessageState.SENT, at)
    elif receipt.outcome is Outcome.REFUSED or (_goes_on(held, receipt) and message.tries % held.ways):
        message.not_before = at  # by the next way at once
    else:
        rounds = -(-message.tries // held.ways)
        message.not_before = _useful(message, next_try(rounds, at, urgent=held.parcel.urgent))


def _goes_on(held: InHand, receipt: Receipt) -> bool:
    """Whether the next way is tried: after a failure always, after a doubtful try only when it cannot wait."""
    return receipt.outcome is Outcome.FAILED or held.parcel.urgent
