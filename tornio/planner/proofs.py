"""The best timetable there is of a small problem, proven, by constraint programming in a process of its own.

Unlike the search it keeps no one order of all meetings, so it may find better: a second opinion beside the bound, which
knows nothing of the bound's routes and prices. For a dozen meetings, and not many more.
"""

import importlib
import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tornio.planner.problem import AS_USUAL, Problem
from tornio.planner.relaxed import Relaxed, relaxed
from tornio.planner.routes import routes_of
from tornio.planner.search import Stop
from tornio.planner.timetable import Timetable

A_MOMENT = 0.05  # seconds between two looks at whether somebody says stop
LONGEST = 1e9  # seconds
MORE = 10.0  # seconds for the process to begin, and to say what it knows


@dataclass(frozen=True, slots=True)
class Proof:
    """No timetable of the same meetings costs less than `cost` ticks; `proven`: the one that stands here costs that."""

    cost: int
    proven: bool
    timetable: Timetable


def plain(problem: Problem) -> bool:
    """Is there nothing in the problem but what is proved here: one window and one shift each, no walls, breaks,
    agreements?"""
    told, routes = problem.prices, routes_of(problem)
    whole = len(routes) == sum(len(who.shifts) for who in problem.practitioners)
    whole = whole and all(each.by is None for each in routes)  # nothing follows a shift that may be overrun
    usual = set(problem.pace.factors) == {AS_USUAL} and not (problem.walls or told.another_face or told.uneven)
    rests = any(shift.rest for who in problem.practitioners for shift in who.shifts)
    single = all(len(each.windows) == 1 and each.agreed is None for each in problem.meetings)
    return whole and usual and single and not rests


def optimal(problem: Problem, timetable: Timetable, stop: Stop) -> Proof | None:
    """The best timetable that leaves out what this one leaves out, or what is known of it when `stop` says so.

    None where the problem is not plain. The moves of `stop` do not count here.
    """
    if not plain(problem):
        return None
    asked = relaxed(problem, {each.meeting for each in timetable.left_out})
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_proved, args=(asked, timetable, min(stop.seconds, LONGEST), there), daemon=True)
    began = time.perf_counter()
    process.start()
    there.close()
    while not here.poll(A_MOMENT) and process.is_alive() and not stop.asked():
        if time.perf_counter() - began > stop.seconds + MORE:
            break
    cost, better = here.recv() if here.poll() else (0, None)
    process.kill()
    process.join()
    found = timetable if better is None else better
    return Proof(cost, cost == found.bill.total, found)


def _proved(asked: Relaxed, timetable: Timetable, seconds: float, answer: Connection) -> None:
    """In the new process: only there may OR-Tools be loaded."""
    answer.send(importlib.import_module("tornio.planner.proving").proved(asked, timetable, seconds))
