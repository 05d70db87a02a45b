"""The map's pages: the picture and the same as a list, changed one line at a time, earlier drawings, nobody else's."""

import itertools
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.meetings import held, network_of
from tests.people import MONDAY, Town
from tests.web.test_entry import signed_in
from tests.web.test_networks import MOST_QUERIES, page, queries
from tornio.actions import maps
from tornio.core.maps import TieKind
from tornio.core.networks import Ring, Sector
from tornio.people.keys import new_key
from tornio.records.models import MapNode, Network, NetworkMap
from tornio.records.visible import maps as visible

YUSUF = {
    "called": "Yusuf",
    "relation": "from the bakery",
    "kind": "person",
    "ring": "3",
    "sector": "friends",
    "tie": "touch",
}


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's, with Carol in it."""
    return network_of(town)


def put(client: Client, network: Network, **given: str) -> Any:
    """Somebody is added by the form."""
    return client.post(reverse("map_add", args=[network.pk]), {"key": str(new_key())} | YUSUF | given)


def thing(town: Town, network: Network, called: str) -> str:
    """The key of somebody on the latest drawing."""
    with town.acting("Leon") as leon:
        found = visible.maps(leon, network.pk)
        assert found is not None
        return str(next(each.key for each in found.drawn.sheet.things if each.called == called))


def test_leon_sees_who_belongs_drawn_and_listed(town: Town, network: Network) -> None:
    """Every node of the picture leads to the same one's line in the list."""
    html = page(signed_in(town, "Leon"), "map", network.pk)
    carol = town.people["Carol"].pk
    assert "The people around you, Leon" in html
    assert f'href="#r-{carol}" aria-label="Carol, family. Closest, Family."' in html
    assert f'<tr id="r-{carol}">' in html
    assert "Only you and your team see this map" in html


def test_leon_adds_yusuf_and_what_was_typed_stays_when_it_is_refused(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    assert "Put on the map" in page(leon, "map", network.pk, add="yes")
    refused = put(leon, network, called=" ", relation="at the oven")
    assert refused.status_code == 422
    assert "Write a name" in refused.content.decode()
    assert "at the oven" in refused.content.decode()
    key = str(new_key())
    for _twice in range(2):
        assert put(leon, network, key=key).status_code == 302
    with town.acting("Leon"):
        assert MapNode.objects.filter(called="Yusuf").count() == 1


def test_one_line_opens_at_a_time_and_is_kept(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    put(leon, network)
    yusuf = thing(town, network, "Yusuf")
    assert page(leon, "map", network.pk, change=yusuf).count('class="rowform"') == 1
    line = {"ring": "1", "sector": "friends", "tie": "strained", "called": "Yusuf", "kind": "person"}
    address = reverse("map_change", args=[network.pk, yusuf])
    answer = leon.post(address, line | {"seen": "3.friends.touch"})
    assert answer["Location"].endswith(f"#r-{yusuf}")
    html = page(leon, "map", network.pk)
    assert "Hard at the moment" in html
    assert "tie--strained" in html
    clash = leon.post(address, line | {"seen": "3.friends.touch", "ring": "2"})
    assert clash.status_code == 422
    assert "moved Yusuf meanwhile" in clash.content.decode()
    assert leon.post(address, line | {"called": ""}).status_code == 422
    assert leon.post(address, line | {"seen": "nonsense"}).status_code == 302


def test_a_line_between_two_of_them(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    put(leon, network)
    yusuf, carol = thing(town, network, "Yusuf"), str(town.people["Carol"].pk)
    assert "Between them" in page(leon, "map", network.pk, line="new")
    address = reverse("map_tie", args=[network.pk])
    assert leon.post(address, {"one": carol, "other": carol, "tie": "quiet"}).status_code == 422
    assert leon.post(address, {"one": carol, "other": yusuf, "tie": "quiet"}).status_code == 302
    assert "Carol and Yusuf" in page(leon, "map", network.pk)
    assert '<option value="quiet" selected>' in page(leon, "map", network.pk, line=f"{carol}.{yusuf}")
    leon.post(address, {"one": carol, "other": yusuf, "tie": ""})
    assert "Carol and Yusuf" not in page(leon, "map", network.pk)


def test_who_is_taken_off_can_be_put_back(town: Town, network: Network) -> None:
    leon, carol = signed_in(town, "Leon"), town.people["Carol"].pk
    leon.post(reverse("map_off", args=[network.pk, carol]))
    assert "Nobody stands on it yet" in page(leon, "map", network.pk)
    answer = leon.post(reverse("map_off", args=[network.pk, carol]), follow=True)
    assert "not on the map any more" in answer.content.decode()
    leon.post(reverse("map_on", args=[network.pk, carol]))
    assert f'<tr id="r-{carol}">' in page(leon, "map", network.pk)
    assert leon.post(reverse("map_on", args=[network.pk, new_key()])).status_code == 404


def test_keeping_today_and_looking_back(town: Town, network: Network) -> None:
    """A kept drawing stays; what changed since is told in words."""
    leon = signed_in(town, "Leon")
    put(leon, network)
    yusuf = thing(town, network, "Yusuf")
    keep = reverse("map_keep", args=[network.pk])
    assert leon.post(keep, {"note": "x" * 300}).status_code == 422
    assert leon.post(keep, {"note": "before the summer"}).status_code == 302
    line = {
        "ring": "1",
        "sector": "friends",
        "tie": "quiet",
        "called": "Yusuf",
        "kind": "person",
        "seen": "3.friends.touch",
    }
    leon.post(reverse("map_change", args=[network.pk, yusuf]), line)
    put(leon, network, called="Mr Petrov", sector="work_and_study")
    html = page(leon, "map", network.pk)
    for sentence in (
        "Yusuf came from further to closest.", "Mr Petrov is new.", "Changed is the line to Yusuf: not in touch now.",
        "before the summer", "Yusuf came closer",
    ):  # fmt: skip
        assert sentence in html, sentence
    with town.acting("Leon"):
        first = NetworkMap.objects.get(kept_at__isnull=False)
    then = page(leon, "map", network.pk, drawn=first.pk)
    assert "This is an earlier drawing." in then
    assert "Mr Petrov" not in then.split("<main")[1].split("halves--map")[1]
    assert "Keep today" not in then
    for wrong in (str(new_key()), "nonsense"):
        assert leon.get(reverse("map", args=[network.pk]), {"drawn": wrong}).status_code == 404
    assert "Keep today" in page(leon, "map", network.pk)


def test_an_empty_map_has_words_and_is_not_kept(town: Town) -> None:
    network = network_of(town, "Jean", members=())
    jean = signed_in(town, "Jean")
    assert "Nobody stands on it yet." in page(jean, "map", network.pk)
    assert jean.post(reverse("map_keep", args=[network.pk]), {}).status_code == 422


def test_the_map_is_the_persons_and_the_teams_alone(town: Town, network: Network) -> None:
    """R24: for anybody else it is not there; before there is a team, whoever is responsible reads it."""
    for called in ("Carol", "Neil", "Sadia"):
        client = signed_in(town, called)
        assert client.get(reverse("map", args=[network.pk])).status_code == 404
        for name in ("map_add", "map_tie", "map_keep"):
            assert client.post(reverse(name, args=[network.pk]), YUSUF).status_code == 404
    ruth = signed_in(town, "Ruth")
    html = page(ruth, "map", network.pk, add="yes")
    assert "The people around Leon" in html
    assert "Put on the map" not in html
    assert put(ruth, network).status_code == 404
    assert ruth.post(reverse("map_add", args=[network.pk]), {}).status_code == 404
    with town.acting("Ruth") as reader:
        held(town, network, reader)
    assert put(ruth, network).status_code == 302
    assert "Not on the map yet" not in page(ruth, "map", network.pk)


def test_somebody_of_the_team_is_offered_when_they_are_not_on_it(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    put(leon, network)
    with town.acting("Ruth") as reader:
        held(town, network, reader)
    html = page(leon, "map", network.pk)
    assert "Not on the map yet" in html
    assert "Put Tomasz on" in html


def crowd(town: Town, network: Network, many: int) -> None:
    """That many people of all rings and sectors, with ties."""
    with town.acting("Leon") as leon:
        keys = []
        for number in range(many):
            node = maps.put_on(
                key=new_key(), network=network, called=f"Somebody {number}", ring=list(Ring)[number % 3],
                sector=list(Sector)[number % 5], tie=list(TieKind)[number % 3], by=leon, at=MONDAY,
            )  # fmt: skip
            keys.append(node.thing)
        for one, other in itertools.pairwise(keys):
            maps.tie(network=network, one=one, other=other, kind=TieKind.QUIET, by=leon, at=MONDAY)


def test_the_page_asks_as_much_for_forty_people_and_eight_drawings_as_for_one(town: Town, network: Network) -> None:
    leon = signed_in(town, "Leon")
    put(leon, network)
    with town.acting("Leon") as reader:
        maps.keep(network=network, by=reader, at=MONDAY)
    before = queries(leon, "map", network.pk)
    for many in (20, 5, 5, 5, 5):
        crowd(town, network, many)
        with town.acting("Leon") as reader:
            maps.keep(network=network, by=reader, at=MONDAY)
    assert queries(leon, "map", network.pk) == before <= MOST_QUERIES
