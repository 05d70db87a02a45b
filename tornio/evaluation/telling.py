"""Figures as plain values for JSON and CSV, with all that they stand on (R29)."""

from collections.abc import Mapping
from typing import Any

from tornio.evaluation.figures import Counted, Figure

ITSELF = "itself, month by month"


def told(counted: Counted) -> dict[str, Any]:
    """One figure as a dictionary: what it is, by which definition, of how many, and its months."""
    figure = counted.figure
    each = figure.definition
    return {
        "id": each.id, "version": each.version, "principle": each.principle.value, "first": each.first,
        "title": each.title, "sentence": each.sentence, "among": each.among, "unit": each.unit.value,
        "measured_in": each.measured_in or None, "clock": each.clock or None, "missing_rule": each.missing,
        "source": each.source, "comparator": list(each.comparators) or [ITSELF], "price_year": None,
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
