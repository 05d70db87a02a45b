"""Coming in, step by step: what somebody has shown, what is still asked for, and what their session may then do."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tornio.core.people import Capacity
from tornio.people import entry, factors, sessions
from tornio.people.entry import HumanRow
from tornio.people.factors import Factor

ARRIVED = "arrived"  # the token of a link that was followed: here, and in no address that a browser remembers
COMING = "coming"  # who has shown the first of two things
CAME_IN = "came_in"  # with what, and when
BACKEND = "django.contrib.auth.backends.ModelBackend"
PATIENCE = timedelta(minutes=15)  # between the first and the second
RECENT = timedelta(minutes=10)  # within which one's own ways in may be changed


def ask_for_second(request: HttpRequest, human: HumanRow) -> HttpResponse:
    """They have shown one thing; now one of their own. Errors: nothing is kept for who has none of their own yet."""
    if not factors.kinds(human):
        return redirect("enter_alone")
    request.session[COMING] = {"human": str(human.pk), "at": timezone.now().isoformat()}
    return redirect("second")


def who_is_coming(request: HttpRequest) -> HumanRow | None:
    """Who has shown the first thing in this browser, a short while ago; or who is in and shows again."""
    coming = request.session.get(COMING)
    if coming is None or datetime.fromisoformat(coming["at"]) + PATIENCE < timezone.now():
        return None
    return entry.human(UUID(coming["human"]))


def complete(request: HttpRequest, human: HumanRow, used: Factor, *, is_shared: bool) -> HttpResponse:
    """They are in, in a session with a new key. Whoever has no way of their own yet is shown how to make one."""
    if request.user.is_authenticated and request.user.pk == human.pk and CAME_IN in request.session:
        return _again(request, used)
    now = timezone.now()
    request.session.flush()  # nothing that was here before they came goes on with them
    login(request, human, backend=BACKEND)
    request.session[CAME_IN] = {"used": [used.value], "at": now.isoformat()}
    request.session[sessions.SHARED] = is_shared
    request.session.save()
    device = device_of(request.headers.get("User-Agent", ""))
    sessions.begin(human, request.session.session_key or "", device=device, is_shared=is_shared, at=now)
    return redirect("ways_in" if used is Factor.TOLD else "choose")


def _again(request: HttpRequest, used: Factor) -> HttpResponse:
    show(request, used)
    request.session.pop(COMING, None)
    return redirect("ways_in")


def show(request: HttpRequest, used: Factor) -> None:
    """Whoever is in has shown one thing more."""
    before = request.session.get(CAME_IN, {}).get("used", [])
    request.session[CAME_IN] = {"used": [*before, used.value], "at": timezone.now().isoformat()}


def used(request: HttpRequest) -> list[str]:
    """With what they came in."""
    found: list[str] = request.session.get(CAME_IN, {}).get("used", [])
    return found


def is_recent(request: HttpRequest) -> bool:
    """Whether they showed who they are a short while ago: asked before their own ways in are changed."""
    came = request.session.get(CAME_IN)
    return came is not None and datetime.fromisoformat(came["at"]) + RECENT > timezone.now()


def who_is_in(request: HttpRequest) -> HumanRow | None:
    """Who has come in, in a way that holds here: a demo's link does not hold in a service."""
    if not request.user.is_authenticated:
        return None
    holds = settings.DEMO or any(each != Factor.DEMO for each in used(request))
    return request.user if holds else None


def may_act(request: HttpRequest, capacity: Capacity) -> bool:
    """Whether this session may act so: staff need a passkey or a code of their own; a demo asks nobody."""
    if settings.DEMO:
        return True
    return capacity is Capacity.ONESELF or factors.strong_enough_for_staff(used(request))


def staying(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: somebody doing something keeps a shared session awake; a page asking by itself does not."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.session.get(sessions.SHARED) and "X-Tornio-Live" not in request.headers:
            sessions.keep_awake(request.session.session_key or "", timezone.now())
        return get_response(request)

    return answer


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
            ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_of(agent: str) -> str:
    """A browser as its owner would know it again: "Firefox on Android"."""
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}/", agent)), _("A browser"))
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
