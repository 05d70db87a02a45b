"""Who holds the telephone as a table in a file: one row for each turn, by the clocks of the service."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tornio.core import tables
from tornio.core.errors import Refused
from tornio.core.inputs.dates import a_date
from tornio.core.localtime import local_moment
from tornio.core.table_of_times import Line, Row, Standing, Stands, held_against, rows_of
from tornio.core.tables import Cells, Key, Known
from tornio.core.values import Period
from tornio.core.working import MIDNIGHT, minute_of

TURNS = tables.Kind(
    "a table of turns at the telephone",
    ("Who", "First day", "From", "Last day", "Until", "Key"),
    ("Who", "First day", "From", "Until"),
)
_A_DAY = timedelta(days=1)


def to_csv(
    turns: Iterable[tuple[Known[Key], datetime, datetime]], zone: ZoneInfo, head: tuple[str, ...] = TURNS.head
) -> str:
    """The table of these turns, headed in these words."""
    rows = []
    for who, start, end in turns:
        begins, ends = start.astimezone(zone), end.astimezone(zone)
        rows.append(
            (who.name, f"{begins:%Y-%m-%d}", f"{begins:%H:%M}", f"{ends:%Y-%m-%d}", f"{ends:%H:%M}", str(who.key))
        )
    return tables.written(replace(TURNS, own=head), rows)


def from_csv(
    text: str, everybody: Iterable[Known[Key]], zone: ZoneInfo, today: date, head: tuple[str, ...] = TURNS.head
) -> list[Row[Key]]:
    """The turns, in the table's order. Refused as a whole (`WrongRows`) while any row is wrong, or two overlap (R5).

    Without a last day a turn ends on its first, or on the day after where it ends no later than it begins.
    """
    kind = replace(TURNS, own=head)

    def during(cells: Cells) -> Period:
        return _during(cells, kind, zone, today)

    empty = "There is no row with a turn in it."
    return rows_of(kind, text, everybody, during, one_at_a_time=lambda _who: None, empty=empty)


def _during(cells: Cells, kind: tables.Kind, zone: ZoneInfo, today: date) -> Period:
    missing = [kind.told[name] for name in ("First day", "From", "Until") if not cells.get(name)]
    if missing:
        raise Refused(f"“{missing[0]}” is empty.")
    on = a_date(cells["First day"], today=today, field=None)
    begins, ends = minute_of(cells["From"]), minute_of(cells["Until"])
    typed = cells.get("Last day", "")
    last = a_date(typed, today=today, field=None) if typed else on + _A_DAY if ends <= begins else on
    start, end = (_moment(day, minute, zone) for day, minute in ((on, begins), (last, ends)))
    if end <= start:
        raise Refused("It ends before it begins.")
    return Period(start, end)


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    hour, rest = divmod(minute % MIDNIGHT, 60)
    return local_moment(day + minute // MIDNIGHT * _A_DAY, time(hour, rest), zone)


def held(
    rows: Sequence[Row[Key]], standing: Iterable[Stands[Key, Standing]], now: datetime, zone: ZoneInfo
) -> list[Line[Key, Standing]]:
    """What each turn does beside those which stand (R5). Refused (`WrongRows`) where it overlaps with one that does not
    begin with it, or would change one that has begun."""

    def overlaps(stands: Stands[Key, Standing]) -> str:
        start, end = stands.during.start.astimezone(zone), (stands.during.end or now).astimezone(zone)
        return f"Somebody holds it from {_told(start)} to {_told(end)}, and no row begins then."

    def has_begun(stands: Stands[Key, Standing]) -> str:
        return "It has begun already. Change it where it stands." if stands.during.start <= now else ""

    return held_against(rows, standing, now, one_at_a_time=lambda _who: None, overlaps=overlaps, may_change=has_begun)


def _told(moment: datetime) -> str:
    return f"{moment:%H:%M} on {moment.day} {moment:%B}"
