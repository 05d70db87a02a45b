"""Whom the person does not want to meet has their call in hand no more; there is never nobody (R5, R6, R12)."""

from typing import Any

import pytest

from tests.actions.test_recognitions import ended
from tests.actions.test_refusals import standing
from tests.actions.test_refused_faces import refuses
from tests.calls import called, holder, sadia_is_on_duty, the, written
from tests.meetings import contact_of, network_of
from tests.people import DAY, HOUR, MONDAY, Town, build_town
from tornio.actions import recognitions, responsibility, wishes
from tornio.core.between import WishKind
from tornio.core.errors import NotForYou, Refused
from tornio.core.messages import MessageKind
from tornio.people.acting import as_clerk
from tornio.people.keys import new_key
from tornio.records.models import FirstContact, HandOver, Message, Network, Responsibility
from tornio.records.visible import contacts as visible


@pytest.fixture
def town(db: None) -> Town:
    """Saltmere by the clocks of England."""
    return build_town(profile="saltmere")


def waiting(town: Town, responsible: str = "Tomasz") -> tuple[Network, FirstContact]:
    """Carol called about Leon, and nobody has met him yet."""
    network = network_of(town, responsible=responsible)
    with town.acting("Ruth"), as_clerk():
        return network, contact_of(network)


def told(town: Town) -> list[tuple[str, str]]:
    """Who was told of a call that waits."""
    with town.acting("Ruth"), as_clerk():
        found = Message.objects.filter(kind=MessageKind.WAITS.value).select_related("person")
        return [(each.person.called, each.kind) for each in found]


def test_tomasz_who_is_refused_before_anybody_met_reads_nothing_and_duty_is_told(town: Town) -> None:
    """R5, R6, R12: Sadia holds the telephone, has the call from that moment, and is told at any hour."""
    sadia_is_on_duty(town)
    network, contact = waiting(town)
    assert standing(town, "Tomasz", network, MONDAY) == {"responsible"}
    refuses(town, network, "Tomasz", at=MONDAY + HOUR)
    assert standing(town, "Tomasz", network, MONDAY + HOUR) == set()
    assert standing(town, "Sadia", network, MONDAY + HOUR) == {"responsible"}
    assert told(town) == [("Sadia", "waits")]
    with town.acting("Sadia", at=MONDAY + HOUR) as by:
        sheet = visible.sheet(by, contact.pk)
        held = [(each.practitioner.person.called, each.by_way, each.reason) for each in sheet.responsibilities]
    assert held == [("Tomasz", "answered", ""), ("Sadia", "duty_took", "Tomasz comes to this network no more.")]


def test_in_a_gap_of_the_rota_it_falls_to_martin_and_from_sadia_to_martin(town: Town) -> None:
    """R5, R12: the named person, also where whoever is on duty is the one who is not wanted, or was not before."""
    network, contact = waiting(town)
    refuses(town, network, "Tomasz", at=MONDAY + HOUR)
    assert holder(town, contact) == "Martin"
    second = network_of(town, centre="Neil", responsible="Farah")
    sadia_is_on_duty(town)
    refuses(town, second, "Sadia", "Farah", at=MONDAY + HOUR, centre="Neil")
    with town.acting("Ruth"), as_clerk():
        assert holder(town, contact_of(second)) == "Martin"


def test_where_martin_himself_is_not_wanted_and_nobody_is_on_duty_he_stays_responsible(town: Town) -> None:
    """R5: never nobody; he arranges that others go."""
    network, contact = waiting(town, responsible="Martin")
    refuses(town, network, "Martin", at=MONDAY + HOUR)
    assert holder(town, contact) == "Martin"
    assert told(town) == []
    with town.acting("Ruth"), as_clerk():
        assert Responsibility.objects.count() == 1


def test_a_call_that_nobody_opened_waits_with_whoever_is_on_duty(town: Town) -> None:
    """R5: Gareth wrote on the page, and Sadia has it because of the hour; whoever opens it takes it from her."""
    sadia_is_on_duty(town)
    contact = written(town)
    with town.acting("Sadia", at=MONDAY + HOUR) as by:
        network = Network.objects.get(pk=the(contact.network_id))
        of_us, kind = town.practitioners["Sadia"], WishKind.REFUSE_PRACTITIONER
        wishes.wish(key=new_key(), network=network, kind=kind, practitioner=of_us, by=by, at=MONDAY + HOUR)
    assert holder(town, contact) == "Sadia"
    with town.acting("Ruth", at=MONDAY + 2 * HOUR) as by:
        responsibility.open_and_take_on(contact_id=contact.pk, by=by, at=MONDAY + 2 * HOUR)
    assert standing(town, "Sadia", network, MONDAY + 2 * HOUR) == set()


def test_a_call_is_not_offered_to_whom_leon_does_not_want_and_an_offer_ends(town: Town) -> None:
    """R6, R12: Tomasz was asked before; he can say yes no more, and Ruth is told so when she asks again."""
    network, contact = waiting(town, responsible="Ruth")
    asked: dict[str, Any] = {"contact_id": contact.pk, "to": town.practitioners["Tomasz"].pk, "reason": "I am away."}
    with town.acting("Ruth") as by:
        offered = responsibility.offer(**asked, by=by, at=MONDAY)
    refuses(town, network, "Tomasz", at=MONDAY + HOUR)
    with town.acting("Tomasz", at=MONDAY + HOUR) as by:
        assert not visible.contacts(by).filter(pk=contact.pk, opened_at__isnull=False).exists()
        with pytest.raises((NotForYou, Refused)):
            responsibility.answer_offer(hand_over_id=offered.pk, yes=True, by=by, at=MONDAY + HOUR)
    with town.acting("Ruth", at=MONDAY + HOUR) as by, pytest.raises(Refused, match="not want to meet Tomasz") as no:
        responsibility.offer(**asked, by=by, at=MONDAY + HOUR)
    assert no.value.field == "to"
    assert holder(town, contact) == "Ruth"
    with town.acting("Ruth"), as_clerk():
        assert HandOver.objects.get().accepted is False


def test_a_call_that_waits_until_leon_was_asked_can_be_passed_on_meanwhile(town: Town) -> None:
    """R6, R22: it is of no network yet, so nobody's wish is asked."""
    first = called(town)
    ended(town, first, MONDAY + DAY)
    later = MONDAY + 40 * DAY
    second = called(town, at=later)
    with town.acting("Ruth", at=later) as by:
        recognitions.recognise(contact_id=second.pk, person_id=the(first.person_id), by=by, at=later)
        tomasz = town.practitioners["Tomasz"].pk
        offered = responsibility.offer(contact_id=second.pk, to=tomasz, reason="I am away.", by=by, at=later)
    with town.acting("Tomasz", at=later) as by:
        responsibility.answer_offer(hand_over_id=offered.pk, yes=True, by=by, at=later)
    assert holder(town, second) == "Tomasz"
