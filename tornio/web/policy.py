"""Who may use each address, said beside it. An address for which nothing is said fails `make check`.

What is said here is asked twice: the middleware refuses at once whoever could never use the address and every way of
asking that it does not have; `records.visible` and the actions decide, row by row, for the others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from tornio.core.people import Capacity


class Who(StrEnum):
    """As whom somebody stands before an address."""

    ANYONE = "anyone"  # with no sign-in
    EVERYONE = "everyone signed in"
    CENTRE = "the person at the centre"
    MEMBER = "a member who may read"
    NOT_READING = "a member whom the person does not let read"
    IN_NAME = "a member in name"
    LEFT = "somebody who left"
    PROXY = "who acts for the person by law"  # in what a grant covers and while it lasts (R8)
    TEAM = "the team"
    RESPONSIBLE = "who is responsible for the first contact"
    BOOKED = "who is booked before there is a team"
    SUBSTITUTE = "a substitute"
    DUTY = "who is on duty for it"
    BEYOND = "whoever broke the glass"  # R27
    PRACTITIONER = "any practitioner of the service"
    SERVICE_LEAD = "the service lead"
    PRIVACY_LEAD = "the privacy lead"
    EVALUATOR = "the evaluator"
    ADMINISTRATOR = "the administrator"
    TABLE = "the screen on the table"


class Of(StrEnum):
    """What the first key in the address names."""

    NOTHING = "nothing"
    ONESELF = "oneself"
    NETWORK = "network"
    MEETING = "meeting"
    CONTACT = "first contact"
    PERSON = "person"
    SERVICE = "service"
    CONCERN = "what was raised with the safeguarding lead"


THE_NETWORK = frozenset({Who.CENTRE, Who.MEMBER})
STILL_THERE = THE_NETWORK | {Who.NOT_READING, Who.IN_NAME}
FORMER_TOO = STILL_THERE | {Who.LEFT}
OF_US = frozenset({Who.TEAM, Who.RESPONSIBLE, Who.BOOKED, Who.SUBSTITUTE, Who.DUTY})
OFFICES = frozenset({Who.SERVICE_LEAD, Who.PRIVACY_LEAD, Who.EVALUATOR, Who.ADMINISTRATOR})

READ = frozenset({"GET", "HEAD"})
WRITE = frozenset({"POST"})
BOTH = READ | WRITE

_AS_ONESELF, _AT_WORK = FORMER_TOO | {Who.PROXY}, OF_US | {Who.BEYOND, Who.PRACTITIONER}
_CAPACITIES: dict[Capacity, frozenset[Who]] = {
    Capacity.ONESELF: _AS_ONESELF | {Who.EVERYONE},
    Capacity.PRACTITIONER: _AT_WORK | {Who.EVERYONE},
    Capacity.SERVICE_LEAD: frozenset({Who.SERVICE_LEAD, Who.EVERYONE}),
    Capacity.PRIVACY_LEAD: frozenset({Who.PRIVACY_LEAD, Who.BEYOND, Who.EVERYONE}),
    Capacity.EVALUATOR: frozenset({Who.EVALUATOR, Who.EVERYONE}),
    Capacity.ADMINISTRATOR: frozenset({Who.ADMINISTRATOR, Who.EVERYONE}),
    Capacity.SHARED_SCREEN: frozenset({Who.TABLE}),
    Capacity.PUBLIC: frozenset(),
    Capacity.JOB: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may use one address, what it is about, and how it may be asked."""

    who: frozenset[Who]
    of: Of
    methods: frozenset[str]

    def admits(self, capacity: Capacity) -> bool:
        """Whether somebody acting in this capacity could use the address at all."""
        return Who.ANYONE in self.who or bool(self.who & _CAPACITIES[capacity])


Policies = Mapping[str, Policy]


def policy(who: Who | Iterable[Who], of: Of, methods: frozenset[str]) -> Policy:
    """The policy of one address; `who` is one or several."""
    return Policy(frozenset({who} if isinstance(who, Who) else who), of, methods)


@cache
def declared() -> dict[str, Policy]:
    """Everything that the files of addresses say, by the address's name."""
    found: dict[str, Policy] = {}
    for subject in import_module("tornio.web.urls").SUBJECTS:
        found.update(getattr(import_module(f"tornio.web.routes.{subject}"), "POLICY", {}))
    return found
