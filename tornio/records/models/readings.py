"""Who read what and who changed what, written in the same transaction; never changed, never taken away (R26)."""

from typing import ClassVar

from django.db import models

from tornio.core.sharing import Kind, Shelf
from tornio.people.constraints import same_organisation
from tornio.people.keys import new_key
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.written import WrittenIn


class Reading(Kept):
    """Somebody opened a page of a network's record. While it stays open, further rows say that it `goes_on`."""

    shelf: ClassVar[Shelf] = Shelf(Kind.TRAIL, hidden_by="apart")
    network = Link("records.Network", null=True)
    person = Link("people.Person", null=True)  # who read
    human = models.UUIDField(null=True)
    capacity = models.CharField(max_length=20)
    as_whom = models.CharField(max_length=120, blank=True)  # "psychiatrist in the team"
    purpose = models.CharField(max_length=300)
    page = models.CharField(max_length=100)
    subject = models.UUIDField(null=True)
    at = models.DateTimeField()
    goes_on = Link("self", null=True)  # the reading that still goes on at this moment
    glass = Link("records.BreakGlass", null=True)  # by which they reached this network
    apart = models.BooleanField(default=False)  # of what the person may not see: recorded, not shown
    salt = models.UUIDField(default=new_key)  # goes with the row when it is lawfully deleted (R28)
    written_in = WrittenIn()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="readings_of_a_network"),
            models.Index(fields=["organisation", "person", "subject", "-at"], name="readings_of_a_reader"),
            models.Index(fields=["organisation", "written_in"], name="readings_in_the_order_written"),
            models.Index(
                fields=["organisation", "at"],
                name="what_staff_read_lately",
                condition=models.Q(capacity="practitioner", network__isnull=False, goes_on__isnull=True),
            ),
            models.Index(
                fields=["organisation", "goes_on", "-at"],
                name="how_long_a_reading_goes_on",
                condition=models.Q(goes_on__isnull=False),
            ),
            models.Index(
                fields=["organisation", "glass"],
                name="what_was_opened_by_a_glass",
                condition=models.Q(glass__isnull=False),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_reading",
                network="records_network",
                person="people_person",
                goes_on="records_reading",
                glass="records_breakglass",
            ),
        ]

    def __str__(self) -> str:
        return self.page


class Change(Kept):
    """Somebody did something: one row for each action, with the verb and what it was done to."""

    shelf: ClassVar[Shelf] = Shelf(Kind.TRAIL, network="network")
    network = models.UUIDField(null=True)
    person = Link("people.Person", null=True)
    human = models.UUIDField(null=True)
    capacity = models.CharField(max_length=20)
    purpose = models.CharField(max_length=300)
    verb = models.CharField(max_length=100)
    subject = models.UUIDField(null=True)
    at = models.DateTimeField()
    salt = models.UUIDField(default=new_key)
    written_in = WrittenIn()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="changes_of_a_network"),
            models.Index(fields=["organisation", "written_in"], name="changes_in_the_order_written"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_change", person="people_person"),
        ]

    def __str__(self) -> str:
        return self.verb
