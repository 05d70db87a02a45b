"""Giving a way in, telling a safe way, and whom a change is announced to."""

from dataclasses import replace

import pytest

from tests.kitchen import a_network
from tests.people import DAY, MONDAY, Town
from tornio.actions import people
from tornio.actions.announcing import announce
from tornio.actions.entry import give_first_way_in, give_way_in
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity, WayKind
from tornio.people import entry
from tornio.people.models import Human, SafeWay, Seat


def test_ruth_gives_carol_a_way_in_and_it_is_carols_own(town: Town) -> None:
    """Those who work with a network let its people in; who has a seat keeps it."""
    a_network(town)
    with town.acting("Ruth") as ruth:
        before = Human.objects.count()
        way = give_way_in(person=town.people["Carol"], by=ruth, at=MONDAY)
        assert Human.objects.count() == before
    assert entry.use_invitation(way.token, way.code, at=MONDAY + DAY) == (town.humans["Carol"], 0)
    with town.acting("Farah") as farah, pytest.raises(NotForYou):
        give_way_in(person=town.people["Carol"], by=farah, at=MONDAY)


def test_whoever_has_never_signed_in_gets_a_seat_with_their_first_way_in(town: Town) -> None:
    """The first administrator's, given from the command line: by nobody who is signed in."""
    with town.nobody() as public:
        hannah = people.name_person(full_name="Hannah Reed", by=public, at=MONDAY)
        with pytest.raises(NotForYou):
            give_first_way_in(person=hannah, by=public, at=MONDAY)
        job = replace(public, capacity=Capacity.JOB)
        way = give_first_way_in(person=hannah, by=job, at=MONDAY)
        seat = Seat.objects.select_related("human").get(person=hannah)
    assert entry.use_invitation(way.token, way.code, at=MONDAY) == (seat.human, 0)
    assert seat.human.called == "Hannah Reed"


def test_carols_new_number_takes_the_place_of_the_old_one_and_the_old_one_stays_known(town: Town) -> None:
    """R9, R28: one safe way of a kind at a time; a correction is an addition."""
    with town.acting("Carol") as carol:
        for number in ("+447700900101", "+447700900102"):
            people.tell_safe_way(
                person=town.people["Carol"], kind=WayKind.TELEPHONE, value=number, may_ring=True, by=carol, at=MONDAY
            )
        ways = SafeWay.objects.filter(person=town.people["Carol"]).order_by("value")
        assert [(each.value, each.until) for each in ways] == [("+447700900101", MONDAY), ("+447700900102", None)]
        assert [each.may_text for each in ways] == [False, False], "nothing is safe that nobody said is"


def test_what_belongs_to_no_page_is_announced_to_nobody() -> None:
    """No database is asked here: there is none in this test."""
    announce(None)
