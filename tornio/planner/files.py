"""Problems and timetables as JSON files of our own: every field under its own name, times in ticks.

A problem: {"meetings": [{"name", "place", "roles": [{"skill", "duration", "also"}], "windows": [[from, to]]}],
"practitioners": [{"name", "skills", "shifts": [{"begins", "ends", "leaves", "returns"}]}], "between": [[ticks]],
"prices", "networks", "pace", "walls"}; what has a usual value can be left away.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tornio.planner.hhcrsp import loaded, opened
from tornio.planner.problem import Problem
from tornio.planner.times import Misstated
from tornio.planner.timetable import Timetable


def read(path: Path) -> Problem:
    """The problem of a file. Errors: Misstated, in one sentence, for whatever is none."""
    try:
        return typing.cast(Problem, built(Problem, loaded(path), "the problem"))
    except OSError as error:
        raise Misstated(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, OverflowError) as error:
        said = str(error) if isinstance(error, Misstated) else f"{error}."
        raise Misstated(f"{path} is not a problem: {said}") from error


def built(kind: Any, told: Any, where: str) -> Any:
    """A value of this kind from what a file says. Errors: Misstated, with where it stands."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return None if told is None else built(next(each for each in parts if each is not type(None)), told, where)
    if dataclasses.is_dataclass(kind):
        return _record(kind, told, where)
    if origin is not None:
        return _several(origin, parts, told, where)
    words = {str: "text", int: "a whole number", bool: "true or false"}
    _must(type(told) is kind, where, words[kind])
    return told


def _several(origin: Any, parts: tuple[Any, ...], told: Any, where: str) -> Any:
    """Many values: a table, an object, a list of as many as there are, or one of the same."""
    if origin is np.ndarray:
        return _table(told, where)
    if origin is Mapping:
        _must(isinstance(told, dict), where, "an object")
        return {str(key): built(parts[1], value, f"{where}, {key}") for key, value in told.items()}
    _must(isinstance(told, list), where, "a list")
    kinds = [parts[0]] * len(told) if origin is frozenset or parts[-1] is Ellipsis else list(parts)
    _must(len(told) == len(kinds), where, f"a list of {len(kinds)}")
    values = (built(kind, value, f"{where}, {n}") for n, (kind, value) in enumerate(zip(kinds, told, strict=True), 1))
    return origin(values)


def _must(holds: bool, where: str, what: str) -> None:  # noqa: FBT001 - what is to hold
    if not holds:
        raise Misstated(f"{where} is not {what}.")


def _record(kind: Any, told: Any, where: str) -> Any:
    _must(isinstance(told, dict), where, "an object")
    hints, fields = typing.get_type_hints(kind), {each.name: each for each in dataclasses.fields(kind)}
    unknown = sorted(set(told) - set(fields))
    if unknown:
        raise Misstated(f"{where} has {', '.join(unknown)}, which nothing is made of.")
    for name, each in fields.items():
        usual = each.default is not dataclasses.MISSING or each.default_factory is not dataclasses.MISSING
        if name not in told and not usual:
            raise Misstated(f"{where} has no {name}.")
    return kind(**{name: built(hints[name], value, f"{where}, {name}") for name, value in told.items()})


def _table(told: Any, where: str) -> Any:
    rows = isinstance(told, list) and all(isinstance(row, list) and len(row) == len(told) for row in told)
    _must(rows, where, "a table with as many rows as columns")
    _must(all(type(value) is int for row in told for value in row), where, "a table of whole numbers")
    return np.array(told, np.int64).reshape(len(told), len(told))


def plain(value: Any) -> Any:
    """The same as JSON can say it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def write(value: Problem | Timetable, path: Path) -> None:
    """Keep a problem or a timetable."""
    with opened(path, "wt") as file:
        json.dump(plain(value), file, indent=1)
