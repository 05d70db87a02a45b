"""A small problem as constraints (OR-Tools CP-SAT): each route is a circuit through the visits that it makes.

OR-Tools and highspy each bring a HiGHS of their own, and the two cannot be loaded into one process. So whoever imports
this room must not import `master`; `proofs` asks it from a process of its own.
"""

from itertools import product

from ortools.sat.python import cp_model

from tornio.planner.columns import Counting
from tornio.planner.relaxed import Relaxed
from tornio.planner.state import UNABLE
from tornio.planner.times import LATEST
from tornio.planner.timetable import Bill, Timetable, Visit

WORKERS = 2


def proved(asked: Relaxed, known: Timetable, seconds: float) -> tuple[int, Timetable | None]:
    """The bound in ticks; and a timetable that is cheaper than the known one, where one was found."""
    stated = _Stated(asked, known)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = WORKERS, seconds
    state = solver.solve(stated.model)
    if state == cp_model.INFEASIBLE:
        return known.bill.total, None
    better = stated.told(solver, known) if state in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None
    return min(known.bill.total, max(0, round(solver.best_objective_bound))), better


class _Stated:
    """The problem for the solver; only what is cheaper than the timetable at hand is looked for."""

    def __init__(self, asked: Relaxed, known: Timetable) -> None:
        self.asked, self.counting, self.model = asked, Counting(asked), cp_model.CpModel()
        n, m = len(asked.of), self.model
        horizon = self._horizon()
        self.start = [m.new_int_var(int(asked.early[v]), horizon, f"start {v}") for v in range(n)]
        self.late = [m.new_int_var(0, horizon, f"late {v}") for v in range(n)]
        self.over = [m.new_int_var(0, horizon, f"over {c}") for c in range(len(asked.routes))]
        self.latest = m.new_int_var(0, horizon, "latest")
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        self.ways: list[cp_model.LinearExprT] = []
        for g, kind in enumerate(asked.kinds):
            for c in kind.routes:
                self._route(g, c)
        self._meetings()
        faces = [kind.face[v] * self.at[v, c] for kind in asked.kinds for c in kind.routes for v in range(n)
                 if (v, c) in self.at]  # fmt: skip
        for each in (*self.late, *self.over):
            m.add(self.latest >= each)
        add = cp_model.LinearExpr.sum
        total = add([*self.ways, *faces, asked.latest * self.latest])
        total = add([total, asked.late * add(self.late), asked.overrun * add(self.over)])
        m.add(total < known.bill.total)
        m.minimize(total)

    def _horizon(self) -> int:
        """A tick after which nothing ends in a timetable in which each visit begins as early as the others let it."""
        a = self.asked
        begins = max([0, *(kind.begins for kind in a.kinds), *a.early.tolist()])
        ways = (len(a.of) + 2) * int(a.lasts.max(initial=0))
        return int(begins + int(a.duration.sum()) + ways + sum(each.least for each in a.links))

    def _route(self, g: int, c: int) -> None:
        """A circuit from its beginning (node 0) through the visits made (v + 1)."""
        a, m, kind = self.asked, self.model, self.asked.kinds[g]
        able = [v for v, price in enumerate(kind.face) if price != UNABLE]
        away, way, lasts = m.new_bool_var(f"away {c}"), self.counting.way, self.counting.lasts
        arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, away)]
        self.ways.append(way[kind.leaves][kind.returns] * away)
        back = kind.begins + lasts[kind.leaves][kind.returns] - kind.ends
        m.add(self.over[c] >= max(0, back)).only_enforce_if(away)
        for v in able:
            at = self.at[v, c] = m.new_bool_var(f"{v} on {c}")
            first, last, here = m.new_bool_var(""), m.new_bool_var(""), self.counting.place[v]
            arcs += [(0, v + 1, first), (v + 1, 0, last), (v + 1, v + 1, ~at)]
            m.add(self.start[v] >= kind.begins + lasts[kind.leaves][here]).only_enforce_if(first)
            done = self.start[v] + self.counting.duration[v]
            m.add(self.over[c] >= done + lasts[here][kind.returns] - kind.ends).only_enforce_if(last)
            self.ways += [way[kind.leaves][here] * first, way[here][kind.returns] * last]
        for u, v in product(able, able):
            if a.of[u] != a.of[v]:
                after, here, there = m.new_bool_var(""), self.counting.place[u], self.counting.place[v]
                arcs.append((u + 1, v + 1, after))
                done = self.start[u] + self.counting.duration[u]
                m.add(self.start[v] >= done + lasts[here][there]).only_enforce_if(after)
                self.ways.append(way[here][there] * after)
        m.add_circuit(arcs)

    def _meetings(self) -> None:
        """Each visit is made once, a meeting's roles by several people, and they wait for each other."""
        a, m = self.asked, self.model
        for v in range(len(a.of)):
            m.add_exactly_one(at for (u, _), at in self.at.items() if u == v)
            m.add(self.late[v] >= self.start[v] - self.counting.due[v])
        people = {c: route.practitioner.name for c, route in enumerate(a.routes)}
        for p, name in product(range(len(a.meetings)), set(people.values())):
            m.add_at_most_one(at for (u, c), at in self.at.items() if a.of[u] == p and people[c] == name)
        for each in a.links:
            wait = self.start[each.second] - self.start[each.first]
            m.add(wait >= each.least)
            m.add(wait <= min(each.greatest, LATEST))

    def told(self, solver: cp_model.CpSolver, known: Timetable) -> Timetable:
        """What the solver found, as a timetable."""
        a, visits, faces = self.asked, [], 0
        for kind in a.kinds:
            for c in kind.routes:
                chosen = [v for v in range(len(a.of)) if (v, c) in self.at and solver.value(self.at[v, c])]
                for v in sorted(chosen, key=lambda v: (solver.value(self.start[v]), self.counting.duration[v])):
                    begins, faces = solver.value(self.start[v]), faces + kind.face[v]
                    name, who = a.meetings[int(a.of[v])].name, a.routes[c].practitioner.name
                    visits.append(Visit(name, int(a.role[v]), who, begins, begins + self.counting.duration[v]))
        travel = sum(solver.value(each) for each in self.ways)
        late, over = (sum(solver.value(each) for each in some) for some in (self.late, self.over))
        total = round(solver.objective_value)
        bill = Bill(travel, faces, late, solver.value(self.latest), over, 0, 0, total)
        return Timetable(tuple(visits), known.left_out, bill, known.moves)
