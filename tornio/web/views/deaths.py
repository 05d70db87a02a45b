"""After a death: staff write it down, the privacy lead writes what was decided about reading (R22)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import deaths as actions
from tornio.core.errors import NotForYou
from tornio.records.visible import between
from tornio.records.visible import deaths as visible
from tornio.web.forms.rights import DecideForm, DiedForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.refusing import above, beside
from tornio.web.requests import Request


def died(request: Request, pk: UUID) -> HttpResponse:
    """The person at the centre has died."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not between.stands_as_staff(reader, pk):
        raise NotForYou
    form = DiedForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.freeze(
                key=given["key"], network=network, words=given["words"], died_on=given["died_on"], by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. The record is frozen."))
            return redirect("story", pk)
    opened(request, "died", pk)
    context = {"form": form, "network": network, "frozen": visible.of_network(reader, pk)}
    return show(request, "rights/died.html", context, status=422 if form.errors else 200)


@require_safe
def frozen(request: Request) -> HttpResponse:
    """Every frozen record, and what was decided about each."""
    context = {"frozen": visible.frozen(request.reader), "form": DecideForm()}
    return show(request, "rights/frozen.html", context)


@require_POST
def decide(request: Request, freeze_id: UUID) -> HttpResponse:
    """What the service decided; or that it was not so."""
    reader = request.reader
    found = visible.one(reader, freeze_id)
    if found is None:
        raise NotForYou
    opened(request, "frozen", found.network_id)
    with above(request):
        if "lift" in request.POST:
            actions.lift(frozen=found, why=request.POST["lift"], by=reader, at=reader.at)
            messages.success(request, _("The record is open again."))
        else:
            reads = request.POST.get("members_read") == "yes"
            words = request.POST.get("words", "")
            actions.decide_who_reads(frozen=found, members_read=reads, words=words, by=reader, at=reader.at)
            messages.success(request, _("Kept. It holds from now on."))
    return redirect("frozen")
