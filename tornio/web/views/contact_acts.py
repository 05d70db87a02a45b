"""What is done with a first contact from its page: each verb calls one action, and goes back to the page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tornio.actions import contacts, recognitions, responsibility
from tornio.core.contacts import AttemptWay, ClosedBy, Knows
from tornio.core.errors import NotForYou, Refused
from tornio.people.acting import Reader
from tornio.records.visible import contacts as visible
from tornio.web.refusing import refuse
from tornio.web.requests import Request
from tornio.web.views.contact_forms import FORMS, form_for
from tornio.web.views.contacts import page

Given = dict[str, Any]
Verb = Callable[[UUID, Given, Reader], object]


def _key(given: Given, name: str) -> UUID:
    try:
        return UUID(str(given.get(name, "")))
    except ValueError as no:
        raise NotForYou from no


def _open(contact_id: UUID, _given: Given, by: Reader) -> object:
    return responsibility.open_and_take_on(contact_id=contact_id, by=by, at=by.at)


def _yes(_contact_id: UUID, given: Given, by: Reader) -> object:
    return responsibility.answer_offer(hand_over_id=_key(given, "offer"), yes=True, by=by, at=by.at)


def _no(_contact_id: UUID, given: Given, by: Reader) -> object:
    return responsibility.answer_offer(hand_over_id=_key(given, "offer"), yes=False, by=by, at=by.at)


def _offer(contact_id: UUID, given: Given, by: Reader) -> object:
    to = _key(given, "to")
    return responsibility.offer(contact_id=contact_id, to=to, reason=given["reason"], key=given["key"], by=by, at=by.at)


def _duty(contact_id: UUID, given: Given, by: Reader) -> object:
    return responsibility.duty_takes(contact_id=contact_id, reason=given["reason"], by=by, at=by.at)


def _attempt(contact_id: UUID, given: Given, by: Reader) -> object:
    return contacts.attempt(
        contact_id=contact_id,
        way=AttemptWay(given["way"]),
        reached=given["reached"] == "yes",
        words=given["words"],
        tried_at=given.get("tried_at"),
        key=given["key"],
        by=by,
        at=by.at,
    )


def _clocks(contact_id: UUID, given: Given, by: Reader) -> object:
    noted = {name: given.get(name) for name in ("referred_at", "accepted_at")}
    return contacts.note_clocks(contact_id=contact_id, **noted, by=by, at=by.at)


def _accept(contact_id: UUID, _given: Given, by: Reader) -> object:
    return contacts.note_clocks(contact_id=contact_id, accepted_at=by.at, by=by, at=by.at)


def _close(contact_id: UUID, given: Given, by: Reader) -> object:
    return contacts.go_no_further(
        contact_id=contact_id, closed_by=ClosedBy(given["closed_by"]), why=given["why"], by=by, at=by.at
    )


def _more(contact_id: UUID, given: Given, by: Reader) -> object:
    learned = {name: given[name] for name in ("name", "language", "needs", "wishes", "onset_words")}
    knows = Knows(given["knows"]) if given.get("knows") else None
    return contacts.tell_more(contact_id=contact_id, knows=knows, **learned, by=by, at=by.at)


def _known(contact_id: UUID, given: Given, by: Reader) -> object:
    return recognitions.recognise(contact_id=contact_id, person_id=_key(given, "person"), by=by, at=by.at)


def _undo(contact_id: UUID, _given: Given, by: Reader) -> object:
    return recognitions.undo(contact_id=contact_id, by=by, at=by.at)


def _goes_on(contact_id: UUID, given: Given, by: Reader) -> object:
    return recognitions.goes_on(contact_id=contact_id, words=given["reason"], by=by, at=by.at)


VERBS: dict[str, tuple[Verb, Any]] = {
    "open": (_open, gettext_lazy("It is yours now. You are responsible for the first meeting.")),
    "yes": (_yes, gettext_lazy("It is yours now. You are responsible for the first meeting.")),
    "no": (_no, gettext_lazy("Kept. Nothing has changed hands.")),
    "offer": (_offer, gettext_lazy("Asked. You are responsible until they say yes.")),
    "duty": (_duty, gettext_lazy("It is yours now. You are responsible for the first meeting.")),
    "attempt": (_attempt, gettext_lazy("Kept.")),
    "clocks": (_clocks, gettext_lazy("Kept.")),
    "accept": (_accept, gettext_lazy("Kept. The clock is running.")),
    "close": (_close, gettext_lazy("Kept: who decided, and why.")),
    "more": (_more, gettext_lazy("Kept.")),
    "known": (_known, gettext_lazy("Kept. You can undo this.")),
    "undo": (_undo, gettext_lazy("Undone.")),
    "goes-on": (_goes_on, gettext_lazy("Kept. You can look for a time now.")),
}


@require_POST
def act(request: Request, contact_id: UUID, verb: str) -> HttpResponse:
    """Do this with the first contact."""
    if verb not in VERBS:
        raise NotForYou
    doing, done = VERBS[verb]
    reader = request.reader
    if verb not in FORMS:
        return _plainly(request, contact_id, doing, str(done))
    sheet = visible.sheet(reader, contact_id)
    form = form_for(verb, sheet, reader.at, request.POST)
    if form.is_valid():
        try:
            doing(contact_id, form.cleaned_data, reader)
        except Refused as no:
            refuse(form, no)
        else:
            messages.success(request, str(done))
            return redirect("contact", contact_id)
    return page(request, contact_id, {verb: form})


def _plainly(request: Request, contact_id: UUID, doing: Verb, done: str) -> HttpResponse:
    """A verb that is one button: when it is refused, a strip says why, on a page that is still the reader's."""
    reader = request.reader
    try:
        doing(contact_id, request.POST.dict(), reader)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, done)
    still_theirs = visible.contacts(reader).filter(pk=contact_id).exists()
    return redirect("contact", contact_id) if still_theirs else redirect("board")
