"""What a week's plan proposes for the networks that a practitioner works with: offer what suits, or decline it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tornio.actions import readings
from tornio.actions import weeks as actions
from tornio.core.errors import NotForYou
from tornio.core.meetings import PlaceKind
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.core.weeks import PlannedState
from tornio.records.visible import timetables as visible
from tornio.records.visible import weeks
from tornio.web.forms.arranging import PLACES
from tornio.web.frame import show
from tornio.web.refusing import above
from tornio.web.requests import Request
from tornio.web.views.weeks import NOTHING, nothing_ticked, since, tell_accepted, tell_taken_back, ticked
from tornio.web.week_since import Names, changed, instead_of, meanwhile


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal, with whom it is and who of us would come."""

    key: UUID
    network: visible.NetworkRow
    planned: Period
    who: str
    place: str
    instead: str  # in whose place, and who is new to them
    note: str  # why it can be offered no more
    is_declined: bool


def ours(request: Request) -> HttpResponse:
    """What waits; what is ticked is offered or declined."""
    reader = request.reader
    if reader.capacity is not Capacity.PRACTITIONER:
        raise NotForYou
    lines = visible.for_ours(reader, also_declined=True)
    if request.method == "POST":
        with above(request):
            _decide(request, lines)
        return redirect(reverse("week_ours") + (f"?{NOTHING}=" if nothing_ticked(request) else ""))
    readings.opened_together(
        "what is proposed for a week", by=reader, at=reader.at, networks={each.network_id for each in lines}
    )
    told = list(_told(lines, reader.at))
    days = [(on, list(some)) for on, some in groupby((each for each in told if not each.is_declined), key=_day)]
    context = {
        "days": days,
        "declined": [each for each in told if each.is_declined],
        "can_choose": any(not each.note for _, of in days for each in of),
        "unticked": NOTHING in request.GET,
    }
    return show(request, "weeks/ours.html", context)


def _told(lines: list[visible.LineRow], now: datetime) -> Iterator[Line]:
    """Each line, with what has come in between since it was found: the same as the page of its week says."""
    spoken = weeks.spoken_of({each.network_id for each in lines}, now) if lines else {}
    names = Names([*visible.of_us(lines), *(who for of in spoken.values() for who in of.of_us)])
    by_timetable = {each.timetable_id: each.timetable for each in lines}
    found = {key: weeks.week(of.service, of.week, now, looking=False) for key, of in by_timetable.items()}
    between = {
        key: since(week, [each for each in lines if each.timetable_id == key], now) for key, week in found.items()
    }
    for each in lines:
        week, planned = found[each.timetable_id], Period(each.planned.lower, each.planned.upper)
        yield Line(
            key=each.pk,
            network=each.network,
            planned=planned,
            who=names.of(each.practitioners),
            place=str(PLACES[PlaceKind(each.place_kind)]),
            instead=instead_of(each, each.instead_of_id, week, names)
            if each.instead_of_id
            else changed(each.practitioners, spoken[each.network_id], names),
            note=meanwhile(each, planned, week, names, between[each.timetable_id]),
            is_declined=_is_declined(each),
        )


def _day(each: Line) -> date:
    return localdate(each.planned.start)


def _is_declined(line: visible.LineRow) -> bool:
    return line.state == PlannedState.DECLINED


def _decide(request: Request, lines: Sequence[visible.LineRow]) -> None:
    reader, wanted, do = request.reader, ticked(request), request.POST.get("do")
    of = {each.pk: each.timetable_id for each in lines if _is_declined(each) is (do == "take_back")}
    by_timetable: dict[UUID, list[UUID]] = defaultdict(list)
    for key in wanted:
        if key in of:
            by_timetable[of[key]].append(key)
    if do == "take_back":
        _take_back(request, by_timetable)
    elif do == "decline":
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


def _take_back(request: Request, by_timetable: Mapping[UUID, Sequence[UUID]]) -> None:
    reader = request.reader
    for timetable, some in by_timetable.items():
        for line in some:
            actions.take_back(timetable_id=timetable, line=line, by=reader, at=reader.at)
    if by_timetable:
        tell_taken_back(request)
