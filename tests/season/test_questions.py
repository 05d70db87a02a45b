"""How much a page asks of the database, where a service has months behind it: twenty questions at most."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.test_arranging import asked_of_tables

AT_MOST = 20
LINKS = re.compile(r'href="(/[mn]/[0-9a-f-]{36}/)')


def comes_in(token: str) -> Client:
    """Somebody of the demo, by their link."""
    client = Client()
    client.post(reverse("enter_by_link", args=[token]))
    client.get(reverse("choose"))
    return client


def opened(client: Client, address: str) -> tuple[int, str]:
    """How many questions of tables a page asks when it is first opened, 0 where it is none of theirs; and the page."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code in (200, 302, 404), address  # not every page is everybody's
    return (asked_of_tables(captured) if answer.status_code == 200 else 0), answer.content.decode()


@pytest.mark.parametrize(("token", "first"), [("leon", "/"), ("carol", "/"), ("ruth", "/day/")])
def test_no_page_from_home_asks_more_than_twenty(season: datetime, token: str, first: str) -> None:
    """Leon, Carol and Ruth open their first page, and then the pages of each network and meeting that it leads to."""
    client = comes_in(token)
    cost, home = opened(client, first)
    found = {first: cost}
    for address in dict.fromkeys(LINKS.findall(home)):
        for page in ("", "story/", "map/", "so-far/") if address.startswith("/n/") else ("",):
            found[address + page], _said = opened(client, address + page)
    assert len(found) > 1
    assert {address: cost for address, cost in found.items() if cost > AT_MOST} == {}
