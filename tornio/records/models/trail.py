"""The chain over readings and changes: each row's commitment, sealed in batches, one chain an organisation (R26)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tornio.core.sharing import Kind, Shelf
from tornio.people.constraints import rule
from tornio.people.models.base import ONE, Kept

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
