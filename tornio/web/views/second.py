"""The second thing at coming in: a passkey, a code of an app or of one's paper; and passkeys alone, which are two."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tornio.actions import entry as doing
from tornio.people import factors
from tornio.people.entry import HumanRow
from tornio.people.factors import Factor
from tornio.web import coming_in
from tornio.web.forms.entry import CodeForm, PasskeyForm
from tornio.web.frame import show
from tornio.web.middleware import for_anyone
from tornio.web.views.entry import not_the_code


@for_anyone
def second(request: HttpRequest) -> HttpResponse:
    """Something of one's own."""
    human = coming_in.who_is_coming(request)
    if human is None:
        return redirect("enter")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        used, left = doing.try_code(human=human, code=given["code"], at=timezone.now())
        if used is not None:
            return coming_in.complete(request, human, used, is_shared=given["is_shared"])
        if not left:
            return show(request, "entry/waiting.html", {"over": False}, status=403)
        form.add_error("code", not_the_code(left))
    return _page(request, human, form)


def _page(request: HttpRequest, human: HumanRow, form: CodeForm, said: str = "") -> HttpResponse:
    kinds = factors.kinds(human)
    context: dict[str, Any] = {
        "form": form,
        "passkey": PasskeyForm(auto_id="key_%s") if Factor.PASSKEY in kinds else None,
        "codes": bool(kinds & {Factor.APP, Factor.PAPER}),
        "paper": Factor.PAPER in kinds,
        "again": request.user.is_authenticated,
        "said": said,
    }
    return show(request, "entry/second.html", context, status=422 if form.errors or said else 200)


@for_anyone
@require_GET
def second_question(request: HttpRequest) -> HttpResponse:
    """What the browser is asked: for a passkey of whoever is coming."""
    human = coming_in.who_is_coming(request)
    return _question(factors.ask_for_passkey(human)) if human else JsonResponse({}, status=404)


@for_anyone
@require_POST
def second_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey of whoever is coming."""
    human, form = coming_in.who_is_coming(request), PasskeyForm(request.POST)
    if human is None or not form.is_valid():
        return redirect("enter")
    if factors.try_passkey(form.cleaned_data["answer"], timezone.now(), human) is None:
        return _page(request, human, CodeForm(), said=_not_read())
    return coming_in.complete(request, human, Factor.PASSKEY, is_shared=form.cleaned_data["is_shared"])


@for_anyone
@require_GET
def passkey_question(request: HttpRequest) -> HttpResponse:
    """What the browser is asked: for any passkey of ours that it has."""
    return _question(factors.ask_for_passkey())


@for_anyone
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey says who they are, and shows it."""
    form = PasskeyForm(request.POST)
    given = form.cleaned_data["answer"] if form.is_valid() else {}
    human = factors.try_passkey(given, timezone.now())
    if human is None:
        return show(request, "entry/no_passkey.html", {"said": _not_read()}, status=422)
    return coming_in.complete(request, human, Factor.PASSKEY, is_shared=form.cleaned_data["is_shared"])


def _question(options: dict[str, Any]) -> HttpResponse:
    return JsonResponse(options, headers={"Cache-Control": "no-store"})


def _not_read() -> str:
    return _("That passkey could not be read here. Try once more, or come in another way.")
