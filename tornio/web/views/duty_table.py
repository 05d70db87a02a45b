"""Who holds the telephone as a file for a spreadsheet: written out, and read in with a look at it before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from tornio.actions import duty as actions
from tornio.core import duty_table
from tornio.core.duty import Turn, rota
from tornio.core.table_of_times import Becomes, Line, Row, Stands
from tornio.core.tables import Known
from tornio.core.values import Period
from tornio.records.visible import duty as visible
from tornio.records.visible import working
from tornio.records.visible.people import ServiceRow
from tornio.web.frame import show
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.sheets import SheetForm, as_file, looked_at
from tornio.web.table_of_times import context, is_to_be_kept, keeping
from tornio.web.views.working import today_of

DutyLine = Line[UUID, visible.DutyRow]


def _head() -> tuple[str, ...]:
    return (
        pgettext("a column", "Who"),
        pgettext("a column", "First day"),
        pgettext("a column", "From"),
        pgettext("a column", "Last day"),
        pgettext("a column", "Until"),
        pgettext("a column", "Key"),
    )


def out(request: Request) -> HttpResponse:
    """The turns that are not over, as a file."""
    _services, service = chosen(request)
    turns = [
        (Known(each.practitioner_id, each.practitioner.person.full_name), each.during.lower, each.during.upper)
        for each in visible.from_now(request.reader, service.pk, request.reader.at)
    ]
    return as_file(duty_table.to_csv(turns, ZoneInfo(service.time_zone), _head()), "telephone.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request) -> HttpResponse:
    """A table of turns is looked at, and kept when all of it is right."""
    reader = request.reader
    _services, service = chosen(request)
    zone = ZoneInfo(service.time_zone)
    people = {each.pk: each.person.full_name for each in visible.who_may_hold_it(reader, service.pk)}
    form = SheetForm(request.POST or None, request.FILES or None)
    lines: list[DutyLine] = []
    wrong: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        found, wrong = looked_at(form, lambda text: _lines(request, service, people, text))
        lines = found or []
    told = _told(request, service, lines, people)
    if is_to_be_kept(request, told):
        with keeping(form, wrong):
            actions.keep_rota(
                rows=[each.row for each in lines], service_id=service.pk, by=reader, at=reader.at, zone=zone,
                answer="yes",  # the page has said who is away
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("duty")
    page = {
        **context(request, form, wrong, lines, told),
        "service": service,
        "fallback": service.duty_fallback.person.full_name,
        "head": _head(),
    }
    return show(request, "duty/table.html", page, status=422 if form.errors or wrong else 200)


def _lines(request: Request, service: ServiceRow, people: dict[UUID, str], text: str) -> list[DutyLine]:
    """What each row of the table does beside the turns that stand."""
    zone, now = ZoneInfo(service.time_zone), request.reader.at
    known = [Known(*each) for each in people.items()]
    rows: list[Row[UUID]] = duty_table.from_csv(text, known, zone, today_of(request, zone), _head())
    since = min(each.during.start for each in rows)
    found = visible.from_now(request.reader, service.pk, since)
    standing = [Stands(each.practitioner_id, Period(each.during.lower, each.during.upper), each) for each in found]
    return duty_table.held(rows, standing, now, zone)


@dataclass(frozen=True, slots=True)
class Told:
    """A turn as the page shows it: `instead` is whose it was; `away` whether they are away then."""

    name: str
    becomes: Becomes
    instead: str = ""
    away: bool = False


def _told(
    request: Request, service: ServiceRow, lines: Iterable[DutyLine], people: dict[UUID, str]
) -> list[Turn[Told]]:
    """The rota as it would be, from the first row's beginning to the last one's end, with its gaps (R5)."""
    kept = [each for each in lines if each.becomes is not Becomes.OVER]
    if not kept:
        return []
    first = min(each.row.during.start for each in kept)
    last = max(each.row.during.end for each in kept if each.row.during.end)
    away = [
        (each.practitioner_id, Period(each.during.lower, each.during.upper))
        for each in working.aways(service.pk, first)
    ]
    turns = []
    for line in kept:
        row, before = line.row, line.stands
        gone = any(who == row.who and during.overlaps(row.during) for who, during in away)
        instead = before.what.practitioner.person.full_name if before and before.who != row.who else ""
        turns.append((row.during.start, row.during.end, Told(people[row.who], line.becomes, instead, away=gone)))
    said = {each.stands.what.pk for each in kept if each.stands}
    for turn in visible.from_now(request.reader, service.pk, first):
        if turn.pk not in said and turn.during.lower < last:
            told = Told(turn.practitioner.person.full_name, Becomes.STAYS)
            turns.append((turn.during.lower, turn.during.upper, told))
    return list(rota(turns, first, last))
