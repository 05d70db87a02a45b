"""Our figures: the seven principles of a service, counted by a job, to look at, to print and to take along."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import figures as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.figures import UNDER_WAY, CountingKind, CountingState
from tornio.evaluation import counted as values
from tornio.evaluation.report import page as report_page
from tornio.people.keys import new_key
from tornio.records.visible import figures as visible
from tornio.records.visible import leading
from tornio.records.visible.people import ServiceRow
from tornio.web import figures_page, live
from tornio.web.figures_page import HOW_MANY, Period
from tornio.web.frame import show
from tornio.web.refusing import above
from tornio.web.requests import Request
from tornio.web.sheets import as_file


def _chosen(request: Request) -> tuple[list[ServiceRow], ServiceRow, date]:
    """The services to choose from, the one that is meant, and what day it is there; NotForYou for any other."""
    services = list(visible.services(request.reader))
    wanted = request.GET.get("service", "")
    named = [each for each in services if not wanted or str(each.pk) == wanted]
    if not named:
        raise NotForYou
    return services, named[0], request.reader.at.astimezone(ZoneInfo(named[0].time_zone)).date()


def _address(service: ServiceRow, period: Period | None) -> str:
    months = f"&months={period.many}&last={period.last:%Y-%m}" if period else ""
    return f"{reverse('figures')}?service={service.pk}{months}"


@require_safe
def figures(request: Request) -> HttpResponse:
    """The seven principles, as they were counted last, or how to have them counted."""
    reader = request.reader
    services, service, today = _chosen(request)
    wanted = figures_page.asked_period(request.GET, today)
    counting = visible.counted(reader, service.pk, wanted.key if wanted else None)
    if counting and counting.start and counting.until:
        period = Period(counting.start, counting.until)
    else:
        period = wanted or figures_page.usual_period(today)
    running = visible.under_way(reader, service.pk)
    first_month, last_month = figures_page.months_told(*period.key)
    context = {
        "services": services,
        "service": service,
        "period": period,
        "first_month": first_month,
        "last_month": last_month,
        "months": HOW_MANY,
        "how_many": HOW_MANY.get(period.many, ""),
        "lasts": figures_page.months_to_choose(today),
        "counting": counting,
        "running": running,
        "key": new_key(),
        "release_key": new_key(),
        "tables_key": new_key(),
        "tables": visible.tables(reader, service.pk),
        "ended": _ended_badly(visible.last_ended(reader, service.pk)),
        "releases": visible.releases(reader, service.pk),
        "weeks": figures_page.weeks(leading.last_weeks(reader, service, ZoneInfo(service.time_zone))),
        **(_told(counting) if counting else {"parts": [], "elsewhere": (), "as_of": None, "rows": {}}),
        **(_progress(running) if running else {}),
    }
    return show(request, "figures/figures.html", context)


def _told(counting: visible.CountingRow) -> dict[str, Any]:
    found = figures_page.counted_of(counting)
    return {
        "parts": figures_page.told(found),
        "elsewhere": figures_page.elsewhere(found),
        "as_of": figures_page.as_of(counting),
        "rows": counting.answer["rows"],
    }


def _ended_badly(last: visible.CountingRow | None) -> visible.CountingRow | None:
    """The last count, where it was refused or went wrong."""
    bad = (CountingState.REFUSED.value, CountingState.FAILED.value)
    return last if last is not None and last.state in bad else None


def _progress(running: visible.CountingRow) -> dict[str, Any]:
    fragment = render_to_string("figures/_progress.html", {"running": running})
    return {"fragment": fragment, "stamp": f'"{salted_hmac("tornio.web.figures", fragment).hexdigest()[:32]}"'}


@require_safe
def now(request: Request, counting_id: UUID) -> HttpResponse:
    """How far it is; once it has ended there is nothing here any more, and the page is opened anew."""
    counting = visible.counting(request.reader, counting_id)
    if counting.state not in UNDER_WAY:
        raise NotForYou
    told = _progress(counting)
    return live.part(request, told["stamp"], lambda: told["fragment"])


@require_POST
def ask(request: Request) -> HttpResponse:
    """Count these months, make the tables ready, or make a release ready."""
    reader = request.reader
    _services, service, today = _chosen(request)
    period = figures_page.asked_period(request.POST, today)
    with above(request):
        kind = _kind(request.POST.get("do", ""))
        if kind is not CountingKind.TABLES and period is None:
            raise Refused(_("Choose which months."))
        actions.ask(
            service=service,
            kind=kind,
            period=None if kind is CountingKind.TABLES or period is None else period.key,
            for_whom=request.POST.get("for_whom", "") if kind is CountingKind.RELEASE else "",
            key=_key(request.POST.get("key", "")),
            by=reader,
            at=reader.at,
        )
    return redirect(_address(service, period))


def _kind(said: str) -> CountingKind:
    try:
        return CountingKind(said)
    except ValueError:
        raise NotForYou from None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _counted(request: Request, counting_id: UUID) -> visible.CountingRow:
    """Figures that are counted; NotForYou for anything else."""
    counting = visible.counting(request.reader, counting_id)
    if counting.kind != CountingKind.FIGURES.value or counting.state != CountingState.DONE.value:
        raise NotForYou
    return counting


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def report(request: Request, counting_id: UUID) -> HttpResponse:
    """The same as one file that prints well and needs nothing else."""
    counting = _counted(request, counting_id)
    assert counting.start is not None
    assert counting.until is not None
    here = figures_page.as_of(counting).astimezone(ZoneInfo(counting.service.time_zone))
    period = values.Period(counting.start, counting.until)
    made = report_page(counting.service.name, period, here, figures_page.counted_of(counting))
    return _file(made, "text/html; charset=utf-8", f"figures-{counting.until:%Y-%m}.html")


@require_safe
def as_csv(request: Request, counting_id: UUID) -> HttpResponse:
    """Every figure, month by month, for a spreadsheet."""
    counting = _counted(request, counting_id)
    return as_file(figures_page.as_csv(figures_page.counted_of(counting)), f"figures-{counting.until:%Y-%m}.csv")


@require_safe
def tables(request: Request, counting_id: UUID) -> HttpResponse:
    """The tables that one asked for; that they were taken is written down."""
    counting, found = actions.take(counting_id=counting_id, by=request.reader, at=request.reader.at)
    day = figures_page.as_of(counting).astimezone(ZoneInfo(counting.service.time_zone))
    return _file(found, "application/zip", f"tables-{day:%Y-%m-%d}.zip")
