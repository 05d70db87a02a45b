"""The page's small scripts in a real browser: nothing typed is lost, others' words come in, leaving is quick.

Only the network is played here: the pages and the scripts are the real ones.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

WEATHER = "https://www.bbc.co.uk/weather"
CARRIES_ON = "I keep listening at his door."
NEW = (
    '<article class="voice" id="v9" aria-labelledby="v9-by" data-says="Dev added his words">'
    '<p class="signed" id="v9-by"><b>Dev</b></p><blockquote class="words"><p>I am glad.</p></blockquote></article>'
)


@pytest.fixture
def carol(new_context: Callable[..., BrowserContext]) -> Page:
    """Carol's telephone, on the example meeting that keeps itself up to date."""
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.route(WEATHER, lambda route: route.fulfill(body="<h1>Rain later</h1>", content_type="text/html"))
    page.goto("/gallery/live/")
    return page


def said_changes(page: Page, inside: Callable[[str], str]) -> list[str | None]:
    """From now on the live part is answered with what it holds, changed once; the stamps it asked with."""
    before = page.evaluate("document.getElementById('said').innerHTML")
    asked: list[str | None] = []

    def answer(route: Route) -> None:
        stamp = route.request.headers.get("if-none-match")
        asked.append(stamp)
        if stamp == '"second"':
            route.fulfill(status=304)
        else:
            headers = {"ETag": '"second"'}
            route.fulfill(status=200, headers=headers, content_type="text/html", body=inside(before))

    page.route("**/gallery/said/", answer)
    return asked


def test_devs_words_appear_within_two_seconds_and_are_read_out_once(carol: Page) -> None:
    """Polite: Carol hears that Dev has spoken, and the stamp goes back as it was given."""
    asked = said_changes(carol, lambda before: before + NEW)
    expect(carol.locator("#v9")).to_be_visible(timeout=2000)
    expect(carol.locator("#said-aloud")).to_have_text("Dev added his words")
    carol.wait_for_timeout(2000)
    assert asked[0] == '"opaque"'
    assert set(asked[1:]) == {'"second"'}
    assert carol.locator("#v9").count() == 1


def test_nothing_that_carol_is_doing_is_disturbed_when_others_speak(carol: Page) -> None:
    """Her caret, her words, what she opened and where she reads all stay."""
    carol.evaluate(
        """document.getElementById("said").insertAdjacentHTML("beforeend", '<details id="more"><summary>More</summary>'
           + '<p>…</p></details><form id="inside"><textarea id="note"></textarea></form>')"""
    )
    said_changes(carol, lambda before: NEW + before.replace("<p>…</p>", "<p>… and more</p>"))
    carol.click("#more summary")
    carol.fill("#note", CARRIES_ON)
    carol.evaluate("document.getElementById('note').setSelectionRange(2, 6)")
    top = carol.evaluate("document.getElementById('note').getBoundingClientRect().top")
    expect(carol.locator("#v9")).to_have_count(1, timeout=3000)
    expect(carol.locator("#more")).to_have_text("More… and more")
    now = carol.evaluate(
        """(() => { const note = document.getElementById("note");
           return [document.activeElement === note, note.value, note.selectionStart, note.selectionEnd,
                   document.getElementById("more").open, note.getBoundingClientRect().top] })()"""
    )
    assert now[:5] == [True, CARRIES_ON, 2, 6, True]
    assert abs(now[5] - top) <= 2  # the line she writes on has not moved


def test_the_line_that_carol_reads_does_not_move_when_something_comes_in_above(carol: Page) -> None:
    """She has scrolled down and holds nothing; the earlier part grows."""
    said_changes(carol, lambda before: NEW + before)
    carol.evaluate("window.scrollTo(0, document.getElementById('v7').offsetTop - 100)")
    top = carol.evaluate("document.getElementById('v7').getBoundingClientRect().top")
    expect(carol.locator("#v9")).to_have_count(1, timeout=3000)
    carol.wait_for_timeout(200)
    assert abs(carol.evaluate("document.getElementById('v7').getBoundingClientRect().top") - top) <= 2


def test_a_part_that_is_no_longer_hers_takes_her_to_the_page_itself(carol: Page) -> None:
    """Once the answer is 404 (R8: somebody who has just left), nothing old stays on the screen."""
    with carol.expect_navigation(url="**/gallery/live/", timeout=4000):
        carol.route("**/gallery/said/", lambda route: route.fulfill(status=404))


def test_a_dropped_connection_is_told_and_what_was_typed_stays(carol: Page) -> None:
    """The strip says that it is kept; it goes when the connection is back."""
    carol.fill("#id_words", CARRIES_ON)
    carol.context.set_offline(True)
    expect(carol.locator("#lost")).to_be_visible(timeout=5000)
    carol.context.set_offline(False)
    expect(carol.locator("#lost")).to_be_hidden(timeout=5000)
    expect(carol.locator("#id_words")).to_have_value(CARRIES_ON)


def test_a_reload_loses_nothing_typed(carol: Page) -> None:
    """Words and choices are put back in the tab where they were made."""
    carol.fill("#id_words", CARRIES_ON)
    carol.check("#id_audience_1", force=True)
    carol.reload()
    expect(carol.locator("#id_words")).to_have_value(CARRIES_ON)
    expect(carol.locator("#id_audience_1")).to_be_checked()


def sent_to(page: Page, answers: list[int]) -> list[str]:
    """What the form sends, answered in turn: 0 drops the connection, 204 takes the words."""
    bodies: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        bodies.append(route.request.post_data or "")
        status = answers[min(len(bodies), len(answers)) - 1]
        if status == 0:
            return route.abort("connectionfailed")
        return route.fulfill(status=status, headers={"X-Tornio-Next": "/gallery/confirm/"})

    page.route("**/gallery/live/", answer)
    return bodies


def test_a_double_click_sends_once_and_what_was_sent_is_not_put_back(carol: Page) -> None:
    """One key, one row; a form that was taken is empty the next time."""
    bodies = sent_to(carol, [204])
    carol.fill("#id_words", CARRIES_ON)
    carol.dblclick("text=Add my words >> nth=-1")
    carol.wait_for_url("**/gallery/confirm/")
    assert len(bodies) == 1
    carol.goto("/gallery/live/")
    expect(carol.locator("#id_words")).to_have_value("")


def test_words_are_sent_again_with_the_same_key_when_the_connection_drops(carol: Page) -> None:
    """The first answer is lost; the second sending is the same to the letter, so that it makes nothing twice."""
    bodies = sent_to(carol, [0, 204])
    carol.fill("#id_words", CARRIES_ON)
    carol.click("form#mine button")
    expect(carol.locator("#lost")).to_be_visible(timeout=2000)
    carol.wait_for_url("**/gallery/confirm/", timeout=6000)
    assert len(bodies) == 2
    fields = [body.split("\r\n") for body in bodies]
    same = [[line for line in lines if not line.startswith("--")] for lines in fields]
    assert same[0] == same[1]
    assert "77aa" in same[0]


def test_words_that_were_refused_are_shown_again_by_the_server_itself(carol: Page) -> None:
    """What was not taken goes the ordinary way, so that the server's page can say why; the button's name goes along."""
    bodies = sent_to(carol, [400, 400])
    carol.unroute("**/gallery/live/")

    def refuse(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        bodies.append(route.request.post_data or "")
        return route.fulfill(status=200, body="<h1>Look again</h1>", content_type="text/html")

    carol.route("**/gallery/live/", refuse)
    carol.fill("#id_words", CARRIES_ON)
    carol.click("form#mine button")
    expect(carol.locator("h1")).to_have_text("Look again")
    assert len(bodies) == 2


def test_leaving_quickly_leaves_nothing_behind(carol: Page) -> None:
    """What was typed is gone from the tab, and "Back" does not show the page."""
    carol.fill("#id_words", CARRIES_ON)
    carol.click("text=Leave quickly")
    carol.wait_for_url(WEATHER)
    carol.go_back()
    assert "gallery/live" not in carol.url
    carol.goto("/gallery/live/")
    expect(carol.locator("#id_words")).to_have_value("")


def test_escape_three_times_leaves_too(carol: Page) -> None:
    """For a hand that is on the keyboard."""
    for _press in range(3):
        carol.keyboard.press("Escape")
    carol.wait_for_url(WEATHER)


def test_leaving_quickly_needs_no_script(new_context: Callable[..., BrowserContext]) -> None:
    """The button is an ordinary form, and the page's own policy on forms does not stand in its way."""
    page = new_context(java_script_enabled=False).new_page()
    page.route(WEATHER, lambda route: route.fulfill(body="<h1>Rain later</h1>", content_type="text/html"))
    page.goto("/gallery/member/")
    page.click("text=Leave quickly")
    page.wait_for_url(WEATHER)


def test_what_leon_typed_in_this_tab_is_not_put_back_for_carol(carol: Page) -> None:
    """One telephone, two people: the kept words belong to whoever typed them."""
    carol.fill("#id_words", CARRIES_ON)
    carol.evaluate(
        """for (const slot of Object.keys(sessionStorage)) {
             const kept = JSON.parse(sessionStorage.getItem(slot));
             sessionStorage.setItem(slot, JSON.stringify({...kept, reader: "somebody else"})) }"""
    )
    carol.reload()
    expect(carol.locator("#id_words")).to_have_value("")
