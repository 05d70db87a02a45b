"""Timing what a move has touched: starts are carried on along the routes in the one order, and put back when refused.

Since every route keeps the same order of meetings, no circle of waiting can arise, and each start is set once.
"""

from typing import Any

import numpy as np

from tornio.planner.compiled import inlined, trailing_zeros
from tornio.planner.state import ALONE, LATE, PRICE_OF_WORST, TRAVEL, WORST, Array, State


@inlined
def way(s: State, a: Any, b: Any) -> Any:
    """Ticks from node a to node b."""
    return np.int64(s.between[s.node[a].place, s.node[b].place])


@inlined
def join(node: Array, a: Any, b: Any) -> None:
    """Let b follow a."""
    node[a].after = b
    node[b].before = a


@inlined
def ready(s: State, a: Any) -> Any:
    """The earliest start at node a that its practitioner's way there and its window allow."""
    b = s.node[a].before
    there = np.int64(s.node[b].start) + s.node[b].duration + way(s, b, a)
    return max(np.int64(s.node[a].early), there)


@inlined
def lateness(node: Array, a: Any, start: Any) -> Any:
    """Ticks by which node a begins after it was due."""
    return max(np.int64(0), start - node[a].due)


@inlined
def mark(s: State, a: Any) -> None:
    """Ask for node a to be timed again."""
    r = s.rank[a >> 1]
    s.dirty[r >> 6] |= np.uint64(1) << np.uint64(r & 63)


@inlined
def begin_anew(s: State, logged: Any, a: Any, start: Any) -> Any:
    """Note the start of node a, change it, and ask for what follows on that route to be timed again."""
    s.log[logged, 0], s.log[logged, 1] = a, s.node[a].start
    s.node[a].start = start
    mark(s, np.int64(s.node[a].after))
    return logged + 1


@inlined
def leave_off(s: State, w: Any, last: Any) -> None:
    """Nothing more is to be timed: clear what was asked for, and set the one bit that is always set."""
    at = w
    while at < last >> 6:
        s.dirty[at] = np.uint64(0)
        at += 1
    s.dirty[last >> 6] = np.uint64(1) << np.uint64(last & 63)


@inlined
def both(s: State, a: Any) -> Any:
    """When the two roles of a meeting begin."""
    second = max(ready(s, a + 1), ready(s, a) + s.node[a].low)
    return max(ready(s, a), second - s.node[a].high), second


@inlined
def carry_on(s: State, last: Any, budget: Any) -> Any:
    """Time what is marked, and whatever that reaches; leave off as soon as the lateness timed is over the budget.

    What has been timed is final, and nothing else can be less than on time. Gives how many starts were logged, the
    change of priced lateness, the greatest new lateness, whether a node as late as the worst has moved, and whether
    all was timed.
    """
    logged, before, after, top, lost = 0, np.int64(0), np.int64(0), np.int64(0), False
    worst, priced = s.totals[WORST], s.totals[PRICE_OF_WORST]
    w = 0
    while True:
        word = s.dirty[w]
        if word == 0:
            w += 1
            continue
        r = (w << 6) + np.int64(trailing_zeros(word))
        if r == last:
            return logged, after - before, top, lost, True
        s.dirty[w] = word & (word - np.uint64(1))
        a = 2 * np.int64(s.order[r])
        first, second = ready(s, a), np.int64(0)
        if s.node[a].high != ALONE:
            first, second = both(s, a)
        for b, start in ((a + 1, second), (a, first)):
            if (b == a or s.node[a].high != ALONE) and start != s.node[b].start:
                was, now = lateness(s.node, b, np.int64(s.node[b].start)), lateness(s.node, b, start)
                before += was * s.node[b].price
                after += now * s.node[b].price
                top = max(top, now)
                lost |= was == worst
                logged = begin_anew(s, logged, b, start)
        if after + top * priced > budget:
            leave_off(s, w, last)
            return logged, after - before, top, lost, False


@inlined
def the_worst(s: State) -> Any:
    """The greatest lateness of all nodes."""
    worst = np.int64(0)
    for a in range(s.node.shape[0]):
        worst = max(worst, np.int64(s.node[a].start) - s.node[a].due)
    return worst


@inlined
def accepts(s: State, last: Any, travel: Any, limit: Any) -> Any:
    """Time a move whose links are set; keep the new totals when they are within the limit, or put the starts back."""
    t = s.totals
    worst = t[WORST]
    logged, change, top, lost, timed = carry_on(s, last, limit - travel)
    late = t[LATE] + change
    if timed and travel + late + top * t[PRICE_OF_WORST] <= limit:
        if top >= worst:
            worst = top
        elif lost and worst > 0:
            worst = the_worst(s)
        if travel + late + worst * t[PRICE_OF_WORST] <= limit:
            t[TRAVEL], t[LATE], t[WORST] = travel, late, worst
            return True
    for i in range(logged):
        s.node[s.log[i, 0]].start = s.log[i, 1]
    return False
