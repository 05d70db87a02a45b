"""Stopping and coming back: what the network decides, what the person alone decides, what has a name of its own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import episodes, leaving
from tornio.core.contacts import Channel
from tornio.core.episodes import EndingKind, Leaving
from tornio.core.errors import NotForYou, Refused
from tornio.records.visible import between, home
from tornio.records.visible import decisions as settled
from tornio.records.visible import episodes as visible
from tornio.web.forms.episodes import BackForm, LeavingForm, OtherEndingForm, StopForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import beside
from tornio.web.requests import Request


def _read(request: Request, pk: UUID) -> between.NetworkRow:
    """The network, for whoever reads it."""
    found = between.network(request.reader, pk)
    if found is None or not visible.reads(request.reader, pk):
        raise NotForYou
    return found


def ending(request: Request, pk: UUID) -> HttpResponse:
    """Shall we stop here? The same question for everybody; what each can do about it is theirs."""
    reader = request.reader
    network = _read(request, pk)
    opened(request, "ending", pk)
    over = visible.ended(reader, pk)
    if over is None and network.centre_id == reader.person_id:
        return _own(request, network)
    meeting = None if over is not None else visible.open_meeting(reader, pk)
    form = _leaving_form(request, meeting) if between.stands_as_staff(reader, pk) else None
    if form is not None and meeting is not None and form.is_valid():
        with beside(form):
            return _leave_it(request, form, meeting)
    context = _together(request, network, meeting) | {"form": form, "ended": over}
    return show(request, "episodes/ending.html", context, status=422 if form is not None and form.errors else 200)


def _together(request: Request, network: between.NetworkRow, meeting: visible.MeetingRow | None) -> dict[str, Any]:
    """What everybody who reads sees: the words of today, where each one stands, what stays open, the way back."""
    reader = request.reader
    question = visible.question_of_ending(reader, meeting) if meeting else None
    return {
        "network": network,
        "meeting": meeting,
        "voices": visible.voices_of(reader, meeting) if meeting else (),
        "positions": settled.positions(reader, question) if question else (),
        "questions": home.open_questions(reader, network.pk),
        "team": visible.team(reader, network.pk),
        "held": visible.held(network.pk),
        "staff": between.stands_as_staff(reader, network.pk),
        "own": network.centre_id == reader.person_id,
        "whole": visible.reads_whole(reader, network.pk),
        "layout": layout(reader),
    }


def _leaving_form(request: Request, meeting: visible.MeetingRow | None) -> LeavingForm | None:
    if meeting is None:
        return None
    question = visible.question_of_ending(request.reader, meeting)
    given = {each.person_id: each for each in settled.positions(request.reader, question)} if question else {}
    present = [
        (
            each.person_id,
            each.person.called,
            given[each.person_id].stand if each.person_id in given else "",
            given[each.person_id].words if each.person_id in given else "",
        )
        for each in visible.present(meeting, request.reader)
    ]
    return LeavingForm(request.POST or None, present=present)


def _leave_it(request: Request, form: LeavingForm, meeting: visible.MeetingRow) -> HttpResponse:
    reader, how = request.reader, Leaving(form.cleaned_data["leaving"])
    leaving.leave_it(
        key=form.cleaned_data["key"], meeting=meeting, leaving=how, stands=form.stands(), by=reader, at=reader.at
    )
    messages.success(request, _("Kept. It ends here, and one call opens it again.") if how is Leaving.STOP else "Kept.")
    return redirect("meeting", meeting.pk)


def _own(request: Request, network: between.NetworkRow) -> HttpResponse:
    """The person stops by themself, in two quiet steps: what the others may know, then once more."""
    reader = request.reader
    form = StopForm(request.POST or None)
    context = _together(request, network, visible.open_meeting(reader, network.pk)) | {"form": form, "ended": None}
    if not form.is_valid():
        return show(request, "episodes/stop.html", context, status=422 if form.errors else 200)
    may_know = form.members_may_know(network.centre.called)
    if request.POST.get("step") != "stop":
        return show(request, "episodes/sure.html", context | {"may_know": may_know})
    try:
        episodes.stop(key=form.cleaned_data["key"], network=network, members_may_know=may_know, by=reader, at=reader.at)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("ending", network.pk)
    messages.success(request, _("You have stopped. One call, or one word here, opens it again."))
    return redirect("ending", network.pk)


def other(request: Request, pk: UUID) -> HttpResponse:
    """The person's own word, written down by one of us; or what happened has a name of its own."""
    reader = request.reader
    network = _read(request, pk)
    if not between.stands_as_staff(reader, pk):
        raise NotForYou
    form = OtherEndingForm(request.POST or None)
    if form.is_valid():
        with beside(form):
            _name_it(request, form, network)
            messages.success(request, _("Kept."))
            return redirect("story", pk)
    opened(request, "ending", pk)
    return show(request, "episodes/other.html", {"form": form, "network": network}, status=422 if form.errors else 200)


def _name_it(request: Request, form: OtherEndingForm, network: between.NetworkRow) -> None:
    reader, given = request.reader, form.cleaned_data
    kind = EndingKind(given["kind"])
    if kind is EndingKind.PERSON_STOPPED:
        episodes.stop(
            key=given["key"], network=network, words=given["words"], members_may_know=given["members_may_know"],
            by=reader, at=reader.at,
        )  # fmt: skip
        return
    episodes.end_by_exception(
        key=given["key"],
        network=network,
        kind=kind,
        words=given["words"],
        handed_to=given["handed_to"],
        died_on=given["died_on"],
        members_may_know=given["members_may_know"],
        by=reader,
        at=reader.at,
    )


def back(request: Request, pk: UUID) -> HttpResponse:
    """The person comes back: one word of theirs is enough."""
    reader = request.reader
    network = _read(request, pk)
    if network.centre_id != reader.person_id:
        raise NotForYou
    form = BackForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            episodes.return_by_own_call(
                key=given["key"], network=network, words=given["words"], way=Channel.WEB, by=reader, at=reader.at
            )
            messages.success(request, _("You are back. Somebody rings you, and you begin where you left off."))
            return redirect("home")
    context = {"form": form, "network": network, "team": visible.team(reader, pk), "layout": layout(reader)}
    return show(request, "episodes/back.html", context, status=422 if form.errors else 200)
