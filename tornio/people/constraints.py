"""Rules that PostgreSQL holds and Django has no word for: keys across organisations, periods, guards.

Each is an ordinary constraint to Django, so `makemigrations` sees it and every migration can be taken back.
"""

from abc import abstractmethod
from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import BaseConstraint, Q


class SqlConstraint(BaseConstraint):
    """A constraint written in SQL; it is added when the whole migration has made its tables."""

    early = False  # an index that others refer to comes before them

    @abstractmethod
    def add_statement(self, model: type[models.Model]) -> str:
        """The statement that adds it."""

    def drop_statement(self, model: type[models.Model]) -> str:
        """The statement that takes it away."""
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing inline: the statement waits until every table of the migration is there."""
        if self.early:
            schema_editor.deferred_sql.insert(0, self.add_statement(model))
        else:
            schema_editor.deferred_sql.append(self.add_statement(model))
        return ""

    create_sql = constraint_sql

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        """The statement that takes it away."""
        return self.drop_statement(model)

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database refuses; there is nothing to ask beforehand."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SqlConstraint) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


def columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """The database's column for each field, or the name itself where it is a column already."""
    known = {field.name: field.column for field in model._meta.concrete_fields}
    return [str(known.get(name, name)) for name in names]


def _listed(names: Iterable[str], period: str | None, word: str) -> str:
    quoted = [f'"{name}"' for name in names]
    if period is not None:
        quoted.append(f'PERIOD "{period}"' if word == "PERIOD" else f'"{period}" WITHOUT OVERLAPS')
    return ", ".join(quoted)


class References(SqlConstraint):
    """A foreign key over several columns, so that what is joined belongs to the same organisation and the same whole.

    With `period`, every moment of this row's period must be covered by the referenced rows' periods.
    With `follow`, a change of the referenced columns is carried over into this row.
    """

    def __init__(
        self,
        *,
        name: str,
        fields: tuple[str, ...],
        to: str,
        to_columns: tuple[str, ...],
        period: tuple[str, str] | None = None,
        follow: bool = False,
        violation_error_message: str | None = None,
    ) -> None:
        self.fields, self.to, self.to_columns = tuple(fields), to, tuple(to_columns)
        self.period, self.follow = period, follow
        super().__init__(name=name, violation_error_message=violation_error_message)

    def add_statement(self, model: type[models.Model]) -> str:
        """ALTER TABLE … FOREIGN KEY …, checked at the end of the transaction."""
        own, theirs = self.period or (None, None)
        here = _listed(columns(model, self.fields), own, "PERIOD")
        there = _listed(self.to_columns, theirs, "PERIOD")
        update = " ON UPDATE CASCADE" if self.follow else ""
        return (
            f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" FOREIGN KEY ({here}) '
            f'REFERENCES "{self.to}" ({there}){update} DEFERRABLE INITIALLY DEFERRED'
        )

    def deconstruct(self) -> Any:
        """What a migration keeps of it."""
        path, args, kwargs = super().deconstruct()
        kwargs |= {"fields": self.fields, "to": self.to, "to_columns": self.to_columns}
        if self.period is not None:
            kwargs["period"] = self.period
        if self.follow:
            kwargs["follow"] = True
        return path, args, kwargs


class OneAtATime(SqlConstraint):
    """For the same `fields` there is never more than one row at any moment of `period`."""

    early = True

    def __init__(
        self, *, name: str, fields: tuple[str, ...], period: str, violation_error_message: str | None = None
    ) -> None:
        self.fields, self.period = tuple(fields), period
        super().__init__(name=name, violation_error_message=violation_error_message)

    def add_statement(self, model: type[models.Model]) -> str:
        """ALTER TABLE … UNIQUE (…, period WITHOUT OVERLAPS)."""
        listed = _listed(columns(model, self.fields), self.period, "WITHOUT OVERLAPS")
        return f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" UNIQUE ({listed})'

    def deconstruct(self) -> Any:
        """What a migration keeps of it."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"fields": self.fields, "period": self.period}


class Triggered(SqlConstraint):
    """What the database does by itself when a row is written: a function of the owner's, and its trigger.

    `on` says when ("INSERT", "UPDATE OF status"), `when` is the condition (over NEW and OLD) that makes it look.
    The function runs as the owner of the tables, so that it sees rows that the reader may not.
    """

    def __init__(self, *, name: str, on: str, when: str = "true", violation_error_message: str | None = None) -> None:
        self.on, self.when = on, when
        super().__init__(name=name, violation_error_message=violation_error_message)

    @abstractmethod
    def body(self, table: str) -> str:
        """What the function does."""

    def timing(self) -> tuple[str, str, str]:
        """The kind of trigger, before or after, and whether it waits for the end of the transaction."""
        return "TRIGGER", "AFTER", ""

    def add_statement(self, model: type[models.Model]) -> str:
        """The function and its trigger."""
        table, (kind, moment, wait) = model._meta.db_table, self.timing()
        return (
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER '
            f"SET search_path = public, pg_temp AS $body$ BEGIN {self.body(table)} END $body$; "
            f'CREATE {kind} "{self.name}" {moment} {self.on} ON "{table}"{wait} '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
        )

    def drop_statement(self, model: type[models.Model]) -> str:
        """Both away."""
        return f'DROP TRIGGER "{self.name}" ON "{model._meta.db_table}"; DROP FUNCTION "{self.name}"()'

    def deconstruct(self) -> Any:
        """What a migration keeps of it."""
        path, args, kwargs = super().deconstruct()
        kwargs["on"] = self.on
        if self.when != "true":
            kwargs["when"] = self.when
        return path, args, kwargs


class Guard(Triggered):
    """A rule over several rows, refused with this constraint's name where `refuse_if` (SQL) is true.

    `deferred` guards look at the end of the transaction.
    """

    def __init__(self, *, refuse_if: str, deferred: bool = False, **rest: Any) -> None:
        self.refuse_if, self.deferred = refuse_if, deferred
        super().__init__(**rest)

    def timing(self) -> tuple[str, str, str]:
        """Before the row is written, or at the end."""
        if self.deferred:
            return "CONSTRAINT TRIGGER", "AFTER", " DEFERRABLE INITIALLY DEFERRED"
        return "TRIGGER", "BEFORE", ""

    def body(self, table: str) -> str:
        """Refuses, or lets the row pass."""
        return (
            f"IF ({self.when}) AND ({self.refuse_if}) THEN "
            f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}', "
            f"TABLE = '{table}', MESSAGE = '{self.name}'; END IF; RETURN NEW;"
        )

    def deconstruct(self) -> Any:
        """What a migration keeps of it."""
        path, args, kwargs = super().deconstruct()
        kwargs["refuse_if"] = self.refuse_if
        if self.deferred:
            kwargs["deferred"] = True
        return path, args, kwargs


class Consequence(Triggered):
    """What follows from a row, done by the database because the application has no right to do it by itself.

    `do` is SQL over NEW (and OLD); it is narrow, and says all that it does.
    """

    def __init__(self, *, do: str, **rest: Any) -> None:
        self.do = do
        super().__init__(**rest)

    def body(self, table: str) -> str:
        """Does what follows, after the row is written."""
        return f"IF {self.when} THEN {self.do} END IF; RETURN NULL;"

    def deconstruct(self) -> Any:
        """What a migration keeps of it."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"do": self.do}


def same_organisation(table: str, **links: str) -> list[References]:
    """For each link of `table`, a foreign key that includes the organisation: `network="records_network"`."""
    return [
        References(
            name=f"{table}_{field}_same_organisation",
            fields=("organisation", field),
            to=to,
            to_columns=("organisation_id", "id"),
        )
        for field, to in links.items()
    ]


def rule(name: str, condition: Q, sentence: str) -> models.CheckConstraint:
    """A rule about one row; its name is a sentence for engineers, `sentence` one for people.

    What SQL does not know it lets pass: where a field may be empty, the condition says what then
    (`decided__isnull=False`). `tests/refused` asks every rule, for every field that may be empty.
    """
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=sentence)


def one_of(name: str, field: str, words: type[Enum]) -> models.CheckConstraint:
    """The field holds one of these words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [word.value for word in words]}), name=name)


def blank(field: str) -> Q:
    """The text is empty or white space."""
    return Q(**{f"{field}__regex": r"^\s*$"})


def together(*fields: str) -> Q:
    """All of these are given, or none."""
    return Q(**{f"{field}__isnull": False for field in fields}) | Q(**{f"{field}__isnull": True for field in fields})
