"""Between meetings: who is on the line, the call, a message, talk among staff, an act without a meeting."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import between, episodes
from tornio.core.between import ActKind, power_in_words
from tornio.core.contacts import Channel
from tornio.core.errors import NotForYou
from tornio.core.jurisdictions import Jurisdiction
from tornio.core.people import Capacity
from tornio.core.voices import Audience
from tornio.people import profiles
from tornio.people.keys import new_key
from tornio.records.visible import between as visible
from tornio.records.visible import people as people_visible
from tornio.records.visible import room, telephone
from tornio.web.drafts import Draft
from tornio.web.forms.between import ActForm, CallerForm, CallForm, TalkForm, WordForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import above
from tornio.web.requests import Request

KEPT = "Kept."


def find(request: Request) -> HttpResponse:
    """Who is calling? By name, for whoever is on duty or works with their network."""
    reader = request.reader
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    form = CallerForm(request.POST or None)
    found = visible.callers(reader, form.cleaned_data["name"]) if form.is_valid() else None
    context = {"form": form, "found": found, "duty": visible.on_duty(reader)}
    return show(request, "between/find.html", context, status=422 if form.errors else 200)


def call(request: Request, pk: UUID) -> HttpResponse:
    """Their name and their people, what comes next, what is open; and the call itself."""
    reader = request.reader
    caller_id = _key(request.GET.get("by"))
    network = visible.answering(reader, pk, caller_id)
    if network is None:
        raise NotForYou
    line = telephone.on_the_line(reader, network)
    caller = people_visible.names(reader, [caller_id or network.centre_id]).get(caller_id or network.centre_id)
    own = caller_id in (None, network.centre_id)
    if caller is None or not (own or line.name_of(caller.pk)):
        raise NotForYou
    draft = Draft(request, "call", network.pk, "words", "decided_for_self", beside=caller.pk.hex[-12:])
    if (typing := draft.kept()) is not None:
        return typing
    form = CallForm(request.POST or None, now=reader.at, centre=network.centre.called, caller=caller.called, own=own)
    if draft.done(form, lambda: _keep_call(request, form, network, caller)):
        return redirect("story", network.pk)
    opened(request, "call", network.pk)
    context = {"form": form, "network": network, "caller": caller, "own": own, "line": line, "draft": draft.address}
    return show(request, "between/call.html", context, status=422 if form.errors else 200)


def _keep_call(request: Request, form: CallForm, network: visible.NetworkRow, caller: visible.PersonRow) -> None:
    reader, given = request.reader, form.cleaned_data
    way = Channel(given["way"])
    between.call(
        key=given["key"],
        network=network,
        caller=caller,
        words=given["words"],
        told_that_it_is_read=given["told"],
        began_at=given["began_at"],
        way=way,
        decided_for_self=given["decided_for_self"],
        audience=Audience(given["audience"]),
        by=reader,
        at=reader.at,
    )
    if given["comes_back"] and caller.pk == network.centre_id:
        words = given["decided_for_self"] or given["words"]
        episodes.return_by_own_call(key=new_key(), network=network, words=words, way=way, by=reader, at=reader.at)
        messages.success(request, _("Kept. They are back, with the same team, and you are responsible."))
    else:
        messages.success(request, _(KEPT))


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as wrong:
        raise NotForYou from wrong


def _of_mine(request: Request, pk: UUID) -> visible.NetworkRow:
    found = visible.network(request.reader, pk)
    if found is None:
        raise NotForYou
    return found


def _of_ours(request: Request, pk: UUID) -> visible.NetworkRow:
    found = _of_mine(request, pk)
    if not visible.stands_as_staff(request.reader, pk):
        raise NotForYou
    return found


def word(request: Request, pk: UUID) -> HttpResponse:
    """Words between two meetings, by the person, a member or one of us."""
    reader = request.reader
    network = _of_mine(request, pk)
    if not visible.may_say(reader, pk):
        raise NotForYou
    own = network.centre_id == reader.person_id
    draft = Draft(request, "word", pk, "words")
    if (typing := draft.kept()) is not None:
        return typing
    form = WordForm(request.POST or None, centre=network.centre.called, own=own)
    if draft.done(form, lambda: _keep_word(request, form, network)):
        return redirect("story", pk)
    opened(request, "word", pk)
    context = {"form": form, "network": network, "own": own, "layout": layout(reader), "draft": draft.address}
    return show(request, "between/word.html", context, status=422 if form.errors else 200)


def _keep_word(request: Request, form: WordForm, network: visible.NetworkRow) -> None:
    reader, given = request.reader, form.cleaned_data
    audience = Audience(given["audience"])
    between.say(key=given["key"], network=network, words=given["words"], audience=audience, by=reader, at=reader.at)
    messages.success(request, _(KEPT))


def talk(request: Request, pk: UUID) -> HttpResponse:
    """We spoke of them without them: who, why, what."""
    reader = request.reader
    network = _of_ours(request, pk)
    colleagues = {str(each.pk): each for each in visible.colleagues(reader) if each.person_id != reader.person_id}
    named = [(key, f"{each.person.full_name}, {each.described}") for key, each in colleagues.items()]
    draft = Draft(request, "talk", pk, "why", "words")
    if (typing := draft.kept()) is not None:
        return typing
    form = TalkForm(request.POST or None, now=reader.at, colleagues=named)
    if draft.done(form, lambda: _keep_talk(request, form, network, colleagues)):
        return redirect("story", pk)
    opened(request, "talk", pk)
    context = {"form": form, "network": network, "draft": draft.address}
    return show(request, "between/talk.html", context, status=422 if form.errors else 200)


def _keep_talk(
    request: Request, form: TalkForm, network: visible.NetworkRow, colleagues: Mapping[str, visible.PractitionerRow]
) -> None:
    reader, given = request.reader, form.cleaned_data
    between.talk(
        key=given["key"],
        network=network,
        with_whom=[colleagues[each] for each in given["with_whom"]],
        others=given["others"],
        why=given["why"],
        words=given["words"],
        spoken_at=given["spoken_at"],
        minutes=given["minutes"],
        by=reader,
        at=reader.at,
    )
    messages.success(request, _("Kept. %(name)s can read it now.") % {"name": network.centre.called})


def law_of(network: visible.NetworkRow) -> Jurisdiction:
    """The law of the land where this network's service works."""
    return profiles.profile(network.service.profile).jurisdiction


def act(request: Request, pk: UUID) -> HttpResponse:
    """Something was done without a meeting."""
    reader = request.reader
    network = _of_ours(request, pk)
    law = law_of(network)
    draft = Draft(request, "act", pk, "what", "by_whom", "capacity_evidence", "consulted", "why_without")
    if (typing := draft.kept()) is not None:
        return typing
    form = ActForm(request.POST or None, now=reader.at, centre=network.centre.called, law=law)
    if draft.done(form, lambda: _keep_act(request, form, network, law)):
        return redirect("story", pk)
    opened(request, "act", pk)
    context = {"form": form, "network": network, "law": law, "draft": draft.address}
    return show(request, "between/act.html", context, status=422 if form.errors else 200)


def _keep_act(request: Request, form: ActForm, network: visible.NetworkRow, law: Jurisdiction) -> None:
    reader, given = request.reader, form.cleaned_data
    between.act(
        key=given["key"],
        network=network,
        kind=ActKind(given["kind"]),
        what=given["what"],
        by_whom=given["by_whom"],
        power=power_in_words(given["power"], given["power_other"], law),
        capacity_evidence=given["capacity_evidence"],
        consulted=given["consulted"],
        why_without=given["why_without"],
        happened_at=given["happened_at"],
        until=given["until"],
        audience=Audience(given["audience"]),
        by=reader,
        at=reader.at,
    )
    messages.success(request, _("Kept. It stands first at the next meeting."))


@require_POST
def left_told(request: Request, pk: UUID, member_id: UUID) -> HttpResponse:
    """The network was told that somebody is of the team no more."""
    reader = request.reader
    meeting = room.meeting(reader, pk)
    gone = {each.pk: each for each in visible.left_untold(reader, meeting)} if meeting else {}
    if meeting is None or member_id not in gone:
        raise NotForYou
    with above(request):
        episodes.tell_left(member=gone[member_id], meeting=meeting, by=reader, at=reader.at)
    return redirect("meeting", pk)
