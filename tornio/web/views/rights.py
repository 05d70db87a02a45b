"""One entry: what is not right about it, that it is in the wrong record, and what became of that (R17, R28)."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import corrections, misfiled
from tornio.core.errors import NotForYou, Refused
from tornio.core.rights import EntryKind
from tornio.records.visible import between
from tornio.records.visible import rights as visible
from tornio.web.forms.rights import MoveForm, NotRightForm, TimeForm, WhyForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import above, beside
from tornio.web.requests import Request


def _found(request: Request, pk: UUID, kind: str, entry_id: UUID, *, of_ours: bool = False) -> visible.Entry:
    known = visible.kind_of(kind)
    found = visible.entry(request.reader, pk, known, entry_id) if known else None
    if found is None or (of_ours and not between.stands_as_staff(request.reader, pk)):
        raise NotForYou
    return found


def entry(request: Request, pk: UUID, kind: str, entry_id: UUID) -> HttpResponse:
    """The entry, what stands beside it, and one's own words to it."""
    reader, found = request.reader, _found(request, pk, kind, entry_id)
    form = NotRightForm(request.POST or None, mine=found.author_id == reader.person_id)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            corrections.not_right(key=given["key"], entry=found, words=given["words"], by=reader, at=reader.at)
            messages.success(request, _("Kept. It stands beside it from now on."))
            return redirect("entry", pk, kind, entry_id)
    opened(request, "entry", pk, entry_id)
    kept = visible.beside(reader, pk)
    context = {
        "form": form,
        "entry": found,
        "statements": kept.statements.get(found.mark, []),
        "corrections": [(datetime.fromisoformat(each.now), each) for each in kept.corrections.get(found.mark, [])],
        "staff": between.stands_as_staff(reader, pk),
        "mine": found.author_id == reader.person_id,
        "layout": layout(reader),
    }
    return show(request, "rights/entry.html", context, status=422 if form.errors else 200)


def out(request: Request, pk: UUID, kind: str, entry_id: UUID) -> HttpResponse:
    """It is in the wrong record: with a reason, and out of view at once."""
    reader, found = request.reader, _found(request, pk, kind, entry_id, of_ours=True)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            misfiled.take_out(key=given["key"], entry=found, why=given["why"], by=reader, at=reader.at)
            messages.success(request, _("Out of view. Nobody sees it there any more."))
            return redirect("out_of_view", pk)
    opened(request, "entry", pk, entry_id)
    context = {"form": form, "entry": found}
    return show(request, "rights/out.html", context, status=422 if form.errors else 200)


def when(request: Request, pk: UUID, kind: str, entry_id: UUID) -> HttpResponse:
    """It happened at another time than is written."""
    reader, found = request.reader, _found(request, pk, kind, entry_id, of_ours=True)
    form = TimeForm(request.POST or None, now=reader.at)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            if given["happened_at"] is None:
                raise Refused(_("When was it?"), "happened_at")
            corrections.put_time_right(
                key=given["key"], entry=found, happened_at=given["happened_at"], why=given["why"], by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. The right time stands beside it."))
            return redirect("entry", pk, kind, entry_id)
    opened(request, "entry", pk, entry_id)
    return show(request, "rights/when.html", {"form": form, "entry": found}, status=422 if form.errors else 200)


@require_safe
def out_of_view(request: Request, pk: UUID) -> HttpResponse:
    """What was taken out of this record, and what became of it; never its words."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not between.stands_as_staff(reader, pk):
        raise NotForYou
    opened(request, "out_of_view", pk)
    context = {
        "network": network,
        "taken_out": visible.misfilings(reader).filter(network=pk),
        "me": reader.person_id,
        "forms": WhyForm(),
    }
    return show(request, "rights/out_of_view.html", context)


def _misfiling(request: Request, misfiling_id: UUID) -> visible.MisfilingRow:
    found = visible.misfilings(request.reader).filter(pk=misfiling_id).first()
    if found is None:
        raise NotForYou
    return found


@require_POST
def brought_back(request: Request, pk: UUID, misfiling_id: UUID) -> HttpResponse:
    """One of two: the first says why it stands in the right record, the second agrees."""
    reader, found = request.reader, _misfiling(request, misfiling_id)
    if found.network_id != pk:
        raise NotForYou
    with above(request):
        if found.back_asked_by_id is None:
            misfiled.ask_back(misfiling=found, why=request.POST.get("why", ""), by=reader, at=reader.at)
            messages.success(request, _("Kept. A second one of you has to agree."))
        else:
            misfiled.bring_back(misfiling=found, by=reader, at=reader.at)
            messages.success(request, _("It is in view again."))
    return redirect("out_of_view", pk)


def moved(request: Request, misfiling_id: UUID) -> HttpResponse:
    """Its author moves it to where it belongs."""
    reader, found = request.reader, _misfiling(request, misfiling_id)
    if found.author_id != reader.person_id or EntryKind(found.kind) not in misfiled.MOVABLE:
        raise NotForYou
    here = {str(each.pk): each for each in visible.where_it_may_go(reader, found)}
    form = MoveForm(request.POST or None, networks=[(key, each.centre.full_name) for key, each in here.items()])
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            misfiled.move(key=given["key"], misfiling=found, to=here[given["to"]], by=reader, at=reader.at)
            messages.success(request, _("Moved. Your words stand there now."))
            return redirect("story", given["to"])
    opened(request, "moved", found.network_id, found.pk)
    context = {"form": form, "misfiling": found, "many": len(here), "layout": layout(reader)}
    return show(request, "rights/moved.html", context, status=422 if form.errors else 200)
