"""How a figure is told at a terminal: with its interval, or with why it has none, and never with another's."""

from tornio.evaluation.coefficients import Errors
from tornio.evaluation.estimates import Absent, Estimate

NO_INTERVAL = "its interval cannot be estimated."


def estimate(one: Estimate, digits: int = 6, *, beyond: str = "unknown") -> str:
    """A value with its interval; `beyond` is what a limit is called that there is none of, where there is the other."""
    if one.value is None:
        return str(one.reason)
    value = f"{one.value:.{digits}g}"
    if one.lower is None and one.upper is None:
        return f"{value}; {NO_INTERVAL} {one.reason or ''}".rstrip()
    lower, upper = (beyond if limit is None else f"{limit:.{digits}g}" for limit in (one.lower, one.upper))
    return f"{value} ({lower} to {upper})"


def coefficient(value: float, naive: Errors, corrected: Errors | Absent, clusters: int | None) -> str:
    """What a model says of one covariate, with the interval that its clusters allow.

    The naive one is as if everybody came alone. It is told, and called so, only where no clusters were named.
    """
    if not isinstance(corrected, Absent):
        return f"{value:.4g} ({corrected.lower:.4g} to {corrected.upper:.4g}), p {corrected.p:.4g}"
    if clusters is not None:
        return f"{value:.4g}; {NO_INTERVAL} {corrected.reason}"
    return f"{value:.4g} (naive: {naive.lower:.4g} to {naive.upper:.4g}), p {naive.p:.4g}. {corrected.reason}"
