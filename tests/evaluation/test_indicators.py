"""Every figure against slow, obvious Python on the demo season, day by day."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median, stdev

import pytest

from tests.evaluation import oracle_answers, oracle_continuity, oracle_life, oracle_more  # noqa: F401 - their oracles are told
from tests.evaluation.conftest import Season
from tests.evaluation.oracle import ORACLES, Answer, Record
from tornio.config.commands.evaluating.services import plain
from tornio.evaluation.counted import Counted, Figure, Period
from tornio.evaluation.definitions import Unit, chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count

COUNTED = chosen([])
LONG = timedelta(days=400)


def a_year(at: date) -> Period:
    """A year and more, up to tomorrow."""
    return Period(at - LONG, at + timedelta(days=1))


@pytest.fixture(scope="module")
def counted(season: Season) -> dict[str, Counted]:
    """Every figure of the season, month by month."""
    with opened(season.tables) as source:
        found = count(source, COUNTED, a_year(season.at.date()), plain(season.at), months=True)
    return {each.figure.definition.id: each for each in found}


@pytest.fixture(scope="module")
def record(season: Season) -> Record:
    """The rows of the record themselves."""
    return Record(season.service, season.at)


def as_counted(figure: Figure, answers: Iterable[Answer], per: Iterable[Answer]) -> tuple[object, ...]:
    """Numerator, denominator, missing and value, by hand."""
    within = [said for day, said in answers if figure.period.start <= day < figure.period.end]
    known = [float(said) for said in within if said is not None]
    missing, unit = len(within) - len(known), figure.definition.unit
    if unit is Unit.RATE:
        among = len([day for day, _said in per if figure.period.start <= day < figure.period.end])
        return len(known), among, missing, 100 * len(known) / among if among else None
    if unit is Unit.SPREAD:
        return None, len(known), missing, stdev(known) if len(known) > 1 else None
    value = (median(known) if unit is Unit.MEDIAN else sum(known) / len(known)) if known else None
    return (None if unit is Unit.MEDIAN else sum(known)), len(known), missing, value


def as_a_ratio(figure: Figure, answers: Iterable[Answer], record: Record) -> tuple[object, ...]:
    """The same of what is told for a year: each answer is a day that was watched."""
    period, name = figure.period, figure.definition.id
    within = [float(said or 0) for day, said in answers if period.start <= day < period.end]
    missing = oracle_life.months_unwatched(record, name, period.start, period.end)
    return sum(within), len(within), missing, 365.25 * sum(within) / len(within) if within else None


@pytest.mark.parametrize("name", [each.id for each in COUNTED])
def test_a_figure_is_what_counting_by_hand_gives(name: str, counted: dict[str, Counted], record: Record) -> None:
    """R29: over the whole time and in each month, to the digit."""
    answers = list(ORACLES[name](record))
    held = [(record.day(each.held_at), True) for each in record.held]
    for figure in (counted[name].figure, *counted[name].months):
        found = (figure.numerator, figure.denominator, figure.missing, figure.value)
        if figure.definition.unit is Unit.RATIO:
            assert found == pytest.approx(as_a_ratio(figure, answers, record), abs=1e-8)
            continue
        assert found == pytest.approx(as_counted(figure, answers, held), abs=1e-8)


def test_what_happened_in_the_season_is_in_the_figures(counted: dict[str, Counted]) -> None:
    """The oracle says something: hardly any figure of the season stands on nothing."""
    empty = {name for name, each in counted.items() if each.figure.denominator == 0}
    long_ago = {name for name in empty if name.endswith(("_12", "_24", "_60"))}
    assert empty <= {"days_from_onset", "reliable_change"} | long_ago
