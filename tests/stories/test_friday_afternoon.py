"""A story: a mother rings at ten past four on a Friday, or whenever this runs; what is possible is offered and chosen.

The clocks of the server are those of today, so everybody here works at every hour; at which times there are ways for a
Friday at ten past four is asked of the action itself (tests/actions/test_possible.py).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.people import DAY, HOUR, Town, build_town
from tests.stories.test_arranging import come_in, reads_well
from tornio.actions import particulars, working
from tornio.core.particulars import Particulars
from tornio.core.working import MIDNIGHT, WEEKDAYS, Stretch

NewContext = Callable[..., BrowserContext]
ENGLAND = ZoneInfo("Europe/London")
HOME = "10 Downing Street, SW1A 2AA"


@pytest.fixture
def saltmere(fresh_database: str) -> Town:
    """Ruth and Tomasz are at work at every hour, and start from the old bakery; Tomasz speaks Polish."""
    now = datetime.now(UTC).replace(microsecond=0)
    with transaction.atomic():
        town = build_town(profile="saltmere", at=now - DAY)
        for called, languages in (("Ruth", ("en",)), ("Tomasz", ("en", "pl"))):
            key, at = town.practitioners[called].pk, now - HOUR
            with town.acting(called, at=at) as by:
                week = [Stretch(day, 0, MIDNIGHT) for day in WEEKDAYS]
                first = at.astimezone(ENGLAND).date()
                working.keep_week(practitioner_id=key, week=week, first=first, by=by, at=at)
                brings = Particulars(languages, base="The old bakery, SW1A 1AA")
                particulars.keep_particulars(practitioner_id=key, brings=brings, by=by, at=at)
    return town


def carol_rings(ruth: Page) -> str:
    """Ruth writes down what she says; the address of the call."""
    ruth.goto(reverse("contact_new"))
    ruth.get_by_label("What are they telling you?").fill("He hasn’t slept since Sunday. Can somebody come?")
    ruth.get_by_label("For somebody close to them").check()
    ruth.get_by_role("textbox", name="The caller").fill("Carol Birch")
    ruth.get_by_label("The person it is about").fill("Leon Birch")
    more = ruth.get_by_label("Which languages shall we speak?")
    if not more.is_visible():
        ruth.locator("details", has=more).locator("summary").click()
    more.fill("Polish, or English")
    ruth.get_by_role("button", name="Keep it, we are still talking").click()
    expect(ruth.get_by_role("heading", name="Leon Birch")).to_be_visible()
    return ruth.url.split("?")[0].split("#")[0]


def offers_the_best(ruth: Page) -> None:
    """What is possible by tomorrow, with its bill; one press offers it."""
    ruth.get_by_role("link", name="See what is possible").click()
    expect(ruth.get_by_role("heading", name="What is possible for Leon")).to_be_visible()
    ruth.get_by_label("The address, the ward, or how to join").fill(HOME)
    ruth.get_by_role("button", name="Look again").click()
    best = ruth.get_by_role("article").first
    expect(best.get_by_text("The best we can see")).to_be_visible()
    expect(best.get_by_text("You are responsible for this meeting.")).to_be_visible()
    expect(best.get_by_text("Speaks Polish.")).to_be_visible()
    expect(best.get_by_text("9 min").first).to_be_visible()  # 1.3 km at 20 km/h, five to park: not quite nine
    reads_well(ruth)
    ruth.get_by_label("Who chose the place").select_option(label="Somebody in the network")
    best.get_by_role("button", name="Offer this").click()
    expect(ruth.get_by_text("Offered. Nothing holds until they choose it.")).to_be_visible()


@pytest.mark.browser
def test_a_mother_rings_and_the_same_hour_a_meeting_is_chosen(new_context: NewContext, saltmere: Town) -> None:
    """R2, R10, R11: offered with one press; their yes stands on the call's page; and then its clock stands still."""
    ruth = come_in(saltmere, "Ruth", new_context())
    call = carol_rings(ruth)
    expect(ruth.locator("#clocks")).to_contain_text("of the 24 hours have gone")
    offers_the_best(ruth)
    meeting = ruth.url.split("?")[0]

    ruth.goto(call)
    first = ruth.get_by_role("region", name="The first meeting")
    expect(first.get_by_text("Proposed, not agreed yet")).to_be_visible()
    expect(first.get_by_text("has not answered").first).to_be_visible()
    expect(first.get_by_text(HOME)).to_be_visible()
    reads_well(ruth)

    ruth.goto(meeting)
    ruth.get_by_text("Write down an answer").click()
    ruth.locator("form", has=ruth.get_by_role("button", name="Keep", exact=True)).get_by_role(
        "combobox"
    ).first.select_option(label="Carol Birch")
    ruth.get_by_label("They come", exact=True).check()
    ruth.get_by_role("button", name="Keep", exact=True).click()
    expect(ruth.get_by_text("has not answered")).to_have_count(1)  # Leon has not; she has
    ruth.goto(call)
    expect(first.get_by_text("comes", exact=True)).to_be_visible()

    ruth.goto(meeting)
    ruth.get_by_role("button", name="Agree this meeting").click()
    expect(ruth.get_by_text("Agreed. Everyone who was asked")).to_be_visible()
    ruth.goto(call)
    clocks = ruth.locator("#clocks")
    expect(clocks).to_contain_text("after the call")
    expect(clocks).not_to_contain_text("hours have gone")
    stood = clocks.inner_text()
    ruth.reload()
    assert clocks.inner_text() == stood
    reads_well(ruth)
