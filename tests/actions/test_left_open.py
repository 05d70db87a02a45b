"""Work that nobody has ended and in which nobody of us is: somebody named sees it (R4, R22)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from tests.calls import called, sadia_is_on_duty, the
from tests.kitchen import a_meeting, a_network, close
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import contacts, episodes, recognitions
from tornio.core.contacts import ClosedBy
from tornio.core.episodes import LeftBy, LeftOpen, left_open
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Episode, FirstContact, Network
from tornio.records.visible import left_open as visible

LATER = MONDAY + HOUR


def closed(town: Town, contact: FirstContact, closed_by: ClosedBy, by: str = "Ruth", at: datetime = LATER) -> None:
    """It is written down that it goes no further."""
    with town.acting(by, at=at) as reader:
        contacts.go_no_further(contact_id=contact.pk, closed_by=closed_by, why="“Not now.”", by=reader, at=at)


def listed(town: Town, at: datetime = LATER) -> dict[str, LeftOpen]:
    """What Priya reads: around whom, and why."""
    with town.acting("Priya", at=at) as priya:
        return {each.network.centre.full_name: each.why for each in visible.page(priya).lines}


def counted(town: Town, at: datetime = LATER) -> Counter[LeftOpen]:
    """What Martin reads: how many, never who."""
    with town.acting("Martin", at=at) as martin:
        page = visible.page(martin)
        assert page.lines == []
        return page.counts


def stops(town: Town, network: Network, *names: str) -> None:
    """Somebody is away for long: at once, and nobody comes instead."""
    with town.acting("Martin") as martin:
        for called_so in names:
            who = town.practitioners[called_so]
            episodes.stop_in_team(network=network, practitioner=who, left_by=LeftBy.LONG_AWAY, by=martin, at=MONDAY)


@pytest.mark.parametrize(
    ("closed_by", "why"), [(ClosedBy.CALLER, LeftOpen.CALLER_SAID), (ClosedBy.SERVICE, LeftOpen.SERVICE_SAID)]
)
def test_what_a_caller_or_the_service_closed_is_open_and_priya_sees_with_whom(
    town: Town, closed_by: ClosedBy, why: LeftOpen
) -> None:
    """R22: nobody ends it for Leon; it is not out of sight either."""
    contact = called(town)
    assert (listed(town), counted(town)) == ({}, Counter())
    closed(town, contact, closed_by)
    assert listed(town) == {"Leon Birch": why}
    assert counted(town) == {why: 1}


def test_what_leon_stopped_is_ended_and_stands_nowhere(town: Town) -> None:
    """R22: by his own word, with whoever works with him."""
    closed(town, called(town), ClosedBy.PERSON)
    assert (listed(town), counted(town)) == ({}, Counter())


def test_what_leon_said_to_whoever_held_the_telephone_waits_for_somebody_to_end_it(town: Town) -> None:
    """R4, R22: Sadia writes it down; the work that Ruth began is not hers to end."""
    sadia_is_on_duty(town)
    closed(town, called(town), ClosedBy.PERSON, by="Sadia")
    assert listed(town) == {"Leon Birch": LeftOpen.NOT_ENDED}


def test_while_a_second_call_waits_it_is_somebodys_to_answer(town: Town) -> None:
    """R5, R7: two calls about Leon are one network, and what the second had begun is nobody's, and not listed."""
    first, second = called(town), called(town)
    with town.acting("Ruth") as ruth:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=ruth, at=MONDAY)
    closed(town, first, ClosedBy.CALLER)
    assert counted(town) == {}
    closed(town, second, ClosedBy.SERVICE, at=LATER + HOUR)  # what was said last is why
    assert listed(town) == {"Leon Birch": LeftOpen.SERVICE_SAID}
    assert counted(town) == {LeftOpen.SERVICE_SAID: 1}


def test_when_the_last_of_the_team_has_gone_it_is_seen_and_not_before(town: Town) -> None:
    """R12, R13: Tomasz is away for long, and then Ruth."""
    network = a_network(town)
    stops(town, network, "Tomasz")
    assert (listed(town), counted(town)) == ({}, Counter())
    stops(town, network, "Ruth")
    assert listed(town) == {"Leon Marsh": LeftOpen.TEAM_LEFT}
    assert counted(town) == {LeftOpen.TEAM_LEFT: 1}


def test_while_they_sit_together_nobody_is_missed(town: Town) -> None:
    """R12: they met, and nobody has stayed with them since."""
    with town.acting("Ruth"), as_clerk():
        other = Network.objects.create(
            organisation=town.organisation, service=town.service, centre=town.people["Carol"], opened_at=MONDAY
        )
        Episode.objects.create(organisation=town.organisation, network=other, opened_at=MONDAY)
    assert listed(town) == {"Carol Marsh": LeftOpen.NO_TEAM}
    meeting = a_meeting(town, other)
    assert counted(town) == {}
    close(town, meeting, LATER)
    assert listed(town) == {"Carol Marsh": LeftOpen.NO_TEAM}


def test_a_meeting_that_is_only_agreed_does_not_hide_that_nobody_stays(town: Town) -> None:
    """R12: whoever has left may still be booked for tomorrow."""
    network = a_network(town)
    a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    stops(town, network, "Ruth", "Tomasz")
    assert counted(town) == {LeftOpen.TEAM_LEFT: 1}


@pytest.mark.parametrize("who", ["Ruth", "Leon", "Carol", "Edith", "Ada"])
def test_it_is_nobody_elses_to_see(town: Town, who: str) -> None:
    """R24."""
    closed(town, called(town), ClosedBy.CALLER)
    with town.acting(who, at=LATER) as reader, pytest.raises(NotForYou):
        visible.page(reader)


@pytest.mark.parametrize(("service", "sees"), [("none", 1), ("another", 0)])
def test_a_lead_sees_their_own_service_and_who_has_all_of_them_sees_all(town: Town, service: str, sees: int) -> None:
    """R24."""
    closed(town, called(town), ClosedBy.CALLER)
    with town.acting("Priya", at=LATER) as priya:
        theirs = replace(priya, service_id=None if service == "none" else new_key())
        assert len(visible.page(theirs).lines) == sees


def test_why_by_hand() -> None:
    """Every combination against the sentences: who was of the team before, whether they met, who said so."""
    for before, met, said in product((True, False), (True, False), (*ClosedBy, None)):
        if before:
            meant = LeftOpen.TEAM_LEFT
        elif met or said is None:
            meant = LeftOpen.NO_TEAM
        elif said is ClosedBy.CALLER:
            meant = LeftOpen.CALLER_SAID
        elif said is ClosedBy.SERVICE:
            meant = LeftOpen.SERVICE_SAID
        else:
            meant = LeftOpen.NOT_ENDED
        assert left_open(had_a_team=before, met=met, closed_by=said) is meant


def test_leons_own_call_brings_somebody_where_nobody_of_us_is_left(town: Town) -> None:
    """R5, R22: it never ended, so it goes on; whoever is on duty is responsible from that moment, and may arrange."""
    network = a_network(town)
    with town.acting("Leon", at=LATER) as leon, pytest.raises(Refused, match="open already"):
        episodes.return_by_own_call(key=new_key(), network=network, words="It's me.", by=leon, at=LATER)
    stops(town, network, "Ruth", "Tomasz")
    sadia_is_on_duty(town)
    key = new_key()
    with town.acting("Leon", at=LATER) as leon:
        back = [
            episodes.return_by_own_call(key=key, network=network, words="It's me.", by=leon, at=LATER) for _ in range(2)
        ]
    assert back[0] == back[1]
    assert listed(town) == {}
    with town.acting("Sadia", at=LATER) as sadia:
        assert list(Episode.objects.filter(network=network)) == [back[0]]
        contact = FirstContact.objects.select_related("held_by").get(episode=back[0], contacted_at=LATER)
        assert contact.held_by.practitioner_id == sadia.practitioner_id
        assert contact.own_words == "It's me."
    with town.acting("Leon", at=LATER + HOUR) as leon, pytest.raises(Refused, match="open already"):
        episodes.return_by_own_call(key=new_key(), network=network, words="Again.", by=leon, at=LATER + HOUR)
