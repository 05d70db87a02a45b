"""Coming in: a link works once, a GET uses nothing up, the administrator lets staff in and sees no record."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.coming_in import a_way_in, follow, in_earnest
from tests.people import DAY, MONDAY, Town
from tornio.actions.entry import give_way_in
from tornio.core.errors import NotForYou, Refused
from tornio.people import entry
from tornio.people.models import Human, SignInLink
from tornio.records.visible.people import staff_of_all_services

__all__ = ["in_earnest"]


def signed_in(town: Town, called: str) -> Client:
    """A browser in which somebody has come in by a demo's link."""
    client = Client()
    token = entry.make_link(town.humans[called], at=MONDAY, reusable=True)
    answer = client.post(reverse("enter_by_link", args=[token]), follow=True)
    assert answer.status_code == 200
    return client


# --- a demo ---------------------------------------------------------------------------------------------------------


def test_a_demos_link_opens_nothing_in_a_service(town: Town, settings: Any) -> None:
    token = entry.make_link(town.humans["Ruth"], at=MONDAY, reusable=True)
    assert entry.find(token, at=MONDAY) is not None
    settings.DEMO = False
    assert entry.find(token, at=MONDAY) is None
    assert entry.use(token, at=MONDAY) is None
    assert Client().post(reverse("enter_by_link", args=[token])).status_code == 404


def test_a_browser_left_open_from_a_demo_does_nothing_in_a_service(town: Town, settings: Any) -> None:
    carol, ruth = signed_in(town, "Carol"), signed_in(town, "Ruth")
    settings.DEMO = False
    for browser in (carol, ruth):
        for page in ("home", "choose", "ways_in", "new_app", "new_passkey"):
            assert browser.get(reverse(page)).headers["Location"] == reverse("enter"), page


def test_edith_and_carol_each_have_a_page_to_begin_on(town: Town) -> None:
    for called in ("Edith", "Carol", "Priya", "Martin", "Ada", "Ruth"):
        assert signed_in(town, called).get("/", follow=True).status_code == 200


# --- invitations ----------------------------------------------------------------------------------------------------


def test_whoever_has_not_come_in_is_asked_to(town: Town) -> None:
    assert Client().get("/").headers["Location"] == reverse("enter")


def test_who_is_in_and_has_not_said_as_whom_is_asked_that_and_not_to_come_in_again(town: Town) -> None:
    """Martin is a practitioner and leads the service: his first page asks which, and leads on."""
    client = signed_in(town, "Martin")
    page = client.get("/", follow=True).content.decode()
    assert "As whom today?" in page
    assert "Come in" not in page
    chosen = page.split('name="as" value="')[1].split('"')[0]
    assert client.post(reverse("choose"), {"as": chosen}, follow=True).redirect_chain[0] == ("/", 302)


def test_following_ruths_link_uses_nothing_up_and_the_code_with_the_button_does(town: Town, in_earnest: None) -> None:
    """A GET, by her or by a program that looks ahead, consumes nothing."""
    way = a_way_in(town, "Ruth")
    for _ in range(3):
        ahead = follow(way.token)
        assert ahead.get(reverse("arrived")).status_code == 200
        assert not ahead.session.get("_auth_user_id")
    ruth = follow(way.token)
    answer = ruth.post(reverse("arrived"), {"code": f"{way.code[:3]} {way.code[3:]}", "is_shared": "no"})
    assert answer.headers["Location"] == reverse("ways_in")
    assert ruth.session["_auth_user_id"] == str(town.humans["Ruth"].pk)


def test_a_link_with_its_code_lets_in_once(town: Town, in_earnest: None) -> None:
    """Replay: the same link and the same code open nothing a second time, in any browser."""
    way = a_way_in(town, "Ruth")
    first, second = follow(way.token), follow(way.token)
    assert first.post(reverse("arrived"), {"code": way.code}).status_code == 302
    assert second.post(reverse("arrived"), {"code": way.code}).status_code == 404
    assert Client().get(reverse("enter_by_link", args=[way.token])).status_code == 404


def test_whom_a_link_was_forwarded_to_does_not_get_in_without_the_code(town: Town, in_earnest: None) -> None:
    """The wrong person sees no name, has five tries in all, and then the link has ended for everybody."""
    way = a_way_in(town, "Ruth")
    wrong = f"{(int(way.code) + 1) % 1_000_000:06}"
    neil = follow(way.token)
    assert "Ruth" not in neil.get(reverse("arrived")).content.decode()
    for left in (4, 3, 2, 1):
        answer = neil.post(reverse("arrived"), {"code": wrong})
        assert answer.status_code == 422
        assert ("once more" if left == 1 else f"{left} more times") in answer.content.decode()
    answer = neil.post(reverse("arrived"), {"code": wrong})
    assert answer.status_code == 403
    assert "Let us start again with you" in answer.content.decode()
    assert entry.use_invitation(way.token, way.code, at=timezone.now()) == (None, 0)


def test_an_invitation_is_good_for_three_days_to_the_second(town: Town) -> None:
    human = town.humans["Ruth"]
    way = entry.make_invitation(human, at=MONDAY)
    assert entry.find(way.token, at=MONDAY + 3 * DAY - DAY / 86_400) is not None
    assert entry.use_invitation(way.token, way.code, at=MONDAY + 3 * DAY) == (None, 0)


def test_a_new_invitation_ends_the_one_before(town: Town) -> None:
    human = town.humans["Ruth"]
    lost, found = entry.make_invitation(human, at=MONDAY), entry.make_invitation(human, at=MONDAY)
    assert entry.find(lost.token, at=MONDAY) is None
    assert entry.use_invitation(found.token, found.code, at=MONDAY) == (human, 0)


def test_neither_a_link_nor_its_code_can_be_read_in_the_database(town: Town) -> None:
    """Hashed at rest; 256 bits of chance; and the code, six figures, cannot be tried without the link."""
    way = entry.make_invitation(town.humans["Ruth"], at=MONDAY)
    kept = str(SignInLink.objects.filter(human=town.humans["Ruth"]).values().get())
    assert way.token not in kept
    assert way.code not in kept
    assert len(way.token) == 43  # 32 bytes, six bits a letter
    assert entry.hashed(way.code) not in kept
    assert len({entry.make_invitation(town.humans["Ruth"], at=MONDAY).token for _ in range(50)}) == 50


def test_a_code_may_be_written_with_spaces_and_in_arabic_figures(town: Town) -> None:
    way = entry.make_invitation(town.humans["Ruth"], at=MONDAY)
    arabic = way.code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert entry.use_invitation(way.token, f" {arabic[:3]} {arabic[3:]} ", at=MONDAY)[0] == town.humans["Ruth"]


def test_no_address_that_a_browser_remembers_holds_the_link(town: Town, in_earnest: None) -> None:
    """The page has an address without the token, and nothing on it tells the token on."""
    way = a_way_in(town, "Ruth")
    page = follow(way.token).get(reverse("arrived"))
    assert way.token not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"


# --- who lets whom in -----------------------------------------------------------------------------------------------


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
    assert "no way of their own" in ada.get(reverse("way_in", args=[hannah.pk])).content.decode()
    page = ada.post(reverse("way_in", args=[hannah.pk])).content.decode()
    assert "/enter/" in page
    assert "Tell this code in person" in page
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
    page = signed_in(town, "Ada").get(reverse("way_in", args=[town.people["Carol"].pk]))
    assert page.status_code == 404


def test_an_address_that_somebody_else_comes_in_with_is_refused_and_only_ada_is_told(town: Town) -> None:
    """Two people, one e-mail account: staff hear it in private, nothing is made, no letter goes."""
    Human.objects.filter(pk=town.humans["Carol"].pk).update(email="family@example.org")
    with town.acting("Ada") as by, pytest.raises(Refused, match="Somebody else comes in with this address") as no:
        give_way_in(person=town.people["Ruth"], by=by, at=MONDAY, address="Family@Example.ORG")
    assert no.value.field == "address"
    assert "Carol" not in no.value.sentence
    answer = signed_in(town, "Ada").post(
        reverse("way_in", args=[town.people["Ruth"].pk]), {"address": "family@example.org"}
    )
    assert answer.status_code == 422
    assert "Agree on another" in answer.content.decode()
    assert not SignInLink.objects.exclude(told="").exists()
