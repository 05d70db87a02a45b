"""A practitioner's day on a telephone in one hand: today's meetings, and the door they are at (R10)."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from tornio.actions import readings, visits
from tornio.core.errors import NotForYou, Refused
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.visible import apart, deletions, duty, grants
from tornio.records.visible import day as visible
from tornio.web.forms.arranging import LENGTHS, lengths
from tornio.web.frame import show
from tornio.web.requests import Request
from tornio.web.views.messages import BY


def bounds(now: datetime) -> tuple[datetime, datetime]:
    """From midnight to midnight by the clocks of the service; on a night they change that is 23 or 25 hours."""
    zone = get_current_timezone()
    today = now.astimezone(zone).date()
    return (
        datetime.combine(today, time(), tzinfo=zone),
        datetime.combine(today + timedelta(days=1), time(), tzinfo=zone),
    )


def day(request: Request) -> HttpResponse:
    """Today's meetings; the thumb bar says how the visit goes."""
    reader = request.reader
    begins, ends = bounds(reader.at)
    refused = ""
    if request.method == "POST":
        try:
            messages.success(request, _pressed(request))
            return redirect("day")
        except Refused as no:
            refused = no.sentence
    seen = visible.day(reader, begins, ends)
    networks = {each.network_id for each in (*(stop.meeting for stop in seen.stops), *seen.after)}
    readings.opened_together("a day", by=reader, at=reader.at, networks=networks)
    local = reader.at.astimezone(get_current_timezone())
    looked_at = list(visible.visits_to_look_at(reader))
    context = {
        "day": seen,
        "weekday": date_format(local, "l"),
        "refused": refused,
        "lengths": lengths(60),
        "key": str(new_key()),
        "visits": looked_at,
        "who_knows": visible.who_knows(looked_at),
        "by_route": BY,
        "telephone": duty.in_hand(reader),
        "looks": apart.to_look_at(reader),
        "grants": grants.to_look_at(reader),
        "findings": grants.about_to_lapse(reader),
        "for_a_second": deletions.for_a_second(reader),
    }
    return show(request, "day/day.html", context, status=422 if refused else 200)


def _pressed(request: Request) -> str:
    """What the thumb said."""
    do = request.POST.get("do", "")
    if do == "in":
        return _go_in(request)
    if do not in PRESSED:
        raise NotForYou
    act, told = PRESSED[do]
    seen = visible.day(request.reader, *bounds(request.reader.at))
    if seen.at_a_door is None:
        raise NotForYou
    act(request.reader, seen.at_a_door)
    return told()


def _go_in(request: Request) -> str:
    reader = request.reader
    minutes = request.POST.get("minutes", "")
    stops = visible.day(reader, *bounds(reader.at)).stops
    stop = next((each for each in stops if str(each.meeting.pk) == request.POST.get("meeting")), None)
    known = minutes.isdecimal() and len(minutes) < 4  # noqa: PLR2004 - more figures are no visit, and too many no number
    if stop is None or not known or not 0 < int(minutes) <= max(LENGTHS):
        raise NotForYou
    visits.check_in(
        meeting=stop.meeting,
        due_out_at=reader.at + timedelta(minutes=int(minutes)),
        key=_key(request.POST.get("key", "")),
        by=reader,
        at=reader.at,
    )
    return _("You are in. Tell us when you are out.")


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as wrong:
        raise NotForYou from wrong


def _out(reader: Reader, visit: visible.VisitRow) -> None:
    visits.out_and_safe(visit=visit, by=reader, at=reader.at)


def _longer(reader: Reader, visit: visible.VisitRow) -> None:
    visits.more_time(visit=visit, by=reader, at=reader.at)


def _help(reader: Reader, visit: visible.VisitRow) -> None:
    visits.need_help(visit=visit, by=reader, at=reader.at)


PRESSED: dict[str, tuple[Callable[[Reader, visible.VisitRow], None], Callable[[], str]]] = {
    "out": (_out, lambda: _("Good. You are out and safe.")),
    "longer": (_longer, lambda: _("Twenty minutes more.")),
    "help": (_help, lambda: _("It stands on the page of everyone here now. Ring as well, if you can.")),
}
