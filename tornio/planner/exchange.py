"""The second of the two moves: two practitioners exchange a stretch of their routes."""

from typing import Any

import numpy as np

from tornio.planner.compiled import below, inlined
from tornio.planner.costs import passes, way
from tornio.planner.moves import an_end, from_rank, one_role
from tornio.planner.state import TRAVEL, UNABLE, State
from tornio.planner.timing import accepts, join, mark

OF_FOUR = 3  # times out of four, routes are exchanged with one that is near


@inlined
def stretch(s: State, z: Any, other: Any, last: Any) -> Any:
    """Follow a route from z to rank `last`: its last node there, the node after, whether `other` can do all; faces."""
    end, faces = np.int64(-1), np.int64(0)
    while s.rank[z >> s.by] <= last:
        price = s.face[z, other]
        if price == UNABLE or (s.special and twice(s, z, other)):
            return end, z, False, faces
        faces += price - s.face[z, s.node[z].who]
        end = z
        z = np.int64(s.node[z].after)
    return end, z, True, faces


@inlined
def twice(s: State, z: Any, other: Any) -> Any:
    """Is whose route this is in another role of the meeting, on another of their routes? What is on this one goes the
    other way. Who has one route alone is never asked about."""
    first, k = z >> s.by << s.by, np.int64(0)
    while k < s.node[first].many:
        who = np.int64(s.node[first + k].who)
        if first + k != z and who != other and s.person[who] == s.person[other]:
            return True
        k += 1
    return False


@inlined
def give(s: State, z: Any, end: Any, who: Any) -> Any:
    """Let the nodes from z to end (-1: none) be on this route; what that adds to the cost of faces and loads."""
    cost = np.int64(0)
    while end >= 0:
        if s.special:
            cost += passes(s, z, np.int64(s.node[z].who), who)
        s.node[z].who = who
        if z == end:
            break
        z = np.int64(s.node[z].after)
    return cost


@inlined
def two_routes(s: State) -> Any:
    """A meeting and one of its nodes, and a node of another route to exchange with."""
    n, routes = s.near.shape[0], s.face.shape[1]
    p = below(s.chance, n)
    a = one_role(s, p)
    q = np.int64(s.near[p, below(s.chance, s.near.shape[1])])
    two = an_end(s, below(s.chance, routes), s.rank[p])
    if below(s.chance, 4) < OF_FOUR:
        two = one_role(s, q)
    return p, a, two


@inlined
def exchange(s: State, limit: Any) -> Any:
    """Two practitioners exchange what they do from one meeting's rank to a later rank, or to the end."""
    node, n = s.node, s.near.shape[0]
    p, a, b = two_routes(s)
    two = np.int64(node[b].who)
    one, begin, last = np.int64(node[a].who), np.int64(s.rank[p]), n - 1
    if one == two:
        return False
    if below(s.chance, 2) == 0:
        last = min(last, begin + below(s.chance, 1 + n // 3))
    end_a, next_a, fits, faces_a = stretch(s, a, two, last)
    if not fits:
        return False
    b = from_rank(s, b, begin)
    end_b, next_b, fits, faces_b = stretch(s, b, one, last)
    if not fits:
        return False
    return cross(s, (a, end_a, next_a), (b, end_b, next_b), two, faces_a + faces_b, limit)


@inlined
def cross(s: State, here: Any, there: Any, two: Any, faces: Any, limit: Any) -> Any:
    """Exchange two stretches, each its first and last node (-1: none) and the node after, if within the limit."""
    node, (a, end_a, next_a), (b, end_b, next_b) = s.node, here, there
    from_a, from_b, one = np.int64(node[a].before), np.int64(node[b].before), np.int64(node[a].who)
    travel = s.totals[TRAVEL] + faces + way(s, from_b, a) - way(s, from_a, a) - way(s, end_a, next_a)
    if end_b >= 0:
        travel += way(s, end_a, next_b) + way(s, from_a, b) + way(s, end_b, next_a)
        travel -= way(s, from_b, b) + way(s, end_b, next_b)
    else:
        travel += way(s, end_a, next_b) + way(s, from_a, next_a) - way(s, from_b, next_b)
    if s.special:  # who goes matters to when they rest, and to the books
        travel += give(s, a, end_a, two) + give(s, b, end_b, one)
    elif travel > limit:
        return False
    swap(s, (from_a, a, end_a, next_a), (from_b, b, end_b, next_b))
    if travel <= limit and timed_anew(s, here, there, travel, limit):
        if not s.special:
            give(s, a, end_a, two)
            give(s, b, end_b, one)
        return True
    swap_back(s, (from_a, a, end_a, next_a), (from_b, b, end_b, next_b))
    if s.special:
        give(s, a, end_a, one)
        give(s, b, end_b, two)
    return False


@inlined
def swap(s: State, here: Any, there: Any) -> None:
    """Let each of two stretches stand in the other's place."""
    node, (from_a, a, end_a, next_a), (from_b, b, end_b, next_b) = s.node, here, there
    join(node, from_b, a)
    join(node, end_a, next_b)
    if end_b >= 0:
        join(node, from_a, b)
        join(node, end_b, next_a)
    else:
        join(node, from_a, next_a)


@inlined
def swap_back(s: State, here: Any, there: Any) -> None:
    """Let each stand where it was."""
    node, (from_a, a, end_a, next_a), (from_b, b, end_b, next_b) = s.node, here, there
    join(node, from_a, a)
    join(node, end_a, next_a)
    join(node, from_b, b if end_b >= 0 else next_b)
    if end_b >= 0:
        join(node, end_b, next_b)


@inlined
def timed_anew(s: State, here: Any, there: Any, travel: Any, limit: Any) -> Any:
    """Time two stretches that were exchanged, and what follows; is it within the limit?"""
    for a, end, after in (here, there):
        if end >= 0:
            mark_all(s, a, end)
        mark(s, after)
    return accepts(s, np.int64(s.order.shape[0]), travel, limit)


@inlined
def mark_all(s: State, z: Any, end: Any) -> None:
    """Ask for a stretch to be timed again: its first node, or all of it where breaks may come with the route."""
    mark(s, z)
    while s.special and z != end:
        z = np.int64(s.node[z].after)
        mark(s, z)
