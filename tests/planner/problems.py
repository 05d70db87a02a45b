"""Problems for the planner's tests: small ones of every shape, and a kitchen-table one by hand."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from tornio.planner.problem import LATEST, Meeting, Practitioner, Prices, Problem, Role, Shift

SKILLS = ("therapist", "peer practitioner")
PLACES = 5


@st.composite
def problems(draw: Any, most_meetings: int = 7, most_of_us: int = 4) -> Problem:
    """Any small problem: one or two roles, waits, shifts, faces with prices, people who are not wanted."""
    ways = draw(st.lists(st.integers(0, 40), min_size=PLACES**2, max_size=PLACES**2))
    between = np.array(ways, np.int64).reshape(PLACES, PLACES)
    np.fill_diagonal(between, 0)
    names = [f"practitioner {number}" for number in range(draw(st.integers(1, most_of_us)))]
    place, price = st.integers(0, PLACES - 1), st.integers(0, 5)

    def shift() -> Shift:
        begins = draw(st.integers(0, 40))
        return Shift(begins, draw(st.sampled_from([LATEST, begins + 100, begins + 300])), draw(place), draw(place))

    def meeting(number: int) -> Meeting:
        early = draw(st.integers(0, 200))
        roles = draw(st.lists(st.builds(Role, st.sampled_from(SKILLS), st.integers(0, 60)), min_size=1, max_size=2))
        least = draw(st.sampled_from([0, 0, 20]))
        return Meeting(
            f"meeting {number}", draw(place), tuple(roles), early, early + draw(st.integers(0, 120)),
            (least, least + draw(st.sampled_from([0, 0, 30]))),
            draw(st.dictionaries(st.sampled_from(names), st.integers(0, 50))),
            draw(st.frozensets(st.sampled_from(names), max_size=1)),
        )  # fmt: skip

    of_us = tuple(
        Practitioner(name, draw(st.frozensets(st.sampled_from(SKILLS), min_size=1)), (shift(),)) for name in names
    )
    meetings = tuple(meeting(number) for number in range(draw(st.integers(1, most_meetings))))
    return Problem(meetings, of_us, between, Prices(draw(price), draw(price), draw(price)))


def friday() -> Problem:
    """Two kitchens twenty minutes apart, Ruth and Tomasz at the base between them; a tick is a minute from nine."""
    between = np.array([[0, 10, 10], [10, 0, 20], [10, 20, 0]], np.int64)
    roles = (Role("therapist", 90), Role("peer practitioner", 90))
    return Problem(
        (Meeting("Leon's", 1, roles, 60, 120), Meeting("Anna's", 2, roles, 60, 300)),
        (
            Practitioner("Ruth", frozenset({"therapist"}), (Shift(0, 480),)),
            Practitioner("Tomasz", frozenset({"peer practitioner"}), (Shift(0, 480),)),
        ),
        between,
        Prices(late=10, latest=0, overrun=10),
    )
