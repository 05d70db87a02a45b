"""How sure a model's coefficient is: its error, interval and p, and what there is where people come in clusters."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtr, stdtrit

from tornio.evaluation.estimates import Absent

Array = npt.NDArray[np.float64]
FEW_CLUSTERS = 40
ONE_CLUSTER = Absent("There is one cluster.")
NOT_MORE = Absent("There are not more clusters than coefficients.")
LEANS_ON_ONE = Absent("Without one of the clusters the model could not be made.")
LEANS_ON_ROW = Absent("Without one of the rows the model could not be made.")
NOT_MORE_ROWS = Absent("There are not more rows than coefficients.")


@dataclass(frozen=True, slots=True)
class Errors:
    """A standard error, with the interval and the p of there being no difference.

    The error is of the coefficient as the model has it; `lower` and `upper` are of what is told: of its e^ for a ratio.
    """

    std_error: float
    lower: float
    upper: float
    p: float


def errors(beta: float, error: float, level: float, degrees: float, told: Callable[[float], float] = float) -> Errors:
    """The interval and p by Student's t; endless degrees of freedom are the normal distribution."""
    tail = (1 + level) / 2
    wide = error * float(stdtrit(min(degrees, 1e10), tail))
    ratio = abs(beta) / error if error else math.inf
    p = 2 * float(ndtr(-ratio) if math.isinf(degrees) else stdtr(degrees, -ratio))
    return Errors(error, told(beta - wide), told(beta + wide), p)


def exp(value: float) -> float:
    """Endless where it is too large; figures tell that as nothing."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


@dataclass(frozen=True, slots=True)
class Clustered:
    """Variances of the coefficients, as the clusters say, and as they say corrected for being few.

    `degrees` are those of Student's t for the corrected one.
    """

    robust: Array | Absent
    corrected: Array | Absent
    clusters: int
    degrees: float
    each: str = "cluster"

    @property
    def correction(self) -> str | Absent:
        """What was done, in words; or why nothing could be."""
        if isinstance(self.corrected, Absent):
            return self.corrected
        return f"each {self.each} left out in turn, Student's t with {self.degrees:g} degrees of freedom"


def clustered(x: Array, residuals: Array, ids: npt.NDArray[np.intp] | None) -> Clustered:
    """Of a model fitted by (weighted) least squares, with its weights in `x` (rows × coefficients) and `residuals`.

    With A = XᵀX and u_g = X_gᵀ r_g the robust variance is A⁻¹ (Σ u_g u_gᵀ) A⁻¹ (Liang & Zeger 1986). Corrected, each
    cluster's A⁻¹ u_g becomes (A − X_gᵀX_g)⁻¹ u_g, which is what leaving it out moves the coefficients by: Mancl &
    DeRouen 2001, and for plain least squares the jackknife of MacKinnon & White 1985 by clusters. Degrees of freedom
    are the clusters less the coefficients. `ids` number the clusters from 0; None: each row is its own.
    """
    whole = x.T @ x
    bread = np.linalg.inv(whole)
    many = len(x) if ids is None else int(ids.max()) + 1
    free = many - x.shape[1]
    if many < 2:  # noqa: PLR2004
        return Clustered(ONE_CLUSTER, ONE_CLUSTER, many, 0)
    parts = x * residuals[:, None]
    if ids is None:
        lean = np.einsum("ij,jk,ik->i", x, bread, x)
        moved, sure = parts @ bread, bool((lean < 1 - 1e-9).all())
        left = moved / (1 - lean)[:, None] if sure else moved
    else:
        summed = np.zeros((many, x.shape[1]))
        np.add.at(summed, ids, parts)
        moved = summed @ bread
        rest = whole - _squares(x, ids, many)
        size = np.sqrt(np.diag(whole))
        sure = bool((np.linalg.matrix_rank(rest / np.outer(size, size), tol=1e-10, hermitian=True) == len(size)).all())
        left = np.linalg.solve(rest, summed[:, :, None])[:, :, 0] if sure else moved
    few_of, leans = (NOT_MORE_ROWS, LEANS_ON_ROW) if ids is None else (NOT_MORE, LEANS_ON_ONE)
    corrected = few_of if free < 1 else left.T @ left if sure else leans
    return Clustered(moved.T @ moved, corrected, many, free, "row" if ids is None else "cluster")


def _squares(x: Array, ids: npt.NDArray[np.intp], many: int) -> Array:
    """X_gᵀX_g of each cluster, clusters × coefficients × coefficients."""
    width = x.shape[1]
    found = np.empty((many, width, width))
    for a in range(width):
        for b in range(a + 1):
            found[:, a, b] = found[:, b, a] = np.bincount(ids, weights=x[:, a] * x[:, b], minlength=many)
    return found


def few(clusters: int | None, correction: str | Absent) -> list[str]:
    """A warning where clusters are so few that robust errors are too small."""
    if clusters is None or clusters >= FEW_CLUSTERS:
        return []
    if clusters == 1:
        return ["One cluster: what holds for clusters cannot be estimated. Naive errors are as if all came alone."]
    corrected = "there are no corrected ones" if isinstance(correction, Absent) else "see corrected"
    return [f"{clusters} clusters: with fewer than {FEW_CLUSTERS} robust errors are too small; {corrected}."]
