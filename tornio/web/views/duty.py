"""Who holds the telephone now and in the coming two weeks; adding a turn, ending one earlier."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tornio.actions import duty as actions
from tornio.records.visible import duty as visible
from tornio.web.forms.duty import PassForm, ShortenForm, TurnForm
from tornio.web.frame import show
from tornio.web.jinja import tellings
from tornio.web.refusing import above, answer_to, beside
from tornio.web.requests import Request
from tornio.web.services import chosen

AHEAD = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: Request) -> HttpResponse:
    """The rota, and one more turn in it."""
    reader = request.reader
    services, service = chosen(request)
    who = [(str(each.pk), each.person.full_name) for each in visible.who_may_hold_it(reader, service.pk)]
    form = TurnForm(request.POST or None, initial={"key": uuid4()}, who=who, now=reader.at)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with beside(form):
            actions.give_turn(
                practitioner_id=UUID(given["practitioner"]), start=given["start"], end=given["end"],
                service_id=service.pk, key=given["key"], answer=answer_to(form, "practitioner"),
                by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return redirect(request.get_full_path())
    turns = visible.turns(reader, service.pk, reader.at, reader.at + AHEAD)
    context = {
        "services": services,
        "service": service,
        "fallback": service.duty_fallback.person.full_name,
        "turns": turns,
        "horizon": reader.at + AHEAD,  # whatever goes on then has no end on the page
        "away_then": visible.away_then(turns),
        "now_holding": turns[0],
        "form": form,
    }
    return show(request, "duty/duty.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, duty_id: UUID) -> HttpResponse:
    """A turn passes to somebody else, ends earlier than it was written down, or is taken back."""
    reader = request.reader
    turn = visible.duty(reader, duty_id)
    if turn.taken_back_at is not None or turn.during.upper <= reader.at:
        messages.info(request, _("That turn is no more. This is who holds the telephone now."))
        return redirect("duty")
    fallback = turn.service.duty_fallback.person.full_name  # one turn at a time: what is left of it is a gap
    do = request.POST.get("do", "")
    if do == "take_back":
        with above(request):
            actions.take_back_turn(duty_id=duty_id, by=reader, at=reader.at)
            messages.success(request, _("Taken back. It falls to %(name)s.") % {"name": fallback})
        return redirect("duty")
    others = visible.who_may_hold_it(reader, turn.service_id).exclude(pk=turn.practitioner_id)
    who = [(str(each.pk), each.person.full_name) for each in others]
    passes = PassForm(request.POST if do == "pass" else None, who=who)
    form = ShortenForm(request.POST if do == "shorten" else None, initial={"end": turn.during.upper}, now=reader.at)
    if (passes if do == "pass" else form).is_valid() and _changed(request, turn, passes, form):
        return redirect("duty")
    wrong = passes.errors or form.errors
    context = {
        "turn": turn,
        "fallback": fallback,
        "form": form,
        "passes": passes,
        "has_begun": turn.during.lower <= reader.at,
    }
    return show(request, "duty/change.html", context, status=422 if wrong else 200)


def _changed(request: Request, turn: visible.DutyRow, passes: PassForm, form: ShortenForm) -> bool:
    """Whichever of the two forms was sent is kept; False where it is refused, which then stands beside its field."""
    reader, fallback = request.reader, turn.service.duty_fallback.person.full_name
    if passes.is_bound:
        with beside(passes):
            actions.hand_on(
                duty_id=turn.pk, practitioner_id=UUID(passes.cleaned_data["practitioner"]),
                answer=answer_to(passes, "practitioner"), by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Kept. Both are told."))
        return not passes.errors
    with beside(form):
        actions.shorten_turn(duty_id=turn.pk, end=form.cleaned_data["end"], by=reader, at=reader.at)
        told = {"when": tellings().beside(form.cleaned_data["end"], reader.at), "name": fallback}
        messages.success(request, _("Kept. From %(when)s it falls to %(name)s.") % told)
    return not form.errors
