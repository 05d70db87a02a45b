"""Every change of the tables can be taken back, to the very beginning, and made again, and comes out the same."""

import pytest
from django.core.management import call_command
from django.db import connections

from tests import database
from tests.kitchen import a_meeting, a_network
from tests.people import DAY, MONDAY, build_town
from tests.refused.rows import CONSTRAINTS
from tornio.actions import wishes
from tornio.config.schema import OWNER, bring_up_to_date
from tornio.core.between import WishKind
from tornio.core.meetings import MeetingStatus
from tornio.people.constraints import Triggered
from tornio.people.keys import new_key
from tornio.records.models import Booking, Wish

ROOMS = ("records", "people")  # what is taken back first stands on the other

# All that the rules, the rights and the tables are made of, as the catalogue tells it.
SHAPE = """
    SELECT 'column', attrelid::regclass::text, attname || ' ' || format_type(atttypid, atttypmod) || attnotnull
        || coalesce(attacl::text, '') FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'rule', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
        FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'policy', polrelid::regclass::text, polname || coalesce(pg_get_expr(polqual, polrelid), '')
        || coalesce(pg_get_expr(polwithcheck, polrelid), '') FROM pg_policy
    UNION ALL SELECT 'function', proname, prosrc FROM pg_proc
        JOIN pg_language l ON l.oid = prolang WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql'
    UNION ALL SELECT 'table', relname, relrowsecurity::text || relforcerowsecurity || coalesce(relacl::text, '')
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def shape() -> dict[tuple[str, str], list[str]]:
    """What this database is made of: by kind and place, everything there."""
    found: dict[tuple[str, str], list[str]] = {}
    with database.administrator(database.name_in_use()) as connection:
        for kind, place, told in connection.execute(SHAPE):
            found.setdefault((kind, place), []).append(told)
    return {key: sorted(told) for key, told in found.items()}


def take_back(room: str) -> None:
    """As an operator would."""
    call_command("migrate", room, "zero", database=OWNER, interactive=False, verbosity=0)
    for alias in connections:
        connections[alias].close()


@pytest.mark.slow
def test_every_migration_can_be_taken_back_to_nothing_and_made_again(fresh_database: str) -> None:
    """On a database of its own: no table and no guard is left behind, and the way forward ends the same."""
    before = shape()
    for room in ROOMS:
        take_back(room)
        assert {place for _, place in shape() if place.startswith(f"{room}_")} == set()
    made = {each.name for _, each in CONSTRAINTS if isinstance(each, Triggered)}
    assert made & {place for kind, place in before if kind == "function"} == made
    assert made & {place for kind, place in shape() if kind == "function"} == set()
    bring_up_to_date(verbosity=0)
    assert shape() == before


@pytest.mark.slow
def test_whom_a_person_refused_before_is_known_after_and_comes_to_nothing(fresh_database: str) -> None:
    """R12: the column of a booking and the one of a wish are filled from the place in the team that ended with it."""
    town = build_town()
    network = a_network(town)
    tomorrow = a_meeting(town, network, MONDAY + DAY, status=MeetingStatus.AGREED)
    with town.acting("Leon", at=MONDAY) as by:
        tomasz = town.practitioners["Tomasz"]
        wishes.wish(
            key=new_key(), network=network, kind=WishKind.REFUSE_PRACTITIONER, practitioner=tomasz, by=by, at=MONDAY
        )
    call_command("migrate", "records", "0013", database=OWNER, interactive=False, verbosity=0)
    bring_up_to_date(verbosity=0)
    with town.acting("Leon", at=MONDAY) as by:
        assert Wish.objects.get().practitioner == tomasz
        booked = Booking.objects.filter(meeting=tomorrow, released_at__isnull=True)
        assert dict(booked.values_list("practitioner__person__called", "stopped_at")) == {
            "Ruth": None, "Tomasz": MONDAY,
        }  # fmt: skip
