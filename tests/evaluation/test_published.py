"""Published results, recomputed from people made up to have the same margins: a definition that drifts is caught.

Seikkula et al. 2006 (Psychotherapy Research 16(2), 214–228) followed 42 people for five years. Of them 17 % relapsed in
the first two years and 19 % in years three to five, 86 % were back at work or studies, 14 % on a disability allowance,
and 29 % had used any neuroleptic. Who of them they were is not published; who relapsed twice is made up here.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from tests.evaluation.asking import told, written
from tests.evaluation.test_counted import row, tables
from tornio.evaluation.comparators import shipped
from tornio.evaluation.counted import Period, wilson
from tornio.evaluation.definitions import chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.figures import count

PEOPLE = 42
WORKED, ALLOWED = 36, 6
FIRST_CALL, DAY, TOLD = date(2020, 3, 9), date(2025, 3, 9), date(2025, 12, 31)
EARLY, LATE, BOTH = 7, 8, 3  # relapsed in the first two years, in years three to five, and in both


def percent(some: int, of: int = PEOPLE) -> int:
    """As papers round."""
    return round(100 * some / of)


def first_relapses() -> str:
    """When each one's first relapse was, in years; one of the early ones on the very day that two years are over."""
    early = [(2 - at / 5, 1) for at in range(EARLY)]
    late = [(3 + at / 4, 1) for at in range(LATE - BOTH)]
    never = [(5.0, 0)] * (PEOPLE - len(early) - len(late))
    return "time,event\n" + "".join(f"{time},{event}\n" for time, event in early + late + never)


def test_relapse_in_the_first_two_years_is_as_it_was_published(tmp_path: Path) -> None:
    """17 % of 42 are seven people; a relapse on the last day of the two years is one of them."""
    path = written(tmp_path, first_relapses())
    found = told("survival", path, "--time", "time", "--event", "event", "--horizon", "2")
    [everybody] = found["groups"]
    share = everybody["survival_at_horizon"]
    assert everybody["n"] == PEOPLE
    assert 1 - share["value"] == pytest.approx(EARLY / PEOPLE)
    assert round(1 - share["value"], 2) == shipped()["lapland-2006-relapsed"].value
    assert 1 - share["upper"] < 0.17 < 1 - share["lower"]


def test_what_drifts_from_the_published_definition_gives_another_number(tmp_path: Path) -> None:
    """First relapses in five years, late ones of those without an early one, and all relapses are not 17 or 19 %."""
    path = written(tmp_path, first_relapses())
    found = told("survival", path, "--time", "time", "--event", "event", "--horizon", "5")["groups"][0]
    ever = round(100 * (1 - found["survival_at_horizon"]["value"]))
    assert (percent(EARLY), percent(LATE)) == (17, 19)
    drifted = {ever, percent(LATE - BOTH), percent(LATE - BOTH, PEOPLE - EARLY), percent(EARLY + LATE)}
    assert drifted == {29, 12, 14, 36}
    rows = [
        f"{int(at < EARLY)},2,early\n{int(EARLY - BOTH <= at < EARLY - BOTH + LATE)},3,late\n" for at in range(PEOPLE)
    ]
    counts = told("counts", written(tmp_path, "n,years,when\n" + "".join(rows), "counts.csv"), "--count", "n",
                  "--exposure", "years", "--group", "when")["groups"]  # fmt: skip
    assert [(each["group"], each["events"], each["n"] - each["rows_without"]) for each in counts] == [
        ("early", EARLY, EARLY), ("late", LATE, LATE),
    ]  # fmt: skip
    assert [each["rate"]["value"] for each in counts] == [pytest.approx(7 / 84), pytest.approx(8 / 126)]


def five_years_on() -> dict[str, pa.Table]:
    """42 people five years after the first call: 36 at work or studying, 6 with a benefit, each since some day.

    One began on the very day and one ended on it; of each somebody told how it was to the end of that year.
    """
    rows = []
    for nth in range(PEOPLE):
        since = DAY - timedelta(days=nth)
        busy, helped = nth < WORKED, nth >= PEOPLE - ALLOWED
        sort = ("work" if nth % 2 else "study") if busy else "none"
        rows.append(_told(nth, "occupation", sort, since, None if busy else TOLD))
        rows.append(_told(nth, "benefit", "benefit" if helped else "none", since, None if helped else TOLD))
    rows.append(_told(PEOPLE - 1, "occupation", "work", FIRST_CALL, DAY))
    episodes = [
        row("episodes", episode=nth, network=nth, opened_on=FIRST_CALL, opened_at=datetime(2020, 3, 9, 9))  # noqa: DTZ001
        for nth in range(PEOPLE)
    ]
    return tables(episodes=episodes, life=rows)


def _told(network: int, kind: str, sort: str, since: date, until: date | None) -> list[object]:
    return row("life", network=network, kind=kind, sort=sort, since_on=since, until_on=until, told_up_to=TOLD)


def test_work_and_benefits_after_five_years_are_as_they_were_published() -> None:
    """R29: 86 % of 42 were back at work or studies, 14 % on an allowance: 36 people and 6."""
    after, period = datetime(2026, 1, 2), Period(date(2025, 1, 1), date(2026, 1, 1))  # noqa: DTZ001
    with opened(five_years_on()) as source:
        work, benefit, two_years = (
            each.figure
            for each in count(source, chosen(["occupied_at_60", "benefit_at_60", "occupied_at_24"]), period, after)
        )
    assert (work.numerator, work.denominator, work.missing) == (WORKED, PEOPLE, 0)
    assert (benefit.numerator, benefit.denominator, benefit.missing) == (ALLOWED, PEOPLE, 0)
    for found, name in ((work, "work"), (benefit, "allowance")):
        assert found.value is not None
        assert round(found.value, 2) == shipped()[f"lapland-2006-{name}"].value
    assert (two_years.denominator, two_years.value) == (0, None)


@pytest.mark.parametrize(
    ("name", "people"),
    [("work", 36), ("allowance", 6), ("relapsed", 7), ("neuroleptics", 12)],
)
def test_a_published_share_is_that_of_whole_people(name: str, people: int) -> None:
    """Of 42: one person more or less gives another percentage, so that a drift by one person is seen."""
    published = shipped()[f"lapland-2006-{name}"].value
    assert published is not None
    assert [some for some in range(PEOPLE + 1) if percent(some) == round(100 * published)] == [people]
    low, high = wilson(people, PEOPLE)
    assert low < published < high


def test_what_is_told_of_the_paper_elsewhere_is_not_of_the_same_people() -> None:
    """81 % are 34 of 42; 82 % and 35 % are of no number of people among 42: they are of others, or of fewer."""
    assert percent(34) == 81
    assert not {82, 35} & {percent(some) for some in range(PEOPLE + 1)}
    assert {percent(27, 33), percent(some := 9, 14)} == {82, 64}
    assert shipped()["gordon-2016-work"].shown == f"{some} of 14"
