"""When we work: the team's week as a picture and a table, one person's hours, and their days away."""

from datetime import date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tornio.actions import working as actions
from tornio.core import away_table
from tornio.core.people import Capacity
from tornio.core.tallies import monday
from tornio.core.values import Period
from tornio.core.working import moment
from tornio.records.visible import duty
from tornio.records.visible import working as visible
from tornio.web import rota
from tornio.web.forms.working import AwayForm, BackForm, WeekForm, day_after, week_as_typed
from tornio.web.frame import show
from tornio.web.refusing import above, beside
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.when import DAYS

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
FURTHEST = timedelta(days=366)  # how far the weeks can be turned over, either way


def today_of(request: Request, zone: ZoneInfo) -> date:
    """The day it is there."""
    return request.reader.at.astimezone(zone).date()


def _wanted_week(request: Request, today: date) -> date:
    """The Monday of the week that is asked for, or of this one."""
    try:
        wanted = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        wanted = today
    return monday(wanted if abs(wanted - today) <= FURTHEST else today)


def team(request: Request) -> HttpResponse:
    """The week of everybody who works in the service."""
    reader = request.reader
    services, service = chosen(request)
    zone = ZoneInfo(service.time_zone)
    this = monday(today_of(request, zone))
    first = _wanted_week(request, this)
    rotas = visible.rotas(service.pk, moment(first, 0, zone), moment(first + A_WEEK, 0, zone))
    drawn = rota.draw(rotas, first)
    context = {
        "services": services,
        "service": service,
        "week": drawn,
        "short": [date_format(on, "D") for on in drawn.days],
        "this_week": first == this,
        "before": first - A_WEEK if this - first < FURTHEST - A_WEEK else None,
        "after": first + A_WEEK if first - this < FURTHEST - A_WEEK else None,
        "leads": reader.capacity is Capacity.SERVICE_LEAD,
        "mine": reader.practitioner_id,
        "nobody_said": not any(row.has_said for row in drawn.rows),
        "today": today_of(request, zone),
    }
    return show(request, "working/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def week(request: Request, practitioner_id: UUID) -> HttpResponse:
    """One person's hours, and their days away with what is agreed in them."""
    reader = request.reader
    theirs = visible.rota_of(reader, practitioner_id)
    today = today_of(request, theirs.zone)
    held = theirs.week(today)
    form = WeekForm(request.POST or None, today=today, initial={"first": today.isoformat(), **week_as_typed(held)})
    if request.method == "POST" and form.is_valid():
        with beside(form):
            actions.keep_week(
                practitioner_id=practitioner_id, week=form.cleaned_data["week"], first=form.cleaned_data["first"],
                by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _kept(request, practitioner_id, None))
            return redirect("working_week", practitioner_id)
    expected, turns = visible.expected(reader, theirs), duty.still_to_hold(reader, practitioner_id)
    context = {
        "practitioner": theirs.practitioner,
        "mine": reader.practitioner_id == practitioner_id,
        "has_said": bool(theirs.hours),
        "form": form,
        "aways": [
            (each, *_days(each, theirs.zone), expected.get(each.pk), _meanwhile(each, turns)) for each in theirs.away
        ],
        "outside": expected.get(None),
        "later": _later(theirs, today),
    }
    return show(request, "working/week.html", context, status=422 if form.errors else 200)


def _kept(request: Request, practitioner_id: UUID, away_id: UUID | None) -> str:
    """That it is kept, and what is agreed all the same: the page lists it further down."""
    reader = request.reader
    found = visible.expected(reader, visible.rota_of(reader, practitioner_id)).get(away_id)
    if found is None:
        return _("Kept.")
    return ngettext(
        "Kept. One meeting is agreed all the same: it stands below.",
        "Kept. %(many)s meetings are agreed all the same: they stand below.",
        found.many,
    ) % {"many": found.many}


def _meanwhile(away: visible.AwayRow, turns: list[duty.DutyRow]) -> list[duty.DutyRow]:
    """The turns at the telephone that they are put down for while they are away."""
    gone = Period(away.during.lower, away.during.upper)
    return [each for each in turns if gone.overlaps(Period(each.during.lower, each.during.upper))]


def _days(away: visible.AwayRow, zone: ZoneInfo) -> tuple[date, date | None]:
    """The first and the last day of a time away."""
    return away_table.days(Period(away.during.lower, away.during.upper), zone)


def _later(theirs: visible.Rota, today: date) -> list[tuple[date, list[tuple[object, str]]]]:
    """The weeks that begin to hold on a day that lies ahead: from when, and each day's hours."""
    begins = sorted({each.since for each in theirs.hours if each.since > today})
    return [
        (
            on,
            [
                (DAYS[day], told)
                for day, told in zip(DAYS, week_as_typed(theirs.week(on)).values(), strict=True)
                if told
            ],
        )
        for on in begins
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: Request, practitioner_id: UUID) -> HttpResponse:
    """Days away are written down; nobody asks why."""
    reader = request.reader
    theirs = visible.rota_of(reader, practitioner_id)
    form = AwayForm(request.POST or None, today=today_of(request, theirs.zone), initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        start, end = form.period(theirs.zone)
        with beside(form):
            gone = actions.go_away(
                practitioner_id=practitioner_id, start=start, end=end, key=form.cleaned_data["key"],
                by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _kept(request, practitioner_id, gone.pk))
            return redirect("working_week", practitioner_id)
    context = {"practitioner": theirs.practitioner, "mine": reader.practitioner_id == practitioner_id, "form": form}
    return show(request, "working/away.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: Request, away_id: UUID) -> HttpResponse:
    """Somebody comes back earlier, or is not away after all."""
    reader = request.reader
    gone = visible.away(reader, away_id)
    zone = ZoneInfo(gone.practitioner.service.time_zone)
    first, last = _days(gone, zone)
    if request.POST.get("do") == "take_back":
        with above(request):
            actions.take_back(away_id=away_id, by=reader, at=reader.at)
            messages.success(request, _("Taken back."))
        return redirect("working_week", gone.practitioner_id)
    form = BackForm(request.POST or None, today=today_of(request, zone))
    if request.method == "POST" and form.is_valid():
        with beside(form):
            end = day_after(form.cleaned_data["last"], zone)
            actions.come_back(away_id=away_id, end=end, by=reader, at=reader.at)
            messages.success(request, _("Kept."))
            return redirect("working_week", gone.practitioner_id)
    context = {
        "gone": gone,
        "mine": reader.practitioner_id == gone.practitioner_id,
        "first": first,
        "last": last,
        "not_yet": first >= today_of(request, zone),
        "form": form,
    }
    return show(request, "working/back.html", context, status=422 if form.errors else 200)
