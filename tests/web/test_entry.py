"""Coming in: a link works once, a GET uses nothing up, the administrator lets staff in and sees no record."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import DAY, MONDAY, Town
from tornio.actions.entry import give_way_in
from tornio.core.errors import NotForYou
from tornio.people import entry
from tornio.people.models import Human
from tornio.records.visible.people import staff_of_all_services


def signed_in(town: Town, called: str) -> Client:
    """A browser in which somebody has come in by a link."""
    client = Client()
    token = entry.make_link(town.humans[called], at=MONDAY, reusable=True)
    answer = client.post(reverse("enter_by_link", args=[token]), follow=True)
    assert answer.status_code == 200
    return client


def test_following_ruths_link_uses_nothing_up_and_pressing_the_button_does(town: Town) -> None:
    token = entry.make_link(town.humans["Ruth"], at=MONDAY)
    address = reverse("enter_by_link", args=[token])
    assert entry.find(token, at=MONDAY + DAY) is not None
    client = Client()
    client.get(address)
    assert entry.use(token, at=MONDAY + DAY) == town.humans["Ruth"]
    assert entry.use(token, at=MONDAY + DAY) is None


def test_a_link_is_good_for_three_days(town: Town) -> None:
    token = entry.make_link(town.humans["Ruth"], at=MONDAY)
    assert entry.find(token, at=MONDAY + 3 * DAY) is None


def test_only_the_hash_of_a_link_is_kept(town: Town) -> None:
    token = entry.make_link(town.humans["Ruth"], at=MONDAY)
    assert not town.humans["Ruth"].links.filter(hashed=token).exists()


def test_whoever_has_not_come_in_is_asked_to(town: Town) -> None:
    assert Client().get("/").headers["Location"] == reverse("enter")


def test_ada_employs_hannah_and_makes_her_a_link(town: Town) -> None:
    ada = signed_in(town, "Ada")
    answer = ada.post(
        reverse("staff"),
        {"full_name": "Hannah Lowe", "as_what": "profession:nurse", "described": "", "service": str(town.service.pk)},
        follow=True,
    )
    assert "Hannah Lowe is here now" in answer.content.decode()
    with town.acting("Ada") as by:
        hannah = staff_of_all_services(by).get(called="Hannah")
    page = ada.post(reverse("way_in", args=[hannah.pk])).content.decode()
    assert "/enter/" in page
    assert Human.objects.filter(called="Hannah Lowe").exists()


def test_a_name_that_cannot_be_is_told_beside_the_field_and_kept(town: Town) -> None:
    answer = signed_in(town, "Ada").post(
        reverse("staff"),
        {"full_name": "\u202eolleH", "as_what": "profession:nurse", "described": "kind", "service": town.service.pk},
    )
    assert answer.status_code == 422
    assert "kind" in answer.content.decode()


def test_ruth_does_not_find_the_administrators_page(town: Town) -> None:
    assert signed_in(town, "Ruth").get(reverse("staff")).status_code == 404


def test_ada_cannot_let_in_somebody_of_a_network(town: Town) -> None:
    """She keeps the installation; Carol's way in is for those who work with Carol."""
    with town.acting("Ada") as by, pytest.raises(NotForYou):
        give_way_in(person=town.people["Carol"], by=by, at=MONDAY)


def test_edith_and_carol_each_have_a_page_to_begin_on(town: Town) -> None:
    for called in ("Edith", "Carol", "Priya", "Martin", "Ada", "Ruth"):
        assert signed_in(town, called).get("/", follow=True).status_code == 200
