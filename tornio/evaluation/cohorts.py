"""Cohorts from the record itself: from a network's first call until something happens in life, a row for each network.

What comes out has the columns that curves and models ask for: how long, and whether it happened (`survival`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis import _

from tornio.evaluation.asked import Asked, asking
from tornio.evaluation.counted import Period
from tornio.evaluation.engine import Source
from tornio.evaluation.errors import Unusable
from tornio.evaluation.lives import networks_begun, things_told

# What is waited for: which kind of thing, of which sorts.
UNTIL: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "stay": ("stay", ("voluntary", "detained", "not_said")),
    "detention": ("stay", ("detained",)),
    "antipsychotic": ("medication", ("antipsychotic",)),
    "occupation": ("occupation", ("work", "study")),
    "benefit": ("benefit", ("benefit",)),
}


@dataclass(frozen=True, slots=True)
class Cohort:
    """Networks that first called in a period: who is followed, a row each, and who cannot be.

    `rows` has `network`, `begun_on` (the day of the first call), `time` (days from then on) and `event` (1: it happened
    then; 0: not up to then). Not followed is whoever had it that day already, and of whom nothing was told since.
    """

    rows: pa.Table
    had_it: int
    not_told: int

    @property
    def of(self) -> int:
        """All networks that first called in that period."""
        return int(self.rows.num_rows) + self.had_it + self.not_told


def cohort(source: Source, until: str, period: Period, as_of: datetime) -> Cohort:
    """Those whose first call was in the period, followed until the first thing of that kind from that day on.

    `until` is one of `UNTIL`. Who has not had it is followed up to the last day up to which anybody told something of
    that kind; the same rule as for every figure of lives. Errors: Unusable where nobody knows what is waited for.
    """
    if until not in UNTIL:
        raise Unusable(f"It can be waited for {', '.join(UNTIL)}, and not for {until}.")
    with asking(source, as_of, period.start, period.end) as asked:
        found = _followed(asked, until).to_pyarrow()
    had_it = [bool(each) for each in found["had_it"].to_pylist()]
    told = [each is not None for each in found["time"].to_pylist()]
    kept = pa.array([seen and not had for seen, had in zip(told, had_it, strict=True)], pa.bool_())
    rows = found.filter(kept).select(["network", "begun_on", "time", "event"])
    return Cohort(rows, sum(had_it), len(told) - rows.num_rows - sum(had_it))


def _followed(asked: Asked, until: str) -> ir.Table:
    """Each network of the period, with whether it had it already, and for how long it is followed; missing: not."""
    kind, sorts = UNTIL[until]
    begun = networks_begun(asked).filter(_.begun_on >= _day(asked.since), _.begun_on < _day(asked.until))
    seen = things_told(asked).filter(_.kind == kind).join(begun.select("network", "start"), "network")
    it = seen.sort.isin(sorts)
    said = seen.group_by("network").aggregate(
        told=seen.told.max(),
        had=(it & (seen.since < seen.start) & (seen.end > seen.start)).any(),
        first=seen.since.min(where=it & (seen.since >= seen.start)),
    )
    found = begun.left_join(said, "network").drop("network_right")
    had_it = found.had.fill_null(ibis.literal(value=False))
    days = ibis.coalesce(found.first, found.told) - found.start
    return found.select(
        "network", "begun_on",
        had_it=had_it,
        time=ibis.ifelse(days >= 0, days, ibis.null("int64")),
        event=ibis.ifelse(found.first.notnull(), 1, 0),
    ).order_by("begun_on", "network")  # fmt: skip


def _day(day: date) -> ir.DateScalar:
    return ibis.literal(day, "date")
