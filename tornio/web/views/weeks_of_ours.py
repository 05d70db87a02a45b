"""What a week's plan proposes for the networks that a practitioner works with: offer what suits, or decline it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tornio.actions import readings
from tornio.actions import weeks as actions
from tornio.core.errors import NotForYou
from tornio.core.meetings import PlaceKind
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.records.visible import timetables as visible
from tornio.web.forms.arranging import PLACES
from tornio.web.frame import show
from tornio.web.refusing import above
from tornio.web.requests import Request
from tornio.web.views.weeks import tell_accepted, ticked
from tornio.web.week_since import Names


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal, with whom it is and who of us would come."""

    key: UUID
    network: visible.NetworkRow
    planned: Period
    who: str
    place: str
    instead_of: str


def ours(request: Request) -> HttpResponse:
    """What waits; what is ticked is offered or declined."""
    reader = request.reader
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    lines = visible.for_ours(reader)
    if request.method == "POST":
        with above(request):
            _decide(request, lines)
        return redirect("week_ours")
    readings.opened_together(
        "what is proposed for a week", by=reader, at=reader.at, networks={each.network_id for each in lines}
    )
    names = Names(visible.of_us(lines))
    days = [(on, list(some)) for on, some in groupby(_told(lines, names), key=_day)]
    return show(request, "weeks/ours.html", {"days": days})


def _told(lines: Sequence[visible.LineRow], names: Names) -> Iterator[Line]:
    for each in lines:
        yield Line(
            key=each.pk,
            network=each.network,
            planned=Period(each.planned.lower, each.planned.upper),
            who=names.of(each.practitioners),
            place=str(PLACES[PlaceKind(each.place_kind)]),
            instead_of=names.of([each.instead_of_id]) if each.instead_of_id else "",
        )


def _day(each: Line) -> date:
    return localdate(each.planned.start)


def _decide(request: Request, lines: Sequence[visible.LineRow]) -> None:
    reader, wanted, of = request.reader, ticked(request), {each.pk: each.timetable_id for each in lines}
    by_timetable: dict[UUID, list[UUID]] = defaultdict(list)
    for key in wanted:
        if key in of:
            by_timetable[of[key]].append(key)
    if request.POST.get("do") == "decline":
        many = sum(
            actions.decline(timetable_id=timetable, lines=some, by=reader, at=reader.at)
            for timetable, some in by_timetable.items()
        )
        if many:
            messages.success(request, _("Declined. Nobody is told."))
    else:
        done = [
            each
            for timetable, some in by_timetable.items()
            for each in actions.accept(timetable_id=timetable, lines=some, by=reader, at=reader.at)
        ]
        tell_accepted(request, done)
    if not all(key in of for key in wanted):
        messages.error(request, _("Some of it is decided already, or was put aside."))
