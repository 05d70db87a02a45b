"""After a death a record is frozen: it takes only what a death needs; who reads it is decided (R22)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tornio.core.sharing import Shelf, watched
from tornio.people.constraints import blank, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link


class Freeze(Kept):
    """The person at the centre has died. Until the service decides, members read their own words alone."""

    shelf: ClassVar[Shelf] = watched()
    may_change: ClassVar[tuple[str, ...]] = (
        "decided_by", "decided_at", "decided_words", "members_read", "lifted_by", "lifted_at", "lifted_why",
    )  # fmt: skip

    network = Link("records.Network")
    died_on = models.DateField(null=True)
    words = models.TextField()
    said_by = Link("people.Person")
    at = models.DateTimeField()
    readers = ArrayField(models.UUIDField(), default=list)  # members whom the person had let read
    writers = ArrayField(models.UUIDField(), default=list)
    members_read = models.BooleanField(default=False)
    decided_by = Link("people.Person", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_words = models.TextField(blank=True)
    lifted_by = Link("people.Person", null=True)  # it was somebody else, or not so
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.TextField(blank=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_freeze",
                network="records_network",
                said_by="people_person",
                decided_by="people_person",
                lifted_by="people_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "network"],
                condition=Q(lifted_at__isnull=True),
                name="a_record_is_frozen_once",
                violation_error_message="This record is frozen already.",
            ),
            rule("a_death_is_told_in_words", ~blank("words"), "Write what you were told, and by whom."),
            rule(
                "who_reads_after_a_death_is_decided_with_a_reason",
                together("decided_by", "decided_at")
                & (Q(decided_at__isnull=True, members_read=False) | ~blank("decided_words")),
                "Say what was decided, and on what it rests.",
            ),
            rule(
                "a_record_is_opened_again_with_a_reason",
                together("lifted_by", "lifted_at") & (Q(lifted_at__isnull=True) | ~blank("lifted_why")),
                "Say how you know that it is not so.",
            ),
        ]

    def __str__(self) -> str:
        return "frozen"
