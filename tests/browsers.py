"""A real Chromium, the accessibility checker and the HTML checker; where one is missing, its tests say so."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.skips import lacking

ROOT = Path(__file__).resolve().parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VNU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
STANDARDS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOW = """async standards => (await axe.run(document, {runOnly: {type: "tag", values: standards}})).violations
    .map(broken => ({rule: broken.id, help: broken.help, where: broken.nodes.map(node => node.html)}))"""


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    # Its driver is a child of ours; closing it is what lets the run end.
    with sync_playwright() as started:
        yield started


def where_chromium_is() -> str:
    """The machine's own Chromium."""
    found = os.environ.get("TORNIO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        lacking("There is no Chromium on this machine: install the package chromium to run the browser tests.")
    return found


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The machine's own Chromium, started once."""
    found = where_chromium_is()
    browser = request.getfixturevalue("_playwright").chromium.launch(executable_path=found, args=FLAGS)
    yield browser
    browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A browser test that fails says what stood on each of its pages; who mends it was not there to look."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def what_stands_there(page: Page) -> str:
    """A page's address and what it says, shortly."""
    try:
        return f"--- {page.url}\n{page.locator('body').inner_text(timeout=1_000)[:800]}"
    except PlaywrightError as error:
        return f"--- {page.url}: {error}"


@pytest.fixture
def new_context(
    chromium: Browser, live_server_url: str, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser of one person's own: `new_context(viewport={"width": 320, "height": 700})`."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        made.append(chromium.new_context(base_url=live_server_url, locale="en-GB", **options))
        return made[-1]

    yield make
    if request.node.stash.get(FAILED, False):
        sys.stdout.writelines(f"{what_stands_there(page)}\n" for context in made for page in context.pages)
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """One page of one browser, served by a real Tornio: `page.goto("/")`."""
    return new_context().new_page()


@cache
def axe() -> str:
    """The checker's script: spoken to a page from outside, as the page's own policy lets no foreign script in."""
    if not AXE.exists():
        lacking("There is no axe-core here: `make tools` installs it where npm is found.")
    return AXE.read_text()


def axe_violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds wrong with the page as it stands: the rule, what it asks for, and where."""
    if not page.evaluate("'axe' in globalThis"):  # a context may have been given it for all of its pages
        page.evaluate(axe())
    found: list[dict[str, Any]] = page.evaluate(HOW, STANDARDS)
    return found


def html_errors(html: str) -> list[str]:
    """What the W3C's checker finds wrong with a page's HTML."""
    return html_errors_of({"page": html}).get("page", [])


def html_errors_of(pages: Mapping[str, str]) -> dict[str, list[str]]:
    """What it finds wrong with many pages, by their names: Java is started once for all of them."""
    java = shutil.which("java")
    if java is None:
        lacking("There is no Java on this machine: install default-jre-headless to check the HTML.")
    if not VNU.exists():
        lacking("There is no HTML checker here: `make tools` installs it where npm is found.")
    names = list(pages)
    with tempfile.TemporaryDirectory(prefix="tornio-html-") as place:
        for number, name in enumerate(names):
            Path(place, f"{number}.html").write_text(pages[name], encoding="utf-8")
        command = [java, "-Xss1m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", place]
        told = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, list[str]] = {}
    for message in json.loads(told.stderr or told.stdout)["messages"]:
        if message["type"] == "error":
            name = names[int(Path(message["url"]).stem)]
            found.setdefault(name, []).append(f"line {message.get('lastLine')}: {message['message']}")
    return found
