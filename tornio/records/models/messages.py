"""Messages to be sent, and every try to send one: to whom and of what kind, never a word of what it is about (R9)."""

from enum import Enum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tornio.core.messages import ENDED, Channel, MessageKind, MessageState, NotArrived, Outcome
from tornio.core.sharing import Reach, Shelf, facts, under
from tornio.people.constraints import one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


def _word_or_none(name: str, field: str, words: type[Enum]) -> models.CheckConstraint:
    known = [word.value for word in words]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": ["", *known]}), name=name)


class Message(Kept):
    """Somebody is to be told that there is something for them. Written with what it is about; sent after (R9).

    `key` names the occasion and whom it is for: one key, one message. `not_before` is when to look at it next: its
    own moment, the next safe hour, the next try, or the end of somebody's hold on it.
    """

    shelf: ClassVar[Shelf] = facts(Reach.WORKS, own="person_id")
    may_change: ClassVar[tuple[str, ...]] = ("state", "why", "not_before", "tries", "way", "ended_at")

    service = Link("people.Service")
    person = Link("people.Person")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=200)
    network = Link("records.Network", null=True)
    subject = models.UUIDField(null=True)  # the meeting, first contact, visit or words that it is about
    route = models.CharField(max_length=8, blank=True)  # by this channel and no other; most go by any
    written_at = models.DateTimeField()
    not_before = models.DateTimeField()
    useful_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default=MessageState.WAITING.value)
    why = models.CharField(max_length=16, blank=True)  # it did not arrive
    tries = models.PositiveSmallIntegerField(default=0)
    way = Link("people.SafeWay", null=True)  # the one that was tried last
    ended_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "not_before"],
                condition=Q(state=MessageState.WAITING.value),
                name="messages_that_wait",
            ),
            models.Index(fields=["organisation", "person", "-written_at"], name="messages_of_somebody"),
            models.Index(fields=["organisation", "subject"], name="messages_about_something"),
            models.Index(fields=["organisation", "service", "-written_at"], name="messages_of_a_service"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_message",
                service="people_service",
                person="people_person",
                network="records_network",
                way="people_safeway",
            ),
            models.UniqueConstraint(fields=["organisation", "key"], name="one_key_is_one_message"),
            one_of("a_message_is_of_a_known_kind", "kind", MessageKind),
            one_of("a_message_is_in_a_known_state", "state", MessageState),
            _word_or_none("a_message_goes_by_a_known_channel", "route", Channel),
            _word_or_none("a_message_failed_for_a_known_reason", "why", NotArrived),
            rule(
                "a_message_that_has_ended_says_when",
                Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                "A message that has ended says when.",
            ),
            rule(
                "a_message_that_did_not_arrive_says_why",
                (Q(state=MessageState.NOT_ARRIVED.value) & ~Q(why=""))
                | (~Q(state=MessageState.NOT_ARRIVED.value) & Q(why="")),
                "Say why it did not arrive.",
            ),
        ]

    def __str__(self) -> str:
        return "message"


class Sending(Kept):
    """One try to send a message: by which way, when, and what came of it. Every try is kept."""

    shelf: ClassVar[Shelf] = under("records_message", "message_id")
    may_change: ClassVar[tuple[str, ...]] = ("ended_at", "outcome", "reason")

    message = Link(Message, related_name="sendings")
    number = models.PositiveSmallIntegerField()
    way = Link("people.SafeWay")
    channel = models.CharField(max_length=8)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=40, blank=True)  # the carrier's code, never its words

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_sending", message="records_message", way="people_safeway"),
            models.UniqueConstraint(
                fields=["organisation", "message", "number"], name="tries_of_a_message_are_counted_once"
            ),
            one_of("a_message_is_sent_by_a_known_channel", "channel", Channel),
            _word_or_none("a_try_ends_in_a_known_way", "outcome", Outcome),
            rule(
                "a_try_that_ended_says_how",
                (Q(ended_at__isnull=True) & Q(outcome="")) | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                "Say how it ended.",
            ),
        ]

    def __str__(self) -> str:
        return "sending"
