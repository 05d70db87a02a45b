"""A figure as it is told: a value with its interval, or nothing with the reason; and the same as JSON, with no NaN."""

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

TOO_LARGE = "The numbers are too large to reckon with."


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no figure, in a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value and the interval about it, in the units of what was asked; what is None cannot be estimated."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    std_error: float | None = None
    reason: str | None = None

    @classmethod
    def none(cls, reason: str) -> "Estimate":
        """No value, and why."""
        return cls(None, reason=reason)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is, and which wording of it (R29): a definition that changes gets a new version."""

    name: str
    version: int
    sentence: str
    source: str


def finite(value: float | None) -> float | None:
    """The number, or None for what is no number or endless."""
    if value is None:
        return None
    return float(value) if math.isfinite(value) else None


def plain(value: Any) -> Any:
    """Values of ours as what JSON knows: dataclasses as objects, no figure as null with a reason beside it."""
    if isinstance(value, Absent):
        return {"value": None, "reason": value.reason}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return finite(value) if isinstance(value, float) else value


def as_json(value: Any) -> str:
    """One JSON document; NaN and endless numbers, which JSON has not, cannot come into it."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, indent=2)
