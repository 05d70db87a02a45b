"""What a meeting comes to: only with Leon in the room, everybody's position as it is (R15, R16, R19, R20)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tests.kitchen import EVERYBODY, a_meeting, close, refused_by
from tests.people import DAY, HOUR, MONDAY, Town
from tests.said import the_table
from tornio.actions import decisions, presence
from tornio.core.decisions import DecisionKind, Outcome, Stand
from tornio.core.errors import NotForYou, Refused
from tornio.core.meetings import MeetingStatus
from tornio.core.voices import Audience
from tornio.people.acting import Reader
from tornio.people.keys import new_key
from tornio.records.models import Decision, Network, NetworkMeeting, Position
from tornio.records.visible import decisions as visible
from tornio.records.visible import room

A_LITTLE_LATER = MONDAY + timedelta(minutes=58)


def settled(town: Town, meeting: NetworkMeeting, called: str = "Ruth", **more: Any) -> Decision:
    """Something settled while everybody is there."""
    at = more.pop("at", A_LITTLE_LATER)
    known = {"key": new_key(), "outcome": Outcome.DECIDED, "words": "No tablets for now."}
    with town.acting(called, at=at) as by:
        return decisions.settle(meeting=meeting, by=by, at=at, **(known | more))  # type: ignore[arg-type]


def where(town: Town, decision: Decision, called: str, at: Any = None) -> list[tuple[str, str, str]]:
    """Where each one stands, as somebody reads it."""
    with town.acting(called, at=at or A_LITTLE_LATER) as by:
        return [(each.person.called, each.stand, each.words) for each in visible.positions(by, decision)]


def _row(by: Reader, meeting: NetworkMeeting, town: Town, **columns: Any) -> Decision:
    known: dict[str, Any] = {
        "organisation_id": by.organisation_id, "network_id": meeting.network_id, "meeting": meeting,
        "centre": town.people["Leon"], "outcome": Outcome.DECIDED.value, "kind": DecisionKind.GENERAL.value,
        "words": "So be it.", "at": by.at, "decided_during": DateTimeTZRange(by.at, by.at, "[]"),
        "written_by_id": by.person, "audience": Audience.NETWORK.value,
    }  # fmt: skip
    return Decision.objects.create(**(known | columns))


def test_a_decision_is_made_with_leon_in_the_room(town: Town, meeting: NetworkMeeting) -> None:
    """R20."""
    decision = settled(town, meeting)
    with town.acting("Carol", at=MONDAY + HOUR) as carol:
        assert [each.decision for each in visible.of_meeting(carol, meeting)] == [decision]


def test_pressed_twice_it_is_decided_once(town: Town, meeting: NetworkMeeting) -> None:
    key = new_key()
    assert settled(town, meeting, key=key) == settled(town, meeting, key=key)


def test_without_leon_nothing_is_decided(town: Town, network: Network) -> None:
    """R20: in the application, and in the database."""
    without = {name: capacity for name, capacity in EVERYBODY.items() if name != "Leon"}
    meeting = a_meeting(town, network, present=without)
    with pytest.raises(Refused, match="while the person is here") as refusal:
        settled(town, meeting)
    assert refusal.value.field == "outcome"
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth, refused_by("a_decision_needs_the_person_present"):
        _row(ruth, meeting, town)


def test_in_the_moment_after_leon_left_nothing_is_decided(town: Town, meeting: NetworkMeeting) -> None:
    """R20: the last moment with him in the room is before the one in which he left."""
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth:
        presence.go(meeting=meeting, person=town.people["Leon"], by=ruth, at=A_LITTLE_LATER)
    with pytest.raises(Refused, match="while the person is here"):
        settled(town, meeting, at=A_LITTLE_LATER)
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth, refused_by("a_decision_needs_the_person_present"):
        _row(ruth, meeting, town)
    just_before = A_LITTLE_LATER - timedelta(microseconds=1)
    assert settled(town, meeting, at=just_before).at == just_before


def test_a_decision_in_two_moments_is_none(town: Town, meeting: NetworkMeeting) -> None:
    """R20: the moment of the decision is the moment in which Leon must be there; it cannot be another."""
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth:
        with refused_by("what_was_decided_has_its_moment"):
            _row(ruth, meeting, town, at=MONDAY + DAY)
        with refused_by("what_was_decided_has_its_moment"):
            _row(ruth, meeting, town, decided_during=None)
        with refused_by("what_was_decided_has_its_moment"):
            _row(ruth, meeting, town, decided_during=DateTimeTZRange(empty=True))
        with refused_by("what_was_decided_has_its_moment"):
            _row(ruth, meeting, town, decided_during=DateTimeTZRange(None, None))


@pytest.mark.parametrize("status", [MeetingStatus.AGREED, MeetingStatus.HELD])
def test_only_an_open_meeting_decides(town: Town, network: Network, status: MeetingStatus) -> None:
    """R20: in the application, and in the database."""
    meeting = a_meeting(town, network, status=MeetingStatus.OPEN if status is MeetingStatus.HELD else status)
    if status is MeetingStatus.HELD:
        close(town, meeting, MONDAY + HOUR)
    with pytest.raises(Refused, match="open meeting"):
        settled(town, meeting)
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth, refused_by("a_decision_needs_an_open_meeting"):
        _row(ruth, meeting, town)


def test_we_did_not_decide_is_complete(town: Town, network: Network) -> None:
    """R15: it needs no moment and no person; it is kept and read like any other outcome."""
    meeting = a_meeting(town, network, present={"Carol": EVERYBODY["Carol"], "Ruth": EVERYBODY["Ruth"]})
    decision = settled(town, meeting, outcome=Outcome.NOT_DECIDED, words="Who rings the bakery.")
    assert (decision.decided_during, decision.words) == (None, "Who rings the bakery.")


def test_the_person_and_staff_write_down_what_was_settled_and_carol_does_not(
    town: Town, meeting: NetworkMeeting
) -> None:
    settled(town, meeting, "Leon")
    for called in ("Carol", "Neil"):
        with pytest.raises(NotForYou):
            settled(town, meeting, called)


def test_nothing_is_not_decided(town: Town, meeting: NetworkMeeting) -> None:
    with pytest.raises(Refused, match="what it was about"):
        settled(town, meeting, words=" ")


def test_medication_shows_how_many_meetings_spoke_of_it_before(town: Town, network: Network) -> None:
    """R16: two before; this one is not counted, and noting it twice counts once."""
    for days in (1, 2):
        earlier = a_meeting(town, network, MONDAY - days * DAY)
        with town.acting("Ruth", at=MONDAY - days * DAY) as ruth:
            for _ in range(2):
                decisions.speak_of_medication(meeting=earlier, by=ruth, at=MONDAY - days * DAY)
    meeting = a_meeting(town, network)
    decision = settled(town, meeting, kind=DecisionKind.MEDICATION)
    assert decision.spoken_of_before == 2
    with town.acting("Carol") as carol:
        seen = room.meeting(carol, meeting.pk)
        assert seen is not None
        spoken = room.spoke_of_medication(seen)
    assert (len(spoken), spoken[-1][0]) == (3, meeting.pk)


def test_a_decision_about_medication_without_its_count_is_refused_by_the_database(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R16."""
    with (
        town.acting("Ruth", at=A_LITTLE_LATER) as ruth,
        refused_by("medication_says_how_many_meetings_spoke_of_it_before"),
    ):
        _row(ruth, meeting, town, kind=DecisionKind.MEDICATION.value)


def test_each_says_where_they_stand_in_their_own_words(town: Town, meeting: NetworkMeeting) -> None:
    """R19: disagreement is kept as such."""
    decision = settled(town, meeting)
    for called, stand, words in (
        ("Leon", Stand.AGREE, "I want to see."),
        ("Carol", Stand.DISAGREE, "I'd start now."),
        ("Tomasz", Stand.UNSURE, ""),
    ):
        with town.acting(called, at=A_LITTLE_LATER) as by:
            key = new_key()
            for _ in range(2):
                decisions.stand(key=key, decision=decision, stand=stand, words=words, by=by, at=A_LITTLE_LATER)
    told = where(town, decision, "Leon")
    assert sorted(told) == [
        ("Carol", "disagree", "I'd start now."), ("Leon", "agree", "I want to see."), ("Tomasz", "unsure", ""),
    ]  # fmt: skip


def test_ruth_writes_that_carol_did_not_say_and_carol_says_it_later(town: Town, meeting: NetworkMeeting) -> None:
    """R19: the earlier position stays in the record, the later one is read."""
    decision = settled(town, meeting)
    carol = town.people["Carol"].pk
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth:
        decisions.stand(key=new_key(), decision=decision, stand=Stand.DID_NOT_SAY, person=carol, by=ruth,
                        at=A_LITTLE_LATER)  # fmt: skip
    close(town, meeting, MONDAY + HOUR)
    tomorrow = MONDAY + DAY
    with town.acting("Carol", at=tomorrow) as by:
        decisions.stand(key=new_key(), decision=decision, stand=Stand.UNSURE, words="I slept on it.", by=by,
                        at=tomorrow)  # fmt: skip
        assert Position.objects.filter(decision=decision, person=carol).count() == 2
    assert where(town, decision, "Leon", tomorrow) == [("Carol", "unsure", "I slept on it.")]


def test_carol_does_not_say_where_leon_stands_and_nobody_says_it_for_neil(town: Town, meeting: NetworkMeeting) -> None:
    decision = settled(town, meeting)
    for called, whose in (("Carol", "Leon"), ("Ruth", "Neil"), ("Neil", "Neil")):
        with town.acting(called, at=A_LITTLE_LATER) as by, pytest.raises(NotForYou):
            decisions.stand(key=new_key(), decision=decision, stand=Stand.AGREE, person=town.people[whose].pk, by=by,
                            at=A_LITTLE_LATER)  # fmt: skip


def test_where_somebody_stands_has_an_audience_of_its_own(town: Town, meeting: NetworkMeeting) -> None:
    """R24: Carol's is for Leon and the team, Leon's for Carol alone among the others."""
    decision = settled(town, meeting)
    for called, audience, chosen in (
        ("Carol", Audience.PERSON_AND_TEAM, ()),
        ("Leon", Audience.CHOSEN, (town.people["Carol"].pk,)),
    ):
        with town.acting(called, at=A_LITTLE_LATER) as by:
            decisions.stand(key=new_key(), decision=decision, stand=Stand.AGREE, audience=audience, chosen=chosen,
                            by=by, at=A_LITTLE_LATER)  # fmt: skip
    assert [name for name, _, _ in where(town, decision, "Ruth")] == ["Carol"]
    assert sorted(name for name, _, _ in where(town, decision, "Carol")) == ["Carol", "Leon"]
    assert sorted(name for name, _, _ in where(town, decision, "Leon")) == ["Carol", "Leon"]
    with the_table(town, meeting, at=A_LITTLE_LATER) as table:
        assert visible.positions(table, decision) == []


def test_a_decision_that_carol_may_not_read_is_not_hers_to_stand_to(town: Town, meeting: NetworkMeeting) -> None:
    """R24."""
    decision = settled(town, meeting, audience=Audience.PERSON_AND_TEAM)
    with town.acting("Carol", at=A_LITTLE_LATER) as carol:
        assert visible.decision(carol, decision.pk) is None
        with pytest.raises(NotForYou):
            decisions.stand(key=new_key(), decision=decision, stand=Stand.AGREE, by=carol, at=A_LITTLE_LATER)


def test_on_the_table_ruth_writes_what_was_decided_and_where_leon_stands(town: Town, meeting: NetworkMeeting) -> None:
    ruth = town.people["Ruth"].pk
    with the_table(town, meeting, at=A_LITTLE_LATER) as table:
        decision = decisions.settle(key=new_key(), meeting=meeting, outcome=Outcome.DECIDED, words="We wait.", by=table,
                                    at=A_LITTLE_LATER, writer=ruth)  # fmt: skip
        told = decisions.stand(key=new_key(), decision=decision, stand=Stand.AGREE, person=town.people["Leon"].pk,
                               by=table, at=A_LITTLE_LATER, writer=ruth)  # fmt: skip
    assert (decision.written_by_id, told.written_by_id) == (ruth, ruth)


def test_a_meeting_of_another_trust_is_not_there(town: Town, meeting: NetworkMeeting) -> None:
    with town.acting("Ruth", at=A_LITTLE_LATER) as ruth, pytest.raises(NotForYou):
        decisions.speak_of_medication(
            meeting=NetworkMeeting(pk=new_key(), network_id=meeting.network_id), by=ruth, at=A_LITTLE_LATER
        )


def test_nobody_rewrites_or_deletes_a_decision_or_a_position_not_even_in_sql(
    town: Town, meeting: NetworkMeeting
) -> None:
    """R19, R28."""
    settled(town, meeting)
    for sql in (
        "UPDATE records_decision SET words = 'Otherwise.'",
        "UPDATE records_position SET stand = 'agree'",
        "DELETE FROM records_decision",
        "DELETE FROM records_position",
    ):
        with town.acting("Ruth"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
