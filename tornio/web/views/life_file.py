"""What happened in people's lives, brought in from a file by whoever leads the service."""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tornio.actions import life as actions
from tornio.core import life_table
from tornio.core.errors import NotForYou
from tornio.core.inputs.dates import a_date
from tornio.core.inputs.identifiers import an_identifier
from tornio.core.life import Event
from tornio.core.people import Capacity
from tornio.records.visible import life as visible
from tornio.records.visible.people import ServiceRow
from tornio.web import life_page
from tornio.web.forms.life import LifeFileForm
from tornio.web.frame import show
from tornio.web.refusing import above, answer_to, beside
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.sheets import looked_at
from tornio.web.views.life import law_of, today_of

Found = dict[int, tuple[visible.NetworkRow, Event]]


@require_http_methods(["GET", "HEAD", "POST"])
def from_a_file(request: Request) -> HttpResponse:
    """A table is looked at, and kept when all of it is right. Whoever brings it in reads nothing else of a record."""
    reader = request.reader
    if reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    services, service = chosen(request)
    form = LifeFileForm(request.POST or None, request.FILES or None)
    found: Found = {}
    wrong: list[tuple[int, str]] = []
    today = today_of(request, service)
    if request.method == "POST" and form.is_valid():
        up_to = _up_to(form, today)
        if up_to is not None:
            rows, wrong = looked_at(form, lambda text: _read(request, service, text, today, up_to))
            found = rows or {}
        if found and request.POST.get("do") == "keep":
            with above(request):
                brought = [actions.Brought(*each) for each in found.values()]
                many = actions.bring_in(rows=brought, file=_("a file"), by=reader, at=reader.at)
                messages.success(request, _("Kept. New in it: %(many)s.") % {"many": many})
                return redirect("life_file")
    context = {
        "services": services,
        "service": service,
        "form": form,
        "found": [(number, event) for number, (_network, event) in found.items()],
        "kinds": life_page.KINDS,
        "told_what": life_page.what_told,
        "told_when": life_page.when_told,
        "people": len({network.pk for network, _event in found.values()}),
        "wrong": wrong,
    }
    return show(request, "life/file.html", context, status=422 if form.errors or wrong else 200)


def _up_to(form: LifeFileForm, today: date) -> date | None:
    typed = form.cleaned_data["up_to"]
    found: date | None = None
    with beside(form):
        found = min(today, a_date(typed, today=today, answer=answer_to(form, "up_to"), field="up_to"))
    return found  # noqa: RET504 - what is refused beside the form leaves it empty


def _read(request: Request, service: ServiceRow, text: str, today: date, up_to: date) -> Found:
    kinds = law_of(service).identifiers

    def number(typed: str) -> str:
        return an_identifier(kinds[0], typed, made_up_allowed=True, field=None) if kinds else re.sub(r"\s", "", typed)

    named = life_table.numbers(text, number)
    known = visible.networks_by_number(request.reader, service, named)
    return life_table.from_csv(text, known, number, today=today, up_to=up_to)
