"""Every rule about one row, asked of PostgreSQL itself: a sound row is taken, and each way to break the rule is not."""

import re
from typing import Any

import pytest
from django.db import models

from tests.refused import elsewhere, rows
from tests.refused.rows import CONSTRAINTS, Connection, alone, columns, family, only, put, refused, sound, words_of
from tests.refused.rules import BROKEN, LEON, RUTH

CHECKS = {each.name: (table, each) for table, each in CONSTRAINTS if isinstance(each, models.CheckConstraint)}
WAYS = [(name, way) for name, ways in BROKEN.items() for way in ways]
NAMES = [f"{name} {sorted(way)}" for name, way in WAYS]


@pytest.mark.parametrize("table", rows.TABLES)
def test_the_made_up_row_that_all_are_made_from_is_taken(table: str, bare: Connection) -> None:
    """Without this a refusal would say nothing."""
    alone(bare)
    put(bare, table, sound(bare, table))


@pytest.mark.parametrize(("name", "way"), WAYS, ids=NAMES)
def test_the_database_refuses_it_by_name(name: str, way: dict[str, Any], bare: Connection) -> None:
    """Around the application: each way to break a rule about one row, tried by somebody who may do anything."""
    table, _ = CHECKS[name]
    alone(bare)
    with refused(bare, name):
        put(bare, table, sound(bare, table, way))


WORDS_ARE_CHECKED = [(name, table, found[0]) for name, (table, each) in CHECKS.items() if (found := words_of(each))]


@pytest.mark.parametrize(("name", "table", "field"), WORDS_ARE_CHECKED, ids=[each[0] for each in WORDS_ARE_CHECKED])
def test_the_database_refuses_a_word_that_nobody_knows(name: str, table: str, field: str, bare: Connection) -> None:
    """A column of words takes the glossary's and no other, whoever writes."""
    kind, _ = columns(bare, table)[field]
    alone(bare)
    only(bare, table, name)
    with refused(bare, name):
        put(bare, table, sound(bare, table, {field: "?" if "char" in kind or kind == "text" else 9}))


# Columns that are empty or hold one of some words.
OR_NOTHING = {
    "a_first_contact_is_closed_by_somebody_known": "closed_by",
    "a_meeting_was_not_held_by_somebody_known": "not_held_by",
    "somebody_left_a_team_in_a_known_way": "left_by",
}


@pytest.mark.parametrize("name", OR_NOTHING)
def test_the_database_refuses_a_word_that_nobody_knows_where_there_may_be_none(name: str, bare: Connection) -> None:
    """R4, R10, R12."""
    table, _ = CHECKS[name]
    alone(bare)
    only(bare, table, name)
    put(bare, table, sound(bare, table, {OR_NOTHING[name]: ""}))
    with refused(bare, name):
        put(bare, table, sound(bare, table, {OR_NOTHING[name]: "?"}))


def test_every_rule_about_one_row_is_asked() -> None:
    """A new rule is written down here with the ways to break it, or refused by name in a test of its own subject."""
    asked = BROKEN.keys() | OR_NOTHING.keys() | {name for name, _, _ in WORDS_ARE_CHECKED} | elsewhere.refused()
    assert sorted(CHECKS.keys() - asked) == []
    assert sorted(BROKEN.keys() - CHECKS.keys()) == []


# --- what SQL does not know it lets pass -----------------------------------------------------------------------------

VALUES = {
    "character": ["''", "'z'"], "text": ["''", "'z'"], "boolean": ["true", "false"], "uuid": [f"'{RUTH}'", f"'{LEON}'"],
    "timestamp": [f"'{rows.MOMENT}'", f"'{rows.LATER}'", "'2030-01-01'"], "date": ["'2026-11-02'", "'2027-11-02'"],
    "time": ["'09:00'", "'10:00'"], "integer": ["0", "1"], "smallint": ["0", "1"], "bigint": ["0", "1"],
    "tstzrange": [f"'{rows.PERIOD}'", f"'{rows.FROM_NOW_ON}'", "'empty'"],
    "jsonb": ["'{}'", """'{"heard": 2}'"""],
    "daterange": ["'[2026-11-02,)'", "'empty'"], "int4range": ["'[540,1020)'", "'empty'"],
}  # fmt: skip


def tried(condition: str, column: str, kind: str, *, needed: bool) -> str:
    """A table of one column with the values that may make a difference, among them nothing at all."""
    values = [*VALUES[family(kind)], *([] if needed else ["NULL"])]
    if "char" in kind:
        values += [f"'{word}'" for word in re.findall(r"'(\w+)'::", condition)]
    return f'(VALUES {", ".join(f"({value}::{kind})" for value in values)}) AS "of_{column}" ("{column}")'


def may_be_unknown(connection: Connection, table: str, name: str) -> list[Any]:
    """Values for which the condition is neither true nor false, and so would be let pass."""
    found = connection.execute(
        "SELECT pg_get_expr(conbin, conrelid), array(SELECT attname::text FROM pg_attribute "
        "WHERE attrelid = conrelid AND attnum = ANY (conkey)) FROM pg_constraint WHERE conname = %s", [name],
    ).fetchone()  # fmt: skip
    assert found is not None
    condition, names = found
    known = columns(connection, table)
    if all(known[each][1] for each in names):
        return []
    values = ", ".join(tried(condition, each, known[each][0], needed=known[each][1]) for each in names)
    return connection.execute(f"SELECT * FROM {values} WHERE ({condition}) IS NULL LIMIT 3").fetchall()


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - {name for name, _, _ in WORDS_ARE_CHECKED}))
def test_no_rule_lets_pass_what_is_left_empty(name: str, bare: Connection) -> None:
    """R6, R22, R28: a rule says yes or no to every row, also to one in which somebody left a field empty."""
    assert may_be_unknown(bare, CHECKS[name][0], name) == []
