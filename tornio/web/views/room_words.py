"""Words in the room: saying, reading back, wording anew, sharing, standing at the front, and questions kept open."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import questions as question_actions
from tornio.actions import voices as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.voices import Audience, Became, How, VoiceKind, audiences
from tornio.records.visible import room as visible_room
from tornio.records.visible import voices as visible
from tornio.web import drafts
from tornio.web.forms.voices import AddForm, AskForm, RewordForm, ShareForm, TurnForm, as_choices
from tornio.web.frame import show
from tornio.web.middleware import for_table
from tornio.web.refusing import beside, refuse
from tornio.web.requests import Request
from tornio.web.views import room_page
from tornio.web.views.room import again, read
from tornio.web.views.room_page import Room, the_room


def at(meeting_id: UUID, mark: str) -> HttpResponse:
    """Back to the room, where this stands."""
    return redirect(f"{reverse('meeting', args=[meeting_id])}#{mark}")


@for_table
@require_POST
def say(request: Request, meeting_id: UUID) -> HttpResponse:
    """Somebody's words are kept; what was written down for somebody is read back to them first."""
    here = the_room(request, meeting_id)
    form = room_page.say_form(here, request.POST)
    if not form.is_valid() or "again" in request.POST:
        return again(request, here, "say", form)
    given = form.given()
    if not given["read_back"] and _for_somebody(here, given):
        return show(request, "room/read_back.html", _reading_back(here, form, given))
    try:
        voice = actions.say(
            meeting=here.meeting,
            by=here.reader,
            at=here.reader.at,
            draft="" if here.on_table else here.place() + drafts.device(request),
            **given,
        )
    except Refused as no:
        return again(request, here, "say", form, no)
    return at(meeting_id, f"v-{visible.mark(voice)}")


def _for_somebody(here: Room, given: dict[str, Any]) -> bool:
    speaker = given["speaker"]
    if speaker is None:
        return False
    return bool(speaker != (given["writer"] if here.on_table else here.reader.person_id))


def _reading_back(here: Room, form: Any, given: dict[str, Any]) -> dict[str, Any]:
    names = {each.person.pk: each.person.called for each in here.people}
    if given["speaker"] not in names:
        raise NotForYou
    skipped = {"csrfmiddlewaretoken", "read_back", "read_back_words", "again"}
    sent = [(name, value) for name, values in form.data.lists() for value in values if name not in skipped]
    return {
        "here": here,
        "layout": here.layout(),
        "name": names[given["speaker"]],
        "words": given["words"],
        "sent": sent,
    }


@require_POST
def draft(request: Request, meeting_id: UUID) -> HttpResponse:
    """What is being typed, kept for its writer alone."""
    here = the_room(request, meeting_id)
    place = here.place() + drafts.device(request)
    return drafts.typed(request, {place: request.POST.get("words", "")})


def _mine(request: Request, here: Room, voice_id: UUID) -> visible.VoiceRow:
    voice = visible.voice(request.reader, voice_id)
    if voice is None or voice.meeting_id != here.meeting.pk or voice.author_id != request.reader.person_id:
        raise Http404
    return voice


def words(request: Request, meeting_id: UUID, voice_id: UUID) -> HttpResponse:
    """One's own words: add to them, say them otherwise, choose who reads them, read how one said it before."""
    here = the_room(request, meeting_id)
    voice = _mine(request, here, voice_id)
    do = request.POST.get("do", "")
    kept = {"add": AddForm, "reword": RewordForm}
    forms: dict[str, Any] = {
        name: kind(request.POST if do == name else None, initial={"words": voice.text} if name == "reword" else {},
                   auto_id=f"{name}_%s")
        for name, kind in kept.items()
    }  # fmt: skip
    forms["share"] = _share_form(here, voice, request.POST if do == "share" else None)
    if request.method == "POST" and do in forms and forms[do].is_valid():
        try:
            return _done(request, here, voice, do, forms[do])
        except Refused as no:
            refuse(forms[do], no)
    read(here)
    context = {
        "here": here,
        "layout": here.layout(),
        "voice": voice,
        "forms": forms,
        "earlier": visible.earlier_wordings(here.reader, voice),
        "refused": forms.get(do) if request.method == "POST" else None,
    }
    return show(request, "room/words.html", context, status=422 if request.method == "POST" else 200)


def _share_form(here: Room, voice: visible.VoiceRow, data: Any) -> ShareForm:
    how = How.REFLECTION if voice.kind == VoiceKind.REFLECTION.value else How.OWN
    if how is How.OWN and voice.written_by_id != voice.author_id:
        how = How.FOR_SOMEBODY
    initial = {"audience": voice.audience, "chosen": [str(each) for each in voice.chosen]}
    form = ShareForm(data, initial=initial, auto_id="share_%s")
    chosen = [] if here.as_staff else visible_room.may_be_chosen(here.reader, here.meeting)
    people = as_choices((each.pk, each.called) for each in chosen)
    form.offer(audiences(staff=here.as_staff, how=how), here.name, people)
    return form


def _done(request: Request, here: Room, voice: visible.VoiceRow, do: str, form: Any) -> HttpResponse:
    by: dict[str, Any] = {"voice": voice, "by": here.reader, "at": here.reader.at}
    if do == "share":
        audience, chosen = form.audience_given()
        actions.share(audience=audience, chosen=chosen, **by)
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("words", here.meeting.pk, voice.pk)
    verb = actions.add if do == "add" else actions.reword
    verb(key=form.cleaned_data["key"], words=form.cleaned_data["words"], **by)
    messages.success(request, _("Your words are kept."))
    return redirect("meeting", here.meeting.pk)


@require_POST
def front(request: Request, meeting_id: UUID) -> HttpResponse:
    """Words stand at the front, or in their place again: their author or the person asks for it."""
    here = the_room(request, meeting_id)
    wanted = request.POST.get("back") or request.POST.get("voice") or ""
    found = [each.voice for each in here.said if each.mark == wanted]
    if not found:
        raise NotForYou
    actions.stand_at_front(voice=found[0], by=here.reader, at=here.reader.at, front="voice" in request.POST)
    return at(meeting_id, f"v-{wanted}")


@for_table
@require_POST
def ask(request: Request, meeting_id: UUID) -> HttpResponse:
    """A question that the network keeps open (R15)."""
    here = the_room(request, meeting_id)
    speakers = here.everyone(but_me=True) if here.as_staff or here.on_table else []
    form = AskForm(request.POST).of(speakers, here.writers())
    if not form.is_valid():
        return again(request, here, "ask", form)
    given = form.cleaned_data
    try:
        asked = question_actions.ask(
            key=given["key"],
            meeting=here.meeting,
            words=given["words"],
            by=here.reader,
            at=here.reader.at,
            asked_by=UUID(given["asked_by"]) if given.get("asked_by") else None,
            writer=UUID(given["writer"]) if given.get("writer") else None,
            audience=Audience.NETWORK,
        )
    except Refused as no:
        return again(request, here, "ask", form, no)
    return at(meeting_id, f"q-{asked.pk}")


@for_table
def question(request: Request, meeting_id: UUID, question_id: UUID) -> HttpResponse:
    """What became of a question today: all three answers are equal, words are welcome and not needed (R15)."""
    here = the_room(request, meeting_id)
    found = visible.question(request.reader, question_id)
    if found is None or not here.is_open or not here.writes or found.network_id != here.meeting.network_id:
        raise Http404
    form = TurnForm(request.POST or None, initial={"became": request.GET.get("became")}).of(here.writers())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with beside(form):
            question_actions.turn(
                question=found,
                meeting=here.meeting,
                became=Became(given["became"]),
                words=given["words"],
                by=here.reader,
                at=here.reader.at,
                writer=UUID(given["writer"]) if given.get("writer") else None,
            )
            return at(meeting_id, f"q-{found.pk}")
    read(here)
    context = {"here": here, "layout": here.layout(), "question": found, "form": form}
    return show(request, "room/question.html", context, status=422 if form.errors else 200)
