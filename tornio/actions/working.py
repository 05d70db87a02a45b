"""Writing down when each of us works, and when somebody is away; by themself, or by whoever leads their service."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange, NumericRange
from django.utils.translation import gettext as _

from tornio.actions.bookings import one_at_a_time
from tornio.actions.frame import action, change, kept_already, note
from tornio.core import away_table
from tornio.core.errors import NotForYou, Refused
from tornio.core.table_of_times import Becomes, Line, Row, Stands
from tornio.core.values import Period
from tornio.core.working import Stretch, a_first_day, a_week
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.people.models import Practitioner
from tornio.records.models import Away, WorkingHours
from tornio.records.visible.working import gone, keeps


def of_ours(practitioner_id: UUID, by: Reader, at: datetime) -> Practitioner:
    """Somebody who works here, of whom nobody else writes at this moment."""
    one_at_a_time([practitioner_id])
    works = Practitioner.objects.select_related("service").filter(pk=practitioner_id)
    found = works.exclude(until__lte=at).first()
    if found is None or not keeps(by, found):
        raise NotForYou
    return found


@action
def keep_week(
    *, practitioner_id: UUID, week: Iterable[Stretch], first: date, by: Reader, at: datetime
) -> list[WorkingHours]:
    """These hours hold from that day on; what held before ends the day before, and stays written down.

    Written again as it stands already, nothing changes: so a form that is sent twice makes nothing twice.
    """
    works = of_ours(practitioner_id, by, at)
    wanted = a_week(week)
    a_first_day(first, at.astimezone(ZoneInfo(works.service.time_zone)).date())
    standing = WorkingHours.objects.filter(practitioner=works, taken_back_at__isnull=True)
    holds = list(standing.filter(valid__contains=first, valid__upper_inf=True).order_by("weekday", "hours"))
    later = standing.filter(valid__startswith__gt=first)
    if [_stretch(each) for each in holds] == wanted and not later.exists():
        return holds
    standing.filter(valid__startswith__gte=first).update(taken_back_at=at)
    for row in standing.filter(valid__contains=first):
        change(row, valid=DateRange(row.valid.lower, first))
    kept = [
        WorkingHours.objects.create(
            organisation_id=by.organisation_id,
            practitioner=works,
            weekday=each.weekday,
            hours=NumericRange(each.begins, each.ends),
            valid=DateRange(first, None),
        )
        for each in wanted
    ]
    note("wrote down when somebody works", by=by, at=at, subject=works.pk)
    return kept


def _stretch(row: WorkingHours) -> Stretch:
    return Stretch(row.weekday, row.hours.lower, row.hours.upper)


@action
def keep_weeks(*, weeks: Mapping[UUID, Iterable[Stretch]], first: date, by: Reader, at: datetime) -> int:
    """The weeks of several of us at once: all of them, or none. How many people's."""
    for practitioner_id in sorted(weeks):  # always in one order, so that nobody waits in a ring
        keep_week(practitioner_id=practitioner_id, week=weeks[practitioner_id], first=first, by=by, at=at)
    return len(weeks)


@action
def go_away(
    *,
    practitioner_id: UUID,
    start: datetime,
    end: datetime | None,
    by: Reader,
    at: datetime,
    key: UUID | None = None,
) -> Away:
    """Somebody is away from `start` to `end`, or until they say that they are back. Nobody asks why, or writes it down.

    Meetings that are agreed for that time stay agreed: who comes instead is for those who agreed them.
    """
    works = of_ours(practitioner_id, by, at)
    if key is not None and (kept := kept_already(Away, key, practitioner_id=works.pk)):
        written: Away = kept
        return written
    if end is not None and end <= start:
        raise Refused(_("The last day is before the first."), "last")
    period = Period(start, end)
    during = DateTimeTZRange(period.start, period.end)
    if gone(during).filter(practitioner=works).exists():
        raise Refused(_("Part of that time is written down as away already."), "first")
    row = Away.objects.create(
        id=key or new_key(), organisation_id=by.organisation_id, practitioner=works, during=during
    )
    note("wrote down that somebody is away", by=by, at=at, subject=works.pk)
    return row


@action
def keep_aways(*, rows: Sequence[Row[UUID]], by: Reader, at: datetime, zone: ZoneInfo) -> list[Line[UUID, Away]]:
    """Times away of several of us at once: all of them, or none. One that begins when one stands already changes its
    end; what stands and is not among them stays. Refused as a whole (`WrongRows`) where one overlaps with that."""
    standing = list[Stands[UUID, Away]]()
    for practitioner_id in sorted({each.who for each in rows}):  # always in one order: nobody waits in a ring
        works = of_ours(practitioner_id, by, at)
        since = min(each.during.start for each in rows if each.who == practitioner_id)
        theirs = gone(DateTimeTZRange(since, None)).select_for_update().filter(practitioner=works)
        standing += (Stands(works.pk, Period(each.during.lower, each.during.upper), each) for each in theirs)
    lines = away_table.held(rows, standing, at, zone)
    changed = [(each.row, each.stands) for each in lines if each.becomes is Becomes.CHANGES and each.stands]
    for row, stands in sorted(changed, key=_goes_on_longer):  # what ends sooner first: nothing overlaps on the way
        change(stands.what, during=DateTimeTZRange(row.during.start, row.during.end))
        note("changed until when somebody is away", by=by, at=at, subject=row.who)
    for line in lines:
        if line.becomes is Becomes.NEW:
            during = line.row.during
            go_away(practitioner_id=line.row.who, start=during.start, end=during.end, by=by, at=at)
    return lines


def _goes_on_longer(changed: tuple[Row[UUID], Stands[UUID, Away]]) -> bool:
    """Does it end later than was written?"""
    now, before = (each.during.end for each in changed)
    return now is None or (before is not None and now > before)


@action
def come_back(*, away_id: UUID, end: datetime, by: Reader, at: datetime) -> Away:
    """Somebody is back at `end`, earlier than was written or as nobody knew before."""
    row = _standing(away_id, by, at)
    start, before = row.during.lower, row.during.upper
    if end <= start:
        raise Refused(_("That is before it began."), "last")
    if before is not None and end >= before:
        raise Refused(_("That is no earlier than before. Write down more days away instead."), "last")
    change(row, during=DateTimeTZRange(start, end))
    note("wrote down that somebody comes back", by=by, at=at, subject=row.practitioner_id)
    return row


@action
def take_back(*, away_id: UUID, by: Reader, at: datetime) -> Away:
    """Somebody is not away after all; while it has not begun, or on the day on which it began."""
    row = _standing(away_id, by, at)
    if row.during.lower <= at - timedelta(days=1):
        raise Refused(_("They have been away already. Say when they come back."))
    change(row, taken_back_at=at)
    note("took back that somebody is away", by=by, at=at, subject=row.practitioner_id)
    return row


def _standing(away_id: UUID, by: Reader, at: datetime) -> Away:
    row = Away.objects.select_for_update().filter(pk=away_id, taken_back_at__isnull=True).first()
    if row is None:
        raise NotForYou
    of_ours(row.practitioner_id, by, at)
    return row
