"""Hazards in proportion (Cox 1972, ties as Efron 1977), with errors that hold where people come in clusters.

The coefficients are lifelines' own. The sandwich (Lin & Wei 1989; of clusters: Lee, Wei & Amato 1992) is made here from
Efron's score residuals, as R's coxph(…, cluster = …) makes it: lifelines' own knows no ties. With few clusters it is
too small. Below forty the model is made again without each of them: (G − 1)/G Σ (β₋g − β)², the jackknife of clusters
(Lipsitz, Dear & Zhao 1994; as SAS's surveyphreg makes it). From forty on the correction is G / (G − 1), as Stata's
stcox makes it. Both go with Student's t of G − 1 degrees of freedom.
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from lifelines import CoxPHFitter
from lifelines.exceptions import ConvergenceError

from tornio.evaluation import covariates
from tornio.evaluation.coefficients import FEW_CLUSTERS, LEANS_ON_ONE, ONE_CLUSTER, Array, Errors, errors, exp
from tornio.evaluation.estimates import Absent

# lifelines ends earlier by itself, six digits in.
EXACT = {"precision": 1e-18, "r_precision": 1e-15}
# Where events are told apart wholly by a covariate its error runs away; none that can be meant comes near this.
RUNAWAY = 30.0
# At the top of the likelihood its slope is nothing, measured by what the errors allow.
CLIMBED = 1e-8
UNFINISHED = Absent("The model's likelihood has no top that could be reached.")
CLUSTERED = "G / (G − 1) with G clusters, Student's t with G − 1 degrees of freedom"
LEFT_OUT = "each of the G clusters left out in turn (jackknife), Student's t with G − 1 degrees of freedom"
EACH_ROW = "n / (n − 1): each row is its own cluster"
NO_EVENT = Absent("Nobody has the event.")
SEPARATED = Absent("A covariate tells those with the event wholly from those without: its hazard has no end.")


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
    correction: str | Absent


def fitted(frame: pd.DataFrame, values: pd.DataFrame, level: float) -> Cox | Absent:
    """The model of rows with `_time`, `_event`, maybe `_cluster`, and numbers as covariates; or why there is none."""
    names = list(values.columns)
    rows = pd.concat([frame[["_time", "_event"]], values.set_axis(_ours(names), axis=1)], axis=1)
    top = _top(rows, names)
    if isinstance(top, Absent):
        return top
    if "_cluster" not in frame.columns:
        sandwich = _sandwich(top.parts, np.arange(len(rows)), math.inf)
        found = _with_errors(names, top, sandwich, sandwich.variance * len(rows) / (len(rows) - 1), level)
        return Cox(found, len(rows), int(rows["_event"].sum()), None, top.log_likelihood, EACH_ROW)
    ids = pd.factorize(frame["_cluster"])[0]
    many = int(ids.max()) + 1
    sandwich = _sandwich(top.parts, ids, many - 1)
    corrected, correction = _corrected(rows, names, top, ids, sandwich)
    found = _with_errors(names, top, sandwich, corrected, level)
    return Cox(found, len(rows), int(rows["_event"].sum()), many, top.log_likelihood, correction)


@dataclass(frozen=True, slots=True)
class Top:
    """Where the likelihood is highest; `parts` are what each row moves the coefficients by, rows × covariates."""

    beta: Array
    variance: Array
    parts: Array
    log_likelihood: float


def _ours(names: list[str]) -> list[str]:
    """What the covariates are called in here: their own names may be anything."""
    return [f"x{at}" for at in range(len(names))]


def _top(rows: pd.DataFrame, names: list[str]) -> Top | Absent:
    """Fitted by lifelines, and looked at again: it must be a top, and one that can be meant."""
    ours, refusal = _ours(names), _refusal(rows, names)
    if refusal:
        return refusal
    model = CoxPHFitter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of is looked at below
        try:
            model.fit(rows[["_time", "_event", *ours]], "_time", "_event", fit_options=EXACT)
        except (ConvergenceError, np.linalg.LinAlgError):
            return SEPARATED
    beta = model.params_[ours].to_numpy(float)
    variance = model.variance_matrix_.loc[ours, ours].to_numpy(float)
    time, event, values = (rows[each].to_numpy(float) for each in ("_time", "_event", ours))
    spread = np.sqrt(np.diag(variance)) * values.std(axis=0)
    if not np.isfinite(spread).all() or (spread > RUNAWAY).any():
        return SEPARATED
    residuals = residuals_of(time, event, values, beta)
    slope = residuals.sum(axis=0)
    if slope @ variance @ slope > CLIMBED:
        return UNFINISHED
    return Top(beta, variance, residuals @ variance, float(model.log_likelihood_))


def _corrected(
    rows: pd.DataFrame, names: list[str], top: Top, ids: npt.NDArray[np.intp], sandwich: "Sandwich"
) -> tuple[Array | Absent, str | Absent]:
    """The variance that few clusters need, and how it was made: the model without each of them in turn."""
    many = sandwich.clusters
    if many < 2:  # noqa: PLR2004
        return ONE_CLUSTER, ONE_CLUSTER
    if many >= FEW_CLUSTERS:
        return sandwich.variance * many / (many - 1), CLUSTERED
    moved = []
    for each in range(many):
        without = _top(rows[ids != each], names)
        if isinstance(without, Absent):
            return LEANS_ON_ONE, LEANS_ON_ONE
        moved.append(without.beta - top.beta)
    away = np.array(moved)
    return away.T @ away * (many - 1) / many, LEFT_OUT


def _refusal(rows: pd.DataFrame, names: list[str]) -> Absent | None:
    """Why there can be no model of these rows."""
    return covariates.told_apart(rows[_ours(names)].to_numpy(float), names) if rows["_event"].sum() else NO_EVENT


@dataclass(frozen=True, slots=True)
class Sandwich:
    """The robust variance, of so many clusters; `degrees` of Student's t are endless where each row is its own."""

    variance: Array
    clusters: int
    degrees: float


def _sandwich(parts: Array, ids: npt.NDArray[np.intp], degrees: float) -> Sandwich:
    """From what each row moves the coefficients by, rows × covariates."""
    many = int(ids.max()) + 1
    sums: Array = np.column_stack([_summed(ids, column, many) for column in parts.T])
    return Sandwich(sums.T @ sums, many, degrees)


def _with_errors(
    names: list[str], top: Top, sandwich: Sandwich, corrected: Array | Absent, level: float
) -> tuple[Coefficient, ...]:
    one = ONE_CLUSTER if sandwich.clusters < 2 else None  # noqa: PLR2004

    def of(at: int, variance: Array, degrees: float) -> Errors:
        return errors(float(top.beta[at]), math.sqrt(variance[at, at]), level, degrees, exp)

    return tuple(
        Coefficient(
            name=name, coefficient=float(top.beta[at]), hazard_ratio=exp(top.beta[at]),
            naive=of(at, top.variance, math.inf), robust=one or of(at, sandwich.variance, math.inf),
            corrected=corrected if isinstance(corrected, Absent) else of(at, corrected, sandwich.degrees),
        )
        for at, name in enumerate(names)
    )  # fmt: skip


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
