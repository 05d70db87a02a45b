"""Who may act for the person by law, in what and until when; and one thing that they cannot decide just now (R8).

None of it is a mark on a person: each is dated, says what it covers and on what evidence, and is looked at again.
"""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from tornio.core.grants import LONGEST, LONGEST_FOR_ONE_DECISION, CapacityLook, GrantKind, GrantLook
from tornio.core.sharing import Kind, Reach, Shelf, closed
from tornio.people.constraints import Guard, OneAtATime, References, blank, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link

_THE_PERSON_DIED = (
    "EXISTS (SELECT 1 FROM people_person p WHERE p.organisation_id = NEW.organisation_id "
    "AND p.id = NEW.centre_id AND p.died_on IS NOT NULL)"
)
_OVER = (
    "EXISTS (SELECT 1 FROM records_capacityreview l WHERE l.organisation_id = NEW.organisation_id "
    "AND l.finding_id = NEW.finding_id AND l.looked = 'can_now')"
)


class Grant(Kept):
    """Somebody may act for the person at the centre: by which power, in what, from when until when, seen by whom."""

    shelf: ClassVar[Shelf] = Shelf(Kind.CLOSED, own="holder_id", reach=Reach.CLOSE)
    may_change: ClassVar[tuple[str, ...]] = ("during",)

    network = Link("records.Network", related_name="grants")
    centre = Link("people.Person")
    holder = Link("people.Person")
    kind = models.CharField(max_length=12)
    power = models.CharField(max_length=200)  # as the law here names it, or in words
    covers = models.TextField()  # which decisions, in words
    may_read = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    evidence = models.TextField()  # what was seen
    during = DateTimeRangeField()
    look_by = models.DateTimeField()
    written_by = Link("people.Person")
    written_at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "holder"], name="grants_of_a_holder"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_grant",
                network="records_network",
                centre="people_person",
                holder="people_person",
                written_by="people_person",
            ),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="a_grant_is_of_one_network"),
            References(
                name="a_grant_is_for_the_person_at_the_centre",
                fields=("organisation", "network", "centre"),
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
            OneAtATime(
                name="a_grant_of_a_kind_is_one_at_a_time",
                fields=("network", "holder", "kind"),
                period="during",
                violation_error_message="They have such a grant already.",
            ),
            one_of("a_grant_is_of_a_known_kind", "kind", GrantKind),
            rule(
                "a_grant_says_power_scope_and_evidence",
                ~blank("power") & ~blank("covers") & ~blank("evidence"),
                "Say by which power, for which decisions, and what you have seen.",
            ),
            rule("nobody_is_their_own_proxy", ~Q(holder=F("centre")), "Nobody needs a grant for themself."),
            rule("a_grant_begins_at_a_moment", Q(during__lower_inf=False), "Say from when."),
            rule(
                "a_grant_is_looked_at_within_a_year",
                Q(look_by__gt=F("written_at"), look_by__lte=F("written_at") + LONGEST),
                "It is looked at again within a year.",
            ),
            Guard(
                name="a_grant_is_never_made_longer",
                on="UPDATE OF during",
                refuse_if="NOT NEW.during <@ OLD.during",
                violation_error_message="A grant can end earlier, and not later. Write down a new one.",
            ),
            Guard(
                name="a_grant_ends_with_the_persons_death",
                on="INSERT",
                refuse_if=_THE_PERSON_DIED,
                violation_error_message="A grant ends with the person’s death.",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class GrantReview(Kept):
    """Somebody looked at a grant again: it goes on until another day, or is ended."""

    shelf: ClassVar[Shelf] = closed()

    grant = Link(Grant, related_name="looks")
    network = Link("records.Network")
    looked = models.CharField(max_length=12)
    words = models.TextField()
    by = Link("people.Person")
    at = models.DateTimeField()
    look_by = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "grant", "at"], name="looks_at_a_grant"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_grantreview", network="records_network", by="people_person"),
            References(
                name="a_look_is_at_a_grant_of_the_network",
                fields=("organisation", "grant", "network"),
                to="records_grant",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            one_of("a_look_at_a_grant_comes_to_something_known", "looked", GrantLook),
            rule("a_look_at_a_grant_has_words", ~blank("words"), "Say what you found."),
            rule(
                "a_grant_that_goes_on_is_looked_at_within_a_year",
                Q(
                    looked=GrantLook.GOES_ON.value,
                    look_by__isnull=False,
                    look_by__gt=F("at"),
                    look_by__lte=F("at") + LONGEST,
                )
                | (~Q(looked=GrantLook.GOES_ON.value) & Q(look_by__isnull=True)),
                "It is looked at again within a year.",
            ),
        ]

    def __str__(self) -> str:
        return self.looked


class CannotDecide(Kept):
    """One thing that the person cannot decide now: what it is about, who found so, on what, until the next look."""

    shelf: ClassVar[Shelf] = closed()

    network = Link("records.Network")
    centre = Link("people.Person")
    about = models.TextField()
    found_by = models.CharField(max_length=200)
    evidence = models.TextField()
    helped = models.TextField()  # what was done so that they could decide it themself
    found_at = models.DateTimeField()
    look_by = models.DateTimeField()
    written_by = Link("people.Person")
    written_at = models.DateTimeField()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "found_at"], name="findings_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_cannotdecide", network="records_network", centre="people_person", written_by="people_person"
            ),
            models.UniqueConstraint(fields=["organisation", "id", "network"], name="a_finding_is_of_one_network"),
            References(
                name="a_finding_is_of_the_person_at_the_centre",
                fields=("organisation", "network", "centre"),
                to="records_network",
                to_columns=("organisation_id", "id", "centre_id"),
            ),
            rule(
                "a_finding_says_about_what_who_and_on_what_evidence",
                ~blank("about") & ~blank("found_by") & ~blank("evidence") & ~blank("helped"),
                "Say what it is about, who found so, on what evidence, and what was done to help them decide.",
            ),
            rule(
                "a_finding_is_looked_at_within_ninety_days",
                Q(look_by__gt=F("found_at"), look_by__lte=F("found_at") + LONGEST_FOR_ONE_DECISION),
                "It is looked at again within 90 days.",
            ),
            rule("a_finding_lies_behind", Q(found_at__lte=F("written_at")), "That time has not come yet."),
            Guard(
                name="a_finding_ends_with_the_persons_death",
                on="INSERT",
                refuse_if=_THE_PERSON_DIED,
                violation_error_message="This ends with the person’s death.",
            ),
        ]

    def __str__(self) -> str:
        return "cannot decide one thing now"


class CapacityReview(Kept):
    """Somebody looked again: the person still cannot decide it, until another day; or they can now."""

    shelf: ClassVar[Shelf] = closed()

    finding = Link(CannotDecide, related_name="looks")
    network = Link("records.Network")
    looked = models.CharField(max_length=16)
    evidence = models.TextField()
    found_by = models.CharField(max_length=200)
    by = Link("people.Person")
    at = models.DateTimeField()
    look_by = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "finding", "at"], name="looks_at_a_finding"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_capacityreview", network="records_network", by="people_person"),
            References(
                name="a_look_is_at_a_finding_of_the_network",
                fields=("organisation", "finding", "network"),
                to="records_cannotdecide",
                to_columns=("organisation_id", "id", "network_id"),
            ),
            one_of("a_look_at_a_finding_comes_to_something_known", "looked", CapacityLook),
            rule(
                "a_look_at_a_finding_says_who_and_on_what",
                ~blank("evidence") & ~blank("found_by"),
                "Say who found so, and on what evidence.",
            ),
            rule(
                "a_finding_that_stays_is_looked_at_within_ninety_days",
                Q(
                    looked=CapacityLook.STILL_CANNOT.value,
                    look_by__isnull=False,
                    look_by__gt=F("at"),
                    look_by__lte=F("at") + LONGEST_FOR_ONE_DECISION,
                )
                | (~Q(looked=CapacityLook.STILL_CANNOT.value) & Q(look_by__isnull=True)),
                "It is looked at again within 90 days.",
            ),
            Guard(
                name="who_can_decide_it_now_is_asked_anew",
                on="INSERT",
                refuse_if=_OVER,
                violation_error_message="They can decide it now. If that changes, write it down anew.",
            ),
        ]

    def __str__(self) -> str:
        return self.looked
