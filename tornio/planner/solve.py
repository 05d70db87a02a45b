"""The planner's one verb: a problem in, the best timetable found out; what cannot be placed is said, not raised."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tornio.planner.arrays import Arrays, Rota, arrays, some_of
from tornio.planner.plans import Parts, Plan, first_plan, taken_up, timed
from tornio.planner.problem import Problem
from tornio.planner.repairs import Stands, explained, fits, inside
from tornio.planner.routes import held
from tornio.planner.search import GoesOn, Params, Stop, side_by_side
from tornio.planner.state import Array
from tornio.planner.timetable import Bill, LeftOut, Timetable, Visit

# Measured on the published instances: temperatures as shares of the mean way, at shares of the time, and above which
# size one long search does better than several short ones. That one has no time to lose: nearly everything is decided
# between 0.3 and 0.03, so there its time goes, with a quick end. Short ones of fewer meetings need the heat to part.
COOLING = ((0.0, 0.9), (1.0, 0.005))
COOLING_ONCE = ((0.0, 0.35), (0.93, 0.025), (1.0, 0.006))
SEVERAL = ((75, 4), (100, 2))
ELSEWHERE, ELSEWHERE_ONCE = (
    70,
    50,
)  # of a hundred moves: where there are many routes, exchanges do more than in a small one
MOST_OF_IT = 0.85  # of the time: what stands outside walls by then is left out, and the rest searched for without it
MOST_TRIES, MOST_BACK = 5, 100  # ways tried for each meeting left out, and meetings tried
MOST_TIMED = 150_000  # meetings, in all tries together
A_PAIR = 3.3e-8  # seconds of work for each pair of meetings, or of a meeting's role and a shift; measured


def getting_ready(problem: Problem) -> float:
    """About how many seconds of work it takes to get ready for a search: most of it is for who is near whom, and for
    who can come."""
    many, shifts = len(problem.meetings), sum(len(who.shifts) for who in problem.practitioners)
    return A_PAIR * many * (many + 2 * shifts)


def fitting(problem: Problem, workers: int = 2) -> Params:
    """How to search a problem of this size."""
    ways = problem.between[problem.between > 0]
    mean = float(ways.mean()) if len(ways) else 1.0
    restarts = next((many for size, many in SEVERAL if len(problem.meetings) <= size), 1)
    cooling, elsewhere = (COOLING, ELSEWHERE) if restarts > 1 else (COOLING_ONCE, ELSEWHERE_ONCE)
    return Params(tuple((share, heat * mean) for share, heat in cooling), workers, restarts, elsewhere)


def solve(
    problem: Problem, stop: Stop, seed: int = 1, params: Params | None = None, begun: Timetable | None = None,
    *, says: Callable[[str], None] = lambda _sentence: None,
) -> Timetable:  # fmt: skip
    """The best timetable found until `stop`. The same problem, seed, params and number of moves give the same answer.

    With a timetable `begun`, the search goes on from there. How far it is it `says`, for problems that take long.
    Errors: Misstated where there is more of it than fits.
    """
    rota = Rota(problem)
    whole = arrays(problem, tuple(each for each in problem.meetings if each.frozen is None), rota)
    nobody = tuple(_nobody_for(whole))
    if sooner := frozenset(each.name for each in whole.meetings if each.name in nobody and rota.shuts(each)):
        rota = Rota(problem, sooner)  # nobody is there at the hour that was promised: any other will do
        whole = arrays(problem, whole.meetings, rota)
        nobody = tuple(_nobody_for(whole))
    if nobody:
        kept = [p for p in range(len(whole.meetings)) if whole.meetings[p].name not in nobody]
        whole = some_of(whole, kept, problem, rota)
    these = whole
    plan = first_plan(these) if begun is None else taken_up(these, begun)
    says("Everything is ready for the search.")
    search = Searching(problem, params or fitting(problem), seed)
    these, plan, dropped = settled(rota, these, search.best(these, plan, stop))
    if dropped:
        these, plan, again = settled(rota, these, search.best(these, plan, stop, 1 - MOST_OF_IT, cold=True))
        dropped += again
    left_out = tuple(LeftOut(name, ()) for name in (*nobody, *dropped))
    says(f"The search is over. Left out are {len(left_out)}: is there a place for them, and if not, why?")
    found = told(problem, these, plan, left_out)
    found = explained(problem, placed_back(_at_any_time(whole, rota, found), problem, found))
    return replace(found, moves=search.moves)


@dataclass
class Searching:
    """Searches of one problem, one after the other, and the moves that they tried."""

    problem: Problem
    params: Params
    seed: int
    moves: int = 0

    def best(self, these: Arrays, plan: Plan, stop: Stop, share: float = 1.0, *, cold: bool = False) -> Plan:
        """The best plan that is found from this one in a share of the time or the moves.

        All of it is used only where nothing stands outside walls when most is over.
        """
        params = self.params.half_cooled() if cold else self.params
        some = replace(stop, seconds=stop.seconds * share, moves=stop.moves * share)
        walls = share == 1 and bool(these.more.fixed.any())  # is there anything that a meeting could stand outside of?
        goes_on = GoesOn(MOST_OF_IT, lambda plan: not _outside(these, plan)) if walls else None
        found = side_by_side(these, plan, seed=self.seed, params=params, stop=some, goes_on=goes_on)
        self.moves += sum(each.moves for each in found)
        return found[0].plan


def _at_any_time(whole: Arrays, rota: Rota, found: Timetable) -> Arrays:
    """The same, and those left out who were promised a later time may begin in any of their windows."""
    out = {each.meeting for each in found.left_out}
    sooner = frozenset(each.name for each in whole.meetings if each.name in out and rota.shuts(each))
    return arrays(rota.problem, whole.meetings, Rota(rota.problem, sooner | rota.begin_sooner)) if sooner else whole


def told(problem: Problem, these: Arrays, plan: Plan, left_out: tuple[LeftOut, ...]) -> Timetable:
    """A plan as a timetable."""
    node, parts = timed(these, plan)
    return Timetable((*_visits(these, node), *held(problem)), left_out, billed(these, node, parts), 0)


def placed_back(whole: Arrays, problem: Problem, found: Timetable) -> Timetable:
    """The timetable with those left out for whom there is a place as it stands, each looked at once; in a large one as
    many tries as can be timed in a few seconds."""
    able = {each.name: each for each in whole.meetings}
    us, stands = {who.name: who for who in problem.practitioners}, Stands(problem, found)
    tries = max(MOST_TRIES, MOST_TIMED // max(1, len(able)))
    for out in [each for each in found.left_out if each.meeting in able][:MOST_BACK]:
        meeting, rest = able[out.meeting], tuple(each for each in found.left_out if each is not out)
        for option in (inside(stands, meeting, moving=False) if tries > 0 else [])[: min(MOST_TRIES, tries)]:
            who, tries = fits(meeting, us, option.who), tries - 1
            assert who is not None
            visits = [Visit(meeting.name, k, name, option.begins, option.ends) for k, name in enumerate(who)]
            plan = taken_up(whole, replace(found, visits=(*found.visits, *visits)), alone=True)
            all_there = len(plan.order) == len(whole.meetings) - sum(each.meeting in able for each in rest)
            if all_there and not _outside(whole, plan):
                found = told(problem, whole, plan, rest)
                stands = Stands(problem, found, known=stands.reach)
                break
    return found


def _nobody_for(these: Arrays) -> Iterator[str]:
    """Meetings for which there is nobody, or fewer than are needed at one time."""
    for p, meeting in enumerate(these.meetings):
        able = [these.able[a] for a in these.roles(p)]
        if not _apart([_few(these.person[each[1 : 1 + each[0]]], len(able)) for each in able]):
            yield meeting.name


def _few(people: NDArray[np.int32], many: int) -> list[int]:
    """The first so many different ones."""
    found: list[int] = []
    for who in people:
        if len(found) == many:
            break
        if who not in found:
            found.append(int(who))
    return found


def _apart(able: list[list[int]]) -> bool:
    """Could different people be chosen, one of each? As many of each as there are lists are always enough."""
    return any(len(set(chosen)) == len(able) for chosen in product(*able))


def settled(rota: Rota, these: Arrays, plan: Plan) -> tuple[Arrays, Plan, tuple[str, ...]]:
    """The plan without the meetings that stand outside walls, the furthest out first; and the names of those."""
    order, dropped = [int(p) for p in plan.order], list[int]()
    while out := _outside(these, Plan(np.array(order, np.uint16), plan.who)):
        order = [p for p in order if p not in out]
        dropped += out
    if not dropped:
        return these, plan, ()
    kept = sorted(order)
    number = {p: new for new, p in enumerate(kept)}
    fewer = some_of(these, kept, rota.problem, rota)
    who = plan.who.reshape(len(these.meetings), -1)[kept]
    if fewer.by < these.by:
        who = who[:, : 1 << fewer.by]
    names = tuple(these.meetings[p].name for p in dropped)
    return fewer, Plan(np.array([number[p] for p in order], np.uint16), who.reshape(-1).copy()), names


def _outside(these: Arrays, plan: Plan) -> list[int]:
    """Meetings to leave out: the furthest outside walls, of those who share nobody; or the last of a shift overrun."""
    node, _ = timed(these, plan)
    out = np.where(these.more.fixed > 0, node["start"] - these.more.wall, 0)
    roles = out[: len(these.meetings) << these.by]
    far = roles if roles.size and roles.max() > 0 else out
    found, touched = list[int](), set[int]()
    for a in np.argsort(-far, kind="stable"):
        if far[a] <= 0:
            break
        p = int(a if far is roles else node["before"][a]) >> these.by
        routes = {int(plan.who[role]) for role in these.roles(p)} if p < len(these.meetings) else set()
        if routes and not routes & touched:
            found.append(p)
            touched |= routes
    return found


def _visits(these: Arrays, node: Array) -> Iterator[Visit]:
    for end in these.ends():
        a = int(node["after"][end + 1])
        while a != end:
            meeting, start = these.meetings[a >> these.by], int(node["start"][a])
            name = these.routes[int(node["who"][a])].practitioner.name
            yield Visit(meeting.name, a - (a >> these.by << these.by), name, start, start + int(node["duration"][a]))
            a = int(node["after"][a])


def billed(these: Arrays, node: Array, parts: Parts) -> Bill:
    """The bill of a plan whose nodes are timed."""
    over = np.maximum(0, node["start"].astype(np.int64) - node["due"])
    roles = [a for p in range(len(these.meetings)) for a in these.roles(p)]
    total = parts.total(these.priced_worst)
    return Bill(
        travel=parts.ways, faces=parts.faces, late=int(over[roles].sum()), latest=parts.worst,
        overrun=int(over[list(these.ends())].sum()), moved=parts.moved, uneven=parts.uneven, total=total,
    )  # fmt: skip
