"""Everybody who could ask for a page of the proofs' town, and how each stands to each network: the tests' own table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.proofs.town import Keys, ProofsTown
from tests.web.in_the_room import signed_in
from tornio.web.policy import Who

Networks = dict[str, frozenset[Who]]  # "leon", "omar", "iris", "northcliff"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a browser: `stands` is how they stand to each network, `is_also` what they are besides."""

    name: str
    comes_in: Callable[[ProofsTown], Client]
    called: str = ""
    stands: Networks = field(default_factory=dict)
    is_also: frozenset[Who] = frozenset()

    def standing(self, network: str) -> frozenset[Who]:
        """How they stand to this network."""
        return self.stands.get(network, frozenset())


def _of_saltmere(called: str) -> Callable[[ProofsTown], Client]:
    return lambda proofs: signed_in(proofs.here, called)


def _of_northcliff(called: str) -> Callable[[ProofsTown], Client]:
    return lambda proofs: signed_in(proofs.elsewhere, called)


def _on_the_table(proofs: ProofsTown) -> Client:
    client = signed_in(proofs.here, "Ruth")
    assert client.post(reverse("meeting_table", args=[proofs.leon.opened])).status_code == 302
    return client


def _member(called: str, who: Who, network: str = "leon") -> Actor:
    return Actor(called, _of_saltmere(called), called, {network: frozenset({who})}, frozenset({Who.EVERYONE}))


def _practitioner(called: str, network: str = "", who: Who | None = None) -> Actor:
    stands = {network: frozenset({who})} if who else {}
    return Actor(called, _of_saltmere(called), called, stands, frozenset({Who.PRACTITIONER, Who.EVERYONE}))


def _office(called: str, who: Who) -> Actor:
    return Actor(called, _of_saltmere(called), called, {}, frozenset({who, Who.EVERYONE}))


ACTORS = (
    Actor("nobody", lambda _proofs: Client()),
    _member("Leon", Who.CENTRE),
    _member("Carol", Who.MEMBER),
    _member("Dot", Who.NOT_READING),
    _member("Neil", Who.IN_NAME),
    _member("Jean", Who.LEFT),
    _member("Pia", Who.PROXY),
    _member("Omar", Who.CENTRE, "omar"),
    _practitioner("Ruth", "leon", Who.TEAM),
    _practitioner("Farah", "omar", Who.TEAM),
    _practitioner("Gwen", "leon", Who.SUBSTITUTE),
    _practitioner("Sadia", "leon", Who.DUTY),
    _practitioner("Hana", "iris", Who.RESPONSIBLE),
    _practitioner("Bryn", "iris", Who.BOOKED),
    _practitioner("Una"),
    _office("Martin", Who.SERVICE_LEAD),
    _office("Priya", Who.PRIVACY_LEAD),
    _office("Edith", Who.EVALUATOR),
    _office("Ada", Who.ADMINISTRATOR),
    Actor("a practitioner elsewhere", _of_northcliff("Ruth"), "Ruth", {"northcliff": frozenset({Who.TEAM})},
          frozenset({Who.PRACTITIONER, Who.EVERYONE})),
    Actor("a person elsewhere", _of_northcliff("Leon"), "Leon", {"northcliff": frozenset({Who.CENTRE})},
          frozenset({Who.EVERYONE})),
    Actor("the table", _on_the_table, "", {"leon": frozenset({Who.TABLE})}),
)  # fmt: skip
NETWORKS = ("leon", "omar", "iris", "northcliff")
# On duty, Sadia has every first contact of the service before her (R5).
ON_THE_TELEPHONE = "Sadia"
# Meetings are open, over, or still to come: which of them an address is about.
_IN_THE_OPEN_ONE = {"meeting_who", "question", "meeting_close", "meeting_table", "ask", "settle", "spoken", "tell"}
_IN_THE_COMING_ONE = {"arrange"}


def keys_of(proofs: ProofsTown, network: str) -> Keys:
    """What there is in this network."""
    found: Keys = getattr(proofs, network)
    return found


def meeting_for(name: str, keys: Keys, actor: Actor) -> UUID:
    """The meeting that an address with this name is asked about."""
    if actor.name == "the table" or (name in _IN_THE_OPEN_ONE and keys.opened):
        return keys.opened or keys.held
    return keys.coming if name in _IN_THE_COMING_ONE else keys.held


def person_of(proofs: ProofsTown, network: str) -> UUID:
    """Somebody of this network."""
    town = proofs.elsewhere if network == "northcliff" else proofs.here
    return town.people[{"omar": "Omar", "iris": "Iris"}.get(network, "Leon")].pk
