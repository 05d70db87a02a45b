"""Instances and solutions of the home-health-care benchmark in their published JSON formats, in our own words.

The formats are those of Ceschia, Di Gaspero, Rosati and Schaerf (doi 10.1111/itor.13585). One unit is a thousand ticks.
"""

import gzip
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from tornio.planner.problem import Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.times import Misstated, Shift
from tornio.planner.timetable import Timetable

TICKS = 1000
PARTS = 3  # the published cost is the mean of travel, total lateness and greatest lateness


def whole(value: float) -> int:
    """Ticks, rounded up, so that a rounded timetable stays feasible."""
    return math.ceil(round(value * TICKS, 3))


def opened(path: Path, how: str) -> Any:
    """A JSON file, compressed when its name says so."""
    return gzip.open(path, how) if path.suffix == ".gz" else path.open(how)


def told(path: Path) -> dict[str, Any]:
    """What an instance file says."""
    with opened(path, "rt") as file:
        return dict(json.load(file))


def read(path: Path) -> Problem:
    """The instance as a problem. Errors: Misstated, in one sentence, for whatever is not an instance."""
    try:
        return problem(told(path))
    except OSError as error:
        raise Misstated(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, EOFError, TypeError, KeyError, AttributeError, OverflowError) as error:
        if isinstance(error, Misstated):
            raise
        what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
        raise Misstated(f"{path} is not an instance: {what}.") from error


def problem(instance: dict[str, Any]) -> Problem:
    """What an instance says, as a problem."""
    usual = {each["id"]: each.get("default_duration") for each in instance["services"]}
    meetings = tuple(_meeting(number, each, usual) for number, each in enumerate(instance["patients"], 1))
    practitioners = tuple(
        Practitioner(each["id"], frozenset(each["abilities"]), (Shift(),)) for each in instance["caregivers"]
    )
    between = np.ceil(np.round(np.array(instance["distances"], float) * TICKS, 3)).astype(np.int64)
    return Problem(meetings, practitioners, between, Prices())


def _meeting(place: int, told: dict[str, Any], usual: dict[str, float | None]) -> Meeting:
    early, due = map(whole, told["time_window"])
    roles = tuple(
        Role(each["service"], whole(each.get("duration") or usual[each["service"]] or 0))
        for each in told["required_caregivers"]
    )
    rule = told.get("synchronization") or {"type": "simultaneous"}
    least, greatest = (0, 0) if rule["type"] == "simultaneous" else map(whole, rule["distance"])
    waits = ((least, greatest),) if len(roles) > 1 else ()
    return Meeting(told["id"], place, roles, ((early, due),), waits)


def solution(problem: Problem, timetable: Timetable) -> dict[str, Any]:
    """The timetable in the published format: a route for each caregiver."""
    meetings = {each.name: each for each in problem.meetings}
    routes = []
    for who in problem.practitioners:
        stops = [
            {
                "patient": visit.meeting,
                "service": meetings[visit.meeting].roles[visit.role].skill,
                "arrival_time": visit.begins / TICKS,
                "departure_time": visit.ends / TICKS,
            }
            for visit in timetable.of(who.name)
        ]
        routes.append({"caregiver_id": who.name, "locations": stops})
    return {"routes": routes}


def cost(timetable: Timetable) -> float:
    """The published cost: the mean of travel, total lateness and the greatest, in units."""
    return timetable.bill.total / PARTS / TICKS


def write(problem: Problem, timetable: Timetable, path: Path) -> None:
    """Keep the solution."""
    with opened(path, "wt") as file:
        json.dump(solution(problem, timetable), file)
