"""Takes the pictures of the README from a real season in a real browser: `make pictures`."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.served import Served, command, serving

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
DESK, TELEPHONE = (1280, 1600), (390, 1300)


@contextmanager
def season() -> Iterator[Served]:
    """A served season in a home of its own."""
    home = tempfile.mkdtemp(prefix="tornio-pictures-")
    there = {"TORNIO_HOME": home, "TORNIO_DEMO": "1"}
    try:
        for words in (("migrate", "--quiet"), ("season",)):
            subprocess.run(command(*words), env={**os.environ, **there}, check=True)
        with serving(there, "--workers", "1", "--demo") as served:
            served.start()
            yield served
    finally:
        shutil.rmtree(home, ignore_errors=True)


def come_in(page: Page, base: str, who: str) -> None:
    """Sign in by a demo link."""
    page.goto(f"{base}/enter/{who}/")
    page.click("main button")


def picture(page: Page, name: str, size: tuple[int, int]) -> None:
    """The top of the page as somebody sees it."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(500)
    page.screenshot(path=str(PICTURES / f"{name}-{size[0]}.png"))


def take(page: Page, base: str) -> None:
    """Leon's home, his meeting, his people, the story; the board and the call as whoever is on duty sees them."""
    come_in(page, base, "leon")
    picture(page, "home", TELEPHONE)
    page.click("main .sheet a.nhsuk-button")
    picture(page, "meeting", DESK)
    picture(page, "meeting", TELEPHONE)
    for words, name in (("Our story", "story"), ("My people", "network")):
        page.click(f"nav >> text={words}")
        picture(page, name, DESK)
    page.goto(page.url + "map/")
    picture(page, "map", DESK)


def main() -> int:
    """All of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with season() as served, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        take(browser.new_page(), served.url)
        on_duty = browser.new_page()
        come_in(on_duty, served.url, "sadia")
        on_duty.goto(f"{served.url}/contacts/")
        picture(on_duty, "board", DESK)
        picture(on_duty, "board", TELEPHONE)
        on_duty.goto(f"{served.url}/contacts/new/")
        picture(on_duty, "call", DESK)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
