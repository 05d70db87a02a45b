"""Work that is open with nobody of us in it: around whom, for the privacy lead; how many, for who leads (R4, R22)."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tornio.core.episodes import LeftOpen
from tornio.core.people import Capacity
from tornio.records.visible import left_open as visible
from tornio.web.frame import show
from tornio.web.requests import Request

WHY = {
    LeftOpen.CALLER_SAID: gettext_lazy("Whoever called said that it goes no further."),
    LeftOpen.SERVICE_SAID: gettext_lazy("We said that it goes no further."),
    LeftOpen.NOT_ENDED: gettext_lazy("It goes no further, and nobody who works with them has written how it ended."),
    LeftOpen.TEAM_LEFT: gettext_lazy("Everybody who stayed with them has gone."),
    LeftOpen.NO_TEAM: gettext_lazy("Nobody has stayed with them."),
}


@require_safe
def left_open(request: Request) -> HttpResponse:
    """How many for each reason; the privacy lead's also says around whom."""
    found = visible.page(request.reader)
    context = {
        "found": found,
        "named": request.reader.capacity is Capacity.PRIVACY_LEAD,
        "why": {reason.value: told for reason, told in WHY.items()},
        "counted": [(told, found.counts[reason]) for reason, told in WHY.items() if found.counts[reason]],
    }
    return show(request, "episodes/left_open.html", context)
