"""A week of one service: fifty networks, their meetings, twenty-two of us; how much the same faces cost on the road.

    python -m benchmarks.week            the curve, ten seconds at work for each price of a face, the mean of four weeks

Every meeting needs a therapist and a peer practitioner at one time, at home, within a window of the network's own.
"""

import argparse
import itertools
import statistics
import time

import numpy as np

from tornio.planner.problem import Meeting, Network, Practitioner, Prices, Problem, Role
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.times import Break, Shift
from tornio.planner.timetable import Timetable

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
NETWORKS, MEETINGS, THERAPISTS, PEERS = 50, 111, 14, 8
WEEKS = (1, 2, 3, 4)
FACES = (0, 5, 10, 15, 16, 17, 20, 40, 160)  # minutes on the road that a face is worth which is new to a network


def week(seed: int = 1, networks: int = NETWORKS, meetings: int = MEETINGS, us: tuple[int, int] = (THERAPISTS, PEERS),
         price: int = 0) -> Problem:  # fmt: skip
    """A week from Monday to Friday from a fixed chance, with a base for every fifty networks; a tick is a second."""
    chance = np.random.default_rng(seed)
    side, bases = 30 * (networks / NETWORKS) ** 0.5, max(1, networks // NETWORKS)  # kilometres
    homes = chance.uniform(0, side, (networks, 2))
    at = np.concatenate([homes[:bases] if bases > 1 else [[side / 2, side / 2]], homes])
    way = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1)) * 1.3 / 40 * HOUR + 5 * MINUTE
    np.fill_diagonal(way, 0)
    between = np.ceil(way).astype(np.int64)
    roles = (Role("therapist", 90 * MINUTE), Role("peer practitioner", 90 * MINUTE))
    counts = np.bincount(np.concatenate([np.arange(networks), chance.integers(0, networks, meetings - networks)]))
    asked = []
    for home, many in enumerate(counts):
        days = chance.permutation(5)[:many] if many <= 5 else chance.integers(0, 5, many)
        for number, day in enumerate(sorted(days)):
            begins = day * DAY + int(chance.choice([9, 10, 13, 14])) * HOUR
            window = (begins, begins + 3 * HOUR)
            asked.append(
                Meeting(f"network {home}, {number}", bases + home, roles, (window,), network=f"network {home}")
            )
    shifts = [tuple(_day(day * DAY, base) for day in range(5)) for base in range(bases)]
    of_us = [Practitioner(f"therapist {c}", frozenset({"therapist"}), shifts[c % bases]) for c in range(us[0])]
    of_us += [Practitioner(f"peer {c}", frozenset({"peer practitioner"}), shifts[c % bases]) for c in range(us[1])]
    known = tuple(Network(f"network {home}") for home in range(networks))
    prices = Prices(another_face=price, left_out=100 * HOUR)
    return Problem(tuple(asked), tuple(of_us), between, prices, known, walls=True)


def _day(midnight: int, base: int) -> Shift:
    """From eight to six, with half an hour's break that begins between eleven and two."""
    rest = Break(midnight + 11 * HOUR, midnight + 14 * HOUR, 30 * MINUTE)
    return Shift(midnight + 8 * HOUR, midnight + 18 * HOUR, base, base, rest)


def continuity(problem: Problem, found: Timetable) -> tuple[float, float]:
    """Of meetings after a network's first the share with the team of the one before; and the faces a network meets."""
    network = {each.name: each.network for each in problem.meetings}
    teams: dict[str, dict[str, set[str]]] = {}
    begins = {visit.meeting: visit.begins for visit in found.visits}
    for visit in found.visits:
        teams.setdefault(network[visit.meeting], {}).setdefault(visit.meeting, set()).add(visit.practitioner)
    pairs = [
        (a, b)
        for held in teams.values()
        for a, b in itertools.pairwise([team for _, team in sorted(held.items(), key=lambda each: begins[each[0]])])
    ]
    faces = sum(len(set().union(*held.values())) for held in teams.values()) / len(teams)
    return sum(a == b for a, b in pairs) / max(1, len(pairs)), faces


def planned(seed: int, minutes: int, seconds: float) -> tuple[float, float, int, float, int]:
    """One week: the share with the same team, faces a network, ticks on the road, seconds, meetings left out."""
    problem, began = week(seed, price=minutes * MINUTE), time.monotonic()
    found = solve(problem, Stop(seconds=seconds, clock=time.thread_time))
    same, faces = continuity(problem, found)
    return same, faces, found.bill.travel, time.monotonic() - began, len(found.left_out)


def main() -> None:
    """The curve."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seconds", type=float, default=10)
    seconds = asked.parse_args().seconds
    print("| a face is worth | same team | least | faces a network | travel | left out | seconds |")
    print("|---|---|---|---|---|---|---|")
    least = 0.0
    for minutes in FACES:
        same, faces, road, took, out = zip(*(planned(seed, minutes, seconds) for seed in WEEKS), strict=True)
        hours = statistics.mean(road) / HOUR
        least = least or hours
        print(
            f"| {minutes} min | {statistics.mean(same):.0%} | {min(same):.0%} | {statistics.mean(faces):.1f} "
            f"| {hours:.1f} h ({hours / least - 1:+.1%}) | {sum(out)} | {max(took):.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
