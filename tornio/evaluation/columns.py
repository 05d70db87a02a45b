"""Columns of a file as numbers and names: what is missing is null, what cannot be a number is told apart."""

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from tornio.evaluation.errors import Unusable

# How R, pandas, spreadsheets and people write that nothing is known.
MISSING = ("", "na", "nan", "n/a", "null", "none", ".")
YES, NO = ("true", "t", "yes"), ("false", "f", "no")


def need(table: ir.Table, names: Iterable[str], where: str) -> None:
    """Refuse columns that are not there, and say which are."""
    for name in names:
        if name not in table.columns:
            there = ", ".join(table.columns[:20]) + (", …" if len(table.columns) > 20 else "")  # noqa: PLR2004
            raise Unusable(f"{where} has no column “{name}”; it has {there}.")


def text(column: ir.Column) -> ir.StringValue:
    """What stands there as text, or null."""
    if not isinstance(column, ir.StringValue):
        return column.cast("string")
    bare = column.strip()
    return ibis.ifelse(bare.lower().isin(MISSING), ibis.null("string"), bare)


def number(column: ir.Column, *, yes_and_no: bool = False) -> ir.FloatingValue:
    """What stands there as a number; null where nothing stands or it is no number.

    Raises Unusable for a column of dates or of anything else that has no numbers in it.
    """
    if isinstance(column, ir.StringValue):
        bare = text(column)
        if yes_and_no:
            lower = bare.lower()
            bare = ibis.cases((lower.isin(YES), "1"), (lower.isin(NO), "0"), else_=bare)
        found = bare.try_cast("float64")
    elif isinstance(column, ir.BooleanValue):
        found = column.cast("int8").cast("float64")
    elif isinstance(column, ir.NumericValue):
        found = column.cast("float64")
    else:
        raise Unusable(f"The column “{column.get_name()}” holds {column.type()}, not numbers.")
    return ibis.ifelse(found.isnan(), ibis.null("float64"), found)


def is_no_number(column: ir.Column, as_number: ir.FloatingValue) -> ir.BooleanValue:
    """Whether something stands there that is no number."""
    if not isinstance(column, ir.StringValue):
        return ibis.literal(value=False)
    return text(column).notnull() & as_number.isnull()
