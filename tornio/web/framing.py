"""Builds the frame round a reader's pages: the service's name and numbers, the ways on, who is reading."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tornio.core.people import Capacity
from tornio.people import profiles
from tornio.people.acting import Reader
from tornio.records.visible import break_glass
from tornio.records.visible import people as visible
from tornio.web.frame import Frame, House

Way = tuple[str, str]  # the label and the address


def _ways(reader: Reader) -> list[Way]:
    match reader.capacity:
        case Capacity.PRACTITIONER:
            names = [(_("First contacts"), "board"), (_("My day"), "day"), (_("Networks"), "networks")]
        case Capacity.SERVICE_LEAD:
            names = [
                (_("First contacts"), "board"),
                (_("The week"), "week"),
                (_("When we work"), "working"),
                (_("Telephone"), "duty"),
                (_("Our figures"), "figures"),
            ]
        case Capacity.PRIVACY_LEAD:
            names = [
                (_("Worries"), "worries"),
                (_("Kept apart"), "apart_everything"),
                (_("How long"), "retention"),
                (_("Read with a reason"), "beyond"),
            ]
        case Capacity.EVALUATOR:
            names = [(_("Figures"), "releases")]
        case Capacity.ADMINISTRATOR:
            names = [(_("Who works here"), "staff")]
        case Capacity.ONESELF:
            return _own_ways(visible.own_networks(reader))
        case _:
            names = []
    return [(label, reverse(name)) for label, name in names]


def _own_ways(networks: list[UUID]) -> list[Way]:
    """For the person at one centre: their people and their story; a member begins from their home page."""
    if len(networks) != 1:
        return []
    own = networks[0]
    return [(_("My people"), reverse("network", args=[own])), (_("Our story"), reverse("story", args=[own]))]


def house_of(service: visible.ServiceRow | None) -> House:
    """The service as its pages name it."""
    if service is None:
        return House()
    law = profiles.profile(service.profile).jurisdiction
    return House(
        service_name=service.name,
        telephone=service.telephone,
        emergency_number=law.emergency_numbers[0] if law.emergency_numbers else "",
        exit_url=service.exit_url,
    )


def _nearest(path: str, addresses: list[str]) -> str:
    """Which of the ways this page lies on; the home page is only itself."""
    home, *others = addresses
    along = [address for address in others if path.startswith(address)]
    return max(along, key=len) if along else (home if path == home else "")


def frame_for(request: HttpRequest, reader: Reader) -> tuple[Frame, str]:
    """The frame round this reader's pages, and the time zone they are told in."""
    who, service = visible.name_and_service(reader)
    ways = [(_("Home"), reverse("home")), *_ways(reader)]
    here = _nearest(request.path, [address for _label, address in ways])
    nav = [(label, address, address == here) for label, address in ways]
    frame = Frame(
        house=house_of(service),
        nav=nav if len(nav) > 1 else (),
        who=who,
        role=visible.role(reader),
        human=reader.human_id,
        at_a_door=visible.at_a_door(reader),
        glasses=[
            (glass.pk, glass.network.centre.full_name, break_glass.minutes_left(glass, reader.at))
            for glass in break_glass.glasses(reader)
        ],
    )
    return frame, service.time_zone if service else "Europe/London"
