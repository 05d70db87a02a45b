"""Network meetings from proposal to held: the plan and the times, who of us is booked and who stands in (R10–R14)."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tornio.core.meetings import BookedAs, ChosenBy, MeetingStatus, NotHeldBy, PlaceKind
from tornio.core.sharing import Kind, Shelf, under
from tornio.people.constraints import (
    Guard,
    References,
    blank,
    one_of,
    rule,
    same_organisation,
)
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import (
    AGREED_WITH_TOO_FEW,
    AN_ACT_WAITS_TO_BE_TOLD,
    HELD_WITH_FEWER_UNSAID,
    HELD_WITHOUT_THE_PERSONS_ANSWER,
    STATUS_STEP_UNKNOWN,
    TOO_FEW_FOR_THE_MEETING,
)

_BOOKED = (MeetingStatus.AGREED.value, MeetingStatus.OPEN.value)


class NetworkMeeting(Kept):
    """A meeting of the network: planned and actual times apart; who chose the time and the place."""

    shelf: ClassVar[Shelf] = Shelf(Kind.MEETINGS)
    may_change: ClassVar[tuple[str, ...]] = (
        "status", "planned", "place_kind", "place_words", "place_chosen_by", "time_chosen_by", "host",
        "host_agreed_at", "agreed_at", "opened_at", "opened_by", "held_at", "fewer_why", "not_held_at",
        "not_held_by", "not_held_why", "without_person_asked_at", "without_person_answer", "closing_words",
    )  # fmt: skip

    network = Link("records.Network", related_name="meetings")
    episode = Link("records.Episode")
    first_contact = Link("records.FirstContact", null=True)  # the contact whose first meeting this is
    status = models.CharField(max_length=12)
    planned = DateTimeRangeField()
    place_kind = models.CharField(max_length=12)
    place_words = models.CharField(max_length=300, blank=True)
    place_chosen_by = models.CharField(max_length=12)
    time_chosen_by = models.CharField(max_length=12)
    host = Link("people.Person", null=True)
    host_agreed_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = Link("people.Person")
    minimum_therapists = models.PositiveSmallIntegerField()  # the profile's, when it was proposed (R11)
    peer_required = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = Link("people.Person", null=True)
    held_at = models.DateTimeField(null=True)  # when it was closed
    fewer_why = models.TextField(blank=True)
    closing_words = models.TextField(blank=True)  # when shall we meet again, who should be there
    not_held_at = models.DateTimeField(null=True)
    not_held_by = models.CharField(max_length=12, blank=True)
    not_held_why = models.TextField(blank=True)
    without_person_asked_at = models.DateTimeField(null=True)
    without_person_answer = models.TextField(blank=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-proposed_at"], name="meetings_of_a_network"),
            models.Index(fields=["organisation", "status"], name="meetings_by_status"),
            models.Index(fields=["organisation", "first_contact"], name="meetings_of_a_first_contact"),
            models.Index(fields=["organisation", "held_at"], name="meetings_lately_held"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_networkmeeting",
                network="records_network",
                first_contact="records_firstcontact",
                host="people_person",
                proposed_by="people_person",
                opened_by="people_person",
            ),
            References(
                name="a_meeting_is_of_an_episode_of_its_network",
                fields=("organisation", "episode", "network"),
                to="records_episode",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="a_meeting_is_of_one_network"),
            models.UniqueConstraint(
                fields=["organisation", "id", "status", "planned"], name="a_meeting_has_one_time_and_state"
            ),
            one_of("a_meeting_has_a_known_status", "status", MeetingStatus),
            one_of("a_meeting_is_at_a_known_kind_of_place", "place_kind", PlaceKind),
            one_of("a_place_was_chosen_by_somebody_known", "place_chosen_by", ChosenBy),
            one_of("a_time_was_chosen_by_somebody_known", "time_chosen_by", ChosenBy),
            models.CheckConstraint(
                condition=Q(not_held_by="") | Q(not_held_by__in=[word.value for word in NotHeldBy]),
                name="a_meeting_was_not_held_by_somebody_known",
            ),
            rule(
                "an_agreed_meeting_has_its_hour",
                Q(status__in=[MeetingStatus.PROPOSED.value, MeetingStatus.NOT_HELD.value]) | Q(agreed_at__isnull=False),
                "A meeting is agreed first.",
            ),
            rule(
                "an_open_meeting_was_opened_by_somebody",
                ~Q(status__in=[MeetingStatus.OPEN.value, MeetingStatus.HELD.value])
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                "A meeting is opened by somebody.",
            ),
            rule(
                "a_held_meeting_has_its_end",
                Q(status=MeetingStatus.HELD.value, opened_at__isnull=False, held_at__isnull=False)
                & Q(held_at__gte=F("opened_at"))
                | (~Q(status=MeetingStatus.HELD.value) & Q(held_at__isnull=True)),
                "A meeting ends after it was opened.",
            ),
            rule(
                "a_meeting_not_held_says_who_and_why",
                (
                    Q(status=MeetingStatus.NOT_HELD.value, not_held_at__isnull=False)
                    & ~blank("not_held_by")
                    & ~blank("not_held_why")
                )
                | (~Q(status=MeetingStatus.NOT_HELD.value) & Q(not_held_at__isnull=True)),
                "Say whose doing it was, and why.",
            ),
            rule("a_host_agrees", Q(host_agreed_at__isnull=True) | Q(host__isnull=False), "Who is the host?"),
            Guard(
                name="a_meeting_is_open_before_it_is_over",
                on="INSERT",
                when="NEW.status IN ('held', 'not_held')",
                refuse_if="TRUE",  # what closing asks is asked of a step: nothing comes past it already closed
                violation_error_message="Write the meeting down as it was opened, and close it then.",
            ),
            Guard(
                name="a_meeting_moves_only_along_its_life",
                on="UPDATE OF status",
                when="NEW.status <> OLD.status",
                refuse_if=STATUS_STEP_UNKNOWN,
                violation_error_message="The meeting is further on already. Look again.",
            ),
            Guard(
                name="a_meeting_is_agreed_with_enough_of_us",
                on="INSERT OR UPDATE",
                when="NEW.status = 'agreed'",
                refuse_if=AGREED_WITH_TOO_FEW,
                deferred=True,
                violation_error_message=(
                    "A meeting is agreed with at least the number of us that this service promises."
                ),
            ),
            Guard(
                name="a_meeting_held_with_fewer_says_why",
                on="UPDATE OF status",
                when="NEW.status = 'held' AND OLD.status = 'open'",
                refuse_if=HELD_WITH_FEWER_UNSAID,
                violation_error_message="Fewer of us were here than we promise. Write why; the network can read it.",
            ),
            Guard(
                name="a_meeting_without_the_person_has_their_answer",
                on="UPDATE OF status",
                when="NEW.status = 'held' AND OLD.status = 'open'",
                refuse_if=HELD_WITHOUT_THE_PERSONS_ANSWER,
                violation_error_message="The person was not here. Write when they were asked, and the answer.",
            ),
            Guard(
                name="an_act_is_spoken_of_before_a_meeting_closes",
                on="UPDATE OF status",
                when="NEW.status = 'held' AND OLD.status = 'open'",
                refuse_if=AN_ACT_WAITS_TO_BE_TOLD,
                violation_error_message=(
                    "Something was done without a meeting. Speak of it first, or ask and hear “not today”."
                ),
            ),
        ]

    def __str__(self) -> str:
        return "network meeting"


class Booking(Kept):
    """A practitioner said yes to a meeting. Time and status follow the meeting's, so the database compares (R14)."""

    shelf: ClassVar[Shelf] = under("records_networkmeeting", "meeting_id")
    may_change: ClassVar[tuple[str, ...]] = ("released_at", "released_why", "booked_as", "stopped_at")

    meeting = Link(NetworkMeeting, related_name="bookings")
    practitioner = Link("people.Practitioner")
    booked_as = models.CharField(max_length=12)
    peer = models.BooleanField(default=False)
    planned = DateTimeRangeField()
    meeting_status = models.CharField(max_length=12)
    booked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_why = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)  # they come no more; the place is kept until somebody else is found

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner", "meeting_status"], name="bookings_of_somebody"),
            # the meeting's changes of time and state are carried over into its bookings
            models.Index(fields=["organisation", "meeting"], name="bookings_of_a_meeting"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_booking", practitioner="people_practitioner"),
            References(
                name="a_booking_keeps_its_meetings_time",
                fields=("organisation", "meeting", "meeting_status", "planned"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "status", "planned"),
                follow=True,
            ),
            models.UniqueConstraint(
                fields=["organisation", "meeting", "practitioner"],
                condition=Q(released_at__isnull=True),
                name="a_practitioner_is_booked_once_for_a_meeting",
                violation_error_message="They have said yes already.",
            ),
            ExclusionConstraint(
                name="nobody_is_agreed_into_two_meetings_at_one_time",
                expressions=[
                    (F("practitioner"), RangeOperators.EQUAL),
                    (F("planned"), RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True, stopped_at__isnull=True, meeting_status__in=_BOOKED),
                violation_error_message="One of you is in another meeting at that time.",
            ),
            one_of("a_practitioner_is_booked_in_a_known_way", "booked_as", BookedAs),
            Guard(
                name="an_agreed_meeting_keeps_enough_of_us",
                on="UPDATE OF released_at",
                when="NEW.meeting_status = 'agreed' AND NEW.released_at IS NOT NULL",
                refuse_if=TOO_FEW_FOR_THE_MEETING,
                deferred=True,
                violation_error_message="Find somebody to stand in first, or say that the meeting is not held.",
            ),
        ]

    def __str__(self) -> str:
        return "booking"


class Substitution(Kept):
    """Somebody stands in for one of the team, with the reason, and when the network was told (R12)."""

    shelf: ClassVar[Shelf] = under("records_networkmeeting", "meeting_id")
    may_change: ClassVar[tuple[str, ...]] = ("told_at", "told_words")

    meeting = Link(NetworkMeeting, related_name="substitutions")
    practitioner = Link("people.Practitioner")
    stands_in_for = Link("people.Practitioner", null=True)
    reason = models.TextField()
    named_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_words = models.CharField(max_length=300, blank=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_substitution",
                meeting="records_networkmeeting",
                practitioner="people_practitioner",
                stands_in_for="people_practitioner",
            ),
            models.UniqueConstraint(
                fields=["organisation", "meeting", "practitioner"], name="one_stands_in_once_at_a_meeting"
            ),
            rule("a_substitution_says_why", ~blank("reason"), "Say why somebody stands in."),
        ]

    def __str__(self) -> str:
        return "substitution"
