"""How tests about meetings begin: Leon's network with Carol in it, an open episode, and meetings on a given hour."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import holding, meetings, presence
from tornio.core.meetings import ChosenBy, PlaceKind
from tornio.core.networks import Belonging, InvitedBy, Ring, Sector
from tornio.core.people import Capacity
from tornio.core.values import Period
from tornio.people.acting import Reader, acting_as
from tornio.people.keys import new_key
from tornio.people.models import Person
from tornio.records.models import Episode, FirstContact, Network, NetworkMeeting, NetworkMember, Responsibility
from tornio.records.visible import reach

TUESDAY = MONDAY + DAY
AN_HOUR_AND_A_HALF = timedelta(minutes=90)


def network_of(
    town: Town,
    centre: str = "Leon",
    members: Sequence[str] = ("Carol",),
    responsible: str = "Ruth",
    at: datetime = MONDAY,
) -> Network:
    """A network that Carol called about: the rows a first contact leaves, with somebody responsible for it."""
    with acting_as(human=None, capacity=Capacity.JOB, organisation=town.organisation, purpose="a call", at=at):
        return _rows(town, centre, members, responsible, at)


def _rows(town: Town, centre: str, members: Sequence[str], responsible: str, at: datetime) -> Network:
    here: dict[str, Any] = {"organisation": town.organisation}
    network = Network.objects.create(**here, service=town.service, centre=town.people[centre], opened_at=at)
    for name in members:
        NetworkMember.objects.create(
            **here, network=network, person=town.people[name], relation="family", ring=Ring.CLOSEST.value,
            sector=Sector.FAMILY.value, belonging=Belonging.BELONGS.value, invited_by=InvitedBy.PERSON.value,
            during=DateTimeTZRange(at, None), person_agreed_at=at, member_agreed_at=at, may_read=True, may_write=True,
        )  # fmt: skip
    episode = Episode.objects.create(**here, network=network, opened_at=at)
    contact, responsibility = new_key(), new_key()
    FirstContact.objects.create(
        **here, id=contact, service=town.service, channel="telephone", own_words="He does not sleep.",
        for_whom="relative", contacted_at=at, network=network, episode=episode, person=town.people[centre],
        held_by_id=responsibility,
    )  # fmt: skip
    Responsibility.objects.create(
        **here, id=responsibility, first_contact_id=contact, practitioner=town.practitioners[responsible],
        during=DateTimeTZRange(at, None), by_way="answered",
    )  # fmt: skip
    return network


def contact_of(network: Network) -> FirstContact:
    """Its first contact as it is now."""
    return FirstContact.objects.get(network=network)


def proposed(
    town: Town, network: Network, by: Reader, start: datetime = TUESDAY, *, of_us: Sequence[str] = ("Ruth", "Tomasz"),
    at: datetime = MONDAY, length: timedelta = AN_HOUR_AND_A_HALF, **also: Any,
) -> NetworkMeeting:  # fmt: skip
    """A meeting proposed at Leon's home, which he chose, with these of us."""
    wanted = {
        "place_kind": PlaceKind.HOME, "place_words": "17 Ferry Lane", "place_chosen_by": ChosenBy.PERSON,
        "time_chosen_by": ChosenBy.NETWORK,
    }  # fmt: skip
    reach.forget(by)  # the rows of `network_of` came without an action
    return meetings.propose(
        network=network,
        planned=Period(start, start + length),
        practitioners=[town.practitioners[name] for name in of_us],
        by=by,
        at=at,
        **(wanted | also),
    )


def agreed(town: Town, network: Network, by: Reader, start: datetime = TUESDAY, **also: Any) -> NetworkMeeting:
    """The same, agreed."""
    meeting = proposed(town, network, by, start, **also)
    return meetings.agree(meeting=meeting, by=by, at=also.get("at", MONDAY))


def opened(town: Town, network: Network, by: Reader, start: datetime = TUESDAY, **also: Any) -> NetworkMeeting:
    """The same, begun on time."""
    return holding.open_meeting(meeting=agreed(town, network, by, start, **also), by=by, at=start)


def in_the_room(town: Town, meeting: NetworkMeeting, by: Reader, names: Sequence[str], at: datetime) -> None:
    """These people are there."""
    for name in names:
        presence.arrive(meeting=meeting, person=town.people[name], by=by, at=at)


def held(
    town: Town, network: Network, by: Reader, start: datetime = TUESDAY,
    names: Sequence[str] = ("Leon", "Carol", "Ruth", "Tomasz"), **also: Any,
) -> NetworkMeeting:  # fmt: skip
    """The same, held for an hour with these people."""
    meeting = opened(town, network, by, start, **also)
    in_the_room(town, meeting, by, names, start)
    return holding.close(meeting=meeting, by=by, at=start + HOUR)


def person(town: Town, called: str) -> Person:
    """Somebody of the town."""
    return town.people[called]


@contextmanager
def ruth_with_leon(town: Town, at: datetime = MONDAY) -> Iterator[tuple[Reader, Network]]:
    """Ruth at work, with Leon's network that she is responsible for."""
    network = network_of(town)
    with town.acting("Ruth", at=at) as ruth:
        yield ruth, network
