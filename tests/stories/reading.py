"""What every story in a browser does: come in by a link, and see that a page reads well at three widths."""

from datetime import UTC, datetime

from django.db import transaction
from playwright.sync_api import BrowserContext, Page

from tests.browsers import axe_violations, html_errors
from tests.people import Town
from tornio.people import entry

WIDTHS = (1280, 390, 320)


def now() -> datetime:
    """The hour of the server's clock."""
    return datetime.now(UTC).replace(microsecond=0)


def come_in(town: Town, called: str, context: BrowserContext) -> Page:
    """Somebody comes in by their link."""
    with transaction.atomic():
        token = entry.make_link(town.humans[called], at=now(), reusable=True)
    page = context.new_page()
    page.goto(f"/enter/{token}/")
    page.locator("main button").first.click()
    page.wait_for_url("**/*")
    return page


def reads_well(page: Page) -> None:
    """Nothing is wider than the screen at any width, axe finds nothing, the HTML is valid."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (wider, axe_violations(page)) == (0, []), f"{page.url} at {width}"
    assert html_errors(page.content()) == []
