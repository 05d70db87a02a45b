"""The whole answer about one file: what was found in it, each group's curve and figures, the comparison, the model."""

from dataclasses import dataclass, field
from pathlib import Path
from statistics import NormalDist
from typing import Any

from tornio.evaluation import files
from tornio.evaluation.coefficients import few
from tornio.evaluation.errors import Unusable
from tornio.evaluation.estimates import Absent, Definition
from tornio.evaluation.survival import compared, modelled, observations, told
from tornio.evaluation.survival.cox import Cox
from tornio.evaluation.survival.curves import Interval, Scale
from tornio.evaluation.survival.observations import Asked, Counts

DEFINITION = Definition(
    "time-to-event", 1,
    "The share to whom it has not happened yet, from each one's own start; whoever was watched to a time without it "
    "counts until then. Rows without time, event or group are left out and counted.",
    "Kaplan & Meier 1958; Greenwood 1926; Brookmeyer & Crowley 1982; Irwin 1949; Mantel 1966; Aalen & Johansen 1978; "
    "Cox 1972; Efron 1977; Lin & Wei 1989; Lee, Wei & Amato 1992",
)  # fmt: skip
MODEL_OF_MANY = Absent(
    "With several kinds of event a hazard belongs to one: give a column that is 1 for that kind and 0 otherwise."
)
FEW_EVENTS = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """What `tornio evaluate survival` tells. `horizon` is in the units of the times, whose clock is the column's."""

    definition: Definition
    engine: str
    columns: Asked
    clock: str
    level: float
    interval: Interval
    rows: int
    n: int
    events: int
    missing: dict[str, int]
    horizon: float
    horizon_is: str
    groups: list[dict[str, Any]]
    log_rank: dict[str, Any] | compared.LogRank | Absent
    cox: Cox | Absent
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is asked: the engine, the level of the intervals and their kind, the horizon."""

    engine: files.Engine = files.Engine.DUCKDB
    level: float = 0.95
    interval: Interval = Interval.LOG
    horizon: float | None = None

    @property
    def z(self) -> float:
        """The normal deviate of the level."""
        return NormalDist().inv_cdf((1 + self.level) / 2)


def summarise(path: Path, asked: Asked, wish: Wish) -> Summary:
    """All of it for a CSV or Parquet file. Raises Unusable in a sentence; what only lacks its ground is Absent."""
    with files.opened(wish.engine) as connection:
        rows = observations.opened(connection, path, asked)
        tally = observations.fetched(observations.tally(rows, asked))
        found = observations.facts(tally, asked)
        cox = MODEL_OF_MANY if asked.competing else modelled.model(rows, asked, found, wish.level)
    counts = observations.counts(tally, found)
    sizes = told.sizes(counts)
    horizon = wish.horizon if wish.horizon is not None else min(each.longest for each in sizes.values())
    scale = Scale(wish.interval, wish.z, horizon)
    return Summary(
        definition=DEFINITION, engine=str(wish.engine), columns=asked, clock=asked.time, level=wish.level,
        interval=wish.interval, rows=found.rows, n=found.n, events=sum(each.events for each in sizes.values()),
        missing=found.missing, horizon=horizon, horizon_is=_which(wish),
        groups=told.groups(counts, sizes, scale, competing=asked.competing),
        log_rank=_comparison(list(counts.values()), asked), cox=cox, warnings=_warnings(sizes, cox, asked),
    )  # fmt: skip


def _which(wish: Wish) -> str:
    return "as asked" if wish.horizon is not None else "the longest time of the group that was watched shortest"


def _comparison(counts: list[Counts], asked: Asked) -> dict[str, Any] | compared.LogRank | Absent:
    """Of the one event, or of each of several as if the others had only ended the watching (cause-specific)."""
    if not asked.competing:
        return compared.log_rank(counts)
    return {str(cause): compared.log_rank(counts, cause) for cause in counts[0].of_cause}


def _warnings(sizes: dict[str, told.Size], cox: Cox | Absent, asked: Asked) -> list[str]:
    """Where a figure stands on so little that it should not be leaned on."""
    said = [
        f"Group {name}: {each.events} events among {each.n}; with fewer than {FEW_EVENTS} little can be said."
        for name, each in sizes.items()
        if each.events < FEW_EVENTS
    ]
    if asked.cluster:
        said.append("Curves, their intervals and the log-rank test know no clusters: they are as if all came alone.")
    return said if isinstance(cox, Absent) else said + few(cox.clusters, cox.correction)


def check(wish: Wish) -> None:
    """Refuse a horizon or a level that no figure can be made for."""
    if wish.horizon is not None and not 0 < wish.horizon < float("inf"):
        raise Unusable("The horizon must be more than 0.")
    if not 0 < wish.level < 1:
        raise Unusable("The level must be between 0 and 1, as 0.95 is.")
