"""For the privacy lead: how long records are kept, and which have reached their end; nothing goes by itself (R28)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import deletions
from tornio.actions import retention as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity
from tornio.core.retention import Since
from tornio.core.rights import DeletionGround
from tornio.people.keys import new_key
from tornio.records.visible import retention as visible
from tornio.web.forms.rights import SINCE, KeepOnForm, PeriodForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.refusing import beside, refuse
from tornio.web.requests import Request


def retention(request: Request) -> HttpResponse:
    """The periods, and what has reached its end."""
    reader = request.reader
    if reader.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    services = {str(each.pk): each for each in visible.services(reader)}
    form = PeriodForm(request.POST or None, services=[(key, each.name) for key, each in services.items()])
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.write_period(
                key=given["key"], service=services[given["service"]], since_what=Since(given["since_what"]),
                months=given["months"], source=given["source"], by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Written down."))
            return redirect("retention")
    context = {
        "form": form,
        "periods": visible.periods(reader),
        "reached": visible.reached(reader),
        "since": dict(SINCE),
    }
    return show(request, "rights/retention.html", context, status=422 if form.errors else 200)


def one(request: Request, pk: UUID) -> HttpResponse:
    """One record that has reached its end: kept on with a reason, or put forward for deletion."""
    reader = request.reader
    found = visible.one(reader, pk)
    if found is None:
        raise NotForYou
    form = KeepOnForm(request.POST if "why" in request.POST else None)
    try:
        if "words" in request.POST:
            deletions.put_forward(
                key=new_key(), what=found.network, ground=DeletionGround.RETENTION_ENDED,
                words=request.POST["words"], by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Put forward. Nothing has gone: a second person has to agree."))
            return redirect("retention")
        if form.is_valid():
            given = form.cleaned_data
            actions.keep_on(
                key=given["key"], network=found.network, until_on=given["until_on"], why=given["why"], by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept on."))
            return redirect("retention")
    except Refused as no:
        refuse(form, no) if form.is_bound else messages.error(request, no.sentence)
    opened(request, "retention", pk)
    context = {"form": form, "found": found, "counts": visible.counts(pk)}
    return show(request, "rights/retention_one.html", context, status=422 if form.errors else 200)
