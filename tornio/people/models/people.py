"""Any human being as one organisation knows them, how to reach them safely, and those who are staff."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tornio.core.people import OFFICES, Profession, WayKind
from tornio.core.sharing import HOUSE, Kind, Shelf
from tornio.people.constraints import blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link


class Person(Kept):
    """Somebody: at a centre, a member, or staff. Needs no identifier and no date of birth (R1)."""

    shelf: ClassVar[Shelf] = Shelf(Kind.PEOPLE)
    may_change: ClassVar[tuple[str, ...]] = (
        "full_name", "called", "name_key", "born_on", "born_year", "died_on", "languages", "communication_needs",
        "identifier",
    )  # fmt: skip

    full_name = models.CharField(max_length=200)
    called = models.CharField(max_length=200)  # as people use it in the room
    name_key = models.CharField(max_length=400, db_index=True)  # for "do we know them?"
    born_on = models.DateField(null=True)
    born_year = models.PositiveSmallIntegerField(null=True)
    died_on = models.DateField(null=True)
    languages = ArrayField(models.CharField(max_length=80), default=list)
    communication_needs = models.TextField(blank=True)
    identifier = models.CharField(max_length=20, blank=True)  # NHS number, CHI …: what the jurisdiction has

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            rule("a_person_has_a_name", ~blank("full_name") & ~blank("called"), "A person needs a name."),
            models.UniqueConstraint(
                fields=["organisation", "identifier"],
                condition=~Q(identifier=""),
                name="an_identifier_belongs_to_one_person",
                violation_error_message="Somebody else here has this number.",
            ),
        ]

    def __str__(self) -> str:
        return self.called


class SafeWay(Kept):
    """A way to reach somebody, when, and what may be left there; theirs alone by default (R9)."""

    shelf: ClassVar[Shelf] = Shelf(Kind.WAYS, own="person_id")
    may_change: ClassVar[tuple[str, ...]] = ("until",)

    person = Link(Person, related_name="safe_ways")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=300)
    may_ring = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_leave_word = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)  # an e-mail or a letter: only they open it
    good_hours = models.CharField(max_length=300, blank=True)  # in their words: a human reads them, no machine guesses
    hours_from = models.TimeField(null=True)  # the same as a clock tells it; both, or neither
    hours_until = models.TimeField(null=True)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)  # Monday is 1; none named means every day
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    told_to = Link(Person, null=True)  # whose hand it is in, where somebody of us wrote it down with them

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person"], name="ways_of_a_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("people_safeway", person="people_person", told_to="people_person"),
            one_of("a_safe_way_is_of_a_known_kind", "kind", WayKind),
            rule(
                "safe_hours_begin_and_end",
                together("hours_from", "hours_until") & (Q(hours_from__isnull=True) | ~Q(hours_from=F("hours_until"))),
                "Say when it begins and when it ends: two different times.",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Practitioner(Kept):
    """Somebody who works here: profession and time of service; what they bring is kept with the rota."""

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("profession", "described", "until")

    person = Link(Person, related_name="works_as")
    service = Link("people.Service")
    profession = models.CharField(max_length=40)
    described = models.CharField(max_length=120)  # "nurse and family therapist"
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("people_practitioner", person="people_person", service="people_service"),
            models.UniqueConstraint(fields=["person"], name="a_person_works_here_once"),
            one_of("a_practitioner_has_a_known_profession", "profession", Profession),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def is_peer(self) -> bool:
        """True for a peer practitioner."""
        return self.profession == Profession.PEER_PRACTITIONER.value


class Office(Kept):
    """A task somebody holds: service lead, privacy lead, evaluator, administrator; for one service or for all."""

    shelf: ClassVar[Shelf] = HOUSE
    may_change: ClassVar[tuple[str, ...]] = ("until",)

    person = Link(Person, related_name="offices")
    service = Link("people.Service", null=True)
    office = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "person"], name="offices_of_a_person"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("people_office", person="people_person", service="people_service"),
            models.CheckConstraint(condition=Q(office__in=sorted(OFFICES)), name="an_office_is_a_known_one"),
        ]

    def __str__(self) -> str:
        return self.office
