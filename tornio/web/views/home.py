"""Each one's home page: the person, a member, whoever leads, whoever looks after something else."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tornio.actions import readings
from tornio.core.people import Capacity
from tornio.records.visible import apart
from tornio.records.visible import home as visible
from tornio.web.frame import show
from tornio.web.requests import Request

ELSEWHERE = {Capacity.PRACTITIONER: "day", Capacity.ADMINISTRATOR: "staff"}


def home(request: Request) -> HttpResponse:
    """Where everybody begins."""
    reader = request.reader
    if reader.capacity in ELSEWHERE:
        return redirect(ELSEWHERE[reader.capacity])
    if reader.capacity is Capacity.ONESELF:
        return _as_oneself(request)
    if reader.capacity is Capacity.SERVICE_LEAD:
        return show(request, "home/lead.html", {"counts": visible.service_counts(reader)})
    return show(request, "home/other.html", {"capacity": reader.capacity.value, "looks": apart.to_look_at(reader)})


def _as_oneself(request: Request) -> HttpResponse:
    reader = request.reader
    homes = visible.networks(reader)
    for each in homes:
        if each.reads:
            readings.opened("home", by=reader, at=reader.at, network=each.network.pk)
    return show(request, "home/oneself.html", {"homes": homes})
