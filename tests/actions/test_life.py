"""What happened in life is written down with the person, never overwritten, and read by nobody else (R24, R28)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import life
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.rough import Precision, RoughDay
from tornio.core.life import Event, LifeKind, LifeSource, Sort
from tornio.core.people import Capacity
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import Freeze, LifeEvent, Network
from tornio.records.visible import life as visible

TODAY = MONDAY.date()
MARCH = RoughDay(date(2026, 3, 1), Precision.MONTH)
STAY = Event(LifeKind.STAY, Sort.VOLUNTARY, RoughDay(date(2026, 3, 2)), TODAY, MARCH, provider="Riverside ward")
HELD = replace(STAY, sort=Sort.DETAINED, power="Mental Health Act, section 2")


def told(town: Town, network: Network, event: Event = STAY, called: str = "Ruth", **other: Any) -> LifeEvent:
    """Somebody writes it down."""
    given: dict[str, Any] = {"key": new_key(), "source": LifeSource.SAID} | other
    with town.acting(called) as by:
        return life.write(network=network, event=event, by=by, at=MONDAY, **given)


def standing(town: Town, network: Network, called: str = "Leon") -> list[tuple[str, str, bool, int]]:
    """What somebody reads: sort, where, whether it was taken back, and how often it was put right."""
    with town.acting(called, at=MONDAY + DAY) as by:
        found = visible.life(by, network.pk)
    return [(each.event.sort, each.event.provider, each.is_taken_back, len(each.before)) for each in found]


def test_leon_and_ruth_write_down_a_stay_and_nobody_else_learns_of_it(town: Town, network: Network) -> None:
    """R24: for the person and the team. For his mother, who may read the rest, there was no stay."""
    key = new_key()
    made = told(town, network, key=key, source=LifeSource.OTHER_RECORD, source_words="Moorland Trust, a letter")
    assert told(town, network, key=key) == made
    told(town, network, Event(LifeKind.OCCUPATION, Sort.WORK, MARCH, TODAY, what="Joiner"), called="Leon")
    assert [each[:2] for each in standing(town, network)] == [("voluntary", "Riverside ward"), ("work", "")]
    assert standing(town, network, "Ruth") == standing(town, network)
    assert (made.until_on, made.until_known, made.told_up_to) == (date(2026, 3, 31), "month", TODAY)
    for other in ("Carol", "Farah", "Martin", "Edith"):
        assert standing(town, network, other) == []
    with town.acting("Carol") as by:
        assert not LifeEvent.objects.exists()
        assert visible.network(by, network.pk) is None
        assert not visible.may_write(by, network.pk)
        with pytest.raises(NotForYou):
            life.write(key=new_key(), network=network, event=STAY, source=LifeSource.SAID, by=by, at=MONDAY)
    with pytest.raises(NotForYou):
        told(town, network, source=LifeSource.FILE)
    with pytest.raises(NotForYou):
        told(town, network, key=key, called="Leon")


def test_what_is_put_right_takes_the_place_of_what_stood_and_that_stays_readable(town: Town, network: Network) -> None:
    """R28: corrections are additions; two who put the same right at once are told."""
    made, key = told(town, network), new_key()
    with town.acting("Leon", at=MONDAY + HOUR) as by:
        said: dict[str, Any] = {"row": made, "event": HELD, "source": LifeSource.SAID, "by": by, "at": MONDAY + HOUR}
        with pytest.raises(Refused, match="why"):
            life.put_right(key=new_key(), why=" ", **said)
        with pytest.raises(NotForYou):
            life.put_right(key=new_key(), why="So.", **said | {"source": LifeSource.FILE})
        right = life.put_right(key=key, why="I was held there.", **said)
        assert life.put_right(key=key, why="I was held there.", **said) == right
        with pytest.raises(Refused, match="put this right already"), transaction.atomic():
            life.put_right(key=new_key(), why="Again.", **said)
        assert visible.one(by, network.pk, made.pk) is None
        assert visible.one(by, network.pk, right.pk) is not None
    assert standing(town, network) == [("detained", "Riverside ward", False, 1)]
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        gone = life.take_back(key=new_key(), row=right, why="It was a visit.", by=by, at=MONDAY + HOUR)
        assert life.take_back(key=gone.pk, row=right, why="It was a visit.", by=by, at=MONDAY + HOUR) == gone
    assert standing(town, network) == [("detained", "Riverside ward", True, 2)]
    with town.acting("Carol") as by, pytest.raises(NotForYou):
        life.take_back(key=new_key(), row=gone, why="No.", by=by, at=MONDAY)


def test_what_belongs_to_somebody_else_is_out_of_view_at_once(town: Town, network: Network) -> None:
    """R28: a misfiled entry vanishes, with every way in which it was written before."""
    made = told(town, network)
    with town.acting("Ruth", at=MONDAY + HOUR) as by:
        right = life.put_right(
            key=new_key(), row=made, event=HELD, source=LifeSource.SAID, why="Held.", by=by, at=MONDAY + HOUR
        )
        with pytest.raises(Refused, match="why"):
            life.take_back(key=new_key(), row=right, why="", by=by, at=MONDAY + HOUR, elsewhere=True)
        life.take_back(key=new_key(), row=right, why="Neil’s.", by=by, at=MONDAY + HOUR, elsewhere=True)
        assert not LifeEvent.objects.exists()
    assert standing(town, network) == []


def brought(town: Town, network: Network, *events: Event, called: str = "Martin") -> int:
    """Whoever leads the service brings a file in."""
    with town.acting(called, at=MONDAY + DAY) as by:
        rows = [life.Brought(network, each) for each in events]
        return life.bring_in(rows=rows, file="stays.csv", by=by, at=MONDAY + DAY)


def test_a_file_is_brought_in_once_however_often_it_comes(town: Town, network: Network) -> None:
    """A newer file takes the place of an older one; what somebody has put right with the network stays (R28)."""
    on = replace(STAY, until=None)
    medicine = Event(LifeKind.MEDICATION, Sort.ANTIPSYCHOTIC, MARCH, TODAY, what="Olanzapine")
    assert brought(town, network, on, medicine, medicine) == 2
    assert brought(town, network, on, medicine) == 0
    assert brought(town, network, STAY) == 1
    assert brought(town, network, on) == 0  # the older file once more
    assert standing(town, network, "Ruth") == [
        ("voluntary", "Riverside ward", False, 1),
        ("antipsychotic", "", False, 0),
    ]
    with town.acting("Martin") as by:
        assert not LifeEvent.objects.exists()  # whoever brings it in reads nothing of it
        assert visible.life(by, network.pk) == []
    with town.acting("Ruth", at=MONDAY + DAY) as by:
        stay, _medicine = visible.life(by, network.pk)
        life.put_right(
            key=new_key(), row=stay.row, event=HELD, source=LifeSource.SAID, why="Held.", by=by, at=MONDAY + DAY
        )
    assert brought(town, network, replace(STAY, until=RoughDay(date(2026, 4, 2)))) == 0
    assert standing(town, network)[0] == ("detained", "Riverside ward", False, 2)


def test_who_may_bring_a_file_in(town: Town, network: Network) -> None:
    """Whoever leads the service of that network; a frozen record takes nothing new (R22)."""
    with pytest.raises(NotForYou):
        brought(town, network, STAY, called="Ruth")
    elsewhere = Network(organisation_id=new_key(), service=town.service)
    with pytest.raises(NotForYou):
        brought(town, elsewhere, STAY)
    with town.nobody(capacity=Capacity.JOB) as by:
        Freeze.objects.create(
            organisation_id=by.organisation_id, network=network, died_on=TODAY, words="He died.",
            said_by_id=town.people["Ruth"].pk, at=MONDAY,
        )  # fmt: skip
    assert brought(town, network, STAY) == 0
    with pytest.raises(Refused, match="frozen"):
        told(town, network)


def test_networks_are_found_by_the_number_alone(town: Town, network: Network) -> None:
    with town.nobody(capacity=Capacity.JOB):
        Person.objects.filter(pk=town.people["Leon"].pk).update(identifier="9434765919")
    with town.acting("Martin") as by:
        found = visible.networks_by_number(by, town.service, ["9434765919", "", "1"])
        assert {number: each.pk for number, each in found.items()} == {"9434765919": network.pk}


def test_the_database_refuses_what_the_application_would_not_ask(town: Town, network: Network) -> None:
    """R28: nothing of it is changed or deleted."""
    made = told(town, network)
    with town.acting("Ruth"):
        for deed in (
            lambda: LifeEvent.objects.filter(pk=made.pk).update(sort="detained"),
            LifeEvent.objects.all().delete,
        ):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                deed()
        with pytest.raises(IntegrityError), transaction.atomic():
            LifeEvent.objects.create(
                organisation_id=made.organisation_id, network=network, kind="stay", sort="detained", provider="Ward",
                since_on=TODAY, since_known="day", told_up_to=TODAY, source="said", written_by_id=made.written_by_id,
                written_at=MONDAY,
            )  # fmt: skip
