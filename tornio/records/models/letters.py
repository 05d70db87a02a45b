"""Letters in words that the network has agreed: every version, each one's position, who sent it (R17, R19)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tornio.core.decisions import Stand
from tornio.core.letters import SentBy
from tornio.core.sharing import Reach, Shelf, closed
from tornio.people.constraints import References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link


class Letter(Kept):
    """One version of a letter, drafted in a meeting. A new wording is a new version; no version is overwritten."""

    shelf: ClassVar[Shelf] = closed(Reach.READS)

    network = Link("records.Network", related_name="letters")
    meeting = Link("records.NetworkMeeting")
    letter = models.UUIDField()  # the same for all its versions
    number = models.PositiveSmallIntegerField()
    to_whom = models.CharField(max_length=300)
    words = models.TextField()
    drafted_by = Link("people.Person")
    at = models.DateTimeField()
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="letters_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_letter", network="records_network", drafted_by="people_person"),
            References(
                name="a_letter_is_drafted_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(
                fields=["organisation", "letter", "number"],
                name="versions_of_a_letter_follow_each_other",
                violation_error_message="Somebody has changed it just now. Look again.",
            ),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="a_letter_is_of_one_network"),
            rule("a_letter_has_words", ~blank("words"), "Nothing is written yet."),
            rule("a_letter_goes_to_somebody", ~blank("to_whom"), "To whom is it?"),
        ]

    def __str__(self) -> str:
        return "letter"


class LetterPosition(Kept):
    """Where somebody stands on one version of a letter, in their own words; a later one is added (R19)."""

    shelf: ClassVar[Shelf] = closed(Reach.READS)

    letter = Link(Letter, related_name="positions")
    network = Link("records.Network")
    person = Link("people.Person")
    stand = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    written_by = Link("people.Person")
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "letter"], name="positions_on_a_letter"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_letterposition", person="people_person", written_by="people_person"),
            References(
                name="a_position_is_on_a_letter_of_the_network",
                fields=("organisation", "letter", "network"),
                to="records_letter",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(
                fields=["organisation", "id", "letter", "person", "stand"], name="a_position_on_a_letter_whole"
            ),
            one_of("somebody_stands_somewhere_known_on_a_letter", "stand", Stand),
        ]

    def __str__(self) -> str:
        return self.stand


class LetterSent(Kept):
    """A person sent an agreed version, by hand: when, by which way. Nothing is sent by itself."""

    shelf: ClassVar[Shelf] = closed(Reach.READS)

    letter = Link(Letter, related_name="sendings")
    network = Link("records.Network")
    agreed = Link(LetterPosition)  # the person's own yes to these very words
    centre = Link("people.Person")
    persons_stand = models.CharField(max_length=12)
    way = models.CharField(max_length=12)
    sent_by = Link("people.Person")
    at = models.DateTimeField()

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_lettersent", sent_by="people_person", agreed="records_letterposition"),
            References(
                name="what_is_sent_is_a_letter_of_the_network",
                fields=("organisation", "letter", "network"),
                to="records_letter",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="a_letter_goes_with_the_yes_of_who_is_at_the_centre",
                fields=("organisation", "network", "centre"),
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
            References(
                name="a_letter_goes_only_with_the_persons_yes_to_its_words",
                fields=("organisation", "agreed", "letter", "centre", "persons_stand"),
                to="records_letterposition",
                to_columns=("organisation_id", "id", "letter_id", "person_id", "stand"),
                violation_error_message="It goes only when the person has agreed to these very words.",
            ),
            rule("a_letter_goes_with_a_yes", Q(persons_stand=Stand.AGREE.value), "The person has not agreed to it."),
            one_of("a_letter_goes_in_a_known_way", "way", SentBy),
        ]

    def __str__(self) -> str:
        return self.way
