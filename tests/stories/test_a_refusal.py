"""Leon does not want to meet Tomasz any more, and changes his mind; nothing of it waits in his telephone."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, Page, expect

from tests.kitchen import a_network
from tests.people import DAY, Town, build_town
from tests.stories.reading import come_in, now, reads_well
from tornio.records.models import Network, Wish

pytestmark = pytest.mark.browser
HE_TALKS = "He talks over me."


@pytest.fixture
def town(fresh_database: str) -> Town:
    """Saltmere, where commits are real."""
    with transaction.atomic():
        return build_town(at=now() - 60 * DAY)


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network; Ruth and Tomasz are the team."""
    with transaction.atomic():
        return a_network(town, began=now() - 30 * DAY)


def _says(page: Page) -> None:
    """He says whom, and why."""
    page.get_by_label("There is one of you whom").check()
    page.get_by_label("Whom do you not want to meet?").select_option(label="Tomasz Wójcik")
    page.get_by_label("In your own words").fill(HE_TALKS)
    page.get_by_role("button", name="Keep it").click()


def _is_told(page: Page) -> None:
    """Tomasz is of his team: what it means is said first."""
    page.get_by_role("heading", name="You do not want to meet Tomasz Wójcik?").wait_for()


def _is_empty(page: Page) -> None:
    expect(page.get_by_label("In your own words")).to_have_value("")
    expect(page.get_by_label("There is one of you whom")).not_to_be_checked()
    expect(page.get_by_label("Whom do you not want to meet?")).to_have_value("")


def test_what_leon_wrote_of_tomasz_is_kept_once_and_waits_nowhere(
    town: Town, network: Network, new_context: Callable[..., BrowserContext]
) -> None:
    """R12: going back loses nothing; once it is kept, and once it is taken back, no copy stays in the tab. And a second
    refusal is one: under the key of the first it would have been called kept, and Tomasz have come.
    """
    page = come_in(town, "Leon", new_context(viewport={"width": 390, "height": 844}))
    page.goto(f"/n/{network.pk}/wishes/")
    _says(page)
    _is_told(page)
    reads_well(page)
    page.get_by_role("button", name="No, go back").click()
    expect(page.get_by_label("In your own words")).to_have_value(HE_TALKS)
    _says(page)
    _is_told(page)
    page.get_by_role("button", name="Yes, from now on").click()
    page.get_by_text("Kept. It holds from now on.").wait_for()
    _is_empty(page)
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Taken back.").wait_for()
    _is_empty(page)
    _says(page)
    page.get_by_text("Kept. It holds from now on.").wait_for()
    with town.acting("Leon", at=now()):
        assert Wish.objects.filter(practitioner=town.practitioners["Tomasz"].pk, until__isnull=True).count() == 1
