"""The public page: anybody writes to a service, with no account; nothing of anybody is told in answer (R7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tornio.actions import contacts
from tornio.core.clocks import Clocks, due_at
from tornio.core.contacts import Channel
from tornio.core.errors import Refused
from tornio.core.people import Capacity
from tornio.people import profiles
from tornio.people.acting import Reader, acting_as
from tornio.people.open_door import service_at
from tornio.records.visible.people import ServiceRow
from tornio.web import waiting
from tornio.web.forms.public import PublicForm
from tornio.web.frame import Frame, show
from tornio.web.framing import house_of
from tornio.web.limits import TooMany, not_too_many
from tornio.web.middleware import for_anyone
from tornio.web.refusing import refuse

PURPOSE = "the public page"


@contextmanager
def _at_the_door(request: HttpRequest, slug: str) -> Iterator[tuple[ServiceRow, datetime]]:
    """The service's own house round the page, its clocks, and where "Leave quickly" goes."""
    service, _organisation = service_at(slug)
    request.frame = Frame(house=house_of(service))  # type: ignore[attr-defined]
    request.session["exit_url"] = service.exit_url
    with timezone.override(ZoneInfo(service.time_zone)):
        yield service, timezone.now()


@for_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def public_contact(request: HttpRequest, service: str) -> HttpResponse:
    """Write to us."""
    with _at_the_door(request, service) as (here, now):
        profile = profiles.profile(here.profile)
        region = profile.jurisdiction.telephone_region
        form = PublicForm(request.POST or None, initial={"key": uuid4()}, region=region)
        status = 200 if not form.errors else 422
        if request.method == "POST" and form.is_valid():
            try:
                not_too_many(request, service)
                _send(form, here, now)
                request.session["wrote_at"] = now.isoformat()
                return redirect("public_thanks", service)
            except Refused as no:
                refuse(form, no)
                status = 429 if isinstance(no, TooMany) else 422
        context = {"form": form, "service": here, "promise": waiting.promise(profile)}
        return show(request, "public/contact.html", context, status=status)


def _send(form: PublicForm, service: ServiceRow, now: datetime) -> None:
    with _acting(service, now) as reader:
        contacts.take(key=form.cleaned_data["key"], told=form.told(), channel=Channel.WEB, by=reader, at=now)


@contextmanager
def _acting(service: ServiceRow, now: datetime) -> Iterator[Reader]:
    with acting_as(
        human=None,
        capacity=Capacity.PUBLIC,
        organisation=service.organisation,
        purpose=PURPOSE,
        at=now,
        service_id=service.pk,
    ) as reader:
        yield reader


@for_anyone
@require_safe
def thanks(request: HttpRequest, service: str) -> HttpResponse:
    """What happens next, and by when; the same page for everybody."""
    with _at_the_door(request, service) as (here, _now):
        profile = profiles.profile(here.profile)
        wrote = request.session.get("wrote_at")
        by = due_at(Clocks(contacted_at=datetime.fromisoformat(wrote)), profile) if wrote else None
        return show(request, "public/thanks.html", {"service": here, "by": by, "promise": waiting.promise(profile)})
