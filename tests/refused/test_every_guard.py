"""Rules that look at other rows, asked of PostgreSQL: what a guard refuses, and the same row where it has no reason to.

The rows around are put there with everything asleep; then the guards are awake, and one thing more is done.
"""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

import pytest

from tests.refused import elsewhere
from tests.refused.rows import (
    CONSTRAINTS,
    LATER,
    MOMENT,
    PERIOD,
    Connection,
    alone,
    awake,
    put,
    refused,
    sound,
)
from tests.refused.rules import LEON, RUTH
from tornio.core.meetings import NEXT, MeetingStatus
from tornio.people.constraints import Guard

HERE, NETWORK, KITCHEN, MAP = UUID(int=11), UUID(int=12), UUID(int=13), UUID(int=14)
TOMASZ = UUID(int=4)
GUARDS = {each.name: table for table, each in CONSTRAINTS if isinstance(each, Guard)}
FROZEN = [name for name in GUARDS if name.startswith("a_frozen_record_takes_no_new_")]
STATE: dict[MeetingStatus, dict[str, Any]] = {
    MeetingStatus.PROPOSED: {},
    MeetingStatus.AGREED: {"agreed_at": MOMENT},
    MeetingStatus.OPEN: {"agreed_at": MOMENT, "opened_at": MOMENT, "opened_by_id": RUTH},
    MeetingStatus.HELD: {"agreed_at": MOMENT, "opened_at": MOMENT, "opened_by_id": RUTH, "held_at": LATER},
    MeetingStatus.NOT_HELD: {"not_held_at": MOMENT, "not_held_by": "person", "not_held_why": "Snow."},
}


def there(bare: Connection, table: str, **values: Any) -> None:
    """This row is there already."""
    alone(bare)
    put(bare, table, sound(bare, table, {"organisation_id": HERE, **values}))
    awake(bare)


def meets(bare: Connection, status: MeetingStatus, **values: Any) -> None:
    """Leon's network has a meeting in this state."""
    there(
        bare,
        "records_networkmeeting",
        id=KITCHEN, network_id=NETWORK, status=status.value, planned=PERIOD, **STATE[status] | values,
    )  # fmt: skip


def written(bare: Connection, table: str, **values: Any) -> None:
    """Somebody writes this row."""
    put(bare, table, sound(bare, table, {"organisation_id": HERE, **values}))


def changed(bare: Connection, table: str, **values: Any) -> None:
    """Somebody changes every row of the table to this."""
    listed = ", ".join(f'"{name}" = %s' for name in values)
    bare.execute(f'UPDATE "{table}" SET {listed}', list(values.values()))


@pytest.mark.parametrize("name", FROZEN)
@pytest.mark.parametrize("lifted", [None, LATER], ids=["frozen", "opened again"])
def test_a_record_that_a_death_froze_takes_nothing_new(name: str, lifted: str | None, bare: Connection) -> None:
    """R22: no new words, wishes, decisions, drawings, members or questions, until it is opened again."""
    meets(bare, MeetingStatus.OPEN)
    there(bare, "records_freeze", network_id=NETWORK, lifted_at=lifted,
          **({"lifted_by_id": RUTH, "lifted_why": "He lives."} if lifted else {}))  # fmt: skip
    of_leon: dict[str, Any] = {"network_id": NETWORK}
    if GUARDS[name] == "records_decision":
        of_leon["meeting_id"] = KITCHEN
    with nullcontext() if lifted else refused(bare, name):
        written(bare, GUARDS[name], **of_leon)


@pytest.mark.parametrize("name", ["a_grant_ends_with_the_persons_death", "a_finding_ends_with_the_persons_death"])
@pytest.mark.parametrize("died_on", [None, "2026-11-01"], ids=["alive", "died"])
def test_nobody_acts_or_decides_for_leon_once_he_has_died(name: str, died_on: str | None, bare: Connection) -> None:
    """R8: what lets somebody act for a person ends with that person's death."""
    there(bare, "people_person", id=LEON, died_on=died_on)
    with refused(bare, name) if died_on else nullcontext():
        written(bare, GUARDS[name], centre_id=LEON, network_id=NETWORK)


def test_a_kept_drawing_stays_as_it_was_drawn(bare: Connection) -> None:
    """R17: of a map that was kept nothing moves, nothing is added, no tie changes, and it is not taken back."""
    there(bare, "records_networkmap", id=MAP, network_id=NETWORK, kept_at=None)
    written(bare, "records_mapnode", map_id=MAP)
    written(bare, "records_maptie", map_id=MAP)
    changed(bare, "records_mapnode", called="Our allotment")
    changed(bare, "records_networkmap", kept_at=MOMENT)
    with refused(bare, "a_kept_drawing_does_not_change"):
        changed(bare, "records_networkmap", kept_at=None)
    with refused(bare, "nothing_moves_on_a_kept_drawing"):
        changed(bare, "records_mapnode", called="The allotment")
    with refused(bare, "nothing_moves_on_a_kept_drawing"):
        written(bare, "records_mapnode", map_id=MAP)
    with refused(bare, "no_tie_changes_on_a_kept_drawing"):
        changed(bare, "records_maptie", kind="strain")
    with refused(bare, "no_tie_changes_on_a_kept_drawing"):
        written(bare, "records_maptie", map_id=MAP)


@pytest.mark.parametrize("now", MeetingStatus)
@pytest.mark.parametrize("to", MeetingStatus)
def test_a_meeting_takes_only_the_steps_of_its_life(now: MeetingStatus, to: MeetingStatus, bare: Connection) -> None:
    """R10: proposed, agreed, open, held; not held from proposed or agreed; and never back."""
    meets(bare, now, minimum_therapists=0)
    may = to in NEXT[now] or to is now
    with nullcontext() if may else refused(bare, "a_meeting_moves_only_along_its_life"):
        nothing = {each: None for state in STATE.values() for each in state if each.endswith(("_at", "_id"))}
        changed(bare, "records_networkmeeting", **{**nothing, "status": to.value, **STATE[to]})


@pytest.mark.parametrize("born", MeetingStatus)
def test_a_meeting_is_not_written_down_as_over_already(born: MeetingStatus, bare: Connection) -> None:
    """R11, R20, R21: what closing asks is asked of a step, so nobody comes past it with a meeting that is closed."""
    over = born in {MeetingStatus.HELD, MeetingStatus.NOT_HELD}
    with refused(bare, "a_meeting_is_open_before_it_is_over") if over else nullcontext():
        written(bare, "records_networkmeeting", id=KITCHEN, network_id=NETWORK, status=born.value, planned=PERIOD,
                minimum_therapists=0, **STATE[born])  # fmt: skip


@pytest.mark.parametrize(
    ("booked", "peer_required", "enough"),
    [(1, False, False), (2, False, True), (2, True, False), (3, True, True)],
    ids=["one of two", "two", "two without a peer", "two and a peer"],
)
def test_a_meeting_is_agreed_only_with_as_many_of_us_as_are_promised(
    booked: int, peer_required: bool, enough: bool, bare: Connection
) -> None:
    """R11: looked at when the transaction ends, however the meeting came to be agreed."""
    name = "a_meeting_is_agreed_with_enough_of_us"
    meets(bare, MeetingStatus.PROPOSED, minimum_therapists=2, peer_required=peer_required)
    for number in range(booked):
        there(bare, "records_booking", meeting_id=KITCHEN, peer=number == 2, meeting_status="agreed")
    with nullcontext() if enough else refused(bare, name):
        changed(bare, "records_networkmeeting", status="agreed", agreed_at=MOMENT)
        bare.execute(f'SET CONSTRAINTS "{name}" IMMEDIATE')


@pytest.mark.parametrize(("booked", "enough"), [(2, False), (3, True)])
def test_nobody_is_let_go_from_an_agreed_meeting_until_another_comes(
    booked: int, enough: bool, bare: Connection
) -> None:
    """R11: an agreed meeting keeps as many of us as are promised."""
    name = "an_agreed_meeting_keeps_enough_of_us"
    meets(bare, MeetingStatus.AGREED, minimum_therapists=2)
    for number in range(booked):
        there(bare, "records_booking", id=UUID(int=100 + number), meeting_id=KITCHEN, meeting_status="agreed")
    with nullcontext() if enough else refused(bare, name):
        bare.execute("UPDATE records_booking SET released_at = %s WHERE id = %s", [MOMENT, UUID(int=100)])
        bare.execute(f'SET CONSTRAINTS "{name}" IMMEDIATE')


@pytest.mark.parametrize(
    ("came", "peer_required", "why", "may"),
    [
        ((RUTH,), False, " ", False),
        ((RUTH,), False, "Tomasz was ill.", True),
        ((RUTH, LEON), False, "", True),
        ((RUTH, LEON), True, "", False),
        ((RUTH, TOMASZ), True, "", True),
    ],
    ids=["one, unsaid", "one, said", "two", "two without the peer", "two and the peer"],
)
def test_a_meeting_held_with_fewer_than_promised_says_why(
    came: tuple[UUID, ...], peer_required: bool, why: str, may: bool, bare: Connection
) -> None:
    """R11: it may happen; that nobody writes down why may not."""
    there(bare, "people_practitioner", person_id=TOMASZ, profession="peer_practitioner")
    meets(bare, MeetingStatus.OPEN, minimum_therapists=2, peer_required=peer_required)
    for person in came:
        there(bare, "records_presence", meeting_id=KITCHEN, person_id=person, present_as="practitioner")
    with nullcontext() if may else refused(bare, "a_meeting_held_with_fewer_says_why"):
        changed(bare, "records_networkmeeting", status="held", held_at=LATER, fewer_why=why)


@pytest.mark.parametrize(
    ("present", "asked_at", "may"),
    [(("member",), None, False), (("member",), MOMENT, True), (("member", "centre"), None, True), ((), None, True)],
    ids=["nobody asked Leon", "Leon was asked", "Leon was there", "nobody met"],
)
def test_others_meet_without_leon_only_once_he_was_asked(
    present: tuple[str, ...], asked_at: str | None, may: bool, bare: Connection
) -> None:
    """R20: a meeting without the person may be held once they were asked."""
    meets(bare, MeetingStatus.OPEN, minimum_therapists=0, peer_required=False)
    for present_as in present:
        there(bare, "records_presence", meeting_id=KITCHEN, present_as=present_as)
    with nullcontext() if may else refused(bare, "a_meeting_without_the_person_has_their_answer"):
        changed(bare, "records_networkmeeting", status="held", held_at=LATER, without_person_asked_at=asked_at)


@pytest.mark.parametrize(
    ("of", "agreed", "sealed"),
    [("record", MOMENT, False), ("record", None, True), ("voice", MOMENT, True)],
    ids=["not sealed", "not agreed", "another deletion"],
)
def test_no_line_of_the_trail_goes_unless_two_agreed_to_delete_the_record_and_it_is_sealed(
    of: str, agreed: str | None, sealed: bool, bare: Connection
) -> None:
    """R26, R28: whoever reads the trail finds every line, or the two who took its record away."""
    line, deletion = UUID(int=21), UUID(int=22)
    there(bare, "records_reading", id=line, network_id=NETWORK)
    there(bare, "records_deletion", id=deletion, network_id=NETWORK, kind=of, agreed_at=agreed,
          agreed_by_id=LEON if agreed else None)  # fmt: skip
    if sealed:
        there(bare, "records_sealed", id=line)
    with refused(bare, "a_line_is_forgotten_when_two_agreed_and_it_is_sealed"):
        written(bare, "records_forgotten", line=line, deletion_id=deletion)
    assert bare.execute("SELECT count(*) FROM records_reading").fetchone() == (1,)


def test_every_guard_is_asked() -> None:
    """A new rule that looks at other rows is refused by name here, or in a test of its own subject."""
    assert sorted(GUARDS.keys() - elsewhere.named() - set(FROZEN)) == []


def test_there_is_no_other_kind_of_rule_than_those_that_are_asked() -> None:
    """What follows by itself (a Consequence) refuses nothing; the tests of its subject see it done."""
    asked = {"CheckConstraint", "UniqueConstraint", "ExclusionConstraint", "References", "OneAtATime", "Guard"}
    assert {type(each).__name__ for _, each in CONSTRAINTS} == asked | {"Consequence"}
