"""The ways on at the head of a page, on a telephone: a line, or two of about the same length."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.people import build_town
from tests.stories.test_a_call import comes_in

LINES = """[...document.querySelectorAll(".top__nav li")].reduce((lines, each) => {
  const top = Math.round(each.getBoundingClientRect().top);
  (lines[top] ||= []).push(each.textContent.trim());
  return lines;
}, {})"""


def lines(page: Page, width: int) -> list[list[str]]:
    """What stands beside each other, from the top."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found: dict[str, list[str]] = page.evaluate(LINES)
    return [found[top] for top in sorted(found, key=int)]


@pytest.mark.browser
def test_a_practitioners_ways_fit_a_line_and_longer_ones_fold_in_the_middle(
    fresh_database: str, new_context: Callable[..., BrowserContext]
) -> None:
    town = build_town("saltmere", "saltmere")
    ruth, martin, priya = (comes_in(town, who, new_context()) for who in ("Ruth", "Martin", "Priya"))
    martin.get_by_role("button", name="As service lead").click()
    assert lines(ruth, 390) == [["Home", "First contacts", "My day", "Networks"]]
    for width in (390, 320):
        beside = [["Home", "First contacts", "The week"], ["When we work", "Telephone", "Our figures"]]
        assert lines(martin, width) == beside
        assert lines(priya, width) == [["Home", "Worries", "Kept apart"], ["How long", "Read with a reason"]]
    assert len(lines(martin, 1280)) == len(lines(priya, 1280)) == 1
