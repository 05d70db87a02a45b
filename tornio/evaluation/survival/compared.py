"""Whether groups differ: the log-rank test (Mantel 1966), with hypergeometric variances, as R's survdiff."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from scipy.special import chdtrc

from tornio.evaluation.estimates import Absent

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


def moments(counts: ir.Table, groups: tuple[str, ...], events: str) -> ir.Table:
    """One row of sums over all times: O, E, and V of each pair of groups, of whatever column tells the events.

    V_kl = Σ d (n − d) / (n − 1) · n_k / n · (1[k = l] − n_l / n).
    """
    of = {number: counts["group"] == name for number, name in enumerate(groups)}
    wide = counts.group_by("time").aggregate(
        **{f"d{k}": counts[events].sum(where=mine).fill_null(0) for k, mine in of.items()},
        **{f"l{k}": counts["leaving"].sum(where=mine).fill_null(0) for k, mine in of.items()},
    )
    from_here = ibis.window(order_by="time", preceding=0, following=None)
    wide = wide.mutate(**{f"n{k}": wide[f"l{k}"].sum().over(from_here).cast("float64") for k in of})
    wide = wide.mutate(n=sum(wide[f"n{k}"] for k in of), d=sum(wide[f"d{k}"] for k in of))
    wide = wide.filter(wide["d"] > 0)
    n, d = wide["n"], wide["d"]
    spread = (d * (n - d) / (n - 1).nullif(0)).fill_null(0.0)
    share = {k: wide[f"n{k}"] / n for k in of}
    sums = {f"o{k}": wide[f"d{k}"].sum() for k in of} | {f"e{k}": (d * share[k]).sum() for k in of}
    for k in of:
        for other in range(k + 1):
            same = 1.0 if k == other else 0.0
            sums[f"v{k}_{other}"] = (spread * share[k] * (same - share[other])).sum()
    return wide.aggregate(**sums)


def log_rank(counts: ir.Table, groups: tuple[str, ...], events: str = "events") -> LogRank | Absent:
    """The test, or why there is none. `counts` as observations.counts tells them."""
    if len(groups) < 2:  # noqa: PLR2004
        return ONE_GROUP
    row = moments(counts, groups, events).to_pandas().iloc[0]
    found = {name: 0.0 if value is None or np.isnan(value) else float(value) for name, value in row.items()}
    observed = np.array([found[f"o{k}"] for k in range(len(groups))])
    expected = np.array([found[f"e{k}"] for k in range(len(groups))])
    if not observed.sum():
        return NO_EVENT
    variance = np.zeros((len(groups), len(groups)))
    for k in range(len(groups)):
        for other in range(k + 1):
            variance[k, other] = variance[other, k] = found[f"v{k}_{other}"]
    # A group that nobody was left of at any event says nothing; of the others one follows from the rest.
    said = np.flatnonzero(expected > 0)[1:]
    if not len(said) or np.linalg.matrix_rank(variance[np.ix_(said, said)]) < len(said):
        return NO_VARIANCE
    apart = (observed - expected)[said]
    chi = float(apart @ np.linalg.solve(variance[np.ix_(said, said)], apart))
    p = float(chdtrc(len(said), chi))
    return LogRank(tuple(observed.tolist()), tuple(expected.tolist()), chi, len(said), p)
