"""The cheapest route at given prices of the visits: labelling with a short memory, in whole numbers.

A label is a way to have begun at a visit: when, at what cost, and which meetings it may not go to again. It remembers a
meeting only while it stays near it (ng-routes: Baldacci, Mingozzi and Roberti 2011, doi 10.1287/opre.1110.0975). So its
routes are all those that can be, and some that go in long circles; the cheapest of them bounds those that can be.
"""

from typing import Any, NamedTuple

import numpy as np

from tornio.planner.compiled import compiled, inlined
from tornio.planner.state import Array

FAR = 2**62
MOST_WORK = 500_000_000  # labels compared in one answer: about two seconds


class Asked(NamedTuple):
    """What one kind of route is asked for. Costs are in parts of a tick; times in ticks; n visits in all."""

    able: Array  # [i]: the visits it can make
    out: Array  # [visit]: when it can be there at the earliest, straight from where it begins
    leaving: Array  # [visit]: what that way costs
    back: Array  # [visit]: what the way costs to where it returns
    home: Array  # [visit]: how long that lasts
    fare: Array  # [visit, visit]: what a way costs
    lasts: Array  # [visit, visit]: and how long it lasts
    duration: Array
    early: Array
    due: Array
    last: Array  # [visit]: begun later, it is not looked at
    dear: Array  # [visit]: a tick late
    step: Array  # [visit, j]: from when on it costs toll[visit, j]
    toll: Array
    steps: Array  # [visit]: how many there are
    bit: Array  # [visit]: which of a word stands for its meeting
    word: Array  # [visit]: and which word
    near: Array  # [visit, word]: the meetings that are remembered there
    ends: int
    overrun: int  # parts a tick
    begins: int
    width: int  # ticks of a bucket
    roughly: int  # 1: a label that is as early and as cheap is enough, however free; fast, and no bound


class Room(NamedTuple):
    """Where the labels stand. Nothing in it is made anew while it is looked for."""

    time: Array
    cost: Array
    at: Array
    came: Array  # the label it comes from
    memory: Array  # [label, word]
    beside: Array  # the next label of the same visit and bucket
    after: Array  # the next label of the same bucket
    head: Array  # [visit, bucket]
    least: Array  # [visit, bucket]: the cost of its cheapest label
    first: Array  # [bucket]
    final: Array  # [bucket]
    best: Array  # [visit]: the label with which the cheapest route ends there
    worth: Array  # [visit]: what that route costs
    work: Array  # [0]: how many labels were compared


def room(labels: int, visits: int, words: int, buckets: int) -> Room:
    """Room for so many labels."""
    return Room(
        np.zeros(labels, np.int64), np.zeros(labels, np.int64), np.zeros(labels, np.int32),
        np.zeros(labels, np.int32), np.zeros((labels, words), np.uint64), np.zeros(labels, np.int32),
        np.zeros(labels, np.int32), np.zeros((visits, buckets), np.int32), np.zeros((visits, buckets), np.int64),
        np.zeros(buckets, np.int32), np.zeros(buckets, np.int32), np.zeros(visits, np.int32),
        np.zeros(visits, np.int64), np.zeros(1, np.int64),
    )  # fmt: skip


@inlined
def bucket(a: Asked, r: Room, time: Any) -> Any:
    """Which bucket holds this tick."""
    return min((time - a.begins) // a.width, r.first.shape[0] - 1)


@inlined
def beaten(a: Asked, r: Room, label: Any) -> Any:
    """Is there a label as early, as cheap, and as free?"""
    v, time, cost = r.at[label], r.time[label], r.cost[label]
    for b in range(bucket(a, r, time) + 1):
        k = r.head[v, b] if r.least[v, b] <= cost else np.int32(-1)
        while k >= 0:
            r.work[0] += 1
            if k != label and r.cost[k] <= cost and r.time[k] <= time:
                free = True
                same = r.cost[k] == cost and r.time[k] == time
                if not a.roughly:
                    for w in range(r.memory.shape[1]):
                        free &= (r.memory[k, w] & ~r.memory[label, w]) == 0
                        same &= r.memory[k, w] == r.memory[label, w]
                if free and (not same or k < label):
                    return True
            k = r.beside[k]
    return False


@inlined
def arriving(a: Asked, r: Room, came: Any, v: Any) -> Any:
    """When visit v can begin after a label (-1: after nothing), and what it costs to be there."""
    if came < 0:
        return max(a.early[v], a.out[v]), a.leaving[v]
    u = r.at[came]
    return max(a.early[v], r.time[came] + a.duration[u] + a.lasts[u, v]), r.cost[came] + a.fare[u, v]


@inlined
def keep(a: Asked, r: Room, n: Any) -> Any:
    """Keep label n unless it is beaten; gives the number of labels."""
    if beaten(a, r, n):
        return n
    v, b = r.at[n], bucket(a, r, r.time[n])
    r.beside[n], r.head[v, b] = r.head[v, b], n
    r.least[v, b] = min(r.least[v, b], r.cost[n])
    r.after[n] = -1
    if r.final[b] >= 0:
        r.after[r.final[b]] = n
    else:
        r.first[b] = n
    r.final[b] = n
    return n + 1


@inlined
def put(a: Asked, r: Room, n: Any, came: Any, v: Any) -> Any:
    """Labels at visit v after another: begun as soon as can be, or when it becomes cheaper by itself."""
    arrive, cost = arriving(a, r, came, v)
    least = np.int64(FAR)
    for j in range(a.steps[v]):
        time = max(arrive, a.step[v, j])
        over = j + 1 < a.steps[v] and a.step[v, j + 1] <= arrive
        if over or time > a.last[v] or a.toll[v, j] >= least:
            continue
        least = a.toll[v, j]
        if n >= r.time.shape[0]:
            return n + 1
        r.time[n], r.at[n], r.came[n] = time, v, came
        r.cost[n] = cost + least + a.dear[v] * max(np.int64(0), time - a.due[v])
        for w in range(r.memory.shape[1]):
            r.memory[n, w] = (r.memory[came, w] & a.near[v, w]) if came >= 0 else np.uint64(0)
        r.memory[n, a.word[v]] |= a.bit[v]
        n = keep(a, r, n)
    return n


@inlined
def finish(a: Asked, r: Room, label: Any) -> None:
    """Let the route end here, if it is the cheapest that ends at this visit."""
    v = r.at[label]
    back = r.time[label] + a.duration[v] + a.home[v]
    cost = r.cost[label] + a.back[v] + max(np.int64(0), back - a.ends) * a.overrun
    if cost < r.worth[v]:
        r.worth[v], r.best[v] = cost, label


@inlined
def clear(a: Asked, r: Room) -> None:
    """Nothing has been looked at yet."""
    r.work[0] = 0
    for b in range(r.first.shape[0]):
        r.first[b] = r.final[b] = -1
    for i in range(a.able.shape[0]):
        v = a.able[i]
        r.best[v], r.worth[v] = -1, FAR
        for b in range(r.first.shape[0]):
            r.head[v, b], r.least[v, b] = -1, FAR


@compiled
def cheapest(a: Asked, r: Room) -> Any:
    """The cheapest route that ends at each visit, in `r.best` and `r.worth`; gives the number of labels.

    A number greater than there is room for means that not all were looked at, for want of room or of patience.
    """
    clear(a, r)
    n = np.int64(0)
    for i in range(a.able.shape[0]):
        n = put(a, r, n, np.int64(-1), a.able[i])
    for b in range(r.first.shape[0]):
        label = np.int64(r.first[b])
        while label >= 0 and n <= r.time.shape[0]:
            if not beaten(a, r, label):
                finish(a, r, label)
                for i in range(a.able.shape[0]):
                    u = a.able[i]
                    if (r.memory[label, a.word[u]] & a.bit[u]) == 0 and n <= r.time.shape[0]:
                        n = put(a, r, n, label, u)
            label = np.int64(r.after[label])
            if r.work[0] > MOST_WORK:
                return r.time.shape[0] + 1
    return n
