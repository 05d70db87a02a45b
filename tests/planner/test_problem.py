"""What cannot be meant is refused where it is said, in one sentence."""

from typing import Any

import numpy as np
import pytest

from tornio.planner.problem import Agreed, Meeting, Network, Pace, Practitioner, Prices, Problem, Role
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
        (
            lambda: Problem((Meeting("L", 0, ROLE, ((0, 4),), refused=frozenset({"Farah"})),), (RUTH,), WAYS),
            "Nobody is called Farah",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(make: Any, sentence: str) -> None:
    with pytest.raises(Misstated, match=sentence):
        make()
