"""The page of work that is open with nobody of us in it: names and reasons for Priya, how many for Martin (R4, R22)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls import called
from tests.entering import Clock, clock, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_network
from tests.people import HOUR, MONDAY, Town
from tests.web.in_the_room import signed_in
from tests.web.test_leading import martin_leads
from tornio.actions import contacts, episodes
from tornio.core.contacts import ClosedBy, ForWhom, Told
from tornio.core.episodes import LeftBy
from tornio.records.visible import left_open

HERE = "Open, with nobody of us"


def closed(town: Town, closed_by: ClosedBy, name: str = "Leon Birch") -> None:
    """A call that went no further."""
    contact = called(town, Told("He’s taken all the clocks down.", ForWhom.RELATIVE, person_name=name))
    with town.acting("Ruth", at=MONDAY + HOUR) as ruth:
        contacts.go_no_further(
            contact_id=contact.pk, closed_by=closed_by, why="“Not before Christmas.”", by=ruth, at=MONDAY + HOUR
        )


def page(client: Client) -> str:
    """What it says."""
    answer = client.get(reverse("left_open"))
    assert answer.status_code == 200
    return said(answer)


def test_priya_finds_from_her_home_around_whom_and_why_and_no_words(town: Town) -> None:
    priya = signed_in(town, "Priya")
    assert "Somebody of us is in all that is open." in page(priya)
    assert HERE in said(priya.get(reverse("home")))
    closed(town, ClosedBy.CALLER)
    text = page(priya)
    assert "Leon Birch" in text
    assert "Whoever called said that it goes no further." in text
    for words in ("clocks", "Christmas", "Ruth Adeyemi"):
        assert words not in text


def test_martin_finds_how_many_and_why_and_never_who(town: Town) -> None:
    """R29."""
    martin = martin_leads(town)
    assert HERE in said(martin.get(reverse("home")))
    closed(town, ClosedBy.SERVICE)
    closed(town, ClosedBy.SERVICE, "Nia Rowe")
    text = page(martin)
    assert "We said that it goes no further. 2" in text
    for name in ("Leon", "Birch", "Nia", "Rowe", "clocks", "Christmas"):
        assert name not in text


@pytest.mark.parametrize("who", ["Ruth", "Leon", "Carol", "Edith", "Ada"])
def test_for_everybody_else_there_is_no_such_page(town: Town, who: str) -> None:
    """R24."""
    assert signed_in(town, who).get(reverse("left_open")).status_code == 404


def test_it_asks_as_much_for_many_as_for_one_and_says_how_many_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_open, "MANY", 2)
    priya, asked = signed_in(town, "Priya"), []
    for names in (("Leon Birch",), ("Nia Rowe", "Ola Rowe")):
        for name in names:
            closed(town, ClosedBy.CALLER, name)
        page(priya)
        with CaptureQueriesContext(connection) as captured:
            page(priya)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 20
    assert "And one more." in page(priya)


def test_leon_sees_that_nobody_is_with_him_and_one_word_brings_somebody(town: Town, clock: Clock) -> None:  # noqa: F811
    """R5, R22: the button stands on his home page, and on nobody else's; then somebody rings him."""
    network = a_network(town)
    with town.acting("Martin") as martin:
        for name in ("Ruth", "Tomasz"):
            who = town.practitioners[name]
            episodes.stop_in_team(network=network, practitioner=who, left_by=LeftBy.LONG_AWAY, by=martin, at=MONDAY)
    clock.is_at(MONDAY + HOUR)
    leon, carol = signed_in(town, "Leon"), signed_in(town, "Carol")
    assert "Nobody of us is with you just now." in said(leon.get(reverse("home")))
    assert "Nobody of us" not in said(carol.get(reverse("home")))
    where = reverse("come_back", args=[network.pk])
    back = leon.post(where, {"key": key_in(leon.get(where)), "words": "Can we meet?"}, follow=True)
    assert "Somebody rings you" in said(back)
    assert "Nobody of us is with you just now." not in said(back)
    assert carol.get(where).status_code == 404
