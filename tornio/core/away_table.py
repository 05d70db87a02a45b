"""Days away as a table in a file: one row for each time away, from a first day to a last; why is not in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tornio.core import tables
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.table_of_times import Line, Row, Standing, Stands, held_against, rows_of
from tornio.core.tables import Cells, Key, Known
from tornio.core.values import Period
from tornio.core.working import last_day, moment

AWAY = tables.Kind("a table of days away", ("Who", "First day", "Last day", "Key"), ("Who", "First day", "Last day"))
_A_DAY = timedelta(days=1)
Days = tuple[date, date | None]  # the first and the last day; none where nobody knows yet


def to_csv(aways: Iterable[tuple[Known[Key], Days]], head: tuple[str, ...] = AWAY.head) -> str:
    """The table of these times away, headed in these words."""
    return tables.written(
        replace(AWAY, own=head),
        ((who.name, first.isoformat(), last.isoformat() if last else "", str(who.key)) for who, (first, last) in aways),
    )


def from_csv(
    text: str, everybody: Iterable[Known[Key]], zone: ZoneInfo, today: date, head: tuple[str, ...] = AWAY.head
) -> list[Row[Key]]:
    """The rows, in their order. Refused as a whole (`WrongRows`) while any is wrong, or two of one person overlap."""
    kind = replace(AWAY, own=head)

    def during(cells: Cells) -> Period:
        return _during(cells, kind, zone, today)

    empty = "There is no row with days away in it."
    return rows_of(kind, text, everybody, during, one_at_a_time=lambda who: who, empty=empty)


def _during(cells: Cells, kind: tables.Kind, zone: ZoneInfo, today: date) -> Period:
    """From the beginning of the first day to the end of the last."""
    first, last = (cells.get(name, "") for name in ("First day", "Last day"))
    if not first:
        raise Refused(f"“{kind.told['First day']}” is empty.")
    begins = a_date(first, today=today, field=None)
    ends = a_date(last, today=today, field=None) if last else None
    if ends is not None and ends < begins:
        raise Refused("The last day is before the first.")
    return Period(moment(begins, 0, zone), moment(ends + _A_DAY, 0, zone) if ends else None)


def held(
    rows: Sequence[Row[Key]], standing: Iterable[Stands[Key, Standing]], now: datetime, zone: ZoneInfo
) -> list[Line[Key, Standing]]:
    """What each row does beside the times away that are written down already. Refused (`WrongRows`) where it overlaps
    with one that it does not begin with."""

    def overlaps(stands: Stands[Key, Standing]) -> str:
        first, last = days(stands.during, zone)
        since = f"They are away already from {first.day} {first:%B %Y}"
        return f"{since} until {last.day} {last:%B %Y}." if last else f"{since}, and nobody knows yet until when."

    return held_against(rows, standing, now, one_at_a_time=lambda who: who, overlaps=overlaps)


def days(during: Period, zone: ZoneInfo) -> Days:
    """The first and the last day of a time away."""
    return during.start.astimezone(zone).date(), last_day(during.end, zone) if during.end else None
