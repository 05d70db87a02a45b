"""Fills a trail, seals it and checks it: what `benchmarks.trail` runs once Django stands."""

import time
from pathlib import Path
from uuid import UUID

from django.db import connections
from django.utils import timezone

from tornio.actions import people
from tornio.config import embedded
from tornio.config.heads import Files
from tornio.config.schema import bring_up_to_date
from tornio.config.sealing import check, seal_and_publish
from tornio.people.models import Organisation

# Half readings, half changes, as a service writes them: a name of a page, a role, a reason.
READINGS = """
INSERT INTO records_reading (id, organisation_id, human, capacity, as_whom, purpose, page, subject, at, apart, salt,
    written_in)
SELECT gen_random_uuid(), %(organisation)s, gen_random_uuid(), 'practitioner', 'nurse and family therapist',
    'work with the network', 'meeting', gen_random_uuid(), %(at)s - n * interval '1 second', false, gen_random_uuid(),
    pg_current_xact_id()::text::bigint
FROM generate_series(1, %(rows)s) n
"""
CHANGES = """
INSERT INTO records_change (id, organisation_id, human, network, capacity, purpose, verb, subject, at, salt, written_in)
SELECT gen_random_uuid(), %(organisation)s, gen_random_uuid(), gen_random_uuid(), 'practitioner',
    'work with the network', 'added their words to a meeting', gen_random_uuid(), %(at)s - n * interval '1 second',
    gen_random_uuid(), pg_current_xact_id()::text::bigint
FROM generate_series(1, %(rows)s) n
"""
IN_ONE_GO = 20_000  # rows of one transaction, so that sealing can go on from the last


def fill(organisation: UUID, rows: int) -> None:
    """So many rows, half of each kind."""
    with connections["owner"].cursor() as cursor:
        for _ in range(0, rows, 2 * IN_ONE_GO):
            for statement in (READINGS, CHANGES):
                cursor.execute(statement, {"organisation": organisation, "at": timezone.now(), "rows": IN_ONE_GO})
        cursor.execute("ANALYZE records_reading; ANALYZE records_change")


def run(rows: int, folder: Path) -> None:
    """With the database that comes with Tornio."""
    with embedded.running():
        measure(rows, Files(folder))
        for alias in connections:
            connections[alias].close()


def measure(rows: int, heads: Files) -> None:
    """Seal and check, and say how fast."""
    bring_up_to_date(verbosity=0)
    trust: Organisation = people.found_organisation(slug="bench", name="A trust")
    fill(trust.pk, rows)
    started = time.perf_counter()
    seal_and_publish(trust, timezone.now(), heads)
    sealing = time.perf_counter() - started
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE records_sealed")
    for turn in ("first", "second"):
        started = time.perf_counter()
        checked = check(trust, timezone.now(), heads).checked
        seconds = time.perf_counter() - started
        assert not checked.findings, checked.findings
        told(f"checked, the {turn} time", checked.entries, seconds)
    told("sealed", checked.entries, sealing)


def told(what: str, rows: int, seconds: float) -> None:
    """One line of the figures."""
    print(f"{what}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} a second", flush=True)
