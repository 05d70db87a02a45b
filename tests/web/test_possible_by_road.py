"""What is possible where a service has a route finder: asked with no transaction open, believed, or done without."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from psycopg.conninfo import make_conninfo

from tests.actions.test_possible import FRIDAY, works
from tests.entering import Clock, clock, said  # noqa: F401 - a fixture
from tests.meetings import network_of
from tests.people import Town, build_town
from tests.route_finder import RouteFinder, finding_routes, seconds
from tests.served import serving
from tests.web.in_the_room import signed_in
from tests.web.test_possible import address, offers, typed
from tornio.actions import particulars as actions
from tornio.actions import working
from tornio.config import places
from tornio.core import told
from tornio.core.particulars import Particulars
from tornio.core.roads import finder
from tornio.core.travel import Point
from tornio.core.working import Stretch
from tornio.people import entry, postcodes
from tornio.people.acting import Reader
from tornio.records.models import Network, NetworkMeeting, Reading

BASE, HOME = "The old bakery, SW1A 1AA", "10 Downing Street, SW1A 2AA"
BY_DISTANCE = "The route finder does not answer just now. The journeys are reckoned by distance."


def placed(town: Town, called: str, by: Reader, at: datetime) -> None:
    """Somebody starts from the old bakery."""
    here = Particulars(base=BASE)
    actions.keep_particulars(practitioner_id=town.practitioners[called].pk, brings=here, by=by, at=at)


def by_road() -> timedelta:
    """From the bakery to the house as the route finder of the tests drives, five minutes to park, in whole minutes."""
    bakery, house = postcodes.locate(BASE), postcodes.locate(HOME)
    assert bakery is not None
    assert house is not None
    sent = [Point(round(each.latitude, 5), round(each.longitude, 5)) for each in (bakery, house)]
    return timedelta(minutes=-(-seconds(*sent) // 60) + 5)


@pytest.fixture
def roads_found() -> Iterator[RouteFinder]:
    """A route finder that the operator has set."""
    with finding_routes() as found, override_settings(ROUTING=finder(f"osrm:{found.url}")):
        yield found


@pytest.fixture
def town(db: None, clock: Clock) -> Town:  # noqa: F811
    """Saltmere at ten past four on a Friday; Ruth and Tomasz work, and start from the old bakery."""
    town = build_town(profile="saltmere")
    clock.is_at(FRIDAY)
    works(town, "Ruth", "Tomasz")
    for who in ("Ruth", "Tomasz"):
        with town.acting(who, at=FRIDAY) as by:
            placed(town, who, by, FRIDAY)
    return town


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, that Ruth is responsible for."""
    return network_of(town, at=FRIDAY)


def test_ways_are_told_as_the_route_finder_drives(town: Town, network: Network, roads_found: RouteFinder) -> None:
    """Asked once for the page and the press; who read stands in the trail as ever (R26)."""
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    again = ruth.post(address(network), typed(page, place_words=HOME, look="yes"))
    assert f"Your way there {told.length(by_road())}" in said(again)
    assert BY_DISTANCE not in said(again)
    assert len(roads_found.asked) == 1
    (asked,) = roads_found.asked
    assert re.fullmatch(r"/table/v1/driving/(-?\d+\.\d{5},-?\d+\.\d{5};?){2}", asked)
    assert ruth.post(address(network), typed(again, place_words=HOME, offer=offers(again)[0])).status_code == 302
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.count() == 1
        assert Reading.objects.filter(page="what is possible").count() == 1
    assert len(roads_found.asked) == 1


@pytest.mark.parametrize("trouble", ["slow", "cell -60", "503"])
def test_a_silent_or_lying_route_finder_is_done_without(
    town: Town, network: Network, roads_found: RouteFinder, trouble: str
) -> None:
    """The ways stand there all the same, and the page says how they were reckoned."""
    roads_found.trouble = trouble
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    for _look in range(2):
        again = ruth.post(address(network), typed(page, place_words=HOME, look="yes"))
        assert again.status_code == 200
        assert BY_DISTANCE in said(again)
        assert offers(again)
    assert len(roads_found.asked) == 1


def test_what_was_refused_is_refused_again_when_the_page_is_begun_anew(
    town: Town, network: Network, roads_found: RouteFinder
) -> None:
    """What was typed stays, nothing is offered, and the roads are known."""
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    answer = ruth.post(address(network), typed(page, place_words=HOME, offer="soon"))
    assert answer.status_code == 422
    assert HOME in answer.content.decode()
    assert "That time has passed." in said(answer)
    assert told.length(by_road()) in said(answer)


def comes_in(url: str, token: str) -> urllib.request.OpenerDirector:
    """A browser without pages, signed in by a link."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{url}/enter/{token}/", timeout=10).read().decode()
    csrf = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert csrf is not None
    browser.open(f"{url}/enter/{token}/", urllib.parse.urlencode({"csrfmiddlewaretoken": csrf[1]}).encode(), timeout=10)
    return browser


def test_no_transaction_waits_for_the_route_finder(fresh_database: str) -> None:
    """Nothing is held in the database while another server is asked: no lock, and no old view of the world."""
    now = datetime.now(UTC)
    with transaction.atomic():
        town = build_town("saltmere", "saltmere")
        network = network_of(town, at=now)
        for who in ("Ruth", "Tomasz"):
            with town.acting(who, at=now) as by:
                week = [Stretch(day, 0, 24 * 60) for day in range(1, 8)]
                key = town.practitioners[who].pk
                working.keep_week(practitioner_id=key, week=week, first=now.date() + timedelta(days=1), by=by, at=now)
                placed(town, who, by, now)
        token = entry.make_link(town.humans["Ruth"], at=now, reusable=True)
    with finding_routes() as found:
        url = make_conninfo(places.application_url(), dbname=fresh_database)
        environment = {"DATABASE_URL": url, "TORNIO_DEMO": "1", "TORNIO_ROUTING": f"osrm:{found.url}"}
        with serving(environment) as one, ThreadPoolExecutor(1) as people:
            one.start()
            ruth = comes_in(one.url, token)
            found.trouble = "slow"
            path = f"{one.url}{reverse('possible', args=[network.pk])}"
            page = ruth.open(path, timeout=10).read().decode()
            fields = dict(re.findall(r'name="(csrfmiddlewaretoken|key)" value="([^"]+)"', page))
            body = fields | {
                "place_kind": "home", "place_words": HOME, "place_chosen_by": "person", "length": "90", "look": "yes",
            }  # fmt: skip
            answer = people.submit(ruth.open, path, urllib.parse.urlencode(body).encode(), 20)
            assert found.went_on.wait(10)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = %s AND pid <> pg_backend_pid() AND xact_start IS NOT NULL",
                    [fresh_database],
                )
                assert cursor.fetchone() == (0,)
            assert BY_DISTANCE in answer.result(20).read().decode()
