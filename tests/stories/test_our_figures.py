"""Our figures in three browsers: Martin has them counted and takes them along, Priya agrees, Edith reads what left."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, Page

from tests.meetings import held, network_of
from tests.people import DAY, HOUR, Town, build_town
from tests.stories.reading import come_in, now, reads_well
from tornio.actions import figures_job
from tornio.core.people import Capacity
from tornio.records.models import Change, Counting

NewContext = Callable[..., BrowserContext]
MEETINGS = 9
DAYS_AGO = 40  # always in a month that is over
LEAVES = ["0", "10", "10", "0", "0"]  # yes, no, of, missing, per cent


@pytest.fixture
def saltmere(fresh_database: str) -> Town:
    """The town, where commits are real; Ruth and Tomasz met Leon nine times, and nobody of his own came along."""
    begun = now() - 70 * DAY
    with transaction.atomic():
        town = build_town(profile="saltmere", at=begun)
        network = network_of(town, at=begun)
        for number in reversed(range(MEETINGS)):
            start = now() - (DAYS_AGO + number) * DAY
            with town.acting("Ruth", at=start - HOUR) as by:
                held(town, network, by, start, ("Leon", "Ruth", "Tomasz"), at=start - HOUR)
    return town


def looked_at(*looks: Callable[[], object]) -> Callable[[], datetime]:
    """A clock by which somebody looks at the page each time that the job asks it."""
    left = list(looks)

    def clock() -> datetime:
        if left:
            left.pop(0)()
        return now()

    return clock


def counts(town: Town, *looks: Callable[[], object]) -> None:
    """What the worker does meanwhile: it begins, has taken the tables, counts, and is done."""
    with town.acting("Martin", at=now(), capacity=Capacity.SERVICE_LEAD):
        made = Counting.objects.get(state="asked")
    figures_job.reckon(town.organisation, made.pk, looked_at(*looks))


def shows(page: Page, words: str) -> Callable[[], None]:
    """Somebody waits until the page says so, by itself."""
    return page.get_by_text(words).first.wait_for


def taken(page: Page, link: str, to: Path) -> Path:
    """What a link gives to keep."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=link).click()
    found = to / waited.value.suggested_filename
    waited.value.save_as(found)
    return found


def as_lead(town: Town, context: BrowserContext) -> Page:
    """Martin comes in, to lead, and goes to the figures."""
    page = come_in(town, "Martin", context)
    page.get_by_role("button", name="As service lead").click()
    page.get_by_role("navigation").get_by_role("link", name="Our figures").click()
    return page


def counts_and_watches(town: Town, page: Page) -> None:
    """The page says how far the job is, and opens itself anew when it is done; then all of it once more."""
    page.get_by_role("button", name="Count them now").click()
    begins, reads, has = (
        shows(page, each)
        for each in ("It begins in a few seconds.", "It reads what was written down anyway.", "It counts.")
    )
    counts(town, begins, reads, now, has)
    page.get_by_role("heading", name="Social network").wait_for()
    assert f"0 of {MEETINGS}" in page.get_by_role("region", name="Social network", exact=True).inner_text()
    page.get_by_role("button", name="Count again").click()
    begins()
    assert page.get_by_role("button", name="Count again").count() == 0
    counts(town)
    page.get_by_role("button", name="Count again").wait_for()


def takes_along(page: Page, to: Path) -> None:
    """The sheet and the report say what the page says; the report reads well wherever it is opened."""
    sheet = taken(page, "Every figure as a table (CSV)", to).read_text(encoding="utf-8-sig").splitlines()
    year = next(row for row in csv.DictReader(sheet) if row["id"] == "with_own_network")
    assert (year["numerator"], year["denominator"]) == ("0", str(MEETINGS))
    report = page.context.new_page()
    report.goto(taken(page, "The report, one page that prints well", to).as_uri())
    assert f"0 of {MEETINGS}" in report.inner_text("main")
    reads_well(report)
    report.close()


def test_martin_takes_figures_along_and_what_priya_agrees_to_edith_reads(
    new_context: NewContext, saltmere: Town, tmp_path: Path
) -> None:
    """R29, R31: exact for Martin; for the board rounded, nine told as ten, and nobody has it before Priya says yes."""
    martin = as_lead(saltmere, new_context())
    counts_and_watches(saltmere, martin)
    takes_along(martin, tmp_path)
    martin.get_by_role("button", name="Make a release ready").click()
    martin.get_by_text("Say for whom it is.").first.wait_for()
    martin.get_by_label("For whom is it?").fill("the board of the trust")
    martin.get_by_role("button", name="Make a release ready").click()
    counts(saltmere, shows(martin, "A release is made ready"))
    martin.get_by_text("waits for the privacy lead").wait_for()
    edith = come_in(saltmere, "Edith", new_context(java_script_enabled=False))
    edith.get_by_text("No figure is released yet.").wait_for()
    priya = come_in(saltmere, "Priya", new_context(java_script_enabled=False))
    priya.get_by_role("link", name="Look at it").click()
    priya.get_by_role("link", name="For the board of the trust").click()
    assert priya.get_by_role("row", name="Social network").get_by_role("cell").all_inner_texts() == LEAVES
    priya.get_by_role("button", name="Yes, it may leave").click()
    priya.get_by_text("Kept. It may leave.").wait_for()
    edith.reload()
    edith.get_by_role("link", name="For the board of the trust").click()
    assert edith.get_by_role("row", name="Social network").get_by_role("cell").all_inner_texts() == LEAVES
    assert edith.get_by_role("link", name="tables").count() == 0
    martin.reload()
    assert "agreed" in martin.get_by_role("region", name="What leaves the service").inner_text()
    with saltmere.acting("Priya", at=now()):
        assert not Change.objects.filter(verb="took tables along").exists()
