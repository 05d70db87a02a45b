"""Who may act for the person, and what they cannot decide just now: the person reads it, staff write it down (R8)."""

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tornio.actions import grants as actions
from tornio.core.errors import NotForYou
from tornio.core.grants import CapacityLook, GrantKind, GrantLook
from tornio.records.visible import between
from tornio.records.visible import grants as visible
from tornio.web.forms.grants import CAN, KINDS, LOOKED, CannotDecideForm, CapacityLookForm, GrantForm, GrantLookForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import beside
from tornio.web.requests import Request

WORDS = {"kinds": KINDS, "looked_words": LOOKED, "can_words": CAN}


def grants(request: Request, pk: UUID) -> HttpResponse:
    """What holds, and what is over."""
    reader, page = request.reader, visible.page(request.reader, pk)
    if page is None:
        raise NotForYou
    opened(request, "grants", pk)
    context = {
        "layout": layout(reader),
        "network": page.network,
        "page": page,
        "own": page.network.centre_id == reader.person_id,
        "staff": between.stands_as_staff(reader, pk),
        **WORDS,
    }
    return show(request, "grants/grants.html", context)


@require_safe
def acting_for(request: Request, pk: UUID) -> HttpResponse:
    """For whoever acts for the person: by what, in what, until when; what is theirs to read here, and what is not."""
    reader = request.reader
    held = visible.acting_for(reader, pk)
    if not held:
        raise NotForYou
    opened(request, "acting_for", pk)
    context = {
        "layout": layout(reader),
        "network": held[0].network,
        "held": held,
        "writes": any(each.may_write for each in held),
        "belongs": not visible.acts_for(reader, pk),
        **WORDS,
    }
    return show(request, "grants/acting_for.html", context)


def _ours(request: Request, pk: UUID) -> visible.NetworkRow:
    network = visible.network(request.reader, pk)
    if network is None or not between.stands_as_staff(request.reader, pk):
        raise NotForYou
    return network


def _midnight(on: date | None) -> datetime | None:
    return datetime.combine(on, time(), tzinfo=get_current_timezone()) if on else None


def new(request: Request, pk: UUID) -> HttpResponse:
    """Staff write down a grant that they have seen."""
    reader, network = request.reader, _ours(request, pk)
    known = {str(person.pk): person for person in visible.may_hold(network)}
    form = GrantForm(request.POST or None, people=[(key, person.full_name) for key, person in known.items()])
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.give(
                key=given["key"], network=network, holder=known.get(given["holder"]),
                holder_name=given["holder_name"], kind=GrantKind(given["kind"]), power=given["power"],
                covers=given["covers"], evidence=given["evidence"], may_read=given["may_read"],
                may_write=given["may_write"], until=_midnight(given["until"]), look_again=form.look_again(reader.at),
                by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. %(name)s can read it now.") % {"name": network.centre.called})
            return redirect("grants", pk)
    opened(request, "grants", pk)
    return show(request, "grants/new.html", {"network": network, "form": form}, status=422 if form.errors else 200)


def grant(request: Request, pk: UUID, grant_id: UUID) -> HttpResponse:
    """One grant, looked at again."""
    reader, network = request.reader, _ours(request, pk)
    standing = visible.grant(reader, pk, grant_id)
    if standing is None:
        raise NotForYou
    form = GrantLookForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        looked = GrantLook(given["looked"])
        with beside(form):
            actions.look_at(
                key=given["key"], network=network, grant_id=grant_id, looked=looked, words=given["words"],
                look_again=form.look_again(reader.at) if looked is GrantLook.GOES_ON else None, by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("grants", pk)
    opened(request, "grants", pk, grant_id)
    context = {"network": network, "standing": standing, "form": form, **WORDS}
    return show(request, "grants/grant.html", context, status=422 if form.errors else 200)


def cannot_new(request: Request, pk: UUID) -> HttpResponse:
    """Staff write down one thing that the person cannot decide now."""
    reader, network = request.reader, _ours(request, pk)
    form = CannotDecideForm(request.POST or None, now=reader.at)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.cannot_decide(
                key=given["key"], network=network, about=given["about"], found_by=given["found_by"],
                evidence=given["evidence"], helped=given["helped"], found_at=given["found_at"],
                look_again=form.look_again(given["found_at"] or reader.at), by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. %(name)s can read it now.") % {"name": network.centre.called})
            return redirect("grants", pk)
    opened(request, "grants", pk)
    context = {"network": network, "form": form}
    return show(request, "grants/cannot_new.html", context, status=422 if form.errors else 200)


def cannot(request: Request, pk: UUID, finding_id: UUID) -> HttpResponse:
    """One such thing, looked at again."""
    reader, network = request.reader, _ours(request, pk)
    standing = visible.finding(reader, pk, finding_id)
    if standing is None:
        raise NotForYou
    form = CapacityLookForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        looked = CapacityLook(given["looked"])
        with beside(form):
            actions.look_at_finding(
                key=given["key"], network=network, finding_id=finding_id, looked=looked, found_by=given["found_by"],
                evidence=given["evidence"],
                look_again=form.look_again(reader.at) if looked is CapacityLook.STILL_CANNOT else None, by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("grants", pk)
    opened(request, "grants", pk, finding_id)
    context = {"network": network, "standing": standing, "form": form, **WORDS}
    return show(request, "grants/cannot.html", context, status=422 if form.errors else 200)
