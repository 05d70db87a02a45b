"""Who was asked, who was there and in which part, who was at a door, what was spoken of (R10, R14, R16)."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from tornio.core.meetings import Answer, PresentAs, PresentWay
from tornio.core.sharing import Shelf, facts, under
from tornio.people.constraints import OneAtATime, References, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.meetings import NetworkMeeting


class Invitation(Kept):
    """Somebody was asked to a meeting, and what they said."""

    shelf: ClassVar[Shelf] = under("records_networkmeeting", "meeting_id", own="person_id")
    may_change: ClassVar[tuple[str, ...]] = (
        "answer", "words", "answered_at", "taken_back_at", "told_at", "told_by",
    )  # fmt: skip

    meeting = Link(NetworkMeeting, related_name="invitations")
    person = Link("people.Person")
    invited_at = models.DateTimeField()
    invited_by = Link("people.Person")
    answer = models.CharField(max_length=12, default=Answer.NOT_YET.value)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # how it stands, by one of us: who cannot come in here reads it nowhere
    told_by = Link("people.Person", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person"], name="invitations_of_a_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_invitation",
                meeting="records_networkmeeting",
                person="people_person",
                invited_by="people_person",
                told_by="people_person",
            ),
            models.UniqueConstraint(
                fields=["organisation", "meeting", "person"], name="somebody_is_asked_once_to_a_meeting"
            ),
            one_of("an_invitation_has_a_known_answer", "answer", Answer),
            rule(
                "who_was_told_of_a_meeting_was_told_by_somebody",
                together("told_at", "told_by"),
                "Look at the page again.",
            ),
        ]

    def __str__(self) -> str:
        return "invitation"


class Presence(Kept):
    """Somebody was there, in which part and in what capacity on that day. Facts: never refused for clashing (R14)."""

    shelf: ClassVar[Shelf] = facts(own="person_id")
    may_change: ClassVar[tuple[str, ...]] = ("present",)

    meeting = Link(NetworkMeeting, related_name="presences")
    network = Link("records.Network")
    person = Link("people.Person")
    present = DateTimeRangeField()
    present_as = models.CharField(max_length=12)
    way = models.CharField(max_length=12)
    described = models.CharField(max_length=120, blank=True)  # "his nan", "peer practitioner"
    noted_by = Link("people.Person")

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person", "meeting"], name="meetings_somebody_was_at"),
            models.Index(fields=["organisation", "meeting"], name="presences_in_a_meeting"),
            models.Index(fields=["organisation", "network", "person"], name="who_was_ever_with_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_presence", person="people_person", noted_by="people_person"),
            References(
                name="somebody_is_present_in_a_meeting_of_the_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            OneAtATime(
                name="somebody_is_present_once_at_a_time",
                fields=("meeting", "person"),
                period="present",
                violation_error_message="They are here already.",
            ),
            one_of("somebody_is_present_in_a_known_capacity", "present_as", PresentAs),
            one_of("somebody_is_present_in_a_known_way", "way", PresentWay),
        ]

    def __str__(self) -> str:
        return "presence"


class Visit(Kept):
    """A practitioner at a door: in, out and safe, or help (R10)."""

    shelf: ClassVar[Shelf] = under("records_networkmeeting", "meeting_id")
    may_change: ClassVar[tuple[str, ...]] = ("due_out_at", "out_at", "help_at")

    meeting = Link(NetworkMeeting, related_name="visits")
    practitioner = Link("people.Practitioner")
    in_at = models.DateTimeField()
    due_out_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    help_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "meeting"], name="visits_of_a_meeting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_visit", meeting="records_networkmeeting", practitioner="people_practitioner"),
            models.UniqueConstraint(
                fields=["organisation", "practitioner"],
                condition=Q(out_at__isnull=True),
                name="a_practitioner_is_at_one_door_at_a_time",
                violation_error_message="You are at another door. Say first that you are out and safe.",
            ),
            rule("somebody_comes_out_after_going_in", Q(due_out_at__gt=F("in_at")), "When will you be out?"),
        ]

    def __str__(self) -> str:
        return "visit"


class SpokenOf(Kept):
    """A meeting spoke of medication; how many did is shown beside a decision about it (R16)."""

    shelf: ClassVar[Shelf] = facts()
    meeting = Link(NetworkMeeting, related_name="spoken_of")
    network = Link("records.Network")
    at = models.DateTimeField()
    noted_by = Link("people.Person")

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network"], name="spoken_of_in_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_spokenof", noted_by="people_person"),
            References(
                name="medication_is_spoken_of_in_a_meeting_of_the_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(fields=["organisation", "meeting"], name="a_meeting_spoke_of_it_or_not"),
        ]

    def __str__(self) -> str:
        return "medication spoken of"
