"""Figures of a service: what was asked of the job that counts, what left, and what that was counted from."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.figures import ENDED, UNDER_WAY, CountingKind, CountingState
from tornio.core.sharing import COUNTED, EVALUATED, RELEASED, Shelf
from tornio.people.constraints import blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link

_UNDER_WAY = [each.value for each in UNDER_WAY]
_ENDED = [each.value for each in ENDED]
_TABLES = Q(kind=CountingKind.TABLES.value)


class Counting(Kept):
    """A count over whole months that somebody asked for, how far it is, and its answer: numbers, and nobody in them."""

    shelf: ClassVar[Shelf] = COUNTED
    may_change: ClassVar[tuple[str, ...]] = ("state", "tries", "progress", "why", "answer", "file", "ended_at")

    service = Link("people.Service")
    kind = models.CharField(max_length=12)
    start = models.DateField(null=True)  # the first day that is counted; of tables it is all there is
    until = models.DateField(null=True)  # the first that is not any more
    for_whom = models.TextField(blank=True)  # of what leaves the service
    asked_by = Link("people.Person")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    tries = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)  # in hundredths
    why = models.TextField(blank=True)  # it was refused
    answer = models.JSONField(default=dict)
    file = models.BinaryField(null=True)  # tables to take along, for some days
    ended_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "service", "kind", "asked_at"], name="counts_of_a_service"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_counting", service="people_service", asked_by="people_person"),
            one_of("a_count_is_of_a_known_kind", "kind", CountingKind),
            one_of("a_count_is_in_a_known_state", "state", CountingState),
            models.CheckConstraint(
                condition=Q(_TABLES, start__isnull=True, until__isnull=True)
                | ~_TABLES & Q(start__isnull=False, until__isnull=False, start__lt=F("until")),
                name="figures_are_of_a_time_and_tables_of_all_there_is",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="no_count_is_more_than_done"),
            rule(
                "what_leaves_says_for_whom",
                ~Q(kind=CountingKind.RELEASE.value) | ~blank("for_whom"),
                "Say for whom it is.",
            ),
            rule(
                "a_count_that_ended_says_when",
                Q(state__in=_UNDER_WAY, ended_at__isnull=True) | Q(state__in=_ENDED, ended_at__isnull=False),
                "Look at the page again.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "service"],
                condition=Q(state__in=_UNDER_WAY),
                name="a_service_counts_one_thing_at_a_time",
                violation_error_message="Something is being counted already. It takes less than a minute.",
            ),
        ]

    def __str__(self) -> str:
        return "counting"


class Snapshot(Kept):
    """What a release was counted from, as it was then: the tidy tables under keys of that once, and its exact cells."""

    shelf: ClassVar[Shelf] = EVALUATED

    service = Link("people.Service")
    taken_at = models.DateTimeField()
    packed = models.BinaryField()  # a zip of Parquet files
    digest = models.CharField(max_length=64)  # SHA-256 of them
    exact = models.JSONField()  # by figure, what a later release is held against

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_snapshot", service="people_service"),
        ]

    def __str__(self) -> str:
        return "snapshot"


class Release(Kept):
    """What leaves the service once the privacy lead agrees: small counts held back, the rest rounded (R31)."""

    shelf: ClassVar[Shelf] = RELEASED
    may_change: ClassVar[tuple[str, ...]] = ("agreed", "answered_by", "answered_at")

    service = Link("people.Service")
    start = models.DateField()
    until = models.DateField()
    for_whom = models.TextField()
    released_by = Link("people.Person")
    released_at = models.DateTimeField()
    figures = models.JSONField()
    snapshot = Link(Snapshot)
    agreed = models.BooleanField(null=True)  # whether it may leave; empty until the privacy lead has answered
    answered_by = Link("people.Person", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "service", "released_at"], name="releases_of_a_service"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_release",
                service="people_service",
                released_by="people_person",
                snapshot="records_snapshot",
                answered_by="people_person",
            ),
            models.CheckConstraint(condition=Q(start__lt=F("until")), name="a_release_ends_after_it_begins"),
            rule(
                "an_answer_to_a_release_has_a_name_and_a_day",
                together("agreed", "answered_by", "answered_at"),
                "Look at the page again.",
            ),
            rule("a_release_says_for_whom", ~blank("for_whom"), "Say for whom it is."),
        ]

    def __str__(self) -> str:
        return "release"
