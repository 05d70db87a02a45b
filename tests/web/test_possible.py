"""The page of what is possible: Ruth reads it while Carol waits on the line, and offers with one press (R2, R14)."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.actions.test_possible import FRIDAY, MORNING, at, works
from tests.calls import called
from tests.entering import Clock, clock, key_in, said  # noqa: F401 - a fixture
from tests.meetings import agreed, network_of
from tests.people import DAY, Town, build_town
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import asked_of_tables
from tests.weeks import met
from tornio.actions import particulars, wishes
from tornio.core.between import WishKind
from tornio.core.contacts import ForWhom, Told
from tornio.core.particulars import Particulars, Training
from tornio.people.keys import new_key
from tornio.records.models import Booking, Invitation, Network, NetworkMeeting, Reading


@pytest.fixture
def town(db: None, clock: Clock) -> Town:  # noqa: F811
    """Saltmere by the clocks of England, at ten past four on a Friday."""
    town = build_town(profile="saltmere")
    clock.is_at(FRIDAY)
    return town


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, that Ruth is responsible for; she and Tomasz are at work."""
    works(town, "Ruth", "Tomasz")
    return network_of(town, at=FRIDAY)


def address(network: Network) -> str:
    return reverse("possible", args=[network.pk])


def offers(page: Any) -> list[str]:
    """What the buttons carry, in their order."""
    return [part.split('"')[0] for part in page.content.decode().split('name="offer" value="')[1:]]


def typed(page: Any, **more: str) -> dict[str, str]:
    """What the page sends as it stands."""
    return {
        "key": key_in(page), "place_kind": "home", "place_words": "17 Ferry Lane", "place_chosen_by": "person",
        "length": "90", "not_before": "", "not_after": "",
    } | more  # fmt: skip


def test_ruth_reads_what_is_possible_and_offers_the_best(town: Town, network: Network) -> None:
    """One press: proposed for 16:45 at Leon's with Ruth and Tomasz; the clock of being offered stops (R2)."""
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    text = said(page)
    assert "What is possible for Leon" in text
    assert "The best we can see" in text
    assert "You are responsible for this meeting." in text
    assert "Farah Siddiqui has not said when they work." in text
    answer = ruth.post(address(network), typed(page, offer=offers(page)[0]), follow=True)
    assert "Offered. Nothing holds until they choose it." in said(answer)
    with town.acting("Ruth", at=FRIDAY):
        meeting = NetworkMeeting.objects.get()
        assert (meeting.planned.lower, meeting.planned.upper) == (at(16, 45), at(18, 15))
        assert (meeting.place_words, meeting.time_chosen_by, meeting.place_chosen_by) == (
            "17 Ferry Lane", "team", "person",
        )  # fmt: skip
        assert {each.practitioner_id for each in Booking.objects.all()} == {
            town.practitioners[name].pk for name in ("Ruth", "Tomasz")
        }
        assert set(Invitation.objects.values_list("person__called", flat=True)) == {"Leon", "Carol"}
        assert meeting.first_contact is not None
        assert meeting.first_contact.first_offered_at == FRIDAY
        assert Reading.objects.filter(page="what is possible").exists()


def test_where_the_caller_would_meet_is_looked_at_without_asking_again(town: Town) -> None:
    """R24: the place stands for Ruth, who took the call and reads it there; Farah has no such page."""
    works(town, "Ruth", "Tomasz")
    told = Told("She hardly speaks.", caller_name="Nasima Begum", wishes="At mine, 2 Mill Row, SW1A 2AA. After four.")
    contact = called(town, told, at=FRIDAY)
    assert contact.network is not None
    ruth = signed_in(town, "Ruth")
    with CaptureQueriesContext(connection) as captured:
        page = ruth.get(address(contact.network))
    assert asked_of_tables(captured) <= 20
    assert 'value="At mine, 2 Mill Row, SW1A 2AA"' in page.content.decode()
    assert "20 min (a guess)" in said(page)  # Ruth's base has no postcode
    assert "18:15 Home: At mine, 2 Mill Row, SW1A 2AA" in said(page)
    assert signed_in(town, "Farah").get(address(contact.network)).status_code == 404


@pytest.mark.parametrize(
    ("whom", "wishes", "chosen"),
    [
        (ForWhom.RELATIVE, "At mine, 2 Mill Row, SW1A 2AA.", "network"),
        (ForWhom.SELF, "At mine, 2 Mill Row, SW1A 2AA.", "person"),
        (ForWhom.RELATIVE, "Where it is quiet.", ""),
    ],
)
def test_who_chose_the_place_is_whoever_named_it(town: Town, whom: ForWhom, wishes: str, chosen: str) -> None:
    """R10: Nasima's flat was not her sister's choice; where nobody named a place, or it is another now, it is asked."""
    works(town, "Ruth", "Tomasz")
    contact = called(town, Told("She hardly speaks.", whom, caller_name="Nasima Begum", wishes=wishes), at=FRIDAY)
    assert contact.network is not None
    ruth, where = signed_in(town, "Ruth"), address(contact.network)
    page = ruth.get(where)
    assert f'<option value="{chosen}" selected>' in form_with(page, 'name="offer"')
    again = ruth.post(where, typed(page, look="yes"))
    assert '<option value="" selected>' in form_with(again, 'name="offer"')
    refused = ruth.post(where, typed(page, offer=offers(again)[0], place_chosen_by=""))
    assert (refused.status_code, "Say who chose the place." in said(refused)) == (422, True)
    with town.acting("Ruth", at=FRIDAY):
        assert not NetworkMeeting.objects.filter(network=contact.network).exists()


def test_where_they_met_last_was_chosen_by_whoever_chose_it_then(town: Town) -> None:
    """R10: most networks meet there again."""
    works(town, "Ruth", "Tomasz")
    page = signed_in(town, "Ruth").get(address(met(town)))
    assert '<option value="person" selected>' in form_with(page, 'name="offer"')


def test_that_nobody_is_trained_as_the_service_wants_is_said_once_and_otherwise_beside_each_way(
    town: Town, network: Network
) -> None:
    """Saltmere wants one at a meeting: Ruth reads whose it is, and in the list of us who holds one."""
    ruth = signed_in(town, "Ruth")
    page = said(ruth.get(address(network)))
    assert page.count("hold a training that we want at a meeting: Open Dialogue, three years; Open Dialogue, f") == 1
    among = "Nobody among these holds a training that we want at a meeting."
    assert among not in page
    new = reverse("meeting_new", args=[network.pk])
    assert "trained for this" not in said(ruth.get(new))
    with town.acting("Martin", at=FRIDAY) as martin:
        brings = Particulars(trainings=(Training("Open Dialogue, three years", date(2021, 7, 2)),))
        key = town.practitioners["Sadia"].pk
        particulars.keep_particulars(practitioner_id=key, brings=brings, by=martin, at=FRIDAY)
    page = said(ruth.get(address(network)))
    assert among in page
    assert "Nobody of us has written down" not in page
    page = said(ruth.get(new))
    assert page.count("trained for this") == 1
    assert "Sadia Khan, occupational therapist, trained for this" in page


def form_with(page: Any, part: str) -> str:
    """The one form of the page that holds this."""
    found = [form for form in page.content.decode().split("<form")[1:] if part in form.split("</form>")[0]]
    return str(found[0].split("</form>")[0])


def test_enter_looks_again_and_an_offer_is_of_what_the_list_was_worked_out_for(town: Town, network: Network) -> None:
    """R10: the key pressed after an address presses the first button of its form, and that must offer nothing."""
    ruth = signed_in(town, "Ruth")
    page = ruth.post(address(network), typed(ruth.get(address(network)), look="yes"))
    looking, offering = form_with(page, 'id="id_place_words"'), form_with(page, 'name="offer"')
    assert looking.split("<button")[1].split('name="')[1].startswith("look")
    assert 'name="offer"' not in looking
    assert 'type="text"' not in offering
    assert '<input type="hidden" name="place_words" value="17 Ferry Lane">' in offering
    assert '<input type="hidden" name="length" value="90">' in offering


def test_on_a_telephone_the_clock_and_the_way_to_what_we_look_for_stand_above_the_ways(
    town: Town, network: Network
) -> None:
    """R2: by when it was promised is read without passing every way first."""
    page = signed_in(town, "Ruth").get(address(network)).content.decode()
    first = page.index("The best we can see")
    assert page.index('href="#left"') < first
    assert page.index('href="#wish"') < first
    assert 'id="left"' in page
    assert 'id="wish"' in page


def test_a_way_that_begins_as_the_promise_ends_is_just_in_time(town: Town) -> None:
    """R3: nobody is told of nought minutes to spare."""
    works(town, "Ruth", "Tomasz")
    text = said(signed_in(town, "Ruth").get(address(network_of(town, at=at(17) - DAY))))
    assert "Just in time" in text
    assert "0 minutes to spare" not in text


def test_pressed_twice_it_is_offered_once(town: Town, network: Network) -> None:
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    for _press in range(2):
        assert ruth.post(address(network), typed(page, offer=offers(page)[0])).status_code == 302
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.count() == 1


def test_looking_again_for_an_evening_keeps_what_was_typed(town: Town, network: Network) -> None:
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    again = ruth.post(address(network), typed(page, look="yes", not_before="six pm", not_after="8.30pm"))
    assert again.status_code == 422
    assert "Write the time like 14:30." in said(again)
    again = ruth.post(address(network), typed(page, look="yes", not_before="18", not_after="20.30"))
    assert again.status_code == 200
    assert offers(again)[0].startswith(at(18).isoformat())
    assert 'value="17 Ferry Lane"' in again.content.decode()
    again = ruth.post(address(network), typed(page, look="yes", not_before="18:00", not_after="19:00"))
    assert "The meeting does not fit between these hours." in said(again)


def test_whom_leon_refuses_while_ruth_reads_is_not_offered(town: Town) -> None:
    """R12: the button was there when he said it; she reads who could come now, and why Tomasz does not."""
    works(town, "Ruth", "Tomasz", "Farah")
    leons = met(town)
    ruth, tomasz = signed_in(town, "Ruth"), town.practitioners["Tomasz"]
    page = ruth.get(address(leons))
    with town.acting("Leon", at=FRIDAY) as by:
        refuses = WishKind.REFUSE_PRACTITIONER
        wishes.wish(key=new_key(), network=leons, kind=refuses, practitioner=tomasz, by=by, at=FRIDAY)
    answer = ruth.post(address(leons), typed(page, offer=offers(page)[0]))
    assert answer.status_code == 422
    assert "Somebody else is wanted there since a moment ago." in said(answer)
    assert "is somebody whom the person does not want to meet." in answer.content.decode()
    assert not any(str(tomasz.pk) in each for each in offers(answer))
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=leons, held_at__isnull=True).count() == 0


def test_somebody_was_faster(town: Town, network: Network) -> None:
    """R14: Tomasz was agreed into another meeting while Ruth read; she is told, and reads what is possible now."""
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    other = network_of(town, "Neil", at=MORNING, responsible="Tomasz")
    with town.acting("Tomasz", at=MORNING) as tomasz:
        agreed(town, other, tomasz, at(17), at=MORNING, of_us=("Tomasz", "Farah"))
    answer = ruth.post(address(network), typed(page, offer=offers(page)[0]))
    assert answer.status_code == 422
    assert "Tomasz was booked for that time a moment ago." in said(answer)
    assert offers(answer) != offers(page)
    with town.acting("Ruth", at=FRIDAY):
        assert NetworkMeeting.objects.filter(network=network).count() == 0


@pytest.mark.parametrize(
    "wrong",
    ["", "soon", "2026-11-06T16:45:00+00:00 stays", "2026-11-06T16:45:00 stays 1", "2020-01-01T09:00:00+00:00 x 1"],
)
def test_a_button_that_says_nothing_is_refused(town: Town, network: Network, wrong: str) -> None:
    ruth = signed_in(town, "Ruth")
    page = ruth.get(address(network))
    answer = ruth.post(address(network), typed(page, offer=wrong))
    assert (answer.status_code, "That time has passed." in said(answer)) == (422, True)
    elsewhere = f"{at(16, 45).isoformat()} stays {uuid4()}"
    assert ruth.post(address(network), typed(page, offer=elsewhere)).status_code == 404


def test_where_nobody_can_come_it_says_what_may_do(town: Town) -> None:
    network = network_of(town, at=FRIDAY)
    text = said(signed_in(town, "Ruth").get(address(network)))
    assert "We find no time at which enough of us could be there." in text
    assert "Propose a time yourself" in text


def test_another_network_that_would_move_is_never_named(town: Town) -> None:
    """R14, R24: whose meeting it is stands nowhere on the page."""
    works(town, "Ruth", "Tomasz", hours=(18 * 60 + 50, 23 * 60), days=[5])
    other = network_of(town, "Neil", members=("Jean",), at=MORNING, responsible="Tomasz")
    with town.acting("Tomasz", at=MORNING) as tomasz:
        agreed(town, other, tomasz, at(19, 45), at=MORNING, place_words="3 Harbour Steps")
    page = signed_in(town, "Ruth").get(address(network_of(town, at=FRIDAY)))
    text = said(page)
    assert "Another first meeting" in text
    assert not any(word in text for word in ("Neil", "Jean", "Harbour"))


@pytest.mark.parametrize("who", ["Leon", "Carol", "Farah", "Martin", "Priya", "Edith"])
def test_nobody_else_reads_it(town: Town, network: Network, who: str) -> None:
    """R24: the person and the members ask for a meeting on their own page; when we work is not theirs to read."""
    assert signed_in(town, who).get(address(network)).status_code == 404


def test_it_asks_as_much_for_many_of_us_as_for_two(town: Town, network: Network) -> None:
    """Twenty questions of tables and no more: also where it is opened for the first time, and another network's first
    meeting is in the way."""
    asked, ruth = [], signed_in(town, "Ruth")
    ruth.get(reverse("networks"))  # what is asked once for a sign-in is not counted
    jeans = network_of(town, "Jean", at=FRIDAY)
    with town.acting("Ruth", at=FRIDAY) as by:
        agreed(town, jeans, by, at(20), at=FRIDAY)
    for more in ((), ("Farah", "Sadia")):
        works(town, *more)
        with CaptureQueriesContext(connection) as captured:
            assert ruth.get(address(network)).status_code == 200
        asked.append(asked_of_tables(captured))
        with town.acting("Ruth", at=FRIDAY):
            assert Reading.objects.filter(page="what is possible", network=network).count() == 1
    assert 20 >= asked[0] >= asked[1]  # a reading is written down once


def test_the_contact_leads_to_it(town: Town) -> None:
    works(town, "Ruth", "Tomasz")
    contact = called(town, at=FRIDAY - DAY / 2)
    ruth: Client = signed_in(town, "Ruth")
    page = ruth.get(reverse("contact", args=[contact.pk])).content.decode()
    assert reverse("possible", args=[contact.network_id]) in page
