"""The administrator's page: who works here, and their way in; nothing of any record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tornio.actions import entry, people
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity, Profession
from tornio.records.visible import people as visible
from tornio.records.visible import ways_in
from tornio.web.codes import grouped
from tornio.web.forms.entry import WayInForm
from tornio.web.forms.staff import PROFESSIONS, StaffForm
from tornio.web.frame import show
from tornio.web.refusing import beside
from tornio.web.requests import Request


def staff(request: Request) -> HttpResponse:
    """Who works here; one more of them."""
    reader = request.reader
    if reader.capacity is not Capacity.ADMINISTRATOR:
        raise NotForYou
    services = {str(service.pk): service for service in visible.services(reader)}
    choices = [(key, service.name) for key, service in services.items()]
    form = StaffForm(request.POST or None, services=choices)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, form, services[form.cleaned_data["service"]])
            return redirect("staff")
        except Refused as no:
            form.add_error("full_name", no.sentence)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "people": visible.staff_of_all_services(reader),
        "come_in": ways_in.who_come_in(reader),
        "services": services.values(),
    }
    return show(request, "entry/staff.html", context, status=status)


def _add(request: Request, form: StaffForm, service: visible.ServiceRow) -> None:
    reader, given = request.reader, form.cleaned_data
    person = people.name_person(full_name=given["full_name"], by=reader, at=reader.at)
    kind, word = given["as_what"].split(":")
    if kind == "office":
        people.give_office(person=person, office=Capacity(word), service=service, by=reader, at=reader.at)
    else:
        profession = Profession(word)
        described = given["described"] or str(PROFESSIONS[profession]).lower()
        people.employ(
            person=person, service=service, profession=profession, described=described, by=reader, at=reader.at
        )
    messages.success(request, _("%(name)s is here now.") % {"name": person.full_name})


def way_in(request: Request, person_id: UUID) -> HttpResponse:
    """How one person comes in, and a new way: a link and a code, each shown once."""
    reader = request.reader
    person = visible.somebody(reader, person_id)
    if person is None:
        raise NotForYou
    form = WayInForm(request.POST if request.method == "POST" else None)
    way = None
    if request.method == "POST" and form.is_valid():
        with beside(form):
            way = entry.give_way_in(
                person=person,
                address=form.cleaned_data["address"],
                link=request.build_absolute_uri,
                by=reader,
                at=reader.at,
            )
    context = {
        "person": person,
        "of_us": reader.capacity is Capacity.ADMINISTRATOR,
        "form": form,
        "way": way,
        "code": grouped(way.code) if way else "",
        "address": request.build_absolute_uri(f"/enter/{way.token}/") if way else "",
        "now_in": ways_in.way_in(reader, person_id),
    }
    return show(request, "entry/way_in.html", context, status=422 if form.errors else 200)
