"""What was decided, only in an open meeting while the person is present, and where each one stands (R15, R16, R20)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.sharing import Shelf, words
from tornio.core.voices import Audience
from tornio.people.constraints import Guard, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import MEETING_IS_NOT_OPEN, frozen


class Decision(Kept):
    """What a meeting came to, in words. `decided_during` is one moment: the person's presence must cover it (R20)."""

    shelf: ClassVar[Shelf] = words("written_by_id")
    network = Link("records.Network", related_name="decisions")
    meeting = Link("records.NetworkMeeting", related_name="decisions")
    centre = Link("people.Person")
    outcome = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    words = models.TextField()
    at = models.DateTimeField()
    decided_during = DateTimeRangeField(null=True)  # [at, at] when decided; none when nothing was decided
    spoken_of_before = models.PositiveSmallIntegerField(null=True)  # meetings that spoke of medication before (R16)
    written_by = Link("people.Person")
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="decisions_of_a_network"),
            models.Index(fields=["organisation", "meeting"], name="decisions_of_a_meeting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("decisions"),
            *same_organisation("records_decision", written_by="people_person"),
            References(
                name="a_decision_is_made_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="a_decision_knows_who_is_at_the_centre",
                fields=("organisation", "network", "centre"),
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
            References(
                name="a_decision_needs_the_person_present",
                fields=("meeting", "centre"),
                period=("decided_during", "present"),
                to="records_presence",
                to_columns=("meeting_id", "person_id"),
                violation_error_message="A decision is made only while the person is here.",
            ),
            Guard(
                name="a_decision_needs_an_open_meeting",
                on="INSERT",
                refuse_if=MEETING_IS_NOT_OPEN,
                violation_error_message="A decision is made only in an open meeting.",
            ),
            models.UniqueConstraint(fields=["organisation", "id", "meeting"], name="a_decision_is_of_one_meeting"),
            rule(
                "what_was_decided_has_its_moment",
                Q(
                    outcome=Outcome.DECIDED.value,
                    decided_during__isnull=False,  # what is unknown would pass a check: a moment has both its ends
                    decided_during__isempty=False,
                    decided_during__lower_inf=False,
                    decided_during__upper_inf=False,
                    decided_during__startswith=F("at"),
                    decided_during__endswith=F("at"),
                )
                | Q(outcome=Outcome.NOT_DECIDED.value, decided_during__isnull=True),
                "When was it decided?",
            ),
            rule("a_decision_has_words", ~blank("words"), "Write what it was about."),
            rule(
                "medication_says_how_many_meetings_spoke_of_it_before",
                Q(kind=DecisionKind.MEDICATION.value, spoken_of_before__isnull=False)
                | ~Q(kind=DecisionKind.MEDICATION.value),
                "How many meetings spoke of it before?",
            ),
            one_of("a_decision_has_a_known_outcome", "outcome", Outcome),
            one_of("a_decision_is_of_a_known_kind", "kind", DecisionKind),
            one_of("a_decision_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return self.outcome


class Position(Kept):
    """Where somebody stands, in their own words; a later one is added, the earlier stays (R19)."""

    shelf: ClassVar[Shelf] = words("person_id", under=("records_decision", "decision_id"))
    decision = Link(Decision, related_name="positions")
    person = Link("people.Person")
    number = models.PositiveSmallIntegerField()
    stand = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    written_by = Link("people.Person")
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_position",
                decision="records_decision",
                person="people_person",
                written_by="people_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "decision", "person", "number"],
                name="positions_follow_each_other",
                violation_error_message="It was changed on another device just now. Look again.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "id", "decision", "person", "stand"], name="a_position_whole"
            ),
            one_of("somebody_stands_somewhere_known", "stand", Stand),
            one_of("a_position_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return self.stand
