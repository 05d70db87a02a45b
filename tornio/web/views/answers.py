"""How it was for you: answering after a meeting or after some weeks, and one's own answers over time."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tornio.actions import instruments as actions
from tornio.core.errors import NotForYou, Refused
from tornio.core.instruments import Definition, ItemKind, ReadBy, number
from tornio.people.keys import new_key
from tornio.records.visible import instruments as visible
from tornio.records.visible import ways_in
from tornio.web.forms.instruments import AnswersForm, said
from tornio.web.frame import show
from tornio.web.lines import Drawn, draw
from tornio.web.pages import layout, opened
from tornio.web.refusing import refuse
from tornio.web.requests import Request, key_sent


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument on the page: what was answered already, or its form."""

    offered: visible.Offered
    form: AnswersForm | None
    told: list[tuple[str, str, bool]]


def told_answers(definition: Definition, row: visible.ResponseRow) -> list[tuple[str, str, bool]]:
    """Each question that was answered: its words, the answer's, and whether those are somebody's own."""
    return [
        (said(item.text), item.told(row.answers[item.key], get_language() or "en"), item.kind is ItemKind.WORDS)
        for item in definition.items
        if item.key in row.answers
    ]


def _read_by(request: Request) -> ReadBy:
    return ReadBy.PERSON_AND_TEAM if request.POST.get("read-by") == ReadBy.PERSON_AND_TEAM else ReadBy.AUTHOR


def _parts(request: Request, asking: visible.Asking, refused: AnswersForm | None) -> list[Part]:
    again = request.GET.get("again", "")
    parts = []
    for each in asking.offered:
        prefix = f"q-{each.row.pk}"
        if refused is not None and refused.prefix == prefix:
            parts.append(Part(each, refused, []))
        elif each.mine is None or str(each.row.pk) == again or _is_due(request, asking, each):
            parts.append(Part(each, AnswersForm(each.definition, prefix=prefix, initial=_initial(each)), []))
        else:
            parts.append(Part(each, None, told_answers(each.definition, each.mine)))
    return parts


def _is_due(request: Request, asking: visible.Asking, each: visible.Offered) -> bool:
    return asking.meeting is None and visible.comes_again(each, request.reader.at)


def _initial(each: visible.Offered) -> dict[str, str]:
    """Answering anew about the same begins from what was said; what comes again begins empty."""
    if each.mine is None or each.mine.meeting_id is None:
        return {}
    given = each.mine.answers.items()
    return {key: value if isinstance(value, str) else number(value) for key, value in given}


def _answered(request: Request, asking: visible.Asking) -> AnswersForm | None:
    """The answers are kept; or the form with what it says no to."""
    wanted = key_sent(request, "instrument")
    offered = next((each for each in asking.offered if each.row.pk == wanted), None)
    if offered is None:
        raise NotForYou
    form = AnswersForm(offered.definition, request.POST, prefix=f"q-{offered.row.pk}")
    if form.is_valid():
        try:
            actions.answer(
                key=key_sent(request, "key") or new_key(),
                asking=asking,
                instrument=offered.row.pk,
                typed=form.typed(),
                read_by=_read_by(request),
                by=request.reader,
                at=request.reader.at,
            )
        except Refused as no:
            refuse(form, no)
        else:
            messages.success(request, _("Kept. Thank you."))
            return None
    return form


def _page(request: Request, asking: visible.Asking, address: str) -> HttpResponse:
    refused = None
    if request.method == "POST":
        refused = _answered(request, asking)
        if refused is None:
            return redirect(request.path)
    opened(request, "how_it_was", asking.network.pk, asking.meeting.pk if asking.meeting else None)
    reader = request.reader
    context = {
        "asking": asking,
        "parts": _parts(request, asking, refused),
        "refused": refused,
        "key": request.POST.get("key") or str(new_key()),
        "chosen": request.POST.get("read-by", ""),
        "is_centre": asking.network.centre_id == reader.person_id,
        "layout": layout(reader),
        "address": address,
        "said": said,
        "never_let_in": ways_in.never_let_in(reader, asking.meeting) if asking.is_staff and asking.meeting else [],
    }
    return show(request, "instruments/answer.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: Request, meeting_id: UUID) -> HttpResponse:
    """After a meeting that was held, for everybody who was there."""
    return _page(request, visible.about_meeting(request.reader, meeting_id), request.path)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: Request, pk: UUID) -> HttpResponse:
    """What comes again after some weeks, for the person and the members."""
    asking = visible.again(request.reader, pk)
    if asking is None:
        raise NotForYou
    return _page(request, asking, request.path)


@dataclass(frozen=True, slots=True)
class Picture:
    """One line with its picture."""

    line: visible.Line
    drawn: Drawn
    values: list[str]


def _picture(line: visible.Line) -> Picture:
    def told(value: float) -> str:
        return line.words.get(value) or number(value)

    drawn = draw(line.values, line.lowest, line.highest, told)
    return Picture(line, drawn, [told(value) for _at, value in line.values])


def answers(request: Request, pk: UUID) -> HttpResponse:
    """One's own answers over time, and what others have shown."""
    reader = request.reader
    found = visible.answers(reader, pk, get_language() or "en")
    opened(request, "answers", pk)
    due = visible.again(reader, pk)
    context = {
        "network": found.network,
        "own": [(each, [_picture(line) for line in each.lines]) for each in found.own],
        "rows": [(row, told_answers(each.definition, row)) for each in found.own for row in reversed(each.responses)],
        "shown": [(definition, row, told_answers(definition, row)) for definition, row in found.shown],
        "due": [each for each in due.offered if visible.comes_again(each, reader.at)] if due else [],
        "is_centre": found.is_centre,
        "is_staff": found.is_staff,
        "layout": layout(reader),
        "said": said,
    }
    return show(request, "instruments/answers.html", context)


@require_POST
def own(request: Request, pk: UUID, response_id: UUID) -> HttpResponse:
    """Its author says who reads their answers, or takes them back."""
    reader = request.reader
    if request.POST.get("do") == "back":
        actions.take_back(response=response_id, by=reader, at=reader.at)
        messages.success(request, _("Taken back."))
    else:
        row = actions.show(response=response_id, read_by=_read_by(request), by=reader, at=reader.at)
        alone = row.audience == ReadBy.AUTHOR.value
        messages.success(request, _("Only you read it now.") if alone else _("Kept."))
    return redirect("answers", pk)
