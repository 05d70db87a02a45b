"""What somebody said or wished beforehand stands in the room, for whoever may read it, while the meeting goes on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.kitchen import a_meeting, a_network, close
from tests.people import DAY, Town
from tests.web.in_the_room import acting, address, signed_in
from tornio.actions import between, wishes
from tornio.core.between import WishKind
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMeeting

BEFORE = timezone.now() - 2 * DAY


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's."""
    return a_network(town)


def tells(town: Town, network: Network, called: str, words: str, audience: Audience = Audience.NETWORK) -> None:
    """Somebody says something before the next meeting."""
    with acting(town, called) as by:
        between.say(key=new_key(), network=network, words=words, audience=audience, by=by, at=BEFORE)


def open_now(town: Town, network: Network) -> NetworkMeeting:
    """They sit together."""
    return a_meeting(town, network, timezone.now() - timedelta(minutes=20))


def room(town: Town, called: str, meeting: NetworkMeeting) -> str:
    """The page, as somebody reads it."""
    return signed_in(town, called).get(address("meeting", meeting)).content.decode()


def test_what_leon_wants_known_is_read_in_the_room_and_not_searched_for(town: Town, network: Network) -> None:
    """R16, R21: what was said since the last meeting stands before what is said; each reads what is theirs to read."""
    tells(town, network, "Leon", "Please begin with the dog.")
    tells(town, network, "Leon", "Not the word illness.", Audience.PERSON_AND_TEAM)
    meeting = open_now(town, network)
    for called, reads in (("Leon", True), ("Ruth", True), ("Carol", False)):
        page = room(town, called, meeting)
        assert "Said before we met" in page
        assert "Please begin with the dog." in page
        assert ("Not the word illness." in page) is reads, called


def test_it_does_not_stand_there_for_whom_nothing_was_said_nor_once_it_was_met(town: Town, network: Network) -> None:
    """R24: no heading over nothing; and the next meeting begins with what is new."""
    tells(town, network, "Leon", "For the team.", Audience.PERSON_AND_TEAM)
    meeting = open_now(town, network)
    assert "Said before we met" not in room(town, "Carol", meeting)
    close(town, meeting, timezone.now() - timedelta(minutes=10))
    assert "Said before we met" not in room(town, "Ruth", meeting), "it is over"
    after = a_meeting(town, network, timezone.now() - timedelta(minutes=5))
    assert "For the team." not in room(town, "Ruth", after)


def test_what_leon_wishes_stands_beside_who_is_here_for_him_and_us_and_never_on_the_table(
    town: Town, network: Network
) -> None:
    """R10: his wish is for those who work with him; a wish that was taken back is no wish."""
    with acting(town, "Leon") as leon:
        wishes.wish(key=new_key(), network=network, kind=WishKind.NO_REFLECTIONS, by=leon, at=leon.at)
        other = wishes.wish(
            key=new_key(), network=network, kind=WishKind.OTHER, words="A door ajar.", by=leon, at=leon.at
        )
        gone = wishes.wish(key=new_key(), network=network, kind=WishKind.NOT_AT_HOME, by=leon, at=leon.at)
        wishes.take_back(wish=gone, by=leon, at=leon.at)
    meeting = open_now(town, network)
    for called, title in (("Ruth", "What Leon wishes"), ("Leon", "What you wish")):
        page = room(town, called, meeting)
        assert title in page
        assert other.words in page
        assert "Not at my home" not in page
    assert "A door ajar." not in room(town, "Carol", meeting)
    ruth = signed_in(town, "Ruth")
    ruth.post(reverse("meeting_table", args=[meeting.pk]))
    table = ruth.get(address("meeting", meeting)).content.decode()
    assert "Put away" in table
    assert "A door ajar." not in table


def test_ruth_begins_a_letter_where_they_sit_together(town: Town, network: Network) -> None:
    """R17: from the room, while the meeting goes on."""
    meeting = open_now(town, network)
    where = reverse("letter_new", args=[meeting.pk])
    assert where in room(town, "Ruth", meeting)
    assert where not in room(town, "Leon", meeting)
    assert signed_in(town, "Ruth").get(where).status_code == 200
