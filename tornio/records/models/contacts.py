"""First contacts: the caller's own words, the clocks, who is responsible, attempts, and how it went no further."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from tornio.core.contacts import AttemptWay, ByWay, Channel, ClosedBy, ForWhom, Knows
from tornio.core.sharing import Kind, Shelf, under
from tornio.people.constraints import OneAtATime, References, blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link


class FirstContact(Kept):
    """Somebody called: needs a time, a channel and their own words, nothing else (R1); keeps all clocks (R2)."""

    shelf: ClassVar[Shelf] = Shelf(Kind.CONTACTS)
    may_change: ClassVar[tuple[str, ...]] = (
        "held_by", "network", "episode", "caller", "person", "referred_at", "accepted_at", "first_offered_at",
        "first_offered_for", "first_met_at", "network_met_at", "onset_on", "onset_words", "opened_at", "wishes",
        "language", "needs", "knows", "closed_at", "closed_by", "closed_why", "closed_written_by",
    )  # fmt: skip

    service = Link("people.Service")
    channel = models.CharField(max_length=20)
    own_words = models.TextField()
    for_whom = models.CharField(max_length=20)
    caller_name = models.CharField(max_length=200, blank=True)
    caller_relation = models.CharField(max_length=200, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    knows = models.CharField(max_length=20, default=Knows.NOT_ASKED.value)
    language = models.CharField(max_length=200, blank=True)
    needs = models.TextField(blank=True)
    wishes = models.TextField(blank=True)  # where, when, and who should be there

    onset_words = models.CharField(max_length=300, blank=True)
    onset_on = models.DateField(null=True)
    contacted_at = models.DateTimeField()
    referred_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    first_offered_at = models.DateTimeField(null=True)
    first_offered_for = models.DateTimeField(null=True)
    first_met_at = models.DateTimeField(null=True)  # with the person
    network_met_at = models.DateTimeField(null=True)  # the network alone

    caller = Link("people.Person", null=True)
    person = Link("people.Person", null=True)
    network = Link("records.Network", null=True)
    episode = Link("records.Episode", null=True)
    held_by = Link("records.Responsibility")  # there is never nobody (R5)
    opened_at = models.DateTimeField(null=True)  # when somebody of the service first had it in hand

    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=20, blank=True)
    closed_why = models.TextField(blank=True)
    closed_written_by = Link("people.Practitioner", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "service", "-contacted_at"], name="contacts_by_time"),
            models.Index(fields=["organisation", "network"], name="contacts_of_a_network"),
            models.Index(fields=["organisation", "held_by"], name="contacts_by_who_holds_them"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_firstcontact",
                service="people_service",
                caller="people_person",
                person="people_person",
                network="records_network",
                episode="records_episode",
                closed_written_by="people_practitioner",
            ),
            References(
                name="somebody_is_always_responsible",
                fields=("organisation", "id", "held_by"),
                to="records_responsibility",
                to_columns=("organisation_id", "first_contact_id", "id"),
            ),
            rule("a_first_contact_has_the_callers_words", ~blank("own_words"), "Write what they said."),
            one_of("a_first_contact_came_by_a_known_channel", "channel", Channel),
            one_of("a_first_contact_is_for_somebody", "for_whom", ForWhom),
            one_of("who_knows_of_a_first_contact", "knows", Knows),
            models.CheckConstraint(
                condition=Q(closed_by="") | Q(closed_by__in=[word.value for word in ClosedBy]),
                name="a_first_contact_is_closed_by_somebody_known",
            ),
            rule(
                "a_contact_that_goes_no_further_says_who_and_why",
                Q(closed_at__isnull=True, closed_by="", closed_why="", closed_written_by__isnull=True)
                | (
                    Q(closed_at__isnull=False, closed_written_by__isnull=False)
                    & ~blank("closed_by")
                    & ~blank("closed_why")
                )  # whoever stops by their own hand owes nobody a reason (R22)
                | Q(
                    closed_at__isnull=False,
                    closed_by__in=[ClosedBy.PERSON.value, ClosedBy.PERSON_AND_NETWORK.value],
                    closed_written_by__isnull=True,
                ),
                "Say who decided, and why.",
            ),
            rule(
                "a_first_offer_has_both_its_times",
                together("first_offered_at", "first_offered_for"),
                "An offer has the time it was made and the time it was for.",
            ),
            rule(
                "nobody_is_met_before_they_called",
                Q(first_met_at__isnull=True) | Q(first_met_at__gte=F("contacted_at")),
                "The first meeting cannot be before the call.",
            ),
        ]

    def __str__(self) -> str:
        return "first contact"


class HandOver(Kept):
    """Responsibility offered to somebody else; it passes only when they say yes (R6)."""

    shelf: ClassVar[Shelf] = under("records_firstcontact", "first_contact_id")
    may_change: ClassVar[tuple[str, ...]] = ("answered_at", "accepted")

    first_contact = Link(FirstContact, related_name="hand_overs")
    offered_by = Link("people.Practitioner")
    offered_to = Link("people.Practitioner")
    reason = models.TextField()
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_handover",
                first_contact="records_firstcontact",
                offered_by="people_practitioner",
                offered_to="people_practitioner",
            ),
            models.UniqueConstraint(
                fields=["organisation", "first_contact", "id", "offered_to", "accepted"], name="a_hand_over_whole"
            ),
            rule("a_hand_over_says_why", ~blank("reason"), "Say why you are passing it on."),
            rule("a_hand_over_is_answered_once", together("answered_at", "accepted"), "It has been answered."),
            rule("nobody_hands_over_to_themself", ~Q(offered_by=F("offered_to")), "It is yours already."),
        ]

    def __str__(self) -> str:
        return "hand-over"


class Responsibility(Kept):
    """Who is responsible for a first contact, from when to when, and how it came to them (R5, R6)."""

    shelf: ClassVar[Shelf] = under("records_firstcontact", "first_contact_id")
    may_change: ClassVar[tuple[str, ...]] = ("during",)

    first_contact = Link(FirstContact, related_name="responsibilities")
    practitioner = Link("people.Practitioner")
    during = DateTimeRangeField()
    by_way = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    hand_over = Link(HandOver, null=True)
    accepted = models.BooleanField(null=True)  # true with a hand-over: part of its foreign key

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "practitioner"], name="responsibilities_of_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_responsibility",
                first_contact="records_firstcontact",
                practitioner="people_practitioner",
            ),
            models.UniqueConstraint(
                fields=["organisation", "first_contact", "id"], name="a_responsibility_is_of_one_contact"
            ),
            OneAtATime(name="one_is_responsible_at_a_time", fields=("first_contact",), period="during"),
            References(
                name="responsibility_passes_only_when_the_other_said_yes",
                fields=("organisation", "first_contact", "hand_over", "practitioner", "accepted"),
                to="records_handover",
                to_columns=("organisation_id", "first_contact_id", "id", "offered_to_id", "accepted"),
                violation_error_message="It passes on only when they say yes.",
            ),
            one_of("responsibility_comes_by_a_known_way", "by_way", ByWay),
            rule(
                "an_accepted_responsibility_has_its_hand_over",
                (Q(by_way=ByWay.ACCEPTED.value) & Q(hand_over__isnull=False, accepted__isnull=False, accepted=True))
                | (~Q(by_way=ByWay.ACCEPTED.value) & Q(hand_over__isnull=True, accepted__isnull=True)),
                "It passes on only when they say yes.",
            ),
            rule(
                "duty_takes_over_with_a_reason",
                ~Q(by_way=ByWay.DUTY_TOOK.value) | ~blank("reason"),
                "Say why duty takes it.",
            ),
        ]

    def __str__(self) -> str:
        return "responsibility"


class Attempt(Kept):
    """A try to reach somebody, and what came of it."""

    shelf: ClassVar[Shelf] = under("records_firstcontact", "first_contact_id")
    first_contact = Link(FirstContact, related_name="attempts")
    by = Link("people.Practitioner")
    at = models.DateTimeField()
    way = models.CharField(max_length=20)
    reached = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "first_contact"], name="attempts_of_a_contact"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_attempt", first_contact="records_firstcontact", by="people_practitioner"),
            one_of("an_attempt_is_made_by_a_known_way", "way", AttemptWay),
        ]

    def __str__(self) -> str:
        return "attempt"


class Recognition(Kept):
    """A human confirmed that this caller's person is somebody we know; it can be undone (R7)."""

    shelf: ClassVar[Shelf] = under("records_firstcontact", "first_contact_id")
    may_change: ClassVar[tuple[str, ...]] = ("undone_at", "undone_by")

    first_contact = Link(FirstContact, related_name="recognitions")
    person_before = Link("people.Person")
    person_now = Link("people.Person")
    network_before = Link("records.Network", null=True)
    network_now = Link("records.Network", null=True)
    confirmed_by = Link("people.Practitioner")
    confirmed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Link("people.Practitioner", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "first_contact"], name="recognitions_of_a_contact"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_recognition",
                first_contact="records_firstcontact",
                person_before="people_person",
                person_now="people_person",
                network_before="records_network",
                network_now="records_network",
                confirmed_by="people_practitioner",
                undone_by="people_practitioner",
            ),
            rule("a_recognition_is_undone_by_somebody", together("undone_at", "undone_by"), "Say who undid it."),
        ]

    def __str__(self) -> str:
        return "recognition"
