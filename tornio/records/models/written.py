"""In which of the database's transactions a row was written: so that sealing finds late committers (R26)."""

from typing import Any

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The number of the transaction that writes; PostgreSQL's own, never used twice by one server."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text::bigint"
    output_field = models.BigIntegerField()


class WrittenIn(models.BigIntegerField):  # type: ignore[type-arg]
    """Filled by the database while the row is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"editable": False, "default": 0}  # rows of before there was a chain have none
        super().__init__(**kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's own signature
        """The number is the database's to give."""
        return CurrentTransaction() if add else super().pre_save(model_instance, add)
