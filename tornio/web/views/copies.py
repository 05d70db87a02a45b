"""A full copy to take along: one page that stands by itself, or the same as data; taking it is a reading (R23, R26)."""

from itertools import groupby
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tornio.actions import copies as actions
from tornio.core import copies
from tornio.core.errors import NotForYou
from tornio.core.rights import Fact
from tornio.records.visible import between
from tornio.records.visible import copies as visible
from tornio.web import life_page
from tornio.web.forms.between import WISHES
from tornio.web.forms.rights import FACTS, CopyForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.refusing import beside
from tornio.web.requests import Request


def _copy(request: Request, pk: UUID) -> copies.Copy:
    found = visible.copy(request.reader, pk)
    if found is None:
        raise NotForYou
    opened(request, "copy", pk)
    return found


def _taken(request: Request, response: HttpResponse, ending: str) -> HttpResponse:
    """A file whose name says nothing of what it is, and which no browser keeps a second time."""
    day = localdate(request.reader.at).isoformat()
    response["Content-Disposition"] = f'attachment; filename="copy-{day}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


def _html(request: Request, found: copies.Copy, **more: object) -> str:
    by_month = groupby(found.items, key=lambda each: localdate(each.at).replace(day=1))
    context = {
        "copy": found,
        "months": [(date_format(month, "F Y"), list(items)) for month, items in by_month],
        "wishes": dict(WISHES),
        "life_kinds": life_page.KINDS,
        "life_sorts": life_page.SORTS,
        "life_none": life_page.NONE,
        "life_sources": life_page.SOURCES,
        "named": {**dict(FACTS), Fact.WHEN.value: _("When it happened")},
        "now": request.reader.at,
        "telephone": request.frame.house.telephone,
        "by_hand": "",
        **more,
    }
    return render_to_string("rights/copy.html", context, request)


@require_safe
def as_page(request: Request, pk: UUID) -> HttpResponse:
    """The record told in time, in plain language."""
    return _taken(request, HttpResponse(_html(request, _copy(request, pk))), "html")


@require_safe
def as_data(request: Request, pk: UUID) -> HttpResponse:
    """The same as JSON; docs/copies.md says what stands in it."""
    data = copies.as_data(_copy(request, pk))
    return _taken(request, JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2}), "json")


@require_http_methods(["GET", "HEAD", "POST"])
def for_somebody(request: Request, pk: UUID) -> HttpResponse:
    """A copy for somebody who does not come in: one of us says for whom and why, saves or prints it, and it is kept."""
    reader = request.reader
    network, people = between.network(reader, pk), {str(each.pk): each for each in visible.whose(reader, pk)}
    if network is None or not people:
        raise NotForYou
    form = CopyForm(request.POST or None, people=[(key, each.full_name) for key, each in people.items()])
    if form.is_valid():
        given = form.cleaned_data
        person = people[given["person"]]
        with beside(form):
            actions.take_for(
                network=network, person=person, why=given["why"], by=reader, at=reader.at, as_whom=request.frame.role
            )
            found = visible.copy_for(reader, pk, person)
            if found is None:
                raise NotForYou
            return _taken(request, HttpResponse(_html(request, found, by_hand=request.frame.who)), "html")
    opened(request, "copy_for", pk)
    context = {"form": form, "network": network}
    return show(request, "rights/copy_for.html", context, status=422 if form.errors else 200)
