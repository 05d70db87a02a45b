"""Who should have been told by now: at the profile's points, of facts alone (R4), and of silence at a door (R10)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tornio.core.clocks import Clocks
from tornio.core.escalation import AtADoor, Owed, Rung, needs_help, next_told, once_each, owed, silent, somebody_else
from tornio.people.profiles import profile

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
CALL = Clocks(contacted_at=MONDAY)
TORNIO = profile("tornio")
HOUR = timedelta(hours=1)


def rungs(found: Owed | None) -> tuple[str, ...]:
    return () if found is None else tuple(found.rungs)


def test_nobody_then_ruth_then_sadia_then_martin_then_everybody_again() -> None:
    """R4: at 50, 75 and 90 % of 24 hours, and when they have passed."""
    at = {12: ("0.50", 1), 18: ("0.75", 2), 21.6: ("0.90", 3), 24: ("1.00", 3)}
    assert owed(CALL, TORNIO, MONDAY + 12 * HOUR - timedelta(seconds=1)) is None
    for hours, (point, many) in at.items():
        found = owed(CALL, TORNIO, MONDAY + hours * HOUR)
        assert found is not None
        assert (found.point, found.at) == (point, MONDAY + hours * HOUR)
        assert rungs(found) == ("responsible", "duty", "lead")[:many]


def test_after_a_night_without_any_worker_one_telling_covers_all_that_was_missed() -> None:
    """R4: whoever would have been told at an earlier point is told now, and once."""
    found = owed(CALL, TORNIO, MONDAY + 23 * HOUR)
    assert found is not None
    assert found.point == "0.90"
    assert rungs(found) == ("responsible", "duty", "lead")


def test_nothing_is_owed_once_a_time_is_agreed_and_again_when_nobody_came() -> None:
    """R4: silence after an agreed time counts as nothing arranged."""
    agreed = replace(CALL, agreed_for=MONDAY + 14 * HOUR)
    assert owed(agreed, TORNIO, MONDAY + 13 * HOUR) is None
    assert rungs(owed(agreed, TORNIO, MONDAY + 16 * HOUR)) == ("responsible",)
    assert owed(replace(CALL, first_met_at=MONDAY + HOUR), TORNIO, MONDAY + 30 * HOUR) is None
    assert owed(replace(CALL, closed_at=MONDAY + HOUR), TORNIO, MONDAY + 30 * HOUR) is None


def test_where_no_window_is_promised_nobody_is_told() -> None:
    """R4: Dialogue First is no crisis service."""
    assert owed(CALL, profile("dialogue-first"), MONDAY + 100 * HOUR) is None
    assert next_told(CALL, profile("dialogue-first"), MONDAY) is None


def test_the_board_says_who_is_told_next() -> None:
    """R4: the one who was not told before."""
    names = []
    for hours in (1, 13, 19, 22):
        found = next_told(CALL, TORNIO, MONDAY + hours * HOUR)
        assert found is not None
        names.append((found[0].share, found[1]))
    assert names == [(0.5, Rung.RESPONSIBLE), (0.75, Rung.DUTY), (0.9, Rung.LEAD), (1.0, Rung.LEAD)]


def test_at_leeds_the_points_lie_in_48_hours() -> None:
    """R4: the profile's own window."""
    leeds = profile("leeds-enr")
    assert owed(CALL, leeds, MONDAY + 23 * HOUR) is None
    assert rungs(owed(CALL, leeds, MONDAY + 24 * HOUR)) == ("responsible",)


@given(st.integers(0, 60 * 60), st.integers(0, 60 * 60))
def test_what_is_owed_only_grows_while_nothing_is_arranged(first: int, later: int) -> None:
    """R4: no later moment owes less, so no breakdown can make anybody be forgotten."""
    before, after = sorted((first, later))
    sooner = set(rungs(owed(CALL, TORNIO, MONDAY + timedelta(minutes=before))))
    assert sooner <= set(rungs(owed(CALL, TORNIO, MONDAY + timedelta(minutes=after))))


def test_silence_is_told_to_all_three_the_moment_after_the_agreed_time() -> None:
    """R10: exactly at the agreed time nobody is alarmed; out, or a later time, ends it."""
    visit = AtADoor(MONDAY)
    assert silent(visit, MONDAY) is None
    assert rungs(silent(visit, MONDAY + timedelta(seconds=1))) == ("responsible", "duty", "lead")
    assert silent(AtADoor(MONDAY, out_at=MONDAY), MONDAY + HOUR) is None
    longer, before = silent(AtADoor(MONDAY + HOUR), MONDAY + 2 * HOUR), silent(visit, MONDAY + 2 * HOUR)
    assert longer is not None
    assert before is not None
    assert longer.point != before.point, "a second silence is another occasion"


def test_help_is_told_until_they_are_out() -> None:
    """R10: at once, whatever the agreed time."""
    assert needs_help(AtADoor(MONDAY)) is None
    assert rungs(needs_help(AtADoor(MONDAY, help_at=MONDAY))) == ("responsible", "duty", "lead")
    assert needs_help(AtADoor(MONDAY, help_at=MONDAY, out_at=MONDAY)) is None


def test_who_is_at_the_door_is_not_the_only_one_on_duty_who_is_told() -> None:
    """R10: when the telephone's holder is silent at a door, the named person is told in their place."""
    sadia, ruth, martin = uuid4(), uuid4(), uuid4()
    assert somebody_else(sadia, ruth, martin) == (sadia,)
    assert somebody_else(sadia, sadia, martin) == (sadia, martin)
    assert once_each([ruth, martin, ruth]) == [ruth, martin]
