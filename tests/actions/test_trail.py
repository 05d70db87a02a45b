"""The chain over the trail: nobody can change a byte of it unfound, not even a superuser (R26, R28)."""

import hashlib
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from tests.people import MONDAY
from tests.trails import MINUTE, SealedTown, sealed  # noqa: F401 - a fixture
from tornio.actions import trail as actions
from tornio.actions.verifying import verify
from tornio.config import places
from tornio.core import trail
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.records.models import Change, Forgotten, Reading, Seal, Sealed
from tornio.records.models.trail import FORMS

MODELS: dict[str, type[Reading] | type[Change]] = {"reading/1": Reading, "change/1": Change}
ONE = {
    "records_reading": "id = (SELECT id FROM records_sealed WHERE form = 'reading/1' ORDER BY number LIMIT 1)",
    "records_change": "id = (SELECT id FROM records_sealed WHERE form = 'change/1' ORDER BY number LIMIT 1)",
    "records_sealed": "number = 3",
    "records_seal": "number = 2",
}
OTHERWISE = {  # something else in a column of each type
    "uuid": "gen_random_uuid()",
    "text": "{0} || '.'",
    "character varying": "overlay({0} placing (CASE left({0}, 1) WHEN 'q' THEN 'z' ELSE 'q' END) from 1 for 1)",
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "boolean": "NOT {0}",
    "bigint": "{0} + 100",
    "bytea": "set_byte({0}, 7, 255 - get_byte({0}, 7))",
}
ANEW = (  # a row like another, as if it had been there all along
    "INSERT INTO records_reading SELECT "
    "(jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), {but}))).* "
    "FROM records_reading r ORDER BY r.at DESC LIMIT 1"
)


def test_every_row_is_sealed_and_nothing_is_found(sealed: SealedTown) -> None:  # noqa: F811
    """R26: with an oracle that has only the rows, and joins and hashes them by hand."""
    assert sealed.found() == []
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB):
        rows: dict[UUID, Reading | Change] = {row.pk: row for row in Reading.objects.all()}
        rows |= {row.pk: row for row in Change.objects.all()}
        entries = list(Sealed.objects.order_by("number"))
        seals = list(Seal.objects.order_by("number"))
    assert {entry.pk for entry in entries} == set(rows)
    assert len(seals) == 5
    previous, begun = "0" * 64, 0
    for seal in seals:
        text = f"{previous}\t{seal.number}\t{begun + 1}\t{seal.last}\t{trail.written(seal.sealed_at)}\t{seal.through}\n"
        for entry in entries[begun : seal.last]:
            row = rows[entry.pk]
            line = trail.line(row.salt, entry.form, [getattr(row, column) for column in FORMS[entry.form][1]])
            committed = hashlib.sha256(line).hexdigest()
            assert bytes(entry.commitment).hex() == committed
            text += f"{entry.number}\t{entry.form}\t{entry.pk}\t{committed}\n"
        previous, begun = hashlib.sha256(text.encode()).hexdigest(), seal.last
        assert seal.seal == previous


def test_every_column_of_a_sealed_row_is_committed_to() -> None:
    """R26: a new column without a new form would be free to change."""
    for form, model in {**MODELS, "forgotten/1": Forgotten}.items():
        held = {field.column for field in model._meta.concrete_fields} - {"salt"}
        assert set(FORMS[form][1]) == held, form


def test_a_change_of_any_column_of_any_of_the_four_tables_is_found(sealed: SealedTown) -> None:  # noqa: F811
    """R26: by a superuser, with all triggers asleep; one column of one row, one byte where a byte can be changed."""
    with sealed.superuser() as admin:
        columns = admin.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name = ANY (%s)",
            [list(ONE)],
        ).fetchall()
    assert len(columns) > 30
    for table, column, kind in columns:
        other = OTHERWISE[kind].format(f'"{column}"')
        if column == "first":  # the database's own constraint would refuse the other way
            other = '"first" - 1'
        with sealed.changed(f'UPDATE {table} SET "{column}" = coalesce({other}, {EMPTY[kind]}) WHERE {ONE[table]}'):
            assert sealed.found(), (table, column)
    assert sealed.found() == []


EMPTY = {
    "uuid": "gen_random_uuid()", "text": "'x'", "character varying": "'x'", "timestamp with time zone": "now()",
    "boolean": "true", "bigint": "1", "bytea": r"'\x00'",
}  # fmt: skip


def test_what_is_found_is_named_with_its_place(sealed: SealedTown) -> None:  # noqa: F811
    with sealed.changed(f"UPDATE records_reading SET page = 'map' WHERE {ONE['records_reading']}"):
        (told,) = sealed.found()
    assert told.startswith("reading ")
    assert told.endswith(": the row is not what was sealed")
    with sealed.changed(f"DELETE FROM records_change WHERE {ONE['records_change']}"):
        assert [each.partition(": ")[2] for each in sealed.found()] == ["the row is gone"]


DEEDS = {
    "a row is put in as if it had always been there": ANEW.format(but="'written_in', 1"),
    "a change and its entry are taken away": (
        "WITH gone AS (DELETE FROM records_sealed WHERE number = 3 RETURNING id) "
        "DELETE FROM records_change WHERE id IN (SELECT id FROM gone)"
    ),
    "two entries change places": (
        "UPDATE records_sealed s SET number = -(7 - number) WHERE number IN (3, 4); "
        "UPDATE records_sealed SET number = -number WHERE number < 0"
    ),
    "the last seal is cut off with everything under it": (
        "WITH cut AS (DELETE FROM records_seal WHERE number = 5 RETURNING first, last), "
        "gone AS (DELETE FROM records_sealed USING cut WHERE records_sealed.number BETWEEN first AND last "
        "RETURNING records_sealed.id) DELETE FROM records_reading WHERE id IN (SELECT id FROM gone)"
    ),
    "only the entries under the last seal are cut off": (
        "DELETE FROM records_sealed WHERE number = (SELECT max(number) FROM records_sealed)"
    ),
    "an entry is put in behind the last": (
        "INSERT INTO records_sealed (id, form, number, commitment, organisation_id) "
        "SELECT gen_random_uuid(), form, number + 1, commitment, organisation_id "
        "FROM records_sealed ORDER BY number DESC LIMIT 1"
    ),
    "everything is taken away": "; ".join(f"DELETE FROM {table}" for table in ONE),
}


@pytest.mark.parametrize("what", DEEDS)
def test_whatever_a_superuser_does_is_found(sealed: SealedTown, what: str) -> None:  # noqa: F811
    """R26."""
    with sealed.changed(DEEDS[what]):
        assert sealed.found(), what
    assert sealed.found() == []


def test_a_whole_chain_made_anew_is_not_the_one_that_was_published(sealed: SealedTown) -> None:  # noqa: F811
    """R26: whoever has the database and the program can make a chain that holds; not the heads that were told."""
    rebuilt = "DELETE FROM records_seal; DELETE FROM records_sealed; UPDATE records_reading SET page = 'map'"
    with sealed.changed(rebuilt):
        told = sealed.heads
        sealed.heads = type(told)(told.folder.with_name("others"))
        sealed.seal(sealed.now)
        assert sealed.found() == []
        sealed.heads = told
        assert any("another than was published" in each for each in sealed.found())


def test_a_reading_slipped_in_later_for_an_earlier_time_is_found_although_it_is_sealed(
    sealed: SealedTown,  # noqa: F811
) -> None:
    """R26: the next sealing takes it in like any other; its time tells."""
    slipped = ANEW.format(but="'at', r.at - interval '1 hour', 'written_in', pg_current_xact_id()::text::bigint")
    with sealed.changed(slipped):
        told = type(sealed.heads)(sealed.heads.folder.with_name("later"))
        sealed.heads, before = told, sealed.heads
        sealed.seal(sealed.now)
        assert [each.partition(": ")[2] for each in sealed.found()] == [
            "tells of a time that had long been sealed when it was put in"
        ]
        sealed.heads = before


def test_a_transaction_that_commits_late_is_sealed_when_it_has(sealed: SealedTown) -> None:  # noqa: F811
    """R26: it began before others that were sealed, and is not forgotten."""
    late = ANEW.format(but="'written_in', pg_current_xact_id()::text::bigint, 'page', 'late'::text")
    with psycopg.connect(places.embedded(places.SUPERUSER, sealed.name)) as slow:
        slow.execute(late)
        sealed.read("Carol", sealed.now)
        sealed.seal(sealed.now)
        sealed.seal(sealed.now + MINUTE)
        slow.commit()
    sealed.read("Leon", sealed.now + 2 * MINUTE)
    sealed.seal(sealed.now + 3 * MINUTE)
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB):
        assert Sealed.objects.filter(pk__in=Reading.objects.filter(page="late").values("pk")).count() == 1
        assert not Reading.objects.exclude(pk__in=Sealed.objects.values("pk")).exists()


def test_a_record_restored_on_another_server_is_sealed_on(sealed: SealedTown) -> None:  # noqa: F811
    """R26: the other server counts its transactions from lower on."""
    with sealed.superuser() as admin:
        admin.execute("UPDATE records_seal SET through = 10^15 WHERE number = 5")
        admin.execute("UPDATE records_reading SET written_in = written_in + 10^14")
    for minutes in (1, 3):
        sealed.read("Carol", sealed.now + minutes * MINUTE)
        sealed.seal(sealed.now + minutes * MINUTE)
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB):
        assert not Reading.objects.exclude(pk__in=Sealed.objects.values("pk")).exists()
        last, before = Seal.objects.order_by("-number")[:2]
    assert (before.last - before.first, last.last - last.first) == (0, 0)


def test_no_page_waits_for_sealing_and_nobody_seals_twice_at_once(sealed: SealedTown) -> None:  # noqa: F811
    """R26: no lock is held that a reading needs."""
    sealed.read("Carol", sealed.now)
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB) as job:
        assert actions.seal(by=job, at=sealed.now).head is not None
        with psycopg.connect(places.embedded(places.SUPERUSER, sealed.name)) as page:
            page.execute("SET lock_timeout = '500ms'")
            page.execute(ANEW.format(but="'written_in', pg_current_xact_id()::text::bigint"))
            held = page.execute(
                "SELECT pg_try_advisory_xact_lock(hashtextextended('tornio trail ' || %s, 0))", [job.organisation_id]
            ).fetchone()
    assert held == (False,)


def test_a_large_backlog_is_sealed_batch_by_batch(
    sealed: SealedTown,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R26: the season of a demo, or a day on which nothing sealed."""
    monkeypatch.setattr(actions, "IN_ONE_GO", 2)
    for minutes in range(7):
        sealed.read("Carol", sealed.now + timedelta(minutes=31 * minutes))
    sealed.now += timedelta(hours=4)
    sealed.seal(sealed.now)
    assert sealed.found() == []
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB):
        assert not Reading.objects.exclude(pk__in=Sealed.objects.values("pk")).exists()
        assert Seal.objects.count() == 5 + 4


def test_only_a_job_seals(sealed: SealedTown) -> None:  # noqa: F811
    with sealed.town.acting("Ruth", at=MONDAY) as ruth, pytest.raises(NotForYou):
        actions.seal(by=ruth, at=MONDAY)


def test_only_a_job_forgets(sealed: SealedTown) -> None:  # noqa: F811
    """R28: nobody who acts as themself takes a line out of the trail."""
    with sealed.town.acting("Priya", at=MONDAY) as priya, pytest.raises(NotForYou):
        actions.forget(by=priya, at=MONDAY)


def test_where_another_process_is_sealing_this_one_leaves_it_alone(sealed: SealedTown) -> None:  # noqa: F811
    """R26: one chain has one end; what is not sealed now is sealed by whoever holds it."""
    sealed.read("Carol", sealed.now)
    with psycopg.connect(places.embedded(places.SUPERUSER, sealed.name)) as other:
        other.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('tornio trail ' || %s, 0))", [sealed.town.organisation.pk]
        )
        with sealed.town.nobody(sealed.now, capacity=Capacity.JOB) as job:
            assert actions.seal(by=job, at=sealed.now).head is None
    with sealed.town.nobody(sealed.now, capacity=Capacity.JOB) as job:
        assert actions.seal(by=job, at=sealed.now).head is not None


def test_one_finding_is_enough_to_know(sealed: SealedTown) -> None:  # noqa: F811
    """R26: where thousands of rows were changed, whoever only asks whether it is whole is not told of each."""
    with sealed.changed("UPDATE records_reading SET page = 'map'"):
        assert len(sealed.found()) > 1
        with sealed.town.nobody(sealed.now, capacity=Capacity.JOB):
            assert len(verify(sealed.town.organisation.pk, [], most=1).findings) == 1
