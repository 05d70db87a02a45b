"""The look: every component as it stands in a browser, and the few promises that all pages share."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.html import escape
from playwright.sync_api import Page

from tests.browsers import axe_violations, html_errors_of
from tornio.core.clocks import Standing
from tornio.core.decisions import Stand
from tornio.core.voices import Became
from tornio.web.frame import Frame, House, show
from tornio.web.keeping import keeping
from tornio.web.views import gallery
from tornio.web.views.errors import broken

WEB = Path(gallery.__file__).resolve().parents[1]
LOOK = WEB / "static" / "tornio"
# A copy to take along is a file of its own, read where no page of ours is: it carries its style in itself.
TO_TAKE_ALONG = {WEB / "templates" / "rights" / "copy.html"}
TEMPLATES = sorted(set((WEB / "templates").rglob("*.html")) - TO_TAKE_ALONG)
WIDTHS = (1280, 390, 320)
EVERY_PAGE = [*gallery.PAGES, *gallery.ERRORS]
FIRST_VISIT = 120 * 1024  # bytes, compressed: the promise of the issue


def rendered(source: str, **values: object) -> str:
    """What a template makes of these values."""
    return str(engines["jinja2"].from_string(source).render(values))


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_component_reads_well_at_three_widths_to_everyone(page: Page, name: str) -> None:
    """axe-core finds nothing, nothing is wider than the screen, and the browser has nothing to complain of."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"/gallery/{name}/")
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (wider, axe_violations(page)) == (0, []), f"{name} at {width}"
    assert complaints == []


def test_the_html_of_every_component_is_valid(page: Page) -> None:
    """The W3C's checker finds no error on any page of the gallery."""
    answers = {name: page.request.get(f"/gallery/{name}/").text() for name in EVERY_PAGE}
    assert html_errors_of(answers) == {}


def test_a_first_visit_weighs_at_most_120_kilobytes(page: Page) -> None:
    """Everything that the heaviest page of the gallery fetches, compressed as it would travel."""
    fetched: dict[str, int] = {}

    def note(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]
        url = response.url  # type: ignore[attr-defined]
        fetched[url] = len(body) if url.endswith(".woff2") else len(gzip.compress(body, 6))

    page.on("requestfinished", lambda request: note(request.response()))
    page.goto("/gallery/meeting/", wait_until="networkidle")
    both_fonts = sum(font.stat().st_size for font in (LOOK / "fonts").glob("*.woff2"))
    without_fonts = sum(size for url, size in fetched.items() if not url.endswith(".woff2"))
    assert without_fonts + both_fonts <= FIRST_VISIT, fetched
    assert any(url.endswith(".woff2") for url in fetched)


# --- what every page promises ---------------------------------------------------------------------------------------


def test_the_gallery_is_not_there_in_a_service(settings: object) -> None:
    """Example people stand in no service's pages."""
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(Http404):
        gallery.gallery(RequestFactory().get("/gallery/"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_no_template_speaks_in_style_or_script_of_its_own(template: Path) -> None:
    """The pages run under a policy that refuses inline style and script, so none is written."""
    source = template.read_text()
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", source) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", source) if " src=" not in tag] == []


def test_the_style_sheets_fetch_nothing_from_elsewhere() -> None:
    """No third party learns that somebody is here, and every file that is named is there."""
    own = (LOOK / "tornio.css").read_text()
    vendored = (LOOK / "vendor" / "nhsuk-frontend.min.css").read_text()
    assert "@font-face" not in vendored
    assert not re.search(r"url\([\"']?(https?:)?//", own + vendored)
    for named in re.findall(r"url\(\"([^\"]+)\"\)", own):
        assert (LOOK / named).is_file(), named


def test_a_page_is_kept_by_no_browser_and_names_its_house() -> None:
    """A shared telephone shows nothing on "Back"; the telephone number stands at the foot of every page."""
    request = RequestFactory().get("/")
    request.frame = Frame(House("Saltmere Open Dialogue", "01632 960 145", "999"), who="Carol Marsh")  # type: ignore[attr-defined]
    answer = show(request, "errors/404.html", {"messages": ()})
    assert answer["Cache-Control"] == "no-store"
    assert "01632\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}145" in answer.content.decode()
    assert 'lang="en-GB"' in answer.content.decode()


def test_a_page_before_anyone_has_signed_in_still_stands() -> None:
    """No service is named, no number given; nobody is left without a word about danger."""
    page = show(RequestFactory().get("/"), "errors/404.html", {"messages": ()}).content.decode()
    assert "the emergency number where you are" in page
    assert "tel:" not in page


def test_only_carols_browser_puts_back_what_carol_typed() -> None:
    """The page says who is signed in by a stamp that is the same for her each time, and tells nobody who it is."""
    carol, dev = Frame(human="carol"), Frame(human="dev")
    assert carol.reader_stamp == Frame(human="carol").reader_stamp != dev.reader_stamp
    assert "carol" not in carol.reader_stamp
    assert Frame().reader_stamp == ""


def test_every_state_has_a_shape_of_its_own_name() -> None:
    """Colour never speaks alone: whatever the core calls a state, its shape is found by that word."""
    words = [*Standing, *Stand, *Became]
    page = rendered(
        "{% from 'parts/marks.html' import mark %}{% for w in words %}{{ mark(w) }}{% endfor %}", words=words
    )
    assert page.count("<svg") == len(words)


# --- fields ---------------------------------------------------------------------------------------------------------


class Call(forms.Form):
    """A form such as a view author declares."""

    words = forms.CharField(label="Their words", help_text="As <they> say them", widget=forms.Textarea)
    whom = forms.ChoiceField(label="For whom", choices=[("self", "Me")], widget=forms.RadioSelect)
    number = forms.CharField(label="Number")


def test_what_was_typed_is_kept_and_the_error_stands_beside_its_field() -> None:
    """The sentence is tied to its control, and the summary leads to it."""
    form = Call({"words": "<script>x</script>", "number": ""})
    form.add_error("words", "Too long by one word.")
    page = rendered(
        "{% from 'parts/fields.html' import field, form_errors %}{{ form_errors(form) }}"
        "{% for each in form %}{{ field(each) }}{% endfor %}",
        form=form,
    )
    assert '<a href="#id_words">Too long by one word.</a>' in page
    assert '<a href="#id_whom_0">' in page
    assert 'id="id_whom_0"' in page
    assert 'aria-describedby="id_words-hint id_words-error"' in page
    assert 'id="id_words-error"' in page
    assert escape("<script>x</script>") in page
    assert "<script>" not in page
    assert "As &lt;they&gt; say them" in page


def test_peoples_words_keep_their_lines_and_can_do_nothing() -> None:
    """An empty line is a new paragraph; markup, templates and formulas are words like any others."""
    page = rendered("{{ words | paragraphs }}", words="One\r\ntwo\n\n<b>{{ 7*7 }}</b>\n=HYPERLINK()")
    assert page == "<p>One<br>two</p>\n<p>&lt;b&gt;{{ 7*7 }}&lt;/b&gt;<br>=HYPERLINK()</p>"


def test_a_name_that_nobody_gave_is_an_error_and_not_an_empty_place() -> None:
    """A misspelt name in a template must not quietly leave out who is responsible."""
    with pytest.raises(Exception, match="is undefined"):
        rendered("{{ responsable }}")


def test_time_is_told_by_the_services_clocks() -> None:
    """12:20 in London's winter is told as such; `now` and the moment are all that a page gives."""
    page = rendered("{{ told.when(at, at) }}, {{ told.digits(at) }}, {{ at | machine }}", at=gallery.at("14:30"))
    assert page == "today at half past two, 14:30, 2026-11-12T14:30+00:00"


# --- leaving, and sending -------------------------------------------------------------------------------------------


def test_leaving_quickly_signs_out_clears_and_goes_on(client: Client, db: None) -> None:
    """Works from a page that has grown old: no secret of the form is asked for."""
    Client(enforce_csrf_checks=True).post("/leave/")
    answer = client.post("/leave/")
    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert '<meta http-equiv="refresh" content="0; url=https://www.bbc.co.uk/weather">' in answer.content.decode()
    assert "ornio" not in answer.content.decode().lower()
    assert client.get("/leave/").status_code == 405


def test_a_sending_script_is_told_that_its_words_were_taken() -> None:
    """A redirect after the deed names the next page; one to signing in does not, for nothing was taken."""
    asks = RequestFactory().post("/", headers={"X-Tornio-Keep": "1"})

    def answers(to: str) -> HttpResponse:
        return keeping(lambda _request: HttpResponseRedirect(to))(asks)

    taken = answers("/meeting/#said")
    assert (taken.status_code, taken["X-Tornio-Next"]) == (204, "/meeting/#said")
    assert answers("/enter/?next=/meeting/").status_code == 302
    ordinary = keeping(lambda _request: HttpResponseRedirect("/x/"))(RequestFactory().post("/"))
    assert ordinary.status_code == 302


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
def test_while_the_database_is_away_a_page_says_so_and_when_to_look_again(away: type[Exception]) -> None:
    """safety.md: faults. It is said in words, without a database, and is no fault of whoever asked."""
    try:
        raise away("the server closed the connection")
    except away:
        answer = broken(RequestFactory().get("/"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "We are not there just now" in answer.content.decode()
    assert "closed the connection" not in answer.content.decode()
    assert broken(RequestFactory().get("/")).status_code == 500
