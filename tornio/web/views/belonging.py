"""How somebody belongs: a member's own yes and going; what the person says of a member, or staff with them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import belonging as actions
from tornio.actions import networks
from tornio.core.errors import NotForYou, Refused
from tornio.people.keys import new_key
from tornio.records.visible import networks as visible
from tornio.web.forms.networks import ReadingForm, WithPerson
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import above, beside, refuse
from tornio.web.requests import Request
from tornio.web.views.networks import members_page, reading_form


def _mine(request: Request, pk: UUID) -> visible.MemberRow:
    found = visible.own_membership(request.reader, pk)
    if found is None:
        raise NotForYou
    return found


@require_POST
def yes(request: Request, pk: UUID) -> HttpResponse:
    """A member says yes."""
    actions.say_yes(member=_mine(request, pk), by=request.reader, at=request.reader.at)
    messages.success(request, _("You have said yes."))
    return redirect("network", pk)


def leave(request: Request, pk: UUID) -> HttpResponse:
    """A member goes; asked once more, for no reason."""
    mine = _mine(request, pk)
    if request.method == "POST":
        actions.leave(member=mine, by=request.reader, at=request.reader.at)
        return redirect("network", pk)
    opened(request, "network", pk)
    return show(request, "networks/leave.html", {"layout": layout(request.reader), "member": mine})


def in_name(request: Request, pk: UUID) -> HttpResponse:
    """A member stays in name only; asked once more."""
    mine = _mine(request, pk)
    if request.method == "POST":
        with above(request):
            actions.stay_in_name(member=mine, by=request.reader, at=request.reader.at)
        return redirect("network", pk)
    opened(request, "network", pk)
    return show(request, "networks/in_name.html", {"layout": layout(request.reader), "member": mine})


def _member(request: Request, pk: UUID, member_id: UUID) -> tuple[visible.MemberRow, bool]:
    """The member, and whether it is the person who asks."""
    found = visible.member(request.reader, pk, member_id)
    if found is None:
        raise NotForYou
    return found, found.network.centre_id == request.reader.person_id


@require_POST
def member(request: Request, pk: UUID, member_id: UUID) -> HttpResponse:
    """What the person says of one member: the pressed button tells which."""
    found, own = _member(request, pk, member_id)
    form = reading_form(found, own, request.POST)
    form.is_valid()
    try:
        _deed(request, found, form, own=own)
    except Refused as no:
        return _again(request, pk, found, form, no)
    messages.success(request, _held(request, found))
    return redirect(f"{reverse('network', args=[pk])}#m-{member_id}")


def _held(request: Request, before: visible.MemberRow) -> str:
    """Whether it holds already: belonging takes the person's yes and their own (R8)."""
    deed = request.POST.get("deed", "")
    if deed == "yes" and before.person_agreed_at is None:
        return _("Kept. It holds when the person has said yes too.")
    if deed in {"agree", "agree_first"} and before.member_agreed_at is None:
        return _("Kept. It holds when they have said yes too.")
    return _("It holds from now on.")


def _deed(request: Request, found: visible.MemberRow, form: ReadingForm, *, own: bool) -> None:
    by, at, given = request.reader, request.reader.at, form.cleaned_data
    with_person = bool(given.get("with_person"))
    match request.POST.get("deed"):
        case "reading":
            actions.set_reading(
                member=found, may_read=given["may_read"], may_write=given["may_write"], by=by, at=at,
                with_person=with_person,
            )  # fmt: skip
        case "agree":
            actions.person_agrees(
                member=found, may_read=given["may_read"], may_write=given["may_write"], by=by, at=at,
                with_person=with_person,
            )  # fmt: skip
        case "agree_first":
            actions.person_agrees(member=found, may_read=True, may_write=True, by=by, at=at, with_person=with_person)
        case "yes":
            actions.say_yes(member=found, by=by, at=at)
        case "in_name":
            actions.stay_in_name(member=found, by=by, at=at, with_person=with_person)
        case "again":
            if not (own or with_person):
                raise Refused(_("This is the person’s to decide. Do it with them."), "with_person")
            networks.ask_again(key=new_key(), former=found, by=by, at=at, person_agreed_at=at)
        case _:
            raise NotForYou


def _again(request: Request, pk: UUID, found: visible.MemberRow, form: ReadingForm, no: Refused) -> HttpResponse:
    """The page again, this line open, the sentence beside what was asked."""
    refuse(form, no)
    page = visible.page(request.reader, pk)
    if page is None:
        raise NotForYou
    context = members_page(request, page, form) | {"changing": found}
    return show(request, "networks/network.html", context, status=422)


def going(request: Request, pk: UUID, member_id: UUID) -> HttpResponse:
    """The person asks somebody to leave; staff with them, or staff write down that somebody has left."""
    found, own = _member(request, pk, member_id)
    form = WithPerson(request.POST or None, own=own, name=found.network.centre.called)
    if request.method == "POST" and form.is_valid():
        by, at = request.reader, request.reader.at
        with beside(form):
            if request.POST.get("deed") == "left":
                actions.leave(member=found, by=by, at=at)
            else:
                actions.ask_to_leave(member=found, by=by, at=at, with_person=bool(form.cleaned_data.get("with_person")))
            messages.success(request, _("It holds from now on."))
            return redirect("network", pk)
    opened(request, "network", pk)
    context = {"layout": layout(request.reader), "member": found, "network": found.network, "own": own, "form": form}
    return show(request, "networks/going.html", context, status=422 if form.errors else 200)
