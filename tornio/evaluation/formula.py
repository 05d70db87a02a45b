"""Formulas of definitions, made into Ibis expressions: a small part of Python's own grammar, and nothing else of it.

`therapists >= 2`, `place == 'home' or chosen_by in ('person', 'network')`, `hours_between(contacted_at, met_at)`,
`promise_kept if known(due_at) else None`. What cannot be known is None, as in SQL: it is counted as missing.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from tornio.evaluation.errors import Unusable

HOUR, DAY = 3600, 86400


def _divided(one: Any, by: Any) -> Any:
    """What is divided by nought cannot be known."""
    return one / (by.nullif(0) if isinstance(by, ir.Value) else by)


COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
RECKON: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: _divided,
}  # fmt: skip


def seconds_between(first: Any, second: Any) -> Any:
    """Whole seconds from one moment to another; the same in every engine."""
    return second.epoch_seconds().floor().cast("int64") - first.epoch_seconds().floor().cast("int64")


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "known": lambda value: value.notnull(),
    "hours": lambda number: ibis.interval(hours=number),
    "hours_between": lambda first, second: seconds_between(first, second) / HOUR,
    "days_between": lambda first, second: seconds_between(first.cast("timestamp"), second.cast("timestamp")) / DAY,
}


def expression(said: str, table: ir.Table) -> Any:
    """The formula over the columns of a table. Errors: Unusable where it says something that is not understood."""
    try:
        return _Reading(said, table).of(ast.parse(said, mode="eval").body)
    except SyntaxError as broken:
        raise Unusable(f"“{said}” is no formula.") from broken


class _Reading:
    """One formula read over one table."""

    def __init__(self, said: str, table: ir.Table) -> None:
        self._said = said
        self._table = table

    def of(self, node: ast.AST) -> Any:
        """What a part of it means."""
        match node:
            case ast.Name(id=name):
                return self._column(name)
            case ast.Constant(value=None):
                return ibis.null()
            case ast.Constant(value=bool() | int() | float() | str() as value):
                return value
            case ast.Tuple(elts=parts):
                return tuple(self.of(each) for each in parts)
            case _:
                return self._joined(node)

    def _joined(self, node: ast.AST) -> Any:
        match node:
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return ibis.ifelse(self.of(test), self.of(body), self.of(orelse))
            case ast.BoolOp(op=op, values=values):
                join = operator.and_ if isinstance(op, ast.And) else operator.or_
                return reduce(join, [self.of(each) for each in values])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return ~self.of(operand)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.of(operand)
            case _:
                return self._reckoned(node)

    def _reckoned(self, node: ast.AST) -> Any:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in RECKON:
                return RECKON[type(op)](self.of(left), self.of(right))
            case ast.Compare(left=left, ops=ops, comparators=others):
                values = [self.of(each) for each in (left, *others)]
                pairs = zip(ops, values, values[1:], strict=False)
                return reduce(operator.and_, [self._compared(*each) for each in pairs])
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name](*[self.of(each) for each in given])
            case _:
                raise Unusable(f"“{ast.unparse(node)}” in “{self._said}” is not understood.")

    def _compared(self, how: ast.cmpop, one: Any, other: Any) -> Any:
        match how:
            case ast.In():
                return one.isin(other)
            case ast.NotIn():
                return one.notin(other)
            case _ if type(how) in COMPARE:
                return COMPARE[type(how)](one, other)
            case _:
                raise Unusable(f"“{self._said}” compares in a way that is not understood.")

    def _column(self, name: str) -> Any:
        if name not in self._table.columns:
            raise Unusable(f"“{self._said}” names {name}, which is no column of what is counted.")
        return self._table[name]
