"""Ten thousand tokens in private fields: no answer, log line or file shows one to whom it is not for (R8, R9, R24)."""

import logging
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import time

import pytest

from tests.proofs.actors import ACTORS, NETWORKS, Actor
from tests.proofs.addresses import every_address
from tests.proofs.asking import ask
from tests.proofs.canaries import Oracle, Place, oracle, plant, seen_in
from tests.proofs.figures import tell
from tests.proofs.filling import filled, parts
from tests.proofs.posts import SENSIBLE
from tests.proofs.town import ProofsTown
from tornio.config import places

# Ways of asking for more of a page than it shows by itself.
MORE = {"story": ("", "?paper", "?from=5"), "map": ("", "?all", "?add"), "meeting_live": ("?in=open", "?in=held")}


class Heard(logging.Handler):
    """Every line that is logged, however quiet."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it as it would be written, with where it broke."""
        self.lines.append(self.format(record) + str(record.exc_info or "") + str(record.args))


@pytest.fixture(scope="module")
def planted(proofs: ProofsTown) -> tuple[dict[str, Place], Oracle]:
    """The town with a token in every private field."""
    return plant(proofs), oracle(proofs)


@pytest.fixture
def heard() -> Iterator[Heard]:
    """Everything that is logged meanwhile."""
    ear, root = Heard(), logging.getLogger()
    before = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    yield ear
    root.setLevel(before)
    root.removeHandler(ear)


def test_there_are_ten_thousand(planted: tuple[dict[str, Place], Oracle]) -> None:
    tokens, _oracle = planted
    tell("canaries", tokens=len(tokens))
    assert len(tokens) >= 10_000, Counter(place.table for place in tokens.values())


def _answers(actor: Actor, proofs: ProofsTown) -> Iterator[tuple[str, str]]:
    """Every page that the actor can ask for, and what a few forms answer."""
    client = actor.comes_in(proofs)
    for address in every_address():
        if address.policy is None:
            continue
        methods = address.policy.methods
        for network in NETWORKS if address.is_about_somebody else ("leon",):
            where = filled(address, parts(address, proofs, network, actor))
            for more in MORE.get(address.name, ("",)):
                if "GET" in methods:
                    answer = ask(client, "GET", where + more)
                    yield f"GET {where + more}", answer.body.decode(errors="replace") + str(answer.headers)
    for name in ("zq", "zq0", "zqa"):
        answer = ask(client, "POST", "/call/", {**SENSIBLE, "name": name})
        yield f"POST /call/ {name}", answer.body.decode(errors="replace")


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_nobody_is_shown_what_is_not_for_them(
    proofs: ProofsTown, planted: tuple[dict[str, Place], Oracle], heard: Heard, actor: Actor
) -> None:
    tokens, may = planted
    began = time()
    foreign: Counter[str] = Counter()
    asked = shown = 0
    for where, text in _answers(actor, proofs):
        asked += 1
        for token in seen_in(text):
            place = tokens[token]
            shown += 1
            if not may.may(actor, place, where):
                foreign[f"{actor.name} at {where} sees {place.table}.{place.column}"] += 1
    tell("canaries", answers=asked, shown=shown, foreign=foreign.total(), lines=len(heard.lines))
    assert not foreign, "\n".join(f"{told} ({count})" for told, count in foreign.most_common())
    assert not [line for line in heard.lines for _token in seen_in(line)]
    assert not [token for text in _written_since(began) for token in seen_in(text)]


def test_whoever_may_read_is_shown_enough_for_the_sweep_to_mean_something(
    proofs: ProofsTown, planted: tuple[dict[str, Place], Oracle]
) -> None:
    tokens, _may = planted
    ruth = next(each for each in ACTORS if each.name == "Ruth")
    seen = {token for _where, text in _answers(ruth, proofs) for token in seen_in(text)}
    assert len({tokens[token].table for token in seen}) >= 10


def _written_since(began: float) -> Iterator[str]:
    """What was written in this house meanwhile; not the database's own; files of others come and go."""
    for folder, folders, names in os.walk(places.home()):
        folders[:] = [each for each in folders if each != "database"]
        for path in (Path(folder, name) for name in names):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime >= began and path.stat().st_size < 5_000_000:
                    yield path.read_text(errors="replace")
