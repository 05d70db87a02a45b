"""Reaching a network beyond one's own: for a reason, for an hour; and what the privacy lead said of it (R27)."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.people import Capacity
from tornio.core.sharing import Kind, Shelf
from tornio.people.constraints import blank, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link

AN_HOUR = timedelta(minutes=60)


class BreakGlass(Kept):
    """Somebody who works here reached a network they do not stand in; they may let it go before the hour is over."""

    shelf: ClassVar[Shelf] = Shelf(Kind.TRAIL)
    may_change: ClassVar[tuple[str, ...]] = ("until",)

    network = Link("records.Network")
    person = Link("people.Person")  # who reached
    capacity = models.CharField(max_length=20)
    as_whom = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person", "-until"], name="glasses_of_a_reader"),
            models.Index(fields=["organisation", "-at"], name="glasses_by_their_time"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_breakglass", network="records_network", person="people_person"),
            rule(
                "reaching_beyond_ones_networks_needs_a_reason",
                ~blank("reason"),
                "Say why you need to read this. The person will see it.",
            ),
            rule(
                "reaching_beyond_ones_networks_ends_within_an_hour",
                Q(until__gte=F("at"), until__lte=F("at") + AN_HOUR),
                "It ends within the hour.",
            ),
            rule(
                "only_practitioners_and_privacy_leads_reach_beyond",
                Q(capacity__in=[Capacity.PRACTITIONER.value, Capacity.PRIVACY_LEAD.value]),
                "That is not yours to open.",
            ),
        ]

    def __str__(self) -> str:
        return "beyond"


class PrivacyNote(Kept):
    """The privacy lead has looked at it, and says so: at one breaking of the glass, or at who read whose record."""

    shelf: ClassVar[Shelf] = Shelf(Kind.PRIVACY)

    glass = Link(BreakGlass, null=True)
    reader = Link("people.Person")  # who read
    network = Link("records.Network")
    person = Link("people.Person")  # the privacy lead
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "reader", "network", "-at"], name="notes_of_the_privacy_lead"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_privacynote",
                glass="records_breakglass",
                reader="people_person",
                network="records_network",
                person="people_person",
            ),
            rule("nobody_looks_into_what_they_did_themselves", ~Q(reader=F("person")), "Somebody else looks at that."),
        ]

    def __str__(self) -> str:
        return "looked at"
