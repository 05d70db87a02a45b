"""A full copy to take along: one page that stands by itself, or the same as data; taking it is a reading (R23, R26)."""

from itertools import groupby
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tornio.core import copies
from tornio.core.errors import NotForYou
from tornio.core.rights import Fact
from tornio.records.visible import copies as visible
from tornio.web.forms.between import WISHES
from tornio.web.forms.rights import FACTS
from tornio.web.pages import opened
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


@require_safe
def as_page(request: Request, pk: UUID) -> HttpResponse:
    """The record told in time, in plain language."""
    found = _copy(request, pk)
    by_month = groupby(found.items, key=lambda each: localdate(each.at).replace(day=1))
    context = {
        "copy": found,
        "months": [(date_format(month, "F Y"), list(items)) for month, items in by_month],
        "wishes": dict(WISHES),
        "named": {**dict(FACTS), Fact.WHEN.value: _("When it happened")},
        "now": request.reader.at,
        "telephone": request.frame.house.telephone,
    }
    return _taken(request, HttpResponse(render_to_string("rights/copy.html", context, request)), "html")


@require_safe
def as_data(request: Request, pk: UUID) -> HttpResponse:
    """The same as JSON; docs/copies.md says what stands in it."""
    data = copies.as_data(_copy(request, pk))
    return _taken(request, JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2}), "json")
