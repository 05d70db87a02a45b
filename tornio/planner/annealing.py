"""Simulated annealing, the way into the kernel: worse timetables are taken for a while, ever more rarely."""

from typing import Any

import numpy as np

from tornio.planner.compiled import below, compiled, exponential, inlined
from tornio.planner.exchange import exchange
from tornio.planner.moves import relocate
from tornio.planner.state import ACCEPTED, BEST, LATE, PRICE_OF_WORST, TRAVEL, WORST, State

OF_A_HUNDRED = 100


@compiled
def anneal(s: State, moves: int, heat: float, elsewhere: int) -> Any:
    """Try so many moves at one temperature, in the kernel's ticks; of a hundred so many take one meeting elsewhere, and
    the rest exchange stretches. Everything is changed in place; the best is kept.

    The limit is drawn first (the cost as it is, and an exponential with mean `heat`), so that most moves are refused on
    what they add to travel alone; that is the rule of Metropolis with its chance drawn beforehand.
    """
    if s.special or s.by != 1:
        tries(s, moves, heat, elsewhere)
    else:
        tries(plain(s), moves, heat, elsewhere)


@inlined
def plain(s: State) -> Any:
    """The same state with what most problems lack said to be lacking where it is compiled: it is then left away."""
    return State(
        s.node, s.rank, s.order, s.near, s.face, s.able, s.person, s.between, s.dirty, s.log, s.hand, s.totals,
        s.chance, s.best_order, s.best_who, 1, 0, s.more,
    )  # fmt: skip


@inlined
def tries(s: State, moves: int, heat: float, elsewhere: int) -> Any:
    """So many moves."""
    t, n = s.totals, s.near.shape[0]
    for _ in range(moves):
        cost = t[TRAVEL] + t[LATE] + t[WORST] * t[PRICE_OF_WORST]
        limit = cost + np.int64(heat * exponential(s.chance))
        done = relocate(s, limit) if below(s.chance, OF_A_HUNDRED) < elsewhere else exchange(s, limit)
        if done:
            t[ACCEPTED] += 1
            cost = t[TRAVEL] + t[LATE] + t[WORST] * t[PRICE_OF_WORST]
            if cost < t[BEST]:
                t[BEST] = cost
                for i in range(n):
                    s.best_order[i] = s.order[i]
                for a in range(n << s.by):
                    s.best_who[a] = s.node[a].who
