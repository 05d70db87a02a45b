"""The clocks of a first contact at the very edges of what is promised, to the second (R2–R4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from tornio.core.clocks import (
    Clocks,
    Point,
    Standing,
    chose_later,
    late_by,
    next_point,
    offered_in_time,
    points,
    points_reached,
    share_gone,
    standing,
    time_left,
)
from tornio.core.errors import Refused
from tornio.people.profiles import profile

TORNIO, NO_WINDOW = profile("tornio"), profile("dialogue-first")
RANG = datetime(2026, 11, 11, 17, 5, tzinfo=UTC)
DUE = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
CALL = Clocks(contacted_at=RANG)
OFFERED = replace(CALL, first_offered_at=RANG + HOUR, offered_for=RANG + 2 * HOUR)


def test_half_an_offer_is_refused_whichever_half_is_missing() -> None:
    """R3."""
    for half in ({"first_offered_at": RANG}, {"offered_for": RANG}):
        with pytest.raises(Refused) as no:
            Clocks(contacted_at=RANG, **half)  # type: ignore[arg-type]
        assert no.value.field == "offered_for"


def test_come_now_is_an_offer_in_time() -> None:
    """R3: Nasima was offered the very minute in which she was asked."""
    assert offered_in_time(replace(CALL, first_offered_at=RANG, offered_for=RANG), TORNIO) is True


def test_who_was_offered_nothing_or_is_promised_no_window_was_not_offered_in_time_and_chose_nothing() -> None:
    """R3."""
    assert offered_in_time(CALL, TORNIO) is False
    for asked in (offered_in_time, chose_later):
        assert asked(OFFERED, NO_WINDOW) is False


def test_who_agrees_to_a_time_inside_the_window_did_not_choose_later() -> None:
    """R3: Kwame took what he was offered; when nobody came it is late, and not his choice."""
    taken = replace(OFFERED, agreed_for=RANG + 2 * HOUR)
    assert chose_later(taken, TORNIO) is False
    assert standing(taken, TORNIO, RANG + HOUR) is Standing.ARRANGED
    assert standing(taken, TORNIO, DUE + SECOND) is Standing.LATE
    assert standing(replace(taken, first_met_at=DUE + SECOND), TORNIO, DUE + HOUR) is Standing.MET_LATE


@pytest.mark.parametrize(("after", "later"), [(timedelta(0), False), (SECOND, True)])
def test_a_time_on_the_last_second_is_inside_and_one_second_more_is_their_choice(after: timedelta, later: bool) -> None:
    """R3."""
    agreed = replace(OFFERED, agreed_for=DUE + after)
    assert chose_later(agreed, TORNIO) is later
    assert standing(agreed, TORNIO, DUE) is (Standing.CHOSE_LATER if later else Standing.ARRANGED)
    met = replace(CALL, first_met_at=DUE + after)
    assert standing(met, TORNIO, DUE + HOUR) is (Standing.MET_LATE if later else Standing.MET)
    assert late_by(met, TORNIO, DUE + HOUR) == (SECOND if later else None)


@pytest.mark.parametrize(("after", "inside"), [(timedelta(0), True), (SECOND, False)])
def test_the_network_is_met_in_time_up_to_the_last_second(after: timedelta, inside: bool) -> None:
    """R2, R3."""
    met = replace(CALL, network_met_at=DUE + after)
    assert chose_later(met, TORNIO) is inside
    assert standing(met, TORNIO, DUE + HOUR) is (Standing.NETWORK_MET if inside else Standing.LATE)


def test_the_person_counts_before_a_closing_and_a_closing_before_the_network_alone() -> None:
    """R2, R4: each is told as what it is, whatever else happened."""
    everything = replace(OFFERED, network_met_at=RANG + HOUR, closed_at=RANG + HOUR)
    assert standing(everything, TORNIO, DUE) is Standing.NOT_GOING_AHEAD
    assert standing(replace(everything, first_met_at=RANG + HOUR), TORNIO, DUE) is Standing.MET


def test_nearly_late_begins_on_the_second_that_the_profile_names() -> None:
    """R4: from three quarters of the window on."""
    begins = RANG + timedelta(hours=24 * TORNIO.nearly_late_from)
    assert standing(CALL, TORNIO, begins - SECOND) is Standing.WAITING
    assert standing(CALL, TORNIO, begins) is Standing.NEARLY_LATE
    assert standing(CALL, TORNIO, DUE) is Standing.NEARLY_LATE
    assert standing(CALL, TORNIO, DUE + SECOND) is Standing.LATE


def test_the_share_that_has_gone_is_counted_between_the_call_and_the_end_and_never_beyond_them() -> None:
    """R3: six of 24 hours are a quarter; a clock that runs a little behind counts as nothing gone."""
    for after, share in ((-1, 0.0), (0, 0.0), (6, 0.25), (18, 0.75), (24, 1.0), (48, 1.0)):
        assert share_gone(CALL, TORNIO, RANG + after * HOUR) == share
    assert share_gone(CALL, NO_WINDOW, DUE) == 0.0
    assert time_left(CALL, TORNIO, RANG + HOUR) == 23 * HOUR
    assert time_left(CALL, NO_WINDOW, DUE) is None


def test_a_point_is_reached_on_its_second_and_comes_next_until_then() -> None:
    """R4."""
    half = Point(0.5, RANG + 12 * HOUR)
    assert next_point(CALL, TORNIO, half.at - SECOND) == half
    assert points_reached(CALL, TORNIO, half.at - SECOND) == ()
    assert points_reached(CALL, TORNIO, half.at) == (half,)
    following = next_point(CALL, TORNIO, half.at)
    assert following is not None
    assert following.share == 0.75
    assert points(CALL, NO_WINDOW) == ()
    assert (points_reached(CALL, NO_WINDOW, DUE), next_point(CALL, NO_WINDOW, DUE)) == ((), None)


def test_once_late_everybody_was_told_and_no_point_is_left() -> None:
    """R4."""
    assert len(points_reached(CALL, TORNIO, DUE + SECOND)) == 4
    for after in (timedelta(0), SECOND):
        assert next_point(CALL, TORNIO, DUE + after) is None


def test_what_is_late_is_counted_from_the_end_of_the_window_to_what_ended_it() -> None:
    """R3: to the meeting, else to the closing, else to now."""
    three = {"met": {"first_met_at": DUE + HOUR}, "closed": {"closed_at": DUE + 2 * HOUR}, "now": {}}
    for (name, facts), after in product(three.items(), (3 * HOUR, 4 * HOUR)):
        by = {"met": HOUR, "closed": 2 * HOUR, "now": after}[name]
        assert late_by(replace(CALL, **facts), TORNIO, DUE + after) == by  # type: ignore[arg-type]
    both = replace(CALL, first_met_at=DUE + HOUR, closed_at=DUE + 2 * HOUR)
    assert late_by(both, TORNIO, DUE + 3 * HOUR) == HOUR
    assert late_by(CALL, TORNIO, DUE) is None
    assert late_by(CALL, NO_WINDOW, DUE + HOUR) is None
