"""Ada's first morning, in a real browser with a device that makes passkeys: invited, a passkey, out, in, from afar out.

The server is no demo: she reaches none of her work before she has the passkey.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect
from psycopg.conninfo import make_conninfo

from tests.people import Town, build_town
from tests.served import serving
from tests.stories.reading import now, reads_well
from tornio.config import places
from tornio.people import entry
from tornio.people.entry import WayIn
from tornio.people.models import SignInLink

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def house(fresh_database: str) -> Iterator[str]:
    """A service, not a demo. Browsers give passkeys to names, so it is called localhost and not by its number."""
    url = make_conninfo(places.application_url(), dbname=fresh_database)
    environment = {"DATABASE_URL": url, "TORNIO_DEMO": ""}
    with serving(environment) as served:
        served.start()
        yield f"http://localhost:{served.port}"


def a_device(chromium: Browser, house: str, *, verified: bool = True) -> tuple[BrowserContext, Page, Any]:
    """A browser on a device that makes passkeys; `verified` says whether its owner shows a finger when asked."""
    context = chromium.new_context(base_url=house, locale="en-GB")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": verified}})
    return context, page, (line, made["authenticatorId"])


def invited(town: Town, called: str, at: datetime) -> WayIn:
    """A link and a code for somebody."""
    with transaction.atomic():
        return entry.make_invitation(town.humans[called], at=at)


def come_in(page: Page, way: WayIn) -> None:
    """Follow the link, write the code, press the button."""
    page.goto(f"/enter/{way.token}/")
    expect(page).to_have_url(re.compile("/enter/link/$"))
    page.get_by_label("Code").fill(way.code)
    page.get_by_label("No, it is mine alone").check()
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="How you come in")).to_be_visible()


def make_passkey(page: Page) -> None:
    """Make one on this device."""
    page.get_by_role("link", name="Make a passkey on this device").click()
    page.get_by_label("What do you call this device?").fill("my telephone")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Kept. Next time you can come in with it.")).to_be_visible()


def test_adas_first_morning(chromium: Browser, house: str) -> None:
    """She makes a passkey, is signed out, comes in with it alone, and a lost browser is signed out from afar."""
    town = build_town(at=now())
    context, page, _device = a_device(chromium, house)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto("/enter/")
    reads_well(page)
    come_in(page, invited(town, "Ada", now()))
    page.goto("/staff/")
    expect(page).to_have_url(re.compile("/(enter|in)/$"))
    page.goto("/as/")
    page.goto("/staff/")
    expect(page.get_by_role("heading", name="How you come in")).to_be_visible()
    make_passkey(page)
    page.goto("/staff/")
    expect(page.get_by_role("heading", name="Who works here")).to_be_visible()

    page.goto("/in/")
    reads_well(page)
    page.get_by_role("button", name="Sign out here").click()
    page.get_by_label("No, it is mine alone").check()
    page.get_by_role("button", name="Come in with a passkey").click()
    expect(page.get_by_role("heading", name="Who works here")).to_be_visible()

    _elsewhere(chromium, house, town, page)
    assert complaints == []
    assert SignInLink.objects.filter(used_at__isnull=False).count() == 2
    context.close()


def _elsewhere(chromium: Browser, house: str, town: Town, here: Page) -> None:
    """Ada has left a browser open somewhere; a word from here and it shows nothing any more."""
    other, lost, _device = a_device(chromium, house)
    come_in(lost, invited(town, "Ada", now()))
    here.goto("/in/")
    here.get_by_role("button", name=re.compile("^Sign out there")).click()
    expect(here.get_by_text("Signed out there.")).to_be_visible()
    lost.reload()
    expect(lost.get_by_role("heading", name="Come in", exact=True)).to_be_visible()
    other.close()


def test_a_device_whose_owner_shows_no_finger_neither_makes_nor_opens(chromium: Browser, house: str) -> None:
    """A passkey is two things: the device, and that its owner is there. A stolen telephone opens nothing."""
    town = build_town(at=now())
    context, page, (line, device) = a_device(chromium, house)
    come_in(page, invited(town, "Carol", now()))
    make_passkey(page)
    page.goto("/in/")
    page.get_by_role("button", name="Sign out here").click()
    line.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Come in with a passkey").click()
    expect(page.get_by_text("No passkey was read.")).to_be_visible()
    page.goto("/in/")
    expect(page.get_by_role("heading", name="Come in", exact=True)).to_be_visible()
    line.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Come in with a passkey").click()
    expect(page).not_to_have_url(re.compile("/enter/"))
    context.close()


def test_neils_passkey_opens_nothing_of_carols(chromium: Browser, house: str) -> None:
    """Two people at one letterbox: behind Carol's link Neil's own passkey does not help him."""
    town = build_town(at=now())
    context, page, _device = a_device(chromium, house)
    come_in(page, invited(town, "Neil", now()))
    make_passkey(page)
    page.goto("/in/")
    page.get_by_role("button", name="Sign out here").click()
    other, hers, _hers = a_device(chromium, house)
    come_in(hers, invited(town, "Carol", now()))
    make_passkey(hers)
    with transaction.atomic():
        token = entry.make_link(town.humans["Carol"], at=now())
    page.goto(f"/enter/{token}/")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("No passkey was read.")).to_be_visible()
    page.goto("/in/")
    expect(page.get_by_role("heading", name="Come in", exact=True)).to_be_visible()
    context.close()
    other.close()
