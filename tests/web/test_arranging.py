"""The pages round a meeting before it begins: proposing, arranging, and what somebody who was asked sees (R10–R14)."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.calls import called, the
from tests.meetings import agreed, held, network_of, proposed
from tests.people import DAY, HOUR, Town
from tests.web.test_entry import signed_in
from tornio.actions import wishes
from tornio.core.between import WishKind
from tornio.people.keys import new_key
from tornio.records.models import Booking, Invitation, Network, NetworkMeeting, Reading, Substitution

NOW = timezone.now().replace(microsecond=0)
HELSINKI = ZoneInfo("Europe/Helsinki")  # the profile "tornio" reads its clocks there
SOON = (NOW + 2 * DAY).astimezone(HELSINKI).replace(hour=14, minute=30, second=0)


def text(answer: Any) -> str:
    """The page as it came."""
    return str(answer.content.decode())


def typed(network: Network, **more: Any) -> dict[str, Any]:
    """A proposal as Ruth types it."""
    return {
        "key": "0b9e8a52-4d6b-4cdb-9a35-000000000001",
        "starts_0": "", "starts_1": SOON.date().isoformat(), "starts_2": "14:30", "length": "90",
        "time_chosen_by": "network", "place_kind": "home", "place_words": "17 Ferry Lane",
        "place_chosen_by": "person", "host": "", "reason": "", "invited": [str(network.centre_id)],
    } | more  # fmt: skip


@pytest.fixture
def ruth(town: Town) -> Client:
    """Ruth's browser."""
    return signed_in(town, "Ruth")


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network, that Carol called about just now."""
    return network_of(town, at=NOW - HOUR)


def meeting_of(town: Town) -> NetworkMeeting:
    """The one meeting there is."""
    with town.acting("Ruth", at=NOW):
        return NetworkMeeting.objects.get()


def test_ruth_proposes_a_meeting_at_leons_home_with_tomasz(town: Town, ruth: Client, network: Network) -> None:
    page = text(ruth.get(reverse("meeting_new", args=[network.pk])))
    assert "When shall we meet with Leon?" in page
    assert "Tomasz Wójcik, peer practitioner" in page
    assert reverse("possible", args=[network.pk]) in page
    of_us = [str(town.practitioners[name].pk) for name in ("Ruth", "Tomasz")]
    answer = ruth.post(reverse("meeting_new", args=[network.pk]), typed(network, practitioners=of_us), follow=True)
    assert "Nothing holds until it is agreed" in text(answer)
    assert "Proposed, not agreed yet" in text(answer)
    with town.acting("Ruth", at=NOW):
        meeting = NetworkMeeting.objects.get()
        assert (meeting.place_words, meeting.time_chosen_by) == ("17 Ferry Lane", "network")
        assert Booking.objects.filter(meeting=meeting).count() == 2
        assert list(Invitation.objects.values_list("person__called", flat=True)) == ["Leon"]


def test_the_mother_who_called_is_proposed_and_leon_may_say_no(town: Town, ruth: Client) -> None:
    """R8: she is ticked for the first meeting, as one who is not of the network yet."""
    contact = called(town, at=NOW)
    where = reverse("meeting_new", args=[contact.network_id])
    page = text(ruth.get(where))
    mother = page[page.index("Carol Birch, his mother") - 400 : page.index("Carol Birch, his mother")]
    assert "checked" in mother[mother.rindex("<input") :]
    assert "Carol Birch, his mother (called first; the person may say no)" in page
    with town.acting("Ruth", at=NOW):
        leon = Network.objects.get(pk=the(contact.network_id)).centre_id
    ruth.post(where, typed(Network(pk=contact.network_id, centre_id=leon)))
    with town.acting("Ruth", at=NOW):
        assert list(Invitation.objects.values_list("person_id", flat=True)) == [leon]


def test_pressing_twice_proposes_once(town: Town, ruth: Client, network: Network) -> None:
    for _twice in range(2):
        ruth.post(reverse("meeting_new", args=[network.pk]), typed(network))
    meeting_of(town)


def test_a_time_that_has_passed_is_refused_beside_its_field_and_everything_typed_is_kept(
    ruth: Client, network: Network
) -> None:
    was = (NOW - 2 * DAY).date().isoformat()
    answer = ruth.post(
        reverse("meeting_new", args=[network.pk]), typed(network, starts_1=was, place_words="By the harbour")
    )
    assert answer.status_code == 422
    assert "That time has passed" in text(answer)
    assert "By the harbour" in text(answer)
    assert 'value="14:30"' in text(answer)


def test_no_time_no_place_and_a_wrong_time_are_told_in_plain_words(ruth: Client, network: Network) -> None:
    address = reverse("meeting_new", args=[network.pk])
    assert "Write the time like 14:30" in text(ruth.post(address, typed(network, starts_2="25 past")))
    assert "Where is it?" in text(ruth.post(address, typed(network, place_kind="ward", place_words="")))
    empty = text(ruth.post(address, {"key": typed(network)["key"]}))
    for sentence in ("Say on which day, and at what time.", "Say who chose the time.", "Say where.", "Say how long."):
        assert sentence in empty
    assert "This field is required" not in empty


def test_looking_who_is_free_names_the_busy_and_not_where_they_are(town: Town, ruth: Client, network: Network) -> None:
    """R14: that Tomasz is with Jean's network is nobody's business here."""
    jeans = network_of(town, centre="Jean", members=(), at=NOW - HOUR)
    with town.acting("Ruth", at=NOW) as by:
        agreed(town, jeans, by, start=SOON + HOUR, at=NOW)
    address = reverse("meeting_new", args=[network.pk])
    page = text(ruth.post(address, typed(network, look="yes")))
    assert "Tomasz Wójcik, peer practitioner: busy then" in page
    assert "Jean" not in page
    assert page.index("Farah Siddiqui, psychiatrist") < page.index("Tomasz Wójcik, peer practitioner: busy then")
    assert "17 Ferry Lane" in page
    assert "to look at again" not in page.lower()


def test_leon_asks_for_a_meeting_in_his_own_words(town: Town, network: Network) -> None:
    """R10: the person asks for another time; who of us comes is ours to find."""
    leon = signed_in(town, "Leon")
    page = text(leon.get(reverse("meeting_new", args=[network.pk])))
    assert "Which of us" not in page
    assert reverse("possible", args=[network.pk]) not in page
    answer = leon.post(reverse("meeting_new", args=[network.pk]), typed(network), follow=True)
    assert answer.status_code == 200
    assert (meeting_of(town).time_chosen_by, meeting_of(town).place_chosen_by) == ("person", "person")


@pytest.mark.parametrize("who", ["Carol", "Neil", "Sadia"])
def test_nobody_else_arranges_for_leon(town: Town, network: Network, who: str) -> None:
    """R8, R24: for them there is nothing here."""
    answer = signed_in(town, who).get(reverse("meeting_new", args=[network.pk]))
    assert answer.status_code == 404


def test_agreeing_too_early_says_who_is_missing(town: Town, ruth: Client, network: Network) -> None:
    """R11."""
    with town.acting("Ruth", at=NOW) as by:
        meeting = proposed(town, network, by, start=SOON, of_us=("Ruth",), at=NOW)
    address = reverse("arrange", args=[meeting.pk])
    answer = ruth.post(address, {"do": "agree"})
    assert answer.status_code == 422
    assert "one more practitioner has to say yes first" in text(answer)
    tomasz = str(town.practitioners["Tomasz"].pk)
    key = "0b9e8a52-4d6b-4cdb-9a35-000000000002"
    ruth.post(address, {"do": "book", "practitioner": tomasz, "reason": "", "stands_in_for": "", "key": key})
    assert "Agreed. Everyone who was asked" in text(ruth.post(address, {"do": "agree"}, follow=True))


def act(ruth: Client, meeting: NetworkMeeting, do: str, **more: Any) -> str:
    """One button of the page."""
    return text(ruth.post(reverse("arrange", args=[meeting.pk]), {"do": do, **more}, follow=True))


@pytest.fixture
def meeting(town: Town, network: Network) -> NetworkMeeting:
    """Agreed with Ruth and Tomasz, the day after tomorrow."""
    with town.acting("Ruth", at=NOW) as by:
        return agreed(town, network, by, start=SOON, at=NOW)


def test_every_button_of_the_page_does_what_it_says(town: Town, ruth: Client, meeting: NetworkMeeting) -> None:
    farah, tomasz = (str(town.practitioners[name].pk) for name in ("Farah", "Tomasz"))
    key = "0b9e8a52-4d6b-4cdb-9a35-000000000003"
    assert "Find somebody to stand in first" in act(ruth, meeting, "release", practitioner=tomasz, why="He is ill")
    assert "Farah comes" in act(ruth, meeting, "book", practitioner=farah, reason="", stands_in_for="", key=key)
    assert "Tomasz does not come" in act(ruth, meeting, "release", practitioner=tomasz, why="He is ill")
    with town.acting("Ruth", at=NOW):
        carols = Invitation.objects.get(person=town.people["Carol"])
    said = act(ruth, meeting, "answer", invitation=str(carols.pk), answer="for_part", words="From six")
    assert "comes for part of it: “From six”" in said
    assert "Taken back" in act(ruth, meeting, "take_back", invitation=str(carols.pk))
    assert "Carol is asked" in act(ruth, meeting, "invite", person=str(town.people["Carol"].pk))
    asked = {"asked_at_0": (NOW - DAY).date().isoformat(), "asked_at_1": "", "asked_at_2": "9:00"}
    assert "Kept, with the answer" in act(ruth, meeting, "without", answer="Go on without me.", **asked)
    later = {
        "starts_0": "", "starts_1": (SOON + 3 * DAY).date().isoformat(), "starts_2": "5pm", "length": "60",
        "time_chosen_by": "person", "place_kind": "our_rooms", "place_words": "", "place_chosen_by": "person",
    }  # fmt: skip
    assert "Moved." in act(ruth, meeting, "move", **later)
    assert "At our rooms" in text(ruth.get(reverse("arrange", args=[meeting.pk])))
    page = act(ruth, meeting, "not_held", who="nobody", why="Snow.")
    assert "Nothing ends by a meeting that was not held" in page
    assert 'name="do"' not in page


def test_standing_in_needs_a_reason_and_the_network_is_told(town: Town, ruth: Client) -> None:
    """R12: Ruth and Tomasz became the team this morning."""
    network = network_of(town, at=NOW - 5 * HOUR)
    with town.acting("Ruth", at=NOW) as by:
        held(town, network, by, start=NOW - 3 * HOUR, at=NOW - 4 * HOUR)
        meeting = agreed(town, network, by, start=SOON, at=NOW)
    farah, tomasz = (str(town.practitioners[name].pk) for name in ("Farah", "Tomasz"))
    key = "0b9e8a52-4d6b-4cdb-9a35-000000000004"
    missing = act(ruth, meeting, "book", practitioner=farah, reason="", stands_in_for=tomasz, key=key)
    assert "Farah is not of the team: say why they stand in" in missing
    page = act(ruth, meeting, "book", practitioner=farah, reason="Tomasz is away.", stands_in_for=tomasz, key=key)
    assert "stands in for Tomasz" in page
    assert "has not been told yet" in page
    with town.acting("Ruth", at=NOW):
        named = Substitution.objects.get()
    assert "The network was told" in act(ruth, meeting, "told", substitution=str(named.pk), words="Leon, by telephone")


def test_whom_leon_refused_is_flagged_until_somebody_comes_instead(town: Town, ruth: Client) -> None:
    """R11, R12: the agreed meeting keeps its number, and nobody is told that Tomasz comes to it."""
    network = network_of(town, at=NOW - 5 * HOUR)
    with town.acting("Ruth", at=NOW) as by:
        held(town, network, by, start=NOW - 3 * HOUR, at=NOW - 4 * HOUR)
        meeting = agreed(town, network, by, start=SOON, at=NOW)
    farah, tomasz = town.practitioners["Farah"], town.practitioners["Tomasz"]
    with town.acting("Leon", at=NOW) as by:
        refuses = WishKind.REFUSE_PRACTITIONER
        wishes.wish(key=new_key(), network=network, kind=refuses, practitioner=tomasz, by=by, at=NOW)
    where = reverse("arrange", args=[meeting.pk])
    page = text(ruth.get(where))
    assert "Tomasz no longer comes." in page
    assert "Who comes instead?" in page
    assert "We look for somebody else" in text(signed_in(town, "Leon").get(where))
    assert "Tomasz" not in text(signed_in(town, "Carol").get(where))
    assert "Ferry Lane" not in text(signed_in(town, "Tomasz").get(reverse("day")))
    typed_in = {"practitioner": str(farah.pk), "stands_in_for": str(tomasz.pk), "key": str(new_key())}
    page = act(ruth, meeting, "book", reason="Leon asked for somebody else.", **typed_in)
    assert "no longer comes" not in page
    assert "Farah Siddiqui" in text(signed_in(town, "Carol").get(where))


def test_carol_sees_when_and_where_and_says_so_when_it_stops_being_right(town: Town, meeting: NetworkMeeting) -> None:
    """R10: the address goes to those who were asked; time is told twice."""
    carol = signed_in(town, "Carol")
    address = reverse("arrange", args=[meeting.pk])
    page = text(carol.get(address))
    assert "17 Ferry Lane" in page
    assert "14:30" in page
    assert "Ruth Adeyemi" in page
    assert "Whom we asked" not in page
    with town.acting("Ruth", at=NOW):
        mine = Invitation.objects.get(person=town.people["Carol"])
        leons = Invitation.objects.get(person=town.people["Leon"])
    said = {"do": "answer", "invitation": str(mine.pk), "answer": "cannot", "words": "I am at work"}
    assert "Thank you. We know now." in text(carol.post(address, said, follow=True))
    assert carol.post(address, said | {"invitation": str(leons.pk)}).status_code == 422
    assert carol.post(address, {"do": "agree"}).status_code == 200
    assert meeting_of(town).status == "agreed"


def test_carol_who_is_not_asked_reads_the_time_and_never_the_address(
    town: Town, ruth: Client, meeting: NetworkMeeting
) -> None:
    """R10."""
    with town.acting("Ruth", at=NOW):
        carols = Invitation.objects.get(person=town.people["Carol"])
    act(ruth, meeting, "take_back", invitation=str(carols.pk))
    page = text(signed_in(town, "Carol").get(reverse("arrange", args=[meeting.pk])))
    assert "At home" in page
    assert "Ferry Lane" not in page


def test_a_stranger_finds_no_meeting(town: Town, meeting: NetworkMeeting) -> None:
    for who in ("Neil", "Sadia"):
        assert signed_in(town, who).get(reverse("arrange", args=[meeting.pk])).status_code == 404


def test_opening_the_page_is_one_reading(town: Town, ruth: Client, meeting: NetworkMeeting) -> None:
    """R26."""
    for _twice in range(2):
        ruth.get(reverse("arrange", args=[meeting.pk]))
    with town.acting("Ruth", at=NOW):
        assert Reading.objects.filter(page="arranging a meeting", subject=meeting.pk).count() == 1


def asked_of_tables(captured: CaptureQueriesContext) -> int:
    """How many questions were asked of tables; setting the reader and the marks of a transaction are not counted."""
    return sum(any(word in each["sql"] for word in (" FROM ", "INSERT INTO", "UPDATE ")) for each in captured)


def test_the_pages_ask_the_database_as_often_however_many_are_busy_or_invited(
    town: Town, ruth: Client, network: Network, meeting: NetworkMeeting
) -> None:
    """Twenty questions of tables and no more."""
    addresses = (reverse("arrange", args=[meeting.pk]), reverse("meeting_new", args=[network.pk]))

    def questions(address: str) -> int:
        ruth.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert ruth.get(address).status_code == 200
        return asked_of_tables(captured)

    before = [questions(address) for address in addresses]
    jeans = network_of(town, centre="Jean", members=("Neil",), at=NOW - HOUR)
    with town.acting("Ruth", at=NOW) as by:
        for number in range(5):
            proposed(town, jeans, by, start=SOON + number * timedelta(minutes=10), at=NOW)
    assert [questions(address) for address in addresses] == before
    assert max(before) <= 20


@pytest.mark.parametrize(
    ("on", "told"),
    [("2027-03-28", "03:30 does not exist on 28 March 2027"), ("2027-10-31", "Which one do you mean?")],
)
def test_the_nights_on_which_the_clocks_change_are_asked_about_or_refused(
    ruth: Client, network: Network, on: str, told: str
) -> None:
    """R3: half past three by the clocks of Helsinki is no hour that night, or two."""
    answer = ruth.post(reverse("meeting_new", args=[network.pk]), typed(network, starts_1=on, starts_2="3.30"))
    assert answer.status_code == 422
    assert told in text(answer)
