"""Every reading is written down in the transaction of the read; where it cannot be, nothing is read (R26)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from tests.database import administrator
from tests.entering import come_in, said
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, MONDAY, Town, build_town
from tornio.actions.readings import opened, opened_together
from tornio.records.models import Network, Reading
from tornio.records.visible import readings as visible

MINUTE = timedelta(minutes=1)


def test_an_open_page_is_one_reading_told_to_the_minute_until_it_has_been_closed_for_half_an_hour(town: Town) -> None:
    """R26: asked for at these minutes, with the rows that a slow clerk would write."""
    network = a_network(town)
    for minute in (0, 0.5, 0.9, 1, 1.5, 20, 49, 80):
        with town.acting("Ruth", at=MONDAY + minute * MINUTE) as ruth:
            opened("story", by=ruth, at=ruth.at, network=network.pk)
    with town.acting("Leon", at=MONDAY + DAY) as leon:
        told, _more = visible.who_read(leon, network.pk)
        assert [(each.at, each.until) for each in told if not each.oneself] == [
            (MONDAY + 80 * MINUTE, MONDAY + 80 * MINUTE),
            (MONDAY, MONDAY + 49 * MINUTE),
        ]
        rows = Reading.objects.filter(network=network, page="story").order_by("at")
        assert [(row.at - MONDAY) / MINUTE for row in rows] == [0, 1, 20, 49, 80]


def test_a_page_of_several_networks_is_a_reading_of_each(town: Town) -> None:
    """R26."""
    leons = a_network(town)
    with town.acting("Ruth", at=MONDAY) as by:
        jeans = Network.objects.create(
            organisation_id=by.organisation_id, service=town.service, centre=town.people["Jean"], opened_at=MONDAY
        )
    networks = {leons.pk, jeans.pk}
    for minute in (0, 0.5, 3):
        with town.acting("Ruth", at=MONDAY + minute * MINUTE) as ruth:
            opened_together("a day", by=ruth, at=ruth.at, networks=networks)
    with town.acting("Ruth", at=MONDAY + DAY):
        rows = Reading.objects.filter(page="a day").order_by("at")
        assert [row.goes_on_id is None for row in rows] == [True, True, False, False]
        assert {row.network_id for row in rows[2:]} == networks


def test_a_page_whose_reading_cannot_be_written_is_not_shown(fresh_database: str) -> None:
    """R26: fail closed. Leon's words do not leave the house where the trail cannot be written."""
    town = build_town()
    network = a_network(town)
    a_full_fortnight(town, network)
    address = reverse("story", args=[network.pk])
    assert "The team was formed here." in said(come_in(town, "Ruth", MONDAY).get(address))
    with administrator(fresh_database) as owner:
        owner.execute("REVOKE INSERT ON records_reading FROM tornio_app")
    fails = come_in(town, "Tomasz", MONDAY)
    fails.raise_request_exception = False  # somebody would see the page that says something went wrong
    answer = fails.get(address)
    assert answer.status_code == 500
    assert "The team was formed here." not in said(answer)


def test_nobody_changes_a_reading_in_the_database(town: Town) -> None:
    """R26, R28: asked of PostgreSQL as the application."""
    network = a_network(town)
    with town.acting("Ruth", at=MONDAY) as ruth:
        opened("story", by=ruth, at=MONDAY, network=network.pk)
        for statement in ("UPDATE records_reading SET page = 'map'", "DELETE FROM records_reading"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_a_reason_of_its_own_stands_in_the_reading(town: Town) -> None:
    """R26: why somebody looked, where the page itself does not say it; a long one is cut, and kept."""
    network = a_network(town)
    with town.acting("Ruth", at=MONDAY) as ruth:
        opened("story", by=ruth, at=MONDAY, network=network.pk, purpose="Leon asked me to look. " + "x" * 400)
    with town.acting("Leon", at=MONDAY + DAY):
        (why,) = Reading.objects.filter(network=network, page="story").values_list("purpose", flat=True)
    assert why.startswith("Leon asked me to look. xxx")
    assert len(why) == 300
