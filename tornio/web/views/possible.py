"""What is possible: the ways in which a network could be met, best first; one press offers one of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions import meetings, possible, readings
from tornio.actions.diaries import AHEAD, Wish
from tornio.core.contacts import ForWhom
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import ChosenBy, PlaceKind
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.people import languages, postcodes
from tornio.people.keys import new_key
from tornio.records.visible import contacts
from tornio.records.visible import meetings as visible
from tornio.records.visible.those_who import refused
from tornio.web.forms.arranging import told_place
from tornio.web.forms.possible import LookForm, Offer, OfferForm, offer_read, offer_told
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request

DAYS = AHEAD.days + 2  # on which wanted hours are laid
WHY = {
    possible.Why.REFUSED: gettext_lazy("is somebody whom the person does not want to meet."),
    possible.Why.BEHIND: gettext_lazy("could come too; these stand first."),
    possible.Why.FULL: gettext_lazy("has no gap that is long enough, with the ways there and back."),
    possible.Why.NOT_AT_WORK: gettext_lazy("is not at work in that time."),
    possible.Why.NO_HOURS: gettext_lazy("has not said when they work."),
}


def possible_times(request: Request, network_id: UUID) -> HttpResponse:
    """Look, change what is looked for, offer one of the ways."""
    reader = request.reader
    network = visible.network_to_arrange(reader, network_id)
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    called = contacts.still_to_be_met(reader, network.pk)
    form = _form(request, network, called)
    offering = _offering(request, network, called, form)
    is_right = not form.is_bound or form.is_valid()
    if is_right and offering.is_bound and offering.is_valid():
        with beside(form):
            meeting = _offer(request, network, form, offering)
            messages.success(request, _("Offered. Nothing holds until they choose it."))
            return redirect("arrange", meeting.pk)
    readings.opened("what is possible", by=reader, at=reader.at, network=network.pk)
    found = (
        possible.look(network=network, wish=_wish(request, form), called=called, by=reader, at=reader.at)
        if is_right
        else None
    )
    context = {
        "form": form,
        "found": found,
        "me": reader.practitioner,
        "network": network,
        "offering": offering,
        "offer_told": _as_button,
        "place": _place(form),
        "told_language": languages.told,
        "promise": visible.promise(network),
        "why": WHY,
    }
    status = 422 if form.errors or offering.errors else 200
    return show(request, "arranging/possible.html", context, status=status)


def _form(request: Request, network: visible.NetworkRow, called: contacts.ContactRow | None) -> LookForm:
    """What is looked for: as typed, or where who called would meet, or as at their last meeting, or as usual here."""
    promised = visible.promise(network)
    usual = int(promised.meeting_length.total_seconds() // 60)
    if request.method == "POST":
        return LookForm(request.POST, places=promised.places, usual=usual)
    kind, words, _chosen_by = _where(network, called)
    first: dict[str, Any] = {
        "key": new_key(),
        "length": str(usual),
        "place_kind": kind.value,
        "place_words": words,
    }
    return LookForm(initial=first, places=promised.places, usual=usual)


def _offering(
    request: Request, network: visible.NetworkRow, called: contacts.ContactRow | None, form: LookForm
) -> OfferForm:
    """What is asked beside the ways, bound once one was pressed; who chose is known of the place that was told."""
    if request.method == "POST" and "offer" in request.POST:
        return OfferForm(request.POST)
    kind, words, chosen_by = _where(network, called)
    same = (form["place_kind"].value(), form["place_words"].value()) == (kind.value, words)
    return OfferForm(initial={"place_chosen_by": chosen_by.value if chosen_by and same else ""})


def _where(network: visible.NetworkRow, called: contacts.ContactRow | None) -> tuple[PlaceKind, str, ChosenBy | None]:
    """Where they would meet as far as somebody said it, and who did; nobody is said to have chosen what is usual."""
    usual = visible.promise(network).place_by_default
    words = postcodes.told_place(called.wishes) if called is not None else ""
    if called is not None and words:
        own = called.for_whom == ForWhom.SELF
        return usual, words, ChosenBy.PERSON if own else ChosenBy.NETWORK
    return visible.last_place(network) or (usual, "", None)


def _told(form: LookForm, name: str) -> Any:
    return form.cleaned_data[name] if form.is_bound else form.initial.get(name)


def _wish(request: Request, form: LookForm) -> Wish:
    hours = form.hours(request.reader.at, DAYS) if form.is_bound else ()
    length = timedelta(minutes=int(_told(form, "length")))
    return Wish(PlaceKind(_told(form, "place_kind")), _told(form, "place_words"), length, hours)


def _place(form: LookForm) -> str:
    """Where, as the ways say it: as it was told, after what kind of place it is."""
    kind, words = form["place_kind"].value(), form["place_words"].value()
    if kind not in set(PlaceKind):
        return ""
    return told_place(PlaceKind(kind), words or "")


def _as_button(way: possible.Way) -> str:
    of_us = [each.practitioner.pk for each in way.comes]
    return offer_told(way.planned.start, of_us, moves=way.moved is not None)


def _offer(request: Request, network: visible.NetworkRow, form: LookForm, offering: OfferForm) -> visible.MeetingRow:
    """The way that was pressed becomes a proposal; refused where somebody has been booked since it was found."""
    reader, given = request.reader, form.cleaned_data
    chosen = offer_read(request.POST["offer"])
    if chosen is None or chosen.starts < reader.at:
        raise Refused(_("That time has passed. Here is what is possible now."))
    planned = Period(chosen.starts, chosen.starts + timedelta(minutes=int(given["length"])))
    _still_free(request, network, planned, chosen)
    of_us = [visible.of_us(reader, key) for key in chosen.practitioners]
    asked = [each.person for each in visible.who_can_be_asked(network) if each.is_proposed]
    return meetings.propose(
        network=network,
        planned=planned,
        place_kind=PlaceKind(given["place_kind"]),
        place_words=given["place_words"],
        place_chosen_by=ChosenBy(offering.cleaned_data["place_chosen_by"]),
        time_chosen_by=ChosenBy.TEAM,
        practitioners=of_us,
        reasons={each.pk: _("Not all of the team are free in time.") for each in of_us},
        invited=asked,
        by=reader,
        at=reader.at,
        key=given["key"],
    )


def _still_free(request: Request, network: visible.NetworkRow, planned: Period, chosen: Offer) -> None:
    if not refused([network.pk])[network.pk].isdisjoint(chosen.practitioners):
        raise Refused(_("Somebody else is wanted there since a moment ago. Here is what is possible now."))
    busy = [
        each.practitioner.person.called
        for each in visible.which_of_us(request.reader, network, planned)
        if each.busy and each.practitioner.pk in chosen.practitioners
    ]
    if busy and not chosen.moves:
        raise Refused(
            _("%(who)s was booked for that time a moment ago. Here is what is possible now.") % {"who": busy[0]}
        )
