"""A break is had where somebody comes from or on arrival, at home too; and who has nothing to do is not late for it."""

import numpy as np

from tests.planner import reference
from tests.planner.test_one_person import NURSE, held
from tests.planner.test_week import SOON
from tornio.planner.problem import Agreed, Meeting, Pace, Practitioner, Problem, Role
from tornio.planner.solve import solve
from tornio.planner.times import Break, Shift

HOUR = (Role("nurse", 60),)


def test_whoever_arrives_early_has_their_break_there() -> None:
    """Ruth leaves at 60, is at Leon's at 120, and rests there from 180 to 210: he is met at 220."""
    ruth = Practitioner("Ruth", NURSE, (Shift(60, 480, rest=Break(180, 210, 30)),))
    leon = Meeting("Leon's", 1, HOUR, ((220, 240),))
    asked = Problem((leon,), (ruth,), np.array([[0, 60], [60, 0]]), walls=True)
    found = solve(asked, SOON)
    assert (held(found), reference.broken(asked, found)) == ({("Leon's", 220)}, [])


def test_whoever_goes_from_home_to_the_office_has_their_break_all_the_same() -> None:
    """Ruth leaves from home, 40 away, and ends at the office at 160. Her break of 30 begins from 100 to 120. An hour at
    the office from 90 to 100 leaves none: from 40 on it is over at 100, and then she has it."""
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 160, leaves=1, returns=0, rest=Break(100, 120, 30)),))
    between = np.array([[0, 40], [40, 0]])
    no = Problem((Meeting("Leon's", 0, HOUR, ((90, 100),)),), (ruth,), between, walls=True)
    (out,) = solve(no, SOON).left_out
    assert [each.what for each in out.reasons] == ["no break"]
    asked = Problem((Meeting("Leon's", 0, HOUR, ((40, 100),)),), (ruth,), between, walls=True)
    found = solve(asked, SOON)
    assert (held(found), reference.broken(asked, found)) == ({("Leon's", 40)}, [])


def test_whoever_has_nothing_to_do_is_not_late_for_a_break_when_ways_are_slow() -> None:
    """Farah's way from her home to the office is 40, and 80 in the rush: with a break of 50 she could not be there at
    120. She has nothing to do, and nothing is counted."""
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 120),))
    farah = Practitioner("Farah", frozenset({"peer"}), (Shift(0, 120, 1, 0, Break(10, 20, 50)),))
    leon = Meeting("Leon's", 0, HOUR, ((0, 10),))
    pace = Pace(100, (512, 512))
    asked = Problem((leon,), (ruth, farah), np.array([[0, 40], [40, 0]]), pace=pace, walls=True)
    found = solve(asked, SOON)
    assert (held(found), found.left_out, found.bill.overrun) == ({("Leon's", 0)}, (), 0)


def test_a_break_is_had_on_arrival_at_what_is_agreed() -> None:
    """Anna's, 40 away, is agreed at 150. Ruth leaves Leon's, at the base, at 60 and is there at 100; the break of 30
    begins from 90 to 115, and is over at 130. Leon's until 80: she is there at 120, too late."""
    ruth = Practitioner("Ruth", NURSE, (Shift(0, 400, rest=Break(90, 115, 30)),))
    anna = Meeting("Anna's", 1, HOUR, ((0, 400),), agreed=Agreed(150, ("Ruth",)))

    def annas(*window: int) -> set[str]:
        leon = Meeting("Leon's", 0, HOUR, ((window[0], window[1]),))
        asked = Problem((leon, anna), (ruth,), np.array([[0, 40], [40, 0]]), walls=True)
        found = solve(asked, SOON)
        assert reference.broken(asked, found) == []
        return {visit.meeting for visit in found.visits}

    assert annas(0, 10) == {"Leon's", "Anna's"}
    assert annas(20, 20) == {"Anna's"}
