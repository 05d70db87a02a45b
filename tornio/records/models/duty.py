"""Who holds the telephone, and when; a gap falls to the service's named person (R5)."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from tornio.core.sharing import HOUSE, Shelf
from tornio.people.constraints import OneAtATime, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Duty(Kept):
    """One practitioner holds the telephone of one service for a while."""

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("during",)

    service = Link("people.Service")
    practitioner = Link("people.Practitioner")
    during = DateTimeRangeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="telephones_of_a_practitioner"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_duty", service="people_service", practitioner="people_practitioner"),
            OneAtATime(
                name="one_holds_the_telephone_at_a_time",
                fields=("service",),
                period="during",
                violation_error_message="Somebody else holds the telephone for part of that time.",
            ),
        ]

    def __str__(self) -> str:
        return "duty"
