"""A network's meetings in numbers, for the network itself; and everybody's own lines, for themselves."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.voices import Became
from tornio.records.visible import so_far as visible
from tornio.web.forms.arranging import PLACES
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.requests import Request
from tornio.web.views.story import names_told


@require_safe
def so_far(request: Request, pk: UUID) -> HttpResponse:
    """How soon we met, who came, whose words there are, what stayed open."""
    reader = request.reader
    found = visible.so_far(reader, pk)
    if found is None:
        raise NotForYou
    opened(request, "so_far", pk)
    context = {
        "layout": layout(reader),
        "network": found.network,
        "own": found.network.centre_id == reader.person_id,
        "oneself": reader.capacity is Capacity.ONESELF,
        "found": found,
        "places": [(PLACES[kind], many) for kind, many in found.places],
        "asked": found.questions.total(),
        "kept": found.questions[Became.STAYS_OPEN],
        "answered": found.questions[Became.FOUND_ANSWER],
        "melted": found.questions[Became.MELTED_AWAY],
    }
    return show(request, "story/so_far.html", context)


@require_safe
def own_lines(request: Request, pk: UUID) -> HttpResponse:
    """The reader's own: the meetings at which they were, and where they stood."""
    reader = request.reader
    found = visible.own_lines(reader, pk)
    if found is None:
        raise NotForYou
    opened(request, "own_lines", pk)
    network, lines = found
    context = {"layout": layout(reader), "network": network, "lines": lines, "places": PLACES, "names_told": names_told}
    return show(request, "story/own_lines.html", context)
