"""Whom somebody has to ring about a meeting, for nothing on a page reaches them; who reads their number (R9, R10)."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.calls import called, the
from tests.entering import Clock, clock, said  # noqa: F401 - a fixture
from tests.meetings import TUESDAY
from tests.people import HOUR, MONDAY, Town
from tests.web.in_the_room import signed_in
from tornio.actions import meetings, people, presence
from tornio.core.contacts import ForWhom, Told
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import ChosenBy, NotHeldBy, PlaceKind
from tornio.core.people import WayKind
from tornio.core.values import Period
from tornio.people.acting import Reader
from tornio.records.models import FirstContact, Invitation, Network, NetworkMeeting

NUMBER = "+447700900142"


def proposed_after(town: Town, contact: FirstContact, by: Reader, at: datetime = MONDAY) -> NetworkMeeting:
    """A time offered to Rukhsana and her sister, who rang."""
    network = Network.objects.get(pk=the(contact.network_id))
    return meetings.propose(
        network=network,
        planned=Period(TUESDAY, TUESDAY + (TUESDAY - MONDAY) / 16),
        place_kind=PlaceKind.OUR_ROOMS,
        place_chosen_by=ChosenBy.NETWORK,
        time_chosen_by=ChosenBy.TEAM,
        practitioners=[town.practitioners["Ruth"], town.practitioners["Tomasz"]],
        invited=[contact.caller] if contact.caller else [],
        by=by,
        at=at,
    )


def rung(town: Town, **more: Any) -> NetworkMeeting:
    """Nasima rang Ruth about her sister, and a time was found."""
    told = Told("She hardly speaks.", ForWhom.RELATIVE, "Nasima Begum", "her sister", "Rukhsana Begum", **more)
    contact = called(town, told, at=MONDAY)
    with town.acting("Ruth", at=MONDAY) as ruth:
        return proposed_after(town, contact, ruth)


@pytest.fixture(autouse=True)
def monday(town: Town, clock: Clock) -> None:  # noqa: F811
    """The pages are opened on that Monday."""
    clock.is_at(MONDAY)


def where(meeting: NetworkMeeting) -> str:
    return reverse("arrange", args=[meeting.pk])


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"telephone": NUMBER, "may_ring": True, "good_hours": "After 4"}, "Ring Nasima: +44 7700 900 142 “After 4” L"),
        ({"telephone": NUMBER, "may_text": True}, "Text Nasima: +44 7700 900 142"),
        ({"telephone": NUMBER, "email": "nasima@example.org"}, "Write to Nasima: nasima@example.org"),
        ({"telephone": NUMBER}, "Somebody has to tell Nasima. No way to reach them that is safe is written down."),
        ({}, "Somebody has to tell Nasima."),
    ],
    ids=["ring", "text", "write", "a number that is not safe", "nothing"],
)  # fmt: skip
def test_who_cannot_come_in_is_to_be_told_first_of_all(town: Town, more: dict[str, Any], sentence: str) -> None:
    """R9: by the way that she calls safe, and a number that is not is no way."""
    meeting = rung(town, **more)
    page = said(signed_in(town, "Ruth").get(where(meeting)))
    assert sentence in page
    assert page.index("Nasima") < page.index("Proposed, not agreed yet")
    assert ("900 142" in page) == (more.get("may_ring", False) or more.get("may_text", False))
    assert "Somebody has to tell Rukhsana." in page


def test_through_whom_rukhsana_is_told(town: Town) -> None:
    """R9: she let it be written down so."""
    meeting = rung(town)
    with town.acting("Ruth", at=MONDAY) as ruth:
        centre, through = meeting.network.centre, WayKind.THROUGH_SOMEBODY
        people.tell_safe_way(person=centre, kind=through, value="Her sister, at the flat", by=ruth, at=MONDAY)
    assert "Tell Rukhsana through somebody: Her sister, at the flat" in said(
        signed_in(town, "Ruth").get(where(meeting))
    )


def test_once_she_has_answered_nobody_has_to_ring_and_agreeing_says_who_reads_it_and_who_does_not(town: Town) -> None:
    """R10: "everyone can see when and where" is true of those who come in here."""
    meeting, ruth = rung(town, telephone=NUMBER, may_ring=True), signed_in(town, "Ruth")
    with town.acting("Ruth", at=MONDAY):
        hers = Invitation.objects.get(meeting=meeting, person__called="Nasima")
    ruth.post(where(meeting), {"do": "answer", "invitation": str(hers.pk), "answer": "comes", "words": ""})
    assert "Ring Nasima" not in said(ruth.get(where(meeting)))
    page = said(ruth.post(where(meeting), {"do": "agree"}, follow=True))
    assert "Agreed. Everyone who was asked and comes in here can see when and where." in page
    assert "Tell Nasima and Rukhsana yourselves: they cannot." in page
    assert "that this is agreed they know when one of us tells them" in page


@pytest.mark.parametrize("who", ["Farah", "Carol", "Martin"])
def test_nobody_reads_her_number_who_does_not_read_it_on_the_page_of_the_call(town: Town, who: str) -> None:
    """R9, R24."""
    meeting = rung(town, telephone=NUMBER, may_ring=True)
    answer = signed_in(town, who).get(where(meeting))
    assert answer.status_code == 404
    assert "900" not in said(answer)


def hers(town: Town, meeting: NetworkMeeting) -> Invitation:
    """What Nasima was asked."""
    with town.acting("Ruth", at=MONDAY):
        return Invitation.objects.get(meeting=meeting, person__called="Nasima")


def test_that_nasima_has_been_told_is_written_down_with_who_and_when_and_can_be_taken_back(
    town: Town,
    clock: Clock,  # noqa: F811
) -> None:
    """R9, R10: an hour later nobody rings her a second time, or wonders whether somebody did."""
    meeting, ruth = rung(town, telephone=NUMBER, may_ring=True), signed_in(town, "Ruth")
    sent = {"invitation": str(hers(town, meeting).pk)}
    assert "Nasima has been told" in said(ruth.get(where(meeting)))
    assert "Written down that Nasima knows." in said(ruth.post(where(meeting), sent | {"do": "tell"}, follow=True))
    clock.is_at(MONDAY + HOUR)
    page = said(ruth.get(where(meeting)))
    assert "Ring Nasima" not in page
    assert "Ruth Adeyemi told Nasima: 11:00 today" in page  # by the clocks of Helsinki
    ruth.post(where(meeting), sent | {"do": "tell"})
    assert hers(town, meeting).told_at == MONDAY  # twice is once
    page = said(ruth.post(where(meeting), sent | {"do": "not_told"}, follow=True))
    assert "Taken back. Somebody has to tell Nasima." in page
    assert "Ring Nasima" in page
    assert "told Nasima" not in page


def test_once_it_is_agreed_or_moved_she_is_told_again(town: Town, clock: Clock) -> None:  # noqa: F811
    """R10: that she said yes to a time does not tell her that it holds; her own answer after that does."""
    meeting, ruth = rung(town, telephone=NUMBER, may_ring=True), signed_in(town, "Ruth")
    sent = {"invitation": str(hers(town, meeting).pk)}
    answers = sent | {"do": "answer", "answer": "comes", "words": ""}
    ruth.post(where(meeting), sent | {"do": "tell"})
    ruth.post(where(meeting), answers)
    clock.is_at(MONDAY + HOUR)
    assert "Ring Nasima" in said(ruth.post(where(meeting), {"do": "agree"}, follow=True))
    ruth.post(where(meeting), sent | {"do": "tell"})
    assert "Ring Nasima" not in said(ruth.get(where(meeting)))
    clock.is_at(MONDAY + 2 * HOUR)
    with town.acting("Ruth", at=MONDAY + 2 * HOUR) as by:
        then = Period(TUESDAY + HOUR, TUESDAY + 2 * HOUR)
        meetings.move(meeting=meeting, planned=then, time_chosen_by=ChosenBy.NETWORK, by=by, at=by.at)
    assert "Ring Nasima" in said(ruth.get(where(meeting)))
    ruth.post(where(meeting), answers)
    assert "Ring Nasima" not in said(ruth.get(where(meeting)))


def test_nobody_else_writes_down_that_she_has_been_told(town: Town) -> None:
    """R9: nor of somebody who reads it here themself; and of a meeting that is over there is nothing to tell."""
    meeting = rung(town, telephone=NUMBER, may_ring=True)
    found = hers(town, meeting)
    with town.acting("Farah", at=MONDAY) as by:
        for verb in (presence.tell, presence.not_told):
            with pytest.raises(NotForYou):
                verb(invitation=found, by=by, at=MONDAY)
    with town.acting("Ruth", at=MONDAY) as by:
        meetings.not_held(meeting=meeting, who=NotHeldBy.NETWORK, why="They are away.", by=by, at=MONDAY)
        with pytest.raises(Refused):
            presence.tell(invitation=found, by=by, at=MONDAY)
