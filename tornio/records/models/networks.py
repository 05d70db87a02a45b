"""The network around one person, and its members with their place, their time and what they may do (R7–R9)."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q

from tornio.core.networks import STILL_THERE, Belonging, InvitedBy, Ring, Sector
from tornio.core.sharing import Reach, Shelf, facts
from tornio.people.constraints import OneAtATime, one_of, rule, same_organisation
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.guards import frozen


class Network(Kept):
    """The people around one person, the person at the centre."""

    shelf: ClassVar[Shelf] = facts(Reach.STANDS, network="id")
    service = Link("people.Service")
    centre = Link("people.Person")
    opened_at = models.DateTimeField()

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_network", service="people_service", centre="people_person"),
            models.UniqueConstraint(fields=["organisation", "id", "centre"], name="a_network_has_one_centre"),
            models.UniqueConstraint(
                fields=["organisation", "service", "centre"],
                name="a_person_is_the_centre_of_one_network_in_a_service",
                violation_error_message="This person has a network here already.",
            ),
            models.UniqueConstraint(fields=["organisation", "centre", "id"], name="networks_by_their_centre"),
        ]

    def __str__(self) -> str:
        return "network"


class NetworkMember(Kept):
    """Somebody of the network, for a time. What they said stays theirs and stays said when they go (R8)."""

    shelf: ClassVar[Shelf] = facts(own="person_id")
    may_change: ClassVar[tuple[str, ...]] = (
        "belonging", "relation", "ring", "sector", "during", "may_read", "may_write", "person_agreed_at",
        "member_agreed_at", "ended_by",
    )  # fmt: skip

    network = Link(Network, related_name="members")
    person = Link("people.Person")
    relation = models.CharField(max_length=120, blank=True)  # "his mother", as people say it
    ring = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=20)
    belonging = models.CharField(max_length=20)
    invited_by = models.CharField(max_length=20)
    during = DateTimeRangeField()
    person_agreed_at = models.DateTimeField(null=True)
    member_agreed_at = models.DateTimeField(null=True)
    may_read = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    ended_by = Link("people.Person", null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person"], name="networks_of_a_member"),
            models.Index(fields=["organisation", "network"], name="members_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            frozen("members"),
            *same_organisation(
                "records_networkmember",
                network="records_network",
                person="people_person",
                ended_by="people_person",
            ),
            OneAtATime(
                name="a_member_belongs_once_at_a_time",
                fields=("network", "person"),
                period="during",
                violation_error_message="They are in this network already.",
            ),
            one_of("a_member_stands_in_a_known_sector", "sector", Sector),
            one_of("a_member_stands_in_a_known_ring", "ring", Ring),
            one_of("a_member_belongs_in_a_known_way", "belonging", Belonging),
            one_of("a_member_was_invited_by_somebody_known", "invited_by", InvitedBy),
            rule(
                "only_who_belongs_reads_or_writes",
                Q(belonging=Belonging.BELONGS.value) | Q(may_read=False, may_write=False),
                "Only somebody who belongs to the network reads or writes in it.",
            ),
            rule(
                "nobody_belongs_before_the_person_said_yes",
                ~Q(belonging=Belonging.BELONGS.value) | Q(person_agreed_at__isnull=False),
                "The person decides who belongs.",
            ),
            rule(
                "who_left_has_an_end",
                Q(belonging__in=sorted(STILL_THERE), during__upper_inf=True)
                | (~Q(belonging__in=sorted(STILL_THERE)) & Q(during__upper_inf=False)),
                "Somebody who left has a day on which they left.",
            ),
        ]

    def __str__(self) -> str:
        return "member"
