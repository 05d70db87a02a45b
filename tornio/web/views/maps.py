"""The map: the picture and the same as a list, one line open for change at a time; earlier drawings beside."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import maps as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.maps import Sheet, ends
from tornio.records.visible import maps as visible
from tornio.web.forms.maps import AddForm, ChangeForm, KeepForm, TieForm, change_form
from tornio.web.frame import show
from tornio.web.map_page import context
from tornio.web.pages import opened
from tornio.web.refusing import above, answer_to, beside, refuse
from tornio.web.requests import Request


def map_(request: Request, pk: UUID) -> HttpResponse:
    """The drawing of today, or an earlier one; a line, the adding or a line between two may be open."""
    asked = request.GET
    maps = _maps(request, pk, drawn=_key(asked.get("drawn")), all_of_them="all" in asked)
    opened(request, "map", pk, maps.drawn.pk)
    return show(request, "maps/map.html", context(request, maps) | _open(request, maps))


@require_POST
def add(request: Request, pk: UUID) -> HttpResponse:
    """Somebody or something new."""
    maps = _maps(request, pk)
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            node = actions.put_on(
                network=maps.network, by=request.reader, at=request.reader.at, answer=answer_to(form, "called"),
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, _("%(name)s is on the map.") % {"name": node.called})
            return _back(pk, node.thing)
        except Refused as no:
            _refused(form, no)
    return _again(request, pk, add_form=form)


@require_POST
def change(request: Request, pk: UUID, thing: UUID) -> HttpResponse:
    """One line of the map."""
    maps = _maps(request, pk)
    form = ChangeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.change(
                network=maps.network, thing=thing, ring=given["ring"], sector=given["sector"], tie=given["tie"],
                seen=given["seen"], words={name: given[name] for name in ("called", "relation", "word")},
                kind=given["kind"], by=request.reader, at=request.reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return _back(pk, thing)
        except Refused as no:
            _refused(form, no)
    return _again(request, pk, changing=thing, change_form=form)


@require_POST
def tie(request: Request, pk: UUID) -> HttpResponse:
    """What is between two of them."""
    maps = _maps(request, pk)
    form = TieForm(request.POST, things=_names(maps.drawn.sheet))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.tie(
                network=maps.network, one=UUID(given["one"]), other=UUID(given["other"]), kind=given["tie"],
                by=request.reader, at=request.reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect(reverse("map", args=[pk]) + "#lines")
        except Refused as no:
            _refused(form, no)
    return _again(request, pk, tie_form=form)


@require_POST
def put_on(request: Request, pk: UUID, thing: UUID) -> HttpResponse:
    """Somebody who belongs, or who was taken off, stands on the map."""
    return _done(request, pk, thing, actions.put_on_member, _("On the map."))


@require_POST
def take_off(request: Request, pk: UUID, thing: UUID) -> HttpResponse:
    """Off the drawing of today; earlier ones stay as they were."""
    return _done(request, pk, thing, actions.take_off, _("Off the map of today. Earlier drawings stay as they were."))


@require_POST
def keep(request: Request, pk: UUID) -> HttpResponse:
    """Today's drawing is kept as it is."""
    maps = _maps(request, pk)
    form = KeepForm(request.POST)
    if form.is_valid():
        with beside(form):
            given = form.cleaned_data
            actions.keep(network=maps.network, words=given["note"], by=request.reader, at=request.reader.at)
            messages.success(request, _("Kept. What you change from now on begins a new drawing."))
            return redirect("map", pk)
    return _again(request, pk, keep_form=form)


def _maps(request: Request, pk: UUID, *, drawn: UUID | None = None, all_of_them: bool = False) -> visible.Maps:
    found = visible.maps(request.reader, pk, drawn=drawn, all_of_them=all_of_them)
    if found is None:
        raise NotForYou
    return found


def _key(text: str | None) -> UUID | None:
    """The key in an address; what is none is nobody's."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise NotForYou from error


def _names(sheet: Sheet) -> list[tuple[str, str]]:
    return sorted(((str(each.key), each.called) for each in sheet.things), key=lambda pair: pair[1].casefold())


def _open(request: Request, maps: visible.Maps) -> dict[str, object]:
    """What is open for change on this page, if the reader may draw: one thing at a time."""
    asked, sheet = request.GET, maps.drawn.sheet
    if not maps.may_change:
        return {}
    changing = sheet.thing(_key(asked.get("change")) or UUID(int=0))
    if changing is not None:
        return {"changing": changing.key, "change_form": change_form(changing, sheet)}
    if "add" in asked:
        return {"add_form": AddForm()}
    if "line" in asked:
        return {"tie_form": _tie_form(asked["line"], sheet)}
    return {}


def _tie_form(line: str, sheet: Sheet) -> TieForm:
    """The form of a line between two, filled in when the address names one that is there."""
    one, _dot, other = line.partition(".")
    names = _names(sheet)
    if {one, other} <= {key for key, _name in names}:
        kind = sheet.ties.get(ends(UUID(one), UUID(other)))
        return TieForm(things=names, initial={"one": one, "other": other, "tie": kind.value if kind else ""})
    return TieForm(things=names)


def _refused(form: ChangeForm | AddForm | TieForm, no: Refused) -> None:
    """The sentence beside its field; nothing at all where it is not theirs to draw."""
    if isinstance(no, NotForYou):
        raise no
    refuse(form, no)


def _again(request: Request, pk: UUID, **open_: object) -> HttpResponse:
    """The same page again, with what was typed and the sentence beside it."""
    maps = _maps(request, pk)
    if not maps.may_change:
        raise NotForYou
    return show(request, "maps/map.html", context(request, maps) | open_, status=422)


def _back(pk: UUID, thing: UUID) -> HttpResponse:
    return redirect(f"{reverse('map', args=[pk])}#r-{thing}")


def _done(request: Request, pk: UUID, thing: UUID, verb: Callable[..., object], words: str) -> HttpResponse:
    maps = _maps(request, pk)
    with above(request):
        verb(network=maps.network, thing=thing, by=request.reader, at=request.reader.at)
        messages.success(request, words)
    return redirect(reverse("map", args=[pk]) + "#list")
