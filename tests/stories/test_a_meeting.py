"""A meeting in real browsers: Leon, Carol and Ruth each on their own device, and a screen on the table."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsers import axe_violations, html_errors
from tests.kitchen import a_meeting, a_network
from tests.people import Town, build_town
from tests.web.in_the_room import acting, say
from tornio.core.people import Capacity
from tornio.core.voices import Audience
from tornio.records.models import NetworkMeeting, Voice

WITHIN = 2.0  # seconds until others' words are there
Enter = Callable[..., Page]


@pytest.fixture
def town(fresh_database: str) -> Town:
    """Saltmere, where commits are real."""
    return build_town()


@pytest.fixture
def meeting(town: Town) -> NetworkMeeting:
    """Leon's kitchen, open just now."""
    return a_meeting(town, a_network(town), timezone.now())


@pytest.fixture
def enter(town: Town, meeting: NetworkMeeting, new_context: Callable[..., BrowserContext]) -> Iterator[Enter]:
    """Opens the meeting's page in somebody's own browser."""

    def open_page(called: str, **options: object) -> Page:
        session = SessionStore()
        human = town.humans[called]
        works = Capacity.PRACTITIONER if called in town.practitioners else Capacity.ONESELF
        session["_auth_user_id"] = str(human.pk)
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session["_auth_user_hash"] = human.get_session_auth_hash()
        session["acting"] = {"organisation": str(town.organisation.pk), "capacity": works.value}
        session.create()
        context = new_context(**options)
        page = context.new_page()
        page.goto("/healthz")
        context.add_cookies([{"name": "session", "value": str(session.session_key), "url": page.url}])
        answer = page.goto(f"/m/{meeting.pk}/")
        assert answer is not None
        assert answer.status == 200
        return page

    return open_page  # type: ignore[return-value]


def speak(page: Page, words: str) -> None:
    """Write something and add it."""
    page.locator("#say textarea[name=words]").fill(words)
    page.locator("#say button.nhsuk-button").click()


def said(page: Page, words: str, within: int = 20_000) -> float:
    """The words are there; how long it took, in seconds."""
    began = time.monotonic()
    expect(page.locator("#said-part").get_by_text(words, exact=True)).to_be_visible(timeout=within)
    return time.monotonic() - began


@pytest.mark.browser
def test_three_speak_and_each_reads_the_others_within_two_seconds(enter: Enter) -> None:
    leon, carol, ruth = enter("Leon"), enter("Carol"), enter("Ruth")
    for page, words in ((leon, "Let us talk about sleep."), (carol, "I keep listening."), (ruth, "I am here.")):
        speak(page, words)
        said(page, words)
        for other in {leon, carol, ruth} - {page}:
            assert said(other, words) < WITHIN


@pytest.mark.browser
def test_a_note_to_oneself_never_appears_anywhere_else(town: Town, meeting: NetworkMeeting, enter: Enter) -> None:
    """R24."""
    leon, carol = enter("Leon"), enter("Carol")
    say(town, meeting, "Carol", "Only for me.", audience=Audience.AUTHOR)
    said(carol, "Only for me.")
    say(town, meeting, "Carol", "For all.")
    said(leon, "For all.")
    assert "Only for me." not in leon.content()


@pytest.mark.browser
def test_what_carol_types_survives_a_reload_and_others_words(town: Town, meeting: NetworkMeeting, enter: Enter) -> None:
    carol = enter("Carol")
    field = carol.locator("#say textarea[name=words]")
    field.fill("I was going to")
    say(town, meeting, "Leon", "Sorry, I spoke.")
    said(carol, "Sorry, I spoke.")
    assert field.input_value() == "I was going to"
    carol.reload()
    assert field.input_value() == "I was going to"


@pytest.mark.browser
def test_a_double_click_keeps_one(town: Town, meeting: NetworkMeeting, enter: Enter) -> None:
    carol = enter("Carol")
    carol.locator("#say textarea[name=words]").fill("Once.")
    carol.locator("#say button.nhsuk-button").dblclick()
    said(carol, "Once.")
    with acting(town, "Carol"):
        assert Voice.objects.filter(text="Once.").count() == 1


@pytest.mark.browser
def test_words_typed_while_the_connection_is_down_arrive_when_it_is_back(enter: Enter) -> None:
    carol, leon = enter("Carol"), enter("Leon")
    carol.context.set_offline(True)
    speak(carol, "From the cellar.")
    expect(carol.locator("#lost")).to_be_visible()
    carol.context.set_offline(False)
    said(leon, "From the cellar.")


@pytest.mark.browser
def test_the_table_shows_what_is_said_and_is_put_away(town: Town, meeting: NetworkMeeting, enter: Enter) -> None:
    ruth = enter("Ruth")
    ruth.get_by_role("button", name="Lay this screen on the table").click()
    expect(ruth.get_by_role("button", name="Put away")).to_be_visible()
    say(town, meeting, "Leon", "For us.", audience=Audience.PERSON_AND_TEAM)
    say(town, meeting, "Carol", "For all.")
    said(ruth, "For all.")
    assert "For us." not in ruth.content()
    ruth.get_by_role("button", name="Put away").click()
    expect(ruth.get_by_role("heading", name="Come in")).to_be_visible()


@pytest.mark.browser
def test_whoever_is_signed_out_reads_nothing_a_moment_later(enter: Enter) -> None:
    """safety.md: withdrawal reaches open pages."""
    carol = enter("Carol")
    key = next(each["value"] for each in carol.context.cookies() if each["name"] == "session")
    carol.wait_for_timeout(2_500)  # by now "nothing new" comes from memory
    SessionStore(key).delete()
    expect(carol.get_by_role("heading", name="Come in")).to_be_visible(timeout=4_000)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("called", ["Ruth", "Leon"])
def test_the_room_has_no_violation_and_no_overflow(
    town: Town, meeting: NetworkMeeting, enter: Enter, called: str, width: int
) -> None:
    for words in ("Let us talk about sleep.", "I keep listening."):
        say(town, meeting, "Carol", words)
    page = enter(called, viewport={"width": width, "height": 800})
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1280:
        assert html_errors(page.context.request.get(page.url).text()) == []
