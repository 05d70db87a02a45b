"""Where a meeting fits into a diary in which a break is to be had: every tick is tried by hand."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tornio.planner.diary import Always, Engagement, Somebody, gaps
from tornio.planner.times import Break, Shift

END = 40
At = tuple[int, int, int]


def way(a: int, b: int) -> int:
    """Places on a line."""
    return abs(a - b)


@st.composite
def diaries(draw: st.DrawFn) -> Somebody:
    """A small shift with a break, and up to three meetings that one can go to one after the other."""
    begins = draw(st.integers(0, 10))
    earliest = draw(st.integers(0, 30))
    rest = Break(earliest, earliest + draw(st.integers(0, 15)), draw(st.integers(1, 8)))
    ends = max(draw(st.integers(20, END)), max(begins, earliest) + rest.length)
    meetings, at, free = [], 0, begins
    for number in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, 4))
        start = free + way(at, place) + draw(st.integers(0, 10))
        over = start + draw(st.integers(1, 8))
        if over + way(place, 0) <= ends:
            meetings.append(Engagement(start, over, place, f"meeting {number}"))
            at, free = place, over
    return Somebody("Ruth", frozenset(), (Shift(begins, ends, rest=rest),), tuple(meetings))


def can_be(stops: list[At]) -> bool:
    """There is time for every way."""
    return all(one[1] + way(one[2], other[2]) <= other[0] for one, other in pairwise(stops))


def has_a_break(stops: list[At], rest: Break) -> bool:
    """At some tick between two things, before the way or after it, or at home after the last of them."""
    *_, last, home = stops
    if last[1] + way(last[2], home[2]) <= rest.latest:
        return True
    return any(
        (one[1] <= tick and tick + rest.length + way(one[2], other[2]) <= other[0])
        or (one[1] + way(one[2], other[2]) <= tick and tick + rest.length <= other[0])
        for one, other in pairwise(stops)
        for tick in range(rest.earliest, rest.latest + 1)
    )


@given(diaries(), st.integers(0, 4), st.integers(1, 12))
@settings(max_examples=300)
def test_a_meeting_fits_where_there_is_time_for_it_and_for_the_break(who: Somebody, place: int, long: int) -> None:
    """Whose break is lost already is asked for none."""
    (shift,) = who.shifts
    assert shift.rest is not None
    kept: list[At] = [(each.begins, each.ends, each.place or 0) for each in who.engagements]
    first, last = (shift.begins, shift.begins, 0), (shift.ends, shift.ends, 0)
    rests = has_a_break([first, *kept, last], shift.rest)
    found = gaps(who, place, long, Always(way))
    for tick in range(END + 1):
        stops = [first, *sorted([*kept, (tick, tick + long, place)]), last]
        fits = can_be(stops) and (not rests or has_a_break(stops, shift.rest))
        assert any(gap.first <= tick <= gap.last for gap in found) == fits
    assert all(one.last < other.first for one, other in pairwise(found))
