"""What left the record, what stands corrected in it, and who asked for it (R17, R28)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tornio.core.rights import EntryKind, Fact
from tornio.core.sharing import Shelf, watched, words
from tornio.core.voices import Audience
from tornio.people.constraints import Consequence, Guard, blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.erasing import BACK_IN_VIEW, MOVED, NOT_THEIRS_TO_MOVE, OUT_OF_VIEW, SIGNED_BY_ANOTHER


class Misfiling(Kept):
    """An entry stands in the wrong record: out of view at once; brought back by two, moved only by its author (R28)."""

    shelf: ClassVar[Shelf] = watched(own="author_id")
    may_change: ClassVar[tuple[str, ...]] = (
        "back_asked_by", "back_asked_at", "back_why", "back_by", "back_at", "moved_to", "moved_as", "moved_at",
    )  # fmt: skip

    network = Link("records.Network")
    kind = models.CharField(max_length=12)
    entry = models.UUIDField()
    author = Link("people.Person")  # whose words they are: they alone may move them
    said_at = models.DateTimeField()  # when the entry was said or written
    said_by = Link("people.Person")  # who says that it is in the wrong record
    why = models.TextField()
    at = models.DateTimeField()
    back_asked_by = Link("people.Person", null=True)
    back_asked_at = models.DateTimeField(null=True)
    back_why = models.TextField(blank=True)
    back_by = Link("people.Person", null=True)
    back_at = models.DateTimeField(null=True)
    moved_to = Link("records.Network", null=True)  # theirs to know who moved it
    moved_as = models.UUIDField(null=True)
    moved_at = models.DateTimeField(null=True)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "-at"], name="misfilings_of_a_network"),
            models.Index(fields=["organisation", "author"], name="misfilings_of_an_author"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_misfiling",
                network="records_network",
                author="people_person",
                said_by="people_person",
                back_asked_by="people_person",
                back_by="people_person",
                moved_to="records_network",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry"],
                condition=Q(back_at__isnull=True),
                name="an_entry_is_in_the_wrong_record_once",
                violation_error_message="It is out of view already.",
            ),
            one_of("an_entry_in_the_wrong_record_is_of_a_known_kind", "kind", EntryKind),
            rule("whoever_takes_an_entry_out_of_view_says_why", ~blank("why"), "Say why it is in the wrong record."),
            rule(
                "an_entry_comes_back_by_two_people",
                (Q(back_at__isnull=True, back_by__isnull=True))
                | Q(back_at__isnull=False, back_by__isnull=False, back_asked_by__isnull=False)
                & ~Q(back_by=F("back_asked_by")),
                "Somebody else has to say that it stands in the right record.",
            ),
            rule(
                "whoever_wants_an_entry_back_says_why",
                together("back_asked_by", "back_asked_at") & (Q(back_asked_at__isnull=True) | ~blank("back_why")),
                "Say why it stands in the right record.",
            ),
            rule(
                "an_entry_is_moved_or_comes_back",
                together("moved_to", "moved_as", "moved_at") & (Q(moved_at__isnull=True) | Q(back_at__isnull=True)),
                "Its author has moved it to where it belongs.",
            ),
            Guard(
                name="each_of_the_two_signs_with_their_own_name",
                on="UPDATE OF back_asked_by_id, back_by_id",
                refuse_if=SIGNED_BY_ANOTHER,
                violation_error_message="Each of the two signs with their own name.",
            ),
            Guard(
                name="only_its_author_moves_an_entry",
                on="UPDATE OF moved_to_id",
                when="NEW.moved_to_id IS NOT NULL",
                refuse_if=NOT_THEIRS_TO_MOVE,
                violation_error_message="Only its author moves it, and a call only to a network of whoever rang.",
            ),
            Consequence(
                name="a_moved_entry_stands_where_it_belongs",
                on="UPDATE OF moved_to_id",
                when="NEW.moved_to_id IS NOT NULL AND OLD.moved_to_id IS NULL",
                do=MOVED,
            ),
            Consequence(name="an_entry_in_the_wrong_record_is_out_of_view", on="INSERT", do=OUT_OF_VIEW),
            Consequence(
                name="an_entry_in_the_right_record_comes_back",
                on="UPDATE OF back_at",
                when="NEW.back_at IS NOT NULL AND OLD.back_at IS NULL",
                do=BACK_IN_VIEW,
            ),
        ]

    def __str__(self) -> str:
        return "in the wrong record"


class Statement(Kept):
    """Somebody says beside an entry that it is not right: their words stand there too, and nobody's change (R17, R28).

    The entry is named by its kind, its author and its moment: these are the same in every wording.
    """

    shelf: ClassVar[Shelf] = words("person_id")

    network = Link("records.Network")
    kind = models.CharField(max_length=12)
    author = Link("people.Person")  # of the entry
    said_at = models.DateTimeField()  # the entry
    person = Link("people.Person")  # who says that it is not right
    spoken_as = models.CharField(max_length=120, blank=True)
    written_by = Link("people.Person")
    read_back_at = models.DateTimeField(null=True)
    words = models.TextField()
    at = models.DateTimeField()
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="statements_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_statement",
                network="records_network",
                author="people_person",
                person="people_person",
                written_by="people_person",
            ),
            one_of("a_statement_stands_beside_a_known_kind", "kind", EntryKind),
            one_of("a_statement_has_a_known_audience", "audience", Audience),
            rule("a_statement_has_words", ~blank("words"), "Write what is not right."),
            rule(
                "a_statement_written_for_somebody_is_read_back",
                Q(written_by=F("person")) | Q(read_back_at__isnull=False),
                "Read it back first, and keep it when they say yes.",
            ),
        ]

    def __str__(self) -> str:
        return "not right, says somebody"


class Correction(Kept):
    """A fact put right by staff: a name, a date. It stands from now on; what it was stays readable (R28)."""

    shelf: ClassVar[Shelf] = words("corrected_by_id", signed="corrected_by_id")

    network = Link("records.Network")
    kind = models.CharField(max_length=12, blank=True)  # of the entry; none: the person at the centre
    author = Link("people.Person", null=True)  # of the entry
    said_at = models.DateTimeField(null=True)
    fact = models.CharField(max_length=12)
    was = models.CharField(max_length=300, blank=True)
    now = models.CharField(max_length=300)
    why = models.TextField()
    corrected_by = Link("people.Person")
    at = models.DateTimeField()
    audience = models.CharField(max_length=20)
    chosen = ArrayField(models.UUIDField(), default=list)
    out_of_view_at = models.DateTimeField(null=True)  # in the wrong record, or deleted (R28)

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "network", "at"], name="corrections_of_a_network"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation(
                "records_correction",
                network="records_network",
                author="people_person",
                corrected_by="people_person",
            ),
            one_of("what_is_put_right_is_a_known_fact", "fact", Fact),
            one_of("a_correction_has_a_known_audience", "audience", Audience),
            rule("a_correction_says_why", ~blank("why"), "Say how you know."),
            rule("a_correction_changes_something", ~Q(was=F("now")) & ~blank("now"), "It says the same as before."),
        ]

    def __str__(self) -> str:
        return self.fact
