"""Entries kept from the person for a lawful reason, each look at them again, and what was opened after all (R25).

A table of their own: no count, story, stamp or search of anybody who may not read them can meet one.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.apart import LONGEST, Looked
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.sharing import Kind, Shelf, closed
from tornio.people.constraints import Guard, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link

_HARM = Q(ground=KeptApartGround.SERIOUS_HARM.value)
_OVER = (
    "EXISTS (SELECT 1 FROM records_apartreview r WHERE r.organisation_id = NEW.organisation_id "
    "AND r.entry_id = NEW.entry_id AND r.looked <> 'kept_on')"
)
_OTHER_WORDS = (
    "NOT EXISTS (SELECT 1 FROM records_keptapart k JOIN records_apartreview r "
    "ON r.organisation_id = k.organisation_id AND r.entry_id = k.id AND r.looked = 'opened' "
    "WHERE k.organisation_id = NEW.organisation_id AND k.id = NEW.entry_id AND k.words = NEW.words "
    "AND k.written_by_id = NEW.written_by_id AND k.kept_at = NEW.kept_at)"
)
_WHOLE = ("organisation_id", "id", "network_id", "ground")


class KeptApart(Kept):
    """Words kept from the person: on which ground, by whom, why, and when they are looked at again at the latest."""

    shelf: ClassVar[Shelf] = Shelf(Kind.APART)

    network = Link("records.Network")
    ground = models.CharField(max_length=30)
    decided_by = models.CharField(max_length=200, blank=True)  # a health professional and what they are, by name
    words = models.TextField()
    why = models.TextField()
    written_by = Link("people.Person")
    kept_at = models.DateTimeField()
    review_by = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "kept_at"], name="kept_apart_in_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_keptapart", network="records_network", written_by="people_person"),
            models.UniqueConstraint(
                fields=["organisation", "id", "network", "ground"], name="what_is_kept_apart_has_one_ground"
            ),
            one_of("what_is_kept_apart_has_a_lawful_ground", "ground", KeptApartGround),
            rule("what_is_kept_apart_has_words", ~blank("words"), "Nothing is written yet."),
            rule("what_is_kept_apart_says_why", ~blank("why"), "Say why it is kept from them."),
            rule(
                "serious_harm_is_decided_by_somebody_named",
                ~_HARM | ~blank("decided_by"),
                "Name the health professional who decided this, and what they are.",
            ),
            rule(
                "what_is_kept_apart_is_looked_at_within_ninety_days",
                Q(review_by__gt=F("kept_at")) & Q(review_by__lte=F("kept_at") + LONGEST),
                "It is looked at again within 90 days.",
            ),
        ]

    def __str__(self) -> str:
        return "kept apart"


class ApartReview(Kept):
    """Somebody looked at it again: it is kept on until another day, opened to the person, or ended."""

    shelf: ClassVar[Shelf] = Shelf(Kind.APART)

    entry = Link(KeptApart, related_name="reviews")
    network = Link("records.Network")
    ground = models.CharField(max_length=30)
    looked = models.CharField(max_length=12)
    why = models.TextField()
    decided_by = models.CharField(max_length=200, blank=True)
    by = Link("people.Person")
    at = models.DateTimeField()
    review_by = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "entry", "at"], name="looks_at_what_is_kept_apart"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_apartreview", network="records_network", by="people_person"),
            References(
                name="a_look_is_at_what_is_kept_apart",
                fields=("organisation", "entry", "network", "ground"),
                to="records_keptapart",
                to_columns=_WHOLE,
            ),
            one_of("a_look_comes_to_something_known", "looked", Looked),
            rule("a_look_says_why", ~blank("why"), "Say why."),
            rule(
                "what_is_kept_on_is_looked_at_within_ninety_days",
                Q(
                    looked=Looked.KEPT_ON.value,
                    review_by__isnull=False,
                    review_by__gt=F("at"),
                    review_by__lte=F("at") + LONGEST,
                )
                | (~Q(looked=Looked.KEPT_ON.value) & Q(review_by__isnull=True)),
                "It is looked at again within 90 days.",
            ),
            rule(
                "serious_harm_is_decided_anew_by_somebody_named",
                ~_HARM | ~Q(looked=Looked.KEPT_ON.value) | ~blank("decided_by"),
                "Name the health professional who decided this, and what they are.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry"],
                condition=~Q(looked=Looked.KEPT_ON.value),
                name="what_is_kept_apart_is_over_once",
                violation_error_message="This is kept apart no more.",
            ),
            Guard(
                name="what_is_kept_apart_no_more_is_not_kept_on",
                on="INSERT",
                refuse_if=_OVER,
                violation_error_message="This is kept apart no more.",
            ),
        ]

    def __str__(self) -> str:
        return self.looked


class OpenedEntry(Kept):
    """What was kept apart and is the person's to read now: the same words, and how it came about (R23, R25)."""

    shelf: ClassVar[Shelf] = closed()

    network = Link("records.Network")
    entry = Link(KeptApart)
    ground = models.CharField(max_length=30)
    words = models.TextField()
    why = models.TextField()  # why it is opened
    written_by = Link("people.Person")
    kept_at = models.DateTimeField()
    opened_by = Link("people.Person")
    opened_at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "opened_at"], name="opened_in_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_openedentry", network="records_network", written_by="people_person", opened_by="people_person"
            ),
            References(
                name="what_is_opened_was_kept_apart",
                fields=("organisation", "entry", "network", "ground"),
                to="records_keptapart",
                to_columns=_WHOLE,
            ),
            models.UniqueConstraint(fields=["organisation", "entry"], name="what_was_kept_apart_is_opened_once"),
            Guard(
                name="what_is_opened_is_what_was_kept",
                on="INSERT",
                refuse_if=_OTHER_WORDS,
                violation_error_message="What is opened is read as it was written.",
            ),
        ]

    def __str__(self) -> str:
        return "opened"
