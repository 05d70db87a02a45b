"""What happened in lives, counted: constructed lives whose figures are known beforehand."""

from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest

from tests.evaluation.test_counted import row, tables
from tornio.evaluation import telling
from tornio.evaluation.counted import Figure, Period
from tornio.evaluation.definitions import chosen, read
from tornio.evaluation.engine import opened
from tornio.evaluation.errors import Unusable
from tornio.evaluation.figures import count
from tornio.evaluation.report import shown, stands_on

BEGAN = date(2025, 1, 31)
AS_OF = datetime(2027, 3, 1, 12)  # noqa: DTZ001 - in UTC, without a zone
ALL = Period(date(2025, 1, 1), date(2027, 3, 1))
LATE = date(2027, 2, 1)


def a_life(network: int, *things: tuple[str, str, date, date | None, date]) -> tuple[list[object], list[list[object]]]:
    """A network that began on the last of January 2025, and what was told of its person."""
    episode = row("episodes", episode=network, network=network, opened_on=BEGAN, opened_at=datetime(2025, 1, 31, 9),  # noqa: DTZ001
                  ended_on=date(2025, 6, 30))  # fmt: skip
    life = [row("life", network=network, kind=kind, sort=sort, since_on=since, until_on=until, told_up_to=told)
            for kind, sort, since, until, told in things]  # fmt: skip
    return episode, life


def lives() -> dict[str, pa.Table]:
    """Four people: one with three stays, one with none, one of whom somebody told too early, one of whom nobody did."""
    stays = (
        ("stay", "voluntary", date(2025, 1, 1), date(2025, 2, 10), LATE),  # ten nights since the first call
        ("stay", "detained", date(2025, 2, 8), date(2025, 2, 12), LATE),  # two of them are new, four were held
        ("stay", "voluntary", date(2026, 3, 1), date(2026, 3, 2), LATE),
        ("stay", "none", date(2026, 4, 1), date(2026, 9, 1), LATE),
    )
    made = [
        a_life(
            1, *stays,
            ("medication", "antipsychotic", date(2025, 2, 1), date(2025, 9, 1), LATE),
            ("occupation", "work", date(2025, 12, 1), None, LATE),
            ("crisis_contact", "helpline", date(2025, 1, 30), date(2025, 1, 31), LATE),
            ("crisis_contact", "helpline", date(2025, 7, 1), date(2025, 7, 2), LATE),
        ),
        a_life(
            2, ("stay", "none", BEGAN, LATE, LATE),
            ("medication", "not_said", date(2025, 2, 1), None, LATE),
            ("occupation", "none", BEGAN, LATE, LATE),
        ),
        a_life(
            3, ("stay", "not_said", date(2025, 3, 1), None, date(2025, 3, 11)),
            ("medication", "antipsychotic", date(2025, 2, 1), None, date(2025, 3, 11)),
            ("medication", "other_medicine", date(2025, 2, 1), date(2025, 3, 1), LATE),
        ),
        a_life(4),
    ]  # fmt: skip
    return tables(episodes=[each for each, _life in made], life=[each for _episode, life in made for each in life])


def counted(*names: str, period: Period = ALL) -> list[Figure]:
    with opened(lives()) as source:
        return [each.figure for each in count(source, chosen(names), period, AS_OF, months=True)]


def test_a_night_in_two_beds_is_counted_once_and_who_is_not_watched_is_missing() -> None:
    """R29: nights over days watched, told for a year; nothing said is not nothing happened."""
    every, held, free = counted("bed_days", "bed_days_detained", "bed_days_voluntary")
    watched = 2 * (LATE - BEGAN).days + (date(2025, 3, 11) - BEGAN).days
    # the first person: 31 January to 12 February, and a night in March; the third: 1 to 11 March
    assert (every.numerator, every.denominator) == (12 + 1 + 10, watched)
    assert (held.numerator, free.numerator) == (4, 19)
    assert every.value == pytest.approx(365.25 * 23 / watched)
    # the third from April to June, in which the network still met with us; the fourth from January to June
    assert every.missing == 3 + 6
    assert (stands_on(every), shown(every)) == (f"23 in {watched} days watched", f"{every.value:.3g} nights a year")
    assert every.warning.startswith("Small numbers: 4.")
    with opened(lives()) as source:
        [kept] = count(source, chosen(["bed_days"]), ALL, AS_OF)
    assert telling.read(telling.told(kept)) == kept, "what is kept says again what was said"
    [in_march] = counted("bed_days", period=Period(date(2026, 3, 1), date(2026, 4, 1)))
    assert (in_march.numerator, in_march.denominator, in_march.missing) == (1, 62, 0)


def test_calls_for_help_count_from_the_first_call_on() -> None:
    [calls] = counted("crisis_contacts")
    assert (calls.numerator, calls.denominator) == (1, (LATE - BEGAN).days)


@pytest.mark.parametrize(
    ("name", "yes", "of", "missing"),
    [
        ("stay_by_12", 1, 2, 2),  # the third was told of too early
        ("detained_by_12", 1, 2, 2),
        ("antipsychotic_at_3", 1, 1, 3),  # of the second nobody knows the sort; of the third how it went on
        ("antipsychotic_at_12", 0, 1, 3),
        ("occupied_at_3", 0, 2, 2),
        ("occupied_at_12", 1, 2, 2),
        ("occupied_at_24", 1, 2, 2),
        ("benefit_at_12", 0, 0, 4),
    ],
)
def test_how_it_was_so_long_after_the_first_call(name: str, yes: int, of: int, missing: int) -> None:
    """R29: three months after the last of January is the last of April."""
    [figure] = counted(name)
    assert (figure.numerator, figure.denominator, figure.missing) == (yes, of, missing)


def test_nothing_is_told_of_days_that_have_not_come() -> None:
    [figure] = counted("stay_by_24", period=Period(date(2027, 1, 31), date(2028, 1, 1)))
    assert (figure.numerator, figure.denominator) == (1, 2)
    [early] = counted("bed_days", period=Period(date(2028, 1, 1), date(2028, 2, 1)))
    assert (early.denominator, early.missing, early.value) == (0, 0, None)
    assert AS_OF.date() - BEGAN < timedelta(days=60 * 31)


def test_a_ratio_says_over_what() -> None:
    """R29: a definition without what it stands on is refused."""
    with pytest.raises(Unusable, match="says no over"):
        read("bed-1", 'id = "bed"\nversion = 1\nprinciple = "life"\ntitle = "t"\nsentence = "s"\namong = "a"\n'
             'unit = "ratio"\npopulation = "months_watched"\nvalue = "bed_days"\n'
             'missing = "m"\nsource = "s"\n')  # fmt: skip
