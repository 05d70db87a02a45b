"""Proposing a meeting and arranging it: agree, move, who comes, whom we asked, who stands in."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import meetings, readings
from tornio.core.errors import Refused
from tornio.core.inputs.telephones import telephone_shown
from tornio.core.meetings import ChosenBy, PlaceKind
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.people.keys import new_key
from tornio.records.visible import contacts
from tornio.records.visible import meetings as visible
from tornio.records.visible.untold import untold
from tornio.web.forms.arranging import AskForm, ProposeForm, as_typed, choose, period_typed
from tornio.web.frame import show
from tornio.web.refusing import beside, refuse
from tornio.web.requests import Request
from tornio.web.views import arrangement_acts as acts


def layout(request: Request) -> str:
    """Staff pages, or those of the person and the members."""
    is_staff = request.reader.capacity is Capacity.PRACTITIONER
    return "layout/staff.html" if is_staff else "layout/member.html"


def meeting_new(request: Request, network_id: UUID) -> HttpResponse:
    """Propose a meeting, or, as the person, ask for one."""
    reader = request.reader
    network = visible.network_to_arrange(reader, network_id)
    form = _proposal(request, network)
    if request.method == "POST" and "look" not in request.POST and form.is_valid():
        with beside(form):
            meeting = _propose(request, network, form)
            messages.success(request, _("Proposed. Nothing holds until it is agreed."))
            return redirect("arrange", meeting.pk)
    readings.opened("proposing a meeting", by=reader, at=reader.at, network=network.pk)
    called = contacts.still_to_be_met(reader, network.pk)
    context = {
        "called": called,
        "due": contacts.due_of(called, visible.promise(network)),
        "form": form,
        "network": network,
        "is_staff": isinstance(form, ProposeForm),
        "layout": layout(request),
        "promise": visible.promise(network),
    }
    return show(request, "arranging/new.html", context, status=422 if form.is_bound and form.errors else 200)


def _proposal(request: Request, network: visible.NetworkRow) -> ProposeForm | AskForm:
    """The form with its choices; asked only who is free then, it shows what was typed again."""
    reader, promised = request.reader, visible.promise(network)
    kind = ProposeForm if reader.capacity is Capacity.PRACTITIONER else AskForm
    usual = int(promised.meeting_length.total_seconds() // 60)
    given: dict[str, Any] = {"now": reader.at, "places": promised.places, "usual": usual}
    people = visible.who_can_be_asked(network)
    first: dict[str, Any] = {
        "length": str(usual),
        "place_kind": promised.place_by_default.value,
        "invited": [str(each.person.pk) for each in people if each.is_proposed],
        "key": new_key(),
    }
    planned = None
    if request.method == "POST":
        blank = kind(**given)
        planned = period_typed(blank, request.POST)
        looking = "look" in request.POST
        form = kind(initial=as_typed(blank, request.POST), **given) if looking else kind(request.POST, **given)
    else:
        form = kind(initial=first, **given)
    choose(form, "invited", [(str(each.person.pk), _asked(each, kind)) for each in people])
    if isinstance(form, ProposeForm):
        _choose_us(request, network, form, planned)
        nobody = [("", _("Nobody has to be asked"))]
        choose(form, "host", nobody + [(str(each.person.pk), each.person.full_name) for each in people])
    return form


def _asked(each: visible.Asked, kind: type[ProposeForm] | type[AskForm]) -> str:
    words = f"{each.person.full_name}, {each.relation}" if each.relation else each.person.full_name
    if each.rang and kind is AskForm:
        return _("%(who)s (called for you; you may leave them out)") % {"who": words}
    if each.rang:
        return _("%(who)s (called first; the person may say no)") % {"who": words}
    return words if each.belongs else _("%(who)s (asked, and not yet one of the network)") % {"who": words}


def _choose_us(request: Request, network: visible.NetworkRow, form: ProposeForm, planned: Period | None) -> None:
    """Each of us: free ones first, the team before others; of who is busy nothing more is told (R14)."""
    ours = visible.which_of_us(request.reader, network, planned)
    choose(form, "practitioners", [(str(each.practitioner.pk), acts.told_of_us(each)) for each in ours])
    if request.method != "POST":
        team = [each.practitioner.pk for each in ours if each.of_the_team]
        form.initial["practitioners"] = [str(each) for each in team or [request.reader.practitioner]]
    if not any(each.of_the_team for each in ours):
        del form.fields["reason"]  # before there is a team nobody stands in


def _propose(request: Request, network: visible.NetworkRow, form: ProposeForm | AskForm) -> visible.MeetingRow:
    reader, given = request.reader, form.cleaned_data
    wanted = set(given["invited"])
    people = {str(each.person.pk): each.person for each in visible.who_can_be_asked(network)}
    of_us = [visible.of_us(reader, UUID(key)) for key in given.get("practitioners", [])]
    return meetings.propose(
        network=network,
        planned=form.planned(),
        place_kind=PlaceKind(given["place_kind"]),
        place_words=given["place_words"],
        place_chosen_by=ChosenBy(given.get("place_chosen_by") or ChosenBy.PERSON),
        time_chosen_by=ChosenBy(given.get("time_chosen_by") or ChosenBy.PERSON),
        practitioners=of_us,
        reasons={each.pk: given.get("reason", "") for each in of_us},
        invited=[person for key, person in people.items() if key in wanted],
        host=people.get(given.get("host", "")),
        by=reader,
        at=reader.at,
        key=given["key"],
    )


def arrange(request: Request, meeting_id: UUID) -> HttpResponse:
    """One meeting before it begins: for staff and the person to arrange, for a member to answer."""
    reader = request.reader
    seen = visible.arrangement(reader, meeting_id)
    forms_here = acts.forms_of(request, seen)
    do = request.POST.get("do", "")
    if request.method == "POST" and do in forms_here:
        form, act = forms_here[do]
        answer = _done(request, seen, do, form, act)
        if answer is not None:
            return answer
    readings.opened("arranging a meeting", by=reader, at=reader.at, network=seen.meeting.network_id, subject=meeting_id)
    cannot_come_in = untold(reader, seen)
    arranges, promised = seen.is_staff or seen.is_centre, visible.promise(seen.meeting.network)
    context = {
        "seen": seen,
        "meeting": seen.meeting,
        "network": seen.meeting.network,
        "forms": {name: form for name, (form, _act) in forms_here.items()},
        "tried": forms_here[do][0] if do in forms_here else None,
        "layout": layout(request),
        "place": acts.told_place(seen),
        "untold": [each for each in cannot_come_in if each.waits],
        "told_by_us": [each.invitation for each in cannot_come_in if each.invitation.told_at],
        "telephone_shown": partial(telephone_shown, region=promised.jurisdiction.telephone_region),
        "words": acts.WORDS,
    }
    status = 422 if do in forms_here else 200
    return show(request, "arranging/arrange.html" if arranges else "arranging/before.html", context, status=status)


def _done(
    request: Request, seen: visible.Arrangement, do: str, form: forms.Form, act: Callable[..., str]
) -> HttpResponse | None:
    """The one thing that was asked, done; None when it was refused and stands beside its field."""
    if not form.is_valid():
        return None
    try:
        said = act(request.reader, seen, form.cleaned_data)
    except Refused as no:
        refuse(form, no)
        return None
    messages.success(request, said)
    if do == "open":
        return redirect("meeting", seen.meeting.pk)
    return redirect("arrange", seen.meeting.pk)
