"""The job that plans a week: one timetable for each point of the curve, with progress, stopped when somebody asks.

Its lines are written down all at once at the end; a job that is killed leaves nothing, and the next one begins again.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tornio.actions.frame import change
from tornio.actions.journeys import drive
from tornio.actions.week_diaries import Diaries, Visit, diaries, loads
from tornio.actions.week_problem import Eased, Wanted, problem, same_faces, visits_of, wanted
from tornio.actions.week_reasons import why_not
from tornio.core.people import Capacity
from tornio.core.weeks import PRICES, TRIES, USUAL, PlannedState, TimetableState
from tornio.people import roads
from tornio.people.acting import acting_as
from tornio.people.models import Organisation
from tornio.planner import timetable as planner
from tornio.planner.problem import Meeting, Practitioner, Problem, Role
from tornio.planner.search import Stop
from tornio.planner.solve import solve
from tornio.planner.times import Shift
from tornio.records.models import PlannedMeeting, Timetable
from tornio.records.visible import weeks as visible

LONG_ENOUGH = Stop(seconds=5.0)  # for each point of the curve
LOOK_EVERY = 0.5  # seconds: how soon a stop is heard
PLANNING = "planning a week"
Clock = Callable[[], datetime]
Found = tuple[planner.Timetable, list[Visit]]  # what the planner says, and what of it can be


@dataclass
class Reckoning:
    """One timetable while it is reckoned."""

    organisation: Organisation
    key: UUID
    clock: Clock
    here: Diaries
    looked_for: list[Wanted]
    seed: int
    is_asked_to_stop: bool = False
    any_day: set[str] = field(default_factory=set)  # lines for which there is no time on the days on which they meet
    any_of_us: set[str] = field(
        default_factory=set
    )  # or with nobody who speaks what they would rather speak, or is trained
    points: list[tuple[int, planner.Timetable, list[Visit]]] = field(default_factory=list)

    @property
    def eased(self) -> Eased:
        """What is asked of some lines no more."""
        return Eased(self.any_day, self.any_of_us)


@contextmanager
def _row(organisation: Organisation, key: UUID, at: datetime) -> Iterator[Timetable]:
    """Its row, locked, as the job."""
    job = acting_as(human=None, capacity=Capacity.JOB, organisation=organisation, purpose=PLANNING, at=at)
    with job:
        yield Timetable.objects.select_for_update(of=("self",)).select_related("service").get(pk=key)


def warm() -> None:
    """Load the planner's kernel, compiled for this machine, before anybody waits for it."""
    meeting = Meeting("a", 0, (Role("b", 1),), ((0, 1),))
    us = Practitioner("c", frozenset({"b"}), (Shift(0, 9),))
    solve(Problem((meeting,), (us,), np.zeros((1, 1), np.int64)), Stop(moves=1))


def reckon(organisation: Organisation, key: UUID, clock: Clock, stop: Stop = LONG_ENOUGH) -> None:
    """Reckon one timetable, and write down what was found. What goes wrong is said on its page, and raised."""
    if not _is_begun(organisation, key, clock()):
        return
    try:
        begun = _read(organisation, key, clock)
        roads.ask(begun.here.journeys.points(), clock())  # with no transaction open
        drive(begun.here.journeys, clock())
        _search(begun, stop)
        _written(begun)
    except Exception:
        with _row(organisation, key, clock()) as row:
            change(row, state=TimetableState.FAILED.value, ended_at=clock())
        raise


def _is_begun(organisation: Organisation, key: UUID, at: datetime) -> bool:
    """Whether it is tried once more; one that was killed often enough says that it failed."""
    with _row(organisation, key, at) as row:
        if row.tries >= TRIES:
            change(row, state=TimetableState.FAILED.value, ended_at=at)
            return False
        change(row, state=TimetableState.RUNNING.value, tries=row.tries + 1, progress=0)
        return True


def _read(organisation: Organisation, key: UUID, clock: Clock) -> Reckoning:
    """The week as it stands now."""
    at = clock()
    with _row(organisation, key, at) as row:
        here = diaries(visible.week(row.service, row.week, at))
        days = {UUID(network): day for network, day in row.days.items()}
        return Reckoning(organisation, key, clock, here, wanted(here, row.without, days), row.seed)


def _search(begun: Reckoning, stop: Stop) -> None:
    """One point of the curve after another, the usual one first: so a plan that is stopped has it."""
    order = sorted(PRICES, key=lambda price: (price != USUAL, price))
    stop = replace(stop, asked=lambda: begun.is_asked_to_stop)
    with ThreadPoolExecutor(1) as beside:
        for number, price in enumerate(order):
            best = _found(begun, beside, price, stop, number / len(order))
            for kept, asked in ((begun.any_day, _has_days), (begun.any_of_us, _has_wishes)):
                placed = _placed(best) | kept
                left = {each.line for each in begun.looked_for if each.line not in placed and asked(each)}
                if left and not begun.is_asked_to_stop:
                    kept.update(left)
                    again = _found(begun, beside, price, stop, number / len(order))
                    best = max(best, again, key=lambda each: len(_placed(each)))  # alike: with what is wished
            if begun.is_asked_to_stop and begun.points:
                return  # a point that was not searched to its end says nothing beside those that were
            begun.points.append((price, *best))
            if begun.is_asked_to_stop:
                return


def _placed(found: Found) -> set[str]:
    """The lines that have a time."""
    _timetable, visits = found
    return {each.line for each in visits}


def _has_days(each: Wanted) -> bool:
    """True where it is looked for on some of its days first."""
    return each.rhythm is not None


def _has_wishes(each: Wanted) -> bool:
    return bool(each.besides)


def _found(begun: Reckoning, beside: ThreadPoolExecutor, price: int, stop: Stop, done: float) -> Found:
    """The best that is found in that time, and what of it can be."""
    asked = problem(begun.here, begun.looked_for, price, begun.eased)
    running = beside.submit(solve, asked, stop, begun.seed)
    _watch(begun, running, done, stop.seconds)
    return running.result(), visits_of(begun.here, begun.looked_for, running.result())


def _watch(begun: Reckoning, running: Future[Any], done: float, seconds: float) -> None:
    """Say how far it is, and hear whether somebody had enough."""
    looks, most = 0, max(1.0, seconds / LOOK_EVERY)
    while not wait([running], timeout=LOOK_EVERY).done:
        looks += 1
        with _row(begun.organisation, begun.key, begun.clock()) as row:
            far = int(100 * (done + min(1.0, looks / most) / len(PRICES)))
            change(row, progress=max(row.progress, far))  # a point that is looked for again is no step back
            begun.is_asked_to_stop = row.stop_asked_at is not None


def _written(begun: Reckoning) -> None:
    """All lines of all points at once, and that it is done."""
    at = begun.clock()
    with _row(begun.organisation, begun.key, at) as row:
        lines = [line for point in begun.points for line in _lines(begun, row, *point)]
        PlannedMeeting.objects.bulk_create(lines)
        curve = sorted(
            (_point(begun, price, visits) for price, _found, visits in begun.points), key=lambda told: told["price"]
        )
        state = TimetableState.STOPPED if row.stop_asked_at is not None else TimetableState.DONE
        change(row, state=state.value, ended_at=at, progress=100, curve=curve)


def _lines(
    begun: Reckoning, row: Timetable, price: int, found: planner.Timetable, visits: Sequence[Visit]
) -> Iterator[PlannedMeeting]:
    why = why_not(begun.here, begun.looked_for, found, visits, price, begun.eased)
    for each in begun.looked_for:
        theirs = [visit for visit in visits if visit.line == each.line]
        last = each.wants.last if each.wants else None
        place = each.needs.stands.place[0] if each.needs else each.wants.place[0] if each.wants else None
        assert place is not None
        yield PlannedMeeting(
            organisation_id=row.organisation_id,
            timetable=row,
            price=price,
            network_id=each.network,
            planned=DateTimeTZRange(theirs[0].begins, theirs[0].ends) if theirs else None,
            place_kind=place.value,
            as_at=last,
            practitioners=[visit.who for visit in theirs],
            meeting_id=each.needs.stands.meeting if each.needs else None,
            instead_of_id=each.needs.instead_of if each.needs else None,
            state=(PlannedState.PROPOSED if theirs else PlannedState.NOT_PLACED).value,
            why=why.get(each.line, ""),
        )


def _point(begun: Reckoning, price: int, visits: Sequence[Visit]) -> dict[str, Any]:
    """One point of the curve, in seconds and numbers."""
    theirs = loads(begun.here, visits)
    same, of = same_faces(begun.looked_for, visits)
    return {
        "price": price,
        "road": sum(load.road for load in theirs.values()),
        "meetings": len({visit.line for visit in visits}),
        "looked_for": len(begun.looked_for),
        "same": same,
        "of": of,
        "loads": {str(who): [load.at_work, load.meetings, load.road] for who, load in theirs.items()},
    }
