"""Who is reading: each view acts inside `acting_as`, so that whatever fails in it is taken back whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from tornio.core.asking import Malformed
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.core.roads import NotAskedYet
from tornio.people import roads
from tornio.people.acting import acting_as, organisation_of
from tornio.web import coming_in
from tornio.web.framing import frame_for
from tornio.web.policy import Policy, declared
from tornio.web.table import on_table

PURPOSES = {
    Capacity.ONESELF: "their own pages",
    Capacity.PRACTITIONER: "work with the network",
    Capacity.SERVICE_LEAD: "leading the service",
    Capacity.PRIVACY_LEAD: "protecting what is private",
    Capacity.EVALUATOR: "evaluation",
    Capacity.ADMINISTRATOR: "keeping the installation",
}

View = Callable[..., HttpResponse]


def for_anyone(view: View) -> View:
    """Marks a view that needs no sign-in and sets its own reader, if it has one."""
    view.for_anyone = True  # type: ignore[attr-defined]
    return view


def for_table(view: View) -> View:
    """Marks a view that the screen on the table may show: one meeting's room, and nothing else of the house."""
    view.for_table = True  # type: ignore[attr-defined]
    return view


def policy_of(request: HttpRequest) -> Policy | None:
    """What is declared of the address that was asked for."""
    found = request.resolver_match
    return declared().get(found.view_name) if found is not None else None


class ActingMiddleware:
    """Opens the frame round each view; it is last, so that everything inside it is the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of what comes next."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The view's own answer, made inside its reader's frame; a way of asking that nobody declared has none."""
        policy = policy_of(request)
        if policy is not None and request.method not in policy.methods:
            return HttpResponseNotAllowed(sorted(policy.methods))
        try:
            if getattr(view, "for_anyone", False):
                return view(request, *args, **kwargs)
            return self._asking_first(request, view, args, kwargs)
        except NotForYou as error:
            raise Http404 from error
        except Malformed as error:
            raise BadRequest from error

    def _asking_first(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse:
        """What another server has to be asked is asked with no transaction open; then the view begins anew."""
        try:
            return self._acting(request, view, args, kwargs)
        except NotAskedYet as first:
            roads.ask(first.points, timezone.now())
        return self._acting(request, view, args, kwargs)

    def _acting(self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponse:
        table = request.session.get("table")
        if table is not None and getattr(view, "for_table", False):
            return on_table(request, table, view, args, kwargs)
        chosen = request.session.get("acting")
        human = coming_in.who_is_in(request)
        if human is None or chosen is None:  # who is in already is asked as whom, and not to come in again
            return HttpResponseRedirect(resolve_url("enter" if human is None else "choose"))
        organisation = organisation_of(UUID(chosen["organisation"]))
        capacity = Capacity(chosen["capacity"])
        if not coming_in.may_act(request, capacity):
            return HttpResponseRedirect(resolve_url("ways_in"))
        with acting_as(
            human=human,
            capacity=capacity,
            organisation=organisation,
            purpose=PURPOSES[capacity],
            at=timezone.now(),
        ) as reader:
            request.reader = reader  # type: ignore[attr-defined]
            request.frame, zone = frame_for(request, reader)  # type: ignore[attr-defined]
            request.session.setdefault("exit_url", request.frame.house.exit_url)  # type: ignore[attr-defined]
            policy = policy_of(request)
            if policy is not None and not policy.admits(capacity):
                raise NotForYou
            with timezone.override(ZoneInfo(zone)):
                return view(request, *args, **kwargs)
