"""What each of us brings is written down by themself or by whoever leads; nobody of a network learns any of it."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.people import DAY, MONDAY, Town
from tornio.actions import particulars as actions
from tornio.core.errors import NotForYou
from tornio.core.particulars import Particulars, Training
from tornio.core.people import Capacity
from tornio.records.models import Particular
from tornio.records.visible import particulars as visible

YEAR = Training("Open Dialogue, foundation year", date(2021, 9, 1))
RUTHS = Particulars(("en", "pl"), (YEAR,), "12 Quay Street, SW1A 1AA")
HERE = "organisation_id, practitioner_id, kind, words, held_on, until"


def keep(town: Town, whose: str, brings: Particulars = RUTHS, *, who: str | None = None) -> bool:
    """Somebody writes it down, as themself or for a colleague."""
    with town.acting(who or whose) as by:
        key = town.practitioners[whose].pk
        return actions.keep_particulars(practitioner_id=key, brings=brings, by=by, at=by.at)


def held(town: Town, whose: str) -> Particulars:
    with town.acting("Martin"):
        return visible.standing([town.practitioners[whose].pk]).get(town.practitioners[whose].pk, visible.NOTHING)


def test_ruth_writes_down_what_she_brings_and_martin_for_tomasz(town: Town) -> None:
    assert keep(town, "Ruth")
    assert keep(town, "Tomasz", Particulars(("pl",)), who="Martin")
    assert held(town, "Ruth") == RUTHS
    assert held(town, "Tomasz") == Particulars(("pl",))


def test_written_again_nothing_changes_and_what_goes_stays_written_down(town: Town) -> None:
    """R28: the English that she no longer gives stands there, taken back; what stayed was not written anew."""
    keep(town, "Ruth")
    with town.acting("Ruth"):
        before = set(Particular.objects.values_list("pk", flat=True))
    assert not keep(town, "Ruth", Particulars(("pl", "en"), (YEAR,), RUTHS.base))
    assert keep(town, "Ruth", Particulars(("pl",), (), "The mill"))
    assert held(town, "Ruth") == Particulars(("pl",), (), "The mill")
    with town.acting("Ruth"):
        assert before < set(Particular.objects.values_list("pk", flat=True))
        gone = Particular.objects.filter(taken_back_at__isnull=False).values_list("words", flat=True)
        assert set(gone) == {"en", YEAR.name, RUTHS.base}


@pytest.mark.parametrize("who", ["Tomasz", "Leon", "Carol", "Priya", "Edith", "Ada"])
def test_nobody_else_writes_it(town: Town, who: str) -> None:
    with pytest.raises(NotForYou):
        keep(town, "Ruth", who=who)
    with town.acting(who) as by, pytest.raises(NotForYou):
        visible.one(by, town.practitioners["Ruth"].pk)


def test_colleagues_read_what_she_speaks_and_not_where_she_starts_from(town: Town) -> None:
    """It may be her own door."""
    keep(town, "Ruth")
    for who, base in (("Ruth", RUTHS.base), ("Martin", RUTHS.base), ("Tomasz", "")):
        with town.acting(who) as by:
            ruth = next(
                each
                for each in visible.everybody(by, town.service.pk)
                if each.practitioner.pk == town.practitioners["Ruth"].pk
            )
            assert (ruth.held.languages, ruth.held.base, ruth.may_write) == (("en", "pl"), base, bool(base))


def test_all_of_them_or_none(town: Town) -> None:
    """Somebody of another service in the table, and nothing of it is kept."""
    keys = {name: town.practitioners[name].pk for name in ("Ruth", "Tomasz")}
    with town.acting("Martin") as by:
        assert actions.keep_everybodys(brings=dict.fromkeys(keys.values(), RUTHS), by=by, at=by.at) == 2
        assert actions.keep_everybodys(brings={keys["Ruth"]: RUTHS}, by=by, at=by.at) == 0
        nobody = town.organisation.pk
        with pytest.raises(NotForYou):
            actions.keep_everybodys(brings={keys["Ruth"]: Particulars(), nobody: RUTHS}, by=by, at=by.at)
    with town.acting("Ruth", at=MONDAY + DAY) as by, pytest.raises(NotForYou):
        actions.keep_everybodys(brings=dict.fromkeys(keys.values(), RUTHS), by=by, at=by.at)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ("'hobby', 'Chess', NULL, NULL", "a_particular_is_of_a_known_kind"),
        ("'language', ' ', NULL, NULL", "a_particular_says_something"),
        ("'language', 'fi', '2021-09-01', NULL", "a_training_was_held_on_a_day_and_nothing_else_was"),
        ("'base', 'The mill', NULL, '2021-09-01'", "a_training_was_held_on_a_day_and_nothing_else_was"),
        ("'training', 'First aid', NULL, NULL", "a_training_was_held_on_a_day_and_nothing_else_was"),
        ("'training', 'First aid', '2021-09-01', '2021-08-31'", "a_training_runs_out_after_it_was_held"),
        ("'base', 'The mill', NULL, NULL", "somebody_starts_from_one_place"),
        ("'training', 'Open Dialogue, foundation year', '2021-09-01', NULL", "a_training_stands_once_with_its_day"),
    ],
)
def test_no_way_round_writes_what_cannot_be(town: Town, values: str, name: str) -> None:
    """PostgreSQL refuses each by name; and lets nobody change or delete what stands (R28)."""
    keep(town, "Ruth")
    again = f"INSERT INTO records_particular (id, {HERE}) SELECT gen_random_uuid(), organisation_id, practitioner_id"
    with town.acting("Ruth"), connection.cursor() as cursor:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            cursor.execute(f"{again}, {values} FROM records_particular LIMIT 1")
        for statement in ("DELETE FROM records_particular", "UPDATE records_particular SET words = 'x'"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.parametrize(
    ("who", "capacity"), [("Leon", Capacity.ONESELF), ("Carol", Capacity.ONESELF), ("Ruth", Capacity.ONESELF)]
)
def test_nobody_of_a_network_reads_or_writes_it_in_sql_either(town: Town, who: str, capacity: Capacity) -> None:
    """R24: row-level security shows it to those who arrange; Ruth herself, as somebody's daughter, is none of them."""
    keep(town, "Ruth")
    here = {"organisation": town.organisation.pk, "practitioner": town.practitioners["Ruth"].pk}
    with town.acting(who, capacity=capacity), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_particular")
        assert cursor.fetchone() == (0,)
        cursor.execute("UPDATE records_particular SET taken_back_at = now()")
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(
                f"INSERT INTO records_particular (id, {HERE}) VALUES "
                "(gen_random_uuid(), %(organisation)s, %(practitioner)s, 'base', 'The mill', NULL, NULL)",
                here,
            )
