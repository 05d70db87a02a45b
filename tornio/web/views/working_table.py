"""When we work, as a file for a spreadsheet: written out, and read in with a look at it before it is kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from tornio.actions import working as actions
from tornio.core import working_table
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.tables import Known
from tornio.core.working import Stretch, moment, written
from tornio.core.working_table import Words
from tornio.records.visible import working as visible
from tornio.records.visible.people import ServiceRow
from tornio.web.forms.working import TableForm
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.sheets import as_file, looked_at
from tornio.web.views.working import A_DAY, today_of
from tornio.web.when import DAYS

Weeks = dict[UUID, list[Stretch]]


def _of_the_service(request: Request) -> tuple[ServiceRow, list[visible.Rota]]:
    _services, service = chosen(request)
    return service, _on(service, today_of(request, ZoneInfo(service.time_zone)))


def _on(service: ServiceRow, day: date) -> list[visible.Rota]:
    """Everybody who works there on that day, with the hours that hold then."""
    zone = ZoneInfo(service.time_zone)
    return visible.rotas(service.pk, moment(day, 0, zone), moment(day + A_DAY, 0, zone))


def _known(rota: visible.Rota) -> Known[UUID]:
    return Known(rota.practitioner.pk, rota.practitioner.person.full_name)


def _words() -> Words:
    """The headings and the days of the week as the page is told."""
    heads = (
        pgettext("a column", "Who"),
        pgettext("a column", "Day"),
        pgettext("a column", "From"),
        pgettext("a column", "Until"),
        pgettext("a column", "Key"),
    )
    return Words(heads, tuple(map(str, DAYS.values())))


def out(request: Request) -> HttpResponse:
    """The hours that hold today, as a file."""
    service, rotas = _of_the_service(request)
    today = today_of(request, ZoneInfo(service.time_zone))
    text = working_table.to_csv([(_known(each), each.week(today)) for each in rotas], _words())
    return as_file(text, "hours.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request) -> HttpResponse:
    """A table of hours is looked at, and kept when all of it is right."""
    reader = request.reader
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    service, rotas = _of_the_service(request)
    today = today_of(request, ZoneInfo(service.time_zone))
    form = TableForm(request.POST or None, request.FILES or None, today=today, initial={"first": today.isoformat()})
    weeks: Weeks = {}
    wrong: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        found, wrong = looked_at(form, lambda text: working_table.from_csv(text, map(_known, rotas), _words()))
        weeks = found or {}
        if weeks and request.POST.get("do") == "keep":
            with beside(form):
                actions.keep_weeks(weeks=weeks, first=form.cleaned_data["first"], by=reader, at=reader.at)
                messages.success(request, _("Kept."))
                return redirect("working")
    context = {
        "service": service,
        "form": form,
        "wrong": wrong,
        "found": [] if form.errors else _told(weeks, service, form.cleaned_data["first"]) if weeks else [],
        "unchanged": len(rotas) - len(weeks),
        "words": _words(),
    }
    return show(request, "working/table.html", context, status=422 if form.errors or wrong else 200)


@dataclass(frozen=True, slots=True)
class Told:
    """One of us: the stretches of each day in digits, and the days on which there was work and would be none."""

    name: str
    days: list[list[str]]
    cleared: list[str]


def _told(weeks: Weeks, service: ServiceRow, first: date) -> list[Told]:
    """Each person of the table with their week."""
    found = []
    for each in _on(service, first):
        week, before = weeks.get(each.practitioner.pk), {one.weekday for one in each.week(first)}
        if week is not None:
            days = [[written([one]) for one in sorted(week) if one.weekday == day] for day in DAYS]
            cleared = [str(DAYS[day]) for day, told in zip(DAYS, days, strict=True) if not told and day in before]
            found.append(Told(each.practitioner.person.full_name, days, cleared))
    return found
