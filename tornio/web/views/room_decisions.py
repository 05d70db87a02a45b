"""What the room comes to: settling, leaving open, where each one stands, what is done without a meeting told first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tornio.actions import between as between_actions
from tornio.actions import decisions as actions
from tornio.core.between import Telling
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.errors import Refused
from tornio.core.voices import audiences
from tornio.people.keys import new_key
from tornio.records.visible import between as visible_between
from tornio.records.visible import decisions as visible
from tornio.records.visible import room as visible_room
from tornio.web.forms.decisions import STILL_TALKING, SettleForm, StandForm
from tornio.web.forms.voices import as_choices
from tornio.web.frame import show
from tornio.web.middleware import for_table
from tornio.web.refusing import above, beside
from tornio.web.requests import Request, key_sent
from tornio.web.views.room import again, read
from tornio.web.views.room_page import Room, the_room
from tornio.web.views.room_words import at


@for_table
@require_POST
def settle(request: Request, meeting_id: UUID) -> HttpResponse:
    """Decided, not decided, or still talking: all three are equal (R15, R20)."""
    here = the_room(request, meeting_id)
    form = SettleForm(request.POST).of(here.writers())
    if not form.is_valid():
        return again(request, here, "settle", form)
    given = form.cleaned_data
    if given["outcome"] == STILL_TALKING:
        messages.success(request, _("Then you go on talking. Nothing has to be settled."))
        return redirect("meeting", meeting_id)
    try:
        made = actions.settle(
            key=given["key"],
            meeting=here.meeting,
            outcome=Outcome(given["outcome"]),
            kind=DecisionKind(given["kind"]),
            words=given["words"],
            by=here.reader,
            at=here.reader.at,
            writer=UUID(given["writer"]) if given.get("writer") else None,
        )
    except Refused as no:
        return again(request, here, "settle", form, no)
    if made.outcome == Outcome.NOT_DECIDED.value:
        return at(meeting_id, f"d-{made.pk}")
    return redirect("decided", meeting_id, made.pk)


@for_table
@require_POST
def spoken(request: Request, meeting_id: UUID) -> HttpResponse:
    """This meeting speaks of medication; a later decision about it shows how many did (R16)."""
    here = the_room(request, meeting_id)
    with above(request):
        actions.speak_of_medication(
            meeting=here.meeting, by=here.reader, at=here.reader.at, writer=key_sent(request, "writer")
        )
    return redirect("meeting", meeting_id)


def _stand_form(here: Room, data: Any) -> StandForm:
    people = here.everyone() if here.as_staff or here.on_table else []
    form = StandForm(data).of(people, here.writers())
    if here.on_table:
        for name in ("audience", "chosen"):
            del form.fields[name]
        return form
    chosen = [] if here.as_staff else visible_room.may_be_chosen(here.reader, here.meeting)
    named = as_choices((each.pk, each.called) for each in chosen)
    form.offer(audiences(staff=here.as_staff)[: 2 if here.as_staff else 3], here.name, named)
    form.initial.setdefault("audience", "network")
    return form


@for_table
def decided(request: Request, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """One decision: where each one stands, and saying it, in the meeting or later (R19)."""
    here = the_room(request, meeting_id)
    found = visible.decision(request.reader, decision_id)
    if found is None or found.meeting_id != here.meeting.pk or not here.reads:
        raise Http404
    form = _stand_form(here, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with beside(form):
            return _stood(request, here, found, form)
    read(here)
    told = visible.positions(here.reader, found)
    spoken = visible_room.spoke_of_medication(here.meeting)
    said = {each.person_id for each in told}
    context = {
        "here": here,
        "layout": here.layout(),
        "decision": found,
        "positions": told,
        "form": form if here.writes or here.on_table else None,
        "missing": [each for each in here.people if each.came is not None and each.person.pk not in said],
        "before": [when for of, when in spoken if of != here.meeting.pk and when < found.at],
    }
    return show(request, "room/decided.html", context, status=422 if form.errors else 200)


def _stood(request: Request, here: Room, found: visible.DecisionRow, form: StandForm) -> HttpResponse:
    person, writer = form.whose()
    audience, chosen = form.audience_given()
    actions.stand(
        key=form.cleaned_data["key"],
        decision=found,
        stand=Stand(form.cleaned_data["stand"]),
        words=form.cleaned_data["words"],
        person=person,
        writer=writer,
        audience=audience,
        chosen=tuple(chosen),
        by=here.reader,
        at=here.reader.at,
    )
    messages.success(request, _("Kept."))
    if here.as_staff or here.on_table:
        return redirect("decided", here.meeting.pk, found.pk)  # the next one says where they stand
    return at(here.meeting.pk, f"d-{found.pk}")


@require_POST
def tell(request: Request, meeting_id: UUID) -> HttpResponse:
    """What was done without a meeting was spoken of, or the person said "not today" (R21)."""
    here = the_room(request, meeting_id)
    told, _sep, act_id = request.POST.get("telling", "").partition(":")
    waiting = visible_between.acts_standing_first(here.reader, here.meeting)
    found = [each for each in waiting if str(each.pk) == act_id]
    if found and told in set(Telling):
        with above(request):
            between_actions.tell(
                key=new_key(), act=found[0], meeting=here.meeting, told=Telling(told), by=here.reader, at=here.reader.at
            )
    return redirect("meeting", meeting_id)
