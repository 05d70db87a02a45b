"""R5 with two real connections: two practitioners open one web contact in the same moment."""

import threading
from datetime import datetime

from django.db import connections

from tests.people import MONDAY, Town, build_town
from tornio.actions import contacts, responsibility
from tornio.core.contacts import Channel, Told
from tornio.core.errors import Refused
from tornio.people.acting import as_clerk
from tornio.records.models import Responsibility


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
