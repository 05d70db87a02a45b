"""Deletion by two people on a named ground, and how long a service keeps what (R28)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.retention import Since
from tornio.core.rights import DeletionGround
from tornio.core.sharing import HOUSE, Shelf, watched
from tornio.people.constraints import Consequence, Guard, blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.gone import ERASED, NOT_TWO_WHO_MAY, PROPOSED_BY_ANOTHER


class Deletion(Kept):
    """A recorded act of two people: the content goes, the proof stays. The database does it, once both signed (R28)."""

    shelf: ClassVar[Shelf] = watched()
    may_change: ClassVar[tuple[str, ...]] = ("agreed_by", "agreed_at", "refused_by", "refused_at", "refused_why")

    network = Link("records.Network")
    kind = models.CharField(max_length=12)  # of the entry; "record": all of it
    entry = models.UUIDField()
    author = Link("people.Person", null=True)
    said_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=20)
    words = models.TextField()  # which order, which right, which period
    asked_by = Link("people.Person")
    asked_at = models.DateTimeField()
    agreed_by = Link("people.Person", null=True)
    agreed_at = models.DateTimeField(null=True)
    refused_by = Link("people.Person", null=True)
    refused_at = models.DateTimeField(null=True)
    refused_why = models.TextField(blank=True)
    rows = models.PositiveIntegerField(null=True)  # how many rows lost their words
    commitment = models.CharField(max_length=64, blank=True)  # of what went; it tells nothing of it

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-asked_at"], name="deletions_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_deletion",
                network="records_network",
                author="people_person",
                asked_by="people_person",
                agreed_by="people_person",
                refused_by="people_person",
            ),
            one_of("a_deletion_has_a_named_ground", "ground", DeletionGround),
            rule("a_deletion_says_why", ~blank("words"), "Say which order, which right or which period it is."),
            rule(
                "a_deletion_takes_two_people",
                Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                "This takes two people. Somebody else has to say yes.",
            ),
            rule("a_deletion_is_agreed_at_a_moment", together("agreed_by", "agreed_at"), "When was it agreed?"),
            rule(
                "a_deletion_is_agreed_or_refused",
                together("refused_by", "refused_at") & (Q(agreed_at__isnull=True) | Q(refused_at__isnull=True)),
                "It was agreed or refused already.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry"],
                condition=Q(agreed_at__isnull=True, refused_at__isnull=True),
                name="a_deletion_is_asked_for_once_at_a_time",
                violation_error_message="Somebody has put this forward already.",
            ),
            Guard(
                name="whoever_puts_a_deletion_forward_signs_it",
                on="INSERT",
                refuse_if=PROPOSED_BY_ANOTHER,
                violation_error_message="Each of the two signs with their own name.",
            ),
            Guard(
                name="a_deletion_is_agreed_by_somebody_else_who_may",
                on="UPDATE OF agreed_by_id, agreed_at",
                refuse_if=NOT_TWO_WHO_MAY,
                violation_error_message="One of the two is the privacy lead, and each signs with their own name.",
            ),
            Consequence(
                name="what_two_people_agreed_to_delete_is_gone",
                on="UPDATE OF agreed_at",
                when="NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL",
                do=ERASED,
            ),
        ]

    def __str__(self) -> str:
        return self.ground


class RetentionPeriod(Kept):
    """How long a service keeps a record after which event, as its privacy lead wrote it down, with the source."""

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("until",)

    service = Link("people.Service")
    since_what = models.CharField(max_length=12)
    months = models.PositiveSmallIntegerField()
    source = models.TextField()
    written_by = Link("people.Person")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_retentionperiod", service="people_service", written_by="people_person"),
            one_of("a_period_begins_at_something_known", "since_what", Since),
            rule("a_period_is_longer_than_no_time", Q(months__gt=0), "How many months?"),
            rule("a_period_says_where_it_comes_from", ~blank("source"), "Say where this comes from."),
            models.UniqueConstraint(
                fields=["organisation", "service", "since_what"],
                condition=Q(until__isnull=True),
                name="a_service_has_one_period_for_each_event",
            ),
        ]

    def __str__(self) -> str:
        return self.since_what


class KeptOn(Kept):
    """A record has reached its end and is kept on, with a reason and a day to look again; nothing goes by itself."""

    shelf: ClassVar[Shelf] = watched()

    network = Link("records.Network")
    until_on = models.DateField()
    why = models.TextField()
    by = Link("people.Person")
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="kept_on_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_kepton", network="records_network", by="people_person"),
            rule("a_record_is_kept_on_for_a_reason", ~blank("why"), "Say why it is kept on."),
        ]

    def __str__(self) -> str:
        return "kept on"
