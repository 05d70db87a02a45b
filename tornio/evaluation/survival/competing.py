"""What came first, of several things that can happen: cumulative incidence (Aalen & Johansen 1978).

Its variance is the delta method's (Marubini & Valsecchi 1995, p. 341), which is what R's survfit tells of more states
than two.
"""

import ibis
import ibis.expr.types as ir

from tornio.evaluation.survival.curves import Interval, Scale, at_risk

STEPS = ("time", "at_risk", "events", "censored", "incidence", "std_error", "lower", "upper")


def incidence(counts: ir.Table, cause: int, scale: Scale) -> ir.Table:
    """A row for each time of each group: F(t) = Σ S(t−) d_k / n, where S is the share to whom nothing happened yet.

    Var F(t) = Σ (F(t) − F)² a + Σ S² d_k (n − d_k) / n³ − 2 Σ (F(t) − F) S d_k / n², with a = d / (n (n − d)).
    """
    so_far = ibis.cumulative_window(group_by="group", order_by="time")
    table = at_risk(counts)
    n, d, mine = table["at_risk"].cast("float64"), table["events"], table[f"events_{cause}"]
    lives = (n - d).nullif(0)
    table = table.mutate(
        _log=(lives / n).ln().fill_null(0.0), a=(d / (n * lives)).fill_null(0.0), share=mine / n, lot=1 / n
    )
    before = table["_log"].sum().over(so_far) - table["_log"]
    table = table.mutate(free=before.exp())
    table = table.mutate(incidence=(table["free"] * table["share"]).sum().over(so_far))
    f, a, free, share, lot = (table[name] for name in ("incidence", "a", "free", "share", "lot"))
    table = table.mutate(
        v0=a.sum().over(so_far),
        v1=(f * a + free * share * lot).sum().over(so_far),
        v2=(f * f * a + free * free * share * (1 - share) * lot + 2 * f * free * share * lot).sum().over(so_far),
    )
    f = table["incidence"]
    variance = ibis.greatest(f * f * table["v0"] - 2 * f * table["v1"] + table["v2"], 0.0)
    return _with_interval(table.mutate(std_error=variance.sqrt()), scale)


def _with_interval(table: ir.Table, scale: Scale) -> ir.Table:
    """On the scale asked for; where nothing happened yet (or all of it) there is no doubt to tell, and none is."""
    f, error = table["incidence"], table["std_error"]
    log = f.nullif(0.0).ln()
    if scale.interval is Interval.LOG:
        wide = scale.z * error / f.nullif(0.0)
        lower, upper = (log - wide).exp(), ibis.least((log + wide).exp(), 1.0)
    else:
        wide = scale.z * error / (f * log).nullif(0.0)
        lower, upper = (log * (-wide).exp()).exp(), (log * wide.exp()).exp()
    sure = (f == 0) | (error == 0)
    return table.mutate(lower=ibis.ifelse(sure, f, lower), upper=ibis.ifelse(sure, f, upper))


def at_horizon(steps: ir.Table, horizon: float) -> ir.Table:
    """The last step of each group up to the horizon; a group without one had nobody leave by then and has no row."""
    until = steps.filter(steps["time"] <= horizon)
    when = until["time"]
    return until.group_by("group").aggregate(
        **{name: until[name].argmax(when) for name in ("incidence", "std_error", "lower", "upper")},
        free=(until["at_risk"] - until["events"]).min(),
    )
