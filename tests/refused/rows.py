"""Rows made up from what the catalogue says of a table: put past the application, to see whether the table takes them.

The administrator writes them with triggers and foreign keys asleep, so that what a row is refused for is its own shape.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from tornio.people import frame

Connection = psycopg.Connection[Any]
Values = Mapping[str, Any]

MOMENT, LATER = "2026-11-02 09:00+00", "2026-11-02 10:00+00"
PERIOD, AFTERWARDS = f"[{MOMENT},{LATER})", f"[{LATER},)"
KINDS = {
    "text": "words", "character": "words", "timestamp": MOMENT, "date": "2026-11-02", "time": "09:00", "boolean": False,
    "integer": 1, "smallint": 1, "bigint": 1, "tstzrange": PERIOD,
    "daterange": "[2026-11-02,)", "int4range": "[540,1020)", "jsonb": "{}", "bytea": b"1" * 32, "interval": "1h",
}  # fmt: skip

_NUMBERS = count(2)

TABLES: dict[str, type[models.Model]] = {
    model._meta.db_table: model for room in frame.ROOMS for model in apps.get_app_config(room).get_models()
}
CONSTRAINTS = [(table, each) for table, model in TABLES.items() for each in model._meta.constraints]

# What a table's own checks ask of a row beyond a first known word and something in each column that must be filled.
FROM_NOW_ON = f"[{MOMENT},)"
SOUND: dict[str, dict[str, Any]] = {
    "records_apartreview": {"looked": "kept_on", "review_by": LATER},
    "records_call": {"told_that_it_is_read": True},
    "records_cannotdecide": {"look_by": LATER},
    "records_capacityreview": {"looked": "still_cannot", "look_by": LATER},
    "records_correction": {"now": "other words"},
    "records_counting": {"start": "2026-11-02", "until": "2026-12-02"},
    "records_decision": {"outcome": "not_decided", "kind": "general"},
    "records_ending": {"kind": "died"},
    "records_firstcontact": {"closed_by": "", "closed_why": ""},
    "records_grant": {"look_by": LATER},
    "records_grantreview": {"looked": "goes_on", "look_by": LATER},
    "records_keptapart": {"review_by": LATER},
    "records_lettersent": {"persons_stand": "agree"},
    "records_lifeevent": {"sort": "voluntary", "power": "", "why": ""},
    "records_networkmeeting": {"status": "proposed", "not_held_by": ""},
    "records_networkmember": {"belonging": "asked", "during": FROM_NOW_ON},
    "records_plannedmeeting": {"planned": PERIOD},
    "records_release": {"until": "2026-12-02"},
    "records_response": {"answers": '{"heard": 2}'},
    "records_statement": {"read_back_at": MOMENT},
    "records_teammember": {"joined_by": "first_meeting", "left_by": "", "during": FROM_NOW_ON},
    "records_visit": {"due_out_at": LATER},
    "records_voice": {"read_back_at": MOMENT},
}


def words_of(constraint: models.BaseConstraint) -> tuple[str, list[Any]] | None:
    """The column and its words, where the constraint says which words a column may hold and nothing else."""
    if not isinstance(constraint, models.CheckConstraint) or not isinstance(constraint.condition, models.Q):
        return None
    match constraint.condition.children:
        case [(str(asked), words)] if asked.endswith("__in"):
            return asked.removesuffix("__in"), list(words)
    return None


def known_words(model: type[models.Model]) -> dict[str, list[Any]]:
    """For each column that holds one of some words, which."""
    return dict(found for found in map(words_of, model._meta.constraints) if found)


def family(kind: str) -> str:
    """The first word of a type: "timestamp" of "timestamp with time zone"."""
    return re.split(r"[( ]", kind, maxsplit=1)[0]


def something(kind: str) -> Any:
    """What a column of this type may hold."""
    if kind.endswith("[]"):
        return "{}"
    return uuid4() if kind == "uuid" else KINDS[family(kind)]


def another(kind: str) -> Any:
    """Something else than that, and never twice the same where there is more than one other."""
    number = next(_NUMBERS)
    others = {"boolean": True, "text": f"others {number}", "character": f"others {number}", "tstzrange": AFTERWARDS,
              "timestamp": LATER, "date": "2026-11-03"}  # fmt: skip
    return uuid4() if kind == "uuid" else others.get(family(kind), number)


def columns(connection: Connection, table: str) -> dict[str, tuple[str, bool]]:
    """Each column that is written: its type, and whether it must be filled."""
    rows = connection.execute(
        "SELECT attname::text, format_type(atttypid, atttypmod), attnotnull AND attidentity = '' FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    return {name: (kind, needed) for name, kind, needed in rows}


def sound(connection: Connection, table: str, changed: Values | None = None) -> dict[str, Any]:
    """A row that this table takes, and then what is changed in it."""
    words = known_words(TABLES[table])
    row = {
        name: words[name][0] if name in words else something(kind)
        for name, (kind, needed) in columns(connection, table).items()
        if needed
    }
    return {**row, **SOUND.get(table, {}), **(changed or {})}


def put(connection: Connection, table: str, row: Values) -> None:
    """Write it down."""
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Placeholder() for _ in row),
    )
    connection.execute(statement, list(row.values()))


def alone(connection: Connection) -> None:
    """From here on a row is looked at for itself: triggers and keys to other tables sleep until the roll-back."""
    connection.execute("SET LOCAL session_replication_role = replica")


def awake(connection: Connection) -> None:
    """From here on the guards look again; keys to other tables wait for the end, which never comes."""
    connection.execute("SET LOCAL session_replication_role = origin")


def only(connection: Connection, table: str, name: str = "") -> None:
    """Of the table's rules about one row only this one is left until the roll-back, or none, so that it is heard."""
    for other in TABLES[table]._meta.constraints:
        if isinstance(other, models.CheckConstraint) and other.name != name:
            connection.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{other.name}"')


@contextmanager
def refused(connection: Connection, name: str) -> Iterator[None]:
    """PostgreSQL refuses with this constraint's name, and what was done before it stays."""
    met: psycopg.Error | None = None
    try:
        with connection.transaction():
            yield
    except psycopg.errors.IntegrityError as error:
        met = error
    assert met is not None, f"{name} let it pass"
    assert met.diag.constraint_name == name, f"{name} was not what refused, but: {met}"
