"""The room: one page for everybody in a meeting, on the table and on each one's own device at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseGone
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import holding, presence, readings
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.people.keys import new_key
from tornio.records.visible import people as visible_people
from tornio.records.visible import room as visible_room
from tornio.web import live, table
from tornio.web.forms.decisions import CloseForm
from tornio.web.frame import show
from tornio.web.middleware import for_anyone, for_table
from tornio.web.refusing import refuse
from tornio.web.requests import Request, key_sent
from tornio.web.views import room_page
from tornio.web.views.room_page import Room, the_room

BEGUN = (MeetingStatus.OPEN.value, MeetingStatus.HELD.value)


def read(here: Room) -> None:
    """One Reading when the page is opened; its updates only extend it (R26)."""
    meeting, by = here.meeting, here.reader
    role = _("the screen on the table") if here.on_table else visible_people.role(by)
    readings.opened("meeting", by=by, at=by.at, network=meeting.network_id, subject=meeting.pk, as_whom=role)


def again(request: Request, here: Room, slot: str, form: Any, no: Refused | None = None) -> HttpResponse:
    """The same page with what was typed, and what the rule says beside its field; its arrangement before it begins."""
    if isinstance(no, NotForYou):
        raise no
    if here.meeting.status not in BEGUN:
        if no is not None:
            messages.error(request, no.sentence)
        return redirect("arrange", here.meeting.pk)
    if no is not None:
        refuse(form, no)
    here.bound[slot] = form
    read(here)
    return room_page.page(request, here, live.stamp, status=422 if form.errors else 200)


@for_table
@require_safe
def meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """The room; before the meeting has begun, its arrangement."""
    here = the_room(request, meeting_id)
    if here.meeting.status not in BEGUN:
        return redirect("arrange", meeting_id)
    read(here)
    return room_page.page(request, here, live.stamp)


@for_table
@require_safe
def meeting_live(request: Request, meeting_id: UUID) -> HttpResponse:
    """What is new: the same body again, or "nothing new" for the stamp that was handed back."""
    here = the_room(request, meeting_id)
    if request.GET.get("in") != here.meeting.status:
        return HttpResponseGone()  # begun or closed meanwhile: the page is opened afresh
    read(here)
    html = room_page.body(here)
    stamp = live.remember(request, html, here.meeting.network_id)
    return live.part(request, stamp, lambda: room_page.with_slots(html, room_page.shells(here)))


@for_table
def who(request: Request, meeting_id: UUID) -> HttpResponse:
    """Who came in, who went out: by staff and the person for everybody, by a member for themself."""
    here = the_room(request, meeting_id)
    if not here.is_open or not here.writes:
        raise NotForYou
    sentence = ""
    if request.method == "POST":
        try:
            _came_or_went(request, here)
            one_of_them = here.settles and request.POST.get("came") != "everybody"
            return redirect("meeting_who" if one_of_them else "meeting", meeting_id)
        except Refused as no:
            sentence = no.sentence
    read(here)
    mine = [each for each in here.people if here.settles or each.person.pk == here.reader.person_id]
    unasked = visible_room.unasked(here.reader, here.meeting, here.people) if here.reads else []
    return show(
        request,
        "room/who.html",
        {"here": here, "layout": here.layout(), "people": mine, "unasked": unasked, "key": new_key(),
         "sentence": sentence, "writers": here.writers(), "reason": request.POST.get("reason", "")},
        status=422 if sentence else 200,
    )  # fmt: skip


def _came_or_went(request: Request, here: Room) -> None:
    given = request.POST
    pressed = given.get("came") or given.get("went") or ""
    everybody = pressed == "everybody" and here.settles and here.nobody_yet
    round_it = [*here.people, *visible_room.unasked(here.reader, here.meeting, here.people)] if here.reads else []
    found = [each.person for each in round_it if str(each.person.pk) == pressed]
    if not found and not everybody:
        raise NotForYou
    writer = key_sent(request, "writer")
    known: dict[str, Any] = {"meeting": here.meeting, "by": here.reader, "at": here.reader.at, "writer": writer}
    if given.get("came"):
        for person in [each.person for each in here.people] if everybody else found:
            presence.arrive(person=person, reason=given.get("reason", ""), **known)
    else:
        presence.go(person=found[0], **known)


@require_POST
def close(request: Request, meeting_id: UUID) -> HttpResponse:
    """The meeting is closed, with when we meet again."""
    here = the_room(request, meeting_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return again(request, here, "close", form)
    try:
        holding.close(meeting=here.meeting, by=here.reader, at=here.reader.at, **form.cleaned_data)
    except Refused as no:
        return again(request, here, "close", form, no)
    messages.success(request, _("The meeting is closed. Everyone who may read it finds it here, today and later."))
    return redirect("meeting", meeting_id)


@require_POST
def on_the_table(request: Request, meeting_id: UUID) -> HttpResponse:
    """One of us lays this screen on the table: it becomes a reader of its own, and nobody is signed in on it."""
    here = the_room(request, meeting_id)
    if not here.as_staff or not here.is_open:
        raise NotForYou
    me = visible_people.oneself(here.reader)
    name = me.called if me else ""
    table.begin(
        request, here.reader, here.meeting, _("On the table, for all to see. %(name)s opened it") % {"name": name}
    )
    return redirect("meeting", meeting_id)


@for_anyone
@require_POST
def put_away(request: Request) -> HttpResponse:
    """The screen on the table is put away."""
    if request.session.get("table") is not None:
        table.put_away(request)
    return redirect("enter")
