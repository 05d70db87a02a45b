"""The trail for the jobs that seal and check it: rows as lines, exactly as they are committed to (R26).

Everything is streamed by COPY: PostgreSQL writes out the rows, and what is hashed is hashed outside of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from tornio.core.trail import BEGINNING
from tornio.records.models import Forgotten, Seal
from tornio.records.models.trail import FORMS

SealRow = Seal  # for annotations of floors above, which know no tables
Composed = sql.Composable


def _line(form: str, row: str) -> sql.Composed:
    """The columns of a row in the order of its form, its salt and its form before them."""
    _table, columns = FORMS[form]
    named = [sql.SQL("{}.{}").format(sql.Identifier(row), sql.Identifier(each)) for each in ("salt", *columns)]
    return sql.SQL(", ").join([named[0], sql.Literal(form), *named[1:]])


def _lines(query: sql.Composed) -> Iterator[bytes]:
    """Each row as COPY writes it, without its line end."""
    with connection.cursor() as cursor:
        copying: Any = cursor
        with copying.copy(sql.SQL("COPY ({}) TO STDOUT").format(query)) as copy:
            for data in copy:
                yield bytes(data)[:-1]


@contextmanager
def held_still() -> Iterator[None]:
    """One moment for everything that is read inside; it must come first in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    yield


def sealing_alone(organisation: UUID) -> bool:
    """True when nobody else seals this organisation's chain until the transaction ends; nobody is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('tornio trail ' || %s, 0))", [organisation])
        row: tuple[bool] = cursor.fetchone()
        return row[0]


def horizon() -> tuple[int, int]:
    """The oldest transaction that still goes on, and the next to begin: whatever is before the first has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s"
        )
        row: tuple[int, int] = cursor.fetchone()
        return row


def last_seal(organisation: UUID) -> Seal | None:
    """The end of the chain."""
    return Seal.objects.filter(organisation=organisation).order_by("-number", "pk").first()


def unsealed(organisation: UUID, form: str, since: int, before: int, many: int) -> list[bytes]:
    """Rows written in these transactions that have no seal, in the order of the transactions."""
    table, _columns = FORMS[form]
    return list(
        _lines(
            sql.SQL(
                "SELECT {line} FROM {table} r WHERE r.organisation_id = {here} "
                "AND r.written_in >= {since} AND r.written_in < {before} "
                "AND NOT EXISTS (SELECT FROM records_sealed s WHERE s.id = r.id) "
                "ORDER BY r.written_in, r.at, r.id LIMIT {many}"
            ).format(
                line=_line(form, "r"),
                table=sql.Identifier(table),
                here=sql.Literal(organisation),
                since=sql.Literal(since),
                before=sql.Literal(before),
                many=sql.Literal(many),
            )
        )
    )


def seals(organisation: UUID) -> list[Seal]:
    """Every seal, in order."""
    return list(Seal.objects.filter(organisation=organisation).order_by("number", "pk"))


def entries(organisation: UUID) -> Iterator[bytes]:
    """Every entry in order, as the line that its seal is made over: number, form, row, commitment."""
    return _lines(
        sql.SQL(
            "SELECT number, form, id, encode(commitment, 'hex') FROM records_sealed "
            "WHERE organisation_id = {} ORDER BY number"
        ).format(sql.Literal(organisation))
    )


def contents(organisation: UUID, form: str) -> Iterator[bytes]:
    """Every entry of this form: number, row, commitment, and then the line of the row, or `\\N` where there is none."""
    table, _columns = FORMS[form]
    return _lines(
        sql.SQL(
            "SELECT s.number, s.id, encode(s.commitment, 'hex'), {line} FROM records_sealed s "
            "LEFT JOIN {table} r ON r.id = s.id AND r.organisation_id = s.organisation_id "
            "WHERE s.organisation_id = {here} AND s.form = {form}"
        ).format(
            line=_line(form, "r"), table=sql.Identifier(table), here=sql.Literal(organisation), form=sql.Literal(form)
        )
    )


def forgotten(organisation: UUID) -> set[bytes]:
    """The lines that went lawfully, when two people deleted the record they stood in (R28)."""
    return {
        str(line).encode()
        for line in Forgotten.objects.filter(organisation=organisation).values_list("line", flat=True)
    }


def strays(organisation: UUID, form: str, through: int) -> Iterator[bytes]:
    """Rows that say they were written before the last seal and have none: they were not there then."""
    table, _columns = FORMS[form]
    return _lines(
        sql.SQL(
            "SELECT r.id, r.at FROM {table} r WHERE r.organisation_id = {here} AND r.written_in < {through} "
            "AND NOT EXISTS (SELECT FROM records_sealed s WHERE s.id = r.id)"
        ).format(table=sql.Identifier(table), here=sql.Literal(organisation), through=sql.Literal(through))
    )


def end_of(seal: Seal | None) -> tuple[int, int, str, int]:
    """The number, the last entry, the seal and the horizon from which the next one goes on."""
    return (seal.number, seal.last, seal.seal, seal.through) if seal else (0, 0, BEGINNING, 0)
