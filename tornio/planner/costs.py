"""What things cost in the kernel: a way, a late beginning, another time than agreed, a face, a full day."""

from typing import Any

import numpy as np

from tornio.planner.compiled import inlined
from tornio.planner.state import ANOTHER_FACE, NEVER, STRETCH, UNEVEN, Array, State


@inlined
def way(s: State, a: Any, b: Any) -> Any:
    """Ticks from node a to node b at the usual pace: what is paid."""
    return np.int64(s.between[s.node[a].place, s.node[b].place])


@inlined
def lasts(s: State, a: Any, b: Any, leaves: Any) -> Any:
    """Ticks from node a to node b for somebody who leaves then: what passes."""
    ticks = way(s, a, b)
    if s.special and s.more.pace.shape[0] > 1:
        at = min(leaves // s.more.prices[STRETCH], np.int64(s.more.pace.shape[0] - 1))
        return (ticks * s.more.pace[at] + 255) >> 8
    return ticks


@inlined
def lateness(node: Array, a: Any, start: Any) -> Any:
    """Ticks by which node a begins after it was due."""
    return max(np.int64(0), start - node[a].due)


@inlined
def charged(s: State, a: Any, start: Any) -> Any:
    """What a beginning of node a costs: ticks late, once that it is past its wall, and another time than agreed."""
    late = lateness(s.node, a, start)
    cost = late * s.node[a].price
    if s.special:
        if start > s.more.wall[a]:
            cost += s.more.fixed[a]
        p = a >> s.by
        agreed = s.more.agreed[p, 0]
        if agreed != NEVER and a == p << s.by and start != agreed:
            cost += s.more.agreed[p, 1] + s.more.agreed[p, 2] * abs(start - agreed)
    return cost


@inlined
def over(more: Any, who: Any) -> Any:
    """Ticks at meetings beyond what is enough for somebody."""
    return max(np.int64(0), more.load[who] - more.most[who])


@inlined
def passes(s: State, a: Any, was: Any, now: Any) -> Any:
    """Let role a pass from one route to another in the books of faces and loads; what that adds to their cost."""
    more, one, two = s.more, s.person[was], s.person[now]
    if one == two:
        return np.int64(0)
    network = more.network[a >> s.by]
    more.seen[network, one] -= 1
    more.seen[network, two] += 1
    faces = np.int64(more.seen[network, two] == 1) - np.int64(more.seen[network, one] == 0)
    beyond = over(more, one) + over(more, two)
    more.load[one] -= s.node[a].duration
    more.load[two] += s.node[a].duration
    beyond = over(more, one) + over(more, two) - beyond
    return faces * more.prices[ANOTHER_FACE] + beyond * more.prices[UNEVEN]
