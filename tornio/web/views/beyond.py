"""Reaching a network beyond one's own: whom, why, for an hour; what was opened; letting it go (R27)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import break_glass as actions
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.records.visible import break_glass as visible
from tornio.web.forms.beyond import WhomForm, WhyForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.refusing import beside
from tornio.web.requests import Request
from tornio.web.views.readings import PAGES

MINUTES = 60
EARLIER = 10


def find(request: Request) -> HttpResponse:
    """Whom do you have to reach? Sent by POST: a name stays out of every history."""
    reader = request.reader
    if not visible.may_reach(reader):
        raise NotForYou
    form = WhomForm(request.POST or None)
    found = visible.candidates(reader, form.cleaned_data["name"]) if form.is_valid() else None
    context = {
        "form": form,
        "found": found,
        "earlier": list(visible.own(reader)[:EARLIER]),
        "leads": reader.capacity is Capacity.PRIVACY_LEAD,
    }
    return show(request, "beyond/find.html", context, status=422 if form.errors else 200)


def why(request: Request, pk: UUID) -> HttpResponse:
    """Why? What happens then is said before."""
    reader = request.reader
    network = visible.reachable(reader, pk)
    if network is None:
        raise NotForYou
    if visible.stands_there(reader, pk):
        return redirect("story", pk)
    open_now = visible.glass_of(reader, pk)
    if open_now is not None:
        return redirect("beyond_open", open_now.pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            glass = actions.break_glass(
                key=form.cleaned_data["key"], network=network, reason=form.cleaned_data["reason"], by=reader,
                at=reader.at, as_whom=request.frame.role,
            )  # fmt: skip
            return redirect("beyond_open", glass.pk)
    context = {"form": form, "network": network, "leads": reader.capacity is Capacity.PRIVACY_LEAD}
    return show(request, "beyond/why.html", context, status=422 if form.errors else 200)


@require_safe
def open_(request: Request, glass_id: UUID) -> HttpResponse:
    """Who they are and how to reach them, while it lasts; what was opened, also afterwards."""
    reader = request.reader
    if visible.lasts(reader, glass_id):
        glass = next(each for each in visible.glasses(reader) if each.pk == glass_id)
        opened(request, "reached", glass.network_id)
    found = visible.beyond(reader, glass_id)
    if found is None:
        raise NotForYou
    left = visible.minutes_left(found.glass, reader.at)
    context = {"beyond": found, "left": left, "gone": MINUTES - left, "of": MINUTES, "pages": PAGES}
    return show(request, "beyond/open.html", context)


@require_POST
def let_go(request: Request, glass_id: UUID) -> HttpResponse:
    """They need it no more."""
    actions.let_go(glass_id=glass_id, by=request.reader, at=request.reader.at)
    messages.success(request, _("You have let it go. What you opened stays written down."))
    return redirect("beyond_open", glass_id)
