"""What people may answer, chosen by whoever leads the service: looked at, offered, stopped, loaded from a file."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tornio.actions import instruments as actions
from tornio.core import instrument_files
from tornio.core.errors import NotForYou, Refused
from tornio.core.inputs.files import read_json
from tornio.core.instrument_files import WrongFile
from tornio.core.instruments import Definition, When, number
from tornio.core.people import Capacity
from tornio.core.tables import from_bytes
from tornio.people.keys import new_key
from tornio.records.questionnaires import latest
from tornio.records.visible import instruments as visible
from tornio.records.visible.people import ServiceRow
from tornio.web.forms.instruments import FileForm, OfferForm, said
from tornio.web.frame import show
from tornio.web.refusing import above, beside
from tornio.web.requests import Request, key_sent
from tornio.web.services import chosen

LARGEST = 1_000_000  # bytes


def _led(request: Request) -> tuple[list[ServiceRow], ServiceRow]:
    if request.reader.capacity is not Capacity.SERVICE_LEAD:
        raise NotForYou
    return chosen(request)


def instruments(request: Request) -> HttpResponse:
    """What is offered, what could be."""
    services, service = _led(request)
    rows = [(row, visible.definition_of(row)) for row in visible.of_service(service.pk)]
    now = [(row, each) for row, each in rows if _is_offered(row)]
    names = {row.name for row, _each in now}
    seen: set[tuple[str, str]] = {(row.name, row.version) for row, _each in now}
    ready = []
    for row, each in rows:
        if (row.name, row.version) not in seen:
            seen.add((row.name, row.version))
            ready.append((row, each))
    context = {
        "services": services,
        "service": service,
        "now": now,
        "ready": ready,
        "ours": [each for each, _file in latest() if (each.name, each.version) not in seen],
        "names": names,
        "said": said,
        "told_when": told_when,
    }
    return show(request, "instruments/list.html", context)


def _is_offered(row: visible.InstrumentRow) -> bool:
    return row.during is not None and row.during.upper is None


def told_when(definition: Definition, offered: str, weeks: int | None) -> str:
    """When it is offered, as people say it."""
    if not definition.asked:
        return _("Counted from the map; nobody is asked.")
    if offered == When.WEEKS:
        return _("Every %(weeks)s weeks, to the person and the members.") % {"weeks": weeks}
    return _("After each meeting, to whoever was there.")


@require_http_methods(["GET", "HEAD", "POST"])
def ours(request: Request, slug: str) -> HttpResponse:
    """One that ships with the house: looked at, and offered."""
    _services, service = _led(request)
    found = next(((each, file) for each, file in latest() if each.name == slug), None)
    if found is None:
        raise NotForYou
    definition, file = found
    if request.method == "POST":
        row = actions.load(key=new_key(), service_id=service.pk, file=file, by=request.reader, at=request.reader.at)
        return _one(request, definition, row)
    return _one(request, definition, None)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, instrument_id: UUID) -> HttpResponse:
    """One that the service has."""
    _services, _service = _led(request)
    row = visible.one(request.reader, instrument_id)
    return _one(request, visible.definition_of(row), row)


def _one(request: Request, definition: Definition, row: visible.InstrumentRow | None) -> HttpResponse:
    reader, schedule = request.reader, definition.schedule
    given: dict[str, Any] = {"when": schedule.when.value, "weeks": schedule.weeks}
    offered = row is not None and _is_offered(row)
    form = OfferForm(request.POST or None, initial=given)
    if request.method == "POST" and row is not None and request.POST.get("do") == "stop":
        with above(request):
            actions.stop(instrument=row, by=reader, at=reader.at)
            messages.success(request, _("It is offered no longer."))
        return redirect("instruments")
    if request.method == "POST" and row is not None and form.is_valid():
        with beside(form):
            key = key_sent(request, "key") or new_key()
            actions.offer(key=key, instrument=row, schedule=form.schedule(), by=reader, at=reader.at)
            messages.success(request, _("It is offered from now on."))
            return redirect("instruments")
    context = {
        "definition": definition,
        "row": row,
        "offered": offered,
        "form": form,
        "key": request.POST.get("key") or str(new_key()),
        "scales": [(each, definition.range_of(each)) for each in definition.scales],
        "told": told_when(definition, row.offered, row.weeks) if row and offered else "",
        "said": said,
        "number": number,
    }
    return show(request, "instruments/one.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request) -> HttpResponse:
    """A file is read whole: kept, or everything that is wrong with it."""
    _services, service = _led(request)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            text = _text(form)
            instrument_files.read(text)
            row = actions.load(
                key=key_sent(request, "key") or new_key(), service_id=service.pk, file=_plain(text),
                by=request.reader, at=request.reader.at,
            )  # fmt: skip
            messages.success(request, _("It is here. Look at it; nobody is offered it yet."))
            return redirect("instrument", row.pk)
        except WrongFile as no:
            wrong = no.sentences
        except Refused as no:
            wrong = [no.sentence]
    context = {"service": service, "form": form, "wrong": wrong, "key": request.POST.get("key") or str(new_key())}
    return show(request, "instruments/file.html", context, status=422 if form.errors or wrong else 200)


def _text(form: FileForm) -> str:
    """What is in the file; it stands in the field, to be put right there."""
    file, text = form.cleaned_data["file"], str(form.cleaned_data["text"])
    if file is None:
        return text.replace("\x00", "")
    if file.size > LARGEST:
        raise Refused(_("This file is larger than an instrument can be."))
    text = from_bytes(file.read()).replace("\x00", "")
    typed = cast(QueryDict, form.data).copy()
    typed["text"] = text
    form.data = typed
    return text


def _plain(text: str) -> dict[str, Any]:
    given = read_json(text)
    assert isinstance(given, dict)
    return given
