"""One day of the week as a picture and in words, for whoever leads the service."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.meetings import agreed
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import asked_of_tables, text
from tests.weeks import FRIDAY, NEXT_MONDAY, NEXT_WEEK, is_away, met, reckoned, works
from tornio.actions import duty, weeks, working
from tornio.core.working import Stretch
from tornio.records.models import PlannedMeeting

AT_MOST = 20  # questions


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


@pytest.fixture
def martin(town: Town) -> Client:
    return signed_in(town, "Martin")


def of(client: Client, on: date = NEXT_WEEK) -> str:
    answer = client.get(reverse("week_day", args=[on]))
    assert answer.status_code == 200
    return text(answer)


def drawn(client: Client, on: date = NEXT_WEEK) -> list[tuple[str, float, float]]:
    """Every bar: what it is, where it begins and how wide it is, in thousandths of the day that is shown."""
    page = client.get(reverse("week_day", args=[on])).content.decode()
    found = re.findall(
        r'<rect class="rota__bar rota__bar--(\w+)" x="([\d.]+)" y="\d" width="([\d.]+)"[^>]*><title>', page
    )
    return [(kind, float(x), float(width)) for kind, x, width in found]


def test_the_day_is_drawn_and_told(town: Town, martin: Client) -> None:
    """Ruth and Tomasz work from nine to five; at eleven they meet somebody; Ruth holds the telephone from four."""
    works(town, "Ruth", "Tomasz")
    network = met(town)
    with town.acting("Ruth", at=FRIDAY) as by:
        agreed(town, network, by, NEXT_MONDAY + 2 * HOUR, at=FRIDAY)
    with town.acting("Martin", at=FRIDAY) as by:
        ruth = town.practitioners["Ruth"]
        four, six = NEXT_MONDAY + 7 * HOUR, NEXT_MONDAY + 9 * HOUR
        duty.give_turn(practitioner_id=ruth.pk, start=four, end=six, by=by, at=FRIDAY)
    page = of(martin)
    assert "Monday 9 November" in page
    assert re.search(r'11:00 to 12:30, (Ruth and Tomasz|Tomasz and Ruth) <span class="small">agreed', page)
    assert "16:00 to 18:00" in page
    assert "Not expected anywhere that day:" not in page
    assert "Not said yet when they work: Farah" in page
    bars = drawn(martin)
    assert bars.count(("agreed", 333.3, 100.0)) == 2  # of fifteen hours from six
    assert ("phone", 666.7, 133.3) in bars
    assert not any(name in page for name in ("Leon", "Carol", "Ferry Lane"))


def test_what_could_be_stands_in_it_until_it_is_declined(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    made = reckoned(town)
    with town.acting("Martin", at=FRIDAY):
        line = PlannedMeeting.objects.get(timetable=made, price=made.price, planned__isnull=False)
        on = line.planned.lower.date()
    assert "could be</span>" in of(martin, on)
    assert re.search("Ruth and Tomasz|Tomasz and Ruth", of(martin, on))
    with town.acting("Martin", at=FRIDAY) as by:
        weeks.decline(timetable_id=made.pk, lines=[line.pk], by=by, at=FRIDAY)
    assert "could be</span>" not in of(martin, on)


def test_who_is_away_is_told_so_and_a_day_off_is_a_day_off(town: Town, martin: Client) -> None:
    works(town, "Ruth", days=[1])
    is_away(town, "Ruth", NEXT_MONDAY - 9 * HOUR, NEXT_MONDAY + 15 * HOUR)
    assert "away" in of(martin)
    sunday = of(martin, NEXT_WEEK + timedelta(days=6))
    assert "Nobody is at work on this day." in sunday


def test_whoever_holds_the_telephone_at_night_is_there_to_the_last_hour(town: Town, martin: Client) -> None:
    """Ruth has no hours on Sunday and holds it from ten in the evening; the picture reaches as far."""
    sunday = NEXT_MONDAY + 6 * DAY
    with town.acting("Martin", at=FRIDAY) as by:
        ruth = town.practitioners["Ruth"].pk
        duty.give_turn(practitioner_id=ruth, start=sunday + 13 * HOUR, end=sunday + 15 * HOUR, by=by, at=FRIDAY)
    assert drawn(martin, NEXT_WEEK + timedelta(days=6)) == [("phone", 888.9, 111.1)]
    assert "22:00 to midnight" in of(martin, NEXT_WEEK + timedelta(days=6))


def test_from_day_to_day_as_far_as_weeks_are_planned(town: Town, martin: Client) -> None:
    """From the Monday of this week to the Sunday of the eighth after it."""
    first = NEXT_WEEK - timedelta(days=7)
    assert "The day before" not in of(martin, first)
    assert "The day after" in of(martin, first)
    last = first + timedelta(days=62)
    assert "The day after" not in of(martin, last)
    for other in (first - timedelta(days=1), last + timedelta(days=1)):
        assert martin.get(reverse("week_day", args=[other])).status_code == 404
    assert martin.get(reverse("week_day", args=["2026-13-40"])).status_code == 404
    assert signed_in(town, "Ruth").get(reverse("week_day", args=[NEXT_WEEK])).status_code == 404


def test_the_line_of_now_stands_on_today_alone(town: Town, martin: Client) -> None:
    works(town, "Ruth")
    today = martin.get(reverse("week_day", args=[FRIDAY.date()])).content.decode()
    assert '<line class="rota__now" x1="200.0"' in today  # three of fifteen hours
    assert "rota__now" not in martin.get(reverse("week_day", args=[NEXT_WEEK])).content.decode()


def test_a_clock_change_moves_no_hour_of_the_picture(db: None) -> None:
    """On 25 October 2026 the clocks go back at two: from nine to five is from nine to five."""
    before = MONDAY - 12 * DAY
    with the_clock_says(before):
        town = build_town(profile="saltmere", at=before - 7 * DAY)
        with town.acting("Martin", at=before) as by:
            key, week = town.practitioners["Ruth"].pk, [Stretch(7, 9 * 60, 17 * 60)]
            working.keep_week(practitioner_id=key, week=week, first=before.date(), by=by, at=before)
        assert drawn(signed_in(town, "Martin"), date(2026, 10, 25)) == [("hours", 200.0, 533.3)]


def test_the_page_asks_so_many_questions(town: Town, martin: Client) -> None:
    works(town, "Ruth", "Tomasz", "Farah")
    met(town)
    reckoned(town)
    of(martin)
    with CaptureQueriesContext(connection) as captured:
        of(martin)
    assert asked_of_tables(captured) <= AT_MOST


def test_who_has_a_day_off_is_not_expected_and_who_has_not_said_is_told_apart(town: Town, martin: Client) -> None:
    works(town, "Ruth")
    works(town, "Tomasz", days=[2])
    page = of(martin)
    assert "Not expected anywhere that day: Tomasz." in page
    assert "Tomasz" not in page.split("Not said yet when they work:")[1].split("</p>")[0]


def test_what_can_be_offered_no_more_is_told_and_not_drawn(town: Town, martin: Client) -> None:
    """R14: Ruth and Tomasz are agreed with Neil at the very time that was found for Leon."""
    works(town, "Ruth", "Tomasz")
    met(town)
    neils = met(town, "Neil", hours=3)
    made = reckoned(town)
    with town.acting("Martin", at=FRIDAY):
        line = PlannedMeeting.objects.exclude(network=neils).get(timetable=made, price=made.price)
    begins, on = line.planned.lower, line.planned.lower.date()
    with town.acting("Ruth", at=FRIDAY) as by:
        agreed(town, neils, by, begins, at=FRIDAY)
    kinds = [kind for kind, _x, _width in drawn(martin, on)]
    assert (kinds.count("agreed"), kinds.count("proposed")) == (2, 0)
    assert re.search(
        r'(Ruth and Tomasz|Tomasz and Ruth)\. <span class="small">[^<]* booked for that time', of(martin, on)
    )
