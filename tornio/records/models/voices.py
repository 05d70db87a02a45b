"""Signed words in somebody's own wording, questions that may stay open, and drafts that are never lost (R15, R17)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tornio.core.meetings import PresentWay
from tornio.core.sharing import Shelf, own, under, words
from tornio.core.voices import Audience, Became, VoiceKind
from tornio.people.constraints import Guard, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import REFLECTIONS_ARE_NOT_WISHED, WRITTEN_BY_STAFF_ALONE, frozen


class Voice(Kept):
    """What somebody said, signed. A new wording is a new row by the same author; nothing is overwritten (R17)."""

    shelf: ClassVar[Shelf] = words("author_id")
    may_change: ClassVar[tuple[str, ...]] = ("audience", "chosen", "front_at")

    network = Link("records.Network", related_name="voices")
    meeting = Link("records.NetworkMeeting", null=True, related_name="voices")  # none: between meetings
    kind = models.CharField(max_length=12)
    author = Link("people.Person")
    written_by = Link("people.Person")
    read_back_at = models.DateTimeField(null=True)
    read_back_words = models.CharField(max_length=200, blank=True)  # "That's it, love."
    spoken_as = models.CharField(max_length=120, blank=True)  # "Leon's mother", on that day; the person's is told
    way = models.CharField(max_length=12, null=True)  # how they were there; none: not in a meeting
    said_to = models.CharField(max_length=120, blank=True)  # a reflection is said to somebody
    text = models.TextField()
    said_at = models.DateTimeField()
    about = Link("self", null=True, related_name="afterwords")
    rewords = Link("self", null=True, related_name="rewordings")
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    front_at = models.DateTimeField(null=True)  # its author or the person asked for it to stand at the front
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "meeting", "said_at"], name="voices_of_a_meeting"),
            models.Index(fields=["organisation", "network", "said_at"], name="voices_of_a_network"),
            models.Index(fields=["organisation", "about"], name="afterwords", condition=Q(about__isnull=False)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("words"),
            *same_organisation(
                "records_voice",
                network="records_network",
                author="people_person",
                written_by="people_person",
            ),
            References(
                name="a_voice_is_said_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(fields=["organisation", "id", "author", "network"], name="a_voice_has_one_author"),
            References(
                name="only_its_author_adds_to_a_voice",
                fields=("organisation", "about", "author", "network"),
                to="records_voice",
                to_columns=("organisation_id", "id", "author_id", "network_id"),
                violation_error_message="Only the one who said it can add to it.",
            ),
            References(
                name="only_its_author_words_a_voice_anew",
                fields=("organisation", "rewords", "author", "network"),
                to="records_voice",
                to_columns=("organisation_id", "id", "author_id", "network_id"),
                violation_error_message="Only the one who said it can change the wording.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "rewords"],
                name="a_wording_follows_one_wording",
                violation_error_message="You have changed this wording already, on another device.",
            ),
            rule("a_voice_has_words", ~blank("text"), "Nothing is written yet."),
            rule(
                "words_written_for_somebody_are_read_back",
                Q(written_by=F("author")) | Q(read_back_at__isnull=False),
                "Read it back first, and keep it when they say yes.",
            ),
            rule(
                "words_written_for_somebody_are_no_note_to_oneself",
                Q(written_by=F("author")) | ~Q(audience=Audience.AUTHOR.value),
                "A note to oneself is written by one's own hand.",
            ),
            rule(
                "a_reflection_is_spoken_before_the_network",
                ~Q(kind=VoiceKind.REFLECTION.value) | Q(audience=Audience.NETWORK.value),
                "We reflect before the whole network, or not at all.",
            ),
            Guard(
                name="nobody_reflects_before_who_does_not_wish_it",
                on="INSERT",
                when="NEW.kind = 'reflection' AND NEW.rewords_id IS NULL",
                refuse_if=REFLECTIONS_ARE_NOT_WISHED,
                violation_error_message="They would rather that we do not reflect before them. Speak to everyone.",
            ),
            Guard(
                name="staff_keep_no_notes_to_themselves",
                on="INSERT OR UPDATE OF audience",
                when="NEW.audience = 'author'",
                refuse_if=WRITTEN_BY_STAFF_ALONE,
                violation_error_message="What we write here, the person may read.",
            ),
            rule(
                "an_afterword_follows_a_voice",
                Q(kind=VoiceKind.AFTERWORD.value, about__isnull=False)
                | (~Q(kind=VoiceKind.AFTERWORD.value) & Q(about__isnull=True)),
                "An afterword follows words that were said.",
            ),
            one_of("somebody_spoke_in_a_known_way", "way", PresentWay),
            one_of("a_voice_is_of_a_known_kind", "kind", VoiceKind),
            one_of("a_voice_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return "voice"


class OpenQuestion(Kept):
    """Something the network keeps open; no date, no owner (R15)."""

    shelf: ClassVar[Shelf] = words("asked_by_id")
    network = Link("records.Network", related_name="questions")
    meeting = Link("records.NetworkMeeting", null=True)
    asked_by = Link("people.Person")
    written_by = Link("people.Person")
    text = models.TextField()
    asked_at = models.DateTimeField()
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "asked_at"], name="questions_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("questions"),
            *same_organisation(
                "records_openquestion",
                network="records_network",
                asked_by="people_person",
                written_by="people_person",
            ),
            References(
                name="a_question_is_asked_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="a_question_is_of_one_network"),
            rule("a_question_has_words", ~blank("text"), "What is the question?"),
            one_of("a_question_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return "open question"


class QuestionTurn(Kept):
    """What became of a question in one meeting."""

    shelf: ClassVar[Shelf] = under("records_openquestion", "question_id")
    question = Link(OpenQuestion, related_name="turns")
    network = Link("records.Network")
    meeting = Link("records.NetworkMeeting")
    became = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    written_by = Link("people.Person")
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "meeting"], name="turns_of_a_meeting"),
            models.Index(fields=["organisation", "question"], name="turns_of_a_question"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_questionturn", written_by="people_person"),
            References(
                name="a_turn_is_of_a_question_of_the_network",
                fields=("organisation", "question", "network"),
                to="records_openquestion",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="a_question_turns_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            one_of("a_question_becomes_something_known", "became", Became),
        ]

    def __str__(self) -> str:
        return self.became


class Draft(Kept):
    """What somebody is typing and has not kept yet: theirs alone, so that nothing typed is lost."""

    shelf: ClassVar[Shelf] = own("person_id")
    may_change: ClassVar[tuple[str, ...]] = ("text", "at")

    person = Link("people.Person")
    place = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_draft", person="people_person"),
            models.UniqueConstraint(fields=["organisation", "person", "place"], name="one_draft_in_one_place"),
        ]

    def __str__(self) -> str:
        return "draft"
