"""Columns of a file as covariates: numbers as they are, words as a column for each but the first of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from tornio.evaluation.coefficients import Array
from tornio.evaluation.estimates import Absent

MOST_ROWS, MOST_WORDS = 2_000_000, 30
TOO_MANY_ROWS = Absent(f"The model is made of at most {MOST_ROWS:,} rows; take a sample of the file.")
SAME = Absent("The covariates follow from one another: they cannot be told apart.")


def numbered(names: Iterable[str]) -> dict[str, str]:
    """Our names of covariates and the file's, each once: a file may call a column whatever we call ours."""
    return {f"x{at}": name for at, name in enumerate(dict.fromkeys(names))}


def beside(group: str | None, names: Iterable[str]) -> dict[str, str]:
    """The same with the group before them, which is `_group` here, and is not told a second time as a covariate."""
    more = {ours: name for ours, name in numbered(names).items() if name != group}
    return ({"_group": group} if group else {}) | more


def spread(frame: pd.DataFrame, called: Mapping[str, str], words: Collection[str] = ()) -> pd.DataFrame | Absent:
    """A number for each row and covariate, from columns of text; or why there is none.

    `called` has our name of each column and what it is told as. What is among `words`, or holds any word, becomes a
    column of yes and no for each word but the first, against which the others are told.
    """
    parts = []
    for ours, name in called.items():
        numbers = pd.to_numeric(frame[ours], errors="coerce")
        if not numbers.isna().any() and ours not in words:
            parts.append(numbers.astype(float).to_frame(name))
            continue
        found = in_order(frame[ours].unique())
        if len(found) == 1:
            return same(name)
        if len(found) > MOST_WORDS:
            return Absent(f"“{name}” holds {len(found)} different words; at most {MOST_WORDS} can be covariates.")
        others = {f"{name}={word}": (frame[ours] == word).astype(float) for word in found[1:]}
        parts.append(pd.DataFrame(others, index=frame.index))
    return pd.concat(parts, axis=1) if parts else pd.DataFrame(index=frame.index)


def told_apart(values: Array, names: Sequence[str]) -> Absent | None:
    """Why these columns cannot be covariates, beside a constant, if they cannot."""
    if not len(names):
        return None
    for name, column in zip(names, values.T, strict=True):
        if column.min() == column.max():
            return same(name)
    scaled = (values - values.mean(axis=0)) / values.std(axis=0)
    return SAME if np.linalg.matrix_rank(scaled) < len(names) else None


def same(name: str) -> Absent:
    """It says nothing about anybody."""
    return Absent(f"“{name}” is the same in every row.")


def in_order(names: Collection[str]) -> list[str]:
    """Numbers in their order and words in theirs."""
    return sorted(names, key=_order)


def _order(name: str) -> tuple[float, str]:
    try:
        return float(name), name
    except ValueError:
        return float("inf"), name
