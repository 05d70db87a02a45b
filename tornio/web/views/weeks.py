"""The week: look for times for those who have nothing arranged, and decide of each whether it is offered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from tornio.actions import weeks as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.tallies import monday
from tornio.core.weeks import UNDER_WAY, WEEKS_AHEAD
from tornio.people.keys import new_key
from tornio.records.visible import timetables
from tornio.records.visible import weeks as visible
from tornio.records.visible.diaries import turns
from tornio.records.visible.people import ServiceRow
from tornio.records.visible.those_who import refused
from tornio.web import live, rota, week_curve, week_page, week_since
from tornio.web.frame import show
from tornio.web.refusing import above
from tornio.web.requests import Request
from tornio.web.services import chosen
from tornio.web.views.working import today_of
from tornio.web.when import DAYS

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LEAVE_OUT = "out"
NOTHING = "nothing"  # was ticked, when something was to be
PRICED = {
    0: gettext_lazy("nothing"),
    900: gettext_lazy("a quarter of an hour"),
    3600: gettext_lazy("an hour"),
    14400: gettext_lazy("four hours"),
}


def _asked_week(given: QueryDict, today: date) -> date:
    """The Monday of the week that is asked for; by default of the next. Errors: NotForYou for what is no day."""
    asked = given.get("week")
    try:
        return monday(date.fromisoformat(asked)) if asked else monday(today) + A_WEEK
    except (ValueError, OverflowError) as other:
        raise NotForYou from other


def is_planned(first: date, this: date) -> bool:
    """This week and the next eight are; what is over or further ahead is not."""
    return this <= first <= this + WEEKS_AHEAD * A_WEEK


def address(service: ServiceRow, first: date) -> str:
    """Where that week of this service is."""
    return f"{reverse('week')}?week={first}&service={service.pk}"


@require_safe
def week(request: Request) -> HttpResponse:
    """What is agreed, what could be proposed or is, what it comes to."""
    reader = request.reader
    services, service = chosen(request)
    here_is = visible.zone_of(service)
    today = today_of(request, here_is)
    asked, this = _asked_week(request.GET, today), monday(today)
    first = asked if is_planned(asked, this) else this + A_WEEK
    running = timetables.under_way(reader, service.pk)
    planned = timetables.newest(reader, service.pk, first)
    is_shown = planned is not None and planned.state not in UNDER_WAY
    found = visible.week(service, first, reader.at)
    context = {
        "services": services,
        "service": service,
        "first": first,
        "this_week": first == this,
        "is_another": first != asked,
        "before": address(service, first - A_WEEK) if first > this else "",
        "after": address(service, first + A_WEEK) if first < this + WEEKS_AHEAD * A_WEEK else "",
        "week": found,
        "key": new_key(),
        "running": running,
        "planned": planned if is_shown else None,
        "day_names": DAYS,
        "leave_out": LEAVE_OUT,
        "priced": PRICED,
        "unticked": NOTHING in request.GET,
        **_told(found, planned if is_shown else None, request),
        **(_progress(running, reader.at) if running else {}),
    }
    return show(request, "weeks/week.html", context)


def _told(found: visible.Week, planned: timetables.TimetableRow | None, request: Request) -> dict[str, Any]:
    """The parts of the page that are worked out from rows."""
    now = request.reader.at
    lines = timetables.lines(planned) if planned else []
    names, spoken, shown = shown_days(found, lines, now)
    drawn = rota.draw(list(found.rotas.values()), found.monday)
    points = week_curve.points(planned) if planned else []
    loads: Mapping[str, list[int]] = next(
        (each["loads"] for each in planned.curve if each["price"] == planned.price), {}
    ) if planned else {}  # fmt: skip
    looked_for = {each.meeting_id for each in lines}
    wants = [(each, week_page.about(each.spoken, names, now)) for each in found.wants]
    return {
        "short": [date_format(each.on, "D") for each in shown],
        "days": shown,
        "drawn": drawn,
        "strips": week_page.strips(found, drawn, shown, loads),
        "points": points,
        "unplaced": [_unplaced(each, spoken, names, now) for each in lines if each.planned is None],
        "can_choose": any(each.can_be_chosen for day in shown for each in day.entries),
        "decided": any(each.kind in ("accepted", "declined") for day in shown for each in day.entries),
        "wants": [(each, words) for each, words in wants if not found.is_sooner(each)],
        "sooner": sorted(
            ((each, words) for each, words in wants if found.is_sooner(each)), key=lambda told: told[0].due or now
        ),
        "needs": [(each, words) for each in found.stands if (words := week_page.wanted_at(each, found, names))],
        "needs_came_later": any(each.stands.meeting not in looked_for for each in found.needs),
        "unsaid": names.of(each.pk for each in found.have_not_said),
    }


def shown_days(
    found: visible.Week, lines: Sequence[timetables.LineRow], now: datetime
) -> tuple[week_since.Names, Mapping[UUID, visible.Spoken], list[week_page.DayOf]]:
    """How those of us are called, what a network is called here, and each day of that week."""
    spoken = visible.spoken_of({each.network_id for each in lines}, now) if lines else {}
    known = {each.pk: each for of in spoken.values() for each in of.of_us}
    names = week_since.Names({**{key: each.practitioner for key, each in found.rotas.items()}, **known}.values())
    return names, spoken, week_page.days(found, lines, spoken, names, since(found, lines, now))


def since(found: visible.Week, lines: Sequence[timetables.LineRow], now: datetime) -> week_since.Since:
    """Two questions, and none where nothing is proposed."""
    who = {key for each in lines for key in each.practitioners}
    no = refused({each.network_id for each in lines}) if who else {}
    return week_since.Since(no, turns(who, found.period.start, found.end) if who else (), now)


def _unplaced(
    each: timetables.LineRow, spoken: Mapping[UUID, visible.Spoken], names: week_since.Names, now: datetime
) -> tuple[str, str, str]:
    """Whom it is about, in whose place somebody is wanted, and why there is no time, with the next step."""
    instead_of = names.of([each.instead_of_id]) if each.instead_of_id else ""
    of = spoken[each.network_id]
    next_step = _("Whoever has it in hand looks at once for what is possible.") if of.is_first else ""
    return week_page.about(of, names, now), instead_of, f"{each.why} {next_step}".strip()


def _progress(running: timetables.TimetableRow, now: datetime) -> dict[str, Any]:
    fragment = render_to_string("weeks/_progress.html", {"running": running, "now": now})
    return {"fragment": fragment, "stamp": _stamp(fragment)}


def _stamp(fragment: str) -> str:
    return f'"{salted_hmac("tornio.web.weeks", fragment).hexdigest()[:32]}"'


@require_safe
def now(request: Request, timetable_id: UUID) -> HttpResponse:
    """How far it is; once it has ended there is nothing here any more, and the page is opened anew."""
    planned = timetables.timetable(request.reader, timetable_id)
    if planned.state not in UNDER_WAY:
        raise NotForYou
    told = _progress(planned, request.reader.at)
    return live.part(request, told["stamp"], lambda: told["fragment"])


@require_POST
def ask(request: Request) -> HttpResponse:
    """Look for times in this week, for those who are not left out of it."""
    reader = request.reader
    _services, service = chosen(request)
    first = _asked_week(request.POST, today_of(request, visible.zone_of(service)))
    given = {name.removeprefix("on-"): value for name, value in request.POST.items() if name.startswith("on-")}
    on = {key: value for name, value in given.items() if (key := key_of(name))}
    with above(request):
        actions.ask(
            service=service,
            week=first,
            without=[key for key, value in on.items() if value == LEAVE_OUT],
            days={key: int(value) for key, value in on.items() if value in {str(each) for each in range(1, 8)}},
            key=key_of(request.POST.get("key", "")),
            by=reader,
            at=reader.at,
        )
    return redirect(address(service, first))


def key_of(text: str) -> UUID | None:
    """A key as it was sent, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def decide(request: Request, timetable_id: UUID) -> HttpResponse:
    """One of the things that can be done with a timetable."""
    reader = request.reader
    planned = timetables.timetable(reader, timetable_id)
    do = DEEDS.get(request.POST.get("do", ""))
    if do is None:
        raise NotForYou
    with above(request):
        do(request, planned)
    return redirect(address(planned.service, planned.week) + (f"&{NOTHING}=" if nothing_ticked(request) else ""))


def _stop(request: Request, planned: timetables.TimetableRow) -> None:
    actions.stop(timetable_id=planned.pk, by=request.reader, at=request.reader.at)
    messages.success(request, _("It stops, and shows the best so far."))


def _aside(request: Request, planned: timetables.TimetableRow) -> None:
    actions.put_aside(timetable_id=planned.pk, by=request.reader, at=request.reader.at)
    messages.success(request, _("Put aside. What was offered stays offered."))


def _choose(request: Request, planned: timetables.TimetableRow) -> None:
    price = request.POST.get("price", "")
    if price not in {str(each) for each in PRICED}:
        raise Refused(_("Choose one of the points."))
    actions.choose(timetable_id=planned.pk, price=int(price), by=request.reader, at=request.reader.at)


def ticked(request: Request) -> list[UUID]:
    """The lines that were ticked; refused where there is none."""
    found = [key for text in request.POST.getlist("line") if (key := key_of(text))]
    if not found:
        raise Refused(_("Tick at least one of them."))
    return found


def nothing_ticked(request: Request) -> bool:
    """True where that is why nothing was done: then the boxes stay empty."""
    return request.POST.get("do") in ("accept", "decline") and "line" not in request.POST


def _accept(request: Request, planned: timetables.TimetableRow) -> None:
    reader = request.reader
    done = actions.accept(timetable_id=planned.pk, lines=ticked(request), by=reader, at=reader.at)
    tell_accepted(request, done)


def tell_accepted(request: Request, done: Sequence[actions.Became]) -> None:
    """How many hold now as offers, and of the others why not."""
    offered = sum(not each.refused for each in done)
    if offered:
        told = ngettext(
            "Accepted. What is offered holds once the network chooses it.",
            "%(many)s are accepted. What is offered holds once the network chooses it.",
            offered,
        )
        messages.success(request, told % {"many": offered})
    for sentence in dict.fromkeys(each.refused for each in done if each.refused):
        messages.error(request, sentence)


def _decline(request: Request, planned: timetables.TimetableRow) -> None:
    actions.decline(timetable_id=planned.pk, lines=ticked(request), by=request.reader, at=request.reader.at)
    messages.success(request, _("Declined. Nobody is told."))


def _take_back(request: Request, planned: timetables.TimetableRow) -> None:
    for line in ticked(request):
        actions.take_back(timetable_id=planned.pk, line=line, by=request.reader, at=request.reader.at)
    tell_taken_back(request)


def tell_taken_back(request: Request) -> None:
    """That nothing was lost by declining it."""
    messages.success(request, _("Taken back. It can be offered again."))


DEEDS: dict[str, Callable[[Request, timetables.TimetableRow], None]] = {
    "stop": _stop, "aside": _aside, "choose": _choose, "accept": _accept, "decline": _decline,
    "take_back": _take_back,
}  # fmt: skip
