"""Who read what and who changed what, written in the same transaction; never changed, never taken away (R26)."""

from typing import ClassVar

from django.db import models

from tornio.people.constraints import same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Reading(Kept):
    """Somebody opened a page of a network's record; later updates of the open page only extend it."""

    may_change: ClassVar[tuple[str, ...]] = ("until",)

    network = Link("records.Network", null=True)
    person = Link("people.Person", null=True)  # who read
    human = models.UUIDField(null=True)
    capacity = models.CharField(max_length=20)
    as_whom = models.CharField(max_length=120, blank=True)  # "psychiatrist in the team"
    purpose = models.CharField(max_length=300)
    page = models.CharField(max_length=100)
    subject = models.UUIDField(null=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    apart = models.BooleanField(default=False)  # of what the person may not see: recorded, not shown

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="readings_of_a_network"),
            models.Index(fields=["organisation", "person", "subject", "-until"], name="readings_of_a_reader"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_reading", network="records_network", person="people_person"),
        ]

    def __str__(self) -> str:
        return self.page


class Change(Kept):
    """Somebody did something: one row for each action, with the verb and what it was done to."""

    network = models.UUIDField(null=True)
    person = Link("people.Person", null=True)
    human = models.UUIDField(null=True)
    capacity = models.CharField(max_length=20)
    purpose = models.CharField(max_length=300)
    verb = models.CharField(max_length=100)
    subject = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="changes_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_change", person="people_person"),
        ]

    def __str__(self) -> str:
        return self.verb
