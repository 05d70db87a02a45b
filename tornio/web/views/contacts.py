"""Taking a first contact while somebody calls, and its page."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tornio.actions import contacts, readings
from tornio.core.clocks import Clocks, Standing, due_at, standing
from tornio.core.contacts import Channel, ForWhom
from tornio.core.errors import NotForYou
from tornio.core.inputs.telephones import telephone_shown
from tornio.core.people import Capacity
from tornio.core.profiles import ClockStart
from tornio.people import profiles
from tornio.records.visible import contacts as visible
from tornio.records.visible import people
from tornio.web import waiting
from tornio.web.forms.contacts import KNOWS, TakeForm
from tornio.web.frame import show
from tornio.web.jinja import tellings
from tornio.web.refusing import beside
from tornio.web.requests import Request
from tornio.web.views.board import words
from tornio.web.views.contact_forms import all_forms


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: Request) -> HttpResponse:
    """Somebody is calling."""
    reader = request.reader
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    service = people.own_service(reader)
    if service is None:
        raise NotForYou
    profile = profiles.profile(service.profile)
    start = {"key": uuid4(), "began": reader.at.isoformat()}
    region = profile.jurisdiction.telephone_region
    form = TakeForm(request.POST or None, initial=start, region=region, now=reader.at)
    if request.method == "POST" and form.is_valid():
        with beside(form):
            return _keep(request, form)
    clocks = Clocks(contacted_at=reader.at)
    told = waiting.clock_told(clocks, profile, standing(clocks, profile, reader.at), reader.at)
    due = due_at(clocks, profile)
    if due is not None:
        told = replace(told, told=_("Meet %(by)s") % {"by": tellings().by(due, reader.at)})
    myself = people.oneself(reader)
    context = {
        "form": form,
        "clock": told,
        "due": due,
        "profile": profile,
        "hours": waiting.whole_hours(profile.window) if profile.window else None,
        "myself": myself.called if myself else "",
    }
    return show(request, "contacts/new.html", context, status=422 if form.errors else 200)


def _keep(request: Request, form: TakeForm) -> HttpResponse:
    reader, given = request.reader, form.cleaned_data
    taken = contacts.take(
        key=given["key"],
        told=form.told(),
        channel=Channel(given["channel"]),
        contacted_at=given["contacted_at"],
        by=reader,
        at=reader.at,
    )
    messages.success(request, _("Kept. You are responsible for the first meeting."))
    if "later" not in request.POST and taken.network_id is not None and not visible.known(taken):
        return redirect("possible", taken.network_id)
    return redirect("contact", taken.pk)


@require_safe
def contact(request: Request, contact_id: UUID) -> HttpResponse:
    """One first contact: words, clocks, who is responsible, what was tried."""
    return page(request, contact_id, {})


def page(request: Request, contact_id: UUID, refused: dict[str, Any]) -> HttpResponse:
    """The page of a first contact; `refused` holds a form that was refused, by its verb."""
    reader = request.reader
    sheet = visible.sheet(reader, contact_id)
    found = sheet.contact
    readings.opened(
        "contact", by=reader, at=reader.at, network=found.network_id, subject=found.pk, as_whom=request.frame.role
    )
    mine = [each for each in sheet.offers if each.offered_to_id == reader.practitioner_id and each.answered_at is None]
    may_take = found.opened_at is None and not sheet.is_over
    context = {
        "sheet": sheet,
        "c": found,
        "clock": waiting.clock_told(sheet.clocks, sheet.profile, sheet.standing, reader.at),
        "promise": waiting.promise(sheet.profile),
        "heading": waiting.heading(found, reader.at),
        "by_way": waiting.BY[Channel(found.channel)],
        "knows": dict(KNOWS)[found.knows],
        "telephone_shown": partial(telephone_shown, region=sheet.profile.jurisdiction.telephone_region),
        "own_call": found.for_whom == ForWhom.SELF,
        "offered_to_me": mine,
        "may_take": may_take,
        "waits_for_the_person": sheet.recognition is not None and found.episode_id is None,
        "clock_is_contact": sheet.profile.clock_start is ClockStart.CONTACT,
        "not_arranged": sheet.standing in NOT_ARRANGED,
        "forms": all_forms(sheet, reader.at) | refused,
        "refused": refused,
        **words(),
    }
    return show(request, "contacts/contact.html", context, status=422 if refused else 200)


NOT_ARRANGED = frozenset({Standing.WAITING, Standing.NEARLY_LATE, Standing.LATE, Standing.NOT_STARTED})
