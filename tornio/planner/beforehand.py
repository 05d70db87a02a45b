"""What lateness a meeting's new place would cost at least, from the starts as they are: before anything is written.

Taking a meeting out lets some begin sooner, and putting it in lets some begin later. What is gained at most and lost at
least is bounded here, so that nothing is refused that timing would let pass: what follows somebody begins sooner only
where it waits for nothing but them, and never by more than they do. What only some problems have is not looked at.
"""

from typing import Any

import numpy as np

from tornio.planner.compiled import inlined
from tornio.planner.costs import charged, lateness, way
from tornio.planner.state import AT, FROM, LATE, LEFT, NEXT, PRICE_OF_WORST, RIGHT, WORST, State
from tornio.planner.timing import together

SECOND, THIRD = 1, 2  # roles after the first
MANY = 24  # places where somebody may begin sooner: more are not looked at


@inlined
def arrives(s: State, a: Any, b: Any) -> Any:
    """When somebody who is at node a as it is is at node b."""
    return np.int64(s.node[a].start) + s.node[a].duration + way(s, a, b)


@inlined
def sooner_without(s: State, a: Any) -> Any:
    """Ticks by which what follows node a may begin sooner at most when node a is taken out: none where it is waited
    for something else."""
    after = np.int64(s.node[a].after)
    start = np.int64(s.node[after].start)
    if arrives(s, a, after) != start:
        return np.int64(0)
    then = max(np.int64(s.node[after].early), arrives(s, np.int64(s.node[a].before), after))
    return max(np.int64(0), start - then)


@inlined
def sooner_at_most(s: State, p: Any, many: Any) -> Any:
    """Ticks by which anything may begin sooner at most when meeting p is taken out."""
    most, k = np.int64(0), np.int64(0)
    while k < many:
        most = max(most, sooner_without(s, (p << s.by) + k))
        k += 1
    return most


@inlined
def at_new(s: State, p: Any, k: Any, sooner: Any) -> Any:
    """The earliest that role k of meeting p can be had at its new place."""
    a, left = (p << s.by) + k, np.int64(s.hand[k, LEFT])
    there = arrives(s, left, a)
    if left >> s.by < s.near.shape[0] and s.rank[left >> s.by] > s.rank[p]:
        there -= sooner
    return max(np.int64(s.node[a].early), there)


@inlined
def begins_at_least(s: State, p: Any, many: Any) -> None:
    """Take in hand when each role of meeting p begins at its new place, at the earliest."""
    sooner = sooner_at_most(s, p, many)
    one, two, three = at_new(s, p, np.int64(0), sooner), np.int64(0), np.int64(0)
    if many > SECOND:
        two = at_new(s, p, np.int64(SECOND), sooner)
    if s.by > 1 and many > THIRD:
        three = at_new(s, p, np.int64(THIRD), sooner)
    one, two, three = together(s, p << s.by, one, two, three)
    s.hand[0, AT], s.hand[1, AT], s.hand[2, AT] = one, two, three


@inlined
def later(s: State, z: Any, then: Any, p: Any, most: Any) -> Any:
    """What is paid more at least where node z begins then and what follows it later, but for meeting p and behind it;
    and the greatest lateness there."""
    cost, top, last = np.int64(0), np.int64(0), s.near.shape[0]
    while then > s.node[z].start:
        cost += charged(s, z, then) - charged(s, z, np.int64(s.node[z].start))
        top = max(top, lateness(s.node, z, then))
        after = np.int64(s.node[z].after)
        if cost > most or z >> s.by >= last or after >> s.by == p:
            break
        then = max(np.int64(s.node[after].early), then + s.node[z].duration + way(s, z, after))
        z = after
    return cost, top


@inlined
def follows(s: State, a: Any, sooner: Any, many: Any) -> Any:
    """Note what follows node a on its route, if it would begin sooner where node a did; how many are noted."""
    after = np.int64(s.node[a].after)
    start = np.int64(s.node[after].start)
    less = min(sooner, start - s.node[after].early)
    if less > 0 and many < min(MANY, s.log.shape[0]) and arrives(s, a, after) == start:
        s.log[many, 0], s.log[many, 1] = after, less
        return many + 1
    return many


@inlined
def note(s: State, noted: Any, a: Any, sooner: Any) -> Any:
    """Note that node a may begin so much sooner; how many are noted."""
    if sooner <= 0:
        return noted
    s.log[noted, 0], s.log[noted, 1] = a, sooner
    return noted + 1


@inlined
def gained(s: State, noted: Any, enough: Any) -> Any:
    """What is paid less at most where what is noted begins sooner, and the greatest lateness among all that does then.
    Where it is `enough`, or they are too many, that is all that is said."""
    at, gain, top, last = np.int64(0), np.int64(0), np.int64(0), s.near.shape[0]
    room = min(MANY, s.log.shape[0])
    while at < noted and gain < enough:
        z, sooner = np.int64(s.log[at, 0]), np.int64(s.log[at, 1])
        at += 1
        alone = z >> s.by >= last
        first = z if alone else z >> s.by << s.by
        many = np.int64(1) if alone else np.int64(s.node[first].many)
        k = np.int64(0)
        while k < many:
            start = np.int64(s.node[first + k].start)
            gain += charged(s, first + k, start) - charged(s, first + k, start - sooner)
            top = max(top, lateness(s.node, first + k, start))
            if not alone:
                noted = follows(s, first + k, sooner, noted)
            k += 1
        if noted >= room:
            return enough, top
    return gain, top


@inlined
def beyond(s: State, least: Any, top: Any, was_top: Any, budget: Any) -> Any:
    """By how much lateness is over the budget, if nobody gains: what is paid for beginnings, and the greatest that is
    sure, where so great a one is given up."""
    worst = np.int64(s.totals[WORST])
    stays = top if was_top >= worst else max(top, worst)
    return least + stays * s.totals[PRICE_OF_WORST] - budget


@inlined
def nobody_gains(s: State, noted: Any, top: Any, was_top: Any, over: Any) -> Any:
    """Is what may be gained by all that is noted less than that?"""
    worst = np.int64(s.totals[WORST])
    gain, gained_top = gained(s, noted, over)
    if gained_top >= worst and was_top < worst:
        over -= max(np.int64(0), worst - top) * s.totals[PRICE_OF_WORST]
    return gain < over


@inlined
def hopeless(s: State, p: Any, many: Any, budget: Any) -> Any:
    """Would meeting p at the places in hand leave more lateness than the budget, whatever else is gained?"""
    begins_at_least(s, p, many)
    least, top, was_top, k = np.int64(s.totals[LATE]), np.int64(0), np.int64(0), np.int64(0)
    while k < many:
        a = (p << s.by) + k
        was, start = np.int64(s.node[a].start), np.int64(s.hand[k, AT])
        cost, late = later(s, np.int64(s.hand[k, RIGHT]), goes_on(s, p, k), p, budget)
        least += charged(s, a, start) - charged(s, a, was) + cost
        top = max(top, late, lateness(s.node, a, start))
        was_top = max(was_top, lateness(s.node, a, was))
        k += 1
    over = beyond(s, least, top, was_top, budget)
    if over <= 0:
        return False
    noted, k = np.int64(0), np.int64(0)
    while k < many:
        noted = note(s, noted, np.int64(s.hand[k, NEXT]), next_sooner(s, p, k))
        noted = note(s, noted, np.int64(s.hand[k, RIGHT]), right_sooner(s, p, k))
        k += 1
    return nobody_gains(s, noted, top, was_top, over)


@inlined
def stays_between(s: State, k: Any) -> Any:
    """Is role k of the meeting in hand put back between the two where it was?"""
    return s.hand[k, FROM] == s.hand[k, LEFT] and s.hand[k, NEXT] == s.hand[k, RIGHT]


@inlined
def goes_on(s: State, p: Any, k: Any) -> Any:
    """When somebody who was in role k of meeting p at its new place is at what follows there, at the earliest."""
    a = (p << s.by) + k
    return np.int64(s.hand[k, AT]) + s.node[a].duration + way(s, a, np.int64(s.hand[k, RIGHT]))


@inlined
def next_sooner(s: State, p: Any, k: Any) -> Any:
    """Ticks by which what follows role k of meeting p where it was may begin sooner at most."""
    sooner = sooner_without(s, (p << s.by) + k)
    if stays_between(s, k):
        sooner = min(sooner, s.node[s.hand[k, NEXT]].start - goes_on(s, p, k))
    return sooner


@inlined
def right_sooner(s: State, p: Any, k: Any) -> Any:
    """Ticks by which what follows role k of meeting p at its new place may begin sooner at most: only where a way round
    is shorter than the way itself."""
    right = np.int64(s.hand[k, RIGHT])
    start = np.int64(s.node[right].start)
    if stays_between(s, k) or arrives(s, np.int64(s.hand[k, LEFT]), right) != start:
        return np.int64(0)
    return start - max(np.int64(s.node[right].early), goes_on(s, p, k))
