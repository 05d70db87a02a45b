"""What a service wants of trainings counts wherever a time is looked for, and where nobody holds one, that is said."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from tests.actions.test_possible import FRIDAY as AT_FOUR
from tests.actions.test_possible import at, looked
from tests.actions.test_possible import names as coming
from tests.actions.test_possible import works as at_work
from tests.meetings import agreed, network_of
from tests.people import MONDAY, Town, build_town
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, QUICK, is_away, lead, met, names, reckoned, shown, works
from tornio.actions import particulars, week_job, weeks
from tornio.actions.diaries import PEER, TRAINED, speaks
from tornio.actions.week_diaries import Diaries, diaries
from tornio.actions.week_problem import ANYBODY, Wanted, problem, wanted
from tornio.core.meetings import PlaceKind
from tornio.core.particulars import Particulars, Training
from tornio.core.values import Period
from tornio.core.weeks import USUAL
from tornio.records.models import Network, Timetable
from tornio.records.visible.weeks import week as read_week

YEARS = Training("Open Dialogue, three years", date(2021, 7, 2))
RUN_OUT = replace(YEARS, until=date(2026, 10, 31))


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere, which wants somebody trained at a meeting."""
    return build_town(profile="saltmere")


def holds(town: Town, name: str, *held: Training) -> None:
    with town.acting("Martin", at=MONDAY) as martin:
        key, brings = town.practitioners[name].pk, Particulars(trainings=held)
        particulars.keep_particulars(practitioner_id=key, brings=brings, by=martin, at=MONDAY)


def test_at_once_whoever_is_trained_is_worth_half_an_hour_to_wait_for(town: Town) -> None:
    """Ruth's has run out. Sadia, who comes to work at five, holds one: 17:30 with her before 16:45 without."""
    at_work(town, "Ruth", "Tomasz")
    at_work(town, "Sadia", hours=(17 * 60, 21 * 60))
    holds(town, "Ruth", RUN_OUT)
    holds(town, "Sadia", YEARS)
    best, *others = (found := looked(town, network_of(town, "Neil", responsible="Tomasz"), now=AT_FOUR)).ways
    assert (coming(best), best.planned.start, best.nobody_trained) == (["Sadia", "Tomasz"], at(17, 30), False)
    assert next(way for way in others if coming(way) == ["Ruth", "Tomasz"]).nobody_trained
    assert found.trainings == ()


def test_where_nobody_holds_one_they_come_all_the_same_and_it_is_said_once(town: Town) -> None:
    """R3: nobody waits for a certificate."""
    at_work(town, "Ruth", "Tomasz")
    holds(town, "Ruth", RUN_OUT)
    found = looked(town, network_of(town, at=AT_FOUR))
    assert (found.ways[0].planned.start, found.ways[0].nobody_trained) == (at(16, 45), True)
    assert found.trainings == ("Open Dialogue, three years", "Open Dialogue, foundation year")


def test_a_service_that_wants_none_says_nothing_of_it(db: None) -> None:
    town = build_town(profile="tornio")
    at_work(town, "Ruth", "Tomasz")
    found = looked(town, network_of(town, at=AT_FOUR))
    assert (found.trainings, found.ways[0].nobody_trained) == ((), False)


def this_week(town: Town) -> set[str]:
    """Who would come to the one meeting that is looked for, asked on Monday morning."""
    made = lead(town, weeks.ask, at=MONDAY, service=town.service, week=MONDAY.date())
    assert isinstance(made, Timetable)
    week_job.reckon(town.organisation, made.pk, lambda: MONDAY, QUICK)
    (line,) = shown(town, made, MONDAY)
    return names(town, line)


@pytest.mark.parametrize("is_at_work", [True, False])
def test_before_there_is_a_team_one_of_those_who_come_is_trained_where_that_can_be(
    town: Town, is_at_work: bool
) -> None:
    """Ruth took Neil's call; Sadia holds one. Where she does not work that day and the next, nobody waits for her."""
    works(town, "Ruth", "Tomasz")
    works(town, "Sadia", days=range(1, 6) if is_at_work else [5])
    holds(town, "Sadia", YEARS)
    network_of(town, "Neil")
    assert ("Sadia" in this_week(town)) is is_at_work


def test_a_team_of_whom_nobody_is_trained_stays_the_team(town: Town) -> None:
    """R12: Sadia does not stand in for the sake of a certificate."""
    works(town, "Ruth", "Tomasz", "Sadia")
    holds(town, "Sadia", YEARS)
    met(town)
    (line,) = shown(town, reckoned(town))
    assert names(town, line) == {"Ruth", "Tomasz"}


def test_one_that_runs_out_on_the_saturday_is_not_held_through_the_week(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    holds(town, "Ruth", replace(YEARS, until=date(2026, 11, 14)))
    holds(town, "Tomasz", replace(YEARS, until=date(2026, 11, 15)))
    with town.acting("Martin", at=FRIDAY):
        assert read_week(town.service, NEXT_WEEK, FRIDAY).trained == {town.practitioners["Tomasz"].pk}


@pytest.mark.parametrize(("trained", "asks"), [(("Ruth",), (TRAINED,)), (("Ruth", "Tomasz"), ()), (("Sadia",), ())])
def test_whoever_stands_in_for_the_only_one_trained_is_trained_too(
    town: Town, trained: tuple[str, ...], asks: tuple[str, ...]
) -> None:
    """R12: Ruth is away for what is agreed with Leon. Where Tomasz is trained, or Ruth is not, anybody stands in."""
    works(town, "Ruth", "Tomasz", "Sadia", "Farah")
    for name in trained:
        holds(town, name, YEARS)
    agreed_for_next_week(town)
    is_away(town, "Ruth", NEXT_MONDAY.replace(hour=0), NEXT_MONDAY.replace(day=16, hour=0))
    with town.acting("Martin", at=FRIDAY):
        found = wanted(diaries(read_week(town.service, NEXT_WEEK, FRIDAY)), (), {})
    (line,) = [each for each in found if each.needs]
    assert line.besides == asks


def agreed_for_next_week(town: Town) -> Network:
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as ruth:
        agreed(town, network, ruth, NEXT_MONDAY.replace(hour=11), at=FRIDAY, of_us=("Ruth", "Tomasz"))
    return network


@pytest.fixture
def here(town: Town) -> Diaries:
    """Four of us from nine to five."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    with town.acting("Martin", at=FRIDAY):
        return diaries(read_week(town.service, NEXT_WEEK, FRIDAY))


@pytest.mark.parametrize(
    ("urdu", "trained", "roles", "asks"),
    [
        ("Farah", "Sadia", (ANYBODY, ANYBODY), [{TRAINED}, {"speaks ur"}]),  # two people bring them
        ("Farah", "Farah", (ANYBODY, ANYBODY), [set(), {TRAINED, "speaks ur"}]),  # one alone brings both
        ("Farah", "", (ANYBODY, ANYBODY), [set(), {"speaks ur"}]),  # and what nobody brings is asked of nobody
        ("", "Tomasz", (PEER, ANYBODY), [{TRAINED}, set()]),  # the peer, who is the only one asked for as such
    ],
)
def test_what_is_wished_besides_is_laid_where_enough_of_us_can_fill_it(
    here: Diaries, town: Town, urdu: str, trained: str, roles: tuple[str, ...], asks: list[set[str]]
) -> None:
    """As many different people as roles: worked out by hand for four of us, of whom Tomasz alone is a peer."""
    if urdu:
        here.languages[town.practitioners[urdu].pk] = ("ur",)
    who = frozenset({town.practitioners[trained].pk} if trained else ())
    now = replace(here, week=replace(here.week, trained=who))
    network, whole = UUID(int=7), Period(NEXT_MONDAY, NEXT_MONDAY.replace(hour=17))
    place = now.place(network, (PlaceKind.HOME, ""))
    both = (speaks("ur"), TRAINED)
    line = Wanted(
        "line", network, whole, NEXT_MONDAY.replace(hour=10) - NEXT_MONDAY, place, roles, frozenset(), frozenset(),
        besides=both,
    )  # fmt: skip
    (meeting, *_) = problem(now, [line], USUAL).meetings
    assert [set(role.also) for role in meeting.roles] == asks
