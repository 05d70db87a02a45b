"""Every key to another table, asked of PostgreSQL: what is joined belongs to the same organisation and the same whole.

A row that agrees with the one it points at in every column of the key is taken; with any one column other, it is not.
"""

import pytest

from tests.refused.rows import (
    CONSTRAINTS,
    TABLES,
    Connection,
    another,
    columns,
    only,
    put,
    refused,
    something,
    sound,
)
from tornio.people.constraints import References
from tornio.people.constraints import columns as columns_of

LINKS = {each.name: (table, each) for table, each in CONSTRAINTS if isinstance(each, References)}


def pairs(name: str) -> list[tuple[str, str]]:
    """Each column of the key, and the column that it points at; a period stands last."""
    table, link = LINKS[name]
    period = [link.period] if link.period else []
    fields, theirs = (*link.fields, *(own for own, _ in period)), (*link.to_columns, *(other for _, other in period))
    return list(zip(columns_of(TABLES[table], fields), theirs, strict=True))


EACH_COLUMN = [(name, here, there) for name in LINKS for here, there in pairs(name)]


def joined(bare: Connection, name: str) -> tuple[str, dict[str, object]]:
    """A row to point at is there; the table that points, and the columns with which a row of it would."""
    table, link = LINKS[name]
    for one in {table, link.to}:
        only(bare, one)
        bare.execute(f'ALTER TABLE "{one}" DISABLE TRIGGER USER')
    theirs = columns(bare, link.to)
    row = sound(bare, link.to)
    row = {each: something(theirs[each][0]) for _, each in pairs(name)} | row
    put(bare, link.to, row)
    return table, {mine: row[other] for mine, other in pairs(name)}


def point(bare: Connection, name: str, table: str, key: dict[str, object]) -> None:
    """Write down a row with this key, and let this one link be looked at, as the end of a transaction would."""
    put(bare, table, sound(bare, table, key))
    bare.execute(f'SET CONSTRAINTS "{name}" IMMEDIATE')


@pytest.mark.parametrize("name", LINKS)
def test_a_row_that_agrees_with_what_it_points_at_is_taken(name: str, bare: Connection) -> None:
    """Without this a refusal would say nothing."""
    point(bare, name, *joined(bare, name))


@pytest.mark.parametrize(("name", "here", "there"), EACH_COLUMN, ids=[f"{each[0]} {each[1]}" for each in EACH_COLUMN])
def test_the_database_refuses_a_row_that_points_into_another_whole(
    name: str, here: str, there: str, bare: Connection
) -> None:
    """R7, R20: not another organisation, network, meeting, author, yes or time than that of what it points at."""
    table, key = joined(bare, name)
    kind, _ = columns(bare, LINKS[name][1].to)[there]
    with refused(bare, name):
        point(bare, name, table, {**key, here: another(kind)})
