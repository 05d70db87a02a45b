"""The curve of those for whom it has not happened yet (Kaplan & Meier 1958), and how sure it is (Greenwood 1926)."""

from dataclasses import dataclass
from enum import StrEnum

import ibis
import ibis.expr.types as ir

HALF = 0.5
# As R's survival takes a curve to be at a half: the square root of what a double can tell apart.
TOLERANCE = 2.0**-26
STEPS = ("time", "at_risk", "events", "censored", "survival", "std_error", "lower", "upper")


class Interval(StrEnum):
    """How an interval of a share is made: on the scale of its logarithm (R's default), or of the log of minus that."""

    LOG = "log"
    LOG_LOG = "log-log"


@dataclass(frozen=True, slots=True)
class Scale:
    """How figures are told: on which scale an interval is made, its normal deviate, and the horizon."""

    interval: Interval
    z: float
    horizon: float


def at_risk(counts: ir.Table) -> ir.Table:
    """Who was still watched just before each time: everybody of the group less those who left before."""
    so_far = ibis.cumulative_window(group_by="group", order_by="time")
    whole = ibis.window(group_by="group")
    left = counts["leaving"].sum()
    return counts.mutate(at_risk=(left.over(whole) - left.over(so_far) + counts["leaving"]).cast("int64"))


def steps(counts: ir.Table, scale: Scale) -> ir.Table:
    """A row for each time of each group: S(t) = Π (1 − d/n), its standard error and its interval.

    The product is a sum of logarithms. Where everybody left has the event, S is 0 and neither error nor interval exist.
    """
    so_far = ibis.cumulative_window(group_by="group", order_by="time")
    table = at_risk(counts)
    n, d = table["at_risk"], table["events"]
    lives = (n - d).nullif(0)
    table = table.mutate(
        ends=d == n, _log=(lives / n).ln().fill_null(0.0), hazard_variance=(d / (n * lives)).fill_null(0.0)
    )
    table = table.mutate(log=table["_log"].sum().over(so_far), greenwood=table["hazard_variance"].sum().over(so_far))
    nothing = ibis.null("float64")
    table = table.mutate(
        survival=ibis.ifelse(table["ends"], 0.0, table["log"].exp()),
        std_error=ibis.ifelse(table["ends"], nothing, table["log"].exp() * table["greenwood"].sqrt()),
    )
    return with_interval(table, scale)


def with_interval(table: ir.Table, scale: Scale) -> ir.Table:
    """`lower` and `upper` beside a curve's `log` and `greenwood`; null where the curve `ends`."""
    wide = table["greenwood"].sqrt() * scale.z
    if scale.interval is Interval.LOG:
        lower, upper = (table["log"] - wide).exp(), ibis.least((table["log"] + wide).exp(), 1.0)
    else:
        ratio = (wide / table["log"].nullif(0.0)).fill_null(0.0)  # never positive: a logarithm of a share is not
        lower, upper = (table["log"] * (-ratio).exp()).exp(), (table["log"] * ratio.exp()).exp()
    nothing = ibis.null("float64")
    return table.mutate(
        lower=ibis.ifelse(table["ends"], nothing, lower), upper=ibis.ifelse(table["ends"], nothing, upper)
    )


def halved(table: ir.Table, curve: str) -> ir.Table:
    """When each group's `curve` is first at a half or below: the middle of the stretch where it is a half exactly.

    As R's survfit prints it; for the limits of the median's interval `curve` is `lower` and `upper` (Brookmeyer &
    Crowley 1982). Groups whose curve stays above a half have no row.
    """
    below = table.filter(table[curve] < HALF + TOLERANCE)
    first = below.group_by("group").aggregate(
        at=below["time"].min(), height=below[curve].argmin(below["time"]).cast("float64")
    )
    after = below.join(first, "group")
    after = after.filter(after["time"] > after["at"], after[curve] < after["height"], after["events"] > 0)
    then = after.group_by("group").aggregate(then=after["time"].min())
    both = first.left_join(then, "group")
    flat = (both["height"] - HALF).abs() < TOLERANCE
    middle = ibis.ifelse(flat & both["then"].notnull(), (both["at"] + both["then"]) / 2, both["at"])
    return both.select("group", value=middle)
