"""Coming in by a link, choosing as whom to act, signing out. A GET never uses anything up."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tornio.actions import entry as doing
from tornio.core.people import Capacity
from tornio.people import demo, entry, factors, sessions
from tornio.people.acting import capacities
from tornio.people.factors import Factor
from tornio.web import coming_in, other_houses
from tornio.web.forms.entry import AddressForm, CodeForm, HereForm, PasskeyForm
from tornio.web.frame import show
from tornio.web.middleware import for_anyone


@for_anyone
def enter(request: HttpRequest) -> HttpResponse:
    """Where one comes in; an address gets the same answer whether anybody comes in with it or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        doing.send_link(address=form.cleaned_data["address"], at=timezone.now(), link=request.build_absolute_uri)
        return redirect("enter_sent")
    context = {
        "form": form,
        "passkey": PasskeyForm(auto_id="key_%s"),
        "people": demo.people() if settings.DEMO else [],
        "houses": other_houses.names(),
    }
    return show(request, "entry/enter.html", context, status=422 if form.errors else 200)


@for_anyone
def sent(request: HttpRequest) -> HttpResponse:
    """Look at your messages: the same words for everybody."""
    return show(request, "entry/sent.html", {"minutes": int(entry.SENT_LASTS.total_seconds() // 60)})


@for_anyone
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link leads on to an address without its token, which no history keeps. A demo's says whose it is."""
    link = entry.find(token, at=timezone.now())
    if link is None:
        return _used_up(request)
    if entry.kind(link) is not entry.Kind.DEMO:
        request.session[coming_in.ARRIVED] = token
        return redirect("arrived")
    if request.method != "POST":
        return show(request, "entry/by_link.html", {"link": link})
    human = entry.use(token, at=timezone.now())
    return coming_in.complete(request, human, Factor.DEMO, is_shared=False) if human else _used_up(request)


def _used_up(request: HttpRequest) -> HttpResponse:
    return show(request, "entry/used_up.html", status=404)


@for_anyone
def arrived(request: HttpRequest) -> HttpResponse:
    """The link was followed; the button uses it. It names nobody: whoever holds it may not be whom it is for."""
    token = request.session.get(coming_in.ARRIVED, "")
    link = entry.find(token, at=timezone.now())
    if link is None:
        return _used_up(request)
    if entry.kind(link) is entry.Kind.INVITATION:
        return _with_code(request, token)
    form = HereForm(request.POST or None)
    if request.method == "POST":
        return _with_second(request, token)
    return show(request, "entry/arrived.html", {"form": form})


def _with_second(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was asked for: good only beside something of one's own, and not used up where there is none."""
    link = entry.find(token, at=timezone.now())
    if link is None or link.human is None or not factors.kinds(link.human):
        return redirect("enter_alone")
    human = entry.use(token, at=timezone.now())
    if human is None:
        return _used_up(request)
    del request.session[coming_in.ARRIVED]
    return coming_in.ask_for_second(request, human)


def _with_code(request: HttpRequest, token: str) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        human, left = entry.use_invitation(token, given["code"], at=timezone.now())
        if human is not None:
            return coming_in.complete(request, human, Factor.TOLD, is_shared=given["is_shared"])
        if not left:
            return show(request, "entry/waiting.html", {"over": True}, status=403)
        form.add_error("code", not_the_code(left))
    return show(request, "entry/invited.html", {"form": form}, status=422 if form.errors else 200)


def not_the_code(left: int) -> str:
    """That was not it, and how often one may try again."""
    more = ngettext("You can try once more.", "You can try %(left)d more times.", left) % {"left": left}
    return _("That is not the code.") + " " + more


@for_anyone
def alone(request: HttpRequest) -> HttpResponse:
    """A link alone does not open anything: who has nothing of their own beside it is let in by the service."""
    return show(request, "entry/alone.html", status=403)


@for_anyone
def choose(request: HttpRequest) -> HttpResponse:
    """As whom to act: asked only of those who have more than one answer."""
    human = coming_in.who_is_in(request)
    if human is None:
        return redirect("enter")
    now = timezone.now()
    choices = [
        (organisation, capacity)
        for organisation in entry.organisations_of(human)
        for capacity in capacities(human, organisation, now)
    ]
    named = {f"{organisation.pk}/{capacity.value}": (organisation, capacity) for organisation, capacity in choices}
    wanted = request.POST.get("as") if request.method == "POST" else _only(list(named))
    if wanted in named:
        organisation, capacity = named[wanted]
        request.session["acting"] = {"organisation": str(organisation.pk), "capacity": capacity.value}
        return redirect("home")
    return show(request, "entry/choose.html", {"choices": named.items(), "own": Capacity.ONESELF})


def _only(keys: list[str]) -> str | None:
    """The one answer there is; staff who are nobody's network here need not be asked about being themselves."""
    work = [key for key in keys if not key.endswith(f"/{Capacity.ONESELF.value}")]
    only = work or keys
    return only[0] if len(only) == 1 else None


@for_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, and back to where one comes in."""
    sessions.forget(request.session.session_key or "")
    logout(request)
    return redirect("enter")
