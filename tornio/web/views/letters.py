"""Letters in words that the network has agreed: written in a meeting, positions kept, sent by a hand (R17, R20)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import letters as actions
from tornio.core.decisions import Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.letters import SentBy
from tornio.records.visible import between, networks, room
from tornio.records.visible import letters as visible
from tornio.web.forms.rights import SENT_BY, LetterForm, SentForm, StandForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import above, beside, refuse
from tornio.web.requests import Request


@require_safe
def letters(request: Request, pk: UUID) -> HttpResponse:
    """Every letter of the network, the newest first."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not visible.may_read(reader, pk):
        raise NotForYou
    opened(request, "letters", pk)
    context = {
        "network": network,
        "letters": visible.of_network(reader, pk),
        "staff": between.stands_as_staff(reader, pk),
        "layout": layout(reader),
    }
    return show(request, "rights/letters.html", context)


def draft(request: Request, pk: UUID) -> HttpResponse:
    """A letter begun in this meeting."""
    reader = request.reader
    meeting = room.meeting(reader, pk)
    if meeting is None or not between.stands_as_staff(reader, meeting.network_id):
        raise NotForYou
    form = LetterForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            made = actions.draft(
                key=given["key"], meeting=meeting, to_whom=given["to_whom"], words=given["words"], by=reader,
                at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. Now ask where each of you stands on these words."))
            return redirect("letter", meeting.network_id, made.pk)
    opened(request, "letters", meeting.network_id)
    context = {"form": form, "network": meeting.network, "layout": layout(reader)}
    return show(request, "rights/letter_new.html", context, status=422 if form.errors else 200)


def _version(request: Request, pk: UUID, letter_id: UUID) -> tuple[list[visible.Version], visible.Version]:
    for versions in visible.of_network(request.reader, pk):
        for version in versions:
            if version.row.pk == letter_id:
                return versions, version
    raise NotForYou


def letter(request: Request, pk: UUID, letter_id: UUID) -> HttpResponse:
    """One version: where each one stands on it, the versions before, another wording; `?paper` for the post."""
    reader = request.reader
    network = between.network(reader, pk)
    versions, version = _version(request, pk, letter_id)
    if network is None:
        raise NotForYou
    staff, on_paper = between.stands_as_staff(reader, pk), "paper" in request.GET
    people = _people(request, pk) if staff else []
    form = StandForm(request.POST if "where" in request.POST else None, people=people)
    again = LetterForm(
        request.POST if "to_whom" in request.POST else None,
        initial={"to_whom": version.row.to_whom, "words": version.row.words},
    )
    try:
        if form.is_valid():
            return _stand(request, form.cleaned_data, version)
        if staff and again.is_valid():
            return _again(request, again.cleaned_data, version)
    except Refused as no:
        refuse(again if again.is_bound else form, no)
    opened(request, "letters", pk)
    context = {
        "network": network,
        "version": version,
        "before": [each for each in versions if each.row.number < version.row.number],
        "newest": version is versions[0],
        "agreed": version.stand_of(network.centre_id) is Stand.AGREE,
        "form": form,
        "again": again,
        "sent_form": SentForm(),
        "ways": dict(SENT_BY),
        "staff": staff,
        "layout": "layout/print.html" if on_paper else layout(reader),
        "on_paper": on_paper,
    }
    template = "rights/letter_paper.html" if on_paper else "rights/letter.html"
    return show(request, template, context, status=422 if form.errors or again.errors else 200)


def _people(request: Request, pk: UUID) -> list[tuple[str, str]]:
    """Whose position staff may write down: the person's, the members', their own."""
    page = networks.page(request.reader, pk)
    if page is None:
        return []
    centre = (str(page.network.centre_id), page.network.centre.full_name)
    members = [(str(each.person_id), each.person.full_name) for each in page.members]
    return [centre, *members, (str(request.reader.person_id), _("Myself"))]


def _stand(request: Request, given: dict[str, str], version: visible.Version) -> HttpResponse:
    reader = request.reader
    actions.stand(
        key=UUID(str(given["key"])),
        letter=version.row,
        where=Stand(given["where"]),
        words=given["words"],
        person=UUID(given["person"]) if given.get("person") else None,
        by=reader,
        at=reader.at,
    )
    messages.success(request, _("Kept."))
    return redirect("letter", version.row.network_id, version.row.pk)


def _again(request: Request, given: dict[str, str], version: visible.Version) -> HttpResponse:
    reader = request.reader
    made = actions.draft(
        key=UUID(str(given["key"])),
        meeting=version.row.meeting,
        letter=version.row.letter,
        to_whom=given["to_whom"],
        words=given["words"],
        by=reader,
        at=reader.at,
    )
    messages.success(request, _("A new version. The former stays readable; ask again where each of you stands."))
    return redirect("letter", made.network_id, made.pk)


@require_POST
def sent(request: Request, pk: UUID, letter_id: UUID) -> HttpResponse:
    """Somebody took it there."""
    _versions, version = _version(request, pk, letter_id)
    form = SentForm(request.POST)
    with above(request):
        if form.is_valid():
            given = form.cleaned_data
            way, reader = SentBy(given["way"]), request.reader
            actions.sent(key=given["key"], letter=version.row, way=way, by=reader, at=reader.at)
            messages.success(request, _("Kept."))
        else:
            messages.error(request, _("Which way did it go?"))
    return redirect("letter", pk, letter_id)
