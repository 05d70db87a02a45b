"""The page of who may act for somebody: the person reads it, staff write it down, whoever holds a grant reads by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entering import Clock, clock, key_in, said  # noqa: F401 - a fixture
from tests.kitchen import a_full_fortnight, a_network
from tests.people import DAY, MONDAY, Town
from tests.web.in_the_room import signed_in
from tornio.people.models import Person
from tornio.records.models import CannotDecide, Grant, Network

NOW = MONDAY + 17 * DAY


@pytest.fixture
def network(town: Town, clock: Clock) -> Network:  # noqa: F811
    """Leon's, after a full fortnight."""
    made = a_network(town)
    clock.is_at(NOW)
    a_full_fortnight(town, made)
    return made


def page(client: Client, name: str, *args: Any) -> str:
    """What a page says."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return said(answer)


def given(client: Client, network: Network, **more: str) -> Any:
    """Ruth writes down that Jean Orme, who is not of the network, acts for Leon."""
    where = reverse("grant_new", args=[network.pk])
    typed = {
        "key": key_in(client.get(where)), "holder": "new", "holder_name": "Jean Orme", "kind": "proxy",
        "power": "A power for health", "covers": "Where he lives.", "evidence": "The paper of 3 May.",
        "may_read": "on", "until": "", "again": "180",
    }  # fmt: skip
    return client.post(where, typed | more)


def test_ruth_writes_it_down_leon_reads_it_and_it_ends(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R8: dated, scoped, looked at again, open to the person."""
    ruth, leon = signed_in(town, "Ruth"), signed_in(town, "Leon")
    assert "Nobody acts for you." in page(leon, "grants", network.pk)
    answer = given(ruth, network, covers="")
    assert (answer.status_code, "Say for which decisions." in said(answer)) == (422, True)
    assert given(ruth, network, holder_name="").status_code == 422
    assert given(ruth, network).status_code == 302
    seen = page(leon, "grants", network.pk)
    for words in ("Jean Orme", "A power for health", "Where he lives.", "The paper of 3 May.", "Reads only"):
        assert words in seen, words
    with town.acting("Ruth", at=NOW):
        where = reverse("grant", args=[network.pk, Grant.objects.get().pk])
    assert leon.get(where).status_code == 404
    ended = {"key": key_in(ruth.get(where)), "looked": "ended", "words": "He took it back.", "again": "180"}
    assert ruth.post(where, ended | {"words": ""}).status_code == 422
    assert ruth.post(where, ended).status_code == 302
    clock.is_at(NOW + timedelta(seconds=1))
    assert "Nobody acts for you." in page(leon, "grants", network.pk)


def test_who_holds_a_grant_reads_the_story_and_the_map_and_no_more_once_it_has_ended(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R8, R24: what is for everyone, on the next request."""
    ruth, jean = signed_in(town, "Ruth"), signed_in(town, "Jean")
    pages = [reverse(name, args=[network.pk]) for name in ("story", "map")]
    assert [jean.get(each).status_code for each in pages] == [404, 404]
    assert given(ruth, network, holder=str(town.people["Jean"].pk)).status_code == 422  # she is not of the network
    with town.acting("Ruth", at=NOW) as by:
        Grant.objects.create(
            organisation_id=by.organisation_id, network=network, centre=town.people["Leon"],
            holder=town.people["Jean"], kind="proxy", power="A power", covers="Where he lives.", evidence="A paper.",
            during=(NOW - DAY, NOW + DAY), look_by=NOW + DAY, written_by_id=by.person, written_at=NOW, may_read=True,
        )  # fmt: skip
    assert [jean.get(each).status_code for each in pages] == [200, 200]
    story = said(jean.get(pages[0]))
    assert "I was listening." in story
    assert "A night at the place of safety." not in story  # for Leon and the team
    assert "What Farah could offer." not in story
    assert "Read on in the story" in page(jean, "home") or "What we keep open" in page(jean, "home")
    for name in ("network_invite", "readings", "wishes", "apart", "grants", "ending_other"):
        assert jean.get(reverse(name, args=[network.pk])).status_code == 404, name
    clock.is_at(NOW + DAY)
    assert [signed_in(town, "Jean").get(each).status_code for each in pages] == [404, 404]


def test_one_thing_that_leon_cannot_decide_holds_until_its_day(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R8: what about, who found so, on what, when looked at again."""
    ruth = signed_in(town, "Ruth")
    where = reverse("cannot_new", args=[network.pk])
    typed = {
        "key": key_in(ruth.get(where)), "about": "Whether he takes the tablets.", "found_by": "Farah, psychiatrist",
        "evidence": "He could not say back what they are for.", "helped": "We waited until he had slept.", "again": "7",
    }  # fmt: skip
    assert ruth.post(where, typed | {"helped": ""}).status_code == 422
    assert ruth.post(where, typed).status_code == 302
    assert "What you could not decide just now" in page(signed_in(town, "Leon"), "grants", network.pk)
    with town.acting("Ruth", at=NOW):
        here = reverse("cannot", args=[network.pk, CannotDecide.objects.get().pk])
    still = {"looked": "still_cannot", "evidence": "Not yet.", "found_by": "Farah, psychiatrist", "again": "14"}
    assert ruth.post(here, still | {"key": key_in(ruth.get(here)), "looked": ""}).status_code == 422
    assert ruth.post(here, still | {"key": key_in(ruth.get(here))}).status_code == 302
    clock.is_at(NOW + timedelta(days=14))
    assert "What you could not decide just now" not in page(signed_in(town, "Leon"), "grants", network.pk)


def test_a_grant_that_comes_due_stands_on_ruths_day(town: Town, network: Network, clock: Clock) -> None:  # noqa: F811
    """R8: reviews come due as tasks."""
    given(signed_in(town, "Ruth"), network, again="30")
    clock.is_at(NOW + 20 * DAY)
    assert "That Jean Orme may act for Leon is to be looked at again." in page(signed_in(town, "Ruth"), "day")


def test_what_leon_cannot_decide_stands_on_ruths_day_before_it_lapses(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R8: two days before; never what it is about."""
    ruth = signed_in(town, "Ruth")
    where = reverse("cannot_new", args=[network.pk])
    typed = {"about": "Whether he takes the tablets.", "found_by": "Farah", "evidence": "He slept.", "helped": "Tea."}
    assert ruth.post(where, typed | {"key": key_in(ruth.get(where)), "again": "7"}).status_code == 302
    told = "Whether Leon can decide one thing by now is to be looked at again."
    for days, stands in ((4, False), (6, True), (8, False)):
        clock.is_at(NOW + days * DAY)
        day = page(signed_in(town, "Ruth"), "day")
        assert (told in day, "tablets" in day) == (stands, False), days


def test_for_members_and_strangers_there_is_no_such_page(town: Town, network: Network) -> None:
    """R24."""
    given(signed_in(town, "Ruth"), network)
    for called in ("Carol", "Neil", "Jean", "Sadia", "Priya", "Edith"):
        client = signed_in(town, called)
        for name in ("grants", "grant_new", "cannot_new"):
            assert client.get(reverse(name, args=[network.pk])).status_code == 404, (called, name)


def test_jean_finds_what_she_may_do_for_leon_and_what_not_and_leon_sees_that_she_read(
    town: Town,
    network: Network,
    clock: Clock,  # noqa: F811
) -> None:
    """R8, R26: a place of her own, from her home page; it ends with its day, and with his death."""
    with town.acting("Ruth", at=NOW) as by:
        Grant.objects.create(
            organisation_id=by.organisation_id, network=network, centre=town.people["Leon"],
            holder=town.people["Jean"], kind="proxy", power="A power for health", covers="Where he lives.",
            evidence="The paper of 3 May.", during=(NOW - DAY, NOW + 9 * DAY), look_by=NOW + 9 * DAY,
            written_by_id=by.person, written_at=NOW, may_read=True,
        )  # fmt: skip
    jean, place = signed_in(town, "Jean"), reverse("acting_for", args=[network.pk])
    home = jean.get(reverse("home"))
    assert place in home.content.decode()
    own = f'href="{reverse("network", args=[network.pk])}"'
    assert own not in home.content.decode(), "she has no place of her own there"
    words = page(jean, "acting_for", network.pk)
    for told in ("You act for Leon", "Where he lives.", "A power for health", "What is not here, and why"):
        assert told in words, told
    assert "You read, and add no words of your own" in words
    assert "The paper of 3 May." not in words, "what was seen is for those who saw it, and for him"
    links = [reverse(name, args=[network.pk]) for name in ("story", "map", "letters", "kept")]
    assert all(each in jean.get(place).content.decode() for each in links)
    assert [jean.get(each).status_code for each in links] == [200] * len(links)
    assert "acts for the person by law" in page(signed_in(town, "Leon"), "readings", network.pk)
    for called in ("Leon", "Carol", "Neil", "Sadia", "Ruth"):
        assert signed_in(town, called).get(place).status_code == 404, called
    with town.acting("Ruth", at=NOW):
        Person.objects.filter(pk=town.people["Leon"].pk).update(died_on=NOW.date())
    assert jean.get(place).status_code == 404
    with town.acting("Ruth", at=NOW):
        Person.objects.filter(pk=town.people["Leon"].pk).update(died_on=None)
    clock.is_at(NOW + 9 * DAY)
    gone = signed_in(town, "Jean")
    assert gone.get(place).status_code == 404
    assert "You act for" not in page(gone, "home")
