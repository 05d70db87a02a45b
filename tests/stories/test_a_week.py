"""A week is planned in a browser: asked for, watched, accepted in part; and somebody who is ill is stood in for."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from playwright.sync_api import Page

from tests.meetings import agreed, held, network_of
from tests.people import DAY, HOUR, Town, build_town
from tests.stories.test_arranging import NewContext, come_in, now, reads_well
from tests.weeks import QUICK
from tornio.actions import week_job, working
from tornio.core.tallies import monday
from tornio.core.working import WEEKDAYS, Stretch
from tornio.records.models import Network, NetworkMeeting, Substitution, Timetable

LONDON = ZoneInfo("Europe/London")
EVERYBODY = ("Ruth", "Tomasz", "Farah", "Sadia")


@pytest.fixture
def saltmere(fresh_database: str) -> Town:
    """The town, where commits are real; everybody works from eight to eight, on every day."""
    begun = now() - 20 * DAY
    with transaction.atomic():
        town = build_town(profile="saltmere", at=begun)
        for name in EVERYBODY:
            with town.acting(name, at=begun) as by:
                week = [Stretch(day, 8 * 60, 20 * 60) for day in WEEKDAYS]
                key = town.practitioners[name].pk
                working.keep_week(practitioner_id=key, week=week, first=begun.date(), by=by, at=begun)
    return town


def met(town: Town, centre: str, names: tuple[str, str], days_ago: int) -> Network:
    """A network that was met some days ago by these of us."""
    start = now() - days_ago * DAY
    with transaction.atomic():
        network = network_of(town, centre, responsible=names[0], at=start - HOUR)
        with town.acting(names[0], at=start) as by:
            held(town, network, by, start, (centre, *names), of_us=names, at=start - HOUR)
    return network


def next_monday() -> datetime:
    """Nine o'clock on the Monday of the week that the page shows first."""
    first = monday(now().astimezone(LONDON).date()) + timedelta(days=7)
    return datetime(first.year, first.month, first.day, 9, tzinfo=LONDON)


def as_lead(town: Town, context: NewContext, *, script: bool) -> Page:
    """Martin comes in, to lead."""
    page = come_in(town, "Martin", context(java_script_enabled=True) if script else context(java_script_enabled=False))
    page.goto("/as/")
    page.get_by_role("button", name="As service lead").click()
    page.get_by_role("link", name="The week", exact=True).click()
    return page


def reckoned(town: Town) -> Timetable:
    """What the worker does meanwhile."""
    with town.acting("Martin", at=now()):
        made = Timetable.objects.get(state="asked")
    week_job.reckon(town.organisation, made.pk, now, QUICK)
    return made


@pytest.mark.parametrize("script", [True, False])
def test_a_week_is_accepted_in_part(new_context: NewContext, saltmere: Town, script: bool) -> None:
    """R10, R12: two networks have nothing arranged; one is offered a time, and for the other nothing changes."""
    leons, neils = met(saltmere, "Leon", ("Ruth", "Tomasz"), 5), met(saltmere, "Neil", ("Farah", "Sadia"), 4)
    page = as_lead(saltmere, new_context, script=script)
    assert page.get_by_text("Leon").count() == 0
    if script:
        reads_well(page)
    page.get_by_role("button", name="Look for times").click()
    page.get_by_text("It begins in a few seconds.").wait_for()
    if script:
        reads_well(page)
    reckoned(saltmere)
    if not script:
        page.get_by_role("link", name="Look again").click()
    page.get_by_role("heading", name="The same faces, or less on the road").wait_for()
    if script:
        reads_well(page)
    page.get_by_label("Farah and Sadia").uncheck()
    page.get_by_role("button", name="Offer what is ticked").click()
    page.get_by_text("offered a moment ago").wait_for()
    page.get_by_role("button", name="Decline what is ticked").click()
    page.get_by_text("declined", exact=True).wait_for()
    if script:
        reads_well(page)
    with saltmere.acting("Martin", at=now()):
        offered = NetworkMeeting.objects.filter(status="proposed")
        assert [each.network_id for each in offered] == [leons.pk]
        assert not offered.filter(network=neils).exists()


def test_the_ill_practitioner(new_context: NewContext, saltmere: Town) -> None:
    """R11, R12: Ruth writes down that she is away on Monday, and reads what is agreed for her then; Martin sees who is
    wanted, and asks; Tomasz, who would be there alone, names who stands in."""
    network = met(saltmere, "Leon", ("Ruth", "Tomasz"), 5)
    with transaction.atomic(), saltmere.acting("Ruth", at=now()) as ruth:
        meeting = agreed(saltmere, network, ruth, next_monday() + HOUR, at=now())
    hers = come_in(saltmere, "Ruth", new_context(java_script_enabled=False))
    hers.goto(f"/hours/{saltmere.practitioners['Ruth'].pk}/")
    hers.get_by_role("link", name="Write down days away").click()
    for field in ("The first day away", "The last day away"):
        hers.get_by_label(field).fill(next_monday().date().isoformat())
    hers.get_by_role("button", name="Keep it").click()
    hers.get_by_text("You are expected at one meeting then.").wait_for()
    page = as_lead(saltmere, new_context, script=True)
    page.get_by_text("Ruth is away then. Who comes instead?").wait_for()
    page.get_by_role("button", name="Look for times").click()
    page.get_by_text("It begins in a few seconds.").wait_for()
    reckoned(saltmere)
    page.get_by_text("instead of Ruth, who is away then").wait_for()
    reads_well(page)
    his = come_in(saltmere, "Tomasz", new_context(java_script_enabled=False))
    his.goto("/networks/")
    his.get_by_role("link", name="What is proposed for them in a week").click()
    his.get_by_text("instead of Ruth, who is away then").wait_for()
    his.get_by_role("button", name="Offer what is ticked").click()
    his.get_by_text("Accepted.").wait_for()
    with saltmere.acting("Martin", at=now()):
        stands_in = Substitution.objects.get(meeting=meeting)
        assert stands_in.reason == "Ruth cannot come that day."
