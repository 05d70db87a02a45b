"""Between meetings: calls at any hour, messages, talk among staff."""

from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tornio.actions import between
from tornio.core.errors import NotForYou, Refused
from tornio.core.people import Capacity
from tornio.core.voices import Audience
from tornio.people.keys import new_key
from tornio.records.models import Call, Duty, Network, StaffTalk
from tornio.records.visible import between as visible
from tornio.records.visible.reach import reach

NIGHT = MONDAY + 17 * HOUR  # two in the morning


def sadia_has_duty(town: Town) -> None:
    """Sadia holds the telephone on Monday and through the night."""
    with town.acting("Ruth") as by:
        Duty.objects.create(
            organisation_id=by.organisation_id,
            service=town.service,
            practitioner=town.practitioners["Sadia"],
            during=DateTimeTZRange(MONDAY, MONDAY + DAY),
        )


def a_call(town: Town, network: Network, called: str, caller: str, **other: Any) -> Call:
    """Somebody takes a call at two in the morning."""
    given: dict[str, Any] = {"words": "I can't sleep.", "told_that_it_is_read": True, "key": new_key()} | other
    with town.acting(called, at=NIGHT) as by:
        return between.call(network=network, caller=town.people[caller], by=by, at=NIGHT, **given)


# Calls


def test_sadia_on_duty_finds_leons_network_by_carols_name(town: Town, network: Network) -> None:
    """Whoever calls is known by name, and the network by who calls."""
    sadia_has_duty(town)
    with town.acting("Sadia", at=NIGHT) as by:
        found = [(each.name, each.relation, each.network.pk) for each in visible.callers(by, "carol")]
        assert found == [("Carol Marsh", "his mother", network.pk)]
        assert visible.callers(by, " ") == []


def test_whoever_is_not_on_duty_finds_nobody(town: Town, network: Network) -> None:
    with town.acting("Farah") as by:
        assert visible.callers(by, "Carol") == []
        assert visible.answering(by, network.pk, town.people["Carol"].pk) is None
    with town.acting("Carol") as by:
        assert visible.callers(by, "Leon") == []


def test_a_gap_in_the_rota_lets_martin_answer(town: Town, network: Network) -> None:
    """R5: a gap falls to the named person."""
    with town.acting("Martin", capacity=Capacity.PRACTITIONER) as by:
        assert visible.on_duty(by) == town.service
    sadia_has_duty(town)
    with town.acting("Martin", capacity=Capacity.PRACTITIONER, at=NIGHT) as by:
        assert visible.on_duty(by) is None


def test_sadia_takes_carols_call_and_reads_the_network_for_a_day(town: Town, network: Network) -> None:
    """On duty: the network of whoever calls during the duty."""
    sadia_has_duty(town)
    call = a_call(town, network, "Sadia", "Carol", decided_for_self="I go to my sister's tonight.")
    assert call.decided_for_self == "I go to my sister's tonight."
    with town.acting("Sadia", at=NIGHT + HOUR) as by:
        assert reach(by).standing(network.pk)
    with town.acting("Sadia", at=NIGHT + DAY + HOUR) as by:
        assert not reach(by).standing(network.pk)


def test_carols_call_is_leons_to_read(town: Town, network: Network) -> None:
    """R23: the person reads everything said about them; the caller reads their own."""
    call = a_call(town, network, "Ruth", "Carol")
    for called in ("Leon", "Carol", "Tomasz"):
        with town.acting(called, at=NIGHT + HOUR) as by:
            assert [each.pk for each in visible.calls(by)] == [call.pk], called
    with town.acting("Farah", at=NIGHT + HOUR) as by:
        assert not visible.calls(by).exists()


def test_a_caller_is_told_first_who_may_read(town: Town, network: Network) -> None:
    """R23: whoever calls is told beforehand."""
    with pytest.raises(Refused, match="Tell them first"):
        a_call(town, network, "Ruth", "Carol", told_that_it_is_read=False)


def test_the_database_keeps_no_call_of_somebody_who_was_not_told(town: Town, network: Network) -> None:
    """R23, around the application."""
    with town.acting("Ruth") as by, refused_by("a_caller_is_told_who_may_read"):
        Call.objects.create(
            organisation_id=by.organisation_id, network=network, taken_by_id=by.practitioner,
            caller=town.people["Carol"], began_at=MONDAY, way="telephone", words="Hello.", audience="network",
        )  # fmt: skip


def test_ruth_keeps_no_call_for_herself_alone(town: Town, network: Network) -> None:
    """R18: staff have no private notes about people."""
    with pytest.raises(Refused, match="the person and the team"):
        a_call(town, network, "Ruth", "Carol", audience=Audience.AUTHOR)


def test_a_stranger_on_the_line_is_a_first_contact(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="first contact"):
        a_call(town, network, "Ruth", "Jean")


def test_a_call_of_the_future_is_refused_and_sent_twice_it_is_one(town: Town, network: Network) -> None:
    with pytest.raises(Refused, match="not come yet"):
        a_call(town, network, "Ruth", "Leon", began_at=NIGHT + HOUR)
    key = new_key()
    assert a_call(town, network, "Ruth", "Leon", key=key) == a_call(town, network, "Ruth", "Leon", key=key)
    with town.acting("Leon", at=NIGHT):
        assert Call.objects.count() == 1


def test_carol_takes_nobodys_call(town: Town, network: Network) -> None:
    with pytest.raises(NotForYou):
        a_call(town, network, "Carol", "Leon")


# Messages


def test_carol_writes_to_the_team_and_leon_reads_it(town: Town, network: Network) -> None:
    """R23. Neil, who is there in name only, writes and reads nothing."""
    with town.acting("Carol") as by:
        key = new_key()
        sent = [
            between.say(key=key, network=network, words="He ate.", audience=Audience.NETWORK, by=by, at=MONDAY)
            for _ in range(2)
        ]
        assert sent[0] == sent[1]
        assert visible.may_say(by, network.pk)
    for called, reads in (("Leon", True), ("Ruth", True), ("Neil", False)):
        with town.acting(called, at=MONDAY + HOUR) as by:
            assert visible.messages(by).exists() is reads, called
    with town.acting("Neil") as by:
        assert not visible.may_say(by, network.pk)
    with town.acting("Neil") as by, pytest.raises(NotForYou):
        between.say(key=new_key(), network=network, words="I?", audience=Audience.NETWORK, by=by, at=MONDAY)


def test_staff_write_nothing_to_themselves_and_nobody_writes_to_nobody(town: Town, network: Network) -> None:
    """R18."""
    with town.acting("Ruth") as by, pytest.raises(Refused, match="the person and the team"):
        between.say(key=new_key(), network=network, words="Hm.", audience=Audience.AUTHOR, by=by, at=MONDAY)
    with town.acting("Leon") as by, pytest.raises(Refused, match="who may read"):
        between.say(key=new_key(), network=network, words="Hm.", audience=Audience.CHOSEN, by=by, at=MONDAY)


# Talk among staff


def a_talk(town: Town, network: Network, **other: Any) -> StaffTalk:
    """Ruth and Farah on the telephone."""
    given: dict[str, Any] = {
        "with_whom": [town.practitioners["Farah"]],
        "why": "Before Thursday.",
        "words": "We spoke of sleep.",
    }
    with town.acting("Ruth") as by:
        whole: dict[str, Any] = {"key": new_key(), "network": network, "by": by, "at": MONDAY} | given | other
        return between.talk(**whole)


def test_what_ruth_and_farah_said_without_leon_is_his_to_read(town: Town, network: Network) -> None:
    """R20: recorded with its reason, and shown to the person; members do not read it."""
    talk = a_talk(town, network, minutes=10)
    assert set(talk.people) == {town.people["Ruth"].pk, town.people["Farah"].pk}
    for called, reads in (("Leon", True), ("Tomasz", True), ("Carol", False), ("Farah", False)):
        with town.acting(called) as by:
            assert visible.talks(by).exists() is reads, called


def test_talk_among_staff_says_with_whom_why_and_what(town: Town, network: Network) -> None:
    """R20."""
    for wrong, sentence in (
        ({"with_whom": []}, "With whom"),
        ({"why": " "}, "why you spoke"),
        ({"words": ""}, "what was said"),
        ({"spoken_at": MONDAY + HOUR}, "not come yet"),
    ):
        with pytest.raises(Refused, match=sentence):
            a_talk(town, network, **wrong)
    key = new_key()
    assert a_talk(town, network, key=key, with_whom=[], others="the ward") == a_talk(town, network, key=key)


def test_the_database_keeps_no_talk_without_its_reason(town: Town, network: Network) -> None:
    """R20, around the application."""
    with town.acting("Ruth") as by, refused_by("staff_talk_says_why"):
        StaffTalk.objects.create(
            organisation_id=by.organisation_id, network=network, people=[by.person], at=MONDAY, why=" ",
            words="We spoke.", written_by_id=by.person,
        )  # fmt: skip
