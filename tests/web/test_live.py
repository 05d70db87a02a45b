"""Open pages kept up to date: what memory may answer, when it must forget, and what the listener hears."""

from datetime import timedelta

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils import timezone

from tests.kitchen import a_meeting, a_network
from tests.people import Town, build_town
from tests.web.in_the_room import live as address_of_updates
from tests.web.in_the_room import say, signed_in
from tornio.actions import announcing, wishes
from tornio.core.between import WishKind
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting
from tornio.web import live
from tornio.web.live import listening
from tornio.web.live.memory import LONGEST_SECONDS, REMEMBERED, TRUSTED_SECONDS, Memory, Page

PAGE = Page("session", "/m/1/live/")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    """A hundred seconds after nothing."""
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> Memory:
    """A memory that has just looked at the sessions, and knows one page."""
    known = Memory(clock)
    known.keep(PAGE, '"a"', keys=["network", "person"], digest="d", human="h", since=known.now())
    clock.at += 0.1
    known.looked({"session": "d"}, frozenset({"h"}), clock.at)
    return known


def test_the_same_stamp_is_current_and_another_is_not(memory: Memory) -> None:
    assert memory.is_current(PAGE, '"a"')
    assert not memory.is_current(PAGE, '"b"')
    assert not memory.is_current(Page("another", PAGE.address), '"a"')


@pytest.mark.parametrize("key", ["network", "person"])
def test_what_is_announced_of_a_network_or_a_person_is_no_longer_known(memory: Memory, key: str) -> None:
    memory.announced("another network")
    assert memory.is_current(PAGE, '"a"')
    memory.announced(key)
    assert not memory.is_current(PAGE, '"a"')


def test_what_was_announced_while_a_page_was_read_is_not_missed(memory: Memory) -> None:
    since = memory.now()
    memory.announced("network")
    memory.keep(PAGE, '"a"', keys=["network"], digest="d", human="", since=since)
    assert not memory.is_current(PAGE, '"a"')
    memory.keep(PAGE, '"a"', keys=["network"], digest="d", human="", since=memory.now())
    assert memory.is_current(PAGE, '"a"')


def test_without_a_look_at_the_sessions_nothing_is_known_after_a_second(memory: Memory, clock: Clock) -> None:
    clock.at += TRUSTED_SECONDS
    assert not memory.is_current(PAGE, '"a"')
    memory.looked({"session": "d"}, frozenset({"h"}), clock.at)
    assert memory.is_current(PAGE, '"a"')


@pytest.mark.parametrize(("digests", "active"), [({}, {"h"}), ({"session": "other"}, {"h"}), ({"session": "d"}, set())])
def test_a_session_that_ended_or_changed_and_a_human_shut_out_are_forgotten(
    memory: Memory, clock: Clock, digests: dict[str, str], active: set[str]
) -> None:
    """safety.md: withdrawal is effective on open pages."""
    memory.looked(digests, frozenset(active), clock.at)
    assert not memory.is_current(PAGE, '"a"')
    assert memory.sessions() == ([], [])


def test_a_page_kept_while_we_looked_stays(memory: Memory, clock: Clock) -> None:
    began = clock.at
    clock.at += 0.1
    memory.keep(PAGE, '"b"', keys=["network"], digest="new", human="h", since=memory.now())
    memory.looked({"session": "old"}, frozenset({"h"}), began)
    assert memory.is_current(PAGE, '"b"')


def test_after_two_minutes_and_a_half_every_page_is_asked_for_in_full(memory: Memory, clock: Clock) -> None:
    """Rights that end by the clock alone are seen then."""
    clock.at += 1.25 * LONGEST_SECONDS
    memory.looked({"session": "d"}, frozenset({"h"}), clock.at)
    assert not memory.is_current(PAGE, '"a"')


def test_when_nobody_listens_nothing_is_known(memory: Memory) -> None:
    memory.forget_all()
    assert not memory.is_current(PAGE, '"a"')


def test_memory_has_an_end(memory: Memory) -> None:
    for number in range(REMEMBERED + 1):
        memory.announced(str(number))
    memory.keep(PAGE, '"a"', keys=["network"], digest="d", human="h", since=memory.now())
    assert memory.sessions() == ([], [])


@override_settings(SERVING=True)
def test_the_first_middleware_answers_without_a_query_until_somebody_speaks(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the page to memory, through PostgreSQL's own announcements, and back to the page."""
    monkeypatch.setattr(listening, "ensure", lambda memory: None)
    monkeypatch.setattr(live, "memory", Memory())
    town = build_town()
    meeting = a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=1))
    carol = signed_in(town, "Carol")
    carol.defaults["HTTP_X_TORNIO_LIVE"] = "1"
    where = address_of_updates(meeting)
    asked: list[str] = []

    def rest_of_tornio(request: HttpRequest) -> HttpResponse:
        asked.append(request.path)
        return HttpResponse()

    with listening.connect() as connection:
        listening.hear(connection, live.memory, rounds=1)
        carol.get(where)
        stamp = carol.get(where).headers["ETag"]
        listening.look(connection, live.memory)
        polled = RequestFactory().get(where, headers={"X-Tornio-Live": "1", "If-None-Match": stamp})
        polled.COOKIES["session"] = str(carol.session.session_key)
        middleware = live.answering(rest_of_tornio)
        assert (middleware(polled).status_code, asked) == (304, [])
        in_full = carol.get(where, headers={"If-None-Match": '"old"'}).headers
        again_in_full = {**in_full, "Content-Length": "0"}
        assert dict(middleware(polled).headers) == again_in_full, "R24: as an answer in full says it"
        say(town, meeting, "Leon", "New.")
        for told in connection.notifies(timeout=5, stop_after=1):
            live.memory.announced(told.payload)
        assert (middleware(polled).status_code, len(asked)) == (200, 1)
        again = carol.get(where, headers={"If-None-Match": stamp}).headers["ETag"]
        assert again != stamp
        polled.META["HTTP_IF_NONE_MATCH"] = again
        listening.look(connection, live.memory)
        assert middleware(polled).status_code == 304
        SessionStore(carol.session.session_key).delete()
        listening.look(connection, live.memory)
        assert middleware(polled).status_code == 200
    assert middleware(RequestFactory().get("/")).status_code == 200


def test_a_roll_back_tells_nobody(town: Town) -> None:
    """Announcements are part of the transaction; this test's is never committed."""
    with listening.connect() as connection:
        listening.hear(connection, Memory(), rounds=1)
        meeting = a_meeting(town, a_network(town))
        say(town, meeting, "Leon", "Never mind.")
        assert list(connection.notifies(timeout=0.3)) == []


def test_one_listener_is_started_in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Memory] = []
    monkeypatch.setattr(listening, "listen", heard.append)
    monkeypatch.setattr(listening, "_started", set())
    one = Memory()
    for _ in range(3):
        listening.ensure(one)
    assert heard == [one]


def test_after_the_database_fell_listening_begins_anew_and_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        """The test has seen what it came for."""

    known, slept = Memory(), []

    def refuse() -> None:
        raise psycopg.OperationalError

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise Enough

    monkeypatch.setattr(listening, "connect", refuse)
    monkeypatch.setattr(listening, "sleep", sleep)
    known.looked({}, frozenset(), known.moment())
    with pytest.raises(Enough):
        listening.listen(known)
    assert slept == [listening.AFTER_A_FALL_SECONDS] * 2


# --- who looks again ------------------------------------------------------------------------------------------------


def announced(meeting: NetworkMeeting, town: Town, called: str, audience: Audience, *chosen: str) -> set[str]:
    """What is announced when somebody says something to these."""
    with listening.connect() as connection:
        listening.hear(connection, Memory(), rounds=1)
        say(town, meeting, called, "New.", audience=audience, chosen=[town.people[name].pk for name in chosen])
        return {told.payload for told in connection.notifies(timeout=1, stop_after=4)}


def test_what_one_may_not_read_is_announced_to_nobody_who_may_not(fresh_database: str) -> None:
    """R24, R26: words to the team, to some and to oneself leave the open pages of all others as they are."""
    town = build_town()
    meeting = a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=1))
    network = meeting.network_id
    everyone, leon, carol = str(network), str(town.people["Leon"].pk), str(town.people["Carol"].pk)
    close, centre = str(announcing.close_to(network)), str(announcing.centre_of(network))
    assert announced(meeting, town, "Leon", Audience.NETWORK) == {everyone}
    assert announced(meeting, town, "Leon", Audience.PERSON_AND_TEAM) == {close, leon}
    assert announced(meeting, town, "Carol", Audience.CHOSEN, "Neil") == {centre, carol, str(town.people["Neil"].pk)}
    assert announced(meeting, town, "Carol", Audience.AUTHOR) == {carol}


def test_whom_leon_refuses_is_announced_to_the_network_only_where_it_knew_them(fresh_database: str) -> None:
    """R12, R24: Farah, who never came, stops nothing that anybody else knew of; Tomasz of the team does."""
    town = build_town()
    network = a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=1)).network
    everyone, close, now = str(network.pk), str(announcing.close_to(network.pk)), timezone.now()

    def heard(name: str) -> set[str]:
        with listening.connect() as connection:
            listening.hear(connection, Memory(), rounds=1)
            with town.acting("Leon", at=now) as by:
                wishes.wish(
                    key=new_key(), network=network, kind=WishKind.REFUSE_PRACTITIONER,
                    practitioner=town.practitioners[name], by=by, at=now,
                )  # fmt: skip
            return {told.payload for told in connection.notifies(timeout=1, stop_after=4)}

    assert heard("Farah") == {close}
    assert heard("Tomasz") == {everyone}


@override_settings(SERVING=True)
def test_the_open_pages_of_those_who_may_read_it_look_again(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R24: Leon to his team: Ruth's page and his own look again, and Carol's goes on being answered from memory."""
    monkeypatch.setattr(listening, "ensure", lambda memory: None)
    monkeypatch.setattr(live, "memory", Memory())
    town = build_town()
    meeting = a_meeting(town, a_network(town), timezone.now() - timedelta(minutes=1))
    where, pages = address_of_updates(meeting), {}
    with listening.connect() as connection:
        listening.hear(connection, live.memory, rounds=1)
        for called in ("Leon", "Carol", "Ruth"):
            client = signed_in(town, called)
            client.defaults["HTTP_X_TORNIO_LIVE"] = "1"
            client.get(where)
            stamp = client.get(where).headers["ETag"]
            pages[called] = (Page(str(client.session.session_key), where), stamp)
        listening.look(connection, live.memory)
        assert all(live.memory.is_current(*page) for page in pages.values())
        say(town, meeting, "Leon", "For you.", audience=Audience.PERSON_AND_TEAM)
        for told in connection.notifies(timeout=2, stop_after=2):
            live.memory.announced(told.payload)
        assert {called: live.memory.is_current(*page) for called, page in pages.items()} == {
            "Leon": False, "Carol": True, "Ruth": False,
        }  # fmt: skip
