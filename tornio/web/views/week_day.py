"""One day of the week as a picture: who of us is where in it, and what could still be."""

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tornio.core.errors import NotForYou
from tornio.core.tallies import monday
from tornio.core.weeks import UNDER_WAY
from tornio.records.visible import timetables
from tornio.records.visible import weeks as visible
from tornio.records.visible.diaries import turns
from tornio.records.visible.people import ServiceRow
from tornio.web import week_day
from tornio.web.frame import show
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.views.weeks import A_DAY, address, is_planned, shown_days
from tornio.web.views.working import today_of

SHOWN_AS = {"instead": "proposed", "accepted": "offered"}  # in the key beneath the picture


@require_safe
def day(request: Request, on: str) -> HttpResponse:
    """A day of the weeks that can be planned; NotForYou for any other."""
    reader, wanted = request.reader, _a_day(on)
    services, service = chosen(request)
    today = today_of(request, visible.zone_of(service))
    first = monday(wanted)
    if not is_planned(first, monday(today)):
        raise NotForYou
    planned = timetables.newest(reader, service.pk, first)
    found = visible.week(service, first, reader.at, looking=False)
    lines = timetables.lines(planned) if planned is not None and planned.state not in UNDER_WAY else []
    names, _spoken, days = shown_days(found, lines, reader.at)
    shown = days[(wanted - first).days]
    drawn = week_day.picture(found, shown, turns(found.rotas, found.period.start, found.end), reader.at)
    context = {
        "service": service,
        "services": services,
        "on": wanted,
        "today": today,
        "picture": drawn,
        "shown_kinds": {SHOWN_AS.get(bar.kind, bar.kind) for line in drawn.lines for bar in line.bars},
        "elsewhere": names.of(drawn.elsewhere),
        "unsaid": names.of(drawn.unsaid),
        "week": address(service, first),
        "before": _beside(service, wanted - A_DAY, today),
        "after": _beside(service, wanted + A_DAY, today),
    }
    return show(request, "weeks/day.html", context)


def _beside(service: ServiceRow, on: date, today: date) -> str:
    """Where another day is, if it is of a week that can be planned."""
    return f"{reverse('week_day', args=[on])}?service={service.pk}" if is_planned(monday(on), monday(today)) else ""


def _a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as other:
        raise NotForYou from other
