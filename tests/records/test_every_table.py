"""Habits that all tables share, asked of every one of them, so that a new table cannot forget."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tornio.people import frame
from tornio.people.models.base import Link

KEPT = [model for model in frame.tables() if hasattr(model, "may_change")]
UNDER_POLICY = [model for model in KEPT if frame.is_kept(model)]


def column(model: type[models.Model], name: str) -> str:
    """The database's name for a field."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.column)


def names(found: Iterable[type[models.Model]]) -> list[str]:
    """Test ids."""
    return [model.__name__ for model in found]


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the catalogue answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@pytest.mark.parametrize("model", KEPT, ids=names(KEPT))
def test_every_table_of_peoples_data_carries_its_organisation(model: type[models.Model]) -> None:
    assert column(model, "organisation") == "organisation_id"


@pytest.mark.parametrize("model", KEPT, ids=names(KEPT))
def test_no_row_can_point_into_another_organisation(model: type[models.Model], db: None) -> None:
    """Every link is a foreign key that spans the organisation as well."""
    rows = asked(
        "SELECT array(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k(n, o) "
        "JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY o) "
        "FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
        model._meta.db_table,
    )
    spanned = {each for (columns,) in rows if columns[0] == "organisation_id" for each in columns}
    links = {field.column for field in model._meta.concrete_fields if isinstance(field, Link)}
    assert links <= spanned


@pytest.mark.parametrize("model", UNDER_POLICY, ids=names(UNDER_POLICY))
def test_row_level_security_is_on_and_binds_the_owner_too(model: type[models.Model], db: None) -> None:
    rows = asked(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", model._meta.db_table
    )
    assert rows == [(True, True)]


@pytest.mark.parametrize("model", KEPT, ids=names(KEPT))
def test_the_application_deletes_nothing_and_changes_only_what_the_table_names(
    model: type[models.Model], db: None
) -> None:
    """R28, R17: what is not named cannot be overwritten, whoever asks."""
    table = model._meta.db_table
    assert asked("SELECT has_table_privilege('tornio_app', %s, 'DELETE, TRUNCATE')", table) == [(False,)]
    rows = asked(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND has_column_privilege('tornio_app', attrelid, attnum, 'UPDATE')",
        table,
    )
    named = {column(model, name) for name in model.may_change}  # type: ignore[attr-defined]
    assert {found for (found,) in rows} == named


def test_nobody_can_reach_words_to_overwrite_them() -> None:
    """R17: nothing that somebody said is among what may change."""
    words = {("Voice", "text"), ("Voice", "author"), ("Position", "words"), ("Position", "stand"), ("Call", "words"),
             ("Decision", "words"), ("OpenQuestion", "text"), ("FirstContact", "own_words"), ("StaffTalk", "words"),
             ("SafetyAct", "what"), ("Reading", "at"), ("Change", "verb")}  # fmt: skip
    changeable = {(model.__name__, name) for model in KEPT for name in model.may_change}
    assert not words & changeable


def test_the_application_connects_as_a_role_that_owns_nothing_and_bypasses_nothing(db: None) -> None:
    rows = asked(
        "SELECT current_user::text, rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid) "
        "FROM pg_roles r WHERE rolname = current_user"
    )
    assert rows == [("tornio_app", False, False, 0)]


def test_every_rules_sentence_is_plain_and_ends() -> None:
    """What the database refuses is told to people in a sentence."""
    for room in frame.ROOMS:
        for model in apps.get_app_config(room).get_models():
            for constraint in model._meta.constraints:
                said = str(constraint.violation_error_message)
                if said != models.BaseConstraint.default_violation_error_message:
                    assert said[0].isupper(), constraint.name
                    assert said[-1] in ".?", constraint.name


def test_no_name_of_a_constraint_is_too_long_to_be_told_whole() -> None:
    """PostgreSQL cuts names at 63 bytes; a refusal that cannot be found has no sentence."""
    for model in frame.tables():
        for constraint in [*model._meta.constraints, *model._meta.indexes]:
            assert len(constraint.name) <= 63, constraint.name
