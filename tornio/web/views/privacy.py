"""The privacy lead's home: who reached beyond their networks, told at once; readings to ask about; having looked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tornio.actions import break_glass as actions
from tornio.core.curiosity import Reason
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.records.visible import apart, deaths, deletions, figures, safeguarding
from tornio.records.visible import privacy as visible
from tornio.web import live
from tornio.web.forms.beyond import NoteForm
from tornio.web.frame import show
from tornio.web.pages import opened
from tornio.web.requests import Request
from tornio.web.views.readings import PAGES

REASONS = {
    Reason.SAME_SURNAME: gettext_lazy("The same last name as somebody there."),
    Reason.SAME_ADDRESS: gettext_lazy("The same address as somebody there."),
    Reason.COLLEAGUE: gettext_lazy("The person works here too."),
    Reason.NO_MEETING: gettext_lazy("No meeting with this network, and no call just then."),
    Reason.MANY_IN_A_ROW: gettext_lazy("One of many networks, one after another, that are not theirs to look after."),
}


def _for_the_privacy_lead(request: Request) -> None:
    if request.reader.capacity is not Capacity.PRIVACY_LEAD:
        raise NotForYou


def _waiting(request: Request) -> tuple[visible.Watch, str, str]:
    """What waits to be looked at; as a fragment; its stamp."""
    reader = request.reader
    watch = visible.watch(reader)
    context = {"watch": watch, "reasons": REASONS, "now": reader.at}
    html = render_to_string("privacy/_waiting.html", context)
    return watch, html, live.remember(request, html, reader.organisation_id)


def home(request: Request) -> HttpResponse:
    """Where the privacy lead begins."""
    watch, html, stamp = _waiting(request)
    looks = apart.to_look_at(request.reader)
    fragment = mark_safe(html)  # noqa: S308 - our own template has escaped it
    worries = safeguarding.waiting(request.reader)
    second, undecided = deletions.for_a_second(request.reader), deaths.undecided(request.reader)
    context = {"fragment": fragment, "stamp": stamp, "looks": looks, "worries": worries}
    leaving = figures.unanswered(request.reader)
    context |= {"for_a_second": second, "undecided": undecided, "leaving": leaving}
    context["waits"] = bool(worries or looks or second or undecided or leaving or watch.to_look or watch.lines)
    return show(request, "privacy/home.html", context)


@require_safe
def now(request: Request) -> HttpResponse:
    """The part that waits alone, or nothing while nothing has changed."""
    _for_the_privacy_lead(request)
    _watch, html, stamp = _waiting(request)
    return live.part(request, stamp, lambda: html)


def glass(request: Request, glass_id: UUID) -> HttpResponse:
    """One breaking of the glass: why, and everything that was opened by it."""
    _for_the_privacy_lead(request)
    found = visible.one(request.reader, glass_id)
    if found is None:
        raise NotForYou
    network, who = found.broken.glass.network_id, found.broken.glass.person_id
    return _look(request, "privacy/glass.html", {"found": found}, network=network, who=who, glass_id=glass_id)


def line(request: Request, pk: UUID, reader_id: UUID) -> HttpResponse:
    """What somebody who works here opened of one network lately, and why one may want to ask."""
    _for_the_privacy_lead(request)
    found = visible.read_by(request.reader, pk, reader_id)
    if found is None:
        raise NotForYou
    return _look(request, "privacy/line.html", {"found": found, "reasons": REASONS}, network=pk, who=reader_id)


def _look(
    request: Request,
    template: str,
    context: dict[str, object],
    *,
    network: UUID,
    who: UUID,
    glass_id: UUID | None = None,
) -> HttpResponse:
    """The page, itself a reading; and "I have looked at this"."""
    reader = request.reader
    form = NoteForm(request.POST or None)
    if form.is_valid():
        actions.looked_at(
            key=form.cleaned_data["key"], reader_id=who, network_id=network, glass_id=glass_id,
            words=form.cleaned_data["words"], by=reader, at=reader.at,
        )  # fmt: skip
        messages.success(request, _("Kept: you have looked at it."))
        return redirect("home")
    opened(request, "looked into", network)
    own = who == reader.person_id
    status = 422 if form.errors else 200
    return show(request, template, {**context, "form": form, "own": own, "pages": PAGES}, status=status)
