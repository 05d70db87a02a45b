"""Everything of which there is one, asked of PostgreSQL: a second is refused by name; one that differs is taken."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from tests.refused.rows import (
    AFTERWARDS,
    CONSTRAINTS,
    LATER,
    PERIOD,
    TABLES,
    Connection,
    alone,
    another,
    columns,
    only,
    put,
    refused,
    something,
    sound,
)
from tornio.people.constraints import OneAtATime
from tornio.people.constraints import columns as columns_of

# A key that holds the row's own key as well is there to be pointed at: it could only break together with that one.
ONES = {
    each.name: (table, columns_of(TABLES[table], each.fields))
    for table, each in CONSTRAINTS
    if isinstance(each, models.UniqueConstraint) and not {"id", "pk"} & set(each.fields)
}
AT_ONE_TIME = {each.name: (table, each) for table, each in CONSTRAINTS if isinstance(each, OneAtATime)}
# Rows for which the rule holds at all, and such for which it does not.
IN_QUESTION: dict[str, dict[str, Any]] = {
    "what_is_kept_apart_is_over_once": {"looked": "ended"},
    "somebody_starts_from_one_place": {"kind": "base"},
    "a_training_stands_once_with_its_day": {"kind": "training"},
}
NOT_IN_QUESTION: dict[str, dict[str, Any]] = {
    "an_identifier_belongs_to_one_person": {"identifier": ""},
    "what_is_kept_apart_is_over_once": {"looked": "kept_on"},
    "a_record_is_frozen_once": {"lifted_at": LATER},
    "a_deletion_is_asked_for_once_at_a_time": {"refused_at": LATER},
    "a_service_has_one_period_for_each_event": {"until": LATER},
    "one_episode_is_open_at_a_time": {"ended_at": LATER},
    "a_service_counts_one_thing_at_a_time": {"state": "done", "ended_at": LATER},
    "a_service_plans_one_week_at_a_time": {"state": "done", "ended_at": LATER},
    "one_drawing_is_on_the_table_at_a_time": {"kept_at": LATER},
    "a_practitioner_is_booked_once_for_a_meeting": {"released_at": LATER},
    "a_practitioner_is_at_one_door_at_a_time": {"out_at": LATER},
    "an_entry_is_in_the_wrong_record_once": {"back_at": LATER},
    "somebody_answers_once_about_a_meeting": {"follows_id": UUID(int=3)},
    "somebody_starts_from_one_place": {"taken_back_at": LATER},
    "a_training_stands_once_with_its_day": {"taken_back_at": LATER},
}


# What every row of a table has of its own besides.
ITS_OWN = {"records_seal": ("number", "previous")}


def a_row(bare: Connection, table: str, like: dict[str, Any]) -> dict[str, Any]:
    """A row that has nothing in common with others but this."""
    kinds = columns(bare, table)
    return sound(bare, table, {each: another(kinds[each][0]) for each in ITS_OWN.get(table, ())} | like)


def one(bare: Connection, name: str) -> tuple[str, dict[str, Any]]:
    """One row is there; its table, and what another may not have in common with it."""
    table, names = ONES[name]
    alone(bare)
    only(bare, table)
    kinds = columns(bare, table)
    first = {each: something(kinds[each][0]) for each in names} | sound(bare, table, IN_QUESTION.get(name))
    put(bare, table, first)
    return table, {each: first[each] for each in names} | IN_QUESTION.get(name, {})


@pytest.mark.parametrize("name", ONES)
def test_the_database_refuses_a_second_one(name: str, bare: Connection) -> None:
    """There is one, and whoever writes another is refused by name."""
    table, same = one(bare, name)
    with refused(bare, name):
        put(bare, table, a_row(bare, table, same))


@pytest.mark.parametrize("name", ONES)
def test_another_that_differs_in_anything_of_it_is_taken(name: str, bare: Connection) -> None:
    """One in this organisation, network or meeting says nothing about another's."""
    table, same = one(bare, name)
    kinds = columns(bare, table)
    for each in ONES[name][1]:
        put(bare, table, a_row(bare, table, {**same, each: another(kinds[each][0])}))


@pytest.mark.parametrize("name", NOT_IN_QUESTION)
def test_what_is_over_stands_in_nobodys_way(name: str, bare: Connection) -> None:
    """An episode that has ended, a drawing that is kept, a door that somebody came out of: the next may begin."""
    table, same = one(bare, name)
    put(bare, table, sound(bare, table, {**same, **NOT_IN_QUESTION[name]}))


def test_a_rule_that_holds_for_some_rows_says_for_which() -> None:
    """Of every rule with a condition both sides are asked."""
    conditional = {
        each.name for _, each in CONSTRAINTS if isinstance(each, models.UniqueConstraint) and each.condition is not None
    }
    assert conditional == NOT_IN_QUESTION.keys()


@pytest.mark.parametrize("name", AT_ONE_TIME)
def test_the_database_refuses_a_second_one_at_the_same_time(name: str, bare: Connection) -> None:
    """R5, R8, R12, R20: at any moment there is one; the next may begin where this one ends."""
    table, rule = AT_ONE_TIME[name]
    alone(bare)
    only(bare, table)
    (period,), fields = columns_of(TABLES[table], [rule.period]), columns_of(TABLES[table], rule.fields)
    first = sound(bare, table, {period: PERIOD})
    same = {each: first[each] for each in fields}
    put(bare, table, first)
    put(bare, table, sound(bare, table, {**same, period: AFTERWARDS}))
    with refused(bare, name):
        put(bare, table, sound(bare, table, {**same, period: PERIOD}))


RUTHS_COLLEAGUE = UUID(int=2)
BOOKED_TWICE = "nobody_is_agreed_into_two_meetings_at_one_time"


def test_the_database_refuses_to_agree_ruth_into_two_meetings_at_one_time(bare: Connection) -> None:
    """R14: two agreed meetings of hers that overlap by a minute; proposals may overlap, and the next may follow."""
    alone(bare)
    ruth = sound(bare, "records_booking", {"meeting_status": "agreed", "planned": PERIOD})
    mine = {each: ruth[each] for each in ("organisation_id", "practitioner_id")}
    put(bare, "records_booking", ruth)
    for allowed in (
        {"meeting_status": "proposed", "planned": PERIOD},
        {"meeting_status": "agreed", "planned": PERIOD, "released_at": "2026-11-02 08:00+00"},
        {"meeting_status": "agreed", "planned": AFTERWARDS},
    ):
        put(bare, "records_booking", sound(bare, "records_booking", {**mine, **allowed}))
    overlapping = "[2026-11-02 09:59+00,2026-11-02 10:00+00)"
    with refused(bare, BOOKED_TWICE):
        put(bare, "records_booking", sound(bare, "records_booking",
            {**mine, "meeting_status": "agreed", "planned": overlapping}))  # fmt: skip


TWO_STRETCHES = "nobody_works_two_stretches_at_one_time"
AWAY_TWICE = "nobody_is_away_twice_at_one_time"


def test_the_database_refuses_to_let_ruth_work_twice_in_one_minute_of_a_week(bare: Connection) -> None:
    """Two that share a weekday, a minute and a day on which both hold; what differs in one of them is taken."""
    alone(bare)
    nine_to_noon = {"weekday": 1, "hours": "[540,720)", "valid": "[2026-11-02,2026-12-01)"}
    ruth = sound(bare, "records_workinghours", nine_to_noon)
    mine = {each: ruth[each] for each in ("organisation_id", "practitioner_id")} | nine_to_noon
    put(bare, "records_workinghours", ruth)
    for allowed in (
        {"weekday": 2}, {"hours": "[720,1020)"}, {"valid": "[2026-12-01,)"}, {"taken_back_at": LATER},
        {"practitioner_id": RUTHS_COLLEAGUE},
    ):  # fmt: skip
        put(bare, "records_workinghours", sound(bare, "records_workinghours", {**mine, **allowed}))
    for overlapping in ({"hours": "[719,1020)"}, {"valid": "[2026-11-30,)"}):
        with refused(bare, TWO_STRETCHES):
            put(bare, "records_workinghours", sound(bare, "records_workinghours", {**mine, **overlapping}))


def test_the_database_refuses_to_let_ruth_be_away_twice_at_one_time(bare: Connection) -> None:
    """What was taken back stands in nobody's way, and the next time away may begin where this one ends."""
    alone(bare)
    ruth = sound(bare, "records_away", {"during": PERIOD})
    mine = {each: ruth[each] for each in ("organisation_id", "practitioner_id")} | {"during": PERIOD}
    put(bare, "records_away", ruth)
    for allowed in ({"during": AFTERWARDS}, {"taken_back_at": LATER}, {"practitioner_id": RUTHS_COLLEAGUE}):
        put(bare, "records_away", sound(bare, "records_away", {**mine, **allowed}))
    with refused(bare, AWAY_TWICE):
        put(bare, "records_away", sound(bare, "records_away", {**mine, "during": "[2026-11-02 09:59+00,)"}))


HELD_TWICE = "one_holds_the_telephone_at_a_time"


def test_the_database_refuses_to_give_one_telephone_to_two_at_one_time(bare: Connection) -> None:
    """R5: whoever they are; a turn that was taken back stands in nobody's way, and another service has its own."""
    alone(bare)
    first = sound(bare, "records_duty", {"during": PERIOD})
    same = {each: first[each] for each in ("organisation_id", "service_id")} | {"during": PERIOD}
    put(bare, "records_duty", first)
    afterwards = f"[{LATER},2026-11-03 10:00+00)"
    for allowed in ({"during": afterwards}, {"taken_back_at": LATER}, {"service_id": RUTHS_COLLEAGUE}):
        put(bare, "records_duty", sound(bare, "records_duty", {**same, **allowed}))
    with refused(bare, HELD_TWICE):
        put(bare, "records_duty", sound(bare, "records_duty", {**same, "practitioner_id": RUTHS_COLLEAGUE}))


OFFERED_TWICE = "one_version_of_an_instrument_is_offered_at_a_time"


def test_the_database_refuses_to_offer_two_versions_at_one_time(bare: Connection) -> None:
    """R29: the next version begins where this one ends; what was only loaded stands in nobody's way."""
    alone(bare)
    first = sound(bare, "records_instrument", {"during": PERIOD})
    same = {each: first[each] for each in ("organisation_id", "service_id", "name")} | {"during": PERIOD}
    put(bare, "records_instrument", first)
    for allowed in ({"during": AFTERWARDS}, {"during": None}, {"name": "another"}):
        put(bare, "records_instrument", sound(bare, "records_instrument", {**same, **allowed}))
    with refused(bare, OFFERED_TWICE):
        put(bare, "records_instrument", sound(bare, "records_instrument", {**same, "version": "2"}))


def test_every_exclusion_is_asked_for() -> None:
    assert {each.name for _, each in CONSTRAINTS if isinstance(each, ExclusionConstraint)} == {
        BOOKED_TWICE, TWO_STRETCHES, AWAY_TWICE, HELD_TWICE, OFFERED_TWICE,
    }  # fmt: skip
