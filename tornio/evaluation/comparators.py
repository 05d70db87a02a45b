"""Published figures to stand beside one's own: each with its population, year, source and caveat; never merged."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tornio.evaluation.errors import Unusable

READ = ("document", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """One published figure: a value, a numerator and denominator, or a number it is known to be above."""

    id: str
    says: str
    unit: str
    population: str
    year: str
    source: str
    read: str
    caveat: str
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    more_than: float | None = None

    def __post_init__(self) -> None:
        if self.read not in READ:
            raise Unusable(
                f"{self.id}: a published figure was read in a {' or a '.join(READ)}, or does not stand here."
            )
        given = (self.value, self.numerator, self.more_than)
        if sum(each is not None for each in given) != 1 or (self.numerator is None) != (self.denominator is None):
            raise Unusable(f"{self.id} says one number, or how many of how many.")

    @property
    def shown(self) -> str:
        """The number, as people read it."""
        if self.numerator is not None:
            return f"{self.numerator} of {self.denominator}"
        number = self.more_than if self.value is None else self.value
        assert number is not None
        said = {"share": f"{number:.0%}", "difference": f"{number:.1%}", "pounds": f"£{number:,.0f}"}
        words = said.get(self.unit, f"{number:g}")
        return words if self.more_than is None else f"more than {words}"


def read(text: str) -> Mapping[str, Comparator]:
    """The published figures of a file's text, by id. Errors: Unusable where one does not say what it should."""
    try:
        found = [Comparator(**said) for said in tomllib.loads(text).get("comparator", [])]
    except (tomllib.TOMLDecodeError, TypeError) as no:
        raise Unusable(f"The published figures cannot be used: {no}") from no
    return {each.id: each for each in found}


@cache
def shipped() -> Mapping[str, Comparator]:
    """The published figures that ship with the house."""
    return read((files("tornio.evaluation") / "comparators.toml").read_text(encoding="utf-8"))
