"""What is kept about somebody, gathered on one page for them; and a name or a date put right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tornio.actions import corrections
from tornio.core.errors import NotForYou
from tornio.core.rights import Fact
from tornio.records.visible import between, people, retention, rights
from tornio.web.forms.rights import FACTS, GROUNDS, FactForm
from tornio.web.frame import show
from tornio.web.pages import layout, opened
from tornio.web.refusing import answer_to, beside
from tornio.web.requests import Request


@require_safe
def kept(request: Request, pk: UUID) -> HttpResponse:
    """Their copy, who read, what can be put right, who may read, what is no longer here."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None:
        raise NotForYou
    own = people.is_centre(reader, pk)
    opened(request, "kept", pk)
    context = {
        "network": network,
        "own": own,
        "said": [each for each in rights.statements(reader, pk) if own or each.person_id == reader.person_id],
        "facts": rights.corrections(reader, pk).filter(author__isnull=True) if own else (),
        "taken_out": rights.misfilings(reader).filter(network=pk) if own else (),
        "to_move": rights.to_move(reader, pk),
        "gone": rights.deletions(reader, pk).filter(agreed_at__isnull=False) if own else (),
        "periods": retention.of_service(network.service_id) if own else (),
        "named": dict(FACTS),
        "grounds": dict(GROUNDS),
        "layout": layout(reader),
    }
    return show(request, "rights/kept.html", context)


def fact(request: Request, pk: UUID) -> HttpResponse:
    """A name, a date, a number as it should be; what it was stays readable."""
    reader = request.reader
    network = between.network(reader, pk)
    if network is None or not (people.is_centre(reader, pk) or between.stands_as_staff(reader, pk)):
        raise NotForYou
    form = FactForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with beside(form):
            corrections.put_right(
                key=given["key"], network=network, fact=Fact(given["fact"]), now=given["now"], why=given["why"],
                answer=answer_to(form, "now"), by=reader, at=reader.at,
            )  # fmt: skip
            messages.success(request, _("Put right. What it was stays readable."))
            return redirect("kept", pk) if people.is_centre(reader, pk) else redirect("fact", pk)
    opened(request, "fact", pk)
    context = {
        "form": form,
        "network": network,
        "own": people.is_centre(reader, pk),
        "facts": rights.corrections(reader, pk).filter(author__isnull=True),
        "named": dict(FACTS),
        "layout": layout(reader),
    }
    return show(request, "rights/fact.html", context, status=422 if form.errors else 200)
