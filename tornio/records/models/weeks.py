"""A week planned for a service: the timetable that somebody asked for, and its lines; nothing holds until accepted."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q

from tornio.core.meetings import PlaceKind
from tornio.core.sharing import ROTA, Shelf
from tornio.core.weeks import ENDED, UNDER_WAY, PlannedState, TimetableState
from tornio.people.constraints import blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link

_UNDER_WAY = [each.value for each in UNDER_WAY]
_ENDED = [each.value for each in ENDED]
_DECIDED = Q(decided_at__isnull=False, decided_by__isnull=False)
_UNDECIDED = Q(decided_at__isnull=True, decided_by__isnull=True, became__isnull=True)


class Timetable(Kept):
    """What the planner proposes for a service and a week, and how far it is with it. It holds no words of anybody."""

    shelf: ClassVar[Shelf] = ROTA
    may_change: ClassVar[tuple[str, ...]] = (
        "state", "tries", "progress", "price", "curve", "stop_asked_at", "ended_at", "put_aside_at",
    )  # fmt: skip

    service = Link("people.Service")
    week = models.DateField()  # its Monday
    asked_by = Link("people.Person")
    asked_at = models.DateTimeField()
    seed = models.PositiveIntegerField()
    without = ArrayField(models.UUIDField(), default=list)  # networks that are left out of it
    days = models.JSONField(default=dict)  # by network, the weekday on which it is to be: Monday is 1
    state = models.CharField(max_length=12)
    tries = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)  # in hundredths
    price = models.PositiveIntegerField()  # which point of the curve is shown
    curve = models.JSONField(default=list)  # by point: price, seconds on the road, meetings, those with known faces
    stop_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    put_aside_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "service", "week"], name="timetables_of_a_week"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_timetable", service="people_service", asked_by="people_person"),
            one_of("a_timetable_is_in_a_known_state", "state", TimetableState),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="a_planned_week_begins_on_a_monday"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="no_plan_is_more_than_done"),
            rule(
                "a_timetable_that_ended_says_when",
                Q(state__in=_UNDER_WAY, ended_at__isnull=True) | Q(state__in=_ENDED, ended_at__isnull=False),
                "Look at the page again.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(state__in=_UNDER_WAY),
                name="a_service_plans_one_week_at_a_time",
                violation_error_message="A week is being planned already. It takes less than a minute.",
            ),
        ]

    def __str__(self) -> str:
        return "timetable"


class PlannedMeeting(Kept):
    """One line of a timetable, for one point of its curve: who of us, when; what became of it, or why it is not placed.

    With `meeting` it is no new one: somebody is wanted there who comes instead of one of us (R12).
    """

    shelf: ClassVar[Shelf] = ROTA
    may_change: ClassVar[tuple[str, ...]] = ("state", "decided_at", "decided_by", "became")

    timetable = Link(Timetable, related_name="lines")
    price = models.PositiveIntegerField()
    network = Link("records.Network")
    planned = DateTimeRangeField(null=True)
    place_kind = models.CharField(max_length=12)
    as_at = Link("records.NetworkMeeting", null=True)  # where they last met, so that no address is written down twice
    practitioners = ArrayField(models.UUIDField(), default=list)
    meeting = Link("records.NetworkMeeting", null=True)
    instead_of = Link("people.Practitioner", null=True)
    state = models.CharField(max_length=12)
    why = models.TextField(blank=True)  # why it has no place, in the planner's words
    decided_at = models.DateTimeField(null=True)
    decided_by = Link("people.Person", null=True)
    became = Link("records.NetworkMeeting", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "timetable"], name="lines_of_a_timetable"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_plannedmeeting",
                timetable="records_timetable",
                network="records_network",
                as_at="records_networkmeeting",
                meeting="records_networkmeeting",
                instead_of="people_practitioner",
                decided_by="people_person",
                became="records_networkmeeting",
            ),
            one_of("a_planned_meeting_is_in_a_known_state", "state", PlannedState),
            one_of("a_planned_meeting_is_at_a_known_kind_of_place", "place_kind", PlaceKind),
            rule(
                "what_has_no_place_in_a_week_says_why",
                Q(state=PlannedState.NOT_PLACED.value, planned__isnull=True) & ~blank("why")
                | ~Q(state=PlannedState.NOT_PLACED.value) & Q(planned__isnull=False, planned__isempty=False),
                "Look at the page again.",
            ),
            rule(
                "what_was_decided_of_a_plan_says_who_and_what_it_became",
                Q(state=PlannedState.ACCEPTED.value, became__isnull=False) & _DECIDED
                | Q(state=PlannedState.DECLINED.value, became__isnull=True) & _DECIDED
                | Q(state__in=[PlannedState.PROPOSED.value, PlannedState.NOT_PLACED.value]) & _UNDECIDED,
                "Look at the page again.",
            ),
            rule(
                "somebody_is_wanted_in_somebodys_place",
                together("meeting", "instead_of"),
                "Look at the page again.",
            ),
        ]

    def __str__(self) -> str:
        return "planned meeting"
