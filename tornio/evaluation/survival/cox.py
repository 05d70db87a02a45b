"""Hazards in proportion (Cox 1972, ties as Efron 1977), with errors that hold where people come in clusters.

The coefficients are lifelines' own. The sandwich (Lin & Wei 1989; of clusters: Lee, Wei & Amato 1992) is made here from
Efron's score residuals, as R's coxph(…, cluster = …) makes it: lifelines' own knows no ties. With few clusters it is
too small; the correction is G / (G − 1), as Stata's stcox makes it, with Student's t of G − 1 degrees of freedom.
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from lifelines import CoxPHFitter
from lifelines.exceptions import ConvergenceError
from scipy.special import ndtr, stdtr, stdtrit

from tornio.evaluation.estimates import Absent

Array = npt.NDArray[np.float64]
# lifelines ends earlier by itself, six digits in.
EXACT = {"precision": 1e-18, "r_precision": 1e-15}
# Where events are told apart wholly by a covariate its error runs away; none that can be meant comes near this.
RUNAWAY = 30.0
# At the top of the likelihood its slope is nothing, measured by what the errors allow.
CLIMBED = 1e-8
UNFINISHED = Absent("The model's likelihood has no top that could be reached.")
ONE_CLUSTER = Absent("There is one cluster.")
CLUSTERED = "G / (G − 1) with G clusters, Student's t with G − 1 degrees of freedom"
EACH_ROW = "n / (n − 1): each row is its own cluster"
NO_EVENT = Absent("Nobody has the event.")
SEPARATED = Absent("A covariate tells those with the event wholly from those without: its hazard has no end.")
SAME = Absent("The covariates follow from one another: their hazards cannot be told apart.")


@dataclass(frozen=True, slots=True)
class Errors:
    """A standard error of a log hazard ratio, with the ratio's interval and the p of there being no difference."""

    std_error: float
    lower: float
    upper: float
    p: float


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One covariate: the log of its hazard ratio, the ratio, and its errors three ways."""

    name: str
    coefficient: float
    hazard_ratio: float
    naive: Errors
    robust: Errors | Absent
    corrected: Errors | Absent


@dataclass(frozen=True, slots=True)
class Cox:
    """The model. `clusters` is None where each row was its own."""

    coefficients: tuple[Coefficient, ...]
    n: int
    events: int
    clusters: int | None
    log_likelihood: float
    correction: str


def fitted(rows: pd.DataFrame, level: float) -> Cox | Absent:
    """The model of rows with `time`, `event`, maybe `cluster`, and numbers as covariates; or why there is none."""
    names = [name for name in rows.columns if name not in ("time", "event", "cluster")]
    refusal = _refusal(rows, names)
    if refusal:
        return refusal
    model = CoxPHFitter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of is looked at below
        try:
            model.fit(rows[["time", "event", *names]], "time", "event", fit_options=EXACT)
        except (ConvergenceError, np.linalg.LinAlgError):
            return SEPARATED
    beta = model.params_[names].to_numpy(float)
    variance = model.variance_matrix_.loc[names, names].to_numpy(float)
    spread = np.sqrt(np.diag(variance)) * rows[names].to_numpy(float).std(axis=0)
    if not np.isfinite(spread).all() or (spread > RUNAWAY).any():
        return SEPARATED
    time, event, values = (rows[each].to_numpy(float) for each in ("time", "event", names))
    residuals = residuals_of(time, event, values, beta)
    slope = residuals.sum(axis=0)
    if slope @ variance @ slope > CLIMBED:
        return UNFINISHED
    clusters = rows["cluster"] if "cluster" in rows.columns else None
    sandwich = _sandwich(residuals @ variance, clusters)
    found = _with_errors(names, beta, variance, sandwich, level)
    many, correction = (None, EACH_ROW) if clusters is None else (sandwich.clusters, CLUSTERED)
    return Cox(found, len(rows), int(event.sum()), many, float(model.log_likelihood_), correction)


def _refusal(rows: pd.DataFrame, names: list[str]) -> Absent | None:
    """Why there can be no model of these rows."""
    if not rows["event"].sum():
        return NO_EVENT
    values = rows[names].to_numpy(float)
    still = [name for name, column in zip(names, values.T, strict=True) if column.min() == column.max()]
    if still:
        return Absent(f"“{still[0]}” is the same in every row.")
    scaled = (values - values.mean(axis=0)) / values.std(axis=0)
    return SAME if np.linalg.matrix_rank(scaled) < len(names) else None


@dataclass(frozen=True, slots=True)
class Sandwich:
    """The robust variance, of so many clusters; `degrees` of Student's t are endless where each row is its own."""

    variance: Array
    clusters: int
    degrees: float


def _sandwich(parts: Array, clusters: "pd.Series[str] | None") -> Sandwich:
    """From what each row moves the coefficients by, rows × covariates."""
    ids = np.arange(len(parts)) if clusters is None else pd.factorize(clusters)[0]
    many = int(ids.max()) + 1
    sums: Array = np.column_stack([_summed(ids, column, many) for column in parts.T])
    middle: Array = sums.T @ sums
    return Sandwich(middle, many, math.inf if clusters is None else many - 1)


def _with_errors(
    names: list[str], beta: Array, variance: Array, sandwich: Sandwich, level: float
) -> tuple[Coefficient, ...]:
    found = []
    for at, name in enumerate(names):
        plain, robust = math.sqrt(variance[at, at]), math.sqrt(sandwich.variance[at, at])
        few = ONE_CLUSTER if sandwich.clusters < 2 else None  # noqa: PLR2004
        fixed = 0.0 if few else robust * math.sqrt(sandwich.clusters / (sandwich.clusters - 1))
        found.append(
            Coefficient(
                name=name, coefficient=float(beta[at]), hazard_ratio=_exp(beta[at]),
                naive=_errors(beta[at], plain, level, math.inf),
                robust=few or _errors(beta[at], robust, level, math.inf),
                corrected=few or _errors(beta[at], fixed, level, sandwich.degrees),
            )
        )  # fmt: skip
    return tuple(found)


def _errors(beta: float, error: float, level: float, degrees: float) -> Errors:
    """The interval and p by Student's t; endless degrees of freedom are the normal distribution."""
    tail = (1 + level) / 2
    wide = error * float(stdtrit(min(degrees, 1e10), tail))
    ratio = abs(beta) / error if error else math.inf
    p = 2 * float(ndtr(-ratio) if math.isinf(degrees) else stdtr(degrees, -ratio))
    return Errors(error, _exp(beta - wide), _exp(beta + wide), p)


def _exp(value: float) -> float:
    """Endless where it is too large; figures tell that as nothing."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def residuals_of(time: Array, event: Array, values: Array, beta: Array) -> Array:
    """Each row's part in the score, rows × covariates, with ties as Efron has them (Therneau & Grambsch 2000, p. 83).

    At an event time with m events the k-th of them (k = 0 … m − 1) meets a risk set in which those m count 1 − k / m.
    """
    order = np.argsort(time, kind="stable")
    time, event, values = time[order], event[order], values - values.mean(axis=0)
    values = values[order]
    weight = np.exp(values @ beta)
    times, first, place = np.unique(time, return_index=True, return_inverse=True)
    weighted = weight[:, None] * values
    all0 = np.cumsum(weight[::-1])[::-1][first]
    all1 = np.cumsum(weighted[::-1], axis=0)[::-1][first]
    mine0, deaths = _summed(place, weight * event, len(times)), _summed(place, event, len(times))
    mine1: Array = np.column_stack([_summed(place, column * event, len(times)) for column in weighted.T])
    hazard, mean, tied, tied_mean, middle = _at_events(all0, all1, mine0, mine1, deaths)
    so_far, so_far_mean = np.cumsum(hazard)[place], np.cumsum(mean, axis=0)[place]
    found = event[:, None] * (values - middle[place]) - weight[:, None] * (values * so_far[:, None] - so_far_mean)
    found += (event * weight)[:, None] * (values * tied[place][:, None] - tied_mean[place])
    back = np.empty_like(found)
    back[order] = found
    return back


def _summed(place: npt.NDArray[np.intp], values: Array, many: int) -> Array:
    found: Array = np.bincount(place, weights=values, minlength=many).astype(np.float64)
    return found


def _at_events(
    all0: Array, all1: Array, mine0: Array, mine1: Array, deaths: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """Per time: Σ 1/s, Σ x̄/s; the same of what Efron spares the tied (weights k/m); and the mean of the x̄."""
    hazard, tied = np.zeros_like(all0), np.zeros_like(all0)
    mean, tied_mean, middle = np.zeros_like(all1), np.zeros_like(all1), np.zeros_like(all1)
    for k in range(int(deaths.max())):
        at = deaths > k
        part = (k / deaths[at])[:, None]
        left = all0[at] - part[:, 0] * mine0[at]
        bar = (all1[at] - part * mine1[at]) / left[:, None]
        hazard[at] += 1 / left
        mean[at] += bar / left[:, None]
        tied[at] += part[:, 0] / left
        tied_mean[at] += part * bar / left[:, None]
        middle[at] += bar / deaths[at][:, None]
    return hazard, mean, tied, tied_mean, middle
