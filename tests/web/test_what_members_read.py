"""What a member reads and writes is the person's to say at any time, and holds on every channel at once (R8, R24)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network
from tests.people import Town, build_town
from tests.web.in_the_room import acting, address, post, say, signed_in
from tests.web.in_the_room import live as address_of_updates
from tornio.actions import belonging
from tornio.records.models import Network, NetworkMeeting, NetworkMember
from tornio.web import live
from tornio.web.live import listening
from tornio.web.live.memory import Memory

LEONS, CAROLS = "I was listening all the time.", "I rang them myself."
PAGES = ("network", "story", "ending", "word_new")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Carol in it."""
    return a_network(town)


@pytest.fixture
def meeting(town: Town, network: Network) -> NetworkMeeting:
    """In the kitchen just now; Leon and Carol have spoken."""
    made = a_meeting(town, network, timezone.now() - timedelta(minutes=50))
    say(town, made, "Leon", LEONS)
    say(town, made, "Carol", CAROLS)
    return made


def carol_of(town: Town, network: Network) -> NetworkMember:
    """Carol's membership."""
    with acting(town, "Ruth"):
        members = NetworkMember.objects.select_related("network__centre", "person")
        return members.get(network=network, person=town.people["Carol"])


def set_by_leon(town: Town, network: Network, **may: str) -> None:
    """Leon presses "Keep" on Carol's line."""
    line = reverse("network_member", args=[network.pk, carol_of(town, network).pk])
    answer = signed_in(town, "Leon").post(line, {"deed": "reading", **may})
    assert answer.status_code == 302


def whole(network: Network, meeting: NetworkMeeting) -> list[str]:
    """Every address at which Carol could meet Leon's words."""
    paper = reverse("story", args=[network.pk]) + "?paper"
    pages = [reverse(name, args=[network.pk]) for name in PAGES]
    return [reverse("home"), *pages, paper, address("meeting", meeting), address_of_updates(meeting)]


def read_by(client: Client, pages: list[str]) -> str:
    """All that somebody gets to read there."""
    return "".join(client.get(page).content.decode() for page in pages)


def test_from_the_next_request_on_no_page_holds_others_words_and_given_back_the_old_ones_are_there(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R24: the person's changes reach old entries; what Carol said stays hers to read."""
    carol, pages = signed_in(town, "Carol"), whole(network, meeting)
    assert LEONS in read_by(carol, pages)
    set_by_leon(town, network)
    after = read_by(carol, pages)
    assert LEONS not in after
    assert CAROLS in after
    assert carol.get(reverse("story", args=[network.pk])).status_code == 200  # her own words
    set_by_leon(town, network, may_read="on", may_write="on")
    assert LEONS in read_by(carol, pages)


def test_an_open_page_asks_again_at_once_and_is_given_nothing_of_others(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R24, safety.md: withdrawal is effective on open pages: what memory knew is forgotten when Leon's deed commits."""
    monkeypatch.setattr(listening, "ensure", lambda memory: None)
    monkeypatch.setattr(live, "memory", Memory())
    with override_settings(SERVING=True):
        town = build_town()
        network = a_network(town)
        meeting = a_meeting(town, network, timezone.now() - timedelta(minutes=1))
        say(town, meeting, "Leon", LEONS)
        carol = signed_in(town, "Carol")
        carol.defaults["HTTP_X_TORNIO_LIVE"] = "1"
        where = address_of_updates(meeting)
        asked: list[str] = []

        def rest_of_tornio(request: HttpRequest) -> HttpResponse:
            asked.append(request.path)
            return HttpResponse()

        with listening.connect() as heard:
            listening.hear(heard, live.memory, rounds=1)
            carol.get(where)
            stamp = carol.get(where).headers["ETag"]
            listening.look(heard, live.memory)
            polled = RequestFactory().get(where, headers={"X-Tornio-Live": "1", "If-None-Match": stamp})
            polled.COOKIES["session"] = str(carol.session.session_key)
            middleware = live.answering(rest_of_tornio)
            assert (middleware(polled).status_code, asked) == (304, [])
            with acting(town, "Leon") as leon:
                member = carol_of(town, network)
                belonging.set_reading(member=member, may_read=False, may_write=True, by=leon, at=leon.at)
            for told in heard.notifies(timeout=5, stop_after=1):
                live.memory.announced(told.payload)
            assert (middleware(polled).status_code, len(asked)) == (200, 1)
            again = carol.get(where, headers={"If-None-Match": stamp})
            assert again.status_code == 200
            assert LEONS not in again.content.decode()


def test_it_holds_in_the_same_transaction_in_the_database_too(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R24: before anything is committed, Carol's own question to the tables finds only her words."""

    def found() -> list[str]:
        with acting(town, "Carol"), connection.cursor() as cursor:
            cursor.execute("SELECT text FROM records_voice ORDER BY said_at")
            return [str(row[0]) for row in cursor.fetchall()]

    member = carol_of(town, network)
    with acting(town, "Leon") as leon:
        assert sorted(found()) == sorted([LEONS, CAROLS])
        belonging.set_reading(member=member, may_read=False, may_write=False, by=leon, at=leon.at)
        assert found() == [CAROLS]
        belonging.set_reading(member=member, may_read=True, may_write=False, by=leon, at=leon.at)
        assert sorted(found()) == sorted([LEONS, CAROLS])


def test_no_browser_keeps_a_page_that_could_be_looked_at_again(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R24, safety.md: cached files; nothing is left on a telephone to be read without asking us."""
    for called in ("Carol", "Leon", "Ruth"):
        client = signed_in(town, called)
        for page in whole(network, meeting):
            answer = client.get(page)
            if answer.status_code == 200:
                assert answer.headers["Cache-Control"] == "no-store", (called, page)
                assert "Last-Modified" not in answer.headers


def test_who_may_not_write_finds_no_form_and_is_refused_at_once(
    town: Town, network: Network, meeting: NetworkMeeting
) -> None:
    """R8: from the next request on; reading stays as it was."""
    carol = signed_in(town, "Carol")
    assert 'id="say"' in carol.get(address("meeting", meeting)).content.decode()
    set_by_leon(town, network, may_read="on")
    page = carol.get(address("meeting", meeting)).content.decode()
    assert LEONS in page
    assert "Add my words" not in page
    assert post(carol, address("say", meeting), words="May I?", audience="network").status_code == 404
    assert carol.get(reverse("word_new", args=[network.pk])).status_code == 404


def test_leon_reads_on_carols_line_what_it_means_and_that_she_is_not_told(town: Town, network: Network) -> None:
    """R8: plain, changeable at any time."""
    leon = signed_in(town, "Leon")
    line = f"{reverse('network', args=[network.pk])}?change={carol_of(town, network).pk}"
    page = leon.get(line).content.decode()
    assert "It holds at once, for what was said before too." in page
    assert "Carol is not told." in page
    assert 'name="may_read"' in page
    assert 'name="may_write"' in page
