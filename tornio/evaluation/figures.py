"""Counts figures: how many of how many, how many are missing, by which definition; in one go for each population."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from math import isnan
from typing import Any

import ibis
import ibis.expr.types as ir

from tornio.evaluation import lives  # noqa: F401 - its populations are told
from tornio.evaluation.answers import POPULATIONS
from tornio.evaluation.counted import DIGITS, NO_SUM, Counted, Figure, Period, figure
from tornio.evaluation.definitions import Definition, Unit
from tornio.evaluation.engine import Source
from tornio.evaluation.errors import Unusable
from tornio.evaluation.formula import expression
from tornio.evaluation.populations import NO, Asked


def count(
    source: Source, definitions: Sequence[Definition], period: Period, as_of: datetime, *, months: bool = False
) -> list[Counted]:
    """Every figure, in the order of the definitions. `as_of`: how far the tables reach, UTC without a zone.

    Each population is made once, and all that is asked of it is asked in one question.
    """
    asked = Asked(source, as_of, period.start, period.end)
    whole: dict[str, dict[str, Any]] = {}
    monthly: dict[str, dict[date, dict[str, Any]]] = {}
    for name in _populations(definitions):
        here = POPULATIONS[name](asked)
        here = _answered(here.filter(here.on >= period.start, here.on < period.end), name, definitions)
        # Kept only where it is asked twice: many rows of many answers are written more slowly than they are counted.
        with here.cache() if months else nullcontext(here) as kept:
            sums = _sums(kept, name, definitions)
            whole[name] = _plain(kept.aggregate(**sums).to_pyarrow().to_pylist()[0])
            if months:
                by_month = kept.group_by(month=kept.on.truncate("M").cast("date")).aggregate(**sums)
                monthly[name] = {row["month"]: _plain(row) for row in by_month.to_pyarrow().to_pylist()}
    each_month = _months(period) if months else []
    return [
        Counted(
            _figure(each, period, whole),
            tuple(
                _figure(each, month, {name: monthly[name].get(_first(month.start), {}) for name in monthly})
                for month in each_month
                if each.monthly
            ),
        )
        for each in definitions
    ]


def _populations(definitions: Iterable[Definition]) -> list[str]:
    wanted = [name for each in definitions for name in (each.population, each.per) if name]
    for name in wanted:
        if name not in POPULATIONS:
            raise Unusable(f"There is no population called {name}.")
    return list(dict.fromkeys(wanted))


def _answered(here: ir.Table, name: str, definitions: Iterable[Definition]) -> ir.Table:
    """The day of each row, and for every definition whether the row is meant, and what the formula says of it."""
    columns: dict[str, Any] = {"on": here.on}
    for each in definitions:
        if each.population == name:
            columns[_named(each, "among")] = _so(each.where, here)
            if each.unit is not Unit.RATE:
                columns[_named(each, "asked")] = expression(each.yes or each.value, here)
            if each.over:
                columns[_named(each, "over")] = expression(each.over, here)
        if each.per == name:
            columns[_named(each, "among_per")] = _so(each.per_where, here)
    return here.select(**columns)


def _sums(here: ir.Table, name: str, definitions: Iterable[Definition]) -> dict[str, Any]:
    """What to add up of the answers, for every definition that counts in this population."""
    wanted: dict[str, Any] = {"rows": here.count()}
    for each in definitions:
        if each.population == name:
            wanted |= _of_one(here, each)
        if each.per == name:
            wanted[_named(each, "per")] = here[_named(each, "among_per")].ifelse(1, 0).sum()
    return wanted


def _named(each: Definition, what: str) -> str:
    """A column of an answer, by a name that every engine takes."""
    return f"{each.id}_{each.version}_{what}"


def _so(said: str, here: ir.Table) -> Any:
    """Where a condition surely holds, as a column; `True` everywhere."""
    found = expression(said, here)
    return here.on.notnull() if found is True else found.fill_null(NO)


def _of_one(here: ir.Table, each: Definition) -> dict[str, Any]:
    among = here[_named(each, "among")]
    if each.unit is Unit.RATE:
        return {_named(each, "yes"): among.ifelse(1, 0).sum()}
    asked = here[_named(each, "asked")]
    known = among & asked.notnull()
    found = {
        _named(each, "of"): known.ifelse(1, 0).sum(),
        _named(each, "missing"): (among & asked.isnull()).ifelse(1, 0).sum(),
    }
    if each.unit is Unit.SHARE:
        return found | {_named(each, "yes"): (known & asked).ifelse(1, 0).sum()}
    if each.unit is Unit.MEAN:
        return found | {_named(each, "yes"): known.ifelse(asked, 0).sum()}
    if each.unit is Unit.RATIO:
        over = known.ifelse(here[_named(each, "over")], 0).sum()
        return found | {_named(each, "yes"): known.ifelse(asked, 0).sum(), _named(each, "of"): over}
    known = among.ifelse(asked, ibis.null())
    return found | {_named(each, "middle"): known.median() if each.unit is Unit.MEDIAN else known.std(how="sample")}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as Python has them; what is not a number is none."""
    return {
        name: None if value is None or (isinstance(value, float) and isnan(value)) else value
        for name, value in row.items()
    }


def _figure(each: Definition, period: Period, counted: Mapping[str, Mapping[str, Any]]) -> Figure:
    here = counted.get(each.population, {})
    numerator = here.get(_named(each, "yes")) or 0
    middle = here.get(_named(each, "middle"))
    of = counted.get(each.per, {}).get(_named(each, "per")) if each.per else here.get(_named(each, "of"))
    return figure(
        each, period, None if each.unit in NO_SUM else _number(numerator), int(of or 0),
        int(here.get(_named(each, "missing")) or 0), None if middle is None else float(middle),
    )  # fmt: skip


def _number(value: Any) -> float:
    """A whole number stays one."""
    number = float(value)
    return int(number) if number.is_integer() else round(number, DIGITS)


def _first(day: date) -> date:
    return day.replace(day=1)


def _months(period: Period) -> list[Period]:
    """The months of a period, the first and the last perhaps in part."""
    found, start = [], period.start
    while start < period.end:
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        found.append(Period(start, min(following, period.end)))
        start = following
    return found
