"""Everybody before every row of every table: the policy, the querysets and the database agree on who reads it.

Three layers that know nothing of each other: the pure rule (with the tests' own table of who stands where), the
querysets of `records.visible` (looked at as the clerk, so that the database does not help them), and raw SQL as the
application's role.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from tests.proofs import words
from tests.proofs.actors import ACTORS, NETWORKS, Actor
from tests.proofs.oracle import Everything, Looking, may_read
from tests.proofs.town import NOW, ProofsTown
from tornio.core.people import Capacity
from tornio.core.sharing import Kind, Shelf
from tornio.people.acting import Reader, acting_as, as_clerk
from tornio.people.models import SafeWay
from tornio.records.models import (
    Call,
    Decision,
    LifeEvent,
    OpenQuestion,
    Position,
    Response,
    SafetyAct,
    StaffTalk,
    Voice,
)
from tornio.records.visible import between, decisions, life, people, reach, readings
from tornio.records.visible.reach import entries
from tornio.web.policy import Who

CAPACITIES = {
    Who.SERVICE_LEAD: Capacity.SERVICE_LEAD,
    Who.PRIVACY_LEAD: Capacity.PRIVACY_LEAD,
    Who.EVALUATOR: Capacity.EVALUATOR,
    Who.ADMINISTRATOR: Capacity.ADMINISTRATOR,
    Who.PRACTITIONER: Capacity.PRACTITIONER,
}
TABLES: dict[str, type[models.Model]] = {
    model._meta.db_table: model
    for room in ("people", "records")
    for model in apps.get_app_config(room).get_models()
    if hasattr(model, "shelf")
}
SHELVES: dict[str, Shelf] = {name: model.shelf for name, model in TABLES.items()}  # type: ignore[attr-defined]


def _each_network(proofs: ProofsTown, asked: Callable[[UUID], Any]) -> set[UUID]:
    return {pk for name in NETWORKS for pk in asked(getattr(proofs, name).network).values_list("pk", flat=True)}


def _ways(reader: Reader, proofs: ProofsTown) -> set[UUID]:
    everybody = [*proofs.here.people.values(), *proofs.elsewhere.people.values()]
    return {way.pk for person in everybody for way in people.safe_ways(reader, person.pk)}


# What `records.visible` gives, table by table, where it gives rows of that table.
QUERYSETS: dict[type[models.Model], Callable[[Reader, ProofsTown], set[UUID]]] = {
    Voice: lambda by, _: set(Voice.objects.filter(entries(by, "author")).values_list("pk", flat=True)),
    OpenQuestion: lambda by, _: set(OpenQuestion.objects.filter(entries(by, "asked_by")).values_list("pk", flat=True)),
    Decision: lambda by, _: set(decisions.decisions(by).values_list("pk", flat=True)),
    Call: lambda by, _: set(between.calls(by).values_list("pk", flat=True)),
    SafetyAct: lambda by, _: set(between.acts(by).values_list("pk", flat=True)),
    Response: lambda by, _: set(Response.objects.filter(entries(by, "author")).values_list("pk", flat=True)),
    LifeEvent: lambda by, _: set(life.events(by).values_list("pk", flat=True)),
    StaffTalk: lambda by, _: set(between.talks(by).values_list("pk", flat=True)),
    SafeWay: _ways,
}


@contextmanager
def looking(actor: Actor, proofs: ProofsTown) -> Iterator[tuple[Reader, Looking]]:
    """The actor looks, in their capacity."""
    town = proofs.elsewhere if actor.name.endswith("elsewhere") else proofs.here
    capacity = next((CAPACITIES[who] for who in CAPACITIES if who in actor.is_also), Capacity.ONESELF)
    meeting = None
    if actor.name == "nobody":
        capacity = Capacity.PUBLIC
    elif actor.name == "the table":
        capacity, meeting = Capacity.SHARED_SCREEN, proofs.leon.opened
    with acting_as(
        human=town.humans.get(actor.called),
        capacity=capacity,
        organisation=town.organisation,
        purpose="a proof",
        at=NOW,
        subject_id=meeting,
    ) as reader:
        yield (
            reader,
            Looking(actor, proofs, town.organisation.pk, capacity, reader.person_id, reader.practitioner_id, meeting),
        )


@pytest.fixture(scope="module")
def all_rows(proofs: ProofsTown) -> Everything:
    """Everything there is, with words of every kind."""
    words.write(proofs)
    return words.everything(proofs)


def _in_sql(table: str) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{table}"')
        return {row[0] for row in cursor.fetchall()}


def _differences(expected: set[UUID], found: set[UUID], rows: dict[UUID, Any]) -> list[str]:
    too_many = [f"reads {rows[pk]}" for pk in found - expected]
    return [*too_many, *(f"does not read {rows[pk]}" for pk in expected - found)]


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_the_policy_the_querysets_and_the_database_agree_on_every_row(
    actor: Actor, proofs: ProofsTown, all_rows: Everything, record_property: Callable[[str, object], None]
) -> None:
    """R8, R24, R25: one rule, three layers that know nothing of each other, compared as sets of keys."""
    cells, wrong = 0, []
    with looking(actor, proofs) as (reader, who):
        for table, model in TABLES.items():
            rows = all_rows.rows[table]
            shelf = SHELVES[table]
            expected = {pk for pk, row in rows.items() if may_read(who, table, shelf, row, all_rows, SHELVES)}
            if shelf.kind is not Kind.OUTSIDE:
                wrong += [f"SQL {table}: {each}" for each in _differences(expected, _in_sql(table) & set(rows), rows)]
                cells += 2 * len(rows)
            if model in QUERYSETS:
                reach.forget(reader)
                with as_clerk():
                    found = QUERYSETS[model](reader, proofs) & set(rows)
                wrong += [f"visible {table}: {each}" for each in _differences(expected, found, rows)]
                cells += len(rows)
    record_property("cells", cells)
    assert wrong == [], "\n".join(wrong[:6])
    assert cells > 2_000


def test_how_somebody_stands_is_found_alike_by_the_querysets_and_by_the_database(proofs: ProofsTown) -> None:
    """R8: `visible.reach` and the database's own function, for everybody."""
    for actor in ACTORS:
        with looking(actor, proofs) as (reader, who):
            by_query = {
                (network, each.value) for network, all_ in reach.reach(reader).networks.items() for each in all_
            }
            with connection.cursor() as cursor:
                cursor.execute("SELECT network, relationship FROM tornio_standing()")
                by_database = set(cursor.fetchall())
        if who.capacity is not Capacity.SHARED_SCREEN:  # its reach is its meeting alone
            assert by_query == by_database, actor.name


def test_who_read_is_shown_to_the_person_alone(proofs: ProofsTown, all_rows: Everything) -> None:
    """R26: and never what was read in what they may not see."""
    for actor in ACTORS:
        with looking(actor, proofs) as (reader, _who):
            found = _each_network(proofs, lambda network, by=reader: readings.readings(by, network))  # type: ignore[misc]
        own = [getattr(proofs, name).network for name, all_ in actor.stands.items() if Who.CENTRE in all_]
        expected = {
            row["id"]
            for network in own
            for row in all_rows.where("records_reading", network_id=network, apart=False, goes_on_id=None)
        }
        assert found <= expected, actor.name
        assert bool(found) == bool(expected), actor.name


def test_positions_are_read_by_their_own_audience(proofs: ProofsTown, all_rows: Everything) -> None:
    """R19, R24: where each one stands, in the querysets of each network's decisions."""
    for actor in ACTORS:
        with looking(actor, proofs) as (reader, who), as_clerk():
            for name in NETWORKS:
                network = getattr(proofs, name).network
                of_network = {row["id"] for row in all_rows.where("records_decision", network_id=network)}
                rows = {
                    pk: row for pk, row in all_rows.rows["records_position"].items() if row["decision_id"] in of_network
                }
                expected = {
                    pk
                    for pk, row in rows.items()
                    if may_read(who, "records_position", Position.shelf, row, all_rows, SHELVES)
                }
                readable = decisions.readable_positions(reader, network).filter(decision__in=list(of_network))
                found = set(readable.values_list("pk", flat=True))
                if who.standing(network):
                    assert found == expected, (actor.name, name)
