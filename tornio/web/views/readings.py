"""Who read this: for the person at the centre alone (R26)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tornio.core.errors import NotForYou
from tornio.records.visible import between
from tornio.records.visible import readings as visible
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.requests import Request
from tornio.web.views.story import from_which

# What each page is called where it is told who opened it; others are "a page of yours".
PAGES = {
    "home": gettext_lazy("the first page"),
    "story": gettext_lazy("the story"),
    "so_far": gettext_lazy("the meetings in numbers"),
    "own_lines": gettext_lazy("their own lines"),
    "meeting": gettext_lazy("a meeting"),
    "network": gettext_lazy("who belongs"),
    "map": gettext_lazy("the map"),
    "call": gettext_lazy("the page for a call"),
    "call_new": gettext_lazy("the page for a call"),
    "word": gettext_lazy("words between meetings"),
    "words": gettext_lazy("words"),
    "talk": gettext_lazy("what was said among staff"),
    "act": gettext_lazy("what was done without a meeting"),
    "wishes": gettext_lazy("the wishes"),
    "life": gettext_lazy("what happened in life"),
    "ending": gettext_lazy("stopping"),
    "readers": gettext_lazy("who read this"),
    "contact": gettext_lazy("how it began"),
    "arranging a meeting": gettext_lazy("when we meet next"),
    "proposing a meeting": gettext_lazy("when we meet next"),
    "a day": gettext_lazy("their day"),
    "kept": gettext_lazy("what is kept"),
    "copy": gettext_lazy("a copy of it all"),
    "copy_for": gettext_lazy("a copy, made for somebody"),
    "fact": gettext_lazy("a name or a date"),
    "entry": gettext_lazy("words, and what stands beside them"),
    "out_of_view": gettext_lazy("what is out of view"),
    "letters": gettext_lazy("letters"),
    "died": gettext_lazy("a death"),
    "deletion": gettext_lazy("what two people delete"),
    "retention": gettext_lazy("how long it is kept"),
    "frozen": gettext_lazy("a death"),
    "reached": gettext_lazy("who belongs, and how to reach them"),
    "grants": gettext_lazy("who may act for you"),
    "moved": gettext_lazy("words from a wrong record"),
    "acting_for": gettext_lazy("what they may do for you"),
    "looked into": gettext_lazy("who read this"),
}


@require_safe
def readings(request: Request, pk: UUID) -> HttpResponse:
    """Who, in which role, when and why."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not visible.may_read(reader, pk):
        raise NotForYou
    first = from_which(request.GET.get("from", "0"))
    opened(request, "readers", pk)
    own = "own" in request.GET
    looked, more = visible.who_read(reader, pk, first=first, own=own)
    mine, more_of_mine = ([], False) if own or first else visible.who_read(reader, pk, own=True)
    context = {
        "looked": looked,
        "more": more,
        "own": own,
        "mine": mine,
        "more_of_mine": more_of_mine,
        "first": first,
        "a_page": visible.A_PAGE,
        "network": network,
        "layout": layout(reader),
        "pages": PAGES,
    }
    return show(request, "readings/readings.html", context)
