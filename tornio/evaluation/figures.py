"""Counts figures: how many of how many, how many are missing, by which definition; in one go for each population."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from math import isnan
from typing import Any

import ibis
import ibis.expr.types as ir

from tornio.evaluation import answers, lives, populations  # noqa: F401 - their populations are told
from tornio.evaluation.asked import NO, POPULATIONS, asking
from tornio.evaluation.counted import DIGITS, NO_SUM, Counted, Figure, Period, figure
from tornio.evaluation.definitions import Definition, Unit
from tornio.evaluation.engine import Source
from tornio.evaluation.errors import Unusable
from tornio.evaluation.formula import expression


def count(
    source: Source, definitions: Sequence[Definition], period: Period, as_of: datetime, *, months: bool = False
) -> list[Counted]:
    """Every figure, in the order of the definitions. `as_of`: how far the tables reach, UTC without a zone.

    Each population is made once, and all that is asked of it is asked in one question.
    """
    whole: dict[str, dict[str, Any]] = {}
    monthly: dict[str, dict[date, dict[str, Any]]] = {}
    with asking(source, as_of, period.start, period.end) as asked:
        for name in _populations(definitions):
            here = POPULATIONS[name](asked)
            here = _answered(here.filter(here.on >= period.start, here.on < period.end), name, definitions)
            # Kept only where it is asked twice: many rows of many answers are written more slowly than counted.
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
    """The day of each row, and for every definition whether the row is meant, and what the formula says of it if so."""
    columns: dict[str, Any] = {"on": here.on}
    for each in definitions:
        if each.population == name:
            among = expression(each.where, here)
            if among is not True:
                columns[_named(each, "among")] = among.fill_null(NO)
            if each.unit is not Unit.RATE:
                columns[_named(each, "asked")] = _if_so(among, expression(each.yes or each.value, here))
            if each.over:
                columns[_named(each, "over")] = _if_so(among, expression(each.over, here))
        if each.per == name and (among := expression(each.per_where, here)) is not True:
            columns[_named(each, "among_per")] = among.fill_null(NO)
    return here.select(**columns)


def _if_so(among: Any, answer: Any) -> Any:
    """Nothing is said of a row that is not meant."""
    return answer if among is True else ibis.ifelse(among, answer, ibis.null())


def _sums(here: ir.Table, name: str, definitions: Iterable[Definition]) -> dict[str, Any]:
    """What to add up of the answers, for every definition that counts in this population."""
    wanted: dict[str, Any] = {}
    for each in definitions:
        if each.population == name:
            wanted[_named(each, "rows")] = _counted(here, _named(each, "among"))
            wanted |= _of_one(here, each)
        if each.per == name:
            wanted[_named(each, "per")] = _counted(here, _named(each, "among_per"))
    return wanted


def _counted(here: ir.Table, among: str) -> Any:
    """How many rows are meant: all of them, where nothing says which."""
    return here.count(where=here[among]) if among in here.columns else here.count()


def _named(each: Definition, what: str) -> str:
    """A column of an answer, by a name that every engine takes."""
    return f"{each.id}_{each.version}_{what}"


def _of_one(here: ir.Table, each: Definition) -> dict[str, Any]:
    """Of how many the answer is known, and what the answers are together; what is not known is in no sum."""
    if each.unit is Unit.RATE:
        return {}
    asked = here[_named(each, "asked")]
    found = {_named(each, "known"): asked.count()}
    match each.unit:
        case Unit.SHARE:
            return found | {_named(each, "yes"): here.count(where=asked)}
        case Unit.MEAN:
            return found | {_named(each, "yes"): asked.sum()}
        case Unit.RATIO:
            over = here[_named(each, "over")].sum(where=asked.notnull())
            return found | {_named(each, "yes"): asked.sum(), _named(each, "over"): over}
        case Unit.MEDIAN:
            return found | {_named(each, "middle"): asked.median()}
        case _:
            return found | {_named(each, "middle"): asked.std(how="sample")}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers as Python has them; what is not a number is none."""
    return {
        name: None if value is None or (isinstance(value, float) and isnan(value)) else value
        for name, value in row.items()
    }


def _figure(each: Definition, period: Period, counted: Mapping[str, Mapping[str, Any]]) -> Figure:
    here = counted.get(each.population, {})
    said = {what: here.get(_named(each, what)) or 0 for what in ("rows", "known", "yes", "over")}
    middle = here.get(_named(each, "middle"))
    numerator, of, missing = said["yes"], said["known"], said["rows"] - said["known"]
    if each.unit is Unit.RATE:
        numerator, of, missing = said["rows"], counted.get(each.per, {}).get(_named(each, "per")) or 0, 0
    elif each.unit is Unit.RATIO:
        of = said["over"]
    return figure(
        each, period, None if each.unit in NO_SUM else _number(numerator), int(of), int(missing),
        None if middle is None else float(middle),
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
