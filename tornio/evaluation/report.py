"""The report: seven principles over a year, each a picture with an equal table, as one HTML file that prints well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from tornio.evaluation.comparators import Comparator, shipped
from tornio.evaluation.counted import Counted, Figure, Period
from tornio.evaluation.definitions import Definition, Principle, Unit
from tornio.evaluation.picture import Picture, month_name, percent, picture

NAMES = {
    Principle.IMMEDIATE_HELP: "Immediate help",
    Principle.SOCIAL_NETWORK: "Social network",
    Principle.FLEXIBILITY: "Flexibility and mobility",
    Principle.RESPONSIBILITY: "Responsibility",
    Principle.CONTINUITY: "Psychological continuity",
    Principle.UNCERTAINTY: "Tolerance of uncertainty",
    Principle.DIALOGUE: "Dialogue and polyphony",
    Principle.LIFE: "What happened in life",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One principle: the figure that stands for it with its picture, the others in a table, what was published."""

    principle: Principle
    name: str
    first: Counted
    picture: Picture | None
    more: tuple[Figure, ...]
    published: tuple[Comparator, ...]


def parts(counted: Sequence[Counted]) -> list[Part]:
    """The seven principles in their order, and what happened in life; of those that were counted."""
    found = []
    for principle in Principle:
        here = [each for each in counted if each.figure.definition.principle is principle]
        first = next((each for each in here if each.figure.definition.first), None)
        if first is not None:
            more = tuple(each.figure for each in here if each is not first)
            named = dict.fromkeys(name for each in here for name in each.figure.definition.comparators)
            published = tuple(shipped()[name] for name in named)
            found.append(Part(principle, NAMES[principle], first, picture(first.months), more, published))
    return found


def elsewhere(found: Sequence[Part]) -> tuple[Comparator, ...]:
    """What was published and stands beside none of these figures."""
    beside = {each.id for part in found for each in part.published}
    return tuple(each for each in shipped().values() if each.id not in beside)


def page(service: str, period: Period, as_of: datetime, counted: Sequence[Counted]) -> str:
    """The whole report. `as_of`: when it was counted, by the clocks of the service."""
    definitions: list[Definition] = [each.figure.definition for each in counted]
    found = parts(counted)
    return _template().render(
        service=service, period=period, as_of=as_of, parts=found, elsewhere=elsewhere(found), definitions=definitions
    )


def stands_on(figure: Figure) -> str:
    """How many of how many, in words."""
    if figure.definition.unit is Unit.MEDIAN:
        return f"middle of {figure.denominator}"
    if figure.definition.unit in (Unit.MEAN, Unit.SPREAD):
        return f"over {figure.denominator}"
    if figure.definition.unit is Unit.RATE:
        return f"{figure.numerator:g} to {figure.denominator}"
    if figure.definition.unit is Unit.RATIO:
        return f"{figure.numerator:g} in {figure.denominator} {figure.definition.over_in}"
    return f"{figure.numerator:g} of {figure.denominator}"


def shown(figure: Figure) -> str:
    """The value, as people read it."""
    if figure.value is None:
        return "–"
    if figure.definition.unit is Unit.SHARE:
        return percent(figure.value)
    number = f"{figure.value:.3g}" if abs(figure.value) < 1000 else f"{figure.value:.0f}"  # noqa: PLR2004
    measured = "for each hundred" if figure.definition.unit is Unit.RATE else figure.definition.measured_in
    return f"{number} {measured}"


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    house.filters |= {"month": month_name, "percent": percent, "stands_on": stands_on, "shown": shown, "day": day}
    return house.from_string((files("tornio.evaluation") / "report.html").read_text(encoding="utf-8"))


def day(on: date) -> str:
    """A day as people write it."""
    return f"{on.day} {month_name(on)}"
