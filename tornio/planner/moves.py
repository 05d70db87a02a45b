"""The first of the two moves: take a meeting elsewhere in the order, with or without other practitioners.

Each move is judged in steps, the cheapest first: what it adds to travel and faces, from the links that are; the
lateness that it would leave at least, from the starts that are (`beforehand.py`); the lateness, once the starts have
been carried on; the greatest lateness. The limit is drawn before them all.
"""

from typing import Any

import numpy as np

from tornio.planner.beforehand import hopeless
from tornio.planner.compiled import below, inlined
from tornio.planner.costs import passes, way
from tornio.planner.state import FROM, LEFT, NEXT, ON, RIGHT, TRAVEL, UNABLE, WAS, WHO, State
from tornio.planner.timing import accepts, join, mark

# Of a hundred: how often the other meeting is a near one; and for whom a moved role is: up to the first number somebody
# who is there, up to the second anybody; from the third on the meeting stays in its place and all roles are anybody's.
NEAR, THERE, ANYBODY, STAYS = 85, 55, 85, 92
THIRD = 2


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
def from_rank(s: State, z: Any, slot: Any) -> Any:
    """The first node of rank `slot` or later on the route on which node z is."""
    n = s.near.shape[0]
    if s.rank[z >> s.by] < slot:
        while s.rank[z >> s.by] < slot:
            z = np.int64(s.node[z].after)
        return z
    before = np.int64(s.node[z].before)
    while before >> s.by < n and s.rank[before >> s.by] >= slot:
        z = before
        before = np.int64(s.node[z].before)
    return z


@inlined
def an_end(s: State, route: Any, slot: Any) -> Any:
    """The first node of a route or its last: whichever is likely to be nearer to rank `slot`."""
    n = s.near.shape[0]
    end = (n + route) << s.by
    return end if slot + slot > n else np.int64(s.node[end + 1].after)


@inlined
def gap(s: State, z: Any, slot: Any, p: Any) -> Any:
    """The neighbours on the route that node z is on, meeting p left out, of what is put before rank `slot`."""
    right = from_rank(s, z, slot)
    left = np.int64(s.node[right].before)
    if right >> s.by == p:
        right = np.int64(s.node[right].after)
    if left >> s.by == p:
        left = np.int64(s.node[left].before)
    return left, right


@inlined
def one_role(s: State, q: Any) -> Any:
    """One of the nodes of meeting q."""
    a = q << s.by
    many: Any = np.int64(s.node[a].many)
    return a + (below(s.chance, many) if many > 1 else 0)


@inlined
def somebody(s: State, a: Any, q: Any, how: Any) -> Any:
    """A node on a route for role a: on one that is at meeting q, on any that can, or on the same as now."""
    if how < THERE:
        z = one_role(s, q)
        if s.face[a, s.node[z].who] != UNABLE:
            return z
    if how < ANYBODY or how >= STAYS:
        return an_end(s, np.int64(s.able[a, 1 + below(s.chance, s.able[a, 0])]), s.rank[q])
    return a


@inlined
def added(s: State, a: Any, who: Any, left: Any, right: Any) -> Any:
    """What it adds to travel and faces that role a goes from where it is to between two others of a route."""
    before, after = np.int64(s.node[a].before), np.int64(s.node[a].after)
    leaves = way(s, before, after) - way(s, before, a) - way(s, a, after)
    comes = way(s, left, a) + way(s, a, right) - way(s, left, right)
    return leaves + comes + s.face[a, who] - s.face[a, s.node[a].who]


@inlined
def weigh(s: State, p: Any, slot: Any, many: Any) -> Any:
    """Find where each role of meeting p would go before rank `slot`; what that adds to travel and faces."""
    hand, travel, k = s.hand, np.int64(0), np.int64(0)
    while k < many:
        a = (p << s.by) + k
        left, right = gap(s, hand[k, ON], slot, p)
        travel += added(s, a, hand[k, WHO], left, right)
        hand[k, LEFT], hand[k, RIGHT] = left, right
        hand[k, FROM], hand[k, NEXT] = s.node[a].before, s.node[a].after
        k += 1
    return travel


@inlined
def put(s: State, p: Any, many: Any, out: Any, into: Any, who: int) -> None:
    """Take each role of meeting p from between one pair of columns of the hand to between another, on a route in it."""
    node, hand, k = s.node, s.hand, np.int64(0)
    while k < many:
        join(node, hand[k, out[0]], hand[k, out[1]])
        k += 1
    k = np.int64(0)
    while k < many:
        a = (p << s.by) + k
        join(node, hand[k, into[0]], a)
        join(node, a, hand[k, into[1]])
        node[a].who = hand[k, who]
        k += 1


@inlined
def mark_put(s: State, p: Any, many: Any) -> None:
    """Ask for the roles of meeting p and for what follows them, here and where they were, to be timed."""
    k = np.int64(0)
    while k < many:
        mark(s, (p << s.by) + k)
        mark(s, s.hand[k, RIGHT])
        mark(s, s.hand[k, NEXT])
        k += 1


@inlined
def take(s: State, p: Any, slot: Any, many: Any, limit: Any) -> Any:
    """Take meeting p, its new routes in hand, to before rank `slot`, if that is within the limit."""
    travel = s.totals[TRAVEL] + weigh(s, p, slot, many)
    if s.special:
        travel += booked(s, p, many, WAS, WHO)
    elif travel > limit or hopeless(s, p, many, limit - travel):
        return False
    if travel <= limit and taken(s, p, slot, many, travel, limit):
        return True
    if s.special:
        booked(s, p, many, WHO, WAS)
    return False


@inlined
def taken(s: State, p: Any, slot: Any, many: Any, travel: Any, limit: Any) -> Any:
    """Take meeting p there, time it, and take it back where that is beyond the limit."""
    home, last = np.int64(s.rank[p]), np.int64(s.order.shape[0])
    shift(s, p, slot - 1 if slot > home else slot)  # before anything is marked: what is marked is a rank
    put(s, p, many, (FROM, NEXT), (LEFT, RIGHT), WHO)
    mark_put(s, p, many)
    if accepts(s, last, travel, limit):
        return True
    put(s, p, many, (LEFT, RIGHT), (FROM, NEXT), WAS)
    shift(s, p, home)
    return False


@inlined
def booked(s: State, p: Any, many: Any, was: int, now: int) -> Any:
    """Let every role of meeting p pass from what is in one column of the hand to what is in another; what that adds."""
    cost, k = np.int64(0), np.int64(0)
    while k < many:
        cost += passes(s, (p << s.by) + k, s.hand[k, was], s.hand[k, now])
        k += 1
    return cost


@inlined
def choose(s: State, p: Any, q: Any, how: Any, which: Any) -> Any:
    """Take in hand who is to be in each role of meeting p; is there a change, and nobody in two roles?"""
    hand, many, other, k = s.hand, np.int64(s.node[p << s.by].many), False, np.int64(0)
    while k < many:
        a = (p << s.by) + k
        on = somebody(s, a, q, how) if which in (k, many) else a
        hand[k, ON], hand[k, WAS], hand[k, WHO] = on, s.node[a].who, s.node[on].who
        other |= hand[k, WAS] != hand[k, WHO]
        k += 1
    if many > 1 and s.person[hand[0, WHO]] == s.person[hand[1, WHO]]:
        return other, False
    if s.by > 1 and many > THIRD:
        third = s.person[hand[2, WHO]]
        return other, third != s.person[hand[0, WHO]] and third != s.person[hand[1, WHO]]
    return other, True


@inlined
def elsewhere(s: State) -> Any:
    """A meeting, the rank before which it would go, its routes in hand; its roles, or 0 where there is no such move."""
    n = s.near.shape[0]
    p = below(s.chance, n)
    q = np.int64(s.near[p, below(s.chance, s.near.shape[1])]) if below(s.chance, 100) < NEAR else below(s.chance, n)
    how = below(s.chance, 100)
    many: Any = np.int64(s.node[p << s.by].many)
    stay = how >= STAYS or q == p
    which = many if stay or many == 1 else below(s.chance, many + 1)
    other, apart = choose(s, p, q, how, which)
    home = np.int64(s.rank[p])
    if not apart:
        return p, home, np.int64(0)
    slot = home if stay else np.int64(s.rank[q]) + below(s.chance, 2)
    to = slot - 1 if slot > home else slot
    return p, slot, np.int64(0) if to == home and not other else many


@inlined
def relocate(s: State, limit: Any) -> Any:
    """Take a meeting to just before or after another, with or without changes of practitioners."""
    p, slot, many = elsewhere(s)
    return many > 0 and take(s, p, slot, many, limit)
