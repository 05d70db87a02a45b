"""What we can do: the team's languages and trainings as a table, one person's page, and all of it as a file."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tornio.actions import particulars as actions
from tornio.core import particulars_table
from tornio.core.errors import NotForYou
from tornio.core.particulars import Particulars
from tornio.core.people import Capacity
from tornio.core.tables import Known
from tornio.people import languages
from tornio.records.visible import particulars as visible
from tornio.records.visible.people import ServiceRow
from tornio.web.forms.particulars import ParticularsForm, as_typed
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.sheets import SheetForm, as_file, looked_at
from tornio.web.views.working import today_of

COLUMNS = (  # what each column of the file says, in their order
    gettext_lazy("The full name of one of us."),
    gettext_lazy("“Language”, “Training” or “Starts from”."),
    gettext_lazy("The language, the name of the training, or the place."),
    gettext_lazy("For a training: the day on which it was held, with the year first."),
    gettext_lazy("For a training that runs out: its last day."),
    gettext_lazy("May be empty. It tells two of us apart who have one name."),
)


def team(request: Request) -> HttpResponse:
    """Everybody who works in the service."""
    services, service = chosen(request)
    context = {
        "services": services,
        "service": service,
        "everybody": visible.everybody(request.reader, service.pk),
        "told_language": languages.told,
        "leads": request.reader.capacity is Capacity.SERVICE_LEAD,
        "mine": request.reader.practitioner_id,
        "today": _today(request, service),
        "trainings": visible.promised(service),
    }
    return show(request, "particulars/team.html", context)


def _today(request: Request, service: ServiceRow) -> date:
    return today_of(request, ZoneInfo(service.time_zone))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, practitioner_id: UUID) -> HttpResponse:
    """One person's own."""
    reader = request.reader
    theirs = visible.one(reader, practitioner_id)
    mine = reader.practitioner_id == practitioner_id
    today = _today(request, theirs.practitioner.service)
    form = ParticularsForm(request.POST or None, today=today, mine=mine, initial=as_typed(theirs.held))
    if request.method == "POST" and form.is_valid():
        with beside(form):
            actions.keep_particulars(
                practitioner_id=practitioner_id, brings=form.cleaned_data["brings"], by=reader, at=reader.at
            )
            messages.success(request, _("Kept."))
            return redirect("particulars_of", practitioner_id)
    context = {"practitioner": theirs.practitioner, "mine": mine, "form": form, "rows": form.trainings()}
    return show(request, "particulars/one.html", context, status=422 if form.errors else 200)


def _known(each: visible.Brings) -> Known[UUID]:
    return Known(each.practitioner.pk, each.practitioner.person.full_name)


def out(request: Request) -> HttpResponse:
    """What stands today, as a file; where somebody starts from only for whoever may write it."""
    _services, service = chosen(request)
    everybody = visible.everybody(request.reader, service.pk)
    text = particulars_table.to_csv([(_known(each), each.held) for each in everybody], languages.told)
    return as_file(text, "what-we-can-do.csv")


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request) -> HttpResponse:
    """A table is looked at, and kept when all of it is right."""
    reader = request.reader
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    _services, service = chosen(request)
    everybody = visible.everybody(reader, service.pk)
    held, today = {_known(each): each.held for each in everybody}, _today(request, service)
    form = SheetForm(request.POST or None, request.FILES or None)
    brings: dict[UUID, Particulars] = {}
    wrong: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        found, wrong = looked_at(form, lambda text: particulars_table.from_csv(text, held, today, languages.code))
        brings = found or {}
        if brings and request.POST.get("do") == "keep":
            with beside(form):
                actions.keep_everybodys(brings=brings, by=reader, at=reader.at)
                messages.success(request, _("Kept."))
                return redirect("particulars")
    context = {
        "service": service,
        "form": form,
        "wrong": wrong,
        "found": []
        if form.errors
        else [(each, brings[key]) for each in everybody if (key := each.practitioner.pk) in brings],
        "unchanged": len(everybody) - len(brings),
        "told_language": languages.told,
        "today": today,
        "columns": list(zip(particulars_table.PARTICULARS.head, COLUMNS, strict=True)),
    }
    return show(request, "particulars/table.html", context, status=422 if form.errors or wrong else 200)
