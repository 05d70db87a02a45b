"""Models of counts, with the logarithm of what they are counted over as offset: Poisson's, and the negative binomial.

Fitted by statsmodels. The errors are made here, of the expected information, as R's glm and MASS's glm.nb make them:
with the spread α known the coefficients' variance is (Xᵀ W X)⁻¹, W = μ / (1 + α μ); Poisson's is α = 0 (Lawless 1987).
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import chdtrc
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.genmod.families import Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.tools.sm_exceptions import PerfectSeparationError

from tornio.evaluation.coefficients import Array, Clustered, Errors, clustered, errors, exp
from tornio.evaluation.estimates import Absent

NOTHING = Absent("Nothing happened in any row.")
ENDLESS = Absent("In some group nothing happened, or too little: its ratio has no end.")
NOT_SPREAD = Absent("The counts are spread no more than Poisson's: a negative binomial comes to the same.")
UNFINISHED = Absent("The model's likelihood has no top that could be reached.")
AS_MANY = Absent("There are not more rows than coefficients.")
# Where a group has no event its error runs away; none that can be meant comes near this.
RUNAWAY, CLIMBED = 30.0, 1e-10
# A spread so much less or more must be less likely, or it is not the likeliest.
BESIDE = (-1e-3, 1e-3)
BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class RateRatio:
    """One covariate: the log of its rate ratio, the ratio, and its errors three ways.

    `baseline` is no ratio: it is the rate where every covariate is 0, or the first of its words.
    """

    name: str
    coefficient: float
    rate_ratio: float
    naive: Errors
    robust: Errors | Absent
    corrected: Errors | Absent


@dataclass(frozen=True, slots=True)
class Spread:
    """How much more the counts vary than Poisson's: variance μ + α μ², with 1/α as R's theta, and the test of α = 0.

    The test is of the likelihoods; under no spread half of its chi-squared is nothing (Self & Liang 1987).
    """

    alpha: float
    theta: float
    theta_std_error: float
    chi_squared: float
    p: float


@dataclass(frozen=True, slots=True)
class Model:
    """A model of counts. `dispersion` is Pearson's χ² for each degree of freedom, `clusters` None without any."""

    coefficients: tuple[RateRatio, ...]
    n: int
    clusters: int | None
    log_likelihood: float
    dispersion: float
    correction: str | Absent
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What is modelled: counts, the log of what they are over, a constant and the covariates, and cluster numbers."""

    counts: Array
    offset: Array
    values: Array
    names: tuple[str, ...]
    ids: npt.NDArray[np.intp] | None


def rows_of(frame: pd.DataFrame, values: pd.DataFrame) -> Rows:
    """From `_count`, `_exposure`, maybe `_cluster`, and the covariates as numbers."""
    constant = np.ones((len(frame), 1))
    return Rows(
        frame["_count"].to_numpy(float), np.log(frame["_exposure"].to_numpy(float)),
        np.hstack([constant, values.to_numpy(float)]), (BASELINE, *values.columns),
        pd.factorize(frame["_cluster"])[0] if "_cluster" in frame.columns else None,
    )  # fmt: skip


def poisson(rows: Rows, level: float) -> Model | Absent:
    """The rate as e^(covariates), the variance as the mean."""
    if not rows.counts.sum():
        return NOTHING
    if len(rows.counts) <= rows.values.shape[1]:
        return AS_MANY
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of is looked at below
        try:
            model = GLM(rows.counts, rows.values, family=Poisson(), offset=rows.offset)
            beta = np.asarray(model.fit(tol=1e-15, maxiter=200, tol_criterion="params").params)
        except (PerfectSeparationError, np.linalg.LinAlgError, ValueError):
            return ENDLESS
        return _model(rows, beta, 0.0, float(model.loglike(beta)), level)


def negative_binomial(rows: Rows, fitted: Model, level: float) -> Model | Absent:
    """The same with a spread of its own, α, from Poisson's model on."""
    start = np.array([each.coefficient for each in fitted.coefficients])
    mean = np.exp(rows.values @ start + rows.offset)
    more = float(((rows.counts - mean) ** 2 - rows.counts).sum())
    if more <= 0:
        return NOT_SPREAD
    model = NegativeBinomial(rows.counts, rows.values, offset=rows.offset)
    guess, one = np.append(start, more / float((mean**2).sum())), np.ones(len(start))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for way in ({"method": "bfgs", "gtol": 1e-9}, {"method": "newton", "tol": 1e-14}):
                guess = np.asarray(model.fit(start_params=guess, disp=0, maxiter=1000, **way).params)
            height, beside = float(model.loglike(guess)), [guess * np.append(one, 1 + step) for step in BESIDE]
            highest = all(float(model.loglike(each)) <= height for each in beside)
        except (np.linalg.LinAlgError, ValueError):
            return UNFINISHED
    if not np.isfinite(guess).all() or guess[-1] <= 0 or not highest:
        return UNFINISHED
    better = max(0.0, 2 * (height - fitted.log_likelihood))
    alpha = float(guess[-1])
    mean = np.exp(rows.values @ guess[:-1] + rows.offset)
    spread = Spread(alpha, 1 / alpha, _theta_error(rows.counts, mean, 1 / alpha), better, float(chdtrc(1, better)) / 2)
    return _model(rows, guess[:-1], alpha, height, level, spread)


def _theta_error(counts: Array, mean: Array, theta: float) -> float:
    """Of the observed information about theta, as MASS's theta.ml tells it."""
    # Σ over rows of ψ'(θ) − ψ'(θ + y) is Σ over k < y of 1/(θ + k)²: exact, and without a loss of digits.
    most = int(counts.max())
    steps = np.concatenate([[0.0], np.cumsum(1 / (theta + np.arange(most)) ** 2)])
    found = steps[counts.astype(int)] - 1 / theta + 2 / (mean + theta) - (counts + theta) / (mean + theta) ** 2
    information = float(found.sum())
    return 1 / math.sqrt(information) if information > 0 else math.inf


def _model(
    rows: Rows, beta: Array, alpha: float, height: float, level: float, spread: Spread | None = None
) -> Model | Absent:
    """The coefficients with their errors, or why there are none that can be meant."""
    mean = np.exp(rows.values @ beta + rows.offset)
    if not np.isfinite(mean).all():
        return ENDLESS
    x = rows.values * np.sqrt(mean / (1 + alpha * mean))[:, None]
    residuals = (rows.counts - mean) / np.sqrt(mean * (1 + alpha * mean))
    square, size = x.T @ x, np.sqrt((x**2).sum(axis=0))
    if np.linalg.matrix_rank(square / np.outer(size, size), tol=1e-10, hermitian=True) < len(beta):
        return ENDLESS
    variance: Array = np.linalg.inv(square).astype(np.float64)
    sizes = np.append(1.0, rows.values[:, 1:].std(axis=0))
    slope = x.T @ residuals
    if (np.sqrt(np.diag(variance)) * sizes > RUNAWAY).any():
        return ENDLESS
    if slope @ variance @ slope > CLIMBED:
        return UNFINISHED
    found = clustered(x, residuals, rows.ids)
    freedom = len(rows.counts) - len(beta)
    return Model(
        tuple(_ratio(rows.names[at], float(beta[at]), at, variance, found, level) for at in range(len(beta))),
        len(rows.counts), None if rows.ids is None else found.clusters, height,
        float(residuals @ residuals) / freedom, found.correction, spread,
    )  # fmt: skip


def _ratio(name: str, beta: float, at: int, variance: Array, found: Clustered, level: float) -> RateRatio:
    def of(each: Array | Absent, degrees: float) -> Errors | Absent:
        return each if isinstance(each, Absent) else errors(beta, math.sqrt(each[at, at]), level, degrees, exp)

    naive = errors(beta, math.sqrt(variance[at, at]), level, math.inf, exp)
    return RateRatio(name, beta, exp(beta), naive, of(found.robust, math.inf), of(found.corrected, found.degrees))
