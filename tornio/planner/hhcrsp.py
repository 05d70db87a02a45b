"""Instances and solutions of the home-health-care benchmark in their published JSON formats, in our own words.

The formats are those of Ceschia, Di Gaspero, Rosati and Schaerf (doi 10.1111/itor.13585). One unit is a thousand ticks.
"""

import gzip
import json
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tornio.planner.problem import Meeting, Practitioner, Prices, Problem, Role
from tornio.planner.times import LATEST, Misstated, Shift, must, said_twice
from tornio.planner.timetable import Timetable

TICKS = 1000
PARTS = 3  # the published cost is the mean of travel, total lateness and greatest lateness


def whole(value: float) -> int:
    """Ticks, rounded up, so that a rounded timetable stays feasible."""
    return math.ceil(round(value * TICKS, 3))


def opened(path: Path, how: str) -> Any:
    """A JSON file, compressed when its name says so; in UTF-8, whatever the machine takes letters for."""
    return gzip.open(path, how, encoding="utf-8") if path.suffix == ".gz" else path.open(how, encoding="utf-8")


def loaded(path: Path) -> Any:
    """What a JSON file says. Errors: OSError; Misstated for what is no JSON, or says one thing twice."""
    try:
        with opened(path, "rt") as file:
            return json.load(file, object_pairs_hook=_each_once)
    except (ValueError, EOFError, RecursionError, zlib.error) as error:
        said = str(error) if isinstance(error, Misstated) else f"it is no JSON that can be read ({error})."
        raise Misstated(said) from error


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = said_twice([name for name, _ in pairs])
    must(not twice, f"it says {', '.join(twice)} more than once in one place.")
    return dict(pairs)


def told(path: Path) -> dict[str, Any]:
    """What an instance file says."""
    found = loaded(path)
    must(isinstance(found, dict), "it is not an object.")
    return dict(found)


def read(path: Path) -> Problem:
    """The instance as a problem. Errors: Misstated, in one sentence, for whatever is not an instance."""
    try:
        return problem(told(path))
    except OSError as error:
        raise Misstated(f"{path} cannot be read: {error.strerror or error}.") from error
    except Misstated as error:
        raise Misstated(f"{path} is not an instance: {error}") from error


def problem(instance: dict[str, Any]) -> Problem:
    """What an instance says, as a problem."""
    services = _all_of(instance, "services", "the file")
    usual = {_text(each, "id", "a service"): _number(each, "default_duration", "a service", 0.0) for each in services}
    patients = _all_of(instance, "patients", "the file")
    meetings = tuple(_meeting(number, each, usual) for number, each in enumerate(patients, 1))
    practitioners = tuple(map(_practitioner, _all_of(instance, "caregivers", "the file")))
    return Problem(meetings, practitioners, _table(instance.get("distances")), Prices())


def _practitioner(told: dict[str, Any]) -> Practitioner:
    name, abilities = _text(told, "id", "a caregiver"), told.get("abilities")
    several = isinstance(abilities, list) and all(isinstance(each, str) for each in abilities)
    must(several, f"the abilities of {name} are not a list of services.")
    return Practitioner(name, frozenset(abilities or ()), (Shift(),))


def _meeting(place: int, told: dict[str, Any], usual: dict[str, float]) -> Meeting:
    name = _text(told, "id", "a patient")
    early, due = _two(told, "time_window", name)
    must(0 <= early <= due, f"{name} has a time_window from {early:g} to {due:g}.")
    roles = []
    for each in _all_of(told, "required_caregivers", name):
        service = _text(each, "service", name)
        must(service in usual, f"{name} asks for {service}, which is not among the services.")
        roles.append(Role(service, whole(_number(each, "duration", name, 0.0) or usual[service])))
    twice = said_twice([each.skill for each in roles])
    must(not twice, f"{name} asks for {', '.join(twice)} twice, and a solution could not say who is there for which.")
    rule = told.get("synchronization") or {"type": "simultaneous"}
    must(isinstance(rule, dict), f"the synchronization of {name} is not an object.")
    kind = rule.get("type")
    must(kind in ("simultaneous", "sequential"), f"{name} has the synchronization {kind!r}.")
    least, greatest = (0.0, 0.0) if kind == "simultaneous" else _two(rule, "distance", name)
    waits = ((whole(least), whole(greatest)),) if len(roles) > 1 else ()
    return Meeting(name, place, tuple(roles), ((whole(early), whole(due)),), waits)


def _all_of(told: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    must(key in told, f"{where} has no {key}.")
    found = told[key]
    must(isinstance(found, list) and all(isinstance(each, dict) for each in found), f"{where} has no list of {key}.")
    return list(found)


def _text(told: dict[str, Any], key: str, where: str) -> str:
    found = told.get(key)
    must(isinstance(found, str) and found, f"{where} has no {key}, or it is not text.")
    return str(found)


def _number(told: dict[str, Any], key: str, where: str, usual: float) -> float:
    found = usual if told.get(key) is None else told[key]
    must(_counts(found), f"the {key} of {where} is not a number from 0 on.")
    return float(found)


def _two(told: dict[str, Any], key: str, where: str) -> tuple[float, float]:
    found = told.get(key)
    two = isinstance(found, list) and len(found) == len(("from", "to")) and all(map(_counts, found))
    must(two, f"the {key} of {where} is not two numbers from 0 on.")
    return (float(found[0]), float(found[1])) if found else (0.0, 0.0)


def _counts(value: Any) -> bool:
    """Is it a number from nothing to the latest time that there is?"""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LATEST / TICKS


def _table(told: Any) -> NDArray[np.int64]:
    rows = isinstance(told, list) and all(isinstance(row, list) and len(row) == len(told) for row in told)
    must(rows, "its distances are not a table with as many rows as columns.")
    must(all(_counts(value) for row in told for value in row), "a distance is not a number from 0 on.")
    table = np.array(told, float).reshape(len(told), len(told))
    return np.ceil(np.round(table * TICKS, 3)).astype(np.int64)


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
