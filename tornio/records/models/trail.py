"""The chain over readings and changes: each row's commitment, sealed in batches, one chain an organisation (R26)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.rights import DELETED
from tornio.core.sharing import Kind, Shelf
from tornio.people.constraints import Consequence, Guard, rule, same_organisation
from tornio.people.keys import new_key
from tornio.people.models.base import ONE, Kept, Link
from tornio.records.models.written import WrittenIn

# What of a row is written out and committed to, by its form. Columns of a form never change: a new one is added.
FORMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "reading/1": (
        "records_reading",
        (
            "id", "organisation_id", "network_id", "person_id", "human", "capacity", "as_whom", "purpose", "page",
            "subject", "at", "goes_on_id", "glass_id", "apart", "written_in",
        ),
    ),
    "change/1": (
        "records_change",
        (
            "id", "organisation_id", "network", "person_id", "human", "capacity", "purpose", "verb", "subject", "at",
            "written_in",
        ),
    ),
    "forgotten/1": (
        "records_forgotten",
        ("id", "organisation_id", "line", "form", "deletion_id", "at", "written_in"),
    ),
}  # fmt: skip


class Seal(Kept):
    """A batch of entries, sealed onto the seal before. `through`: every earlier transaction has ended."""

    shelf: ClassVar[Shelf] = Shelf(Kind.JOBS)

    number = models.BigIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    sealed_at = models.DateTimeField()
    through = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta(Kept.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            models.UniqueConstraint(fields=["organisation", "number"], name="a_seal_has_its_place"),
            models.UniqueConstraint(fields=["organisation", "previous"], name="one_seal_follows_another"),
            rule("a_seal_has_entries", Q(last__gte=F("first")), "There is nothing to seal."),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Sealed(Kept):
    """One row's place in the chain, and its commitment. Its key is that of the row; nothing of its content is here."""

    shelf: ClassVar[Shelf] = Shelf(Kind.JOBS)

    form = models.CharField(max_length=20)
    number = models.BigIntegerField()
    commitment = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "number"], name="an_entry_has_its_place"),
        ]

    def __str__(self) -> str:
        return str(self.number)


_OURS = "organisation_id = NEW.organisation_id"
# Two people have agreed to delete the record in which the line stands, and its commitment is kept.
NOT_AGREED_OR_NOT_SEALED = (
    f"NOT EXISTS (SELECT 1 FROM records_deletion d WHERE d.{_OURS} AND d.id = NEW.deletion_id AND d.kind = 'record' "  # noqa: S608 - nobody's value
    "AND d.agreed_at IS NOT NULL AND (EXISTS (SELECT 1 FROM records_reading r "
    f"WHERE r.{_OURS} AND r.id = NEW.line AND r.network_id = d.network_id) "
    f"OR EXISTS (SELECT 1 FROM records_change c WHERE c.{_OURS} AND c.id = NEW.line AND c.network = d.network_id))) "
    f"OR NOT EXISTS (SELECT 1 FROM records_sealed s WHERE s.{_OURS} AND s.id = NEW.line)"
)
THE_LINE_GOES = (
    f"DELETE FROM records_reading WHERE {_OURS} AND id = NEW.line; "  # noqa: S608 - nobody's value
    f"DELETE FROM records_change WHERE {_OURS} AND id = NEW.line; "
    f"UPDATE records_breakglass b SET reason = '{DELETED}' FROM records_deletion d "
    f"WHERE b.{_OURS} AND d.id = NEW.deletion_id AND b.network_id = d.network_id;"
)


class Forgotten(Kept):
    """A line of the trail whose words were lawfully deleted with the record: it is gone with its salt, and its
    commitment stays (R28). This row is sealed in its turn."""

    shelf: ClassVar[Shelf] = Shelf(Kind.JOBS)

    line = models.UUIDField()
    form = models.CharField(max_length=20)
    deletion = Link("records.Deletion")
    at = models.DateTimeField()
    salt = models.UUIDField(default=new_key)
    written_in = WrittenIn()

    class Meta(Kept.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "written_in"], name="forgotten_in_the_order_written"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *ONE,
            *same_organisation("records_forgotten", deletion="records_deletion"),
            models.UniqueConstraint(fields=["organisation", "line"], name="a_line_is_forgotten_once"),
            Guard(
                name="a_line_is_forgotten_when_two_agreed_and_it_is_sealed",
                on="INSERT",
                refuse_if=NOT_AGREED_OR_NOT_SEALED,
                violation_error_message="Two people agree to a deletion before anything goes.",
            ),
            Consequence(name="a_forgotten_line_is_gone", on="INSERT", do=THE_LINE_GOES),
        ]

    def __str__(self) -> str:
        return "forgotten"
