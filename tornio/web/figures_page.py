"""What the page of figures says, from what the job has counted: parts of the page, the months to choose from, CSV."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.core.figures import BACK, LENGTHS, months_before
from tornio.core.tallies import CONTINUITY, PROMISE
from tornio.evaluation import report, telling
from tornio.evaluation.comparators import Comparator
from tornio.evaluation.counted import Counted, Figure
from tornio.evaluation.definitions import Principle
from tornio.evaluation.report import Part, parts, shown, stands_on
from tornio.records.visible.figures import CountingRow
from tornio.records.visible.leading import LastWeeks
from tornio.web import bars

NAMES = {
    Principle.IMMEDIATE_HELP: gettext_lazy("Immediate help"),
    Principle.SOCIAL_NETWORK: gettext_lazy("Social network"),
    Principle.FLEXIBILITY: gettext_lazy("Flexibility and mobility"),
    Principle.RESPONSIBILITY: gettext_lazy("Responsibility"),
    Principle.CONTINUITY: gettext_lazy("Psychological continuity"),
    Principle.UNCERTAINTY: gettext_lazy("Tolerance of uncertainty"),
    Principle.DIALOGUE: gettext_lazy("Dialogue and polyphony"),
    Principle.LIFE: gettext_lazy("What happened in life"),
}
HOW_MANY = {
    3: gettext_lazy("Three months"),
    6: gettext_lazy("Six months"),
    12: gettext_lazy("Twelve months"),
    24: gettext_lazy("Two years"),
    36: gettext_lazy("Three years"),
}
# What each row of the CSV says, of all that is told of a figure (R29).
COLUMNS = (
    "id", "version", "title", "from", "to", "numerator", "denominator", "missing", "value", "low", "high", "unit",
    "measured_in", "among", "clock", "missing_rule", "comparator", "price_year", "warning",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """The months that a page is of."""

    start: date
    until: date

    @property
    def many(self) -> int:
        """How many months."""
        return (self.until.year - self.start.year) * 12 + self.until.month - self.start.month

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return months_before(self.until, 1)

    @property
    def key(self) -> tuple[date, date]:
        """As it is asked for."""
        return self.start, self.until


def asked_period(given: QueryDict, today: date) -> Period | None:
    """The months that are asked for: how many, and up to the end of which; None where nothing that can be meant is."""
    try:
        last = date.fromisoformat(f"{given.get('last', '')}-01")
        many = int(given.get("months", ""))
    except ValueError:
        return None
    until = months_before(last, -1)
    over = today.replace(day=1)
    if many not in LENGTHS or not months_before(over, BACK) <= until <= over:
        return None
    return Period(months_before(until, many), until)


def usual_period(today: date) -> Period:
    """The last twelve whole months."""
    until = today.replace(day=1)
    return Period(months_before(until, LENGTHS[0]), until)


def months_to_choose(today: date) -> list[tuple[str, str]]:
    """The months that are over, the last first: what is sent, and what is read."""
    over = today.replace(day=1)
    each = [months_before(over, back) for back in range(1, BACK + 2)]
    return [(f"{month:%Y-%m}", date_format(month, "F Y")) for month in each]


def months_told(start: date, until: date) -> tuple[str, str]:
    """The first and the last month of a period, as people read them."""
    return date_format(start, "F Y"), date_format(months_before(until, 1), "F Y")


def counted_of(counting: CountingRow) -> list[Counted]:
    """The figures as they were counted."""
    return [telling.read(each) for each in counting.answer["figures"]]


def as_of(counting: CountingRow) -> datetime:
    """How far the record reached when it was counted."""
    return datetime.fromisoformat(counting.answer["as_of"])


def told(counted: list[Counted]) -> list[dict[str, Any]]:
    """The seven principles, each with the words for its figure and the rows of its tables."""
    return [_part(each) for each in parts(counted)]


def elsewhere(counted: list[Counted]) -> tuple[Comparator, ...]:
    """What was published and stands beside none of these figures."""
    return report.elsewhere(parts(counted))


def _part(part: Part) -> dict[str, Any]:
    figure = part.first.figure
    return {
        "id": part.principle.value,
        "name": NAMES[part.principle],
        "figure": figure,
        "definition": figure.definition,
        "shown": shown(figure),
        "picture": part.picture,
        "months": [(date_format(month.period.start, "F Y"), month, _in_full(month)) for month in part.first.months],
        "more": [(each, shown(each), stands_on(each), _give_or_take(each)) for each in part.more],
        "definitions": [figure.definition, *(each.definition for each in part.more)],
        "published": part.published,
        "give_or_take": _give_or_take(figure),
    }


def _in_full(figure: Figure) -> str:
    """The share in full per cent, as a table has it."""
    return "–" if figure.value is None else f"{100 * figure.value:.0f}"


def _give_or_take(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": f"{figure.low:.0%}", "high": f"{figure.high:.0%}"}


def weeks(found: LastWeeks) -> dict[str, Any]:
    """The last eight weeks, drawn, beside the two principles that change from week to week."""
    first, same = found.first_meetings, found.same_people
    return {
        "days": [date_format(week.start, "j M") for week in first.weeks],
        "first": first,
        "first_drawn": bars.draw(first.weeks, PROMISE),
        "same": same,
        "same_drawn": bars.draw(same.weeks, CONTINUITY),
    }


def as_csv(counted: list[Counted]) -> str:
    """Every figure, over the whole time and month by month, a row for each."""
    inside = io.StringIO()
    sheet = csv.writer(inside, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for each in counted:
        said = telling.told(each)
        said["comparator"] = "; ".join(said["comparator"])
        for figure in (each.figure, *each.months):
            row = {**said, **telling.numbers(figure), "warning": figure.warning}
            sheet.writerow("" if row[name] is None else row[name] for name in COLUMNS)
    return inside.getvalue()


def released(figures: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The figures of a release with the names of their principles."""
    return [{**each, "name": NAMES[Principle(each["principle"])]} for each in figures]
