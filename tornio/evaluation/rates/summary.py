"""The whole answer about one file of counts: each group's rate, the models, and what should make one careful."""

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from tornio.evaluation import covariates, files
from tornio.evaluation.coefficients import clustered, errors, exp, few
from tornio.evaluation.covariates import MOST_ROWS, TOO_MANY_ROWS
from tornio.evaluation.errors import Unusable
from tornio.evaluation.estimates import Absent, Definition, Estimate
from tornio.evaluation.rates import rows
from tornio.evaluation.rates.rows import Asked, Facts, Group

if TYPE_CHECKING:
    from tornio.evaluation.rates.regression import Model

DEFINITION = Definition(
    "rate", 1,
    "How often it happened, over the time or the number it could have happened in. Rows without a count, without what "
    "it is counted over or without a group are left out and counted.",
    "Garwood 1936; Lawless 1987; Self & Liang 1987; Liang & Zeger 1986; Mancl & DeRouen 2001",
)  # fmt: skip
FEW_EVENTS, HEAPED = 10, 1.5
NOTHING_LEFT = Absent("No row has a count and all covariates.")


@dataclass(frozen=True, slots=True)
class Summary:
    """What `tornio evaluate counts` tells. A rate is for one unit of the exposure, whose clock is the column's."""

    definition: Definition
    engine: str
    columns: Asked
    clock: str
    level: float
    rows: int
    n: int
    events: int
    exposure: float
    missing: dict[str, int]
    groups: list[dict[str, Any]]
    poisson: "Model | Absent"
    negative_binomial: "Model | Absent"
    warnings: list[str] = field(default_factory=list)


def summarise(path: Path, asked: Asked, engine: files.Engine = files.Engine.DUCKDB, level: float = 0.95) -> Summary:
    """All of it for a CSV or Parquet file. Raises Unusable in a sentence; what only lacks its ground is Absent."""
    if not 0 < level < 1:
        raise Unusable("The level must be between 0 and 1, as 0.95 is.")
    with files.opened(engine) as connection:
        table = rows.read(connection, path, asked)
        found = rows.facts(table, asked)
        frame = rows.fetched(table, asked) if found.n <= MOST_ROWS else None
    poisson, heaped = _models(frame, asked, level)
    return Summary(
        definition=DEFINITION, engine=str(engine), columns=asked, clock=asked.exposure, level=level,
        rows=found.rows, n=found.n, events=sum(each.events for each in found.groups),
        exposure=sum(each.exposure for each in found.groups), missing=found.missing,
        groups=[_group(each, frame, asked, level) for each in found.groups],
        poisson=poisson, negative_binomial=heaped, warnings=_warnings(found, poisson),
    )  # fmt: skip


def exact(events: int, exposure: float, level: float) -> Estimate:
    """A rate with the interval of Garwood 1936: the rates under which so many, or more extreme, are not too rare."""
    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    return Estimate(events / exposure, low / exposure, float(gammaincinv(events + 1, 1 - tail)) / exposure)


def _group(group: Group, frame: pd.DataFrame | None, asked: Asked, level: float) -> dict[str, Any]:
    told: dict[str, Any] = {
        "group": group.name, "n": group.n, "events": group.events, "exposure": group.exposure,
        "rows_without": group.without, "rate": exact(group.events, group.exposure, level),
    }  # fmt: skip
    if asked.cluster:
        told["rate_by_clusters"] = _by_clusters(group, frame, level)
    return told


def _by_clusters(group: Group, frame: pd.DataFrame | None, level: float) -> Estimate:
    """The rate with an interval that clusters of it allow, on the scale of its logarithm; its error is of that."""
    if frame is None:
        return Estimate.none(TOO_MANY_ROWS.reason)
    mine = frame[frame["_group"] == group.name]
    events, exposure = float(mine["_count"].sum()), mine["_exposure"].to_numpy(float)
    if not events:
        return Estimate.none("Nothing happened in this group.")
    rate = events / float(exposure.sum())
    x = np.sqrt(rate * exposure)
    residuals = (mine["_count"].to_numpy(float) - rate * exposure) / x
    found = clustered(x[:, None], residuals, pd.factorize(mine["_cluster"])[0])
    if isinstance(found.corrected, Absent):
        return Estimate(rate, reason=found.corrected.reason)
    told = errors(float(np.log(rate)), float(np.sqrt(found.corrected[0, 0])), level, found.degrees, exp)
    return Estimate(rate, told.lower, told.upper, told.std_error)


def _models(frame: pd.DataFrame | None, asked: Asked, level: float) -> tuple["Model | Absent", "Model | Absent"]:
    """Poisson's model and the negative binomial, of the group and the covariates; or why there is none."""
    if frame is None:
        return TOO_MANY_ROWS, TOO_MANY_ROWS
    if frame.empty:
        return NOTHING_LEFT, NOTHING_LEFT
    values = covariates.spread(frame, covariates.beside(asked.group, asked.covariates), ["_group"])
    if isinstance(values, Absent):
        return values, values
    refusal = covariates.told_apart(values.to_numpy(float), list(values.columns))
    if refusal:
        return refusal, refusal
    # statsmodels takes seconds to load, and only a model needs it.
    regression = importlib.import_module("tornio.evaluation.rates.regression")
    taken = regression.rows_of(frame, values)
    poisson: Model | Absent = regression.poisson(taken, level)
    if isinstance(poisson, Absent):
        return poisson, poisson
    return poisson, regression.negative_binomial(taken, poisson, level)


def _warnings(found: Facts, poisson: "Model | Absent") -> list[str]:
    """Where a figure stands on so little, or is so uneven, that it should not be leaned on."""
    said = [
        f"Group {each.name}: it happened {each.events} times; with fewer than {FEW_EVENTS} little can be said."
        for each in found.groups
        if each.events < FEW_EVENTS
    ]
    if isinstance(poisson, Absent):
        return said
    if poisson.dispersion > HEAPED:
        said.append(
            f"The counts come in heaps: their spread is {poisson.dispersion:.2g} times Poisson's. Exact intervals and "
            f"naive errors of Poisson's model are too small; see negative_binomial, and robust."
        )
    if poisson.n < found.n:
        said.append(f"The models are of {poisson.n} of {found.n} rows: the others lack a covariate or a cluster.")
    return said + few(poisson.clusters, poisson.correction)
