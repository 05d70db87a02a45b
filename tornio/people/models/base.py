"""What every table of people's data shares: its organisation first, an opaque key, and nothing changed by default."""

from typing import Any, ClassVar

from django.db import models

from tornio.core.sharing import Shelf
from tornio.people.keys import new_key


class Link(models.ForeignKey[Any, Any]):
    """A reference to another row of the same organisation; the foreign key in the database spans both columns."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs.setdefault("db_constraint", False)
        kwargs.setdefault("db_index", False)  # the indexes that pages need begin with the organisation
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)


class Kept(models.Model):
    """A row of one organisation's record. The application may change only the columns in `may_change` (R28)."""

    may_change: ClassVar[tuple[str, ...]] = ()
    shelf: ClassVar[Shelf]  # by what a row is read; a table without one is refused

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "id"], name="%(app_label)s_%(class)s_is_one_organisations"),
        ]


ONE = Kept.Meta.constraints
