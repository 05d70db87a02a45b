"""When each of us works: hours by weekday, as they hold from a day on, and the times at which somebody is away."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tornio.core.sharing import ROTA, Shelf
from tornio.core.working import MIDNIGHT, WEEKDAYS
from tornio.people.constraints import rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class WorkingHours(Kept):
    """On one weekday a practitioner works from one minute of the day to another, for as long as it is valid.

    New hours end the old ones where they begin; what was to begin later and no longer shall is taken back.
    """

    shelf: ClassVar[Shelf] = ROTA
    may_change: ClassVar[tuple[str, ...]] = ("valid", "taken_back_at")

    practitioner = Link("people.Practitioner")
    weekday = models.PositiveSmallIntegerField()  # Monday is 1, Sunday 7
    hours = IntegerRangeField()  # minutes since midnight by the clocks on the wall; 1440 is the end of the day
    valid = DateRangeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="working_hours_of_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_workinghours", practitioner="people_practitioner"),
            models.CheckConstraint(
                condition=Q(weekday__in=list(WEEKDAYS)), name="working_hours_are_on_a_day_of_the_week"
            ),
            rule(
                "working_hours_lie_within_a_day",
                Q(hours__isempty=False, hours__startswith__isnull=False, hours__endswith__isnull=False)
                & Q(hours__startswith__gte=0, hours__endswith__lte=MIDNIGHT),
                "It has to end after it begins, on the same day.",
            ),
            rule(
                "working_hours_hold_from_a_day_on",
                Q(valid__isempty=False, valid__startswith__isnull=False),
                "Say from which day on.",
            ),
            ExclusionConstraint(
                name="nobody_works_two_stretches_at_one_time",
                expressions=[
                    (F("practitioner"), RangeOperators.EQUAL),
                    (F("weekday"), RangeOperators.EQUAL),
                    (F("hours"), RangeOperators.OVERLAPS),
                    (F("valid"), RangeOperators.OVERLAPS),
                ],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message="Two stretches of one day overlap.",
            ),
        ]

    def __str__(self) -> str:
        return "working hours"


class Away(Kept):
    """A practitioner is away for a while; no end means that nobody knows yet until when.

    There is no field for why: a holiday, an illness or a funeral is nobody's business here. All that anybody needs to
    know is whom not to ask.
    """

    shelf: ClassVar[Shelf] = ROTA
    may_change: ClassVar[tuple[str, ...]] = ("during", "taken_back_at")

    practitioner = Link("people.Practitioner")
    during = DateTimeRangeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="times_away_of_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_away", practitioner="people_practitioner"),
            rule(
                "a_time_away_begins",
                Q(during__isempty=False, during__startswith__isnull=False),
                "Say from when.",
            ),
            ExclusionConstraint(
                name="nobody_is_away_twice_at_one_time",
                expressions=[
                    (F("practitioner"), RangeOperators.EQUAL),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message="Part of that time is written down as away already.",
            ),
        ]

    def __str__(self) -> str:
        return "away"
