"""What each of us brings, as far as a meeting needs it: languages, trainings held on a day, where they start from."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.particulars import ParticularKind
from tornio.core.sharing import ROTA, Shelf
from tornio.people.constraints import blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Particular(Kept):
    """A language, a training or a base of one of us. It stands until it is taken back; another takes its place.

    Where somebody starts from may be their own door: it is kept with the rota, which nobody of a network reads.
    """

    shelf: ClassVar[Shelf] = ROTA
    may_change: ClassVar[tuple[str, ...]] = ("taken_back_at",)

    practitioner = Link("people.Practitioner")
    kind = models.CharField(max_length=20)
    words = models.CharField(max_length=200)  # a language by its code where one is known
    held_on = models.DateField(null=True)  # a training's
    until = models.DateField(null=True)  # its last day; none: it does not run out
    taken_back_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="particulars_of_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_particular", practitioner="people_practitioner"),
            one_of("a_particular_is_of_a_known_kind", "kind", ParticularKind),
            rule("a_particular_says_something", ~blank("words"), "Say which."),
            rule(
                "a_training_was_held_on_a_day_and_nothing_else_was",
                Q(kind=ParticularKind.TRAINING.value, held_on__isnull=False)
                | (~Q(kind=ParticularKind.TRAINING.value) & Q(held_on__isnull=True, until__isnull=True)),
                "Say when it was held.",
            ),
            rule(
                "a_training_runs_out_after_it_was_held",
                Q(until__isnull=True) | Q(held_on__isnull=True) | Q(until__gte=F("held_on")),
                "It ran out before it was held.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "practitioner"],
                condition=Q(kind=ParticularKind.BASE.value, taken_back_at__isnull=True),
                name="somebody_starts_from_one_place",
                violation_error_message="They start from one place.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "practitioner", "words", "held_on"],
                condition=Q(kind=ParticularKind.TRAINING.value, taken_back_at__isnull=True),
                name="a_training_stands_once_with_its_day",
                violation_error_message="One training stands there twice, with the same day.",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
