"""The job that counts: a service's figures, its tables to take along, or a release with what it was counted from.

What was found is written down all at once at the end; a job that is killed leaves nothing, and the next begins again.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pyarrow as pa

from tornio.actions import counting
from tornio.actions.frame import action, change, note
from tornio.core.errors import NotForYou
from tornio.core.figures import TRIES, CountingKind, CountingState
from tornio.core.people import Capacity
from tornio.evaluation import leaving
from tornio.evaluation.beside import Exact
from tornio.evaluation.counted import Counted, Period
from tornio.evaluation.definitions import Definition, chosen
from tornio.evaluation.engine import opened
from tornio.evaluation.errors import Unusable
from tornio.evaluation.figures import count
from tornio.evaluation.packing import digest, packed, to_take_along, unpacked
from tornio.evaluation.telling import told
from tornio.people.acting import Reader, acting_as
from tornio.people.models import Organisation
from tornio.records.models import Counting, Release, Snapshot
from tornio.records.visible.tidy import PURPOSE

SECRET_BYTES = 32
TAKEN, NEARLY = 40, 90  # how far it is, in hundredths, when the tables are taken and when all is counted
Clock = Callable[[], datetime]
Tables = Mapping[str, pa.Table]
Figures = list[dict[str, Any]]  # as they leave


@dataclass(frozen=True, slots=True)
class Asked:
    """One count while it goes on: what was asked for, and the tables as they stood at `as_of`."""

    organisation: Organisation
    key: UUID
    row: Counting
    tables: Tables
    as_of: datetime

    def told_of(self, definitions: list[Definition]) -> list[Counted]:
        """Every figure over its months."""
        assert self.row.start is not None
        assert self.row.until is not None
        return counted_from(self.tables, definitions, Period(self.row.start, self.row.until), self.as_of)


def counted_from(tables: Tables, definitions: list[Definition], period: Period, as_of: datetime) -> list[Counted]:
    """Figures month by month from tidy tables that reach as far as this moment; the same tables give the same."""
    with opened(tables) as source:
        return count(source, definitions, period, as_of.astimezone(UTC).replace(tzinfo=None), months=True)


@contextmanager
def _row(organisation: Organisation, key: UUID, at: datetime) -> Iterator[Counting]:
    """Its row, locked, as the job."""
    job = acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PURPOSE, at=at)
    with job:
        rows = Counting.objects.select_for_update(of=("self",)).select_related("service").defer("file")
        yield rows.get(pk=key)


def reckon(organisation: Organisation, key: UUID, clock: Clock) -> None:
    """Count what one asked for, and write down what was found. What goes wrong is said on its page, and raised."""
    if not _is_begun(organisation, key, clock()):
        return
    try:
        asked = _taken(organisation, key, clock())
        _far(asked, TAKEN, clock())
        DONE_BY[CountingKind(asked.row.kind)](asked, clock)
    except Unusable as no:
        _ended(organisation, key, clock(), state=CountingState.REFUSED.value, why=str(no))
    except Exception:
        _ended(organisation, key, clock(), state=CountingState.FAILED.value)
        raise


def _is_begun(organisation: Organisation, key: UUID, at: datetime) -> bool:
    """Whether it is tried once more; one that was killed often enough says that it failed."""
    with _row(organisation, key, at) as row:
        if row.tries >= TRIES:
            change(row, state=CountingState.FAILED.value, ended_at=at)
            return False
        change(row, state=CountingState.RUNNING.value, tries=row.tries + 1, progress=0)
        return True


def _taken(organisation: Organisation, key: UUID, at: datetime) -> Asked:
    """The tidy tables as they stand now; that they were taken is written down."""
    job = acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PURPOSE, at=at)
    with job as by:
        row = Counting.objects.select_related("service").defer("file").get(pk=key)
        tables = counting.extract(service=row.service, secret=secrets.token_bytes(SECRET_BYTES), by=by, at=at)
    return Asked(organisation, key, row, tables, at)


def _far(asked: Asked, progress: int, at: datetime) -> None:
    with _row(asked.organisation, asked.key, at) as row:
        change(row, progress=progress)


def _ended(organisation: Organisation, key: UUID, at: datetime, **columns: Any) -> None:
    with _row(organisation, key, at) as row:
        change(row, ended_at=at, **columns)


def _done(asked: Asked, at: datetime, **columns: Any) -> None:
    _ended(asked.organisation, asked.key, at, state=CountingState.DONE.value, progress=100, **columns)


def _figures(asked: Asked, clock: Clock) -> None:
    """Every figure, exact, for inside the service."""
    found = [told(each) for each in asked.told_of(chosen(()))]
    rows = {name: table.num_rows for name, table in asked.tables.items()}
    _done(asked, clock(), answer={"as_of": asked.as_of.isoformat(), "rows": rows, "figures": found})


def _tables(asked: Asked, clock: Clock) -> None:
    """The tables to take along, under keys of this once; answers that only who gave them reads stay."""
    tables = to_take_along(asked.tables)
    file = packed(tables, asked.row.service.name, _told_at(asked), as_csv=True)
    rows = {name: table.num_rows for name, table in tables.items()}
    _done(asked, clock(), answer={"as_of": asked.as_of.isoformat(), "rows": rows}, file=file)


def _told_at(asked: Asked) -> str:
    """When the tables were taken, by the clocks of the service."""
    return asked.as_of.astimezone(ZoneInfo(asked.row.service.time_zone)).strftime("%Y-%m-%d %H:%M")


def _release(asked: Asked, clock: Clock) -> None:
    """What leaves, unless it tells of a few beside what left before; and what it was counted from, kept (R31)."""
    definitions = [each for each in chosen(()) if leaving.leaves(each)]
    cells = leaving.exact(asked.told_of(definitions))
    row = asked.row
    packed_up = packed(asked.tables, row.service.name, _told_at(asked))
    assert row.start is not None
    assert row.until is not None
    figures = leaving.told(cells, row.start.isoformat(), row.until.isoformat())
    _far(asked, NEARLY, clock())
    at = clock()
    with _row(asked.organisation, asked.key, at) as still:
        leaving.refuse_beside(cells, _before(row))
        same = {"organisation_id": row.organisation_id, "service_id": row.service_id}
        kept = Snapshot.objects.create(
            **same, taken_at=asked.as_of, packed=packed_up, digest=digest(packed_up), exact=cells
        )  # fmt: skip
        Release.objects.create(
            id=row.pk, **same, start=row.start, until=row.until, for_whom=row.for_whom,
            released_by_id=row.asked_by_id, released_at=at, figures=figures, snapshot=kept,
        )  # fmt: skip
        change(still, state=CountingState.DONE.value, progress=100, ended_at=at)


def _before(row: Counting) -> list[tuple[str, Exact]]:
    """What left this service before, or waits to, by the words by which it is known, with its exact cells."""
    earlier = Release.objects.filter(service=row.service_id).exclude(agreed=False).order_by("released_at", "pk")
    found = earlier.values_list("for_whom", "released_at", "snapshot__exact")
    return [(f"“{for_whom}” of {at:%-d %B %Y}", cells) for for_whom, at, cells in found]


@action
def replayed(*, release_id: UUID, by: Reader, at: datetime) -> tuple[Figures, Figures] | None:
    """What left, and the same counted again from its snapshot; None where this organisation has no such release.

    Errors: NotForYou for whoever is not the job; Unusable where the snapshot is not what was kept.
    """
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    release = Release.objects.select_related("snapshot").filter(pk=release_id).first()
    if release is None:
        return None
    kept = bytes(release.snapshot.packed)
    if digest(kept) != release.snapshot.digest:
        raise Unusable("What it was counted from is not what was kept.")
    definitions = chosen([f"{each['id']}-{each['version']}" for each in release.figures])
    found = counted_from(unpacked(kept), definitions, Period(release.start, release.until), release.snapshot.taken_at)
    note("counted a release again", by=by, at=at, subject=release.pk)
    cells = leaving.exact(found)
    return release.figures, leaving.told(cells, release.start.isoformat(), release.until.isoformat())


DONE_BY: dict[CountingKind, Callable[[Asked, Clock], None]] = {
    CountingKind.FIGURES: _figures,
    CountingKind.TABLES: _tables,
    CountingKind.RELEASE: _release,
}
