"""What left the record, what stands corrected in it, and who asked for it (R17, R28)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.rights import EntryKind
from tornio.core.sharing import Kind, Reach, Shelf
from tornio.people.constraints import Consequence, blank, one_of, rule, same_organisation, together
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.erasing import BACK_IN_VIEW, OUT_OF_VIEW


class Misfiling(Kept):
    """An entry stands in the wrong record: out of view at once; brought back by two, moved only by its author (R28)."""

    shelf: ClassVar[Shelf] = Shelf(Kind.CLOSED, own="author_id", reach=Reach.CLOSE)
    may_change: ClassVar[tuple[str, ...]] = (
        "back_asked_by", "back_asked_at", "back_why", "back_by", "back_at", "moved_to", "moved_at",
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
    moved_to = models.UUIDField(null=True)  # the network where its author wrote it anew: theirs to know
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
                | (Q(back_at__isnull=False, back_asked_by__isnull=False) & ~Q(back_by=F("back_asked_by"))),
                "Somebody else has to say that it stands in the right record.",
            ),
            rule(
                "whoever_wants_an_entry_back_says_why",
                together("back_asked_by", "back_asked_at") & (Q(back_asked_at__isnull=True) | ~blank("back_why")),
                "Say why it stands in the right record.",
            ),
            rule(
                "an_entry_is_moved_or_comes_back",
                Q(moved_at__isnull=True) | Q(back_at__isnull=True),
                "Its author has written it where it belongs.",
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
