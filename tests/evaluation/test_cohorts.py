"""Cohorts from the record: who is followed from their first call, for how long, and who cannot be."""

from datetime import date

import pytest

from tests.evaluation.conftest import Season
from tests.evaluation.oracle import Record
from tests.evaluation.oracle_life import began, days, lives
from tests.evaluation.test_counted import tables
from tests.evaluation.test_lives import AS_OF, BEGAN, LATE, a_life
from tornio.config.commands.evaluating.services import plain
from tornio.core.life import LifeKind
from tornio.evaluation.cohorts import UNTIL, Cohort, cohort
from tornio.evaluation.counted import Period
from tornio.evaluation.engine import opened
from tornio.evaluation.errors import Unusable

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


def five(until: str = "stay", period: Period = YEAR) -> Cohort:
    """Admitted twice, never, already when they called, nobody knows, and on the very day."""
    made = [
        a_life(1, ("stay", "voluntary", date(2025, 3, 1), date(2025, 3, 9), LATE),
               ("stay", "detained", date(2025, 4, 1), None, LATE)),
        a_life(2, ("stay", "none", BEGAN, date(2025, 12, 1), date(2025, 12, 1))),
        a_life(3, ("stay", "voluntary", date(2025, 1, 1), date(2025, 2, 10), LATE),
               ("stay", "voluntary", date(2026, 1, 1), None, LATE)),
        a_life(4, ("medication", "antipsychotic", BEGAN, None, LATE)),
        a_life(5, ("stay", "detained", BEGAN, date(2025, 2, 1), LATE)),
    ]  # fmt: skip
    rows = tables(episodes=[each for each, _life in made], life=[each for _episode, life in made for each in life])
    with opened(rows) as source:
        return cohort(source, until, period, AS_OF)


def told(found: Cohort) -> list[tuple[int, int]]:
    return sorted((each["time"], each["event"]) for each in found.rows.to_pylist())


def test_who_had_it_already_is_not_followed_and_who_is_not_told_of_cannot_be() -> None:
    """R29: what is missing is said, and is not told as “it did not happen”."""
    found = five()
    assert told(found) == [(0, 1), ((date(2025, 3, 1) - BEGAN).days, 1), ((date(2025, 12, 1) - BEGAN).days, 0)]
    assert (found.had_it, found.not_told, found.of) == (1, 1, 5)
    assert set(found.rows["begun_on"].to_pylist()) == {BEGAN}


def test_what_is_waited_for_is_one_thing_at_a_time() -> None:
    """The first who was admitted was held a month later; who was there by their own will is followed to be held."""
    held = five("detention")
    assert told(held) == [
        (0, 1), ((date(2025, 4, 1) - BEGAN).days, 1), ((date(2025, 12, 1) - BEGAN).days, 0), ((LATE - BEGAN).days, 0),
    ]  # fmt: skip
    medicines = five("antipsychotic")
    assert (told(medicines), medicines.not_told) == ([(0, 1)], 4)


def test_only_first_calls_of_the_period_are_followed_and_what_nobody_knows_is_refused() -> None:
    assert five(period=Period(date(2025, 2, 1), date(2026, 1, 1))).of == 0
    with pytest.raises(Unusable, match="It can be waited for stay, detention"):
        five("happiness")


@pytest.mark.parametrize("until", UNTIL)
def test_the_season_is_followed_as_walking_through_each_life_day_by_day_finds(season: Season, until: str) -> None:
    """The oracle looks at every day of every network, from its first call to the last that anybody told of."""
    record, (kind, sorts) = Record(season.service, season.at), UNTIL[until]
    had, unknown, rows = 0, 0, []
    for network, events in lives(record, LifeKind(kind)).items():
        start, theirs = began(record, network), [each for each in events if each.sort.value in sorts]
        walked = list(days(start, max((each.up_to for each in events), default=start)))
        if any(each.counted_from < start < each.counted_until for each in theirs):
            had += 1
        elif not events or max(each.up_to for each in events) < start:
            unknown += 1
        else:
            begun = {each.counted_from for each in theirs}
            rows.append(next(((n, 1) for n, day in enumerate(walked) if day in begun), (len(walked), 0)))
    whole = Period(date(2000, 1, 1), date(2100, 1, 1))
    with opened(season.tables) as source:
        found = cohort(source, until, whole, plain(season.at))
    assert (told(found), found.had_it, found.not_told) == (sorted(rows), had, unknown)
