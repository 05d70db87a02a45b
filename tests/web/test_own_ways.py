"""Changing one's own ways in: asked again after a while, the address, and what others are told of it and are not."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.app_codes import code_at
from tests.coming_in import a_way_in, come_in, follow, in_earnest, letters, link_in, with_app
from tests.kitchen import a_network
from tests.people import Town
from tornio.people import factors
from tornio.people.factors import Factor
from tornio.people.models import Human

__all__ = ["in_earnest"]
pytestmark = pytest.mark.usefixtures("in_earnest")


def test_a_while_after_coming_in_carol_shows_once_more_that_it_is_she(town: Town) -> None:
    """Somebody at her open page cannot give themselves a way in."""
    browser = come_in(with_app(town.humans["Carol"], "carol@example.org"))
    assert browser.get(reverse("new_passkey")).status_code == 200
    session = browser.session
    session["came_in"] = {**session["came_in"], "at": (timezone.now() - timedelta(minutes=11)).isoformat()}
    session.save()
    for page, way in (("new_passkey", "get"), ("new_app", "get"), ("new_paper", "post"), ("new_address", "get")):
        assert getattr(browser, way)(reverse(page)).headers["Location"] == reverse("second"), page
    assert "Show once more that it is you" in browser.get(reverse("second")).content.decode()
    shown = browser.post(reverse("second"), {"code": code_at(timezone.now() + timedelta(seconds=30))})
    assert shown.headers["Location"] == reverse("ways_in")
    assert browser.get(reverse("new_passkey")).status_code == 200


def test_carol_takes_a_way_away_and_nobody_elses(town: Town) -> None:
    carol, neil = with_app(town.humans["Carol"], "carol@example.org"), with_app(town.humans["Neil"])
    browser = come_in(carol)
    his, hers = factors.of_human(neil)[0], factors.of_human(carol)[0]
    assert browser.post(reverse("take_away", args=[his.id])).status_code == 404
    assert browser.post(reverse("take_away", args=[hers.id])).status_code == 302
    assert (factors.kinds(neil), factors.kinds(carol)) == (frozenset({Factor.APP}), frozenset())


def test_carol_changes_her_address_by_opening_the_letter_there(town: Town) -> None:
    carol = with_app(town.humans["Carol"], "carol@example.org")
    browser = come_in(carol)
    browser.post(reverse("new_address"), {"address": "carol.marsh@example.com"})
    address = link_in(letters()[-1])
    assert letters()[-1].to == ["carol.marsh@example.com"]
    stranger = come_in(with_app(town.humans["Neil"], "neil@example.org"))
    assert stranger.post(address).status_code == 404
    browser.get(address)
    assert Human.objects.get(pk=carol.pk).email == "carol@example.org"
    assert browser.post(address).status_code == 302
    assert Human.objects.get(pk=carol.pk).email == "carol.marsh@example.com"
    assert browser.post(address).status_code == 404


def test_ruth_does_not_learn_that_an_address_is_neils_and_only_ada_is_told(town: Town) -> None:
    """The clash is told to staff in private, on the page where they let her in; her own answer is the same."""
    browser = come_in(with_app(town.humans["Ruth"], "ruth@example.org"))
    with_app(town.humans["Neil"], "neil@example.org")
    before = len(letters())
    taken = browser.post(reverse("new_address"), {"address": "NEIL@example.org"}, follow=True)
    free = browser.post(reverse("new_address"), {"address": "other@example.org"}, follow=True)
    said = "If this address can be used, a link is on its way to it"
    assert said in taken.content.decode()
    assert said in free.content.decode()
    assert [letter.to for letter in letters()[before:]] == [["other@example.org"]]
    ada = come_in(with_app(town.humans["Ada"], "ada@example.org"))
    ada.get(reverse("choose"))
    told = ada.get(reverse("way_in", args=[town.people["Ruth"].pk])).content.decode()
    assert "Between us" in told
    assert "neil" not in told.lower()
    for page in ("ways_in", "new_address"):
        assert "Between us" not in browser.get(reverse(page)).content.decode()


def test_that_carols_address_is_neils_is_told_to_ruth_where_they_meet_and_to_nobody_of_the_network(town: Town) -> None:
    """A private word beside Carol's line, for those who let her in; Leon's page, Carol's and Neil's have no trace."""
    network = a_network(town)
    Human.objects.filter(pk=town.humans["Carol"].pk).update(address_taken_at=timezone.now())
    pages = {}
    for called in ("Ruth", "Leon", "Carol", "Neil"):
        browser = come_in(with_app(town.humans[called], f"{called.lower()}@example.org"))
        browser.get(reverse("choose"))
        pages[called] = browser.get(reverse("network", args=[network.pk]))
    assert "Between us: about their e-mail address" in pages["Ruth"].content.decode()
    for called in ("Leon", "Carol", "Neil"):
        assert "Between us" not in pages[called].content.decode(), called


def test_nobody_lets_another_in_unseen(town: Town, django_capture_on_commit_callbacks: Any) -> None:
    """A link that staff make beside an address of one's own is told there, and on one's page once it was used."""
    ruth = with_app(town.humans["Ruth"], "ruth@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        way = a_way_in(town, "Ruth")
    told = letters()[-1]
    assert (told.to, told.subject) == (["ruth@example.org"], "A new link")
    assert way.token not in str(told.body)
    browser = come_in(ruth)
    assert "You were let in with a link and a code" not in browser.get(reverse("ways_in")).content.decode()
    follow(way.token).post(reverse("arrived"), {"code": way.code})
    page = browser.get(reverse("ways_in")).content.decode()
    assert "You were let in with a link and a code" in page
    assert "Sign out everywhere but here" in page
