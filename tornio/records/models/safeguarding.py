"""The safeguarding store: anybody on the staff may raise something, the lead alone reads it (R25).

What is raised and that it was raised are two tables: who raised it reads back the day and never the words, and
everybody else reads neither. No other table points here.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tornio.core.safeguarding import Step
from tornio.core.sharing import Kind, Shelf, own
from tornio.people.constraints import References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Concern(Kept):
    """What worries somebody, in their own words. Whoever writes it does not read it again."""

    shelf: ClassVar[Shelf] = Shelf(Kind.SAFEGUARDING)

    network = Link("records.Network", null=True)  # none: about somebody who is in no network
    service = Link("people.Service", null=True)
    about = models.CharField(max_length=300)
    words = models.TextField()
    raised_by = Link("people.Person")
    raised_at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "-raised_at"], name="concerns_by_time"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_concern", network="records_network", service="people_service", raised_by="people_person"
            ),
            rule("a_concern_says_about_whom", ~blank("about"), "Say about whom."),
            rule("a_concern_has_words", ~blank("words"), "Nothing is written yet."),
        ]

    def __str__(self) -> str:
        return "concern"


class Raised(Kept):
    """That somebody raised something, and when: theirs alone to see, without a word of it. Its key is the concern's."""

    shelf: ClassVar[Shelf] = own("person_id")

    person = Link("people.Person")
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person", "-at"], name="raised_by_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_raised", person="people_person"),
            References(
                name="what_was_raised_is_there",
                fields=("organisation", "id"),
                to="records_concern",
                to_columns=("organisation_id", "id"),
            ),
        ]

    def __str__(self) -> str:
        return "raised"


class ConcernNote(Kept):
    """What the lead writes, hands on, closes or opens again; the lead's alone."""

    shelf: ClassVar[Shelf] = Shelf(Kind.PRIVACY)

    concern = Link(Concern, related_name="notes")
    step = models.CharField(max_length=16)
    words = models.TextField()
    handed_to = models.CharField(max_length=300, blank=True)
    by = Link("people.Person")
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "concern", "at"], name="notes_of_a_concern"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_concernnote", concern="records_concern", by="people_person"),
            one_of("a_note_is_a_known_step", "step", Step),
            rule("a_note_of_the_lead_has_words", ~blank("words"), "Nothing is written yet."),
            rule(
                "what_is_handed_on_says_to_whom",
                ~Q(step=Step.HANDED_ON.value) | ~blank("handed_to"),
                "Say to whom it was handed on.",
            ),
        ]

    def __str__(self) -> str:
        return self.step
