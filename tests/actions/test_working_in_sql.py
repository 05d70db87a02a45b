"""When we work, around the application: what PostgreSQL itself refuses, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.actions.test_working import MIDNIGHT, gone, keep
from tests.people import DAY, Town

HERE = "organisation_id, practitioner_id"
AGAIN = (
    "INSERT INTO records_workinghours (id, {here}, weekday, hours, valid) SELECT gen_random_uuid(), {here}, {values}"
)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ("1, '[600,660)', '[2026-12-01,)' FROM records_workinghours LIMIT 1", "nobody_works_two_stretches_at_one_time"),
        ("8, '[600,660)', '[2026-12-01,)' FROM records_workinghours LIMIT 1", "working_hours_are_on_a_day_of_the_week"),
        ("7, '[600,1441)', '[2026-12-01,)' FROM records_workinghours LIMIT 1", "working_hours_lie_within_a_day"),
        ("7, 'empty', '[2026-12-01,)' FROM records_workinghours LIMIT 1", "working_hours_lie_within_a_day"),
        ("7, '[600,)', '[2026-12-01,)' FROM records_workinghours LIMIT 1", "working_hours_lie_within_a_day"),
        ("7, '[600,660)', 'empty' FROM records_workinghours LIMIT 1", "working_hours_hold_from_a_day_on"),
        ("7, '[600,660)', '(,2026-12-01)' FROM records_workinghours LIMIT 1", "working_hours_hold_from_a_day_on"),
    ],
)
def test_no_way_round_writes_hours_that_cannot_be(town: Town, values: str, name: str) -> None:
    """PostgreSQL refuses each by name; and lets nobody take hours out of the history (R28)."""
    keep(town, "Ruth")
    with town.acting("Ruth"), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            cursor.execute(AGAIN.format(here=HERE, values=values))
        for statement in ("DELETE FROM records_workinghours", "UPDATE records_workinghours SET weekday = 2"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize(
    ("during", "name"),
    [
        ("[2026-11-02 12:00+00,2026-11-09 00:00+00)", "nobody_is_away_twice_at_one_time"),
        ("empty", "a_time_away_begins"),
        ("(,2026-11-01 00:00+00)", "a_time_away_begins"),
    ],
)
def test_no_way_round_writes_a_time_away_that_cannot_be(town: Town, during: str, name: str) -> None:
    gone(town, "Ruth", MIDNIGHT, MIDNIGHT + DAY)
    with town.acting("Ruth"), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            cursor.execute(
                f"INSERT INTO records_away (id, {HERE}, during) SELECT gen_random_uuid(), {HERE}, %s FROM records_away",
                [during],
            )
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("DELETE FROM records_away")


def test_carol_cannot_write_hours_in_sql_either(town: Town) -> None:
    """R24: row-level security lets those write who read: practitioners and who leads."""
    here = {"organisation_id": town.organisation.pk, "practitioner_id": town.practitioners["Ruth"].pk}
    away = gone(town, "Ruth", MIDNIGHT, MIDNIGHT + DAY)
    with town.acting("Carol"), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                f"INSERT INTO records_away (id, {HERE}, during) "
                "VALUES (gen_random_uuid(), %(organisation_id)s, %(practitioner_id)s, '[2026-12-01,)')",
                here,
            )
        cursor.execute("UPDATE records_away SET taken_back_at = now()")
        assert cursor.rowcount == 0
    with town.acting("Ruth"):
        away.refresh_from_db()
        assert away.taken_back_at is None
