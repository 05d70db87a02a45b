"""How tests about first contacts begin: Ruth answers Carol, somebody writes on the public page, Sadia is on duty."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tests.people import HOUR, MONDAY, Town
from tornio.actions import contacts, duty
from tornio.core.contacts import Channel, ForWhom, Knows, Told
from tornio.people.acting import as_clerk
from tornio.records.models import (
    FirstContact,
)

CLOCKS = "He hasn’t slept since Sunday and he’s taken all the clocks down."
FROM_CAROL = Told(
    CLOCKS,
    ForWhom.RELATIVE,
    caller_name="Carol Birch",
    caller_relation="his mother",
    person_name="Leon Birch",
    knows=Knows.ELSEWHERE,
    telephone="+447700900102",
    may_ring=True,
)


def called(
    town: Town,
    told: Told = FROM_CAROL,
    by: str = "Ruth",
    at: datetime = MONDAY,
    key: UUID | None = None,
    contacted_at: datetime | None = None,
) -> FirstContact:
    """Ruth answers the telephone."""
    with town.acting(by, at=at) as reader:
        return contacts.take(told=told, channel=Channel.TELEPHONE, by=reader, at=at, key=key, contacted_at=contacted_at)


def written(town: Town, at: datetime = MONDAY) -> FirstContact:
    """Somebody writes on the public page."""
    with town.nobody(at=at) as page:
        told = Told("I can’t go into my own house.", caller_name="Gareth Pugh")
        return contacts.take(told=told, channel=Channel.WEB, by=page, at=at)


def sadia_is_on_duty(town: Town) -> None:
    with town.acting("Sadia") as by:
        key = town.practitioners["Sadia"].pk
        duty.give_turn(practitioner_id=key, start=MONDAY - HOUR, end=MONDAY + 12 * HOUR, by=by, at=MONDAY)


def holder(town: Town, contact: FirstContact) -> str:
    with town.acting("Ruth"), as_clerk():
        found = FirstContact.objects.select_related("held_by__practitioner__person").get(pk=contact.pk)
        return str(found.held_by.practitioner.person.called)


def in_sql(town: Town, statement: str, *values: str | UUID) -> None:
    """Go around the application, in its own role, as far as the end of the transaction."""
    with town.acting("Ruth"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def the(key: UUID | None) -> UUID:
    """The key, which is certainly there."""
    assert key is not None
    return key
