"""The page of a meeting to which somebody said yes who is away then (R11)."""

import pytest
from django.urls import reverse

from tests.entering import Clock, clock, said  # noqa: F401 - a fixture
from tests.meetings import TUESDAY, agreed, network_of, proposed
from tests.people import DAY, MONDAY, Town
from tests.web.in_the_room import signed_in
from tests.web.test_arranging import typed
from tornio.actions import bookings, working
from tornio.people.keys import new_key
from tornio.records.models import NetworkMeeting


@pytest.fixture
def meeting(town: Town, clock: Clock) -> NetworkMeeting:  # noqa: F811
    """Proposed for Tuesday with Ruth and Tomasz, who wrote down since then that he is away."""
    clock.is_at(MONDAY)
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        found = proposed(town, network, ruth)
    with town.acting("Tomasz") as tomasz:
        us = town.practitioners["Tomasz"].pk
        working.go_away(practitioner_id=us, start=TUESDAY - DAY / 2, end=TUESDAY + DAY, by=tomasz, at=MONDAY)
    return found


def test_that_tomasz_is_away_stands_beside_him_and_agreeing_says_so(town: Town, meeting: NetworkMeeting) -> None:
    """R11: who is away is not expected; with Farah there are enough of us without him."""
    ruth, where = signed_in(town, "Ruth"), reverse("arrange", args=[meeting.pk])
    page = said(ruth.get(where))
    assert "Tomasz is away then. Who comes instead?" in page
    assert "One more of us has to say yes." in page
    assert "(comes) peer practitioner" not in page
    answer = ruth.post(where, {"do": "agree"})
    assert answer.status_code == 422
    assert "Tomasz is away then. Name somebody else of us who comes, or choose another time." in said(answer)
    with town.acting("Ruth") as by:
        farah = town.practitioners["Farah"]
        bookings.book(meeting=meeting, practitioner=farah, by=by, at=MONDAY, key=new_key())
    assert "There are enough of us without them." in said(ruth.get(where))
    assert "Agreed." in said(ruth.post(where, {"do": "agree"}, follow=True))


def test_leon_who_agrees_it_himself_is_told_the_same(town: Town, meeting: NetworkMeeting) -> None:
    """R10, R11: the page of our working hours is not his to read; that a time does not hold is."""
    leon, where = signed_in(town, "Leon"), reverse("arrange", args=[meeting.pk])
    assert "away" not in said(leon.get(where))
    assert "Tomasz is away then." in said(leon.post(where, {"do": "agree"}))


def test_who_could_come_instead_is_told_apart_from_who_is_away_or_busy(town: Town, meeting: NetworkMeeting) -> None:
    """R12, R14: Sadia is away on Tuesday and Farah at Neil's; Ruth reads that neither can, and of Neil nothing."""
    neils = network_of(town, "Neil", responsible="Farah")
    with town.acting("Farah") as farah:
        agreed(town, neils, farah, of_us=("Farah", "Martin"))
    with town.acting("Sadia") as sadia:
        us = town.practitioners["Sadia"].pk
        working.go_away(practitioner_id=us, start=TUESDAY - DAY / 2, end=TUESDAY + DAY, by=sadia, at=MONDAY)
    page = said(signed_in(town, "Ruth").get(reverse("arrange", args=[meeting.pk])))
    assert "Sadia Khan, occupational therapist: away then" in page
    assert ": busy then" in page.split("Farah Siddiqui")[1].split("</option>")[0]
    assert "Neil" not in page


def test_who_is_away_stands_last_where_a_time_is_proposed(town: Town, meeting: NetworkMeeting) -> None:
    """R12: Tomasz is of no more use on Tuesday than somebody who is busy."""
    here = reverse("meeting_new", args=[meeting.network_id])
    day, hour = TUESDAY.date().isoformat(), f"{TUESDAY:%H:%M}"
    when = typed(meeting.network, look="yes", starts_0="", starts_1=day, starts_2=hour)
    page = said(signed_in(town, "Ruth").post(here, when))
    assert "Tomasz Wójcik, peer practitioner: away then" in page
    assert page.index("Tomasz Wójcik, peer") > page.index("Sadia Khan")


def test_what_leon_reads_of_an_agreed_meeting_changes_by_what_we_settle_and_not_by_our_hours(
    town: Town,
    clock: Clock,  # noqa: F811
) -> None:
    """R12, R24: when we are away is not his to read, and changes no page; who comes instead is told beforehand."""
    clock.is_at(MONDAY)
    network = network_of(town)
    with town.acting("Ruth") as ruth:
        meeting = agreed(town, network, ruth)
    leon = signed_in(town, "Leon")
    pages = [reverse("arrange", args=[meeting.pk]), reverse("home")]
    before = [said(leon.get(page)) for page in pages]
    with town.acting("Tomasz") as tomasz:
        us = town.practitioners["Tomasz"].pk
        working.go_away(practitioner_id=us, start=TUESDAY - DAY / 2, end=TUESDAY + DAY, by=tomasz, at=MONDAY)
    assert [said(leon.get(page)) for page in pages] == before
    with town.acting("Ruth") as ruth:
        sadia, gone = town.practitioners["Sadia"], town.practitioners["Tomasz"]
        bookings.book(meeting=meeting, practitioner=sadia, by=ruth, at=MONDAY, key=new_key())
        bookings.release(meeting=meeting, practitioner=gone, why="He cannot come.", by=ruth, at=MONDAY)
    for page in pages:
        now = said(leon.get(page))
        assert "Sadia" in now
        assert "Tomasz" not in now
        assert "away" not in now
