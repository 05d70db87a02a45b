"""R5, R12 with two real connections: two open one web contact; somebody is booked and refused in one moment."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections

from tests.meetings import agreed
from tests.people import DAY, MONDAY, Town, build_town
from tests.weeks import met
from tornio.actions import bookings, contacts, responsibility, wishes
from tornio.core.between import WishKind
from tornio.core.contacts import Channel, Told
from tornio.core.errors import Refused
from tornio.people.acting import Reader, as_clerk
from tornio.people.keys import new_key
from tornio.records.models import Responsibility
from tornio.records.visible import those_who


def test_two_open_it_at_once_and_one_gets_it_and_the_other_is_told_who(fresh_database: str) -> None:
    """R5: never nobody, never two. Ruth and Farah press at the same time; whoever is second reads the first's name."""
    town = build_town()
    with town.nobody() as page:
        contact = contacts.take(told=Told("Please."), channel=Channel.WEB, by=page, at=MONDAY)
    together = threading.Barrier(2, timeout=20)
    said: dict[str, str] = {}

    def press(who: str, at: datetime) -> None:
        try:
            with town.acting(who, at=at) as by:
                together.wait()
                responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=at)
                said[who] = "mine"
        except Refused as no:
            said[who] = no.sentence
        finally:
            connections.close_all()

    both = [threading.Thread(target=press, args=(who, MONDAY)) for who in ("Ruth", "Farah")]
    for each in both:
        each.start()
    for each in both:
        each.join(30)
    assert sorted(said) == ["Farah", "Ruth"]
    [winner] = [who for who, words in said.items() if words == "mine"]
    [loser] = [who for who in said if who != winner]
    full = {"Ruth": "Ruth Adeyemi", "Farah": "Farah Siddiqui"}
    assert said[loser] == f"{full[winner]} has opened it already and is responsible."
    assert holders(town) == [winner]


def holders(town: Town) -> list[str]:
    """Who is responsible now."""
    with town.acting("Ruth"), as_clerk():
        now = Responsibility.objects.filter(during__upper_inf=True)
        return list(now.values_list("practitioner__person__called", flat=True))


@pytest.mark.parametrize("wish_first", [False, True])
def test_who_is_booked_and_refused_in_one_moment_comes_no_more(fresh_database: str, wish_first: bool) -> None:
    """R12: Ruth books Farah for Monday while Leon keeps that he does not want to meet her, whoever is first."""
    town, now = build_town(), MONDAY + 2 * DAY
    network, farah, begun = met(town), town.practitioners["Farah"], threading.Event()
    with town.acting("Ruth", at=MONDAY + DAY) as by:
        monday = agreed(town, network, by, MONDAY + 7 * DAY, at=MONDAY + DAY)

    def done(who: str, verb: Callable[[Reader], object], first: bool) -> Refused | None:
        """The first has done it and not committed yet when the other one begins."""
        try:
            with town.acting(who, at=now) as by:
                assert first or begun.wait(20)
                verb(by)
                begun.set()
                time.sleep(0.5 if first else 0)
        except Refused as no:
            return no
        finally:
            connections.close_all()
        return None

    def books(by: Reader) -> object:
        return bookings.book(meeting=monday, practitioner=farah, reason="One more.", by=by, at=now)

    def refuses(by: Reader) -> object:
        kind = WishKind.REFUSE_PRACTITIONER
        return wishes.wish(key=new_key(), network=network, kind=kind, practitioner=farah, by=by, at=now)

    with ThreadPoolExecutor(2) as pool:
        booked = pool.submit(done, "Ruth", books, not wish_first)
        wished = pool.submit(done, "Leon", refuses, wish_first)
        assert wished.result(30) is None
        assert (booked.result(30) is not None) is wish_first
    with town.acting("Ruth", at=now):
        assert not those_who.come().filter(meeting=monday, practitioner=farah).exists()
