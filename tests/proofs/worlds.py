"""Two worlds that are alike but for what somebody may not know; everything that they can see is to be byte-equal (R24).

A pair is made from its seed alone. World A holds some deeds that anybody may know; world B holds the same, at the same
times and with the same keys, and others between them that do not exist for one observer. Each world is played in a
transaction of its own and taken back, so that a pair leaves nothing behind.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from tests.proofs.actors import ACTORS, Actor
from tests.proofs.addresses import Address, every_address
from tests.proofs.asking import CHANCE, Answer, ask
from tests.proofs.deed import Deed
from tests.proofs.deeds import DEEDS, LATER
from tests.proofs.filling import filled, parts
from tests.proofs.posts import SENSIBLE
from tests.proofs.town import NOW, ProofsTown, the_clock_says

OBSERVERS = tuple(each for each in ACTORS if any(each.name in deed.hidden_from for deed in DEEDS))
Question = tuple[str, str]  # how, and where

# What cannot both happen: a network that is begun twice, words of somebody who may write no more. And what makes
# somebody look who otherwise would not: in a world where Una has broken the glass, the rest is hers to read (R27).
ONCE = frozenset({"Carol has a network of her own"})
NOT_WITH = {"Dot may write no more": "Dot to herself", "Dot to herself": "Dot may write no more"}
MAKES_LOOK = {"Una breaks glass": "Una"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What happens in both worlds, what in the second alone, and who looks."""

    seed: int
    observer: Actor
    common: tuple[tuple[int, Deed], ...]  # with their place in time
    hidden: tuple[tuple[int, Deed], ...]

    def __str__(self) -> str:
        told = ", ".join(deed.name for _place, deed in self.hidden)
        return f"pair {self.seed}: for {self.observer.name}, “{told}” does not exist"


def pair_of(seed: int) -> Pair:
    """The pair with this seed."""
    chance = Random(seed)
    observer = OBSERVERS[seed % len(OBSERVERS)]
    may_happen = [deed for deed in DEEDS if MAKES_LOOK.get(deed.name) != observer.name]
    common = chance.sample(may_happen, chance.randint(1, 4))
    common = [deed for number, deed in enumerate(common) if goes_with(deed, common[:number])]
    may_hide = [deed for deed in DEEDS if observer.name in deed.hidden_from and goes_with(deed, common)]
    hidden = chance.sample(may_hide, min(len(may_hide), chance.randint(1, 5)))
    hidden = [deed for number, deed in enumerate(hidden) if goes_with(deed, hidden[:number])]
    places = chance.sample(range(1, 50), len(common) + len(hidden))
    return Pair(
        seed,
        observer,
        tuple(sorted(zip(places, common, strict=False), key=lambda each: each[0])),
        tuple(sorted(zip(places[len(common) :], hidden, strict=True), key=lambda each: each[0])),
    )


def goes_with(deed: Deed, others: Sequence[Deed]) -> bool:
    """Whether it can happen in a world in which these do."""
    names = {each.name for each in others}
    return NOT_WITH.get(deed.name) not in names and not (deed.name in ONCE and deed.name in names)


@contextmanager
def taken_back() -> Iterator[None]:
    """A world: what happens in it has never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def happen(proofs: ProofsTown, deeds: tuple[tuple[int, Deed], ...]) -> dict[int, list[UUID]]:
    """The deeds in their order, each with its own keys whatever else happens; gives the keys they made, by place."""
    made: dict[int, list[UUID]] = {}
    for place, deed in sorted(deeds, key=lambda each: each[0]):
        CHANCE.begin(f"{place} {deed.name}")
        made[place] = deed.do(proofs, NOW + timedelta(minutes=place))
    return made


def _fill(address: Address, proofs: ProofsTown, actor: Actor, network: str) -> str:
    return filled(address, parts(address, proofs, network, actor))


def questions(pair: Pair, proofs: ProofsTown, hidden_keys: list[UUID], many: int | None) -> list[Question]:
    """What the observer asks: every page with what is theirs, and with the keys of what is hidden; `many` of them."""
    chance = Random(pair.seed)
    actor = pair.observer
    own = next(iter(actor.stands), "leon")
    found: list[Question] = []
    for address in every_address():
        policy = address.policy
        if policy is None:
            continue
        for network in {own, "leon"} if address.is_about_somebody else {own}:
            where = _fill(address, proofs, actor, network)
            if "live" in address.name:
                where += "?in=open"
            found += [(method, where) for method in sorted(policy.methods) if method != "HEAD"]
    mine, hidden = found, _by_hidden_keys(proofs, actor, own, hidden_keys)
    if many is None:
        return mine + hidden
    reads = [each for each in mine if each[0] == "GET"]
    writes = [each for each in mine if each[0] == "POST"]
    some = chance.sample(reads, min(many, len(reads))) + chance.sample(writes, min(2, len(writes)))
    return some + chance.sample(hidden, min(3, len(hidden)))


def _by_hidden_keys(proofs: ProofsTown, actor: Actor, network: str, hidden: list[UUID]) -> list[Question]:
    """Every address whose last key is one of the hidden ones."""
    found: list[Question] = []
    keyed = [each for each in every_address() if each.is_about_somebody and each.policy is not None]
    for key in hidden:
        for address in keyed:
            last = [part for part, kind in address.wants if kind == "uuid"][-1]
            given = parts(address, proofs, network, actor) | {last: key}
            methods = address.policy.methods if address.policy else frozenset()
            found.append(("GET" if "GET" in methods else "POST", filled(address, given)))
    return found


def looked(pair: Pair, proofs: ProofsTown, asked: list[Question]) -> list[Answer]:
    """All that the observer sees, each question in a world as it was before it."""
    CHANCE.begin("coming in")
    client = pair.observer.comes_in(proofs)
    client.get("/", follow=True)
    found = []
    for number, (method, where) in enumerate(asked):
        with taken_back():
            CHANCE.begin(f"asking {number}")
            cookies = {name: cookie.value for name, cookie in client.cookies.items()}
            found.append(ask(client, method, where, SENSIBLE))
            client.cookies.load(cookies)
    return found


def differs(pair: Pair, proofs: ProofsTown, many: int | None) -> list[str]:
    """Where the two worlds differ for the observer; nothing when they are one."""
    with the_clock_says(LATER):
        with taken_back():
            made = happen(proofs, pair.common + pair.hidden)
            asked = questions(pair, proofs, [key for place, _deed in pair.hidden for key in made[place]], many)
            second = looked(pair, proofs, asked)
        with taken_back():
            happen(proofs, pair.common)
            first = looked(pair, proofs, asked)
    return [
        f"{pair}\n  {method} {where}: {_how(one, other)}"
        for (method, where), one, other in zip(asked, first, second, strict=True)
        if one != other
    ]


def _how(one: Answer, other: Answer) -> str:
    """In what two answers differ, as shortly as it can be told."""
    if one.status != other.status:
        return f"{one.status}, then {other.status}"
    if one.headers != other.headers:
        return f"headers {sorted(set(one.headers) ^ set(other.headers))}"
    at = next((place for place, (a, b) in enumerate(zip(one.body, other.body, strict=False)) if a != b), 0)
    around = slice(max(0, at - 60), at + 60)
    return f"…{one.body[around].decode(errors='replace')}… then …{other.body[around].decode(errors='replace')}…"
