"""The page of a week that runs: what was held is told, what is late stands first, days that are over are left out."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tests.proofs.town import the_clock_says
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import text
from tests.weeks import FRIDAY, MINUTE, NEXT_WEEK, QUICK, asked, met, works
from tornio.actions import week_job


@pytest.fixture
def town(db: None) -> Iterator[Town]:
    """Saltmere by the clocks of England, on a Friday morning at nine."""
    with the_clock_says(FRIDAY):
        yield build_town(profile="saltmere", at=MONDAY)


def this_week(town: Town) -> str:
    client: Client = signed_in(town, "Martin")
    return text(client.get(reverse("week"), {"week": MONDAY.date().isoformat()}))


def test_what_was_held_on_a_day_that_is_over_is_told_and_drawn(town: Town) -> None:
    """Ruth and Tomasz met on Tuesday at nine; on Monday nothing was held, and Saturday is to come."""
    works(town, "Ruth", "Tomasz")
    met(town)
    days = re.split(r"<h3 id=.day-", this_week(town))[1:]
    assert "Nothing was held." in days[0]
    assert "09:00 to 10:30" in days[1]
    assert '<span class="small">held</span>' in days[1]
    assert "Nothing yet." in days[5]
    client = signed_in(town, "Martin")
    of_tuesday = text(client.get(reverse("week_day", args=[(MONDAY + DAY).date()])))
    assert of_tuesday.count("rota__bar--held") == 3  # for Ruth, for Tomasz, and in the key
    assert '<span class="small">held</span>' in of_tuesday


def test_only_weekdays_that_are_ahead_are_offered(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    met(town)
    choice = this_week(town).split('<select class="nhsuk-select" id="on-')[1].split("</select>")[0]
    assert re.findall(r'value="(\d)"', choice) == ["5", "6", "7"]


def test_a_call_that_is_late_stands_first_and_says_so_and_two_of_one_day_are_told_apart(town: Town) -> None:
    """R2: Jean's was to be met by half past six this morning, and nobody of them is named."""
    network_of(town, "Leon", responsible="Ruth", at=FRIDAY - DAY + 10 * MINUTE)
    network_of(town, "Jean", responsible="Ruth", at=FRIDAY - DAY - 2.5 * HOUR)
    met(town, "Neil", ("Farah", "Sadia"))
    first, rest = this_week(town).split("Promised sooner than this week can begin")
    assert "Work goes on with these networks" in rest
    assert "Who could be met" in first
    sooner = rest.split("</ul>")[0]
    late, soon = sooner.split("<li>")[1:]
    assert "they called yesterday at half past six" in late
    assert "2½ hours late" in late
    assert "They were to be met by 06:30 today." in late
    assert "they called yesterday at ten past nine" in soon
    assert "late" not in soon
    assert "To be met by 09:10 today." in soon


def test_who_is_promised_sooner_is_seen_beside_a_timetable_too(town: Town) -> None:
    """R2: a first meeting does not wait for next week's plan, whether that is asked for, being reckoned or there."""
    works(town, "Ruth", "Tomasz")
    met(town, "Neil", ("Farah", "Sadia"))
    network_of(town, "Leon", responsible="Ruth", at=FRIDAY - DAY + 10 * MINUTE)
    martin, words = signed_in(town, "Martin"), "Promised sooner than this week can begin"

    def page() -> str:
        return text(martin.get(reverse("week"), {"week": NEXT_WEEK.isoformat()}))

    assert page().count(words) == 1
    made = asked(town)
    assert page().count(words) == 1
    week_job.reckon(town.organisation, made.pk, lambda: FRIDAY, QUICK)
    told = page()
    assert told.count(words) == 1
    assert told.index(words) < told.index("Day by day")
    assert "To be met by 09:10 today." in told
    assert "Leon" not in told
