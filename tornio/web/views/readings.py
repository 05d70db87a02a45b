"""Who read this: for the person at the centre alone (R26)."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tornio.core.errors import NotForYou
from tornio.records.visible import between
from tornio.records.visible import readings as visible
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.requests import Request
from tornio.web.views.story import from_which


@require_safe
def readings(request: Request, pk: UUID) -> HttpResponse:
    """Who, in which role, when and why."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not visible.may_read(reader, pk):
        raise NotForYou
    first = from_which(request.GET.get("from", "0"))
    opened(request, "readers", pk)
    looked, more = visible.who_read(reader, pk, first=first)
    context = {
        "looked": looked,
        "more": more,
        "first": first,
        "a_page": visible.A_PAGE,
        "network": network,
        "layout": layout(reader),
    }
    return show(request, "readings/readings.html", context)
