"""One's own messages and ways; what did not arrive and letters to print; who of us was told, on the board (R4, R9)."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.meetings import agreed, network_of
from tests.people import DAY, HOUR, Town
from tests.post import Clock, House, mail_for, reachable, texts_for
from tests.web.test_arranging import text
from tests.web.test_contacts import called
from tests.web.test_entry import signed_in
from tornio.actions import people, visits
from tornio.actions.bookings import name_substitute
from tornio.core.people import Capacity, WayKind
from tornio.people.acting import as_clerk
from tornio.people.models import SafeWay
from tornio.records.models import FirstContact, Message

NOW = timezone.now().replace(microsecond=0)


def ways_of(town: Town, name: str) -> list[SafeWay]:
    """How somebody can be reached today."""
    with town.nobody(at=NOW, capacity=Capacity.JOB), as_clerk():
        return list(SafeWay.objects.filter(person=town.people[name], until__isnull=True))


def asked(town: Town) -> None:
    """Leon, Carol and Neil are asked to a meeting in two days."""
    network = network_of(town, members=("Carol", "Neil"), at=NOW - 10 * DAY)
    with town.acting("Ruth", at=NOW) as ruth:
        agreed(town, network, ruth, start=NOW + 2 * DAY, at=NOW - timedelta(minutes=1))
        FirstContact.objects.filter(network=network).update(first_met_at=NOW)


def test_carol_says_that_a_text_in_the_evening_is_safe_and_stops_it_again(town: Town) -> None:
    """R9: her own to tell and to end."""
    carol = signed_in(town, "Carol")
    typed = {
        "kind": "telephone",
        "value": "07700 900102",
        "hours_from": "6pm",
        "hours_until": "9pm",
        "days": ["2", "4"],
    }
    assert carol.post(reverse("ways"), typed).status_code == 302
    (way,) = ways_of(town, "Carol")
    assert (way.value, way.may_text, way.may_ring) == ("+447700900102", True, False)
    assert (way.hours_from, way.hours_until, way.days) == (time(18), time(21), [2, 4])
    page = text(carol.get(reverse("ways")))
    assert "From 18:00 to 21:00." in page
    assert "Tuesday, Thursday." in page
    assert carol.post(reverse("end_way", args=[way.pk])).status_code == 302
    assert ways_of(town, "Carol") == []
    assert "You have told us no way to write to you." in text(carol.get(reverse("ways")))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "email", "value": ""}, "Write where we may reach you."),
        ({"kind": "email", "value": "nothing"}, ""),
        ({"kind": "email", "value": "c@example.org", "hours_from": "18:00"}, "Say both"),
        ({"kind": "email", "value": "c@example.org", "hours_from": "25:00", "hours_until": "9"}, "Write the time"),
        ({"kind": "email", "value": "c@example.org", "hours_from": "9", "hours_until": "9"}, "two different times"),
        ({"value": "c@example.org"}, "Choose one."),
    ],
)
def test_what_is_no_way_is_refused_beside_its_field_and_nothing_is_kept(
    town: Town, typed: dict[str, str], sentence: str
) -> None:
    carol = signed_in(town, "Carol")
    answer = carol.post(reverse("ways"), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ways_of(town, "Carol") == []


def test_nobody_ends_anothers_way(town: Town) -> None:
    """R9: not even the person at the centre."""
    mail_for(town, "Carol")
    (way,) = ways_of(town, "Carol")
    assert signed_in(town, "Leon").post(reverse("end_way", args=[way.pk])).status_code == 404
    assert len(ways_of(town, "Carol")) == 1


def test_carol_reads_what_it_is_about_only_inside(town: Town) -> None:
    """R9, R24: the message says nothing; her own page says it, and leads to the meeting. Neil's is another page."""
    texts_for(town, "Carol")
    asked(town)
    page = text(signed_in(town, "Carol").get(reverse("messages")))
    assert "You are asked to a meeting." in page
    assert "There is nothing for you just now." in text(signed_in(town, "Jean").get(reverse("messages")))


def test_what_did_not_arrive_stands_on_ruths_page_by_name_and_on_martins_as_a_number(town: Town) -> None:
    """R9: Neil gave no way, Carol told her hours in words: no machine guesses at them."""
    asked(town)
    with town.nobody(at=NOW - DAY, capacity=Capacity.JOB) as by:
        people.tell_safe_way(
            person=town.people["Carol"], kind=WayKind.TELEPHONE, value="+447700900102", may_text=True,
            good_hours="when he is at work", by=by, at=NOW - DAY,
        )  # fmt: skip
    house = House(town, Clock(NOW))
    house.round()
    assert house.reached() == {"email": [], "text": []}
    ruth = signed_in(town, "Ruth")
    answer = ruth.get(reverse("undelivered"))
    page = text(answer)
    assert "They have told us no way to write to them." in page
    assert "Neil Marsh" in page
    assert "They told us in words when it is safe." in page
    assert "Read it, and reach Carol yourself</a>." in page
    assert page.count("yourself</a>") == 1
    (told,) = [part.split('"')[0] for part in answer.content.decode().split('href="') if "/reach/" in part[:60]]
    assert "“when he is at work”" in text(ruth.get(told))
    lead = signed_in(town, "Martin")
    session = lead.session
    session["acting"] = {"organisation": str(town.organisation.pk), "capacity": "service_lead"}
    session.save()
    theirs = text(lead.get(reverse("undelivered")))
    assert "Neil" not in theirs
    assert "3 more stand on the pages of those who work with them." in theirs
    with town.nobody(at=NOW, capacity=Capacity.JOB), as_clerk():
        neils = Message.objects.get(person=town.people["Neil"])
    assert lead.post(reverse("mended", args=[neils.pk, "told"])).status_code == 404
    assert ruth.post(reverse("mended", args=[neils.pk, "told"])).status_code == 302
    assert "Neil Marsh" not in text(ruth.get(reverse("undelivered")))


def test_a_letter_is_printed_with_the_neutral_name_alone_and_marked_as_posted(town: Town) -> None:
    """R9: members without e-mail or telephone are full members."""
    asked(town)
    with town.nobody(at=NOW - DAY, capacity=Capacity.JOB) as by:
        people.tell_safe_way(
            person=town.people["Neil"], kind=WayKind.POST, value="3 Quay Street\nSaltmere", may_write=True, by=by,
            at=NOW - DAY,
        )  # fmt: skip
    House(town, Clock(NOW)).round()
    ruth = signed_in(town, "Ruth")
    assert "Letters to print and post" in text(ruth.get(reverse("undelivered")))
    with town.nobody(at=NOW, capacity=Capacity.JOB), as_clerk():
        neils = Message.objects.get(person=town.people["Neil"])
    page = text(ruth.get(reverse("letter_print", args=[neils.pk])))
    assert "3 Quay Street" in page
    assert "There is a message for you." in page
    for telling in ("Open Dialogue", "Leon", "meeting", "01632", "judges nobody"):
        assert telling not in page, telling
    assert ruth.post(reverse("mended", args=[neils.pk, "posted"])).status_code == 302
    assert ruth.post(reverse("mended", args=[neils.pk, "eaten"])).status_code == 404
    assert ruth.get(reverse("letter_print", args=[neils.pk])).status_code == 404
    (posted,) = [each for each in House(town, Clock(NOW)).sendings() if each.channel == "letter"]
    assert (posted.outcome, posted.reason) == ("taken", "by hand")


def board(client: Client) -> str:
    return text(client.get(reverse("board")))


def test_the_board_says_who_was_told_when_and_by_which_route(town: Town) -> None:
    """R4: Ruth, whose it is, was reminded, and it went up to Martin; before it was sent, nobody is said to know."""
    house = reachable(town)
    called(town, "I can’t wait.", hours_ago=25)
    ruth = signed_in(town, "Ruth")
    assert "was reminded" not in board(ruth)
    house.clock.now = timezone.now()
    house.look()
    assert "Martin Oyelaran is not reached yet." in board(ruth)
    house.round()
    page = board(ruth)
    assert "Ruth Adeyemi was reminded, by text," in page
    assert "It has gone up to Martin Oyelaran, by text," in page
    assert "not reached" not in page


def test_silence_at_a_door_stands_on_the_board_with_who_was_told(town: Town) -> None:
    """R10: on the page of whoever holds the telephone, and of everyone here."""
    house = reachable(town)
    network = network_of(town, at=NOW - 10 * DAY)
    with town.acting("Ruth", at=NOW - 2 * HOUR) as ruth:
        meeting = agreed(town, network, ruth, start=NOW - 2 * HOUR, at=NOW - DAY)
        FirstContact.objects.filter(network=network).update(first_met_at=NOW - 3 * DAY)
        visits.check_in(meeting=meeting, due_out_at=NOW - HOUR, by=ruth, at=NOW - 2 * HOUR)
    house.clock.now = timezone.now()
    house.round()
    page = board(signed_in(town, "Sadia"))
    assert "Ruth Adeyemi has not said they are out." in page
    assert "Martin Oyelaran was told by" in page


def test_the_pages_ask_few_questions_however_much_there_is(town: Town) -> None:
    """At most twenty, and as many with ten contacts as with two."""
    house = reachable(town)
    counted = []
    for many in (2, 8):
        for number in range(many):
            called(town, f"Number {number}.", hours_ago=25)
        house.clock.now = timezone.now()
        house.round()
        client = signed_in(town, "Ruth")
        for page in ("messages", "ways", "undelivered", "board"):
            client.get(reverse(page))
            with CaptureQueriesContext(
                connection,
            ) as asked_of:
                client.get(reverse(page))
            counted.append(
                (page, len([each for each in asked_of if 'FROM "re' in each["sql"] or '"people_' in each["sql"]]))
            )
    half = len(counted) // 2
    assert counted[:half] == counted[half:]
    assert all(many <= 20 for _page, many in counted), counted


def test_tomasz_reads_at_what_hour_he_is_expected_no_more_and_nothing_else(town: Town) -> None:
    """R12, R24: the day and the hour; no name, no reason, and no way into what is not his."""
    network = network_of(town, at=NOW - 10 * DAY)
    with town.acting("Ruth", at=NOW - 3 * HOUR) as ruth:
        meeting = agreed(town, network, ruth, start=NOW + 2 * DAY, at=NOW - 3 * HOUR)
    with town.acting("Ruth", at=NOW - HOUR) as ruth:
        name_substitute(
            meeting=meeting, practitioner=town.practitioners["Farah"], reason="He is away.", by=ruth,
            stands_in_for=town.practitioners["Tomasz"], at=NOW - HOUR,
        )  # fmt: skip
    page = signed_in(town, "Tomasz").get(reverse("messages"))
    told = text(page)
    assert "You are not expected at a meeting any more." in told
    assert "You are expected at a meeting." in told
    last = told[told.index("not expected at") : told.index("You are expected at")]
    assert "Leon" not in last
    assert "away" not in last
