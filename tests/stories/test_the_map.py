"""Leon draws his people, by keyboard and by hand; the pages read well with three, seventeen and forty on them."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import pytest
from django.db import transaction
from playwright.sync_api import BrowserContext, expect

from tests.meetings import held, network_of
from tests.people import DAY, Town, build_town
from tests.stories.reading import come_in, now, reads_well
from tornio.actions import belonging, maps, networks
from tornio.core.maps import NodeKind, TieKind
from tornio.core.networks import Ring, Sector
from tornio.people.keys import new_key
from tornio.records.models import Network, NetworkMember

pytestmark = pytest.mark.browser
NewContext = Callable[..., BrowserContext]


class Drawn(NamedTuple):
    """Somebody or something of Leon's map: as he calls it, who it is to him, and where it stands."""

    called: str
    relation: str
    ring: Ring
    sector: Sector
    kind: NodeKind = NodeKind.PERSON
    tie: TieKind | None = TieKind.TOUCH


LEONS = (
    Drawn("Amy", "his sister", Ring.CLOSEST, Sector.FAMILY),
    Drawn("Dev", "his stepfather", Ring.CLOSE, Sector.FAMILY, tie=TieKind.STRAINED),
    Drawn("Nan Jean", "his nan", Ring.CLOSE, Sector.FAMILY),
    Drawn("Grandad", "who died in 2024", Ring.FURTHER, Sector.FAMILY, NodeKind.DIED, None),
    Drawn("Dad", "his father", Ring.FURTHER, Sector.FAMILY, tie=TieKind.QUIET),
    Drawn("Yusuf", "friend, from the bakery", Ring.CLOSEST, Sector.FRIENDS),
    Drawn("Callum", "friend since school", Ring.CLOSE, Sector.FRIENDS),
    Drawn("Biscuit", "the dog", Ring.CLOSE, Sector.FRIENDS, NodeKind.ANIMAL, None),
    Drawn("Mr Petrov", "runs the bakery", Ring.CLOSE, Sector.WORK_AND_STUDY, tie=None),
    Drawn("Mrs Adair", "tutor at the college", Ring.FURTHER, Sector.WORK_AND_STUDY, tie=TieKind.QUIET),
    Drawn("The harbour", "where he walks", Ring.CLOSE, Sector.PLACES, NodeKind.PLACE),
    Drawn("Five-a-side", "since he was twelve", Ring.FURTHER, Sector.PLACES, NodeKind.PLACE, TieKind.QUIET),
    Drawn("Dr Siddiqui", "psychiatrist", Ring.FURTHER, Sector.HELPERS, NodeKind.STAFF, None),
    Drawn("Dr Lennox", "family doctor", Ring.FURTHER, Sector.HELPERS, NodeKind.STAFF, None),
)


@pytest.fixture
def town(fresh_database: str) -> Town:
    """Saltmere, where commits are real."""
    with transaction.atomic():
        return build_town(at=now() - 60 * DAY)


@pytest.fixture
def network(town: Town) -> Network:
    """Leon's network with Carol in it; Ruth and Tomasz are the team since the first meeting."""
    with transaction.atomic():
        made = network_of(town, at=now() - 20 * DAY)
        with town.acting("Ruth", at=now() - 19 * DAY) as ruth:
            held(town, made, ruth, start=now() - 18 * DAY, at=now() - 19 * DAY)
        return made


def draw(town: Town, network: Network, some: tuple[Drawn, ...], at: datetime) -> None:
    """These stand on Leon's map."""
    with transaction.atomic(), town.acting("Leon", at=at) as leon:
        keys = []
        for each in some:
            node = maps.put_on(
                key=new_key(), network=network, called=each.called, relation=each.relation, ring=each.ring,
                sector=each.sector, kind=each.kind, tie=each.tie, by=leon, at=at,
            )  # fmt: skip
            keys.append(node.thing)
        for number, (one, other) in enumerate(pairwise(keys)):
            if not number % 4:
                maps.tie(network=network, one=one, other=other, kind=list(TieKind)[number % 3], by=leon, at=at)


MORE = (
    "Nasima", "Rukhsana", "Joel", "Siobhan", "Kwame", "Abena", "Iwona", "Piotr", "Winston", "Pearl", "Isla", "Peter",
    "Helen", "Rory", "Moira", "Bashir", "Chidi", "Emeka", "Zofia", "Emily", "Gareth", "Bronwen", "Peggy",
)  # fmt: skip


def forty() -> tuple[Drawn, ...]:
    """So many that with the team and Carol they are forty."""
    more = tuple(
        Drawn(f"{'Auntie ' * (number % 4 == 0)}{name}", "", list(Ring)[number % 3], list(Sector)[number % 5])
        for number, name in enumerate(MORE)
    )
    return LEONS + more


@pytest.mark.parametrize("some", [(), LEONS, forty()], ids=["three", "seventeen", "forty"])
def test_the_map_reads_well_however_many_stand_on_it(
    town: Town, network: Network, new_context: NewContext, some: tuple[Drawn, ...]
) -> None:
    """Every name has its place: none lies on another, and each one on the picture stands in the list."""
    draw(town, network, some, now() - DAY)
    leon = come_in(town, "Leon", new_context())
    leon.goto(f"/n/{network.pk}/map/")
    assert leon.locator("svg.ringmap a").count() == len(some) + 3 == leon.locator("tr[id^=r-]").count()
    boxes = leon.locator("svg.ringmap .under").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().toJSON())"
    )
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 4 or other["bottom"] <= one["top"] + 4
            )  # fmt: skip
            assert apart, (one, other)
    reads_well(leon)


@pytest.mark.parametrize(
    ("called", "pages"),
    [
        ("Leon", ("", "?change", "ask/", "going", "map/?add=yes", "map/?line=new", "map/?change", "map/?drawn")),
        ("Ruth", ("", "?change", "ask/", "going", "map/")),
        ("Carol", ("", "leave/", "in-name/")),
    ],
)
def test_every_page_of_a_network_reads_well(
    town: Town, network: Network, new_context: NewContext, called: str, pages: tuple[str, ...]
) -> None:
    draw(town, network, LEONS[:4], now() - 3 * DAY)
    with transaction.atomic(), town.acting("Leon", at=now() - 2 * DAY) as leon:
        kept = maps.keep(network=network, by=leon, at=now() - 2 * DAY, words="before the summer")
        carol = NetworkMember.objects.get(network=network, person__called="Carol")
        amy = networks.invite(key=new_key(), network=network, full_name="Amy Marsh", by=leon, at=now() - 2 * DAY)
        belonging.ask_to_leave(member=amy, by=leon, at=now() - DAY)
    assert kept is not None
    draw(town, network, LEONS[4:6], now())
    page = come_in(town, called, new_context())
    asked = {
        "?change": f"?change={carol.pk}", "going": f"with/{carol.pk}/going/",
        "map/?change": f"map/?change={carol.person_id}", "map/?drawn": f"map/?drawn={kept.pk}",
    }  # fmt: skip
    for each in pages:
        answer = page.goto(f"/n/{network.pk}/{asked.get(each, each)}")
        assert answer is not None
        assert answer.ok, each
        reads_well(page)


def test_leon_walks_the_picture_by_keyboard_and_moves_dev(
    town: Town, network: Network, new_context: NewContext
) -> None:
    """Every node is a stop of the keyboard that leads to its line; the line is opened, changed and kept by keys."""
    draw(town, network, LEONS, now() - DAY)
    leon = come_in(town, "Leon", new_context())
    leon.goto(f"/n/{network.pk}/map/")
    leon.locator("svg.ringmap a").first.focus()
    stops = []
    for _stop in range(17):
        stops.append(leon.evaluate("document.activeElement.getAttribute('aria-label')"))
        leon.keyboard.press("Tab")
    assert len(set(stops)) == 17
    assert "Dev, his stepfather. Close, Family." in stops
    leon.get_by_role("link", name="Dev, his stepfather").focus()
    leon.keyboard.press("Enter")
    assert "#r-" in leon.url
    leon.get_by_role("link", name="Change Dev").focus()
    leon.keyboard.press("Enter")
    leon.get_by_label("How close").focus()
    leon.keyboard.type("Closest")
    leon.keyboard.press("Tab")
    leon.keyboard.press("Tab")
    leon.keyboard.type("In touch")
    leon.get_by_role("button", name="Keep", exact=True).focus()
    leon.keyboard.press("Enter")
    expect(leon.locator("svg.ringmap a[aria-label^='Dev, his stepfather. Closest']")).to_have_count(1)
    expect(leon.get_by_role("row", name="Dev his stepfather")).to_contain_text("In touch")


def test_without_javascript_leon_adds_mr_petrov_and_keeps_today(
    town: Town, network: Network, new_context: NewContext
) -> None:
    """Everything works as ordinary forms; the drawing of today can be looked at later."""
    leon = come_in(town, "Leon", new_context(java_script_enabled=False))
    leon.goto(f"/n/{network.pk}/map/")
    leon.get_by_role("link", name="Add someone").click()
    leon.get_by_label("What you call them").fill("Mr Petrov")
    leon.get_by_label("Part of life").select_option("work_and_study")
    leon.get_by_role("button", name="Put on the map").click()
    expect(leon.get_by_text("Mr Petrov is on the map.")).to_be_visible()
    leon.get_by_role("button", name="Keep today’s drawing").click()
    expect(leon.get_by_text("This drawing is kept.")).to_be_visible()
    leon.get_by_role("link", name="Change Mr Petrov").click()
    leon.get_by_label("How close").select_option("1")
    leon.get_by_role("button", name="Keep", exact=True).click()
    leon.get_by_role("navigation", name="Earlier drawings").get_by_role("link").first.click()
    expect(leon.get_by_text("This is an earlier drawing.")).to_be_visible()


def test_ruth_and_leon_draw_at_once_and_both_lines_stand(town: Town, network: Network, new_context: NewContext) -> None:
    """Two editors on two devices: each sees the other's line, and a clash is said beside what was typed."""
    leon, ruth = come_in(town, "Leon", new_context()), come_in(town, "Ruth", new_context())
    carol = town.people["Carol"].pk
    for page in (leon, ruth):
        page.goto(f"/n/{network.pk}/map/?change={carol}")
    leon.get_by_label("How close").select_option("2")
    leon.get_by_role("button", name="Keep", exact=True).click()
    expect(leon.get_by_role("link", name="Change Carol")).to_be_visible()
    ruth.get_by_label("How close").select_option("3")
    ruth.get_by_role("button", name="Keep", exact=True).click()
    expect(ruth.get_by_role("alert")).to_contain_text("Somebody else moved Carol meanwhile")
    expect(ruth.get_by_label("How close")).to_have_value("3")


def test_carol_leaves_and_her_other_device_has_nothing_but_her_own_words(
    town: Town, network: Network, new_context: NewContext
) -> None:
    """R8: from that instant, on every device, at the next request."""
    context = new_context()
    telephone, other = come_in(town, "Carol", context), context.new_page()
    other.goto(f"/n/{network.pk}/")
    expect(other.get_by_role("link", name="The story so far")).to_be_visible()
    telephone.goto(f"/n/{network.pk}/")
    telephone.get_by_role("link", name="Leave the network").click()
    telephone.get_by_role("button", name="Yes, I leave").click()
    expect(telephone.get_by_text("These are your own words.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Your own words")
    expect(other.get_by_role("main").get_by_role("link")).to_have_text(["Take a copy of what is yours here"])
    other.goto(f"/n/{network.pk}/story/")
    expect(other.get_by_text("These are your own words.")).to_be_visible()
    answer = other.goto(f"/n/{network.pk}/map/")
    assert answer is not None
    assert answer.status == 404
