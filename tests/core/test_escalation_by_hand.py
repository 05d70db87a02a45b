"""What is told of a first contact and of a door, written out by hand: of what, since when, to whom (R4, R10)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tornio.core.clocks import Clocks, Point
from tornio.core.escalation import (
    WITHIN,
    AtADoor,
    Owed,
    Rung,
    needs_help,
    next_told,
    owed,
    rungs_at,
    silent,
)
from tornio.people.profiles import profile

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
CALL = Clocks(contacted_at=MONDAY)
ALL = (Rung.RESPONSIBLE, Rung.DUTY, Rung.LEAD)
ONE_POINT = replace(profile("tornio"), escalation_points=(0.5,))
MANY_POINTS = replace(profile("tornio"), escalation_points=(0.2, 0.4, 0.6, 0.8))


def test_urgent_things_are_told_within_a_minute() -> None:
    """R4, R10."""
    assert WITHIN.total_seconds() == 60


def test_one_more_is_told_at_each_point_and_never_more_than_there_are() -> None:
    """R4."""
    assert [rungs_at(place) for place in range(5)] == [ALL[:1], ALL[:2], ALL, ALL, ALL]


def test_at_the_end_everybody_is_told_however_few_points_a_service_has() -> None:
    """R4: with one point alone, Ruth at half the time, and then all three at once."""
    assert owed(CALL, ONE_POINT, MONDAY + 12 * HOUR) == Owed("0.50", MONDAY + 12 * HOUR, ALL[:1])
    assert owed(CALL, ONE_POINT, MONDAY + 24 * HOUR) == Owed("1.00", MONDAY + 24 * HOUR, ALL)
    assert next_told(CALL, ONE_POINT, MONDAY) == (Point(0.5, MONDAY + 12 * HOUR), Rung.RESPONSIBLE)
    assert next_told(CALL, ONE_POINT, MONDAY + 12 * HOUR) == (Point(1.0, MONDAY + 24 * HOUR), Rung.LEAD)


def test_with_more_points_than_people_the_last_ones_tell_all_three_again() -> None:
    """R4."""
    found = owed(CALL, MANY_POINTS, MONDAY + timedelta(hours=19.2))
    assert found is not None
    assert (found.point, found.rungs) == ("0.80", ALL)
    coming = next_told(CALL, MANY_POINTS, MONDAY + timedelta(hours=15))
    assert coming is not None
    assert (coming[0].share, coming[1]) == (0.8, Rung.LEAD)


def test_silence_at_a_door_is_told_of_that_visits_own_moment_until_they_are_out() -> None:
    """R10: 1,793,610,000 seconds after 1970 began, counted by hand: 20,759 days and nine hours."""
    seconds = 20_759 * 86_400 + 9 * 3_600
    visit = AtADoor(due_out_at=MONDAY)
    assert silent(visit, MONDAY + SECOND) == Owed(f"silent {seconds}", MONDAY, ALL)
    assert silent(visit, MONDAY) is None
    assert silent(visit, MONDAY - SECOND) is None
    assert silent(AtADoor(due_out_at=MONDAY, out_at=MONDAY + HOUR), MONDAY + 2 * HOUR) is None


def test_a_call_for_help_is_told_of_its_own_moment_and_not_of_the_agreed_time() -> None:
    """R10."""
    seconds = 20_759 * 86_400 + 8 * 3_600
    asked = AtADoor(due_out_at=MONDAY, help_at=MONDAY - HOUR)
    assert needs_help(asked) == Owed(f"help {seconds}", MONDAY - HOUR, ALL)
    assert needs_help(replace(asked, out_at=MONDAY)) is None
    assert needs_help(AtADoor(due_out_at=MONDAY, out_at=MONDAY)) is None
