"""Leon's network asks whether to stop, he stops by himself, and comes back; every page on the way reads well."""

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext

from tests.kitchen import a_full_fortnight, a_meeting, a_network
from tests.people import DAY, HOUR, Town, build_town
from tests.stories.reading import come_in, now, reads_well
from tornio.records.models import Episode, Network

pytestmark = pytest.mark.browser
TELEPHONE = {"width": 390, "height": 844}
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def town(fresh_database: str) -> Town:
    """Saltmere, where commits are real."""
    with transaction.atomic():
        return build_town(at=now() - 60 * DAY)


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network with a full fortnight behind it; a meeting is open just now."""
    with transaction.atomic():
        made = a_network(town, began=now() - 30 * DAY)
        a_full_fortnight(town, made, monday=now() - 17 * DAY, now=now())
        a_meeting(town, made, now() - HOUR)
        return made


@pytest.mark.parametrize(
    ("called", "pages"),
    [
        ("Leon", ("story/", "story/?paper", "stopping/", "wishes/", "word/", "readers/", "back/")),
        ("Ruth", ("story/", "stopping/", "stopping/other/", "wishes/", "word/", "talk/", "act/", "call/")),
        ("Carol", ("story/", "stopping/", "word/")),
        ("Neil", ("story/",)),
    ],
)
def test_every_page_between_meetings_reads_well_to_everyone(
    town: Town, network: Network, new_context: NewContext, called: str, pages: tuple[str, ...]
) -> None:
    """axe, the HTML checker, and nothing wider than the screen, down to 320."""
    page = come_in(town, called, new_context())
    for each in pages:
        page.goto(f"/n/{network.pk}/{each}")
        reads_well(page)
    if called == "Ruth":
        page.goto("/call/")
        page.get_by_label("Who is calling?").fill("Marsh")
        page.get_by_role("button", name="Look").click()
        page.get_by_text("Is it one of these?").wait_for()
        reads_well(page)


def test_leon_says_yes_in_the_meeting_and_it_ends_with_carols_doubt_beside_it(
    town: Town, network: Network, new_context: NewContext
) -> None:
    """R22: refused while somebody was not asked; what was chosen is still there; then it ends."""
    page = come_in(town, "Ruth", new_context(viewport=TELEPHONE))
    page.goto(f"/n/{network.pk}/stopping/")
    for called, stand in (("Leon", "Agrees"), ("Ruth", "Agrees"), ("Tomasz", "Did not say")):
        page.get_by_role("group", name=called, exact=True).get_by_label(stand, exact=True).check()
    page.get_by_label("We stop after today").check()
    page.get_by_role("button", name="Keep what we said").click()
    page.get_by_text("Ask everyone who is here").first.wait_for()
    assert page.get_by_role("group", name="Leon", exact=True).get_by_label("Agrees", exact=True).is_checked()
    page.get_by_role("group", name="Carol").get_by_label("Unsure").check()
    page.get_by_role("button", name="Keep what we said").click()
    page.wait_for_url("**/m/**")
    page.goto(f"/n/{network.pk}/story/")
    page.get_by_role("heading", name="We stopped, together").wait_for()
    page.get_by_text("Carol is unsure.").first.wait_for()


def test_leon_stops_by_himself_without_script_and_comes_back(
    town: Town, network: Network, new_context: NewContext
) -> None:
    """R22, R13: two quiet steps, no reason; one word opens it again, with the same team."""
    page = come_in(town, "Leon", new_context(viewport=TELEPHONE, java_script_enabled=False))
    page.goto(f"/n/{network.pk}/stopping/")
    page.get_by_label("Only that I have stopped").check()
    page.get_by_role("button", name="I want to stop").click()
    page.get_by_role("heading", name="Stop now?").wait_for()
    page.get_by_role("button", name="Yes, I stop").click()
    page.get_by_role("heading", name="This has ended").wait_for()
    carol = come_in(town, "Carol", new_context())
    carol.goto(f"/n/{network.pk}/story/")
    carol.get_by_text("Leon has stopped.").wait_for()
    page.get_by_role("link", name="I would like to come back").click()
    page.get_by_label("What would you like to tell us?").fill("It's me.")
    page.get_by_role("button", name="I am back").click()
    page.goto(f"/n/{network.pk}/story/")
    page.get_by_role("heading", name="You came back").wait_for()
    with town.acting("Ruth", at=now()):
        assert Episode.objects.filter(network=network, ended_at__isnull=True, returned=True).exists()
