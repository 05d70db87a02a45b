"""Giving somebody a way in: a link that works once, handed over in person or sent their own safe way."""

from datetime import datetime

from tornio.actions.frame import action, note
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.people import entry
from tornio.people.acting import Reader
from tornio.people.models import Human, Person, Seat
from tornio.records.visible import people as visible


def _may_be_let_in_by(person: Person, by: Reader) -> bool:
    """The administrator lets staff in; those who work with a network let its people in."""
    if by.capacity is Capacity.ADMINISTRATOR:
        return visible.is_staff(person.pk)
    return visible.of_my_networks(by, person.pk)


@action
def give_way_in(*, person: Person, by: Reader, at: datetime) -> str:
    """A token that signs this person in once, within 72 hours; told once and kept only as a hash.

    Errors: NotForYou when the reader has nothing to do with the person.
    """
    if not _may_be_let_in_by(person, by):
        raise NotForYou
    token = _link_for(person, by, at)
    note("gave a way in", by=by, at=at, subject=person.pk)
    return token


@action
def give_first_way_in(*, person: Person, by: Reader, at: datetime) -> str:
    """The first administrator's token, given from the installation's own command line."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    token = _link_for(person, by, at)
    note("gave the first way in", by=by, at=at, subject=person.pk)
    return token


def _link_for(person: Person, by: Reader, at: datetime) -> str:
    seat = Seat.objects.select_related("human").filter(person=person).first()
    if seat is None:
        human = Human.objects.create_user(called=person.full_name)
        seat = Seat.objects.create(human=human, organisation_id=by.organisation_id, person=person)
    return entry.make_link(seat.human, at=at)
