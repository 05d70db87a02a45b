"""Every page is found: by following links from somebody's home page, in a town where everything has happened."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.proofs.town import NOW, ProofsTown, build, the_clock_says
from tests.web.in_the_room import signed_in
from tornio.actions import (
    apart,
    break_glass,
    deaths,
    deletions,
    episodes,
    grants,
    letters,
    misfiled,
    people,
    retention,
    safeguarding,
)
from tornio.actions.posting import Post, deliver
from tornio.core.jurisdictions import KeptApartGround
from tornio.core.people import WayKind
from tornio.core.retention import Since
from tornio.core.rights import DeletionGround, EntryKind
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMeeting
from tornio.records.visible import rights
from tornio.web.policy import READ, declared

SOMEBODY = (
    "Leon", "Carol", "Dot", "Neil", "Jean", "Pia", "Omar", "Ruth", "Farah", "Sadia", "Hana", "Iris", "Una", "Martin",
    "Priya", "Edith", "Ada",
)  # fmt: skip
OF_A_ROUTE = 4  # as many of its pages as anybody looks at

ASKED_BY_A_SCRIPT = "asked by a script, without a page round it"
WITH_A_LINK = "reached by a link in somebody's hand or e-mail, or on the way in"
NOT_BY_A_LINK = {
    **dict.fromkeys(
        (
            "board_now",
            "meeting_live",
            "privacy_now",
            "week_now",
            "figures_now",
            "passkey_question",
            "second_question",
            "new_passkey_question",
        ),
        ASKED_BY_A_SCRIPT,
    ),
    **dict.fromkeys(("arrived", "enter_by_link", "address", "second", "enter_alone", "enter_sent"), WITH_A_LINK),
    "openid_connect_callback": "where another house sends somebody back to",
    "offline": "kept by the browser for when there is no connection",
    **dict.fromkeys(
        ("new_address", "new_app", "new_passkey"), "on the page “How you come in”, for who came in otherwise than here"
    ),
    "beyond_why": "found by a name that one types",
    "public_thanks": "the answer to a message from the public page",
    "gallery": "for those who build pages",
    "gallery_page": "for those who build pages",
}


@pytest.fixture
def everything(db: None) -> Iterator[ProofsTown]:
    """The town of the proofs, and all that is rare in it."""
    town = build()
    with the_clock_says(NOW):
        _rare(town)
        yield town


def _rare(proofs: ProofsTown) -> None:
    here, at = proofs.here, NOW - timedelta(minutes=5)
    with here.acting("Ruth", at=at) as ruth:
        network = Network.objects.get(pk=proofs.leon.network)
        meeting = NetworkMeeting.objects.get(pk=proofs.leon.today)
        known: dict[str, Any] = {"network": network, "by": ruth, "at": at}
        apart.keep_apart(
            key=new_key(), ground=KeptApartGround.THIRD_PARTY_CONFIDENCE, words="In confidence.", why="She asked.",
            review_by=at + timedelta(days=5), **known,
        )  # fmt: skip
        safeguarding.raise_concern(key=new_key(), about="Leon Marsh", words="I saw bruises.", **known)
        grants.cannot_decide(
            key=new_key(), about="The tablets.", found_by="Farah, psychiatrist", evidence="He could not say.",
            helped="We waited.", found_at=at - timedelta(hours=1), look_again=at + timedelta(days=7), **known,
        )  # fmt: skip
        letters.draft(key=new_key(), meeting=meeting, to_whom="The GP", words="Dear Dr Hall.", by=ruth, at=at)
        voices = [rights.entry(ruth, network.pk, EntryKind.VOICE, key) for key in proofs.leon.voices.values()]
        first, second = [each for each in voices if each is not None][:2]
        misfiled.take_out(key=new_key(), entry=first, why="Another kitchen.", by=ruth, at=at)
        deletions.put_forward(
            key=new_key(), what=second, ground=DeletionGround.COURT, words="Order 12.", by=ruth, at=at
        )
        people.tell_safe_way(
            person=here.people["Carol"], kind=WayKind.POST, value="1 Quay Street", may_write=True, by=ruth, at=at
        )
    with here.acting("Una", at=at) as una:
        break_glass.break_glass(key=new_key(), network=network, reason="He stands before me here.", by=una, at=at)
    with here.acting("Farah", at=at) as farah:
        omars = Network.objects.get(pk=proofs.omar.network)
        died_on = (at - timedelta(days=60)).date()
        deaths.freeze(key=new_key(), network=omars, words="His sister rang.", died_on=died_on, by=farah, at=at)
    with here.acting("Iris", at=at) as iris:
        episodes.stop(key=new_key(), network=Network.objects.get(pk=proofs.iris.network), by=iris, at=at)
    with here.acting("Priya", at=at) as priya:
        retention.write_period(
            key=new_key(), service=here.service, since_what=Since.ENDED, months=12, source="A law.", by=priya, at=at
        )
    deliver(here.organisation, post=Post({}, lambda: NOW), urgent=False)  # nobody carries: what is left is on paper


LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


def _route(where: str) -> str:
    try:
        return resolve(urlsplit(where).path).url_name or ""
    except Resolver404:
        return ""


def found_by(client: Client, start: str) -> set[str]:
    """The name of every page that somebody sees who follows every link from here on."""
    seen: Counter[str] = Counter()
    asked, waiting, found = {start}, [start], set()
    while waiting:
        where = waiting.pop(0)
        name = _route(where)
        seen[name] += 1
        policy = declared().get(name)
        if seen[name] > OF_A_ROUTE or policy is None or "GET" not in policy.methods or name in ("go_to_house",):
            continue
        answer = client.get(where, follow=True)
        if answer.status_code != 200:
            continue
        found |= {name, _route(str(answer.request["PATH_INFO"]))}
        if not str(answer.headers.get("Content-Type", "")).startswith("text/html"):
            continue
        links = [each.replace("&amp;", "&") for each in LINK.findall(answer.content.decode())]
        fresh = [each for each in dict.fromkeys(links) if each not in asked]
        asked |= set(fresh)
        waiting += fresh
    return found


def test_every_page_is_found_from_somebodys_home(everything: ProofsTown) -> None:
    """A page that nobody finds is not there for them; what is not found by a link says here why."""
    found = found_by(Client(), reverse("enter"))
    for called in SOMEBODY:
        found |= found_by(signed_in(everything.here, called), reverse("home"))
    with the_clock_says(NOW + timedelta(days=800)):  # when Iris’s record has reached its end
        found |= found_by(signed_in(everything.here, "Priya"), reverse("home"))
    pages = {name for name, policy in declared().items() if policy.methods & READ}
    missing = sorted(pages - found - set(NOT_BY_A_LINK))
    assert missing == [], " ".join(missing)
    assert sorted(set(NOT_BY_A_LINK) - pages) == [], "these are no pages any more"
