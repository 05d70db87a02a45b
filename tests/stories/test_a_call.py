"""A story: Nasima rings, Ruth listens and keeps it, Tomasz takes it on; Emily writes from the public page at night."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsers import axe_violations
from tests.people import Town, build_town
from tornio.people import entry

NewContext = Callable[..., BrowserContext]


def comes_in(town: Town, who: str, context: BrowserContext) -> Page:
    """Somebody of the town signs in by their link."""
    page = context.new_page()
    page.goto(f"/enter/{entry.make_link(town.humans[who], at=timezone.now(), reusable=True)}/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    return page


@pytest.mark.browser
def test_nasimas_call_is_kept_passed_on_and_stands_on_the_board_without_a_reload(
    fresh_database: str, new_context: NewContext
) -> None:
    """R1, R5, R6: her words are enough; Ruth is responsible until Tomasz says yes; the board follows by itself."""
    town = build_town("saltmere", "saltmere")
    ruth, tomasz = comes_in(town, "Ruth", new_context()), comes_in(town, "Tomasz", new_context())
    tomasz.goto(reverse("board"))
    expect(tomasz.get_by_text("Nobody is waiting.")).to_be_visible()

    ruth.goto(reverse("contact_new"))
    ruth.get_by_label("What are they telling you?").fill("She says the people next door have been taken away.")
    ruth.get_by_label("For somebody close to them").check()
    ruth.get_by_role("textbox", name="The caller").fill("Nasima Begum")
    ruth.get_by_label("The person it is about").fill("Rukhsana Begum")
    ruth.get_by_role("textbox", name="Telephone").fill("118 118 118 118 118")
    ruth.get_by_role("button", name="Keep it, we are still talking").click()
    expect(ruth.get_by_text("does not look like a telephone number").first).to_be_visible()
    expect(ruth.get_by_role("textbox", name="The caller")).to_have_value("Nasima Begum")
    assert axe_violations(ruth) == []
    ruth.get_by_role("textbox", name="Telephone").fill("07700 900142")
    ruth.get_by_label("We may ring").check()
    ruth.get_by_role("button", name="Keep it, we are still talking").click()
    expect(ruth.get_by_role("heading", name="Rukhsana Begum")).to_be_visible()

    ruth.get_by_text("Pass it on").click()
    ruth.get_by_label("To whom?").select_option(label="Tomasz Wójcik")
    ruth.locator("#offer").get_by_label("Why?").fill("My shift ends.")
    ruth.get_by_role("button", name="Ask them").click()
    expect(ruth.get_by_text("has not answered")).to_be_visible()

    expect(tomasz.get_by_text("She says the people next door")).to_be_visible(timeout=15_000)
    tomasz.get_by_role("link", name="Open what was said about Rukhsana Begum").click()
    tomasz.get_by_role("button", name="Yes, I am responsible from now on").click()
    expect(tomasz.get_by_text("You are responsible for the first meeting, Tomasz.")).to_be_visible()


@pytest.mark.browser
def test_emily_writes_from_a_telephone_without_script(fresh_database: str, new_context: NewContext) -> None:
    """R5, R23: no account, no script, 320 pixels; safety stands there; the answer names nobody."""
    build_town("saltmere", "saltmere")
    page = new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False).new_page()
    page.goto("/help/saltmere/")
    expect(page.get_by_text("life is in danger now").first).to_be_visible()
    expect(page.get_by_text("that person may read it too")).to_be_visible()
    page.get_by_label("What would you like to tell us?").fill("My flatmate has stopped coming out of her room.")
    page.get_by_label("Somebody close to me").check()
    page.get_by_label("Your name").fill("Emily Sato")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="It has arrived")).to_be_visible()
    assert "Emily" not in page.url + page.content()
