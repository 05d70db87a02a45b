"""Timing what a move has touched: starts are carried on along the routes in the one order, and put back when refused.

Since every route keeps the same order of meetings, no circle of waiting can arise, and each start is set once.
"""

from typing import Any

import numpy as np

from tornio.planner.compiled import inlined, trailing_zeros
from tornio.planner.costs import charged, lasts, lateness
from tornio.planner.state import LATE, PRICE_OF_WORST, TRAVEL, WORST, Array, State

SECOND, THIRD = 1, 2  # roles after the first


@inlined
def join(node: Array, a: Any, b: Any) -> None:
    """Let b follow a."""
    node[a].after = b
    node[b].before = a


@inlined
def ready(s: State, a: Any) -> Any:
    """The earliest start at node a that its practitioner's way there and its first window allow."""
    b = s.node[a].before
    leaves = np.int64(s.node[b].start) + s.node[b].duration
    return max(np.int64(s.node[a].early), leaves + lasts(s, b, a, leaves))


@inlined
def rested(s: State, a: Any, start: Any) -> Any:
    """The earliest start at node a with the break before it, when node a would end too late to begin one after.

    It is had where they come from, or on arrival where they are there in time for it: whichever is over sooner.
    """
    rest, b = s.more.rests[s.node[a].who], s.node[a].before
    leaves = np.int64(s.node[b].start) + s.node[b].duration
    if rest[2] == 0 or leaves > rest[1] or start + s.node[a].duration <= rest[1]:
        return start
    arrives = leaves + lasts(s, b, a, leaves)
    leaves = max(leaves, rest[0]) + rest[2]
    since = leaves + lasts(s, b, a, leaves)
    if arrives <= rest[1]:
        since = min(since, max(arrives, rest[0]) + rest[2])
    return max(start, since)


@inlined
def opened(s: State, a: Any, start: Any) -> Any:
    """The first moment from `start` on that lies in a window of the meeting, or `start` when all are over."""
    row, end = s.more.windows[a >> s.by, 0], s.more.windows[a >> s.by, 1]
    while row < end:
        if start <= s.more.opens[row, 1]:
            return max(start, s.more.opens[row, 0])
        row += 1
    return start


@inlined
def first_of(s: State, a: Any, one: Any, two: Any, three: Any) -> Any:
    """When the first role begins, when the roles of a meeting could begin then at the earliest."""
    first = one
    if s.node[a].many > SECOND:
        first = max(first, two - s.node[a + 1].high)
    if s.by > 1 and s.node[a].many > THIRD:
        first = max(first, three - s.node[a + 2].high)
    return opened(s, a, first) if s.special else first


@inlined
def begins(s: State, a: Any) -> Any:
    """When the roles of a meeting begin, the first, the second and the third; or somebody's return."""
    many, one, two, three = s.node[a].many, ready(s, a), np.int64(0), np.int64(0)
    if many > SECOND:
        two = ready(s, a + 1)
    if s.by > 1 and many > THIRD:
        three = ready(s, a + 2)
    one, two, three = together(s, a, one, two, three)
    while s.special:
        was = one + two + three
        one, two, three = all_rested(s, a, one, two, three)
        if one + two + three == was:
            break
        one, two, three = together(s, a, one, two, three)
    return one, two, three


@inlined
def together(s: State, a: Any, one: Any, two: Any, three: Any) -> Any:
    """When the roles begin that could begin then at the earliest, in a window and as far apart as they may be."""
    one = first_of(s, a, one, two, three)
    if s.node[a].many > SECOND:
        two = max(two, one + s.node[a + 1].low)
    if s.by > 1 and s.node[a].many > THIRD:
        three = max(three, one + s.node[a + 2].low)
    return one, two, three


@inlined
def all_rested(s: State, a: Any, one: Any, two: Any, three: Any) -> Any:
    """When they begin, each after the break that comes before."""
    one = rested(s, a, one)
    if s.node[a].many > SECOND:
        two = rested(s, a + 1, two)
    if s.by > 1 and s.node[a].many > THIRD:
        three = rested(s, a + 2, three)
    return one, two, three


@inlined
def mark(s: State, a: Any) -> None:
    """Ask for node a to be timed again."""
    r = s.rank[a >> s.by]
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
def carry_on(s: State, last: Any, budget: Any) -> Any:
    """Time what is marked, and whatever that reaches; leave off as soon as what was timed costs more than the budget.

    What has been timed is final, and nothing else can cost less than nothing. Gives how many starts were logged, the
    change of priced beginnings, the greatest new lateness, whether a node as late as the worst has moved, and whether
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
        a = np.int64(s.order[r]) << s.by
        one, two, three = begins(s, a)
        k = np.int64(s.node[a].many)
        while k > 0:
            k -= 1
            b, start = a + k, one if k == 0 else two
            if s.by > 1 and k > 1:
                start = three
            was = np.int64(s.node[b].start)
            if start != was:
                before += charged(s, b, was)
                after += charged(s, b, start)
                top = max(top, lateness(s.node, b, start))
                lost |= lateness(s.node, b, was) == worst
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
