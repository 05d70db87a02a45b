"""The judge of the published benchmark's solutions: whatever is changed for the worse in a good one is told."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.planner.test_hhcrsp import DAY
from tornio.planner.checking import broken, cost

Solution = dict[str, Any]


def stop(patient: str, service: str, at: float) -> dict[str, Any]:
    return {"patient": patient, "service": service, "arrival_time": at}


# Each goes 3 + 2 + 5 = 10; p1 at 10; p2 at 20 and at 35, which is 5 late: (20 + 5 + 5) / 3 = 10.
GOOD: Solution = {
    "routes": [
        {"caregiver_id": "c1", "locations": [stop("p1", "s1", 10.0), stop("p2", "s1", 20.0)]},
        {"caregiver_id": "c2", "locations": [stop("p1", "s2", 10.0), stop("p2", "s2", 35.0)]},
    ]
}


def first(solution: Solution) -> list[dict[str, Any]]:
    """Where c1 goes."""
    found: list[dict[str, Any]] = solution["routes"][0]["locations"]
    return found


def test_a_good_solution_breaks_nothing_and_costs_what_a_pencil_says() -> None:
    assert (broken(DAY, GOOD), cost(DAY, GOOD)) == ([], 10.0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: first(it).append(stop("p9", "s1", 60.0)), ["There is no p9."]),
        (lambda it: it["routes"][0].update(caregiver_id="c9"), ["There is no c9."]),
        (lambda it: first(it)[0].update(service="s9"), ["There is no s9."]),
        (lambda it: first(it).pop(), ["p2 asked for ['s1', 's2'] and has ['s2']."]),
        (lambda it: first(it).append(stop("p1", "s1", 60.0)), ["p1 asked for ['s1', 's2'] and has ['s1', 's2']."]),
        (
            lambda it: first(it)[1].update(arrival_time=17.0),
            ["c1 is at p2 too early.", "p2 is visited before the window."],
        ),
        (lambda it: it["routes"][1]["locations"][1].update(arrival_time=34.0), ["p2 waits 14.0."]),
        (
            lambda it: it["routes"][0].update(caregiver_id="c2"),
            ["c2 has 2 routes.", *["c2 cannot do s1."] * 2, "p1 has c2 twice.", "p2 has c2 twice."],
        ),
        (
            lambda it: it["routes"].append({"caregiver_id": "c1", "locations": [first(it).pop()]}),
            ["c1 has 2 routes."],
        ),
    ],
)
def test_what_is_wrong_is_told(change: Callable[[Solution], object], said: list[str]) -> None:
    solution = deepcopy(GOOD)
    change(solution)
    assert broken(DAY, solution) == said
