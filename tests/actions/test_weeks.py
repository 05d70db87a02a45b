"""A week is planned: who has nothing arranged, who of us could come, and what accepting it means."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.meetings import agreed, held, network_of, proposed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import meetings, week_job, weeks, working
from tornio.actions.week_diaries import diaries
from tornio.actions.week_problem import problem, wanted, why_not
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import PlaceKind
from tornio.core.people import Capacity
from tornio.core.weeks import PRICES, USUAL, PlannedState, TimetableState
from tornio.core.working import Stretch
from tornio.people.keys import new_key
from tornio.people.models import Practitioner
from tornio.planner import timetable as planner
from tornio.records.models import (
    Booking,
    Message,
    Network,
    NetworkMeeting,
    PlannedMeeting,
    Substitution,
    Timetable,
)
from tornio.records.visible import timetables as visible
from tornio.records.visible.weeks import week as read_week

FRIDAY = MONDAY + 4 * DAY
NEXT_WEEK = date(2026, 11, 9)
NEXT_MONDAY = MONDAY + 7 * DAY  # at nine
DAYTIME = (9 * 60, 17 * 60)
QUICK = 0.2  # seconds for each point of the curve


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England: two of us, a peer practitioner where that can be."""
    return build_town(profile="saltmere")


def works(town: Town, *names: str, hours: tuple[int, int] = DAYTIME, days: Sequence[int] = range(1, 6)) -> None:
    for name in names:
        with town.acting(name, at=MONDAY) as by:
            week = [Stretch(day, *hours) for day in days]
            key = town.practitioners[name].pk
            working.keep_week(practitioner_id=key, week=week, first=MONDAY.date(), by=by, at=MONDAY)


def met(town: Town, centre: str = "Leon", names: Sequence[str] = ("Ruth", "Tomasz"), hours: int = 0) -> Network:
    """A network that was met on Tuesday by these of us, who are its team since."""
    network = network_of(town, centre, responsible=names[0])
    with town.acting(names[0], at=MONDAY) as by:
        held(town, network, by, MONDAY + DAY + hours * HOUR, (centre, *names), of_us=names)
    return network


def asked(town: Town, at: datetime = FRIDAY, **also: object) -> Timetable:
    """Martin asks for next week."""
    with town.acting("Martin", at=at) as by:
        return weeks.ask(service=town.service, week=NEXT_WEEK, by=by, at=at, **also)  # type: ignore[arg-type]


def reckoned(town: Town, at: datetime = FRIDAY, seconds: float = QUICK, **also: object) -> Timetable:
    """And the job has reckoned it."""
    made = asked(town, at, **also)
    week_job.reckon(town.organisation, made.pk, lambda: at, seconds)
    return again(town, made, at)


def again(town: Town, made: Timetable, at: datetime = FRIDAY) -> Timetable:
    with town.acting("Martin", at=at) as by:
        return visible.timetable(by, made.pk)


def shown(town: Town, made: Timetable, at: datetime = FRIDAY) -> list[PlannedMeeting]:
    with town.acting("Martin", at=at):
        return visible.lines(made)


def accepted(
    town: Town, made: Timetable, lines: Sequence[UUID], who: str = "Martin", at: datetime = FRIDAY
) -> list[str]:
    """What was refused of it, in words."""
    with town.acting(who, at=at) as by:
        return [each.refused for each in weeks.accept(timetable_id=made.pk, lines=lines, by=by, at=at)]


def names(town: Town, line: PlannedMeeting) -> set[str]:
    called = {each.pk: name for name, each in town.practitioners.items()}
    return {called[key] for key in line.practitioners}


def test_a_network_that_has_nothing_arranged_is_met_by_its_own_team_and_told_when_the_lead_accepts(town: Town) -> None:
    """R10, R11, R12, R14: twenty minutes from the base, so a quarter past nine puts it off to half past."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    network = met(town)
    made = reckoned(town)
    assert (made.state, made.progress, [point["price"] for point in made.curve]) == ("done", 100, list(PRICES))
    (line,) = shown(town, made)
    assert names(town, line) == {"Ruth", "Tomasz"}
    assert line.planned.upper - line.planned.lower == timedelta(minutes=90)
    assert line.planned.lower.minute % 15 == 0
    with town.acting("Martin", at=FRIDAY):
        assert not NetworkMeeting.objects.filter(network=network, status="proposed").exists()
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        meeting = NetworkMeeting.objects.get(network=network, status="proposed")
        assert (meeting.planned, meeting.place_kind, meeting.place_words) == (line.planned, "home", "17 Ferry Lane")
        assert {each.practitioner_id for each in Booking.objects.filter(meeting=meeting)} == set(line.practitioners)
        assert not Substitution.objects.filter(meeting=meeting).exists()
        line = PlannedMeeting.objects.get(pk=line.pk)
        assert (line.state, line.became_id) == ("accepted", meeting.pk)


def lead(town: Town, verb: object, at: datetime = FRIDAY, **given: object) -> object:
    """Martin does it."""
    with town.acting("Martin", at=at) as by:
        return verb(by=by, at=at, **given)  # type: ignore[operator]


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


def test_what_has_no_place_says_why_and_what_may_help(town: Town) -> None:
    """R11: nobody works on Wednesday; on Thursday nobody has ninety minutes left."""
    works(town, "Ruth", "Tomasz", days=[4])
    leons = met(town)
    (line,) = shown(town, reckoned(town, days={leons.pk: 3}))
    assert (line.state, line.planned) == (PlannedState.NOT_PLACED, None)
    assert "is at work then" in line.why
    works(town, "Ruth", "Tomasz", days=[4], hours=(9 * 60, 11 * 60))
    lead(town, weeks.put_aside, timetable_id=visible_now(town).pk)
    (line,) = shown(town, reckoned(town))
    assert "gap that is long enough" in line.why
    assert accepted(town, visible_now(town), [line.pk]) == ["That cannot be accepted any more."]


def visible_now(town: Town, at: datetime = FRIDAY) -> Timetable:
    with town.acting("Martin", at=at) as by:
        found = visible.newest(by, town.service.pk, NEXT_WEEK)
        assert found is not None
        return found


def test_a_service_that_promises_three_of_us_is_told_that_a_week_cannot_send_them(town: Town) -> None:
    """R11: the planner fills two places at a meeting."""
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    with town.acting("Martin", at=FRIDAY):
        now = read_week(town.service, NEXT_WEEK, FRIDAY)
        three = replace(now, promised=replace(now.promised, minimum_therapists=3))
        here = diaries(three)
        (each,) = wanted(here, (), {})
    assert each.beyond_us
    assert problem(here, [each], USUAL).meetings == ()
    assert "More of us are promised" in why_not(each, planner.Timetable((), (), planner.Bill(0, 0, 0, 0, 0, 0), 0))


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


def test_the_lead_chooses_a_point_until_something_of_it_is_decided(town: Town) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    made = reckoned(town)
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    assert again(town, made).price == 0
    lead(town, weeks.choose, timetable_id=made.pk, price=0)
    with pytest.raises(Refused, match="one of the points"):
        lead(town, weeks.choose, timetable_id=made.pk, price=7)
    (line,) = shown(town, again(town, made))
    lead(town, weeks.decline, timetable_id=made.pk, lines=[line.pk])
    assert lead(town, weeks.decline, timetable_id=made.pk, lines=[line.pk]) == 0
    assert accepted(town, made, [line.pk]) == ["That cannot be accepted any more."]
    with pytest.raises(Refused, match="decided already"):
        lead(town, weeks.choose, timetable_id=made.pk, price=USUAL)


def test_a_plan_that_is_stopped_shows_the_best_so_far(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = asked(town)
    lead(town, weeks.stop, timetable_id=made.pk)
    lead(town, weeks.stop, timetable_id=made.pk)
    with pytest.raises(Refused, match="Stop it first"):
        lead(town, weeks.put_aside, timetable_id=made.pk)
    week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, 60)
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
        week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, 0.0)
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


def test_what_came_in_between_says_so_and_the_others_stand(town: Town) -> None:
    """R14: Ruth was booked meanwhile, Jean's network met with somebody; Neil's stands."""
    works(town, "Ruth", "Tomasz", "Farah", "Sadia")
    leons, jeans = met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    neils = met(town, "Neil", ("Farah", "Sadia"))
    made = reckoned(town)
    lines = {line.network_id: line for line in shown(town, made)}
    with town.acting("Ruth", at=FRIDAY) as by:
        proposed(town, jeans, by, NEXT_MONDAY + 12 * DAY, at=FRIDAY)
        mine = lines[leons.pk].planned
        first = proposed(town, leons, by, mine.lower, at=FRIDAY)
        meetings.agree(meeting=first, by=by, at=FRIDAY)
    said = accepted(town, made, [lines[each.pk].pk for each in (leons, jeans, neils)])
    assert said == [
        "Ruth was booked for that time meanwhile.", "They have something arranged meanwhile.", ""
    ]  # fmt: skip
    assert accepted(town, made, [lines[neils.pk].pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=neils, status="proposed").count() == 1
    late = lines[jeans.pk].planned.upper
    assert accepted(town, made, [lines[jeans.pk].pk], at=late) == ["That time has passed."]


def test_somebody_who_left_since_is_not_offered(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = reckoned(town)
    (line,) = shown(town, made)
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        Practitioner.objects.filter(pk=town.practitioners["Tomasz"].pk).update(until=FRIDAY)
    assert accepted(town, made, [line.pk]) == ["One of those who would come does not work here any more."]


def is_away(town: Town, name: str, start: datetime, end: datetime) -> None:
    with town.acting(name, at=FRIDAY) as by:
        working.go_away(practitioner_id=town.practitioners[name].pk, start=start, end=end, by=by, at=FRIDAY)


def test_somebody_who_is_ill_is_stood_in_for_and_the_network_is_told(town: Town) -> None:
    """R11, R12: Ruth is away on Monday; Sadia comes instead, with the reason, and nobody says why Ruth is away."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert (names(town, line), line.meeting_id, line.planned) == ({"Sadia"}, meeting.pk, meeting.planned)
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        (stands_in,) = Substitution.objects.filter(meeting=meeting)
        assert (stands_in.practitioner_id, stands_in.reason) == (line.practitioners[0], "Ruth cannot come that day.")
        come = Booking.objects.filter(meeting=meeting, released_at__isnull=True)
        assert {each.practitioner_id for each in come} == {
            town.practitioners["Sadia"].pk, town.practitioners["Tomasz"].pk
        }  # fmt: skip
    with town.nobody(at=FRIDAY, capacity=Capacity.JOB):
        assert Message.objects.filter(kind="stands_in", person=town.people["Leon"]).exists()


def test_one_of_the_team_comes_instead_and_stands_in_for_nobody(town: Town) -> None:
    """R12: the team is Ruth, Tomasz and Sadia; two of them had said yes."""
    works(town, "Ruth", "Tomasz", "Sadia")
    network = met(town, names=("Ruth", "Tomasz", "Sadia"))
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        meeting = agreed(town, network, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    made = reckoned(town)
    (line,) = shown(town, made)
    assert names(town, line) == {"Sadia"}
    assert accepted(town, made, [line.pk]) == [""]
    with town.acting("Martin", at=FRIDAY):
        assert not Substitution.objects.filter(meeting=meeting).exists()
        assert Booking.objects.filter(meeting=meeting, released_at__isnull=True).count() == 2


def test_somebody_for_whom_nobody_can_come_instead_says_so(town: Town) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    leons, jeans = met(town), met(town, "Jean", ("Ruth", "Tomasz"), 3)
    with town.acting("Ruth", at=MONDAY + 2 * DAY) as by:
        agreed(town, leons, by, NEXT_MONDAY + HOUR, at=MONDAY + 2 * DAY)
        agreed(town, jeans, by, NEXT_MONDAY + HOUR, of_us=("Farah", "Sadia"), at=MONDAY + 2 * DAY,
               reasons={town.practitioners[name].pk: "Both are away." for name in ("Farah", "Sadia")})  # fmt: skip
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    (line,) = [each for each in shown(town, reckoned(town)) if each.meeting_id]
    assert line.planned is None
    assert "at work then" in line.why or "at another meeting" in line.why


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
