"""The state of a search as arrays: nodes on linked routes, one order of all meetings, and what each choice costs.

A route is a free stretch of a shift. Of n meetings with room for 2^by roles each, and r routes, node (p << by) + k is
role k of meeting p; the end of route c is at (n + c) << by and its beginning just after; one last node is spare. So
a node shifted by `by` is its meeting, or n and its route: its place in the order is found by that.
"""

from typing import Any, NamedTuple

import numpy as np

UNABLE = -1  # the price of somebody who cannot come
NEVER = -1  # when a meeting is agreed for that is not
TRAVEL, LATE, WORST, BEST, ACCEPTED, PRICE_OF_WORST = range(6)  # places in `totals`
LEFT, RIGHT, FROM, NEXT, WHO, WAS, ON, AT = range(8)  # columns of `hand`
ANOTHER_FACE, UNEVEN, STRETCH = range(3)  # places in `more.prices`

NODE = np.dtype(
    [
        ("before", np.uint16),
        ("after", np.uint16),
        ("who", np.uint16),  # the route
        ("place", np.uint16),
        ("many", np.uint16),  # roles, told by the first of them
        ("none", np.uint16),  # so that what follows begins at a whole word
        ("start", np.int32),
        ("duration", np.int32),
        ("early", np.int32),
        ("due", np.int32),
        ("low", np.int32),  # the least and the greatest wait from the first role's start to this one's
        ("high", np.int32),
        ("price", np.int32),  # of a tick of lateness
    ]
)

Array = np.ndarray[Any, Any]


class More(NamedTuple):
    """What only some problems have; it is read where `State.special` is not 0."""

    fixed: Array  # [node]: once, when it begins after its wall
    wall: Array  # [node]: a meeting's is when it is due; that of a route's end may be later
    agreed: Array  # [node shifted]: when it is agreed for or NEVER, the price of another time, and of a tick between
    windows: Array  # [node shifted]: the first row of its windows, and the row after its last
    opens: Array  # [row]: from when to when a meeting may begin
    rests: Array  # [route]: a break's earliest and latest beginning, and its length; 0 is none
    pace: Array  # [stretch]: 256ths of the usual way
    network: Array  # [meeting]
    seen: Array  # [network, practitioner]: how often
    load: Array  # [practitioner]: ticks at meetings
    most: Array  # [practitioner]: beyond which it is priced
    prices: Array


class State(NamedTuple):
    """Everything that the kernel reads and writes. Nothing in it is made anew while a search goes on."""

    node: Array
    rank: Array  # [node shifted]: its place in the order
    order: Array  # [rank]: the meetings, then the ends of the routes
    near: Array  # [meeting]: the nearest in time and space
    face: Array  # [role, route]: what that face costs, or UNABLE
    able: Array  # [role]: how many routes can, then which
    person: Array  # [route]: whose it is
    between: Array  # [place, place]: ticks
    dirty: Array  # bits: the ranks that are to be timed again, with one beyond the last that is always set
    log: Array  # [change]: node and former start
    hand: Array  # [role]: what is held of a meeting while it is moved
    totals: Array
    chance: Array
    best_order: Array
    best_who: Array
    by: int
    special: int
    more: More
