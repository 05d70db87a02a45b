"""Asking for a service's figures: to be counted for the page, as tables to take along, or as a release (R29, R31)."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tornio.actions import readings
from tornio.actions.frame import action, change, kept_already, note
from tornio.actions.messages import wake
from tornio.core.errors import NotForYou
from tornio.core.figures import FILE_DAYS, UNDER_WAY, CountingKind, CountingState, a_period
from tornio.core.people import Capacity
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Service
from tornio.records.models import Counting, Release
from tornio.records.visible import figures as visible

COUNT = "tornio.count"
TAKEN = "tables"
VERBS = {
    CountingKind.FIGURES: "asked for figures",
    CountingKind.TABLES: "asked for tables to take along",
    CountingKind.RELEASE: "asked for a release of figures",
}


def waiting(*, by: Reader) -> list[UUID]:
    """What was asked for, or whose job was killed before its end: for the one job that counts."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    rows = Counting.objects.filter(state__in=[each.value for each in UNDER_WAY]).order_by("asked_at", "pk")
    return list(rows.values_list("pk", flat=True))


@action
def ask(
    *,
    service: Service,
    kind: CountingKind,
    by: Reader,
    at: datetime,
    period: tuple[date, date] | None = None,
    for_whom: str = "",
    key: UUID | None = None,
) -> Counting:
    """Something is to be counted by the job; `period` is its first day and the first that is not counted any more.

    Tables hold all there is and have no period. Errors: NotForYou for whoever does not lead the service; Refused
    for other months than whole ones that are over, and while something else is being counted.
    """
    if by.person_id is None or not visible.counts(by, service.pk):
        raise NotForYou
    kept = kept_already(Counting, key, asked_by_id=by.person) if key else None
    if kept is not None:
        return kept
    today = at.astimezone(ZoneInfo(service.time_zone)).date()
    start, until = a_period(*period, today) if period else (None, None)
    made = Counting.objects.create(
        id=key or new_key(),
        organisation_id=by.organisation_id,
        service=service,
        kind=kind.value,
        start=start,
        until=until,
        for_whom=for_whom.strip(),
        asked_by_id=by.person,
        asked_at=at,
        state=CountingState.ASKED.value,
    )
    note(VERBS[kind], by=by, at=at, subject=made.pk)
    wake(COUNT, by)
    return made


@action
def take(*, counting_id: UUID, by: Reader, at: datetime) -> tuple[Counting, bytes]:
    """The tables leave in the hands of whoever asked for them; that they were taken is written down (R26).

    Errors: NotForYou for anybody else, and when they wait no more.
    """
    found, file = visible.file_of(by, counting_id)
    readings.opened(TAKEN, by=by, at=at, network=None, subject=found.pk)
    note("took tables along", by=by, at=at, subject=found.pk)
    return found, file


@action
def answer(*, release_id: UUID, agrees: bool, by: Reader, at: datetime) -> Release:
    """The privacy lead agrees that a release leaves, or does not; answered once. NotForYou for everybody else."""
    if by.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    found = visible.release(by, release_id)
    Release.objects.select_for_update().get(pk=found.pk)
    if found.agreed is None:
        change(found, agreed=agrees, answered_by_id=by.person, answered_at=at)
        note(
            "agreed that figures leave" if agrees else "did not agree that figures leave",
            by=by,
            at=at,
            subject=found.pk,
        )
    return found


@action
def forget_files(*, by: Reader, at: datetime) -> int:
    """Tables that waited long enough are emptied; that they were made stays written down. How many."""
    if by.capacity is not Capacity.JOB:
        raise NotForYou
    old = Counting.objects.filter(file__isnull=False, ended_at__lt=at - timedelta(days=FILE_DAYS))
    return int(old.update(file=None))
