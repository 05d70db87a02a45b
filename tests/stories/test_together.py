"""Walking together: once for a whole run, and whoever is stopped stops everybody."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.stories.together import AT_ONCE, Way, all_walks, once_for_all_workers
from tests.stories.walking import Walked


def test_whoever_comes_later_finds_what_the_first_one_found(tmp_path: Path) -> None:
    walks: list[Walked] = []

    def walk() -> Walked:
        walks.append(Walked())
        walks[-1].note("axe", "home", "no contrast")
        return walks[-1]

    with ThreadPoolExecutor(3) as hands:
        found = list(hands.map(lambda _: once_for_all_workers(tmp_path, walk), range(3)))
    assert len(walks) == 1
    assert [each.told("axe") for each in found] == ["home: no contrast"] * 3


@pytest.mark.browser
def test_what_stops_one_of_them_is_told_and_nobody_waits_for_who_does_not_come() -> None:
    def finds_the_door_locked(_context: BrowserContext) -> Page:
        raise RuntimeError("The door is locked.")

    def comes_in(context: BrowserContext) -> Page:
        return context.new_page()

    ways = [Way("Leon", "the person", comes_in, []) for _ in range(AT_ONCE)]
    with pytest.raises(RuntimeError, match="The door is locked"):
        all_walks([*ways, Way("Neil", "his uncle", finds_the_door_locked, [])], "http://127.0.0.1:9")
