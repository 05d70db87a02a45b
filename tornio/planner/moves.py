"""The moves: take a meeting elsewhere, with or without other practitioners; let two exchange a stretch of their routes.

Each is judged in three steps, the cheapest first: what it adds to travel and faces, before anything is written; the
lateness, once the starts have been carried on; the greatest lateness. The limit is drawn before all three.
"""

from typing import Any

import numpy as np

from tornio.planner.compiled import below, inlined
from tornio.planner.state import ALONE, TRAVEL, UNABLE, Array, State
from tornio.planner.timing import accepts, join, mark, way

# Of a hundred: how often the other meeting is a near one; and for whom a moved role is: up to the first number somebody
# who is there, up to the second anybody; from the third on the meeting stays in its place and both roles are anybody's.
NEAR, THERE, ANYBODY, STAYS = 85, 55, 85, 92
BOTH = 2
OF_FOUR = 3  # times out of four, routes are exchanged with one that is near


@inlined
def shift(s: State, p: Any, to: Any) -> None:
    """Move meeting p to another rank of the order."""
    r = np.int64(s.rank[p])
    step = 1 if r < to else -1
    while r != to:
        q = s.order[r + step]
        s.order[r] = q
        s.rank[q] = r
        r += step
    s.order[to] = p
    s.rank[p] = to


@inlined
def gap(s: State, route: Any, slot: Any, p: Any) -> Any:
    """The neighbours on a route, meeting p left out, of what is put before rank `slot`."""
    first = 2 * (s.near.shape[0] + route) + 1
    right = np.int64(s.node[first].after)
    while s.rank[right >> 1] < slot:
        right = np.int64(s.node[right].after)
    left = np.int64(s.node[right].before)
    if right >> 1 == p:
        right = np.int64(s.node[right].after)
    if left >> 1 == p and left != first:
        left = np.int64(s.node[left].before)
    return left, right


@inlined
def one_role(s: State, q: Any) -> Any:
    """One of the nodes of meeting q."""
    return 2 * q + (below(s.chance, 2) if s.node[2 * q].high != ALONE else 0)


@inlined
def somebody(s: State, a: Any, q: Any, how: Any) -> Any:
    """A route for role a: one that is at meeting q, any that can, or the same as now."""
    if how < THERE:
        c = np.int64(s.node[one_role(s, q)].who)
        if s.face[a, c] != UNABLE:
            return c
    if how < ANYBODY or how >= STAYS:
        return np.int64(s.able[a, 1 + below(s.chance, s.able[a, 0])])
    return np.int64(s.node[a].who)


@inlined
def added(s: State, a: Any, who: Any, left: Any, right: Any) -> Any:
    """What it adds to travel and faces that role a goes from where it is to between two others of a route."""
    before, after = np.int64(s.node[a].before), np.int64(s.node[a].after)
    leaves = way(s, before, after) - way(s, before, a) - way(s, a, after)
    comes = way(s, left, a) + way(s, a, right) - way(s, left, right)
    return leaves + comes + s.face[a, who] - s.face[a, s.node[a].who]


@inlined
def take(s: State, p: Any, slot: Any, who_a: Any, who_b: Any, limit: Any) -> Any:
    """Take meeting p to before rank `slot`, on these routes, if that is within the limit."""
    node, a, b, last = s.node, 2 * p, 2 * p + 1, np.int64(s.order.shape[0])
    double, home = node[a].high != ALONE, np.int64(s.rank[p])
    left_a, right_a = gap(s, who_a, slot, p)
    from_a, next_a = np.int64(node[a].before), np.int64(node[a].after)
    travel = s.totals[TRAVEL] + added(s, a, who_a, left_a, right_a)
    left_b, right_b, from_b, next_b = a, a, a, a
    if double:
        left_b, right_b = gap(s, who_b, slot, p)
        from_b, next_b = np.int64(node[b].before), np.int64(node[b].after)
        travel += added(s, b, who_b, left_b, right_b)
    if travel > limit:
        return False
    shift(s, p, slot - 1 if slot > home else slot)  # before anything is marked: what is marked is a rank
    join(node, from_a, next_a)
    if double:
        join(node, from_b, next_b)
        put(s, left_b, b, right_b, next_b)
    put(s, left_a, a, right_a, next_a)
    if accepts(s, last, travel, limit):
        node[a].who, node[b].who = who_a, who_b
        return True
    join(node, left_a, right_a)
    if double:
        join(node, left_b, right_b)
        join(node, from_b, b)
        join(node, b, next_b)
    join(node, from_a, a)
    join(node, a, next_a)
    shift(s, p, home)
    return False


@inlined
def put(s: State, left: Any, a: Any, right: Any, formerly_next: Any) -> None:
    """Put node a between two others, and ask for it and for what follows, here and where it was, to be timed."""
    join(s.node, left, a)
    join(s.node, a, right)
    mark(s, a)
    mark(s, right)
    mark(s, formerly_next)


@inlined
def relocate(s: State, limit: Any) -> Any:
    """Take a meeting to just before or after another, with or without changes of practitioners."""
    n = s.near.shape[0]
    p = below(s.chance, n)
    q = np.int64(s.near[p, below(s.chance, s.near.shape[1])]) if below(s.chance, 100) < NEAR else below(s.chance, n)
    a, how = 2 * p, below(s.chance, 100)
    double, stay = s.node[a].high != ALONE, how >= STAYS or q == p
    which = BOTH if stay or not double else below(s.chance, BOTH + 1)
    who_a, who_b = np.int64(s.node[a].who), np.int64(s.node[a + 1].who)
    was_a, was_b = who_a, who_b
    if which != 1:
        who_a = somebody(s, a, q, how)
    if double:
        if which != 0:
            who_b = somebody(s, a + 1, q, how)
        if who_a == who_b:
            return False
    home = np.int64(s.rank[p])
    slot = home if stay else np.int64(s.rank[q]) + below(s.chance, 2)
    to = slot - 1 if slot > home else slot
    if to == home and who_a == was_a and who_b == was_b:
        return False
    return take(s, p, slot, who_a, who_b, limit)


@inlined
def stretch(s: State, z: Any, other: Any, last: Any) -> Any:
    """Follow a route from z to rank `last`: its last node there, the node after, whether `other` can do all; faces."""
    end, faces = np.int64(-1), np.int64(0)
    while s.rank[z >> 1] <= last:
        price = s.face[z, other]
        if price == UNABLE:
            return end, z, False, faces
        faces += price - s.face[z, s.node[z].who]
        end = z
        z = np.int64(s.node[z].after)
    return end, z, True, faces


@inlined
def give(node: Array, z: Any, end: Any, who: Any) -> None:
    """Let the nodes from z to end be on this route."""
    node[z].who = who
    while z != end:
        z = np.int64(node[z].after)
        node[z].who = who


@inlined
def two_routes(s: State) -> Any:
    """A node, and another route to exchange with."""
    n, routes = s.near.shape[0], s.face.shape[1]
    p = below(s.chance, n)
    a = one_role(s, p)
    q = np.int64(s.near[p, below(s.chance, s.near.shape[1])])
    two = below(s.chance, routes)
    if below(s.chance, 4) < OF_FOUR:
        two = np.int64(s.node[one_role(s, q)].who)
    return p, a, two


@inlined
def exchange(s: State, limit: Any) -> Any:
    """Two practitioners exchange what they do from one meeting's rank to a later rank, or to the end."""
    node, n = s.node, s.near.shape[0]
    p, a, two = two_routes(s)
    one, begin, last = np.int64(node[a].who), np.int64(s.rank[p]), n - 1
    if one == two:
        return False
    if below(s.chance, 2) == 0:
        last = min(last, begin + below(s.chance, 1 + n // 3))
    end_a, next_a, fits, faces_a = stretch(s, a, two, last)
    if not fits:
        return False
    b = np.int64(node[2 * (n + two) + 1].after)
    while s.rank[b >> 1] < begin:
        b = np.int64(node[b].after)
    end_b, next_b, fits, faces_b = stretch(s, b, one, last)
    if not fits:
        return False
    return cross(s, (a, end_a, next_a), (b, end_b, next_b), faces_a + faces_b, limit)


@inlined
def cross(s: State, here: Any, there: Any, faces: Any, limit: Any) -> Any:
    """Exchange two stretches, each its first and last node (-1: none) and the node after, if within the limit."""
    node, (a, end_a, next_a), (b, end_b, next_b) = s.node, here, there
    from_a, from_b = np.int64(node[a].before), np.int64(node[b].before)
    one, two = np.int64(node[a].who), np.int64(node[from_b].who)
    travel = s.totals[TRAVEL] + faces + way(s, from_b, a) - way(s, from_a, a) - way(s, end_a, next_a)
    if end_b >= 0:
        travel += way(s, end_a, next_b) + way(s, from_a, b) + way(s, end_b, next_a)
        travel -= way(s, from_b, b) + way(s, end_b, next_b)
    else:
        travel += way(s, end_a, next_b) + way(s, from_a, next_a) - way(s, from_b, next_b)
    if travel > limit:
        return False
    join(node, from_b, a)
    join(node, end_a, next_b)
    if end_b >= 0:
        join(node, from_a, b)
        join(node, end_b, next_a)
        mark(s, b)
    else:
        join(node, from_a, next_a)
    mark(s, a)
    mark(s, next_a)
    mark(s, next_b)
    if accepts(s, np.int64(s.order.shape[0]), travel, limit):
        give(node, a, end_a, two)
        if end_b >= 0:
            give(node, b, end_b, one)
        return True
    join(node, from_a, a)
    join(node, end_a, next_a)
    join(node, from_b, b if end_b >= 0 else next_b)
    if end_b >= 0:
        join(node, end_b, next_b)
    return False
