"""Coming in by a link, choosing as whom to act, signing out. A GET never uses anything up."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from tornio.core.people import Capacity
from tornio.people import demo, entry
from tornio.people.acting import capacities
from tornio.web.frame import show
from tornio.web.middleware import for_anyone


@for_anyone
def enter(request: HttpRequest) -> HttpResponse:
    """Where one comes in; a demo names who can be tried."""
    people = demo.people() if settings.DEMO else []
    return show(request, "entry/enter.html", {"people": people})


@for_anyone
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link shows whose it is and asks; the button signs in."""
    now = timezone.now()
    if request.method != "POST":
        link = entry.find(token, at=now)
        return show(request, "entry/by_link.html", {"link": link}, status=200 if link else 404)
    human = entry.use(token, at=now)
    if human is None:
        return show(request, "entry/by_link.html", {"link": None}, status=404)
    login(request, human, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("choose")


@for_anyone
def choose(request: HttpRequest) -> HttpResponse:
    """As whom to act: asked only of those who have more than one answer."""
    if not request.user.is_authenticated:
        return redirect("enter")
    now = timezone.now()
    choices = [
        (organisation, capacity)
        for organisation in entry.organisations_of(request.user)
        for capacity in capacities(request.user, organisation, now)
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
    logout(request)
    return redirect("enter")
