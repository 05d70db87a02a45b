"""One's own messages and how one may be reached; what did not arrive, and letters to print."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages as strips
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tornio.actions import messages as actions
from tornio.actions import readings
from tornio.actions import ways as way_actions
from tornio.core.errors import NotForYou
from tornio.core.messages import TO_STAFF, Channel, MessageKind, NotArrived, compose
from tornio.core.people import WayKind
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.records.visible import messages as visible
from tornio.records.visible import people as visible_people
from tornio.records.visible.people import own_service
from tornio.web.forms.messages import WayForm, WayWithThemForm
from tornio.web.frame import show
from tornio.web.pages import layout
from tornio.web.refusing import beside
from tornio.web.requests import Request
from tornio.web.when import DAYS

ABOUT = {
    MessageKind.INVITED: gettext_lazy("You are asked to a meeting."),
    MessageKind.REMINDER: gettext_lazy("A meeting comes soon."),
    MessageKind.MOVED: gettext_lazy("A meeting has another time or another place."),
    MessageKind.CALLED_OFF: gettext_lazy("A meeting will not be held."),
    MessageKind.TEAM: gettext_lazy("Who of us stays with you has changed."),
    MessageKind.STANDS_IN: gettext_lazy("Somebody else of us comes to a meeting."),
    MessageKind.READ_BACK: gettext_lazy("Your words were written down and read back to you."),
    MessageKind.OFFERED: gettext_lazy("You are asked to take on a first contact."),
    MessageKind.WAITS: gettext_lazy("Somebody who called waits for a meeting."),
    MessageKind.SILENCE: gettext_lazy("A colleague at a door has not said that they are out."),
    MessageKind.HELP: gettext_lazy("A colleague at a door needs help."),
    MessageKind.BEYOND: gettext_lazy("Somebody read beyond their own networks."),
    MessageKind.TELEPHONE: gettext_lazy("When you hold the telephone has changed."),
    MessageKind.EXPECTED: gettext_lazy("You are expected at a meeting. It is new, agreed, or at another time."),
    MessageKind.NOT_EXPECTED: gettext_lazy("You are not expected at a meeting any more."),
    MessageKind.LOOK: gettext_lazy("Something waits for you to look at it."),
}
WHY = {
    NotArrived.NO_WAY: gettext_lazy("They have told us no way to write to them."),
    NotArrived.HOURS_IN_WORDS: gettext_lazy("They told us in words when it is safe."),
    NotArrived.REFUSED: gettext_lazy("The address they gave does not exist."),
    NotArrived.TOO_LATE: gettext_lazy("It could not be sent while it was of use."),
}
BY = {
    Channel.TEXT.value: gettext_lazy("by text"),
    Channel.EMAIL.value: gettext_lazy("by e-mail"),
    Channel.LETTER.value: gettext_lazy("by letter"),
}


def words() -> dict[str, object]:
    """What templates say by the core's words."""
    return {
        "about": {kind.value: told for kind, told in ABOUT.items()},
        "why": {reason.value: told for reason, told in WHY.items()},
        "by_route": BY,
    }


@require_safe
def own(request: Request) -> HttpResponse:
    """What there is for the reader, with the way to it; in a demo also what would have been sent."""
    reader = request.reader
    found = visible.own(reader)
    sent = []
    if settings.DEMO:
        service = own_service(reader)
        name = service.neutral_name if service else ""
        sent = [(each, compose(MessageKind(each.message.kind), name)) for each in visible.in_the_post_box(reader)]
    context = {"found": found, "layout": layout(reader), "sent": sent, "demo": settings.DEMO, **words()}
    return show(request, "messages/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: Request) -> HttpResponse:
    """How and when the reader may be written to; another way, or one that ends."""
    reader = request.reader
    service = own_service(reader)
    law = profiles.profile(service.profile).jurisdiction if service else profiles.jurisdiction("england")
    form = WayForm(request.POST or None, initial={"key": uuid4()}, region=law.telephone_region)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with beside(form):
            way_actions.tell_own_way(
                kind=WayKind(given["kind"]), value=given["value"], hours_from=given["hours_from"],
                hours_until=given["hours_until"], days=given["days"], by=reader, at=reader.at,
            )  # fmt: skip
            strips.success(request, _("Kept. From now on we write there."))
            return redirect("ways")
    profile = profiles.profile(service.profile) if service else None
    context = {
        "ways": list(visible.own_ways(reader)),
        "form": form,
        "layout": layout(reader),
        "days": DAYS,
        "usual": (profile.messages_from, profile.messages_until) if profile else None,
        "staff": reader.practitioner_id is not None,
    }
    return show(request, "messages/ways.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ways_of(request: Request, pk: UUID, person_id: UUID) -> HttpResponse:
    """How somebody of a network may be written to, told to one of us and written down with them."""
    reader = request.reader
    person = visible_people.somebody(reader, person_id)
    if person is None or not visible_people.may_write_ways(reader, pk, person_id):
        raise NotForYou
    service = own_service(reader)
    law = profiles.profile(service.profile).jurisdiction if service else profiles.jurisdiction("england")
    form = WayWithThemForm(request.POST or None, region=law.telephone_region)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with beside(form):
            way_actions.write_down_way(
                person=person, network=pk, kind=WayKind(given["kind"]), value=given["value"],
                hours_from=given["hours_from"], hours_until=given["hours_until"], days=given["days"],
                with_them=given["with_them"], by=reader, at=reader.at,
            )  # fmt: skip
            strips.success(request, _("Kept. %(name)s sees that you wrote it down.") % {"name": person.called})
            return redirect("ways_of", pk, person_id)
    readings.opened("reached", by=reader, at=reader.at, network=pk, subject=person_id, as_whom=request.frame.role)
    known = list(visible_people.safe_ways(reader, person_id).select_related("told_to").order_by("kind", "since"))
    context = {"person": person, "network": pk, "ways": known, "form": form,
               "days": DAYS}  # fmt: skip
    return show(request, "messages/ways_of.html", context, status=422 if form.errors else 200)


@require_POST
def end_way(request: Request, way_id: UUID) -> HttpResponse:
    """Nothing goes there any more."""
    way_actions.end_own_way(way_id=way_id, by=request.reader, at=request.reader.at)
    strips.success(request, _("Nothing goes there any more."))
    return redirect("ways")


@require_safe
def undelivered(request: Request) -> HttpResponse:
    """Messages that did not arrive, and letters to print, for whoever looks after them."""
    found = visible.undelivered(request.reader)
    context = {"found": found, "told_where": _told_where(request.reader, found), **words()}
    return show(request, "messages/undelivered.html", context)


def _told_where(reader: Reader, found: visible.Undelivered) -> dict[UUID, str]:
    """By message: the page on which the hours stand that somebody told in words, where the reader opens it."""
    theirs = [each for each in found.messages if each.why == NotArrived.HOURS_IN_WORDS.value]
    pages = {each.pk: reverse("ways") for each in theirs if each.person_id == reader.person_id}
    for each in theirs:
        if each.network_id is None or MessageKind(each.kind) in TO_STAFF:
            continue  # of colleagues that is theirs
        if visible_people.lets_in(reader, each.network_id):
            pages[each.pk] = reverse("ways_of", args=[each.network_id, each.person_id])
    return pages


MENDED = {"posted": actions.posted, "told": actions.told_in_another_way}


@require_POST
def mended(request: Request, message_id: UUID, how: str) -> HttpResponse:
    """A letter was posted, or somebody told them in another way."""
    if how not in MENDED:
        raise NotForYou
    message = visible.to_mend(request.reader, message_id)
    MENDED[how](message=message, by=request.reader, at=request.reader.at)
    strips.success(request, _("Kept."))
    return redirect("undelivered")


@require_safe
def letter(request: Request, message_id: UUID) -> HttpResponse:
    """One letter as it is printed: an address, a line, the neutral name."""
    message = visible.to_mend(request.reader, message_id)
    way = visible.letter_way(request.reader, message)
    said = compose(MessageKind(message.kind), message.service.neutral_name)
    return show(request, "messages/letter.html", {"message": message, "way": way, "said": said})
