"""The state of a search as arrays: nodes on linked routes, one order of all meetings, and what each choice costs.

Of n meetings and r routes (a route is one shift of one practitioner) there are 2(n + r) + 1 nodes: the two roles of
meeting p at 2p and 2p + 1, the end of route c at 2(n + c) and its beginning at 2(n + c) + 1, and one last that nobody
visits. A meeting with one role leaves its second node alone. So a node's meeting, or its route, is its number halved.
"""

from typing import Any, NamedTuple

import numpy as np

ALONE = -1  # `high` of what has one role
UNABLE = -1  # the price of somebody who cannot come
TRAVEL, LATE, WORST, BEST, ACCEPTED, PRICE_OF_WORST = range(6)  # places in `totals`

# The two roles of a meeting share a cache line, and one address reaches every field.
NODE = np.dtype(
    [
        ("before", np.uint16),
        ("after", np.uint16),
        ("who", np.uint16),  # the route
        ("place", np.uint16),
        ("start", np.int32),
        ("duration", np.int32),
        ("early", np.int32),
        ("due", np.int32),
        ("low", np.int32),  # the least and the greatest wait from the first start to the second
        ("high", np.int32),
        ("price", np.int32),  # of a tick of lateness
    ]
)

Array = np.ndarray[Any, Any]


class State(NamedTuple):
    """Everything that the kernel reads and writes. Nothing in it is made anew while a search goes on."""

    node: Array
    rank: Array  # [node halved]: its place in the order
    order: Array  # [rank]: the meetings, then the ends of the routes
    near: Array  # [meeting]: the nearest in time and space
    face: Array  # [role, route]: what that face costs, or UNABLE
    able: Array  # [role]: how many routes can, then which
    between: Array  # [place, place]: ticks
    dirty: Array  # bits: the ranks that are to be timed again, with one beyond the last that is always set
    log: Array  # [change]: node and former start
    totals: Array
    chance: Array
    best_order: Array
    best_who: Array
