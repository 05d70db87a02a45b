"""Between meetings: calls, staff talk that the person can read, acts without a meeting, a person's wishes (R20–R23)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tornio.core.between import ActKind, Telling, WishKind, own_words_of
from tornio.core.sharing import Shelf, closed, under, words
from tornio.core.voices import Audience
from tornio.people.constraints import References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import frozen


class Call(Kept):
    """A conversation between meetings, at any hour; it decides nothing but what the caller decides for themself."""

    shelf: ClassVar[Shelf] = words("caller_id", signed="")
    network = Link("records.Network", related_name="calls")
    taken_by = Link("people.Practitioner")
    caller = Link("people.Person")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=20)
    words = models.TextField()
    decided_for_self = models.TextField(blank=True)
    told_that_it_is_read = models.BooleanField(default=False)  # whoever calls is told beforehand (R23)
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "began_at"], name="calls_of_a_network"),
            models.Index(fields=["organisation", "taken_by", "began_at"], name="calls_taken_by_somebody"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_call",
                network="records_network",
                taken_by="people_practitioner",
                caller="people_person",
            ),
            rule("a_call_has_words", ~blank("words"), "Write what was said."),
            rule(
                "a_caller_is_told_who_may_read",
                Q(told_that_it_is_read=True),
                "Tell them first that the person may read it.",
            ),
            one_of("a_call_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return "call"


class StaffTalk(Kept):
    """Staff spoke of the person without them: who, why, what. Shown to the person (R20)."""

    shelf: ClassVar[Shelf] = closed()
    network = Link("records.Network", related_name="staff_talks")
    people = ArrayField(models.UUIDField())  # persons: staff, and anybody from elsewhere is named in `others`
    others = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True)
    why = models.TextField()
    words = models.TextField()
    written_by = Link("people.Person")
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="talks_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_stafftalk", network="records_network", written_by="people_person"),
            rule("staff_talk_says_why", ~blank("why"), "Say why you spoke without them."),
            rule("staff_talk_says_what", ~blank("words"), "Write what was said."),
        ]

    def __str__(self) -> str:
        return "staff talk"


class SafetyAct(Kept):
    """What was done without a meeting, by whom, under which power, why without the network (R21)."""

    shelf: ClassVar[Shelf] = words("written_by_id")
    network = Link("records.Network", related_name="safety_acts")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    what = models.TextField()
    by_whom = models.TextField()
    power = models.CharField(max_length=200)
    capacity_evidence = models.TextField(blank=True)
    consulted = models.TextField(blank=True)
    why_without = models.TextField()
    written_by = Link("people.Person")
    written_at = models.DateTimeField()
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="acts_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_safetyact", network="records_network", written_by="people_person"),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="an_act_is_of_one_network"),
            rule(
                "an_act_says_what_by_whom_and_why_without_the_network",
                ~blank("what") & ~blank("by_whom") & ~blank("power") & ~blank("why_without"),
                "Say what was done, by whom, under which power, and why without the network.",
            ),
            rule(
                "a_decision_by_law_says_what_was_seen_and_who_was_asked",
                ~Q(kind=ActKind.BY_LAW.value) | (~blank("capacity_evidence") & ~blank("consulted")),
                "Say what showed that they could not decide it now, and who was asked.",
            ),
            one_of("an_act_is_of_a_known_kind", "kind", ActKind),
            one_of("an_act_has_a_known_audience", "audience", Audience),
        ]

    def __str__(self) -> str:
        return self.kind


class ActTelling(Kept):
    """An act was spoken of in a meeting, or the person said "not today" (R21)."""

    shelf: ClassVar[Shelf] = under("records_safetyact", "act_id")
    act = Link(SafetyAct, related_name="tellings")
    network = Link("records.Network")
    meeting = Link("records.NetworkMeeting")
    told = models.CharField(max_length=12)
    at = models.DateTimeField()
    written_by = Link("people.Person")

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "act"], name="tellings_of_an_act"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_acttelling", written_by="people_person"),
            References(
                name="a_telling_is_of_an_act_of_the_network",
                fields=("organisation", "act", "network"),
                to="records_safetyact",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            References(
                name="an_act_is_told_in_a_meeting_of_the_network",
                fields=("organisation", "meeting", "network"),
                to="records_networkmeeting",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            one_of("an_act_is_told_or_put_off", "told", Telling),
        ]

    def __str__(self) -> str:
        return self.told


class Wish(Kept):
    """What a person decides for themself; it needs no meeting and no reason (R10, R20)."""

    shelf: ClassVar[Shelf] = closed()
    may_change: ClassVar[tuple[str, ...]] = ("until",)

    network = Link("records.Network", related_name="wishes")
    person = Link("people.Person")
    kind = models.CharField(max_length=20)
    practitioner = Link("people.Practitioner", null=True)  # whom they do not want to meet (R12)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    written_by = Link("people.Person")

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network"], name="wishes_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("wishes"),
            *same_organisation(
                "records_wish",
                network="records_network",
                person="people_person",
                practitioner="people_practitioner",
                written_by="people_person",
            ),
            one_of("a_wish_is_of_a_known_kind", "kind", WishKind),
            models.CheckConstraint(
                condition=Q(practitioner__isnull=True) | Q(kind=WishKind.REFUSE_PRACTITIONER.value),
                name="only_a_refusal_names_one_of_us",
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def whom(self) -> str:
        """Whom they do not want to meet (R12); empty for every other wish."""
        return self.practitioner.person.full_name if self.practitioner else ""

    @property
    def said(self) -> str:
        """The person's own words alone (R17)."""
        return own_words_of(self.words, self.practitioner.person.called) if self.practitioner else self.words
