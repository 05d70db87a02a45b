"""Everybody's diary in a planned week: what can be, what is put off, what it comes to, how it is put to the planner."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from tests.meetings import agreed, proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import FRIDAY, MINUTE, NEXT_MONDAY, NEXT_WEEK, met, works
from tornio.actions.week_diaries import Diaries, Load, Visit, diaries, impossible, loads, on_quarters, possible_only
from tornio.actions.week_problem import Eased, problem, wanted
from tornio.actions.week_reasons import WHY, why_not
from tornio.core.weeks import USUAL
from tornio.planner import timetable as planner
from tornio.planner.routes import held, routes_of
from tornio.records.visible.weeks import week as read_week


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def line_at(
    town: Town, line: str, begins: datetime, minutes: int = 60, names: Sequence[str] = ("Ruth",)
) -> list[Visit]:
    """A proposal at the base, where no way is gone."""
    end = begins + timedelta(minutes=minutes)
    return [Visit(town.practitioners[name].pk, begins, end, None, line) for name in names]


def kept(town: Town) -> Diaries:
    with town.acting("Martin", at=FRIDAY):
        return diaries(read_week(town.service, NEXT_WEEK, FRIDAY))


def beginnings(visits: Sequence[Visit]) -> dict[str, str]:
    return {each.line: f"{each.begins:%H:%M}" for each in visits}


def test_what_is_found_between_quarters_is_put_off_and_what_follows_with_it(town: Town) -> None:
    works(town, "Ruth")
    here, ten = kept(town), NEXT_MONDAY + HOUR
    found = [*line_at(town, "a", ten + 5 * MINUTE), *line_at(town, "b", ten + 65 * MINUTE),
             *line_at(town, "c", ten + 125 * MINUTE)]  # fmt: skip
    late = dict.fromkeys("abc", NEXT_MONDAY + 7 * HOUR)
    assert beginnings(on_quarters(here, found, late)) == {"a": "10:15", "b": "11:15", "c": "12:15"}
    # c has to begin by five past twelve: it stays, and so do those before it
    assert beginnings(on_quarters(here, found, late | {"c": ten + 125 * MINUTE})) == {
        "a": "10:05", "b": "11:05", "c": "12:05"
    }  # fmt: skip


def test_what_would_end_after_work_stays_where_it_was_found(town: Town) -> None:
    works(town, "Ruth")
    here = kept(town)
    last = line_at(town, "a", NEXT_MONDAY + 6 * HOUR + 55 * MINUTE)  # 15:55 to 16:55, by five at home
    latest = {"a": NEXT_MONDAY + 9 * HOUR}
    assert beginnings(on_quarters(here, last, latest)) == {"a": "16:00"}
    later = line_at(town, "a", NEXT_MONDAY + 6 * HOUR + 50 * MINUTE, 70)  # until five to the minute
    assert beginnings(on_quarters(here, later, latest)) == {"a": "15:50"}


def test_what_cannot_be_is_dropped_line_by_line(town: Town) -> None:
    """Outside the hours, and two at one time: of these the later."""
    works(town, "Ruth", "Tomasz")
    here, ten = kept(town), NEXT_MONDAY + HOUR
    early = line_at(town, "early", NEXT_MONDAY - HOUR)
    both = [*line_at(town, "a", ten, names=("Ruth", "Tomasz")), *line_at(town, "b", ten + 30 * MINUTE)]
    assert beginnings(possible_only(here, [*early, *both])) == {"a": "10:00"}


def test_what_lies_within_what_is_agreed_hides_nothing_of_it(town: Town) -> None:
    """R14: agreed from nine to one, offered within it from ten to eleven: half past eleven is free of neither."""
    works(town, "Ruth", "Tomasz")
    network, half_past_eleven = met(town), NEXT_MONDAY + 150 * MINUTE
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, network, by, NEXT_MONDAY, length=4 * HOUR, at=MONDAY + 2 * DAY)
        proposed(town, network, by, NEXT_MONDAY + HOUR, length=HOUR, at=MONDAY + 2 * DAY)
    here = kept(town)
    assert impossible(here, line_at(town, "within", half_past_eleven)) == "within"
    assert impossible(here, line_at(town, "after", NEXT_MONDAY + 260 * MINUTE)) is None


def test_the_way_from_what_is_agreed_is_gone_also_when_something_offered_ends_after_it(town: Town) -> None:
    """R14: agreed until one, twenty minutes from the base; offered by telephone till five past. At ten past one Ruth is
    still on the road, whatever becomes of the offer; at half past she is there.
    """
    works(town, "Ruth", "Tomasz")
    network = met(town)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, network, by, NEXT_MONDAY, length=4 * HOUR, at=MONDAY + 2 * DAY)
    here, ruth = kept(town), town.practitioners["Ruth"].pk
    offered = Visit(ruth, NEXT_MONDAY + 210 * MINUTE, NEXT_MONDAY + 245 * MINUTE, None)
    here.fixed[ruth] = [*here.fixed[ruth], offered]
    assert impossible(here, line_at(town, "too soon", NEXT_MONDAY + 250 * MINUTE)) == "too soon"
    assert impossible(here, line_at(town, "after", NEXT_MONDAY + 270 * MINUTE)) is None


def test_what_is_agreed_beyond_the_hours_is_driven_to_from_home_and_what_is_over_counts_no_more(town: Town) -> None:
    """Twenty minutes each way, where nobody knows the place; on Saturday, when Ruth does not work."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, network, by, NEXT_MONDAY + 5 * DAY, at=MONDAY + 2 * DAY)
    here = kept(town)
    ruth = town.practitioners["Ruth"].pk
    assert loads(here, ())[ruth] == Load(5 * 8 * 3600, 5400, 2 * 1200)
    with town.acting("Martin", at=NEXT_MONDAY + 6 * DAY):
        over = diaries(read_week(town.service, NEXT_WEEK, NEXT_MONDAY + 6 * DAY))
    assert loads(over, ())[ruth] == Load(0, 0, 0)


def test_hours_round_what_is_agreed_are_cut_into_what_is_left(town: Town) -> None:
    """Agreed from nine, when Ruth begins, and until five, when she ends: twenty minutes from the base, and back."""
    works(town, "Ruth", "Tomasz", days=[1])
    network = met(town)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, network, by, NEXT_MONDAY, at=MONDAY + 2 * DAY)
        agreed(town, network, by, NEXT_MONDAY + 390 * MINUTE, at=MONDAY + 2 * DAY)
    asked_of = problem(kept(town), (), USUAL)
    (ruth,) = [each for each in asked_of.practitioners if each.name == str(town.practitioners["Ruth"].pk)]
    hour = 12  # ticks of five minutes, from midnight
    routes = [each for each in routes_of(asked_of) if each.practitioner == ruth]
    assert [(each.shift.begins, each.shift.ends) for each in routes] == [(10.5 * hour, 15.5 * hour)]
    stands = [visit for visit in held(asked_of) if visit.practitioner == ruth.name]
    assert [(each.begins, each.ends) for each in stands] == [(9 * hour, 10.5 * hour), (15.5 * hour, 17 * hour)]


def test_a_service_that_promises_four_of_us_is_told_that_a_week_cannot_send_them(town: Town) -> None:
    """R11: the planner fills three places at a meeting."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    with town.acting("Martin", at=FRIDAY):
        now = read_week(town.service, NEXT_WEEK, FRIDAY)
        four = replace(now, promised=replace(now.promised, minimum_therapists=4))
        here = diaries(four)
        (each,) = wanted(here, (), {})
    assert each.beyond_us
    assert problem(here, [each], USUAL).meetings == ()
    assert "More of us are promised" in why_not(here, [each], found(()), [], USUAL, Eased())[each.line]


def found(visits: Sequence[planner.Visit], *left_out: str) -> planner.Timetable:
    """What a search has found; what it costs says nothing here."""
    left = tuple(planner.LeftOut(line, ()) for line in left_out)
    return planner.Timetable(tuple(visits), left, planner.Bill(0, 0, 0, 0, 0, 0, 0, 0), 0)


def visits_at(town: Town, line: str, tick: int) -> list[planner.Visit]:
    """Ruth and Tomasz at a meeting of an hour and a half."""
    who = [str(town.practitioners[name].pk) for name in ("Ruth", "Tomasz")]
    return [planner.Visit(line, k, name, tick, tick + 18) for k, name in enumerate(who)]


def test_what_was_found_and_dropped_again_says_when_it_could_be(town: Town) -> None:
    """The planner left nothing out, and the diaries did: nobody is at work at midnight."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    here = kept(town)
    (each,) = wanted(here, (), {network.pk: 2})
    told = why_not(here, [each], found(visits_at(town, each.line, 0)), [], USUAL, Eased())
    assert told == {
        each.line: "Enough of us are free, but not at one time. "
        "Ruth and Tomasz could come on Tuesday 10 November 2026, 09:20: ask for another timetable."
    }


def test_what_would_give_a_place_is_told_beside_what_is_proposed_and_not_beside_what_was_found(town: Town) -> None:
    """R14: found for 09:20, proposed for half past until eleven; the other is at the same place."""
    works(town, "Ruth", "Tomasz", days=[1])
    met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    here = kept(town)
    one, other = wanted(here, (), {})
    first = visits_at(town, one.line, 9 * 12 + 4)
    proposed = [
        replace(each, place=one.place)
        for each in line_at(town, one.line, NEXT_MONDAY + 30 * MINUTE, 90, ("Ruth", "Tomasz"))
    ]
    told = why_not(here, [one, other], found(first, other.line), proposed, USUAL, Eased())
    assert told[other.line].endswith("Monday 9 November 2026, 11:00: ask for another timetable.")
    assert set(told) == {other.line}


def test_whatever_the_planner_gives_as_a_reason_is_told_in_words() -> None:
    assert set(WHY) == set(get_args(planner.What))
