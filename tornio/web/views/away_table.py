"""Days away as a file for a spreadsheet: written out, and read in with a look at them before they are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from tornio.actions import working as actions
from tornio.core import away_table
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.table_of_times import Becomes, Line, Row, Stands
from tornio.core.tables import Known
from tornio.core.values import Period
from tornio.records.visible import duty
from tornio.records.visible import working as visible
from tornio.records.visible.people import ServiceRow
from tornio.web.frame import show
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.sheets import SheetForm, as_file, looked_at
from tornio.web.table_of_times import context, is_to_be_kept, keeping
from tornio.web.views.working import today_of

AwayLine = Line[UUID, visible.AwayRow]


def _head() -> tuple[str, ...]:
    return (
        pgettext("a column", "Who"),
        pgettext("a column", "First day"),
        pgettext("a column", "Last day"),
        pgettext("a column", "Key"),
    )


def _during(away: visible.AwayRow) -> Period:
    return Period(away.during.lower, away.during.upper)


def out(request: Request) -> HttpResponse:
    """The days away that are not over, as a file."""
    _services, service = chosen(request)
    zone = ZoneInfo(service.time_zone)
    rows = visible.aways(service.pk, request.reader.at)
    told = [
        (Known(each.practitioner_id, each.practitioner.person.full_name), away_table.days(_during(each), zone))
        for each in rows
    ]
    return as_file(away_table.to_csv(told, _head()), "days-away.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request) -> HttpResponse:
    """A table of days away is looked at, and kept when all of it is right."""
    reader = request.reader
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    _services, service = chosen(request)
    zone = ZoneInfo(service.time_zone)
    people = {each.pk: each.person.full_name for each in duty.who_may_hold_it(reader, service.pk)}
    form = SheetForm(request.POST or None, request.FILES or None)
    lines: list[AwayLine] = []
    wrong: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        found, wrong = looked_at(form, lambda text: _lines(request, service, people, text))
        lines = found or []
    told = _told(lines, people, visible.agreed(list(people), reader.at), zone)
    if is_to_be_kept(request, told):
        with keeping(form, wrong):
            actions.keep_aways(rows=[each.row for each in lines], by=reader, at=reader.at, zone=zone)
            messages.success(request, _kept(told))
            return redirect("working")
    page = {**context(request, form, wrong, lines, told), "service": service, "head": _head()}
    return show(request, "working/away_table.html", page, status=422 if form.errors or wrong else 200)


def _lines(request: Request, service: ServiceRow, people: dict[UUID, str], text: str) -> list[AwayLine]:
    """What each row of the table does beside what is written down."""
    zone, now = ZoneInfo(service.time_zone), request.reader.at
    known = [Known(*each) for each in people.items()]
    rows: list[Row[UUID]] = away_table.from_csv(text, known, zone, today_of(request, zone), _head())
    since = min(each.during.start for each in rows)
    standing = [Stands(each.practitioner_id, _during(each), each) for each in visible.aways(service.pk, since)]
    return away_table.held(rows, standing, now, zone)


@dataclass(frozen=True, slots=True)
class Told:
    """A row as the page shows it: `before` is what it changes, `agreed` how many agreed meetings fall into it."""

    name: str
    days: away_table.Days
    becomes: Becomes
    before: tuple[date, date | None] | None
    agreed: int


def _told(
    lines: Iterable[AwayLine], people: dict[UUID, str], agreed: Iterable[tuple[UUID, Period]], zone: ZoneInfo
) -> list[Told]:
    expected = list(agreed)
    return [
        Told(
            people[each.row.who],
            away_table.days(each.row.during, zone),
            each.becomes,
            away_table.days(each.stands.during, zone) if each.stands else None,
            sum(who == each.row.who and planned.overlaps(each.row.during) for who, planned in expected),
        )
        for each in lines
        if each.becomes is not Becomes.OVER
    ]


def _kept(told: Iterable[Told]) -> str:
    """That it is kept, and what is agreed all the same: each one's page lists it."""
    many = sum(each.agreed for each in told)
    if not many:
        return _("Kept.")
    return ngettext(
        "Kept. One meeting is agreed all the same: it stands on the page of whoever is away.",
        "Kept. %(many)s meetings are agreed all the same: they stand on the pages of those who are away.",
        many,
    ) % {"many": many}
