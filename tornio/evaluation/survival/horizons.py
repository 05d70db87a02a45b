"""What a curve comes to at a horizon: the share still without the event, and the mean time until then (RMST)."""

import ibis
import ibis.expr.types as ir


def at_horizon(steps: ir.Table, horizon: float) -> ir.Table:
    """The last step of each group up to the horizon; a group without one had nobody leave by then and has no row."""
    until = steps.filter(steps["time"] <= horizon)
    when = until["time"]
    told = ("survival", "std_error", "lower", "upper")
    # Nulls are values here (a curve that is at nothing has no interval), and argmax would pass them over.
    return until.group_by("group").aggregate(
        **{name: until[name].fill_null(-1.0).argmax(when).nullif(-1.0) for name in told},
        free=until["survival"].min(),
    )  # fmt: skip


def restricted_mean(steps: ir.Table, horizon: float) -> ir.Table:
    """The area under each group's curve up to the horizon and its variance, Σ (area after t)² d / (n (n − d)).

    Irwin 1949; the variance as R's survfit prints it. The units are those of the times. A group without a row had
    nobody leave by the horizon: its mean is the horizon.
    """
    until = steps.filter(steps["time"] <= horizon)
    by_time = ibis.window(group_by="group", order_by="time")
    following = until["time"].lead().over(by_time).fill_null(horizon)
    until = until.mutate(area=until["survival"] * (following - until["time"]))
    onwards = ibis.window(group_by="group", order_by="time", preceding=0, following=None)
    until = until.mutate(after=until["area"].sum().over(onwards))
    return until.group_by("group").aggregate(
        mean=until["time"].min() + until["area"].sum(),
        variance=(until["after"] * until["after"] * until["hazard_variance"]).sum(),
    )
