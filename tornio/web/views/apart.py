"""What is kept from the person: the team's pages, and the privacy lead's (R25). For everybody else there are none."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import apart as actions
from tornio.actions import readings
from tornio.core.apart import Looked
from tornio.core.errors import NotForYou
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.people import Capacity
from tornio.core.sharing import Right
from tornio.people import profiles
from tornio.records.visible import apart as visible
from tornio.web.forms.apart import GROUNDS, LOOKED, KeepApartForm, LookForm, WhyReadForm
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request

WORDS = {"grounds": GROUNDS, "looked_words": LOOKED}


def _network(request: Request, pk: UUID, right: Right = Right.READ) -> visible.NetworkRow:
    found = visible.network(request.reader, pk, right)
    if found is None:
        raise NotForYou
    return found


def _opened(request: Request, page: str, network: UUID, subject: UUID | None = None, *, reason: str = "") -> None:
    """Recorded as every reading is, and not shown to the person: it would tell them that something is there (R26)."""
    readings.opened(
        page, by=request.reader, at=request.reader.at, network=network, subject=subject, as_whom=request.frame.role,
        apart=True, purpose=reason,
    )  # fmt: skip


def everything(request: Request) -> HttpResponse:
    """For the privacy lead: all that is kept apart, without words, what is due first."""
    if request.reader.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou
    return show(request, "apart/everything.html", {"kept": visible.all_of_them(request.reader), **WORDS})


def of_network(request: Request, pk: UUID) -> HttpResponse:
    """What is kept from this person, for their team and who stands in for it."""
    if request.reader.capacity is Capacity.PRIVACY_LEAD:
        raise NotForYou
    network = _network(request, pk)
    _opened(request, "apart", pk)
    context = {
        "network": network,
        "kept": visible.of_network(request.reader, pk),
        "writes": visible.reaches(request.reader, network, Right.WRITE),
        **WORDS,
    }
    return show(request, "apart/network.html", context)


def new(request: Request, pk: UUID) -> HttpResponse:
    """One of the team keeps something from the person."""
    reader, network = request.reader, _network(request, pk, Right.WRITE)
    law = profiles.profile(network.service.profile).jurisdiction
    form = KeepApartForm(request.POST or None, grounds=law.kept_apart_grounds)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.keep_apart(
                key=given["key"], network=network, ground=KeptApartGround(given["ground"]), words=given["words"],
                why=given["why"], decided_by=given["decided_by"], review_by=form.review_by(reader.at), by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect("apart", pk)
    _opened(request, "apart", pk)
    context = {"network": network, "form": form, "law": law}
    return show(request, "apart/new.html", context, status=422 if form.errors else 200)


def entry(request: Request, pk: UUID, entry_id: UUID) -> HttpResponse:
    """One entry and every look at it. The team looks again; the privacy lead says first why they read it."""
    network = _network(request, pk)
    standing = visible.one(request.reader, pk, entry_id)
    if standing is None:
        raise NotForYou
    if request.reader.capacity is Capacity.PRIVACY_LEAD:
        return _with_a_reason(request, network, standing)
    writes = visible.reaches(request.reader, network, Right.WRITE)
    form = LookForm(request.POST or None) if writes else None
    if request.method == "POST" and form is None:
        raise NotForYou
    if form is not None and form.is_valid():
        with beside(form):
            return _look(request, network, entry_id, form)
    _opened(request, "apart", pk, entry_id)
    context = {"network": network, "standing": standing, "form": form, **WORDS}
    return show(request, "apart/entry.html", context, status=422 if form is not None and form.errors else 200)


def _look(request: Request, network: visible.NetworkRow, entry_id: UUID, form: LookForm) -> HttpResponse:
    given, at = form.cleaned_data, request.reader.at
    looked = Looked(given["looked"])
    actions.look_again(
        key=given["key"], network=network, entry_id=entry_id, looked=looked, why=given["why"],
        decided_by=given["decided_by"], review_by=form.review_by(at) if looked is Looked.KEPT_ON else None,
        by=request.reader, at=at,
    )  # fmt: skip
    told = _("%(name)s can read it now, in the story.") % {"name": network.centre.called}
    messages.success(request, told if looked is Looked.OPENED else _("Kept."))
    return redirect("apart", network.pk)


def _with_a_reason(request: Request, network: visible.NetworkRow, standing: visible.Standing) -> HttpResponse:
    form = WhyReadForm(request.POST or None)
    context = {"network": network, "standing": standing, "form": form, **WORDS}
    if not form.is_valid():
        return show(request, "apart/why.html", context, status=422 if form.errors else 200)
    _opened(request, "apart", network.pk, standing.entry.pk, reason=form.cleaned_data["reason"])
    return show(request, "apart/entry.html", context | {"form": None})
