"""What leaves of a service's figures: asked for by whoever leads, agreed to by the privacy lead, read by evaluators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import figures as actions
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.records.visible import figures as visible
from tornio.web import figures_page
from tornio.web.frame import show
from tornio.web.requests import Request


@require_safe
def releases(request: Request) -> HttpResponse:
    """What left, and what waits to."""
    found = [(each, *figures_page.months_told(each.start, each.until)) for each in visible.releases(request.reader)]
    return show(request, "figures/releases.html", {"releases": found})


@require_safe
def release(request: Request, release_id: UUID) -> HttpResponse:
    """One release: its figures as they leave, what they stand on, and who agreed."""
    found = visible.release(request.reader, release_id)
    first_month, last_month = figures_page.months_told(found.start, found.until)
    context = {
        "release": found,
        "first_month": first_month,
        "last_month": last_month,
        "figures": figures_page.released(found.figures),
        "may_answer": request.reader.capacity is Capacity.PRIVACY_LEAD and found.agreed is None,
    }
    return show(request, "figures/release.html", context)


@require_POST
def answer(request: Request, release_id: UUID) -> HttpResponse:
    """The privacy lead agrees that it leaves, or does not."""
    said = request.POST.get("do", "")
    if said not in ("agree", "decline"):
        raise NotForYou
    actions.answer(release_id=release_id, agrees=said == "agree", by=request.reader, at=request.reader.at)
    messages.success(request, _("Kept. It may leave.") if said == "agree" else _("Kept. It does not leave."))
    return redirect("release", release_id)
