"""Fills a trail, seals it and checks it: what `benchmarks.trail` runs once Django stands."""

import os
import statistics
import time
from pathlib import Path
from uuid import UUID

from django.db import connections
from django.utils import timezone

from tornio.actions import people
from tornio.actions.readings import opened
from tornio.config import embedded
from tornio.config.heads import Files
from tornio.config.schema import bring_up_to_date
from tornio.config.sealing import check, seal_and_publish
from tornio.core.people import Capacity, Profession
from tornio.people.acting import acting_as
from tornio.people.models import Human, Organisation, Practitioner
from tornio.records.models import Network
from tornio.records.visible.reach import reach

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
ASKED = 200
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
        started, ours, theirs = time.perf_counter(), time.process_time(), server_seconds()
        checked = check(trust, timezone.now(), heads).checked
        seconds = time.perf_counter() - started
        ours, theirs = time.process_time() - ours, server_seconds() - theirs
        assert not checked.findings, checked.findings
        told(f"checked, the {turn} time", checked.entries, seconds)
        alone = max(ours, theirs)  # the two work at once, each on a core of its own
        told(f"  of work: {ours:.1f} s hashing, {theirs:.1f} s in the database; undisturbed", checked.entries, alone)
    told("sealed", checked.entries, sealing)
    cost_of_a_reading(trust)


def cost_of_a_reading(trust: Organisation) -> None:
    """What writing a reading adds to a page, on a trail this long: the same transaction with and without it."""
    human, network = somebody(trust)
    spent = {True: 0.0, False: 0.0}
    waited: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * ASKED):
        reads, now = bool(number % 2), timezone.now()
        with acting_as(
            human=human, capacity=Capacity.PRACTITIONER, organisation=trust, purpose="a page", at=now
        ) as reader:
            reach(reader)  # as every page does
            work = time.process_time() + server_seconds()
            started = time.perf_counter()
            if reads:
                opened(f"page {number}", by=reader, at=now, network=network, as_whom="nurse")
        waited[reads].append((time.perf_counter() - started) * 1000)
        spent[reads] += time.process_time() + server_seconds() - work
    added = statistics.median(waited[True]) - statistics.median(waited[False])
    work = (spent[True] - spent[False]) * 1000 / ASKED
    print(f"a reading adds to its page, of {ASKED}: {added:.1f} ms at the median, {work:.1f} ms of work", flush=True)


def somebody(trust: Organisation) -> tuple[Human, UUID]:
    """A practitioner who can come in, and a network."""
    now = timezone.now()
    with acting_as(human=None, capacity=Capacity.JOB, organisation=trust, purpose="founding", at=now) as by:
        service = people.open_service(
            slug="bench", name="A service", profile="tornio", telephone="01632 960145", neutral_name="Bench",
            exit_url="https://www.bbc.co.uk/weather", fallback_name="Martin Oyelaran",
            fallback_profession=Profession.SOCIAL_WORKER, fallback_described="social worker", by=by, at=now,
        )  # fmt: skip
        centre = people.name_person(full_name="Leon Marsh", by=by, at=now)
        network = Network.objects.create(organisation=trust, service=service, centre=centre, opened_at=now)
        human = Human.objects.create_user(called="Martin Oyelaran")
        works = Practitioner.objects.select_related("person").get(pk=service.duty_fallback_id)
        people.seat(person=works.person, human=human, by=by, at=now)
    return human, network.pk


def server_seconds() -> float:
    """The processor time that our connection's server process has used."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()[0]
    times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def told(what: str, rows: int, seconds: float) -> None:
    """One line of the figures."""
    print(f"{what}: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} a second", flush=True)
