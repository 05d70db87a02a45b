"""What somebody does about their own coming in: a code, another address, signing out there; below any page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from tests.app_codes import code_at
from tests.coming_in import with_app
from tests.people import DAY, MONDAY, Town
from tests.post import Remembering
from tornio.actions import entry, sign_in_letters
from tornio.people import sessions
from tornio.people.factors import Factor
from tornio.people.models import Human

HERE = "http://here.example{}".format
MINUTE = timedelta(minutes=1)


def arrived(at: datetime = MONDAY) -> list[tuple[str, str]]:
    """The letters that went: to which address, and the last part of the link in each."""
    carrier = Remembering()
    sign_in_letters.deliver(carrier=carrier, clock=lambda: at)
    links = [re.findall(r"http://here\.example/\S+/(\S+)/", str(parcel.words)) for parcel in carrier.taken]
    return [(parcel.address, *link) for parcel, link in zip(carrier.taken, links, strict=True)]


def in_the_database(human: Human) -> Human:
    return Human.objects.get(pk=human.pk)


def test_carols_code_opens_once_and_after_five_wrong_ones_we_wait_even_for_the_right_one(town: Town) -> None:
    """Guessing is slow, and whoever guesses does not see when the right one was among it."""
    carol = with_app(town.humans["Carol"])
    right = code_at(MONDAY)
    assert entry.try_code(human=carol, code=right, at=MONDAY) == (Factor.APP, 0)
    wrong = [entry.try_code(human=carol, code=right, at=MONDAY) for _ in range(5)]
    assert wrong == [(None, left) for left in (4, 3, 2, 1, 0)]
    fresh = MONDAY + MINUTE
    assert entry.try_code(human=carol, code=code_at(fresh), at=fresh) == (None, 0)
    later = MONDAY + 16 * MINUTE
    assert entry.try_code(human=carol, code=code_at(later), at=later) == (Factor.APP, 0)


def test_who_works_somewhere_needs_more_than_a_link(town: Town) -> None:
    """Ruth and Ada act for a service; Carol acts for herself alone."""
    answers = {name: entry.works_somewhere(town.humans[name], MONDAY) for name in ("Ruth", "Ada", "Carol")}
    assert answers == {"Ruth": True, "Ada": True, "Carol": False}


def test_carols_new_address_is_hers_once_she_has_opened_the_letter_there(town: Town) -> None:
    """Until then links go where they went; the link is hers alone, works once, and not when it was written in."""
    carol = with_app(town.humans["Carol"], "carol@example.org")
    now = datetime.now(tz=UTC)
    entry.ask_for_address(human=carol, address="carol.marsh@example.com", at=now, link=HERE)
    ((address, token),) = arrived(now)
    assert (address, in_the_database(carol).email) == ("carol.marsh@example.com", "carol@example.org")
    assert not entry.take_address(human=carol, token=token + "x")
    assert not entry.take_address(human=with_app(town.humans["Neil"]), token=token)
    assert entry.take_address(human=carol, token=token)
    assert in_the_database(carol).email == "carol.marsh@example.com"
    assert not entry.take_address(human=in_the_database(carol), token=token)


def test_an_address_that_neil_has_taken_since_stays_neils(town: Town) -> None:
    """Two people never come in by one address; staff are told that it is taken, and Carol is not told whose it is."""
    carol, neil = with_app(town.humans["Carol"], "carol@example.org"), with_app(town.humans["Neil"])
    now = datetime.now(tz=UTC)
    entry.ask_for_address(human=carol, address="marsh@example.com", at=now, link=HERE)
    ((_address, token),) = arrived(now)
    with_app_again = in_the_database(neil)
    with_app_again.email = "marsh@example.com"
    with_app_again.save(update_fields=["email"])
    assert not entry.take_address(human=carol, token=token)
    entry.ask_for_address(human=carol, address="marsh@example.com", at=now, link=HERE)
    assert arrived(now) == []
    assert in_the_database(carol).address_taken_at == now


@pytest.mark.parametrize("here", ["at home", "at the library"])
def test_carol_signs_out_there_and_everywhere_else_and_nobody_elses_browser(town: Town, here: str) -> None:
    """At once: the session is gone with the row."""
    carol, neil = town.humans["Carol"], town.humans["Neil"]
    for key in ("at home", "at the library", "at Jean’s"):
        Session.objects.create(session_key=key, session_data="", expire_date=MONDAY + DAY)
    at_home = sessions.begin(carol, "at home", device="Firefox", is_shared=False, at=MONDAY)
    sessions.begin(carol, "at the library", device="Chromium", is_shared=True, at=MONDAY)
    neils = sessions.begin(neil, "at Jean’s", device="Safari", is_shared=False, at=MONDAY)
    assert not entry.sign_out_there(human=carol, sign_in_id=neils.pk)
    assert entry.sign_out_others(human=carol, here=here) == 1
    assert {each.session_key for each in sessions.of_human(carol, MONDAY)} == {here}
    assert entry.sign_out_there(human=carol, sign_in_id=at_home.pk) is (here == "at home")
    assert {each.session_key for each in sessions.of_human(neil, MONDAY)} == {"at Jean’s"}
