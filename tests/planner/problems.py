"""Problems for the planner's tests: small ones of every shape, and a kitchen-table one by hand."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from tornio.planner.problem import Agreed, Meeting, Network, Pace, Practitioner, Prices, Problem, Role
from tornio.planner.times import LATEST, Break, Shift

SKILLS = ("therapist", "peer practitioner")
PLACES = 5
ROOM = st.integers(0, PLACES - 1)


def _ways(draw: Any) -> NDArray[np.int64]:
    ways = draw(st.lists(st.integers(0, 40), min_size=PLACES**2, max_size=PLACES**2))
    between = np.array(ways, np.int64).reshape(PLACES, PLACES)
    np.fill_diagonal(between, 0)
    return between


@st.composite
def problems(draw: Any, most_meetings: int = 7, most_of_us: int = 4) -> Problem:
    """Any small problem of the plain kind: one or two roles, waits, shifts, faces with prices, people not wanted."""
    between, names = _ways(draw), [f"practitioner {number}" for number in range(draw(st.integers(1, most_of_us)))]
    price = st.integers(0, 5)

    def shift() -> Shift:
        begins = draw(st.integers(0, 40))
        return Shift(begins, draw(st.sampled_from([LATEST, begins + 100, begins + 300])), draw(ROOM), draw(ROOM))

    def meeting(number: int) -> Meeting:
        early = draw(st.integers(0, 200))
        roles = draw(st.lists(st.builds(Role, st.sampled_from(SKILLS), st.integers(0, 60)), min_size=1, max_size=2))
        least = draw(st.sampled_from([0, 0, 20]))
        wait = (least, least + draw(st.sampled_from([0, 0, 30])))
        return Meeting(
            f"meeting {number}", draw(ROOM), tuple(roles), ((early, early + draw(st.integers(0, 120))),),
            (wait,) * (len(roles) - 1),
            draw(st.dictionaries(st.sampled_from(names), st.integers(0, 50))),
            draw(st.frozensets(st.sampled_from(names), max_size=1)),
        )  # fmt: skip

    of_us = tuple(
        Practitioner(name, draw(st.frozensets(st.sampled_from(SKILLS), min_size=1)), (shift(),)) for name in names
    )
    meetings = tuple(meeting(number) for number in range(draw(st.integers(1, most_meetings))))
    return Problem(meetings, of_us, between, Prices(draw(price), draw(price), draw(price)))


@st.composite
def weeks(draw: Any, most_meetings: int = 6, most_of_us: int = 4, walls: tuple[bool, ...] = (True, False)) -> Problem:
    """Any small problem with what a service's week has: walls or none, two days, breaks, three roles, agreements."""
    between, names = _ways(draw), [f"practitioner {number}" for number in range(draw(st.integers(1, most_of_us)))]
    number = st.integers(0, 30)

    def shift(day: int) -> Shift:
        begins = 1000 * day + draw(st.integers(0, 40))
        earliest = begins + draw(st.integers(0, 150))
        rest = Break(earliest, earliest + draw(st.integers(0, 60)), draw(st.integers(1, 30)))
        ends = begins + draw(st.sampled_from([300, 400]))
        return Shift(begins, ends, draw(ROOM), draw(ROOM), draw(st.sampled_from([None, rest])))

    def agreed(roles: int, early: int) -> Agreed | None:
        if roles > len(names) or draw(st.integers(0, 2)):
            return None
        who = tuple(draw(st.permutations(names))[:roles])
        return Agreed(early + draw(number), who, draw(number), draw(st.integers(0, 3)))

    def meeting(which: int) -> Meeting:
        early, long = draw(st.integers(0, 200)), draw(st.integers(0, 120))
        windows = ((early, early + long), (1000 + early, 1000 + early + long))[: draw(st.integers(1, 2))]
        skills = st.sampled_from(SKILLS)
        also = st.sampled_from([frozenset[str](), frozenset({"speaks Polish"})])
        roles = tuple(draw(st.lists(st.builds(Role, skills, st.integers(0, 60), also), min_size=1, max_size=3)))
        return Meeting(
            f"meeting {which}", draw(ROOM), roles, windows, draw(st.sampled_from([(), ((0, 20),) * (len(roles) - 1)])),
            draw(st.dictionaries(st.sampled_from(names), number)),
            draw(st.frozensets(st.sampled_from(names), max_size=1)),
            draw(st.sampled_from(["Leon", "Anna", ""])), agreed(len(roles), early),
        )  # fmt: skip

    skills = st.sampled_from([*SKILLS, "speaks Polish"])
    of_us = tuple(
        Practitioner(
            name, draw(st.frozensets(skills, min_size=1)), tuple(shift(day) for day in range(draw(st.integers(1, 2)))),
            draw(st.sampled_from([LATEST, 60])),
        )
        for name in names
    )  # fmt: skip
    meetings = tuple(meeting(which) for which in range(draw(st.integers(1, most_meetings))))
    known = Network("Leon", draw(st.frozensets(st.sampled_from(names), max_size=2)))
    prices = Prices(
        1, draw(st.integers(0, 2)), 1, another_face=draw(number), uneven=draw(st.integers(0, 3)), left_out=10**6
    )
    pace = draw(st.sampled_from([Pace(), Pace(100, (256, 300, 512, 256))]))
    return Problem(meetings, of_us, between, prices, (known,), pace, walls=draw(st.sampled_from(walls)))


def friday() -> Problem:
    """Two kitchens twenty minutes apart, Ruth and Tomasz at the base between them; a tick is a minute from nine."""
    between = np.array([[0, 10, 10], [10, 0, 20], [10, 20, 0]], np.int64)
    roles = (Role("therapist", 90), Role("peer practitioner", 90))
    return Problem(
        (Meeting("Leon's", 1, roles, ((60, 120),)), Meeting("Anna's", 2, roles, ((60, 300),))),
        (
            Practitioner("Ruth", frozenset({"therapist"}), (Shift(0, 480),)),
            Practitioner("Tomasz", frozenset({"peer practitioner"}), (Shift(0, 480),)),
        ),
        between,
        Prices(late=10, latest=0, overrun=10),
    )
