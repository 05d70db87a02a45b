"""Stretches of work with a network, its team, and how each ended (R12, R13, R22)."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from tornio.core.decisions import Stand
from tornio.core.episodes import HANDED_OVER, EndingKind, JoinedBy, LeftBy
from tornio.core.sharing import Shelf, facts
from tornio.people.constraints import Consequence, Guard, OneAtATime, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import (
    CLOSE_WHAT_WAITS_FOR_THEM,
    SOMEBODY_PRESENT_HAS_NO_POSITION,
    THE_PERSON_HAS_CHANGED_THEIR_MIND,
)


class Episode(Kept):
    """From a first contact, or the person's own call back, to an ending."""

    shelf: ClassVar[Shelf] = facts()
    may_change: ClassVar[tuple[str, ...]] = ("ended_at", "ending")

    network = Link("records.Network", related_name="episodes")
    opened_at = models.DateTimeField()
    returned = models.BooleanField(default=False)  # reopened by the person's own call, with the same team (R22)
    ended_at = models.DateTimeField(null=True)
    ending = Link("records.Ending", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network"], name="episodes_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_episode", network="records_network"),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="an_episode_is_of_one_network"),
            models.UniqueConstraint(
                fields=["organisation", "network"],
                condition=Q(ended_at__isnull=True),
                name="one_episode_is_open_at_a_time",
                violation_error_message="This network is open already.",
            ),
            References(
                name="nothing_ends_without_an_ending",
                fields=("organisation", "ending", "id"),
                to="records_ending",
                to_columns=("organisation_id", "id", "episode_id"),
            ),
            rule(
                "an_episode_ends_by_an_ending",
                Q(ended_at__isnull=True, ending__isnull=True)
                | Q(ended_at__isnull=False, ending__isnull=False, ended_at__gte=F("opened_at")),
                "Say how it ended.",
            ),
        ]

    def __str__(self) -> str:
        return "episode"


class Ending(Kept):
    """How it ended: by the network with the person's own yes, by the person alone, or a named exception (R22)."""

    shelf: ClassVar[Shelf] = facts()
    network = Link("records.Network")
    episode = Link(Episode)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    written_by = Link("people.Person")
    centre = Link("people.Person")
    decision = Link("records.Decision", null=True)
    persons_position = Link("records.Position", null=True)
    persons_stand = models.CharField(max_length=12, null=True)
    handed_to = models.CharField(max_length=300, blank=True)
    members_may_know = models.TextField(blank=True)  # what the person allows to be told

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_ending", written_by="people_person", decision="records_decision"),
            References(
                name="an_ending_is_of_an_episode_of_its_network",
                fields=("organisation", "episode", "network"),
                to="records_episode",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="an_ending_knows_who_is_at_the_centre",
                fields=("organisation", "network", "centre"),
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
            References(
                name="an_ending_needs_the_persons_own_yes",
                fields=("organisation", "persons_position", "decision", "centre", "persons_stand"),
                to="records_position",
                to_columns=("organisation_id", "id", "decision_id", "person_id", "stand"),
                violation_error_message="It ends only with the person's own yes.",
            ),
            models.UniqueConstraint(fields=["organisation", "episode"], name="an_episode_ends_once"),
            models.UniqueConstraint(fields=["organisation", "id", "episode"], name="an_ending_is_of_one_episode"),
            one_of("an_ending_is_of_a_known_kind", "kind", EndingKind),
            rule(
                "nobody_from_the_service_ends_alone",
                Q(
                    kind=EndingKind.NETWORK_DECIDED.value,
                    decision__isnull=False,
                    persons_position__isnull=False,
                    persons_stand__isnull=False,
                    persons_stand=Stand.AGREE.value,
                )
                | (
                    ~Q(kind=EndingKind.NETWORK_DECIDED.value)
                    & Q(decision__isnull=True, persons_position__isnull=True, persons_stand__isnull=True)
                ),
                "It ends only with the person's own yes.",
            ),
            rule(
                "who_stops_stops_by_their_own_hand_or_word",
                ~Q(kind=EndingKind.PERSON_STOPPED.value) | Q(written_by=F("centre")) | ~blank("words"),
                "Write down how they said it.",
            ),
            rule(
                "a_hand_over_says_to_whom",
                ~Q(kind__in=sorted(HANDED_OVER)) | ~blank("handed_to"),
                "Who goes on with them?",
            ),
            Guard(
                name="an_ending_has_the_position_of_each_one_present",
                on="INSERT",
                when="NEW.kind = 'network_decided'",
                refuse_if=SOMEBODY_PRESENT_HAS_NO_POSITION,
                deferred=True,
                violation_error_message="Ask everyone who is here where they stand, or write that they did not say.",
            ),
            Guard(
                name="an_ending_rests_on_the_persons_latest_word",
                on="INSERT",
                when="NEW.kind = 'network_decided'",
                refuse_if=THE_PERSON_HAS_CHANGED_THEIR_MIND,
                violation_error_message="It ends only with the person's own yes.",
            ),
            Consequence(  # the person reaches no first contact, and what they stop is stopped all the same (R4, R22)
                name="who_stops_by_their_own_hand_closes_what_waits_for_them",
                on="INSERT",
                when="NEW.kind IN ('person_stopped', 'network_decided') AND NEW.written_by_id = NEW.centre_id",
                do=CLOSE_WHAT_WAITS_FOR_THEM,
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class TeamMember(Kept):
    """A practitioner who stays with this network, through ward and home, ending and return (R12, R13)."""

    shelf: ClassVar[Shelf] = facts()
    may_change: ClassVar[tuple[str, ...]] = ("during", "left_by", "left_words", "left_decision", "told_at")

    network = Link("records.Network", related_name="team")
    practitioner = Link("people.Practitioner")
    during = DateTimeRangeField()
    joined_by = models.CharField(max_length=20)
    meeting = Link("records.NetworkMeeting")
    decision = Link("records.Decision", null=True)
    left_by = models.CharField(max_length=20, blank=True)
    left_words = models.TextField(blank=True)
    left_decision = Link("records.Decision", null=True)
    told_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="teams_of_a_practitioner"),
            models.Index(fields=["organisation", "network"], name="team_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_teammember", practitioner="people_practitioner", left_decision="records_decision"
            ),
            References(
                name="a_team_is_formed_in_a_meeting_of_its_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="a_team_changes_by_a_decision_of_that_meeting",
                fields=("organisation", "decision", "meeting"),
                to="records_decision",
                to_columns=("organisation_id", "id", "meeting_id"),
            ),
            OneAtATime(
                name="somebody_is_of_a_team_once_at_a_time",
                fields=("network", "practitioner"),
                period="during",
                violation_error_message="They are of the team already.",
            ),
            one_of("somebody_joined_a_team_in_a_known_way", "joined_by", JoinedBy),
            models.CheckConstraint(
                condition=Q(left_by="") | Q(left_by__in=[word.value for word in LeftBy]),
                name="somebody_left_a_team_in_a_known_way",
            ),
            rule(
                "after_the_first_meeting_a_team_changes_by_a_decision",
                Q(joined_by=JoinedBy.FIRST_MEETING.value, decision__isnull=True)
                | Q(joined_by=JoinedBy.DECISION.value, decision__isnull=False),
                "The team changes by a decision in a meeting.",
            ),
            rule(
                "who_left_a_team_says_how",
                Q(during__upper_inf=True, left_by="") | (Q(during__upper_inf=False) & ~Q(left_by="")),
                "Say how they left.",
            ),
            rule(
                "who_left_by_a_decision_has_it",
                Q(left_decision__isnull=False, left_by=LeftBy.DECISION.value)
                | (Q(left_decision__isnull=True) & ~Q(left_by=LeftBy.DECISION.value)),
                "The team changes by a decision in a meeting.",
            ),
        ]

    def __str__(self) -> str:
        return "of the team"
