"""The town of the proofs: three networks of Saltmere in every state, one of another trust, and whoever could look.

Leon's network has been met, is meeting just now and will meet again; Omar's has another team; Iris's was never met,
so that nobody is its team yet. It is Wednesday, half past nine, while Leon's kitchen is full.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests import calls
from tests import meetings as arranged
from tests.people import DAY, HOUR, MONDAY, Town, build_town, seated
from tests.proofs.answers import answered, offers
from tests.proofs.counted import Counts, counted
from tests.proofs.hours import works
from tests.proofs.lives import a_stay
from tests.proofs.weeks import line, planned
from tests.said import said
from tornio.actions import (
    belonging,
    between,
    bookings,
    decisions,
    duty,
    grants,
    holding,
    maps,
    people,
    questions,
    wishes,
)
from tornio.core.between import ActKind, WishKind
from tornio.core.decisions import Outcome, Stand
from tornio.core.grants import GrantKind
from tornio.core.maps import TieKind
from tornio.core.networks import Ring, Sector
from tornio.core.people import Capacity, Profession
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMeeting, NetworkMember
from tornio.records.visible import reach

TUESDAY, WEDNESDAY, THURSDAY = MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY
NOW = WEDNESDAY + timedelta(minutes=30)
MORE_STAFF = {
    "Gwen Pryce": Profession.NURSE,
    "Hana Sato": Profession.PSYCHOLOGIST,
    "Bryn Hughes": Profession.NURSE,
    "Owen Reed": Profession.PEER_PRACTITIONER,
    "Una Frost": Profession.NURSE,
}
MORE_PEOPLE = ("Omar Haddad", "Salma Haddad", "Iris Bell", "Dot Marsh", "Pia Lund")


@dataclass
class Keys:
    """What there is in one network, by the names that parts of addresses have."""

    network: UUID
    held: UUID
    coming: UUID
    contact: UUID
    opened: UUID | None = None
    voices: dict[str, UUID] = field(default_factory=dict)  # by who said it
    members: dict[str, UUID] = field(default_factory=dict)
    question: UUID | None = None
    decision: UUID | None = None
    thing: UUID | None = None
    wish: UUID | None = None
    responses: dict[str, UUID] = field(default_factory=dict)  # by who answered
    event: UUID | None = None

    @property
    def today(self) -> UUID:
        """The meeting that goes on just now, in a network that has one."""
        assert self.opened is not None
        return self.opened


@dataclass
class ProofsTown:
    """Saltmere and Northcliff."""

    here: Town
    elsewhere: Town
    leon: Keys
    omar: Keys
    iris: Keys
    northcliff: Keys
    unopened: UUID
    turn: UUID
    away: UUID  # when Ruth is away
    timetable: UUID  # of a week that is being planned
    counts: Counts
    instrument: UUID  # three taps after a meeting


def _more_people(town: Town) -> None:
    start = MONDAY - 365 * DAY
    with town.nobody(at=start, capacity=Capacity.JOB) as by:
        for name in (*MORE_STAFF, *MORE_PEOPLE):
            person = people.name_person(full_name=name, by=by, at=start)
            seated(town, person, by, start)
            if name in MORE_STAFF:
                town.practitioners[person.called] = people.employ(
                    person=person, service=town.service, profession=MORE_STAFF[name], described="practitioner",
                    by=by, at=start,
                )  # fmt: skip


def _met(
    town: Town, network: Network, of_us: tuple[str, str], present: tuple[str, ...], leads: str
) -> tuple[NetworkMeeting, dict[str, UUID], UUID, UUID]:
    """The first meeting, on Tuesday: everybody speaks, asks and stands somewhere."""
    with town.acting(leads, at=MONDAY) as by:
        meeting = arranged.opened(town, network, by, TUESDAY, of_us=of_us)
        arranged.in_the_room(town, meeting, by, present, TUESDAY)
    soon = TUESDAY + timedelta(minutes=10)
    voices = {name: said(town, meeting, name, f"{name} speaks.", at=soon).pk for name in present}
    with town.acting(leads, at=soon) as by:
        asked = questions.ask(key=new_key(), meeting=meeting, words="What shall we do?", by=by, at=soon)
        decided = decisions.settle(
            key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="We meet again.", by=by, at=soon
        )
        for name in present:
            decisions.stand(
                key=new_key(), decision=decided, stand=Stand.AGREE, person=town.people[name].pk, by=by, at=soon
            )
        holding.close(meeting=meeting, by=by, at=TUESDAY + HOUR)
    return meeting, voices, asked.pk, decided.pk


def _keys(town: Town, network: Network, met: tuple[NetworkMeeting, dict[str, UUID], UUID, UUID], leads: str,
          of_us: tuple[str, str]) -> Keys:  # fmt: skip
    meeting, voices, question, decision = met
    with town.acting(leads, at=TUESDAY + 2 * HOUR) as by:
        coming = arranged.agreed(town, network, by, THURSDAY, of_us=of_us, at=by.at)
        contact = arranged.contact_of(network)
        members = {row.person.called: row.pk for row in NetworkMember.objects.select_related("person").all()
                   if row.network_id == network.pk}  # fmt: skip
        thing = maps.put_on(
            key=new_key(), network=network, called="The allotment", ring=Ring.CLOSEST, sector=Sector.FAMILY,
            tie=TieKind.TOUCH, by=by, at=by.at,
        )  # fmt: skip
        wish = wishes.wish(key=new_key(), network=network, kind=WishKind.NOT_AT_HOME, by=by, at=by.at)
    event = a_stay(town, network.pk, leads, TUESDAY + 2 * HOUR)
    return Keys(
        network.pk, meeting.pk, coming.pk, contact.pk, voices=voices, members=members, question=question,
        decision=decision, thing=thing.thing, wish=wish.pk, event=event,
    )  # fmt: skip


def _leon(town: Town) -> Keys:
    network = arranged.network_of(town, "Leon", ("Carol", "Neil", "Jean", "Dot"), "Ruth")
    present = ("Leon", "Carol", "Neil", "Jean", "Dot", "Ruth", "Tomasz")
    keys = _keys(town, network, _met(town, network, ("Ruth", "Tomasz"), present, "Ruth"), "Ruth", ("Ruth", "Tomasz"))
    with town.acting("Leon", at=TUESDAY + 3 * HOUR) as by:
        dot, neil = (NetworkMember.objects.get(pk=keys.members[name]) for name in ("Dot", "Neil"))
        belonging.set_reading(member=dot, may_read=False, may_write=True, by=by, at=by.at)
        belonging.stay_in_name(member=neil, by=by, at=by.at)
        between.say(key=new_key(), network=network, words="I ate.", audience=Audience.NETWORK, by=by, at=by.at)
    with town.acting("Jean", at=TUESDAY + 3 * HOUR) as by:
        belonging.leave(member=NetworkMember.objects.get(pk=keys.members["Jean"]), by=by, at=by.at)
    keys.responses = {each: answered(town, each, keys.held, TUESDAY + 4 * HOUR) for each in ("Leon", "Carol")}
    _acts_for_him(town, network)
    _between(town, network, keys)
    return keys


def _acts_for_him(town: Town, network: Network) -> None:
    """Pia, who is not of the network, acts for Leon by law: she reads and adds her words."""
    with town.acting("Ruth", at=TUESDAY + 3 * HOUR) as by:
        grants.give(
            key=new_key(), network=network, kind=GrantKind.PROXY, power="A power for health", covers="Where he lives.",
            evidence="The paper of 3 May.", look_again=TUESDAY + 90 * DAY, holder=town.people["Pia"], may_read=True,
            may_write=True, by=by, at=by.at,
        )  # fmt: skip


def _between(town: Town, network: Network, keys: Keys) -> None:
    """Gwen stands in for Tomasz on Thursday, Sadia answers Carol on the telephone, and today they sit together."""
    at = WEDNESDAY - HOUR
    with town.acting("Ruth", at=at) as by:
        between.act(
            key=new_key(), network=network, kind=ActKind.EMERGENCY, what="A doctor came.", by_whom="Dr Bell",
            power="none needed", why_without="At night.", by=by, at=at,
        )  # fmt: skip
        between.talk(
            key=new_key(), network=network, with_whom=[town.practitioners["Tomasz"]], why="Before today.",
            words="Who opens the door.", minutes=10, by=by, at=at,
        )  # fmt: skip
        bookings.name_substitute(
            meeting=NetworkMeeting.objects.get(pk=keys.coming), practitioner=town.practitioners["Gwen"],
            reason="Tomasz is away.", stands_in_for=town.practitioners["Tomasz"], key=new_key(), by=by, at=at,
        )  # fmt: skip
        today = arranged.opened(town, network, by, WEDNESDAY, at=at)
        arranged.in_the_room(town, today, by, ("Leon", "Carol", "Ruth", "Tomasz"), WEDNESDAY)
        keys.opened = today.pk
    with town.acting("Sadia", at=at) as by:
        reach.forget(by)
        between.call(
            key=new_key(), network=network, caller=town.people["Carol"], words="He sleeps.",
            told_that_it_is_read=True, by=by, at=at,
        )  # fmt: skip


def build() -> ProofsTown:
    """Everything, through the actions."""
    here = build_town(profile="saltmere")
    _more_people(here)
    with here.acting("Ruth", at=MONDAY) as by:
        turn = duty.give_turn(
            practitioner_id=here.practitioners["Sadia"].pk, start=MONDAY - HOUR, end=MONDAY + 5 * DAY, by=by, at=MONDAY
        )
    away, instrument = works(here), offers(here)
    leon = _leon(here)
    omars = arranged.network_of(here, "Omar", ("Salma",), "Farah")
    omar = _keys(here, omars, _met(here, omars, ("Farah", "Owen"), ("Omar", "Salma", "Farah", "Owen"), "Farah"),
                 "Farah", ("Farah", "Owen"))  # fmt: skip
    irises = arranged.network_of(here, "Iris", (), "Hana")
    with here.acting("Hana", at=MONDAY) as by:
        first = arranged.proposed(here, irises, by, THURSDAY, of_us=("Hana", "Bryn"))
        iris = Keys(irises.pk, first.pk, first.pk, arranged.contact_of(irises).pk)
    there = build_town("northcliff")
    works(there)
    offers(there)
    others = arranged.network_of(there, "Leon", ("Carol",), "Ruth")
    northcliff = _keys(
        there, others, _met(there, others, ("Ruth", "Tomasz"), ("Leon", "Carol", "Ruth", "Tomasz"), "Ruth"), "Ruth",
        ("Ruth", "Tomasz"),
    )  # fmt: skip
    northcliff.responses = {"Leon": answered(there, "Leon", northcliff.held, TUESDAY + 4 * HOUR)}
    timetable = planned(here)
    line(here, omars.pk, MONDAY)
    return ProofsTown(
        here,
        there,
        leon,
        omar,
        iris,
        northcliff,
        calls.written(here, at=WEDNESDAY).pk,
        turn.pk,
        away,
        timetable,
        counted(here),
        instrument,
    )


@contextmanager
def the_clock_says(at: datetime) -> Iterator[None]:
    """Every request is told this time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: at)
        yield
