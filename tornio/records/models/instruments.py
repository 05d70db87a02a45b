"""Which instruments a service offers, word for word, and what people answered: their author's own (R17, R28, R30)."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tornio.core.instruments import ReadBy, When
from tornio.core.meetings import PresentAs
from tornio.core.sharing import HOUSE, Shelf, words
from tornio.people.constraints import Guard, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import WRITTEN_BY_STAFF_ALONE, frozen

_SAYS_SOMETHING_ELSE = (
    "EXISTS (SELECT 1 FROM records_instrument i WHERE i.organisation_id = NEW.organisation_id "
    "AND i.service_id = NEW.service_id AND i.name = NEW.name AND i.version = NEW.version "
    "AND i.definition <> NEW.definition)"
)
_WAS_NOT_THERE = (
    "NOT EXISTS (SELECT 1 FROM records_presence p WHERE p.organisation_id = NEW.organisation_id "
    "AND p.meeting_id = NEW.meeting_id AND p.person_id = NEW.author_id)"
)
_SOMEBODY_ELSE = "NEW.author_id::text IS DISTINCT FROM current_setting('tornio.person', true)"


class Instrument(Kept):
    """One version of an instrument as a service has it: its file, and for which time and how often it is offered.

    The file stands here whole, also where it ships with the house: answers keep the words that were asked (R29).
    """

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("during",)

    service = Link("people.Service")
    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    definition = models.JSONField()
    during = DateTimeRangeField(null=True)  # none: loaded, and not offered yet
    offered = models.CharField(max_length=20)
    weeks = models.PositiveSmallIntegerField(null=True)
    kept_by = Link("people.Person")
    kept_at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "service", "name"], name="instruments_of_a_service"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_instrument", service="people_service", kept_by="people_person"),
            rule("an_instrument_has_a_name_and_a_version", ~blank("name") & ~blank("version"), "Which is it?"),
            one_of("an_instrument_is_offered_at_a_known_time", "offered", When),
            rule(
                "an_instrument_that_comes_again_says_after_how_long",
                Q(offered=When.WEEKS.value, weeks__isnull=False, weeks__gte=1)
                | (~Q(offered=When.WEEKS.value) & Q(weeks__isnull=True)),
                "After how many weeks shall it come again?",
            ),
            rule(
                "an_instrument_is_offered_from_a_moment_on",
                Q(during__isnull=True) | Q(during__isempty=False, during__startswith__isnull=False),
                "Say from when.",
            ),
            ExclusionConstraint(
                name="one_version_of_an_instrument_is_offered_at_a_time",
                expressions=[
                    (F("service"), RangeOperators.EQUAL),
                    (F("name"), RangeOperators.EQUAL),
                    (F("during"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="It is offered already.",
            ),
            Guard(
                name="a_version_of_an_instrument_says_one_thing",
                on="INSERT",
                refuse_if=_SAYS_SOMETHING_ELSE,
                violation_error_message="This version is here already and says something else. Give the file a new "
                "version: what was answered keeps the old one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Response(Kept):
    """Somebody's own answers, half of them or all. Other answers are a new row; nothing is overwritten (R17)."""

    shelf: ClassVar[Shelf] = words("author_id", signed="author_id")
    may_change: ClassVar[tuple[str, ...]] = ("audience", "taken_back_at")

    instrument = Link(Instrument)
    network = Link("records.Network")
    meeting = Link("records.NetworkMeeting", null=True)  # none: it comes again after some weeks
    author = Link("people.Person")
    answered_as = models.CharField(max_length=12)
    answers = models.JSONField()  # numbers and words, by question; what was left out is not there
    totals = models.JSONField(default=dict)  # by scale, as this version counts them
    answered_at = models.DateTimeField()
    follows = Link("self", null=True)
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)  # of nobody: answers are one's own, or the team's as well
    taken_back_at = models.DateTimeField(null=True)
    out_of_view_at = models.DateTimeField(null=True)  # deleted by two people (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "author"], name="answers_of_somebody"),
            models.Index(fields=["organisation", "author", "meeting"], name="answers_about_a_meeting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("answers"),
            *same_organisation(
                "records_response",
                instrument="records_instrument",
                network="records_network",
                author="people_person",
            ),
            References(
                name="an_answer_is_about_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(
                fields=["organisation", "id", "author", "network"], name="an_answer_has_one_author"
            ),
            References(
                name="only_its_author_answers_anew",
                fields=("organisation", "follows", "author", "network"),
                to="records_response",
                to_columns=("organisation_id", "id", "author_id", "network_id"),
                violation_error_message="Only the one who answered can answer anew.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "follows"],
                name="an_answer_follows_one_answer",
                violation_error_message="You have changed your answer already, on another device.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "instrument", "meeting", "author"],
                condition=Q(follows__isnull=True),
                name="somebody_answers_once_about_a_meeting",
                violation_error_message="You have answered already, on another device.",
            ),
            rule(
                "an_answer_says_something",
                ~Q(answers={}) | Q(out_of_view_at__isnull=False),
                "There is no answer yet. You can also just leave this page.",
            ),
            one_of("somebody_answers_in_a_known_capacity", "answered_as", PresentAs),
            one_of("answers_are_ones_own_or_the_teams_as_well", "audience", ReadBy),
            Guard(
                name="whoever_was_not_there_does_not_say_how_it_was",
                on="INSERT",
                when="NEW.meeting_id IS NOT NULL",
                refuse_if=_WAS_NOT_THERE,
                violation_error_message="This is for those who were there.",
            ),
            Guard(
                name="staff_keep_no_answers_to_themselves",
                on="INSERT OR UPDATE OF audience",
                when="NEW.audience = 'author' OR NEW.meeting_id IS NULL",
                refuse_if=WRITTEN_BY_STAFF_ALONE,
                violation_error_message="What we write here, the person may read.",
            ),
            Guard(
                name="an_answer_is_shown_and_taken_back_by_its_author",
                on="UPDATE OF audience, taken_back_at",
                refuse_if=_SOMEBODY_ELSE,
                violation_error_message="Only the one who answered can do that.",
            ),
        ]

    def __str__(self) -> str:
        return "response"
