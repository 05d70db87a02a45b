"""What happened in life: for the person and those who work with them."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tornio.actions import life as actions
from tornio.core.errors import NotForYou
from tornio.core.jurisdictions import Jurisdiction
from tornio.core.life import LifeKind, Sort, bed_days, overlapping
from tornio.people import profiles
from tornio.records.visible import life as visible
from tornio.records.visible.people import ServiceRow
from tornio.web import life_page
from tornio.web.forms.life import BackForm, LifeForm, RightForm, as_typed
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import beside
from tornio.web.requests import Request


def _network(request: Request, pk: UUID, *, to_write: bool = False) -> visible.NetworkRow:
    network = visible.network(request.reader, pk)
    if network is None or (to_write and not visible.may_write(request.reader, pk)):
        raise NotForYou
    return network


def today_of(request: Request, service: ServiceRow) -> date:
    return request.reader.at.astimezone(ZoneInfo(service.time_zone)).date()


def law_of(service: ServiceRow) -> Jurisdiction:
    return profiles.profile(service.profile).jurisdiction


@require_safe
def life(request: Request, pk: UUID) -> HttpResponse:
    """A picture and an equal table of what happened; the nights in hospital, each once."""
    network = _network(request, pk)
    standing = visible.life(request.reader, pk)
    opened(request, "life", pk)
    today = today_of(request, network.service)
    so = [each.event for each in standing if not each.is_taken_back]
    stays = any(each.kind is LifeKind.STAY and each.sort is not Sort.NONE for each in so)
    context = {
        **_about(request, network),
        "standing": standing,
        "today": today,
        "picture": life_page.draw(standing, network.opened_at.date(), today),
        "told_when": life_page.when_told,
        "told_what": life_page.what_told,
        "event_of": visible.event_of,
        "kinds": life_page.KINDS,
        "add": life_page.ADD,
        "nights": bed_days(so) if stays else None,
        "in_two": overlapping(so),
        "may_write": visible.may_write(request.reader, pk),
    }
    return show(request, "life/life.html", context)


def _about(request: Request, network: visible.NetworkRow) -> dict[str, Any]:
    reader = request.reader
    return {"layout": layout(reader), "network": network, "own": network.centre_id == reader.person_id}


def _kind(word: str) -> LifeKind:
    found = next((each for each in LifeKind if each.value == word), None)
    if found is None:
        raise NotForYou
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, pk: UUID, life_kind: str) -> HttpResponse:
    """One more thing of a kind."""
    network, of_kind, reader = _network(request, pk, to_write=True), _kind(life_kind), request.reader
    about = _about(request, network)
    law, today = law_of(network.service), today_of(request, network.service)
    form = LifeForm(request.POST or None, kind=of_kind, own=about["own"], law=law, today=today)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.write(
                key=given["key"],
                network=network,
                event=given["event"],
                source=given["source"],
                source_words=given.get("source_words") or "",
                by=reader,
                at=reader.at,
            )
            messages.success(request, _("Kept."))
            return redirect("life", pk)
    opened(request, "life", pk)
    context = {**about, "form": form, "kind": of_kind, "title": life_page.ADD[of_kind]}
    return show(request, "life/one.html", context, status=422 if form.errors else 200)


def _one(request: Request, network: visible.NetworkRow, event_id: UUID) -> visible.Standing:
    found = visible.one(request.reader, network.pk, event_id)
    if found is None or found.is_taken_back:
        raise NotForYou
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def put_right(request: Request, pk: UUID, event_id: UUID) -> HttpResponse:
    """How it was, in the place of how it was written."""
    network, reader = _network(request, pk, to_write=True), request.reader
    found = _one(request, network, event_id)
    about = _about(request, network)
    law, today = law_of(network.service), today_of(request, network.service)
    form = RightForm(
        request.POST or None, kind=found.event.kind, own=about["own"], law=law, today=today,
        initial=as_typed(found.event, law),
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.put_right(
                key=given["key"],
                row=found.row,
                event=given["event"],
                source=given["source"],
                source_words=given.get("source_words") or "",
                why=given["why"],
                by=reader,
                at=reader.at,
            )
            messages.success(request, _("Put right. How it stood before stays readable."))
            return redirect("life", pk)
    return _right_page(request, about, found, form, BackForm())


def _right_page(
    request: Request, about: dict[str, Any], found: visible.Standing, form: RightForm, back: BackForm
) -> HttpResponse:
    opened(request, "life", about["network"].pk)
    context = {
        **about,
        "form": form,
        "back_form": back,
        "found": found,
        "told_of": life_page.what_told(found.event),
        "when": life_page.when_told(found.event),
    }
    return show(request, "life/right.html", context, status=422 if form.errors or back.errors else 200)


@require_POST
def take_back(request: Request, pk: UUID, event_id: UUID) -> HttpResponse:
    """It was not so, or is of somebody else's life."""
    network, reader = _network(request, pk, to_write=True), request.reader
    found = _one(request, network, event_id)
    back = BackForm(request.POST)
    if back.is_valid():
        given = back.cleaned_data
        elsewhere = given["how"] == "elsewhere"
        with beside(back):
            actions.take_back(
                key=given["key"], row=found.row, why=given["reason"], elsewhere=elsewhere, by=reader, at=reader.at
            )
            messages.success(request, _("It is out of view.") if elsewhere else _("Taken back."))
            return redirect("life", pk)
    about, law = _about(request, network), law_of(network.service)
    today = today_of(request, network.service)
    form = RightForm(kind=found.event.kind, own=about["own"], law=law, today=today, initial=as_typed(found.event, law))
    return _right_page(request, about, found, form, back)
