"""Every address × method × somebody else's key, as every actor: what is not theirs answers as what is not there (R24).

The policy beside each address is the oracle: for whom it names, the page is there; for everybody else the answer is,
to the byte, the one for a key that no row has, and nothing is written.
"""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.proofs.actors import ACTORS, NETWORKS, ON_THE_TELEPHONE, Actor, keys_of
from tests.proofs.addresses import Address, every_address
from tests.proofs.asking import METHODS, ask
from tests.proofs.filling import filled, nobodys, parts
from tests.proofs.posts import SENSIBLE
from tests.proofs.town import ProofsTown
from tornio.people.frame import is_kept, tables
from tornio.web.policy import Of, Policy, Who

OTHERS = ("leon", "omar", "northcliff")
A_FEW = [each for each in ACTORS if each.name in ("nobody", "Carol", "Ruth", "the table")]
ABOUT_SOMEBODY = [each for each in every_address() if each.is_about_somebody]


def policy_of(address: Address) -> Policy:
    """What is declared of an address; that something is, another test says."""
    assert address.policy is not None, address.name
    return address.policy


def is_allowed(address: Address, actor: Actor, network: str) -> bool:
    """Whether the policy names somebody who stands so."""
    policy = policy_of(address)
    if Who.ANYONE in policy.who:
        return True
    stands = set(actor.standing(network))
    if policy.of is Of.CONTACT and actor.called == ON_THE_TELEPHONE and network != "northcliff":
        stands.add(Who.DUTY)
    if policy.of is Of.CONTACT and network == "iris" and "elsewhere" not in actor.name:
        stands |= actor.is_also  # nobody has opened it yet (R5)
    if policy.of is not Of.CONTACT and (network == "northcliff") == ("elsewhere" in actor.name):
        stands |= actor.is_also  # what somebody is besides, in their own organisation
    return bool(policy.who & stands)


def is_there(address: Address, proofs: ProofsTown, network: str, actor: Actor) -> bool:
    """Whether the network has what the address names: words of the actor's own, for a question an open meeting."""
    if None in parts(address, proofs, network, actor).values():
        return False
    keys = keys_of(proofs, network)
    if address.name in ("words", "after"):
        return actor.called in keys.voices  # who spoke in the meeting was there
    if address.name == "retention_one" or (address.name == "away" and actor.called not in ("Ruth", "Martin")):
        return False  # no record of this town has reached its end; Ruth alone is away, and Martin leads her service
    if address.name == "way_in" and actor.called == "Ada":
        return False  # she gives ways in to those who work here, and the address is asked about Leon
    if address.name == "decided" and actor.name == "the table":
        return False  # what was decided in another meeting
    return address.name not in ("meeting_who", "question") or keys.opened is not None


def browser(actor: Actor, proofs: ProofsTown) -> Client:
    """The actor's own, in which their first page has been opened: what every first page does is done."""
    client = actor.comes_in(proofs)
    client.get(reverse("home"), follow=True)
    return client


def everything() -> dict[str, tuple[int, int]]:
    """How many rows each table has and what they come to, as the owner of the tables sees them."""
    found: dict[str, tuple[int, int]] = {}
    with connections["owner"].cursor() as cursor:
        for model in filter(is_kept, tables()):
            table = model._meta.db_table
            cursor.execute(f'SELECT count(*), coalesce(sum(hashtext(t::text)::bigint), 0) FROM "{table}" t')
            found[table] = cursor.fetchone()
    return found


def told(actor: Actor, method: str, address: Address, network: str, what: str) -> str:
    """A failure in one line."""
    return f"{actor.name}: {method} {address.name} of {network}: {what}"


def what_shows(client: Client, actor: Actor, address: Address, proofs: ProofsTown) -> Iterator[str]:
    """Where somebody else's key is answered otherwise than nobody's."""
    for method in sorted(policy_of(address).methods):
        nothing = ask(client, method, nobodys(address), SENSIBLE)
        if nothing.there and Who.ANYONE not in policy_of(address).who:
            yield told(actor, method, address, "nobody", f"a key of nobody's is answered with {nothing.status}")
        for network in OTHERS if method != "HEAD" else ("omar",):
            if is_allowed(address, actor, network):
                continue
            answer = ask(client, method, filled(address, parts(address, proofs, network, actor)), SENSIBLE)
            # In one's own network the way on that leads there is marked; there it is enough that nothing is there.
            shown = answer.there if actor.standing(network) else answer != nothing
            if shown:
                yield told(
                    actor, method, address, network, f"{answer.status} is not as the {nothing.status} of nobody's"
                )


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_what_is_somebody_elses_answers_as_what_is_not_there(proofs: ProofsTown, actor: Actor) -> None:
    """R8, R24, R27: to the byte, whatever is asked and however; and nothing at all is kept."""
    client = browser(actor, proofs)
    before = everything()
    shown = [line for address in ABOUT_SOMEBODY for line in what_shows(client, actor, address, proofs)]
    assert not shown, "\n".join(shown)
    assert everything() == before


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_what_is_theirs_is_there(proofs: ProofsTown, actor: Actor) -> None:
    """R8, R23: the oracle's other side, so that a house which hides everything does not pass."""
    client = browser(actor, proofs)
    missing = []
    for address in ABOUT_SOMEBODY:
        for network in NETWORKS:
            if "GET" not in policy_of(address).methods or not is_allowed(address, actor, network):
                continue
            if not is_there(address, proofs, network, actor):
                continue
            answer = ask(client, "GET", filled(address, parts(address, proofs, network, actor)))
            if not answer.there or answer.status >= 500:
                missing.append(told(actor, "GET", address, network, str(answer.status)))
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("actor", [each for each in ACTORS if each.stands], ids=lambda actor: actor.name)
def test_a_strangers_key_within_ones_own_network_is_no_key(proofs: ProofsTown, actor: Actor) -> None:
    """R24: the second key in an address is looked at as the first one is."""
    client = browser(actor, proofs)
    own = next(iter(actor.stands))
    shown = []
    for address in ABOUT_SOMEBODY:
        mine = parts(address, proofs, own, actor)
        keyed = [part for part, kind in address.wants if kind == "uuid"]
        if len(keyed) < 2:
            continue
        for method in sorted(policy_of(address).methods):
            client.get(reverse("home"), follow=True)  # reads what an earlier deed had to say
            nothing = ask(client, method, filled(address, mine | dict.fromkeys(keyed[1:])), SENSIBLE).without_keys()
            for other in [each for each in OTHERS if each != own]:
                theirs = parts(address, proofs, other, actor)
                mixed = mine | {part: theirs[part] for part in keyed[1:]}
                client.get(reverse("home"), follow=True)
                if ask(client, method, filled(address, mixed), SENSIBLE).without_keys() != nothing:
                    shown.append(told(actor, method, address, other, "shows within one's own"))
    assert not shown, "\n".join(shown)


@pytest.mark.parametrize("actor", A_FEW, ids=lambda actor: actor.name)
def test_a_way_of_asking_that_nobody_declared_has_no_answer_at_all(proofs: ProofsTown, actor: Actor) -> None:
    """PUT, DELETE, PATCH, OPTIONS, and a GET of what only takes a form: refused before anything is looked up."""
    client = browser(actor, proofs)
    before = everything()
    for address in every_address():
        for method in METHODS:
            if method not in policy_of(address).methods:
                for where in (nobodys(address), filled(address, parts(address, proofs, "omar", actor))):
                    answer = ask(client, method, where, SENSIBLE)
                    assert (answer.status, answer.body) == (405, b""), told(actor, method, address, "omar", "answers")
    assert everything() == before
