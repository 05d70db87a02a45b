"""Differences in what was measured: least squares, and with a part that people of one cluster (or one person) share.

The shared part is where the restricted likelihood is highest (Patterson & Thompson 1971): one number, its share of all
variance, looked for from 0 to 1. With it the rows are made to weigh as they should, and the errors that hold for
clusters come from there as for least squares.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize_scalar

from tornio.evaluation import covariates
from tornio.evaluation.coefficients import Array, Errors, clustered, errors
from tornio.evaluation.estimates import Absent

Ids = npt.NDArray[np.intp]
AS_MANY = Absent("There are not more rows than coefficients.")
EXACT = Absent("Everybody measured the same as the model says: there is nothing to be unsure about.")
ALL_ALONE = Absent("Nobody shares a cluster with anybody: what they share cannot be told.")
ONE = Absent("There is one cluster.")
CONSTANT = "constant"
STEP, NEARLY_ALL, TINY, EQUAL = 0.05, 1 - 1e-9, 1e-300, 1e-12
ALL_SHARED = 1e6  # so many times what is not shared: nothing is left of that but what rounding leaves


@dataclass(frozen=True, slots=True)
class Difference:
    """One coefficient in the units of what was measured, with its errors three ways."""

    name: str
    difference: float
    naive: Errors
    robust: Errors | Absent
    corrected: Errors | Absent


@dataclass(frozen=True, slots=True)
class Model:
    """A model of change. `sd_shared` is what those of one cluster (or person) have in common, `icc` its part of all."""

    coefficients: tuple[Difference, ...]
    n: int
    clusters: int | None
    correction: str | Absent
    sd: float
    sd_shared: float | None = None
    icc: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What is modelled: the outcome, a constant and the covariates, and who belongs together (numbers from 0)."""

    outcome: Array
    values: Array
    names: tuple[str, ...]
    ids: Ids | None


def taken(outcome: Array, values: pd.DataFrame, clusters: "pd.Series[str] | None") -> Taken | Absent:
    """With a constant before the covariates; or why they cannot be told apart."""
    numbers = values.to_numpy(float)
    refusal = covariates.told_apart(numbers, list(values.columns))
    if refusal:
        return refusal
    if len(outcome) <= numbers.shape[1] + 1:
        return AS_MANY
    ids = None if clusters is None else pd.factorize(clusters)[0]
    return Taken(outcome, np.hstack([np.ones((len(outcome), 1)), numbers]), (CONSTANT, *values.columns), ids)


def least_squares(of: Taken, level: float) -> Model | Absent:
    """Plain: naive errors with Student's t of the rows less the coefficients."""
    beta: Array = np.linalg.lstsq(of.values, of.outcome, rcond=None)[0].astype(np.float64)
    residuals = of.outcome - of.values @ beta
    free = len(of.outcome) - len(beta)
    sd = math.sqrt(float(residuals @ residuals) / free)
    if sd <= EQUAL * max(1.0, float(np.abs(of.outcome).max())):
        return EXACT
    return _told(of, of.values / sd, residuals / sd, beta, level, (free, sd, None))


def mixed(of: Taken, shared: Ids, level: float) -> Model | Absent:
    """With a part that the rows of one number in `shared` have in common; naive errors are the model's own."""
    sizes = np.bincount(shared)
    if len(sizes) < 2:  # noqa: PLR2004
        return ONE
    if sizes.max() == 1:
        return ALL_ALONE
    plain = least_squares(of, level)
    if isinstance(plain, Absent):
        return plain
    ratio = _top(of, shared)
    if ratio > ALL_SHARED:
        return EXACT
    x, y = _weighed(of.values, shared, ratio), _weighed(of.outcome[:, None], shared, ratio)[:, 0]
    beta: Array = np.linalg.solve(x.T @ x, x.T @ y).astype(np.float64)
    residuals = y - x @ beta
    sd = math.sqrt(float(residuals @ residuals) / (len(y) - len(beta)))
    return _told(of, x / sd, residuals / sd, beta, level, (math.inf, sd, ratio))


def _top(of: Taken, shared: Ids) -> float:
    """The ratio of the shared variance to the rest at the top of the restricted likelihood, looked for over all icc."""
    sizes = np.bincount(shared)

    def depth(icc: float) -> float:
        ratio = icc / (1 - icc)
        x, y = _weighed(of.values, shared, ratio), _weighed(of.outcome[:, None], shared, ratio)[:, 0]
        square = x.T @ x
        beta = np.linalg.solve(square, x.T @ y)
        left = max(float(((y - x @ beta) ** 2).sum()), TINY)
        weight = float(np.log1p(sizes * ratio).sum()) + float(np.linalg.slogdet(square)[1])
        return (len(y) - len(beta)) * math.log(left) + weight

    places = np.append(np.arange(0, 1, STEP), NEARLY_ALL)
    best = int(np.argmin([depth(float(each)) for each in places]))
    around = float(places[max(best - 1, 0)]), float(places[min(best + 1, len(places) - 1)])
    icc = float(minimize_scalar(depth, bounds=around, method="bounded", options={"xatol": 1e-12}).x)
    return icc / (1 - icc) if depth(icc) < depth(0.0) else 0.0


def _weighed(values: Array, shared: Ids, ratio: float) -> Array:
    """Rows less their part of their own cluster's mean, so that what is left is as sure everywhere: V^(−½) of them."""
    sizes = np.bincount(shared)
    means = np.column_stack([np.bincount(shared, weights=column) / sizes for column in values.T])
    part = 1 - 1 / np.sqrt(1 + sizes * ratio)
    found: Array = values - (part[:, None] * means)[shared]
    return found


def _told(
    of: Taken, x: Array, residuals: Array, beta: Array, level: float, made: tuple[float, float, float | None]
) -> Model:
    """Each coefficient; `made` is the degrees of freedom of the naive errors, the standard deviation, and the ratio."""
    degrees, sd, ratio = made
    found, variance = clustered(x, residuals, of.ids), np.linalg.inv(x.T @ x)

    def told(at: int, each: Array | Absent, free: float) -> Errors | Absent:
        return each if isinstance(each, Absent) else errors(float(beta[at]), math.sqrt(each[at, at]), level, free)

    coefficients = tuple(
        Difference(
            name, float(beta[at]), errors(float(beta[at]), math.sqrt(variance[at, at]), level, degrees),
            told(at, found.robust, math.inf), told(at, found.corrected, found.degrees),
        )
        for at, name in enumerate(of.names)
    )  # fmt: skip
    return Model(
        coefficients, len(of.outcome), None if of.ids is None else found.clusters, found.correction, sd,
        None if ratio is None else sd * math.sqrt(ratio), None if ratio is None else ratio / (1 + ratio),
    )  # fmt: skip
