"""Who holds the telephone, and when; a gap falls to the service's named person (R5)."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tornio.core.sharing import HOUSE, Shelf
from tornio.people.constraints import rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Duty(Kept):
    """One practitioner holds the telephone of one service for a while."""

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("during", "taken_back_at")

    service = Link("people.Service")
    practitioner = Link("people.Practitioner")
    during = DateTimeRangeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="telephones_of_a_practitioner"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_duty", service="people_service", practitioner="people_practitioner"),
            rule(
                "a_turn_begins_and_ends",
                Q(during__isempty=False, during__startswith__isnull=False, during__endswith__isnull=False),
                "It has to end after it begins.",
            ),
            ExclusionConstraint(
                name="one_holds_the_telephone_at_a_time",
                expressions=[(F("service"), RangeOperators.EQUAL), (F("during"), RangeOperators.OVERLAPS)],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message="Somebody else holds the telephone for part of that time.",
            ),
        ]

    def __str__(self) -> str:
        return "duty"
