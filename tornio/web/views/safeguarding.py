"""Raising what worries one of us, from a network or from nowhere; and the safeguarding lead's pages (R25)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import readings
from tornio.actions import safeguarding as actions
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.safeguarding import Step, may_raise
from tornio.records.visible import safeguarding as visible
from tornio.web.forms.safeguarding import STEPS, BesideForm, RaiseForm
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request


def raise_anywhere(request: Request) -> HttpResponse:
    """Something about somebody, whoever they are."""
    return _raise(request, None)


def raise_about(request: Request, pk: UUID) -> HttpResponse:
    """Something about the people of a network one works with."""
    network = visible.network(request.reader, pk)
    if network is None:
        raise NotForYou
    return _raise(request, network)


def _raise(request: Request, network: visible.NetworkRow | None) -> HttpResponse:
    reader = request.reader
    if not may_raise(reader.capacity):
        raise NotForYou
    form = RaiseForm(request.POST or None, initial={"about": network.centre.full_name if network else ""})
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.raise_concern(
                key=given["key"], about=given["about"], words=given["words"], network=network, by=reader, at=reader.at
            )
            messages.success(request, _("Sent. Only the safeguarding lead reads it."))
            return redirect("raise")
    if network is not None:
        _opened(request, network.pk)
    context = {"form": form, "network": network, "raised": visible.raised(reader)}
    return show(request, "safeguarding/raise.html", context, status=422 if form.errors else 200)


def _opened(request: Request, network: UUID | None, subject: UUID | None = None) -> None:
    """Recorded, and shown to nobody of the network: it would tell them that something was raised (R26)."""
    by = request.reader
    readings.opened(
        "safeguarding", by=by, at=by.at, network=network, subject=subject, as_whom=request.frame.role, apart=True
    )


def worries(request: Request) -> HttpResponse:
    """For the lead: everything that was raised."""
    if request.reader.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    return show(request, "safeguarding/worries.html", {"worries": visible.concerns(request.reader)})


def worry(request: Request, concern_id: UUID) -> HttpResponse:
    """For the lead: one of them, and what was done about it."""
    reader, standing = request.reader, visible.concern(request.reader, concern_id)
    if standing is None:
        raise NotForYou
    form = BesideForm(request.POST or None, is_open=standing.is_open)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.write_beside(
                key=given["key"], concern_id=concern_id, step=Step(given["step"]), words=given["words"],
                handed_to=given["handed_to"], by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("worry", concern_id)
    _opened(request, standing.concern.network_id, concern_id)
    context = {"standing": standing, "form": form, "steps": STEPS}
    return show(request, "safeguarding/worry.html", context, status=422 if form.errors else 200)
