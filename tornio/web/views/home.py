"""Each one's home page: the person, a member, whoever leads, whoever looks after something else."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tornio.actions import readings
from tornio.core.clocks import Standing
from tornio.core.errors import NotForYou
from tornio.core.people import Capacity
from tornio.records.visible import home as visible
from tornio.records.visible import instruments, leading
from tornio.web.frame import show
from tornio.web.requests import Request
from tornio.web.views import privacy

ELSEWHERE = {Capacity.PRACTITIONER: "day", Capacity.ADMINISTRATOR: "staff", Capacity.EVALUATOR: "releases"}


def home(request: Request) -> HttpResponse:
    """Where everybody begins."""
    reader = request.reader
    if reader.capacity in ELSEWHERE:
        return redirect(ELSEWHERE[reader.capacity])
    if reader.capacity is Capacity.ONESELF:
        return _as_oneself(request)
    if reader.capacity is Capacity.SERVICE_LEAD:
        return _as_lead(request)
    if reader.capacity is Capacity.PRIVACY_LEAD:
        return privacy.home(request)
    raise NotForYou


STANDING = (
    (gettext_lazy("Waiting, inside our promise"), Standing.WAITING),
    (gettext_lazy("Nearly late"), Standing.NEARLY_LATE),
    (gettext_lazy("Late"), Standing.LATE),
    (gettext_lazy("Arranged"), Standing.ARRANGED),
    (gettext_lazy("Offered in time; they chose later"), Standing.CHOSE_LATER),
    (gettext_lazy("The clock has not started"), Standing.NOT_STARTED),
)


def _as_lead(request: Request) -> HttpResponse:
    """How many, never who."""
    counts = leading.service_counts(request.reader, get_current_timezone())
    context = {
        "counts": counts,
        "standing": [(label, counts.stand(standing)) for label, standing in STANDING],
        "week": [
            (_("First contacts"), counts.first_contacts),
            (_("Networks we are with"), counts.networks),
            (_("Meetings held"), counts.meetings),
            (_("of them with fewer of us than we promise"), counts.with_fewer),
            (_("Meetings not held"), counts.not_held),
        ],
    }
    return show(request, "home/lead.html", context)


def _as_oneself(request: Request) -> HttpResponse:
    reader = request.reader
    homes = visible.networks(reader)
    for each in homes:
        if each.reads:
            readings.opened("home", by=reader, at=reader.at, network=each.network.pk)
    context = {"homes": homes, "me": reader.person_id, "waiting": instruments.waiting(reader)}
    return show(request, "home/oneself.html", context)
