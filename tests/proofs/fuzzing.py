"""A seeded fuzzer over every form and address, as everybody; each question is made from its number alone.

A question is asked in a transaction that is taken back, so that any of them can be asked again by itself:
`PROOF_FROM=4711 PROOF_MANY=1 make proof ONLY=fuzz` asks number 4711 again.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from uuid import UUID

from django.test import Client
from django.urls import reverse

from tests.proofs import nasty
from tests.proofs.actors import ACTORS, Actor
from tests.proofs.addresses import every_address
from tests.proofs.asking import CHANCE, METHODS
from tests.proofs.filling import filled, nobodys, parts
from tests.proofs.posts import SENSIBLE
from tests.proofs.town import ProofsTown
from tests.proofs.worlds import taken_back

FORM = nasty.KINDS[0]


@dataclass(slots=True)
class Form:
    """A form as it stands on a page: where it goes, and each field with the values it offers."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: told or "" for name, told in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.found.append(Form(given.get("action") or self.page))
        if not self.found:
            return
        if tag == "select":
            self.select = given.get("name", "")
        name = given.get("name") or (self.select if tag == "option" else "")
        if name and tag in ("input", "textarea", "button", "option"):
            self.found[-1].fields.append((name, given.get("value", "")))


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the fuzzer, told so that it can be asked again."""

    number: int
    actor: str
    method: str
    where: str
    kind: str = ""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = f"{self.number}: as {self.actor}: {self.method} {self.where[:200]} {self.kind} {dict(self.headers)}"
        return f"{told}\n    {self.body[:600]!r} ({len(self.body)} bytes)"


class Fuzzer:
    """Everybody's browsers and the forms that stand on their pages."""

    def __init__(self, proofs: ProofsTown, seed: int) -> None:
        self.proofs, self.seed = proofs, seed
        self.clients: dict[str, Client] = {}
        self.forms: dict[str, list[Form]] = {}
        self.asked_for_forms = 0
        self.actors = {each.name: each for each in ACTORS}
        self.addresses = [each for each in every_address() if each.policy is not None]
        for actor in ACTORS:
            self.clients[actor.name] = client = actor.comes_in(proofs)
            client.raise_request_exception = False

    def forms_of(self, actor: Actor) -> list[Form]:
        """The forms on all pages of this actor, looked for when they are first wanted."""
        if actor.name not in self.forms:
            CHANCE.begin(f"forms {actor.name}")
            self.forms[actor.name] = self._forms_of(actor, self.clients[actor.name])
        return self.forms[actor.name]

    def _forms_of(self, actor: Actor, client: Client) -> list[Form]:
        found: list[Form] = []
        for address in self.addresses:
            if address.policy is None or "GET" not in address.policy.methods:
                continue
            where = filled(address, parts(address, self.proofs, next(iter(actor.stands), "leon"), actor))
            with taken_back():
                page = client.get(where)
                self.asked_for_forms += 1
                assert page.status_code < 500, f"as {actor.name}: GET {where}: {page.status_code}"
            if page.status_code == 200 and "html" in page.get("Content-Type", ""):
                reading = _Forms(where)
                reading.feed(page.content.decode())
                found += reading.found
        return found

    def question(self, number: int) -> Question:
        """The question with this number, and no other."""
        chance = Random(f"{self.seed} {number}")
        actor = chance.choice(ACTORS)
        forms = self.forms_of(actor)
        headers = tuple(chance.choice(nasty.HEADERS).items()) if chance.random() < 0.2 else ()
        if forms and chance.random() < 0.65:
            return self._from_a_form(chance, number, actor, chance.choice(forms), headers)
        return self._from_nothing(chance, number, actor, headers)

    def _from_a_form(
        self, chance: Random, number: int, actor: Actor, form: Form, headers: tuple[tuple[str, str], ...]
    ) -> Question:
        """A form of the actor's, filled in nearly as it should be."""
        pairs = [(name, given or str(SENSIBLE.get(name, "x"))) for name, given in form.fields if chance.random() < 0.85]
        for _ in range(chance.randint(1, 4)):
            do = chance.random()
            name = chance.choice(form.fields)[0] if form.fields else "words"
            if do < 0.6:
                pairs = [(each, nasty.value(chance) if each == name else given) for each, given in pairs]
            elif do < 0.8:
                pairs.append((name, nasty.value(chance)))
            else:
                pairs = [(each, given) for each, given in pairs if each != name]
        kind = FORM if chance.random() < 0.95 else chance.choice(nasty.KINDS)
        return Question(number, actor.name, "POST", form.action, kind, nasty.in_bytes(pairs), headers)

    def _from_nothing(
        self, chance: Random, number: int, actor: Actor, headers: tuple[tuple[str, str], ...]
    ) -> Question:
        """Any address, with anything in it and after it."""
        address = chance.choice(self.addresses)
        given = parts(address, self.proofs, chance.choice(("leon", "omar", "iris", "northcliff")), actor)
        odd: dict[str, UUID | str | None] = {
            part: chance.choice(nasty.PATHS) for part, kind in address.wants if kind != "uuid" and chance.random() < 0.3
        }
        where = filled(address, given | odd) if chance.random() < 0.8 else nobodys(address)
        if chance.random() < 0.5:
            names = ("page", "from", "service", "by", "change", "drawn", "line", "name", "became", "in", "next", "all")
            query = [(chance.choice(names), nasty.value(chance)[:4000]) for _ in range(chance.randint(1, 3))]
            where += "?" + nasty.in_bytes(query).decode()
        fields = [(name, nasty.value(chance)) for name in chance.sample(sorted(SENSIBLE), chance.randint(0, 8))]
        method = chance.choice(("GET", "GET", "POST", "POST", "POST", *METHODS))
        return Question(number, actor.name, method, where, chance.choice(nasty.KINDS), nasty.in_bytes(fields), headers)

    def ask(self, question: Question) -> int:
        """Its answer's status, in a world that is as it was before and after."""
        client = self.clients[question.actor]
        cookies = client.cookies.output(header="", sep=";")
        CHANCE.begin(f"{self.seed} {question.number}")
        with taken_back():
            answer = client.generic(
                question.method, question.where, question.body, question.kind, headers=dict(question.headers) or None
            )
        client.cookies.clear()
        client.cookies.load(cookies)
        return answer.status_code


def start(proofs: ProofsTown, seed: int) -> Fuzzer:
    """A fuzzer whose browsers have all opened their first page."""
    fuzzer = Fuzzer(proofs, seed)
    for client in fuzzer.clients.values():
        client.get(reverse("home"))
    return fuzzer
