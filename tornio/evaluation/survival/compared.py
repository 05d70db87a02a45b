"""Whether groups differ: the log-rank test (Mantel 1966), with hypergeometric variances, as R's survdiff."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from tornio.evaluation.estimates import Absent
from tornio.evaluation.survival.observations import Array, Counts

AT_ONCE = 1_000_000  # times, so that many groups do not fill the memory

ONE_GROUP = Absent("There is one group: nothing to compare.")
NO_EVENT = Absent("Nobody has the event: nothing to compare.")
NO_VARIANCE = Absent("At every event only one group was still watched: nothing to compare.")


@dataclass(frozen=True, slots=True)
class LogRank:
    """Observed and expected events of each group in the groups' order, and the test of whether the curves are one."""

    observed: tuple[float, ...]
    expected: tuple[float, ...]
    chi_squared: float
    degrees: int
    p: float


def moments(counts: Sequence[Counts], events: Sequence[Array]) -> tuple[Array, Array, Array]:
    """O and E of each group, and V of each pair of them: sums over all times at which somebody has the event.

    V_kl = Σ d (n − d) / (n − 1) · n_k / n · (1[k = l] − n_l / n).
    """
    times = np.unique(np.concatenate([each.time[mine > 0] for each, mine in zip(counts, events, strict=True)]))
    many = len(counts)
    expected, variance = np.zeros(many), np.zeros((many, many))
    for start in range(0, len(times), AT_ONCE):
        at = times[start : start + AT_ONCE]
        n = np.vstack([_watched(each, at) for each in counts])
        d = np.sum([_at(each, mine, at) for each, mine in zip(counts, events, strict=True)], axis=0)
        whole = n.sum(axis=0)
        share = n / whole
        spread = np.divide(d * (whole - d), whole - 1, out=np.zeros_like(whole), where=whole > 1)
        expected += share @ d
        variance += np.diag(share @ spread) - (share * spread) @ share.T
    return np.array([mine.sum() for mine in events]), expected, variance


def _watched(of: Counts, at: Array) -> Array:
    """How many of a group were still watched just before each of these times."""
    found: Array = np.append(of.at_risk, 0.0)[np.searchsorted(of.time, at)]
    return found


def _at(of: Counts, events: Array, at: Array) -> Array:
    """How many of a group have the event at each of these times."""
    place = np.minimum(np.searchsorted(of.time, at), len(of.time) - 1)
    return np.where(of.time[place] == at, events[place], 0.0)


def log_rank(counts: Sequence[Counts], cause: int | None = None) -> LogRank | Absent:
    """The test of the groups' curves, for one kind of event or any; or why there is none."""
    if len(counts) < 2:  # noqa: PLR2004
        return ONE_GROUP
    events = [each.events if cause is None else each.of_cause[cause] for each in counts]
    if not sum(each.sum() for each in events):
        return NO_EVENT
    observed, expected, variance = moments(counts, events)
    # A group that nobody was left of at any event says nothing; of the others one follows from the rest.
    said = np.flatnonzero(expected > 0)[1:]
    if not len(said) or np.linalg.matrix_rank(variance[np.ix_(said, said)]) < len(said):
        return NO_VARIANCE
    apart = (observed - expected)[said]
    chi = float(apart @ np.linalg.solve(variance[np.ix_(said, said)], apart))
    p = float(chdtrc(len(said), chi))
    return LogRank(tuple(observed.tolist()), tuple(expected.tolist()), chi, len(said), p)
