"""Every page of the house, proved: each kind of person follows every link from their home; one walk for all tests."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from tests import database
from tests.browsers import html_errors_of
from tests.served import Served
from tests.stories.together import Way, all_walks, once_for_all_workers
from tests.stories.walking import Walked
from tests.stories.whole_town import WholeTown, build
from tornio.people import entry
from tornio.web.policy import READ, declared

pytestmark = pytest.mark.browser

WayIn = Callable[[BrowserContext], Page]
PEOPLE = {
    "Leon": "the person at the centre", "Carol": "his mother", "Neil": "his uncle, who left", "Gareth": "has stopped",
    "Ruth": "staff", "Tomasz": "staff", "Sadia": "staff", "Martin": "leads the service",
    "Priya": "privacy lead", "Edith": "evaluator", "Ada": "administrator",
}  # fmt: skip
ARRANGES = ("Leon", "Carol", "Ruth", "Tomasz")
AS_WHAT = {"Martin": "As service lead"}  # who has more than one answer

A_SCRIPTS_QUESTION = "asked by a script, without a page round it"
ONE_USE = "a link that works once, read in tests/web"
HAS_NOT_HAPPENED = "about something that has not happened in this town, read in tests/web"
NOT_BY_A_LINK = {
    "board_now": A_SCRIPTS_QUESTION,
    "meeting_live": A_SCRIPTS_QUESTION,
    "passkey_question": A_SCRIPTS_QUESTION,
    "second_question": A_SCRIPTS_QUESTION,
    "new_passkey_question": A_SCRIPTS_QUESTION,
    "openid_connect_callback": "where another house sends somebody back to",
    "second": "asked of whoever has a second proof, after their link",
    "address": ONE_USE,
    "arrived": ONE_USE,
    "enter_alone": "said to a browser that has no second proof yet",
    "privacy_now": A_SCRIPTS_QUESTION,
    "week_now": A_SCRIPTS_QUESTION,
    "figures_now": A_SCRIPTS_QUESTION,
    "offline": "kept by the browser for when there is no connection, read in tests/web/test_look.py",
    **dict.fromkeys(
        (
            "acting_for",
            "answers_again",
            "apart_entry",
            "beyond_open",
            "beyond_why",
            "cannot",
            "deletion",
            "deletion_new",
            "deletions",
            "frozen",
            "frozen_one",
            "grant",
            "letter",
            "letter_new",
            "letter_print",
            "moved",
            "privacy_glass",
            "privacy_line",
            "retention",
            "retention_one",
            "worry",
        ),
        HAS_NOT_HAPPENED,
    ),
    "gallery": "read in tests/web/test_look.py",
    "gallery_page": "read in tests/web/test_look.py",
}


def comes_in(there: WholeTown, called: str) -> WayIn:
    """Somebody's way in: their link, and as what they come when that is asked."""

    link = reverse("enter_by_link", args=[_link(there, called)])

    def enter(context: BrowserContext) -> Page:
        page = context.new_page()
        page.goto(link)
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        if called in AS_WHAT:
            page.get_by_role("button", name=AS_WHAT[called]).click()
            page.wait_for_load_state()
        return page

    return enter


def _link(there: WholeTown, called: str) -> str:
    with transaction.atomic():
        return entry.make_link(there.town.humans[called], at=there.now, reusable=True)


def on_the_table(there: WholeTown) -> WayIn:
    """Ruth lays her screen on the table."""
    ruth = comes_in(there, "Ruth")

    def enter(context: BrowserContext) -> Page:
        page = ruth(context)
        page.goto(reverse("meeting", args=[there.open.pk]))
        page.get_by_role("button", name="Lay this screen on the table").click()
        page.get_by_role("button", name="Put away").wait_for()
        return page

    return enter


@pytest.fixture(scope="module")
def walked(
    run_database: str,
    served_tornio: Served,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    testrun_uid: str,
) -> Walked:
    """All walks, once for all tests of this file."""

    def walk() -> Walked:
        with django_db_blocker.unblock(), database.copy_for_this_run("_fresh") as name:
            database.point_at(name)
            try:
                served_tornio.start()
                with transaction.atomic():
                    there = build(datetime.now(UTC).replace(microsecond=0))
                return all_walks(_ways(there), served_tornio.url)
            finally:
                database.point_at(run_database)

    base = tmp_path_factory.getbasetemp()
    place = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"walked-{testrun_uid}"
    place.mkdir(exist_ok=True)
    return once_for_all_workers(place, walk)


def _ways(there: WholeTown) -> Iterator[Way]:
    """Everybody who walks."""
    public = ("public_contact", "public_thanks")
    outside = ["/", reverse("enter"), reverse("enter_sent")]
    outside += [reverse("enter_by_link", args=[_link(there, "Carol")])]
    outside += [reverse(name, args=["saltmere"]) for name in public]
    yield Way("nobody", "nobody", BrowserContext.new_page, outside)
    for called, reads_as in PEOPLE.items():
        ahead = [reverse("arrange", args=[meeting.pk]) for meeting in (there.agreed, there.proposed)]
        seeds = ["/", reverse("choose"), reverse("ways_in"), *(ahead if called in ARRANGES else [])]
        yield Way(called, reads_as, comes_in(there, called), seeds)
    yield Way("the table", "the table", on_the_table(there), [reverse("meeting", args=[there.open.pk])])


def test_every_link_leads_to_a_page(walked: Walked) -> None:
    assert walked.told("status") == ""


def test_no_route_is_forgotten(walked: Walked) -> None:
    """A page that nobody finds by a link is a page for nobody: it is listed with its reason, or it fails here."""
    pages = {name for name, policy in declared().items() if policy.methods & READ}
    visited = {each.split(" ")[0] for each in walked.routes}
    assert sorted(pages - visited - set(NOT_BY_A_LINK)) == []
    assert set(NOT_BY_A_LINK) - {"gallery", "gallery_page"} <= set(declared())


def test_no_browser_complains(walked: Walked) -> None:
    """Neither about a script nor under the content security policy."""
    assert walked.told("complaints") == ""


def test_axe_finds_nothing(walked: Walked) -> None:
    assert walked.told("axe") == ""


def test_the_html_is_valid(walked: Walked) -> None:
    found = html_errors_of(dict(walked.html))
    assert "\n".join(f"{where}: {errors}" for where, errors in found.items()) == ""


def test_each_page_has_one_heading_and_a_title(walked: Walked) -> None:
    assert walked.told("heading", "title") == ""


def test_every_field_has_its_label_and_every_form_its_button(walked: Walked) -> None:
    assert walked.told("labels", "forms") == ""


def test_every_control_is_reached_and_worked_by_keyboard_and_its_focus_seen(walked: Walked) -> None:
    assert walked.told("native", "unreached", "unseen", "hidden") == ""


def test_nothing_is_wider_than_a_small_telephone_also_with_text_twice_as_large(walked: Walked) -> None:
    assert walked.told("wide") == ""


def test_a_browser_without_scripts_shows_the_same_words(walked: Walked) -> None:
    assert walked.told("script") == ""


def test_a_form_sent_empty_and_without_scripts_says_what_is_missing(walked: Walked) -> None:
    assert walked.told("sent", "refusal") == ""
    assert walked.forms
