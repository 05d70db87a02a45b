"""A week is planned: who has nothing arranged, who of us could come, and who may ask."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.meetings import agreed, held, network_of, proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.weeks import (
    FRIDAY,
    NEXT_MONDAY,
    NEXT_WEEK,
    QUICK,
    accepted,
    again,
    asked,
    lead,
    met,
    names,
    reckoned,
    shown,
    visible_now,
    works,
)
from tornio.actions import week_job, weeks
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import PlaceKind
from tornio.core.people import Capacity
from tornio.core.weeks import PRICES, USUAL, PlannedState, TimetableState
from tornio.people.keys import new_key
from tornio.planner.search import Stop
from tornio.records.models import (
    NetworkMeeting,
    Timetable,
)
from tornio.records.visible import timetables as visible


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def test_who_has_something_arranged_wants_nothing_and_who_is_left_out_is_not_looked_for(town: Town) -> None:
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons, neils, jeans = met(town), met(town, "Neil", ("Farah", "Sadia")), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        proposed(town, leons, by, NEXT_MONDAY + 20 * DAY, at=MONDAY + 2 * DAY)
    assert [line.network_id for line in shown(town, reckoned(town, without=[jeans.pk]))] == [neils.pk]


def test_the_day_that_a_network_asked_for_is_kept_and_a_day_that_is_over_is_not_planned(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    network = met(town)
    (line,) = shown(town, reckoned(town, days={network.pk: 4}))
    assert line.planned.lower.date() == date(2026, 11, 12)
    with town.acting("Martin", at=FRIDAY) as by:
        monday = MONDAY.date()
        over = weeks.ask(service=town.service, week=monday, days={network.pk: 3}, by=by, at=FRIDAY)
    week_job.reckon(town.organisation, over.pk, lambda: FRIDAY, QUICK)
    assert shown(town, again(town, over)) == []


def test_a_first_meeting_is_planned_inside_its_window_and_not_in_a_week_that_begins_later(town: Town) -> None:
    """R2, R5: called on Monday at nine; by Tuesday at nine they are met, by Ruth, who took the call."""
    works(town, "Ruth", "Tomasz", "Farah")
    network_of(town)
    with town.acting("Martin") as by:
        made = weeks.ask(service=town.service, week=MONDAY.date(), by=by, at=MONDAY)
    week_job.reckon(town.organisation, made.pk, lambda: MONDAY, QUICK)
    (line,) = shown(town, again(town, made, MONDAY), MONDAY)
    assert MONDAY < line.planned.lower <= MONDAY + DAY
    assert "Ruth" in names(town, line)
    assert shown(town, reckoned(town, MONDAY), MONDAY) == []


def test_a_first_meeting_is_in_time_without_a_peer_practitioner_who_is_only_preferred(town: Town) -> None:
    """R3, R11: Tomasz is our peer practitioner and works on Fridays alone; nobody else waits for him."""
    works(town, "Ruth", "Farah")
    works(town, "Tomasz", days=[5])
    network_of(town)
    with town.acting("Martin") as by:
        made = weeks.ask(service=town.service, week=MONDAY.date(), by=by, at=MONDAY)
    week_job.reckon(town.organisation, made.pk, lambda: MONDAY, QUICK)
    (line,) = shown(town, again(town, made, MONDAY), MONDAY)
    assert names(town, line) == {"Ruth", "Farah"}
    assert line.planned.lower <= MONDAY + DAY


def test_a_peer_practitioner_who_is_preferred_comes_where_that_can_be(town: Town) -> None:
    """R11: Ruth and Farah could come without Tomasz; he works as they do."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network_of(town)
    with town.acting("Martin") as by:
        made = weeks.ask(service=town.service, week=MONDAY.date(), by=by, at=MONDAY)
    week_job.reckon(town.organisation, made.pk, lambda: MONDAY, QUICK)
    for price in PRICES:
        lead(town, weeks.choose, timetable_id=made.pk, price=price, at=MONDAY)
        (line,) = shown(town, again(town, made, MONDAY), MONDAY)
        assert "Tomasz" in names(town, line)


def test_what_has_no_place_says_why_and_what_may_help(town: Town) -> None:
    """R11: nobody works on Wednesday; on Thursday nobody has ninety minutes left."""
    works(town, "Ruth", "Tomasz", days=[4])
    leons = met(town)
    (line,) = shown(town, reckoned(town, days={leons.pk: 3}))
    assert (line.state, line.planned) == (PlannedState.NOT_PLACED, None)
    assert line.why == (
        "Nobody who is needed is free then: not at work, at another meeting, at the telephone, or too far away. "
        "Ruth and Tomasz could come on Thursday 12 November 2026, 09:20."
    )
    works(town, "Ruth", "Tomasz", days=[4], hours=(9 * 60, 11 * 60))
    lead(town, weeks.put_aside, timetable_id=visible_now(town).pk)
    (line,) = shown(town, reckoned(town))
    assert line.why.endswith(
        "Ruth and Tomasz could come on Thursday 12 November 2026, 07:50, if they worked longer that day."
    )
    assert accepted(town, visible_now(town), [line.pk]) == ["That cannot be accepted any more."]


def test_two_first_meetings_that_are_late_are_told_times_that_can_both_be_had(town: Town) -> None:
    """R2, R14: both are promised five past nine on Monday; whoever comes is at the first by twenty past nine, for
    ninety minutes, and twenty minutes more on the road."""
    works(town, "Ruth", "Tomasz", days=[1])
    called, asked_at = NEXT_MONDAY - DAY + timedelta(minutes=5), NEXT_MONDAY - DAY + HOUR
    for centre in ("Leon", "Jean"):
        network_of(town, centre, at=called)
    found = shown(town, reckoned(town, asked_at), asked_at)
    assert [each.state for each in found] == [PlannedState.NOT_PLACED] * 2
    told = sorted(each.why.split("too far away. ")[1] for each in found)
    assert told == [
        f"Ruth and Tomasz could come on Monday 9 November 2026, {when}, after the time that was promised."
        for when in ("09:20", "11:10")
    ]  # fmt: skip
    lead(town, weeks.put_aside, timetable_id=visible_now(town, asked_at).pk, at=asked_at)
    works(town, "Ruth", "Tomasz", days=[1], hours=(9 * 60, 12 * 60))
    one, other = sorted((each.why for each in shown(town, reckoned(town, asked_at), asked_at)), key=len)
    assert "09:20" in one
    assert other.endswith(
        "09:20, after the time that was promised. That would take the place of what is told for another of these."
    )


def test_what_is_agreed_stays_and_nobody_is_planned_over_it_or_too_far_from_it(town: Town) -> None:
    """R14: Ruth and Tomasz are elsewhere from ten to half past eleven on the only day that they work."""
    works(town, "Ruth", "Tomasz", days=[1])
    leons, jeans = met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        meeting = agreed(town, jeans, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
    (line,) = shown(town, reckoned(town))
    assert line.network_id == leons.pk
    assert line.planned.lower >= meeting.planned.upper + timedelta(minutes=0)
    assert line.planned.lower.hour >= 11
    with town.acting("Martin", at=FRIDAY):
        assert NetworkMeeting.objects.get(pk=meeting.pk).planned == meeting.planned


def test_a_plan_that_is_stopped_shows_the_best_so_far(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = asked(town)
    lead(town, weeks.stop, timetable_id=made.pk)
    lead(town, weeks.stop, timetable_id=made.pk)
    with pytest.raises(Refused, match="Stop it first"):
        lead(town, weeks.put_aside, timetable_id=made.pk)
    week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, Stop(seconds=60))
    made = again(town, made)
    assert (made.state, [point["price"] for point in made.curve]) == (TimetableState.STOPPED, [USUAL])
    assert len(shown(town, made)) == 1
    with pytest.raises(Refused, match="not reached"):
        lead(town, weeks.choose, timetable_id=made.pk, price=0)
    lead(town, weeks.stop, timetable_id=made.pk)
    lead(town, weeks.put_aside, timetable_id=made.pk)
    with pytest.raises(NotForYou):
        lead(town, weeks.stop, timetable_id=made.pk)
    with town.acting("Martin", at=FRIDAY) as by:
        assert visible.newest(by, town.service.pk, NEXT_WEEK) is None


def test_a_point_that_is_stopped_on_the_way_says_nothing_beside_one_that_was_looked_for_to_the_end(town: Town) -> None:
    """A look each half second, at each point for four; Martin stops it in the midst of the second point."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made, looks = asked(town), itertools.count()

    def clock() -> datetime:
        if next(looks) == 4 + 8:  # begun, read, and ways asked for; then six or seven looks at each point
            lead(town, weeks.stop, timetable_id=made.pk)
        return FRIDAY

    week_job.reckon(town.organisation, made.pk, clock, Stop(seconds=4))
    made = again(town, made)
    assert (made.state, [point["price"] for point in made.curve]) == (TimetableState.STOPPED, [USUAL])


def test_a_plan_whose_worker_is_killed_is_begun_again_and_says_after_three_times_that_it_failed(town: Town) -> None:
    """Nothing is written before the end; so a job that begins again makes nothing twice."""
    works(town, "Ruth", "Tomasz")
    met(town)
    made = asked(town)
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB) as job:
        Timetable.objects.filter(pk=made.pk).update(state="running", tries=1)  # as a worker leaves it that is killed
        assert weeks.waiting(by=job) == [made.pk]
    week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, QUICK)
    assert (again(town, made).state, len(shown(town, made))) == ("done", 1)
    often = lead(town, weeks.ask, service=town.service, week=NEXT_WEEK + timedelta(days=7))
    assert isinstance(often, Timetable)
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        Timetable.objects.filter(pk=often.pk).update(state="running", tries=3)
    week_job.reckon(town.organisation, often.pk, lambda: FRIDAY, QUICK)
    assert again(town, often).state == TimetableState.FAILED


def test_what_goes_wrong_is_said_on_the_page_and_holds_up_nothing(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = asked(town)
    with pytest.raises(ZeroDivisionError):
        week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, Stop(clock=lambda: 1 / 0))
    assert again(town, made).state == TimetableState.FAILED
    assert reckoned(town).state == TimetableState.DONE


def test_only_who_leads_the_service_plans_its_week(town: Town) -> None:
    made = asked(town)
    for who in ("Ruth", "Leon", "Priya", "Edith"):
        with town.acting(who, at=FRIDAY) as by:
            with pytest.raises(NotForYou):
                weeks.ask(service=town.service, week=NEXT_WEEK, by=by, at=FRIDAY)
            with pytest.raises(NotForYou):
                weeks.stop(timetable_id=made.pk, by=by, at=FRIDAY)
            with pytest.raises(NotForYou):
                visible.timetable(by, made.pk)
            assert visible.under_way(by, town.service.pk) is None
            with pytest.raises(NotForYou):
                weeks.waiting(by=by)
    with town.acting("Martin", at=FRIDAY) as by, pytest.raises(NotForYou):
        weeks.accept(timetable_id=made.pk, lines=[made.pk], by=by, at=FRIDAY)


def test_a_week_is_asked_for_once_at_a_time_and_begins_on_a_monday_not_long_ahead(town: Town) -> None:
    key = new_key()
    made = asked(town, key=key)
    assert asked(town, key=key).pk == made.pk
    with town.acting("Martin", at=FRIDAY) as by:
        assert visible.under_way(by, town.service.pk) == made
        with pytest.raises(Refused, match="already"):
            weeks.ask(service=town.service, week=NEXT_WEEK, by=by, at=FRIDAY)
        for day, why in (
            (date(2026, 11, 10), "Monday"),
            (date(2026, 10, 26), "this week"),
            (date(2027, 1, 4), "eight"),
        ):
            with pytest.raises(Refused, match=why):
                weeks.ask(service=town.service, week=day, by=by, at=FRIDAY)


def test_by_telephone_nobody_travels(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    network = network_of(town)
    with town.acting("Ruth", at=MONDAY) as by:
        held(
            town, network, by, MONDAY + DAY, ("Leon", "Ruth", "Tomasz"), place_kind=PlaceKind.TELEPHONE, place_words=""
        )
    made = reckoned(town)
    (line,) = shown(town, made)
    assert line.place_kind == "telephone"
    loads = next(point for point in made.curve if point["price"] == USUAL)["loads"]
    assert loads[str(town.practitioners["Ruth"].pk)] == [5 * 8 * 3600, 5400, 0]
    assert accepted(town, made, [line.pk]) == [""]


def test_the_kernel_is_made_ready_before_anybody_waits() -> None:
    week_job.warm()


@pytest.mark.parametrize(
    ("monday", "nine"),
    [
        (date(2027, 3, 22), datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (date(2027, 10, 25), datetime(2027, 10, 31, 9, tzinfo=UTC)),
    ],
)
def test_on_the_sunday_of_a_clock_change_hours_are_those_of_the_wall(town: Town, monday: date, nine: datetime) -> None:
    """R14: they work on Sundays alone, from nine to five: twenty minutes there and twenty back are within it."""
    works(town, "Ruth", "Tomasz", days=[7])
    met(town)
    friday = datetime.combine(monday - timedelta(days=3), time(12), UTC)
    made = lead(town, weeks.ask, service=town.service, week=monday, at=friday)
    assert isinstance(made, Timetable)
    week_job.reckon(town.organisation, made.pk, lambda: friday, QUICK)
    (line,) = shown(town, made, friday)
    assert nine + timedelta(minutes=20) <= line.planned.lower
    assert line.planned.upper <= nine + 8 * HOUR - timedelta(minutes=20)
