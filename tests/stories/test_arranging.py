"""A meeting is arranged in three browsers: Ruth proposes and agrees, Carol answers, Tomasz goes in and comes out."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, Page

from tests.browsers import axe_violations, html_errors
from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.people import entry
from tornio.records.models import Network

TELEPHONE = {"width": 390, "height": 844}
WIDTHS = (1280, 390, 320)
NewContext = Callable[..., BrowserContext]


def now() -> datetime:
    """The hour of the server's clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def saltmere(fresh_database: str) -> Town:
    """The town, where commits are real."""
    with transaction.atomic():
        return build_town(at=now() - 20 * DAY)


@pytest.fixture
def leons(saltmere: Town) -> Network:
    """Leon's network, that Carol called about an hour ago."""
    with transaction.atomic():
        return network_of(saltmere, at=now() - HOUR)


def come_in(town: Town, called: str, context: BrowserContext) -> Page:
    """Somebody comes in by their link."""
    with transaction.atomic():
        token = entry.make_link(town.humans[called], at=MONDAY, reusable=True)
    page = context.new_page()
    page.goto(f"/enter/{token}/")
    page.locator("main button").first.click()
    return page


def reads_well(page: Page) -> None:
    """Nothing is wider than the screen at any width, axe finds nothing, the HTML is valid."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (wider, axe_violations(page)) == (0, []), f"{page.url} at {width}"
    if before is not None:
        page.set_viewport_size(before)
    assert html_errors(page.content()) == []


def propose(page: Page, network: Network) -> None:
    """Tomorrow at half past two at Leon's, with Ruth and Tomasz."""
    page.goto(f"/n/{network.pk}/meet/")
    reads_well(page)
    page.get_by_label("Which day").select_option(index=1)
    page.get_by_label("What time").fill("25 past")
    page.get_by_label("The address, the ward, or how to join").fill("17 Ferry Lane")
    page.get_by_role("group", name="Who chose the time").get_by_label("Somebody in the network").check()
    page.get_by_role("group", name="Who chose the place").get_by_label("The person").check()
    page.get_by_label("Ruth Adeyemi, nurse and family therapist").check()
    page.get_by_role("button", name="Propose this").click()
    page.get_by_text("Write the time like 14:30").first.wait_for()
    assert page.get_by_label("The address, the ward, or how to join").input_value() == "17 Ferry Lane"
    reads_well(page)
    page.get_by_label("What time").fill("2.30pm")
    page.get_by_role("button", name="Propose this").click()
    page.get_by_text("Proposed, not agreed yet").wait_for()


@pytest.mark.parametrize("script", [True, False])
def test_ruth_proposes_agrees_and_carol_answers(
    new_context: NewContext,
    saltmere: Town,
    leons: Network,
    script: bool,
) -> None:
    """R10, R11: with and without script; refused in words while one of us is missing."""
    ruth = come_in(saltmere, "Ruth", new_context(java_script_enabled=script) if not script else new_context())
    if script:
        propose(ruth, leons)
        reads_well(ruth)
    else:
        ruth.goto(f"/n/{leons.pk}/meet/")
        ruth.get_by_label("What time").fill("23:30")
        ruth.get_by_label("Which day").select_option(index=1)
        ruth.get_by_label("Somebody in the network").first.check()
        ruth.get_by_label("The person").last.check()
        ruth.get_by_label("Ruth Adeyemi, nurse and family therapist").check()
        ruth.get_by_role("button", name="Propose this").click()
    ruth.get_by_role("button", name="Agree this meeting").click()
    assert "one more practitioner has to say yes first" in ruth.inner_text("main")
    ruth.get_by_text("Somebody else comes").click()
    ruth.get_by_label("Who", exact=True).select_option(label="Tomasz Wójcik, peer practitioner")
    ruth.get_by_role("button", name="They come").click()
    ruth.get_by_text("Tomasz comes.").wait_for()
    ruth.get_by_role("button", name="Agree this meeting").click()
    ruth.get_by_text("Agreed. Everyone who was asked").wait_for()
    carol = come_in(saltmere, "Carol", new_context(viewport=TELEPHONE))
    carol.goto(ruth.url.split("?")[0])
    assert "Tomasz Wójcik" in carol.inner_text("main")
    carol.get_by_label("I come for part of it").check()
    carol.get_by_label("Anything we should know").fill("After work, from six")
    carol.get_by_role("button", name="Say so").click()
    carol.get_by_text("Thank you. We know now.").wait_for()
    reads_well(carol)
    ruth.reload()
    assert "After work, from six" in ruth.inner_text("main")


def test_another_time_is_read_whole_beside_the_meeting(new_context: NewContext, saltmere: Town, leons: Network) -> None:
    """Beside the page there is room for one field at a time: which day, which other day, what time."""
    with saltmere.acting("Ruth", at=now()) as by:
        meeting = agreed(saltmere, leons, by, start=now() + DAY, at=now())
    ruth = come_in(saltmere, "Ruth", new_context(viewport={"width": 1280, "height": 900}))
    ruth.goto(f"/m/{meeting.pk}/arrange/")
    ruth.get_by_text("Another time or place").click()
    fields = ruth.locator(".stay .when input:visible, .stay .when select:visible").all()
    assert [each.bounding_box()["width"] >= 160 for each in fields] == [True] * 3  # type: ignore[index]


def test_tomasz_goes_in_and_comes_out_with_one_thumb(new_context: NewContext, saltmere: Town, leons: Network) -> None:
    """R10: the thumb bar stays at the bottom of the telephone, and its buttons are large."""
    with saltmere.acting("Ruth", at=now()) as by:
        agreed(saltmere, leons, by, start=now() - HOUR / 12, at=now() - HOUR)
    tomasz = come_in(saltmere, "Tomasz", new_context(viewport=TELEPHONE))
    tomasz.goto("/day/")
    reads_well(tomasz)
    tomasz.get_by_text("I am going in").first.click()
    tomasz.get_by_role("button", name="I am going in").click()
    out = tomasz.get_by_role("button", name="I am out and safe")
    box = out.bounding_box()
    assert box is not None
    assert box["height"] >= 56
    assert box["y"] + box["height"] <= TELEPHONE["height"]
    reads_well(tomasz)
    tomasz.get_by_role("button", name="20 minutes more").click()
    tomasz.get_by_text("Twenty minutes more.").wait_for()
    out.click()
    tomasz.get_by_text("Good. You are out and safe.").wait_for()
    assert tomasz.get_by_role("button", name="I am out and safe").count() == 0
