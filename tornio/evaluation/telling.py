"""Figures as plain values for JSON and CSV, with all that they stand on (R29)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tornio.evaluation.counted import Counted, Figure, Period, few
from tornio.evaluation.definitions import Definition, shipped
from tornio.evaluation.errors import Unusable

ITSELF = "itself, month by month"
NOTHING = "nothing: it is told over the whole time"


def told(counted: Counted) -> dict[str, Any]:
    """One figure as a dictionary: what it is, by which definition, of how many, and its months."""
    figure = counted.figure
    each = figure.definition
    return {
        "id": each.id, "version": each.version, "principle": each.principle.value, "first": each.first,
        "title": each.title, "sentence": each.sentence, "among": each.among, "unit": each.unit.value,
        "measured_in": each.measured_in or None, "clock": each.clock or None, "missing_rule": each.missing,
        "source": each.source, "price_year": None,
        "comparator": list(each.comparators) or [ITSELF if each.monthly else NOTHING],
        **numbers(figure), "warning": figure.warning or None,
        "months": [numbers(month) for month in counted.months],
    }  # fmt: skip


def numbers(figure: Figure) -> Mapping[str, Any]:
    """The numbers of a figure, and the period that they are of."""
    return {
        "from": figure.period.start.isoformat(), "to": figure.period.end.isoformat(),
        "numerator": figure.numerator, "denominator": figure.denominator, "missing": figure.missing,
        "value": figure.value, "low": figure.low, "high": figure.high,
    }  # fmt: skip


def read(said: Mapping[str, Any]) -> Counted:
    """What `told` told, as it was counted then. Errors: Unusable where its definition does not ship any more."""
    name = f"{said['id']}-{said['version']}"
    definition = shipped().get(name)
    if definition is None:
        raise Unusable(f"There is no definition called {name} any more.")
    return Counted(
        _figure(definition, said),
        tuple(_figure(definition, month) for month in said["months"]),
    )


def _figure(definition: Definition, said: Mapping[str, Any]) -> Figure:
    period = Period(date.fromisoformat(said["from"]), date.fromisoformat(said["to"]))
    return Figure(
        definition, period, said["numerator"], said["denominator"], said["missing"], said["value"], said["low"],
        said["high"], few(said["denominator"] / definition.times),
    )  # fmt: skip
