"""The board, “Who is waiting for us”, live without a reload; and a page of those who waited earlier."""

from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from tornio.actions import readings
from tornio.core.clocks import Standing
from tornio.core.contacts import UNOPENED, ClosedBy
from tornio.core.told import opening
from tornio.records.visible import board as visible
from tornio.records.visible import day as doors
from tornio.web import live, waiting
from tornio.web.frame import show
from tornio.web.jinja import tellings
from tornio.web.requests import Request
from tornio.web.views.messages import BY

TITLES = {
    Standing.LATE: gettext_lazy("Late"),
    Standing.NEARLY_LATE: gettext_lazy("Nearly late"),
    Standing.WAITING: gettext_lazy("Waiting"),
    Standing.NOT_STARTED: gettext_lazy("The clock has not started"),
    Standing.ARRANGED: gettext_lazy("Arranged"),
    Standing.CHOSE_LATER: gettext_lazy("Offered in time; they chose later"),
    Standing.NETWORK_MET: gettext_lazy("The network was met, the person not yet"),
    Standing.MET: gettext_lazy("Met"),
    Standing.NOT_GOING_AHEAD: gettext_lazy("Not going ahead"),
}
COUNTED = {
    Standing.LATE: gettext_lazy("%s late"),
    Standing.NEARLY_LATE: gettext_lazy("%s nearly late"),
    Standing.WAITING: gettext_lazy("%s waiting"),
    Standing.NOT_STARTED: gettext_lazy("%s not started"),
    Standing.ARRANGED: gettext_lazy("%s arranged"),
    Standing.CHOSE_LATER: gettext_lazy("%s chose later"),
    Standing.NETWORK_MET: gettext_lazy("%s network met"),
    Standing.MET: gettext_lazy("%s met"),
    Standing.NOT_GOING_AHEAD: gettext_lazy("%s not going ahead"),
}
TOLD = {
    Standing.LATE: gettext_lazy("We promised sooner, and did not keep it."),
    Standing.NEARLY_LATE: gettext_lazy("No time and place yet."),
    Standing.WAITING: gettext_lazy("Nothing is arranged yet, and there is still time."),
    Standing.NOT_STARTED: gettext_lazy("They have called; what starts our clock has not happened."),
    Standing.ARRANGED: gettext_lazy("A time and a place are agreed."),
    Standing.CHOSE_LATER: gettext_lazy("Not late: it was their choice."),
    Standing.NETWORK_MET: gettext_lazy("Told apart from having met the person."),
    Standing.MET: gettext_lazy("Since yesterday."),
    Standing.NOT_GOING_AHEAD: gettext_lazy("Who decided, and why. Since yesterday."),
}


def _wanted(request: Request) -> UUID | None:
    """The service that was chosen, if one was."""
    try:
        return UUID(request.GET.get("service", ""))
    except ValueError:
        return None


def _late_told(late: int, *, all_of_them: bool) -> str:
    """How many have waited too long; where the reader may not see everybody, only of those they see (R24)."""
    if late == 0 and all_of_them:
        return _("Nobody has waited longer than we promised.")
    if late == 0:
        return _("Of those you can see, nobody has waited longer than we promised.")
    number = tellings().number(late)
    if all_of_them:
        return ngettext(
            "%(told)s person has waited longer than we promised.",
            "%(told)s people have waited longer than we promised.",
            late,
        ) % {"told": opening(number)}
    return ngettext(
        "Of those you can see, %(told)s person has waited longer than we promised.",
        "Of those you can see, %(told)s people have waited longer than we promised.",
        late,
    ) % {"told": number}


def _fragment(request: Request) -> tuple[str, visible.Board]:
    """The part of the page that keeps itself up to date; opening it is a reading (R26)."""
    reader = request.reader
    board = visible.board(reader, _wanted(request))
    readings.opened("board", by=reader, at=reader.at, network=None, as_whom=request.frame.role)
    context = {
        "board": board,
        "now": reader.at,
        "today": localdate(reader.at),
        "waiting": waiting,
        "late_told": _late_told(board.count(Standing.LATE), all_of_them=board.wordless),
        **words(),
    }
    return render_to_string("contacts/_board.html", context), board


def words() -> dict[str, object]:
    """What templates of first contacts say by the core's words."""
    return {
        "titles": TITLES,
        "counted": COUNTED,
        "told_of": TOLD,
        "responsible": {way.value: told for way, told in waiting.RESPONSIBLE.items()},
        "decided": {by.value: told for by, told in waiting.DECIDED.items()},
        "unopened": {way.value for way in UNOPENED},
        "closed_by_service": ClosedBy.SERVICE.value,
        "nobody_has_it": visible.nobody_has_it,
        "somebody_is_wanted": waiting.somebody_is_wanted,
        "by_route": BY,
    }


def _stamp(fragment: str) -> str:
    return f'"{salted_hmac("tornio.web.board", fragment).hexdigest()[:32]}"'


@require_safe
def board(request: Request) -> HttpResponse:
    """Who is waiting for us."""
    fragment, shown = _fragment(request)
    at_doors = list(doors.visits_to_look_at(request.reader))
    context = {
        "visits": at_doors,
        "who_knows": doors.who_knows(at_doors),
        "by_route": BY,
        "board": shown,
        "chosen": str(_wanted(request) or ""),
        "fragment": mark_safe(fragment),  # noqa: S308 - our own template has escaped it
        "stamp": _stamp(fragment),
    }
    return show(request, "contacts/board.html", context)


@require_safe
def board_now(request: Request) -> HttpResponse:
    """The same part alone, or nothing while nothing has changed."""
    fragment, _shown = _fragment(request)
    return live.part(request, _stamp(fragment), lambda: fragment)


@require_safe
def earlier(request: Request) -> HttpResponse:
    """Those who were met, and what went no further, before yesterday."""
    reader = request.reader
    asked = request.GET.get("page", "1")
    shown = visible.earlier(reader, int(asked) if asked.isdecimal() and len(asked) < 9 else 1)  # noqa: PLR2004
    readings.opened("board", by=reader, at=reader.at, network=None, as_whom=request.frame.role)
    return show(request, "contacts/earlier.html", {"earlier": shown, "waiting": waiting, **words()})
