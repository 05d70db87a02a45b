"""One's own ways in: passkeys, an app's codes, codes on paper, the address that links go to, other houses."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tornio.actions import entry as doing
from tornio.core.people import Capacity
from tornio.people import entry, factors, sessions
from tornio.people.entry import HumanRow
from tornio.people.factors import Factor
from tornio.people.sealed import seal, unseal
from tornio.web import codes, coming_in, other_houses
from tornio.web.forms.entry import AddressForm, CodeForm, NewPasskeyForm
from tornio.web.frame import show
from tornio.web.middleware import View, for_anyone

KEPT_FOR = "a new app"


def for_oneself(view: View) -> View:
    """Marks a page about one's own sign-in: whoever is in may open it, also before they have a second thing."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if coming_in.who_is_in(request) is None:
            return redirect("enter")
        return view(request, *args, **kwargs)

    return for_anyone(answer)


def asked_lately(view: View) -> View:
    """Marks a change to one's own ways in: who has any shows one again, if the last time was a while ago."""

    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if coming_in.is_recent(request):
            return view(request, *args, **kwargs)
        if factors.kinds(me(request)):
            return coming_in.ask_for_second(request, me(request))
        return redirect("enter_alone")

    return for_oneself(answer)


def me(request: HttpRequest) -> HumanRow:
    """Whoever is signed in."""
    return cast(HumanRow, request.user)


@for_oneself
def ways_in(request: HttpRequest) -> HttpResponse:
    """What they have, what they might have, and where they are signed in."""
    own = factors.of_human(me(request))
    now = timezone.now()
    context = {
        "own": own,
        "passkeys": [each for each in own if each.factor is Factor.PASSKEY],
        "app": next((each for each in own if each.factor is Factor.APP), None),
        "paper": next((each for each in own if each.factor is Factor.PAPER), None),
        "human": me(request),
        "let_in": entry.last_let_in(me(request)) if own else None,
        "houses": other_houses.of_human(me(request)),
        "here": request.session.session_key,
        "sign_ins": sessions.of_human(me(request), now),
        "must": not coming_in.may_act(request, Capacity.PRACTITIONER) and doing.works_somewhere(me(request), now),
        "came_by": coming_in.used(request),
    }
    return show(request, "entry/ways_in.html", context)


# --- passkeys -------------------------------------------------------------------------------------------------------


@asked_lately
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Make a passkey on this device."""
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if factors.add_passkey(me(request), given["name"] or _own_words(request), given["answer"]):
            return _kept(request, Factor.PASSKEY)
        form.add_error(None, _("This device did not make a passkey. Try once more, or choose another way."))
    return show(request, "entry/new_passkey.html", {"form": form}, status=422 if form.errors else 200)


def _own_words(request: HttpRequest) -> str:
    return coming_in.device_of(request.headers.get("User-Agent", ""))


@asked_lately
@require_GET
def new_passkey_question(request: HttpRequest) -> HttpResponse:
    """What the browser is asked when it makes one."""
    return JsonResponse(factors.ask_for_new_passkey(me(request)), headers={"Cache-Control": "no-store"})


# --- codes ----------------------------------------------------------------------------------------------------------


@asked_lately
def new_app(request: HttpRequest) -> HttpResponse:
    """An app that shows codes: it is theirs when it shows a right one."""
    kept = request.session.setdefault(KEPT_FOR, seal(factors.new_secret(), KEPT_FOR))
    secret = unseal(kept, KEPT_FOR)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if factors.add_app(me(request), secret, form.cleaned_data["code"], timezone.now()):
            del request.session[KEPT_FOR]
            return _kept(request, Factor.APP)
        form.add_error("code", _("That is not the code it shows now. Wait for the next one and write that."))
    picture = codes.picture(secret, issuer=request.get_host(), name=me(request).called)
    context = {"form": form, "secret": codes.grouped(secret), "picture": picture}
    return show(request, "entry/new_app.html", context, status=422 if form.errors else 200)


@asked_lately
@require_POST
def new_paper(request: HttpRequest) -> HttpResponse:
    """Ten codes to write down, shown once."""
    made = factors.new_paper(me(request))
    coming_in.show(request, Factor.PAPER)
    return show(request, "entry/paper.html", {"codes": [codes.grouped(code) for code in made]})


@asked_lately
@require_POST
def take_away(request: HttpRequest, factor_id: int) -> HttpResponse:
    """One of their own ways is gone."""
    if not factors.take_away(me(request), factor_id):
        raise Http404
    messages.success(request, _("It no longer opens anything."))
    return redirect("ways_in")


def _kept(request: HttpRequest, factor: Factor) -> HttpResponse:
    coming_in.show(request, factor)
    messages.success(request, _("Kept. Next time you can come in with it."))
    return redirect("ways_in")


# --- the address ----------------------------------------------------------------------------------------------------


@asked_lately
def new_address(request: HttpRequest) -> HttpResponse:
    """Where links go: theirs once they open the one that is sent there. One that is taken gets the same words."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        doing.ask_for_address(
            human=me(request),
            address=form.cleaned_data["address"],
            at=timezone.now(),
            link=request.build_absolute_uri,
        )
        messages.success(request, _("If this address can be used, a link is on its way to it. Open it on this device."))
        return redirect("ways_in")
    return show(request, "entry/new_address.html", {"form": form}, status=422 if form.errors else 200)


@for_oneself
def address(request: HttpRequest, token: str) -> HttpResponse:
    """The link that was sent to a new address; the button makes it theirs."""
    if request.method == "POST":
        if not doing.take_address(human=me(request), token=token):
            return show(request, "entry/used_up.html", status=404)
        messages.success(request, _("Kept. Links go to this address from now on."))
        return redirect("ways_in")
    return show(request, "entry/address.html")


# --- where ----------------------------------------------------------------------------------------------------------


@for_oneself
@require_POST
def sign_out_there(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Sign one of their own browsers out, at once."""
    if not doing.sign_out_there(human=me(request), sign_in_id=sign_in_id):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("ways_in")


@for_oneself
@require_POST
def sign_out_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    doing.sign_out_others(human=me(request), here=request.session.session_key or "")
    messages.success(request, _("You are signed in only here now."))
    return redirect("ways_in")
