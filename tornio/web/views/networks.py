"""Networks: a practitioner's list; who belongs and who may read; a member's own place; asking somebody in."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tornio.actions import networks as actions
from tornio.core import told
from tornio.core.errors import NotForYou
from tornio.core.networks import Belonging
from tornio.core.people import Capacity
from tornio.records.visible import apart, people
from tornio.records.visible import networks as visible
from tornio.web.forms.between import WISHES
from tornio.web.forms.maps import RINGS, SECTORS
from tornio.web.forms.networks import FindForm, InviteForm, ReadingForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import answer_to, beside
from tornio.web.requests import Request


def networks(request: Request) -> HttpResponse:
    """The networks that a practitioner works with; one is found by anyone's name."""
    reader = request.reader
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    form = FindForm(request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - no list is longer
    some, many = visible.listed(reader, name=name, page=page)
    first = (page - 1) * visible.PAGE + 1
    context = {
        "listed": some,
        "many": many,
        "name": name,
        "first": first,
        "newer": _page(name, page - 1) if page > 1 else "",
        "older": _page(name, page + 1) if many > page * visible.PAGE else "",
    }
    return show(request, "networks/list.html", context)


def _page(name: str, page: int) -> str:
    return "?" + urlencode({"name": name, "page": page} if name else {"page": page})


def network(request: Request, pk: UUID) -> HttpResponse:
    """Who belongs and what each may read, for the person and staff; for a member, their own place."""
    found = visible.page(request.reader, pk)
    if found is None:
        return _own_place(request, pk)
    opened(request, "network", pk)
    return show(request, "networks/network.html", members_page(request, found))


def members_page(request: Request, found: visible.Page, form: ReadingForm | None = None) -> dict[str, Any]:
    """What the page of a network shows, with one line open when it is asked for."""
    wanted = request.GET.get("change", "")
    changing = next((each for each in found.members if str(each.pk) == wanted), None)
    if changing is not None and form is None and (changing.belonging != Belonging.ASKED or changing.member_agreed_at):
        form = reading_form(changing, found.is_centre)
    return {
        "layout": layout(request.reader),
        "page": found,
        "network": found.network,
        "own": found.is_centre,
        "lets_in": not found.is_centre and people.lets_in(request.reader, found.network.pk),
        "reads_apart": apart.reaches(request.reader, found.network),
        "changing": changing,
        "form": form,
        "rings": RINGS,
        "sectors": SECTORS,
        "days": {each.pk: _day(each, request.reader.at) for each in [*found.members, *found.former]},
        "named": dict(WISHES),
    }


def _day(member: visible.MemberRow, now: datetime) -> str:
    """Since when somebody belongs, or on which day they left."""
    zone = get_current_timezone()
    moment: datetime = member.during.upper or member.during.lower
    return told.short_date(moment.astimezone(zone).date(), now, zone, get_language() or "en")


def reading_form(member: visible.MemberRow, own: bool, data: Any = None) -> ReadingForm:  # noqa: FBT001 - handed on
    """What this member may read, as it is or as it was sent."""
    asked = member.belonging == Belonging.ASKED  # to read and write, as anyone is, unless the person narrows it now
    given = {"may_read": asked or member.may_read, "may_write": asked or member.may_write}
    return ReadingForm(data, own=own, name=member.network.centre.called, initial=given)


def _own_place(request: Request, pk: UUID) -> HttpResponse:
    place = visible.own_place(request.reader, pk)
    if place is None:
        raise NotForYou
    opened(request, "network", pk)
    return show(request, "networks/own_place.html", {"layout": layout(request.reader), "place": place})


def invite(request: Request, pk: UUID) -> HttpResponse:
    """Somebody is asked in, by the person or with their word."""
    reader, found = request.reader, visible.network(request.reader, pk)
    if found is None:
        raise NotForYou
    own = found.centre_id == reader.person_id
    form = InviteForm(request.POST or None, own=own, name=found.centre.called, now=reader.at)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            made = actions.invite(
                key=given["key"], network=found, full_name=given["full_name"], relation=given["relation"],
                ring=given["ring"], sector=given["sector"], person_agreed_at=given.get("person_agreed_at"),
                answer=answer_to(form, "full_name"), by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("%(name)s is asked in.") % {"name": made.person.full_name})
            return redirect("network", pk)
    opened(request, "network", pk)
    context = {"layout": layout(reader), "network": found, "own": own, "form": form}
    return show(request, "networks/invite.html", context, status=422 if form.errors else 200)
