"""A solution of the published benchmark looked at again, from the two files alone: what it breaks, and what it costs.

Nothing of the planner is used but the formats, and nothing of the solution believed but who goes where and when.
"""

from collections import Counter
from itertools import pairwise
from typing import Any

NEAR = 1e-4  # of the published unit


def broken(instance: dict[str, Any], solution: dict[str, Any]) -> list[str]:
    """Every rule that the solution breaks, a sentence each; where it names others than the instance, only that."""
    if unknown := _unknown(instance, solution):
        return unknown
    visits = _visits(instance, solution)
    goes = Counter(route["caregiver_id"] for route in solution["routes"])
    said = [f"{who} has {many} routes." for who, many in goes.items() if many > 1]  # and may be on both at one time
    said += [each for route in solution["routes"] for each in _on_the_road(instance, route)]
    for patient in instance["patients"]:
        asked = [each["service"] for each in patient["required_caregivers"]]
        found = visits.get(patient["id"], {})
        if sorted(asked) != sorted(found) or any(len(each) > 1 for each in found.values()):
            said.append(f"{patient['id']} asked for {asked} and has {sorted(found)}.")
            continue
        first, *later = [found[service][0] for service in asked]
        if first[1] < patient["time_window"][0] - NEAR:
            said.append(f"{patient['id']} is visited before the window.")
        said += [each for other in later for each in _together(patient, first, other)]
    return said


def _unknown(instance: dict[str, Any], solution: dict[str, Any]) -> list[str]:
    """Whom or what the solution names and the instance does not."""
    known = {kind: {each["id"] for each in instance[kind]} for kind in ("caregivers", "patients", "services")}
    named = [("caregivers", route["caregiver_id"]) for route in solution["routes"]]
    named += [
        (kind, stop[which])
        for route in solution["routes"]
        for stop in route["locations"]
        for kind, which in (("patients", "patient"), ("services", "service"))
    ]
    return [f"There is no {name}." for kind, name in dict.fromkeys(named) if name not in known[kind]]


def _visits(instance: dict[str, Any], solution: dict[str, Any]) -> dict[str, dict[str, list[tuple[str, float]]]]:
    """By patient and service: by whom, and when."""
    found: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for route in solution["routes"]:
        for stop in route["locations"]:
            its = found.setdefault(stop["patient"], {}).setdefault(stop["service"], [])
            its.append((route["caregiver_id"], stop["arrival_time"]))
    return found


def _stops(instance: dict[str, Any], route: dict[str, Any]) -> list[tuple[int, float, float]]:
    """The route from the base and back: place, beginning, end."""
    usual = {each["id"]: each.get("default_duration") or 0.0 for each in instance["services"]}
    patients = {each["id"]: (place, each) for place, each in enumerate(instance["patients"], 1)}
    stops = [(0, 0.0, 0.0)]
    for stop in route["locations"]:
        place, patient = patients[stop["patient"]]
        own = [each.get("duration") for each in patient["required_caregivers"] if each["service"] == stop["service"]]
        stops.append((place, stop["arrival_time"], stop["arrival_time"] + ((own and own[0]) or usual[stop["service"]])))
    return [*stops, (0, float("inf"), float("inf"))]


def _on_the_road(instance: dict[str, Any], route: dict[str, Any]) -> list[str]:
    who = route["caregiver_id"]
    able = next(each["abilities"] for each in instance["caregivers"] if each["id"] == who)
    said = [f"{who} cannot do {s['service']}." for s in route["locations"] if s["service"] not in able]
    for (a, _, free), (b, begins, _) in pairwise(_stops(instance, route)):
        if begins < free + instance["distances"][a][b] - NEAR:
            said.append(f"{who} is at {instance['patients'][b - 1]['id']} too early.")
    return said


def _together(patient: dict[str, Any], first: tuple[str, float], other: tuple[str, float]) -> list[str]:
    rule, wait = patient.get("synchronization"), other[1] - first[1]  # where nothing is said, at one time
    least, most = rule["distance"] if rule and rule["type"] == "sequential" else (0, 0)
    said = [f"{patient['id']} has {first[0]} twice."] if first[0] == other[0] else []
    return said if least - NEAR <= wait <= most + NEAR else [*said, f"{patient['id']} waits {wait}."]


def cost(instance: dict[str, Any], solution: dict[str, Any]) -> float:
    """The mean of travel, total lateness and the greatest lateness, in the published unit."""
    travel = sum(
        instance["distances"][a][b] for r in solution["routes"] for (a, *_), (b, *_) in pairwise(_stops(instance, r))
    )
    due = {each["id"]: each["time_window"][1] for each in instance["patients"]}
    late = [max(0.0, s["arrival_time"] - due[s["patient"]]) for r in solution["routes"] for s in r["locations"]]
    return float((travel + sum(late) + max(late, default=0.0)) / 3)
