"""What cannot be meant is refused where it is said, in one sentence."""

from typing import Any

import numpy as np
import pytest

from tornio.planner.problem import (
    DEAREST,
    DEAREST_TICK,
    Agreed,
    Meeting,
    Network,
    Pace,
    Practitioner,
    Prices,
    Problem,
    Role,
)
from tornio.planner.replan import Change
from tornio.planner.routes import at_one_time
from tornio.planner.search import Stop
from tornio.planner.times import LATEST, Break, Misstated, Shift

ROLE = (Role("nurse", 60),)
RUTH = Practitioner("Ruth", frozenset({"nurse"}))
WAYS = np.zeros((2, 2), np.int64)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Role("nurse", -1), "The role nurse lasts -1 ticks"),
        (lambda: Role("nurse", LATEST), "The role nurse lasts"),
        (lambda: Meeting("Leon's", 0, (), ((0, 1),)), "Leon's has 0 roles"),
        (lambda: Meeting("Leon's", 0, ROLE * 4, ((0, 1),)), "Leon's has 4 roles"),
        (lambda: Meeting("Leon's", 0, ROLE, ((5, 4),)), "Leon's has a window from 5 to 4"),
        (lambda: Meeting("Leon's", 0, ROLE, ((-1, 4),)), "a window from -1"),
        (lambda: Meeting("Leon's", 0, ROLE * 2, ((0, 4),), ((3, 2),)), "a wait between its roles from 3 to 2"),
        (lambda: Meeting("Leon's", 0, ROLE, ((0, 4),), price_of_face={"Ruth": -1}), "a negative price of a face"),
        (lambda: Meeting("Leon's", 0, ROLE, ()), "Leon's has no window"),
        (lambda: Meeting("Leon's", 0, ROLE, ((5, 9), (9, 12))), "windows of Leon's overlap, or are not in order"),
        (lambda: Meeting("Leon's", 0, ROLE, ((0, 4),), ((0, 0),)), "more waits than further roles"),
        (lambda: Meeting("Leon's", 0, ROLE, ((0, 4),), agreed=Agreed(1, ())), "another number of practitioners"),
        (lambda: Agreed(-1, ()), "agreed for -1"),
        (lambda: Agreed(1, (), -1), "price of moving a meeting is negative"),
        (lambda: Break(5, 4, 10), "A break of 10 begins from 5 to 4"),
        (lambda: Break(5, 6, 0), "A break of 0"),
        (lambda: Pace(0), "A pace has stretches"),
        (lambda: Pace(10, (0,)), "over nothing"),
        (lambda: Problem((), (RUTH,), WAYS, networks=(Network("L"),) * 2), "more than one network called L"),
        (lambda: Shift(9, 8), "A shift is from 9 to 8"),
        (lambda: Prices(late=-1), "A price is negative"),
        (lambda: Problem((Meeting("Leon's", 2, ROLE, ((0, 4),)),), (RUTH,), WAYS), "no place number 2"),
        (lambda: Problem((), (RUTH, RUTH), WAYS), "more than one practitioner called Ruth"),
        (lambda: Problem((Meeting("L", 0, ROLE, ((0, 4),)),) * 2, (RUTH,), WAYS), "more than one meeting called L"),
        (lambda: Problem((), (RUTH,), np.zeros((2, 3), np.int64)), "a table of"),
        (lambda: Problem((), (RUTH,), WAYS - 1), "not a time"),
        (lambda: Practitioner("Ruth", frozenset(), (Shift(50, 90), Shift(0, 60))), "Two shifts of Ruth overlap"),
        (lambda: Practitioner("Ruth", frozenset(), most=-1), "Ruth is stretched beyond -1"),
        (lambda: Shift(0, 600, rest=Break(590, 700, 30)), "The break of a shift from 0 to 600 lies outside"),
        (
            lambda: Meeting("L", 0, ROLE * 2, ((0, 4),), agreed=Agreed(1, ("Ruth", "Ruth"))),
            "somebody in two of its roles",
        ),
        (lambda: Meeting("L", 0, ROLE, ((0, 4),), price_of_face={"Ruth": DEAREST}), "a price of a face that cannot be"),
        (lambda: Agreed(1, (), DEAREST), "A price of moving a meeting is more than can be counted"),
        (lambda: Prices(late=DEAREST_TICK), "A price is more than can be counted"),
        (lambda: Problem((), (RUTH,), WAYS, networks=(Network("L", frozenset({"Farah"})),)), "Nobody is called Farah"),
        (lambda: Change(away=(("Ruth", 500, 100),)), "Ruth is away from 500 to 100"),
        (lambda: Stop(seconds=float("nan")), "A search ends after a number of seconds"),
        (
            lambda: Problem((Meeting("L", 0, ROLE, ((0, 4),), refused=frozenset({"Farah"})),), (RUTH,), WAYS),
            "Nobody is called Farah",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(make: Any, sentence: str) -> None:
    with pytest.raises(Misstated, match=sentence):
        make()


def test_a_problem_stays_as_it_was_asked_whatever_becomes_of_the_table_that_it_was_made_of() -> None:
    ways = np.zeros((2, 2), np.int64)
    problem = Problem((), (RUTH,), ways)
    ways[0, 1] = 999
    assert problem.between[0, 1] == 0
    with pytest.raises(ValueError, match="read-only"):
        problem.between[0, 1] = 999


def test_agreed_meetings_that_need_ruth_at_one_time_stand_and_are_said() -> None:
    """Leon's from 0 to 60, Anna's from 30 to 90, Carol's from 60 to 120: the first and the last only touch."""
    at = {"Leon's": 0, "Anna's": 30, "Carol's": 60}
    problem = Problem(
        tuple(Meeting(name, 0, ROLE, ((0, 400),), agreed=Agreed(begins, ("Ruth",))) for name, begins in at.items()),
        (RUTH,), WAYS,
    )  # fmt: skip
    assert at_one_time(problem) == (("Ruth", "Leon's", "Anna's"), ("Ruth", "Anna's", "Carol's"))


def test_what_could_last_longer_than_can_be_counted_is_no_problem() -> None:
    """There, on and home at half the speed, from 100 on, with 50 for each of two meetings: 200 and six ways."""
    meetings = tuple(Meeting(name, 1, (Role("nurse", 50),), ((100, 200),)) for name in ("Leon's", "Anna's"))

    def farthest(way: int) -> Problem:
        return Problem(meetings, (RUTH,), np.array([[0, way], [0, 0]]), pace=Pace(10, (256, 512)))

    assert farthest(357_913_907).between.max() == 357_913_907  # until 2³¹ − 6
    with pytest.raises(Misstated, match="it would last until 2147483648: only what is over by 2147483647 can"):
        farthest(357_913_908)


def test_what_waits_and_rests_longer_than_can_be_counted_is_no_problem() -> None:
    """Two waits of 2³⁰ − 1, and two ticks: 2³¹ is one too many."""
    waits, rest = ((0, 0), (2**30 - 1, 2**30 - 1)), Break(0, 0, 2)
    meetings = tuple(Meeting(name, 0, (Role("nurse", 0),) * 3, ((0, 0),), waits) for name in ("Leon's", "Anna's"))

    def resting(*shifts: Shift) -> Problem:
        return Problem(meetings, (Practitioner("Ruth", frozenset(), shifts),), WAYS)

    assert resting(Shift(0, 9)).meetings == meetings
    with pytest.raises(Misstated, match="it would last until 2147483648"):
        resting(Shift(0, 9, rest=rest))
